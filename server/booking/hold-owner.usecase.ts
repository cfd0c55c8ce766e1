/** Holds of somebody who signs in on the way: what they set aside as a stranger is theirs under their account, too. */
import type { RowOp } from "../../sync/core/plan";
import { update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { holdsOf } from "./booking.store";

export const moveHolds = (tx: Pick<Tx, "db" | "nowMs">, from: string, to: string): readonly RowOp[] =>
  holdsOf(tx, from, tx.nowMs).map(({ id }) => update("hold", { id }, { owner: to }));
