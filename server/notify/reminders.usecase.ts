/**
 * Reminders of visits to come. The booking's home alone sends them; the row of `reminder` and the message are one commit, and the row
 * goes to the other nodes: a box that goes on for a broken one reminds nobody again.
 */
import type { Reader } from "../../drizzle/db";
import type { Plan } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import { hasCaughtUp } from "../../sync/heir";
import { bookingNotices } from "../../sync/notice";
import { isOwn, nodeByAlias } from "../../sync/roster";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { utcToLocal } from "../calendar/time-zone";
import { branchRules, enrolledBranches, ruleOn, zoneOf } from "../catalogue/catalogue.usecase";
import { isDue, isNight, nightMsAfter, type ReminderRule, remindersDefault, shiftMinMax } from "./reminders";
import { visitsToRemind } from "./reminders.store";

/** So many people are reminded by one commit: nobody who books in the same minute waits for five thousand messages. */
const remindedMax = 100;
const minuteMs = 60_000;

export const remindTask = (sealer: Sealer): Task => ({
  name: "remind",
  plan: (tx) => {
    const due = isHeirThatWaits(tx) ? [] : dueNow(tx);
    const plan: Plan<null> | undefined =
      due.length === 0
        ? undefined
        : {
            intent: "remind",
            rows: due.map(({ row }) => insert("reminder", row)),
            notices: due.flatMap(({ row, untilMs }) =>
              bookingNotices(tx, sealer, row.booking, "reminder").map((notice) => ({ ...notice, untilMs })),
            ),
            answer: null,
          };
    return ok({ plan, nextDueMs: due.length === remindedMax ? tx.nowMs : tx.nowMs + minuteMs });
  },
});

/** Until everything has come of what the broken box did, it may have reminded people already. */
const isHeirThatWaits = ({ db, node }: Tx): boolean =>
  (nodeByAlias(db, node)?.heirOf ?? null) !== null && !hasCaughtUp(db);

interface DueReminder {
  readonly row: Parameters<typeof insert<"reminder">>[1];
  /** Not sent later: then the visit has begun, or the night. */
  readonly untilMs: number;
}

const dueNow = (tx: Tx): readonly DueReminder[] => {
  const due: DueReminder[] = [];
  for (const branch of tx.branch === null ? enrolledBranches(tx) : [tx.branch]) {
    const zone = zoneOf(tx, branch);
    if (isNight(zone, tx.nowMs)) continue;
    const eveningEndsMs = nightMsAfter(zone, tx.nowMs);
    for (const beforeMin of beforeMinOf(tx, branch, utcToLocal(zone, tx.nowMs).date)) {
      const nowMin = Math.floor(tx.nowMs / minuteMs);
      const range = {
        fromMin: nowMin + Math.floor(beforeMin / 2),
        toMin: nowMin + beforeMin + shiftMinMax + 1,
      };
      for (const { booking, home, startMin, toldAtMs } of visitsToRemind(tx, branch, beforeMin, range)) {
        const startsAtMs = startMin * minuteMs;
        if (!isDue(zone, { startsAtMs, toldAtMs }, beforeMin, tx.nowMs) || !isOwn(tx, home)) continue;
        const untilMs = Math.min(startsAtMs, eveningEndsMs);
        due.push({ row: { booking, branch, startMin, beforeMin, atMs: tx.nowMs }, untilMs });
        if (due.length === remindedMax) return due;
      }
    }
  }
  return due;
};

/** The branch's own settings on a day; the default where it has none. */
const beforeMinOf = (reader: Reader, branch: string, date: Parameters<typeof ruleOn>[1]): readonly number[] =>
  (ruleOn(branchRules<ReminderRule>(reader, branch, "reminders"), date)?.doc ?? remindersDefault).beforeMin;
