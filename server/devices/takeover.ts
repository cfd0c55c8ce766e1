/**
 * Rules of the spare printer. A printer and its spares stand in for one another: papers come out of the printer they were asked of while
 * it can print, of another one of its group while it cannot, and of the other one, too, while its roll is nearly at its end (fault cases
 * 2 and 7 of the hardware notes). A paper is taken by one commit, so it is on one roll at the most, whoever stands in for whom.
 */
import type { Printer } from "../../hardware/ports";
import type { Cancel, Timers } from "../../sync/core/timers";
import type { Takes } from "./connected";

/** Can be counted on; prints, and its roll is nearly at its end; cannot print. */
export type Can = "well" | "low" | "not";

export interface PrinterNow {
  readonly id: string;
  /** Id of the printer that it stands in for. */
  readonly spareFor: string | null;
  readonly can: Can;
}

/** Whose papers this printer prints now. `printers` are all of the node, in their order: the first gets what names none of them. */
export const takesNow = (id: string, printers: readonly PrinterNow[]): Takes => {
  const from = printers.filter((each) => workerFor(each, printers) === id);
  return {
    printer: id,
    from: from.map((each) => each.id),
    unnamed: from[0] !== undefined && from[0] === printers[0] ? printers.map((each) => each.id) : null,
  };
};

/** Its own papers, whoever prints them now. */
export const ownTakes = (id: string, printers: readonly Pick<PrinterNow, "id">[]): Takes => ({
  printer: id,
  from: [id],
  unnamed: printers[0]?.id === id ? printers.map((each) => each.id) : null,
});

/** Who prints this printer's papers now: itself, unless another of its group does better. */
export const workerFor = (wanted: PrinterNow, printers: readonly PrinterNow[]): string => {
  const main = wanted.spareFor ?? wanted.id;
  const others = printers.filter((each) => each.id !== wanted.id && (each.spareFor ?? each.id) === main);
  const group = [wanted, ...others];
  const best = group.find(({ can }) => can === "well") ?? group.find(({ can }) => can === "low");
  return best?.id ?? wanted.id;
};

/** Trouble shorter than this is none: a paper that comes out elsewhere is looked for at the wrong place. */
const graceMs = 2_000;

/** What a printer can do, with patience; `changed` is called when patience is over. */
export const standingOf = (printer: Printer, timers: Timers, changed: () => void): (() => Can) => {
  let isGone = false;
  let cancel: Cancel = () => {};
  const wait = () => {
    cancel = timers.after(graceMs, () => {
      isGone = true;
      changed();
    });
  };
  wait();
  printer.onEvent(({ before, now }) => {
    if (before.online === now.online) return;
    cancel();
    isGone = false;
    if (!now.online) wait();
  });
  return () => {
    const { online, paper } = printer.status();
    if (!online && isGone) return "not";
    return paper === "near_end" ? "low" : "well";
  };
};
