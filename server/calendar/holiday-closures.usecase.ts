/**
 * A holiday that headquarters declares late: each branch of its states closes that day itself, as its supervisor would, with burned
 * units and an offer to everybody hit. Done as soon as the branch hears of it, and once.
 */
import { ok } from "../../sync/core/result";
import type { Task } from "../../sync/scheduler";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { allMasterChanges, ownBranch } from "../catalogue/catalogue.usecase";
import type { DeclaredHoliday } from "../catalogue/master";
import { closuresFrom } from "./calendar.store";
import type { Change } from "./change";
import { lookAt } from "./change-look.usecase";
import { planChange } from "./changes.usecase";
import { localRangeToUtc } from "./time-zone";

const lookEveryMs = 60_000;

export const closeHolidaysTask = (sealer: Sealer): Task => ({
  name: "closeHolidays",
  plan: (tx) => {
    const change = dueClosure(tx);
    if (!change) return ok({ nextDueMs: tx.nowMs + lookEveryMs });
    const seen = lookAt(tx, change);
    if (!seen.ok) return seen;
    const made = planChange(tx, sealer, {
      change,
      reason: change.note.ms,
      actor: { kind: "system", task: "closeHolidays" },
      previewed: seen.value.preview.hash,
    });
    // The next one at once: one day is one commit.
    return made.ok ? ok({ plan: made.value, nextDueMs: tx.nowMs }) : made;
  },
});

/** The first declared day of this branch's state that is not closed yet. */
const dueClosure = (tx: Tx): Extract<Change, { readonly type: "closure" }> | undefined => {
  const holidays = [...allMasterChanges<DeclaredHoliday>(tx, "holiday").values()].flat();
  if (holidays.length === 0) return undefined;
  const { code, state, zone } = ownBranch(tx);
  const closed = new Set(
    closuresFrom(tx, code, tx.nowMs)
      .filter(({ groups }) => groups === null)
      .map(({ fromMs, toMs }) => `${fromMs} ${toMs}`),
  );
  for (const { from, patch } of holidays) {
    const [day] = localRangeToUtc(zone, from, 0, 24 * 60);
    if (!day || day.to <= tx.nowMs || !patch.states.includes(state)) continue;
    if (closed.has(`${day.from} ${day.to}`)) continue;
    const note = { ms: patch.nameMs, en: patch.nameEn };
    return { type: "closure", fromMs: day.from, toMs: day.to, groups: null, note };
  }
  return undefined;
};
