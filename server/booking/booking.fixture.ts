/** People who book, for tests: a branch with its first days on sale, phones, documents, and the two requests of a booking. */
import { orThrow } from "../../sync/core/result";
import { planOpenDays } from "../calendar/open-days.usecase";
import { type Json, phone, setupBranch, type TestBranch, type TestBranchOptions } from "../testing";

/** Thursday 10 December 2026, three days after the tests' Monday. */
export const thursday = "2026-12-10";

/** A branch that sells its next twenty days: opening three months takes longer than most tests. */
export const setupOpenBranch = async (options: TestBranchOptions = {}): Promise<TestBranch> => {
  const branch = await setupBranch({ ...options, closed: true });
  const opener = { actor: { kind: "system", task: "openDays" }, requestId: "open" } as const;
  orThrow(
    await branch.deps.writer.submit(opener, (tx) => ({
      ok: true,
      value: orThrow(planOpenDays(tx)).plan!,
    })),
  );
  return branch;
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

export interface Visit {
  /** Authorization: a phone by its owner's name, or `officer:rohani`. */
  readonly as: string;
  readonly service?: string;
  readonly kind?: string;
  readonly people: readonly Json[];
  readonly slot: string;
  readonly rest?: object;
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

export const confirm = (
  branch: TestBranch,
  { as, kind = "citizen", people, rest = {} }: Visit,
  holdId: string,
  key?: string,
) => send(branch, as, "POST", "/bookings", detailsOf({ kind, people, rest }, holdId), key);

export const detailsOf = (
  { kind = "citizen", people, rest = {} }: Pick<Visit, "kind" | "people" | "rest">,
  holdId: string,
) => ({
  holdId,
  lang: "ms",
  kind,
  contact: {},
  parties: people,
  consent: true,
  ...rest,
});

/** Holds and confirms. The answer of the hold, when that was refused. */
export const book = async (branch: TestBranch, visit: Visit) => {
  const held = await hold(branch, visit);
  return held.status === 201 ? confirm(branch, visit, held.body.holdId) : held;
};
