import type { PrinterError, PrinterStatus } from "../ports";
import type { Signals } from "./status";

/** The first cause a person can do something about. An open cover also reports "no paper", so it goes first. */
export const troubleOf = (signals: Signals): PrinterError | null => {
  if (signals.coverOpen) return { type: "CoverOpen" };
  if (signals.paperEnd || signals.paperStop) return { type: "PaperOut" };
  if (signals.cutterError) return { type: "CutterJam" };
  if (signals.broken) return { type: "Broken" };
  if (signals.offline || signals.recovering) return { type: "NotReady" };
  return null;
};

/** True for trouble that stops a ticket half way. `NotReady` passes by itself: the ticket goes on afterwards. */
export const stopsTicket = (trouble: PrinterError | null): trouble is PrinterError =>
  trouble !== null && trouble.type !== "NotReady";

/** The status of a connected printer from its signals. */
export const pictureOf = (signals: Signals): Pick<PrinterStatus, "paper" | "cover"> => ({
  paper: signals.paperEnd || signals.paperStop ? "out" : signals.paperNearEnd ? "near_end" : "ok",
  cover: signals.coverOpen ? "open" : "closed",
});

/** True when a person would see no difference: the time of the last word is not one. */
export const looksSame = (a: PrinterStatus, b: PrinterStatus): boolean =>
  a.online === b.online && a.paper === b.paper && a.cover === b.cover && a.error?.type === b.error?.type;
