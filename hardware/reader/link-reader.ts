import type { NewId } from "../../sync/core/ids";
import type { Timers } from "../../sync/core/timers";
import type { Link } from "../link";
import type { DocumentRead, DocumentReader } from "../ports";
import { scannerLine } from "../scanner/scanner-line";

/**
 * A document reader that sends lines of the zone and nothing else: `STX line1 CR line2 CR [line3 CR] ETX` (Desko, DESKODOC
 * 7000310001), or lines and silence. It has no chip and no camera that we hear of, so the chip is `absent`: who needs one, refers.
 */
export const linkReader = ({
  link,
  timers,
  newId,
}: {
  readonly link: Link;
  readonly timers: Timers;
  readonly newId: NewId;
}): DocumentReader => {
  const listeners = new Set<(read: DocumentRead) => void>();
  const line = scannerLine({
    link,
    timers,
    onText: (text, atMs) => {
      const read = {
        id: newId(),
        mrz: text.split("\n"),
        chip: "absent",
        image: null,
        face: null,
        atMs,
      } as const;
      for (const listener of listeners) listener(read);
    },
  });
  return {
    ...line,
    onRead(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
