import type { Timers } from "../../sync/core/timers";
import type { Link } from "../link";
import type { Scan, Scanner } from "../ports";
import { scannerLine } from "./scanner-line";

/**
 * A scanner of slips and codes at the end of any line: over TCP (a network plug, a serial port server), or a serial line, as which USB
 * scanners show themselves in their serial mode; no layout of a keyboard comes between.
 */
export const linkScanner = ({ link, timers }: { readonly link: Link; readonly timers: Timers }): Scanner => {
  const listeners = new Set<(scan: Scan) => void>();
  const line = scannerLine({
    link,
    timers,
    onText: (text, atMs) => {
      for (const listener of listeners) listener({ text, atMs });
    },
  });
  return {
    ...line,
    onScan(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
