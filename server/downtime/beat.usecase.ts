/**
 * Every minute a branch writes that it is there, and looks at its kiosks and printers. A last beat from before the program began tells how
 * long the machine was off: only that, because a clock that somebody sets forward while the program runs cuts nobody off.
 */
import type { RowOp } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import { insert, put, update } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { branchDays } from "../calendar/calendar.usecase";
import type { Deps } from "../deps";
import { printerShown } from "../devices/devices";
import { branchOf, todayOf } from "../queue/hall.usecase";
import { beatMs, downMsMin, settleDown, type Silences, silencesAfter, type Works } from "./down-time";
import { lastBeat, standingDownTimes } from "./down-time.store";

/** Runs before `endOfDay` when both are due, by its name: whoever stayed away while the machine was off is judged with that known. */
export const beatTask = (worksNow: () => Works, begunAtMs: number): Task => {
  let silences: Silences = new Map();
  return {
    name: "beat",
    plan: (tx) => {
      const branch = tx.branch!;
      const beat = lastBeat(tx);
      const wasOff = beat !== null && beat < begunAtMs && tx.nowMs - beat >= downMsMin;
      // Nobody is missing outside office hours: kiosks sleep then.
      const works = worksNow();
      silences = isOpenNow(tx) ? silencesAfter(silences, works, tx.nowMs) : new Map();
      const { begin, end } = settleDown(standingDownTimes(tx, branch), silences, tx.nowMs);
      const row = (what: string, fromMs: number, toMs: number | null): RowOp =>
        insert("downTime", { id: tx.newId(), branch, what, fromMs, toMs });
      const rows = [
        put("beat", { id: "node", atMs: tx.nowMs }),
        ...(wasOff ? [row("node", beat, tx.nowMs)] : []),
        ...begin.map(({ what, fromMs }) => row(what, fromMs, null)),
        ...end.map((id) => update("downTime", { id }, { toMs: tx.nowMs })),
      ];
      return ok({ plan: { intent: "beat", rows, answer: null }, nextDueMs: tx.nowMs + beatMs });
    },
  };
};

const isOpenNow = (tx: Tx): boolean => {
  const hours = branchDays(tx, branchOf(tx), tx.nowMs).planOn(todayOf(tx).day);
  return (
    hours.ok &&
    hours.value.type === "open" &&
    hours.value.intervals.some(({ startMs, endMs }) => startMs <= tx.nowMs && tx.nowMs < endMs)
  );
};

/**
 * What works at this node now. A kiosk is a page: it is there while it listens. A branch where no kiosk has listened since the program
 * began has none to miss.
 */
export const worksHere = ({ live, printers }: Pick<Deps, "live" | "printers">): (() => Works) => {
  let hadKiosk = false;
  return () => {
    const hears = live.hears("bell");
    hadKiosk ||= hears;
    const shown = printers.list().map(({ printer }) => printerShown(printer.status()));
    const canPrint = shown.some(
      ({ online, paper, cover }) => online && paper !== "out" && cover === "closed",
    );
    return { kiosk: hadKiosk ? hears : null, printer: shown.length === 0 ? null : canPrint };
  };
};
