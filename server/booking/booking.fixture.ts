/** People who book, for tests: a branch with its first days on sale, phones, documents, and the way from a hold to a booking. */
import { ok, orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { planOpenDays } from "../calendar/open-days.usecase";
import { type Json, phone, setupBranch, type TestBranch, type TestBranchOptions } from "../testing";
import { planTryVisit } from "./visits.usecase";

/** Thursday 10 December 2026, three days after the tests' Monday. */
export const thursday = "2026-12-10";

/** A branch that sells its next twenty days: opening three months takes longer than most tests. */
export const setupOpenBranch = (options: TestBranchOptions = {}): Promise<TestBranch> =>
  setupBranch({ ...options, opens: openTwentyDays });

const openTwentyDays = async ({ deps }: Pick<TestBranch, "deps">): Promise<void> => {
  const opener = { actor: { kind: "system", task: "openDays" }, requestId: "open" } as const;
  orThrow(await deps.writer.submit(opener, (tx) => ok(orThrow(planOpenDays(tx)).plan!)));
};

export interface Start {
  readonly slot: string;
  readonly startsAtMs: number;
}

/** The `at`-th start of a day with at least `units` free units of a pool, counted from 0. */
export const startOf = (
  { db }: TestBranch,
  at = 0,
  { group = "B", date = thursday, units = 1, pool = "general" } = {},
): Start => {
  const row = db
    .query<{ slot: string; startMin: number }, [string, string, string, number, number]>(
      `SELECT slot, start_min AS startMin FROM right_ WHERE grp = ? AND date = ? AND pool = ? AND avail >= ?
       ORDER BY start_min LIMIT 1 OFFSET ?`,
    )
    .get(group, date, pool, units, at);
  if (!row) throw new Error(`no start ${at} of ${group} on ${date}`);
  return { slot: row.slot, startsAtMs: row.startMin * 60_000 };
};

/** Units of a slot by where they are. */
export const unitsOf = ({ db }: TestBranch, slot: string) =>
  db
    .query<{ avail: number; held: number; spent: number }, [string]>(
      "SELECT sum(avail) AS avail, sum(held) AS held, sum(spent) AS spent FROM right_ WHERE slot = ?",
    )
    .get(slot)!;

export const mykad = (number: string, name = "SITI BINTI AHMAD", rest: object = {}) => ({
  document: { type: "mykad", number, country: "MYS" },
  name,
  answers: {},
  ...rest,
});

export const passport = (number: string, name = "NGUYEN THI LAN", rest: object = {}) => ({
  document: { type: "passport", number, country: "VNM", expiresOn: "2031-05-01" },
  name,
  answers: {},
  ...rest,
});

/** Who comes, in the words of whoever books. */
export interface Details {
  /** Authorization: a phone by its owner's name, or `officer:rohani`. */
  readonly as: string;
  readonly kind?: string;
  readonly people: readonly Json[];
  readonly rest?: object;
}

export interface Visit extends Details {
  readonly service?: string;
  readonly slot: string;
}

const authorization = (who: string): string => (who.includes(":") ? who : phone(who));

/** A request as somebody sends it: `siti` is a phone, `kiosk:1` a device. */
export const send = (
  branch: TestBranch,
  who: string,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
) => branch.call(method, path, body, { as: authorization(who), ...(key === undefined ? {} : { key }) });

export const hold = (
  branch: TestBranch,
  { as, service = "PMA-BAHARUI", kind = "citizen", people, slot }: Visit,
  rest = {},
) => send(branch, as, "POST", "/holds", { slot, service, kind, parties: people.length, ...rest });

/** Gives the details of a held visit: from then on it waits for two kinds of proof. */
export const give = (branch: TestBranch, details: Details, holdId: string) =>
  send(branch, details.as, "POST", `/holds/${holdId}/visit`, detailsOf(details));

/**
 * Lets a visit that waits have its two kinds of proof, as rows. How a person comes to each is tested where it is made
 * (`pending.test.ts` walks the codes); for every other test a booking is only how its story begins. An officer's visit has the
 * document already.
 */
export const prove = ({ db, clock }: TestBranch, as: string, holdId: string): void => {
  const kinds = as.startsWith("officer:") ? ["paper_code"] : ["sms", "email"];
  for (const kind of kinds)
    db.query(
      "INSERT OR REPLACE INTO proof SELECT session, hold, ?, 'test', ? FROM pending_visit WHERE hold = ?",
    ).run(kind, clock.nowMs(), holdId);
};

/** An officer at a counter, with the document in hand, types the paper's code of a visit that was begun at a kiosk. Nothing is booked yet. */
export const typePaper = async (
  { deps: { sealer, identity, writer } }: TestBranch,
  holdId: string,
  { document }: Json,
  typed: string,
): Promise<string> => {
  const codes = { sealer, codesKey: identity.codesKey, rules: identity.sending };
  const tried = await writer.submit(command(), (tx) =>
    planTryVisit(tx, codes, { holdId, officer: "rohani", document, typed }),
  );
  return orThrow(tried).type;
};

/** Presses the button that makes the booking. */
export const press = (branch: TestBranch, as: string, holdId: string, key?: string) =>
  send(branch, as, "POST", `/holds/${holdId}/confirm`, {}, key);

/** From a hold to a booking: details, two kinds of proof, the button. The answer of the details, when they were refused. */
export const confirm = async (branch: TestBranch, details: Details, holdId: string) => {
  const given = await give(branch, details, holdId);
  if (given.status !== 200) return given;
  prove(branch, details.as, holdId);
  return press(branch, details.as, holdId);
};

export const detailsOf = ({ kind = "citizen", people, rest = {} }: Omit<Details, "as">) => ({
  lang: "ms",
  kind,
  contact: {},
  parties: people,
  consent: true,
  ...rest,
});

/** Whether somebody of a booking stands beside another claim: nothing that its holder is shown says so. */
export const isContested = ({ db }: Pick<TestBranch, "db">, bookingId: string): boolean =>
  db
    .query("SELECT 1 FROM party WHERE booking = ? AND contested = 1 AND state = 'confirmed'")
    .get(bookingId) !== null;

/** Holds and confirms. The answer of the hold, when that was refused. */
export const book = async (branch: TestBranch, visit: Visit) => {
  const held = await hold(branch, visit);
  return held.status === 201 ? confirm(branch, visit, held.body.holdId) : held;
};
