/** Holds of a session that gets a new id, and perhaps an account: what somebody set aside stays theirs, with the details that wait. */
import type { RowOp } from "../../sync/core/plan";
import { update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { holdsOf, pendingVisitOf } from "./booking.store";

interface Holder {
  readonly owner: string;
  readonly session: string;
}

export const carryHolds = (tx: Pick<Tx, "db" | "nowMs">, from: Holder, to: Holder): readonly RowOp[] =>
  holdsOf(tx, from.owner, tx.nowMs).flatMap(({ id }) => [
    ...(from.owner === to.owner ? [] : [update("hold", { id }, { owner: to.owner })]),
    ...(pendingVisitOf(tx, id)?.session === from.session
      ? [update("pendingVisit", { hold: id }, { session: to.session })]
      : []),
  ]);
