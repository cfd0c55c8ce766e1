/** What happens to a confirmed booking before its visit: its holder cancels it, moves it, or takes one person off. */
import type { VisitState } from "../../sync/core/party-state";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { parseTravelDocument } from "../applicants/passport";
import { changesMax } from "./booking";
import { bookingById, type HoldRow, type PartyRow } from "./booking.store";
import { settleRows } from "./claim.usecase";
import { type DetailError, type DetailsRule, fieldOf } from "./details";
import { ownHold, releaseRows } from "./hold.usecase";
import { type Standing, standingOf } from "./standing.usecase";
import { partyDetails } from "./view.usecase";
import { leaveRows, returnRows, rulesFor, spendRows } from "./visit.usecase";

export type ChangeError =
  | { readonly type: "BookingNotFound" }
  /** The visit has begun, is over, or was cancelled. */
  | { readonly type: "WrongState"; readonly state: VisitState };

export type MoveError =
  | ChangeError
  | { readonly type: "ChangesUsedUp"; readonly changesMax: number }
  | { readonly type: "HoldGone" }
  /** The new slot is for another service, kind or number of people. */
  | { readonly type: "HoldDiffers" }
  /** A document will have expired by the new day. */
  | { readonly type: "InvalidDetails"; readonly details: readonly DetailError[] };

export type DropError =
  | ChangeError
  | { readonly type: "UnknownParty"; readonly no: number }
  /** Without its last person there is no booking: cancel it. */
  | { readonly type: "LastParty" };

export interface Changed {
  readonly bookingId: string;
}

/** Gives every slot of the booking back. */
export const planCancel = (tx: Tx, bookingId: string): Result<Plan<Changed>, ChangeError> => {
  const found = atHome(tx, bookingId);
  if (!found.ok) return found;
  const { live, can, state, offer } = found.value;
  if (!can.cancel) return err({ type: "WrongState", state });
  return ok({
    intent: "cancel",
    rows: [
      ...live.flatMap(({ no }) => leaveRows(tx, bookingId, no, "cancelled")),
      ...settleRows(tx, live),
      ...(offer ? [update("offer", { booking: bookingId }, { state: "cancelled" })] : []),
    ],
    answer: { bookingId },
  });
};

/** Another time: spends the new rights and returns the old ones in one commit, so a place is never lost on the way. */
export const planMove = (
  tx: Tx,
  sealer: Sealer,
  input: { readonly bookingId: string; readonly owner: string; readonly holdId: string },
): Result<Plan<Changed>, MoveError> => {
  const { bookingId, owner, holdId } = input;
  const found = atHome(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, can, state, offer } = found.value;
  if (!can.move)
    return err(can.cancel ? { type: "ChangesUsedUp", changesMax } : { type: "WrongState", state });
  const hold = ownHold(tx, owner, holdId);
  if (!hold) return err({ type: "HoldGone" });
  const isSameVisit = hold.service === booking.service && hold.kind === booking.kind;
  if (!isSameVisit || hold.parties !== live.length) return err({ type: "HoldDiffers" });
  const details = expiredDocuments(tx, sealer, live, rulesFor(tx, hold));
  if (details.length > 0) return err({ type: "InvalidDetails", details });

  const rev = booking.rev + 1;
  const changes = booking.changes + (offer ? 0 : 1);
  const { slot, startMin, endMin } = hold;
  return ok({
    intent: "move",
    rows: [
      ...takeRows(tx, hold, bookingId, rev, live),
      ...returnRows(tx, bookingId),
      update("booking", { id: bookingId }, { slot, startMin, endMin, rev, changes }),
      ...(offer ? [update("offer", { booking: bookingId }, { state: "taken" })] : []),
    ],
    answer: { bookingId },
  });
};

/** One person less; the others keep their times. The slip changes, so `rev` does. */
export const planDrop = (tx: Tx, bookingId: string, no: number): Result<Plan<Changed>, DropError> => {
  const found = atHome(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, can, state } = found.value;
  const leaving = live.filter((party) => party.no === no);
  if (leaving.length === 0) return err({ type: "UnknownParty", no });
  if (live.length === 1) return err({ type: "LastParty" });
  if (!can.drop) return err({ type: "WrongState", state });
  return ok({
    intent: "dropParty",
    rows: [
      ...leaveRows(tx, bookingId, no, "cancelled"),
      ...settleRows(tx, leaving),
      update("booking", { id: bookingId }, { rev: booking.rev + 1 }),
    ],
    answer: { bookingId },
  });
};

/** Only the node that spent a booking's rights changes it; elsewhere it is as if it were not there. */
export const atHome = (tx: Tx, bookingId: string): Result<Standing, { readonly type: "BookingNotFound" }> => {
  const booking = bookingById(tx, bookingId);
  if (!booking || booking.home !== tx.node) return err({ type: "BookingNotFound" });
  return ok(standingOf(tx, booking, tx.nowMs));
};

const takeRows = (
  tx: Tx,
  hold: HoldRow,
  bookingId: string,
  rev: number,
  live: readonly PartyRow[],
): readonly RowOp[] => [
  ...releaseRows(tx, hold),
  ...spendRows(
    tx,
    hold,
    bookingId,
    rev,
    live.map(({ no }) => no),
  ),
];

/** Documents that were good for the old day and are not for the new one. Erased people have none to check. */
const expiredDocuments = (
  tx: Tx,
  sealer: Sealer,
  live: readonly PartyRow[],
  rule: DetailsRule,
): readonly DetailError[] =>
  live.flatMap((party) => {
    const details = partyDetails({ db: tx.db, sealer }, party);
    if (!details?.expiresOn || details.documentType === "mykad") return [];
    const { documentType: type, number, country, expiresOn } = details;
    const read = parseTravelDocument({ type, number, country, expiresOn }, rule);
    return read.ok
      ? []
      : [{ path: `parties.${party.no - 1}.${fieldOf(read.error.type)}`, error: read.error }];
  });
