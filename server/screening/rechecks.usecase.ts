/**
 * Questions that nobody answered, asked again until the registry is back: what it says then is kept with the question, and staff see what
 * would have mattered.
 */
import type { RowOp } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { put, remove } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { type AnswerCode, type RegistryName, registryNames } from "./registry";
import { type Ask, type Asked, askedRows, recheckAfterMs } from "./registries.usecase";
import { dueRechecks, lateAnswers, type Recheck, recheckById, waitingRechecks } from "./screening.store";

const lookEveryMs = 10_000;
const atOnce = 50;
const waitMsMax = 3_600_000;
/** Who asked, in the rows of answers that came late. */
const late = "system:recheck";

/** Starts asking again; the returned function ends it, and resolves when nothing is under way. */
export const startRechecks = (
  deps: RecheckDeps,
  timers: Timers,
  report: (what: string, cause: unknown) => void,
): (() => Promise<void>) => {
  let isStopping = false;
  let under: Promise<void> = Promise.resolve();
  let cancel = () => {};
  const wake = () => {
    under = recheckDue(deps, () => !isStopping)
      .catch((cause: unknown) => report("rechecks", cause))
      .then(() => {
        if (!isStopping) cancel = timers.after(lookEveryMs, wake);
      });
  };
  cancel = timers.after(lookEveryMs, wake);
  return async () => {
    isStopping = true;
    cancel();
    await under;
  };
};

type RecheckDeps = Pick<Deps, "db" | "clock" | "writer" | "sealer" | "registries">;

/** Asks once what is due, one after the other, while `goesOn`. One registry's silence is none of the others'. */
export const recheckDue = async (deps: RecheckDeps, goesOn: () => boolean = () => true): Promise<void> => {
  for (const source of registryNames) await recheckOne(deps, source, goesOn);
};

const recheckOne = async (
  { db, clock, writer, sealer, registries }: RecheckDeps,
  source: RegistryName,
  goesOn: () => boolean,
): Promise<void> => {
  for (const row of dueRechecks({ db }, source, clock.nowMs(), atOnce)) {
    if (!goesOn()) return;
    const subject = sealer.open(db, row.subject);
    const asked =
      subject && (await registries.ask(sealer.unseal<Ask>(subject, "recheck", row.id, row.sealed)));
    const command = { actor: { kind: "system", task: "recheck" }, requestId: `recheck:${row.id}` } as const;
    await writer.submit<null, never>(command, (tx) =>
      ok({ intent: "recheck", rows: rowsAfter(tx, sealer, row, asked), answer: null }),
    );
    if (asked?.trouble === "LeftAlone") return;
  }
};

const rowsAfter = (tx: Tx, sealer: Sealer, row: Recheck, asked: Asked | undefined): readonly RowOp[] => {
  if (!recheckById(tx, row.id)) return [];
  const over = remove("recheck", { id: row.id });
  const subject = sealer.open(tx.db, row.subject);
  // The person was erased meanwhile: nobody asks about them any more.
  if (!subject || !asked) return [over];
  if (asked.state === "fresh")
    return [over, ...askedRows(tx, sealer, subject, asked, { about: row.about, by: late })];
  const dueMs = tx.nowMs + Math.min(waitMsMax, recheckAfterMs * 2 ** Math.min(20, row.attempts + 1));
  if (dueMs > row.untilMs) return [over];
  return [put("recheck", { ...row, sealed: Buffer.from(row.sealed), attempts: row.attempts + 1, dueMs })];
};

export interface RecheckView {
  readonly waiting: readonly { readonly source: string; readonly count: number; readonly sinceMs: number }[];
  /** What would have mattered, had it been known: by passage, ticket or booking, never by name. */
  readonly late: readonly {
    readonly id: string;
    readonly source: string;
    readonly about: string;
    readonly code: AnswerCode;
    readonly atMs: number;
  }[];
}

const harmless: readonly unknown[] = ["clear", "found"];
const shownForMs = 7 * 24 * 3_600_000;

/** What waits for a registry, and what came late and is not harmless. */
export const recheckView = (
  looking: Pick<Tx, "db" | "nowMs">,
  sealer: Sealer,
  branch: string,
): RecheckView => ({
  waiting: waitingRechecks(looking),
  late: lateAnswers(looking, branch, late, looking.nowMs - shownForMs).flatMap(
    ({ id, source, about, subject, sealed, atMs }) => {
      const person = sealer.open(looking.db, subject);
      if (!person) return [];
      const { code } = sealer.unseal<{ readonly code: AnswerCode }>(person, "registryAnswer", id, sealed);
      return harmless.includes(code) ? [] : [{ id, source, about, code, atMs }];
    },
  ),
});
