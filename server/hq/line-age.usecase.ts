/** How old headquarters' word is on this node. */
import { hqWord } from "../../sync/hq-word";
import type { Tx } from "../../sync/submit";
import { type LineAge, lineAge } from "./line-age";

export const lineAgeNow = ({ db, nowMs }: Pick<Tx, "db" | "nowMs">): LineAge | undefined =>
  lineAge(hqWord(db)?.atMs, nowMs);

/** Whether only those doors are open that need no word of headquarters. */
export const isLineTooOld = (looking: Pick<Tx, "db" | "nowMs">): boolean =>
  lineAgeNow(looking)?.phase === "stopped";
