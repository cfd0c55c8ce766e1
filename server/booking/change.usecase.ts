/**
 * What happens to a confirmed booking before its visit: its holder cancels it, moves it, or takes one person off. Only its home
 * does so. Elsewhere cancelling and taking somebody off are asked of home by a row; moving needs the line.
 */
import type { VisitState } from "../../sync/core/party-state";
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { bookingNotices } from "../../sync/notice";
import { giveBackRows, leaveRows } from "../../sync/home";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { parseTravelDocument } from "../applicants/passport";
import { branchOfSlot, changesMax } from "./booking";
import { bookingById, type BookingRow, type HoldRow, type PartyRow } from "./booking.store";
import { settleRows } from "./claim.usecase";
import { type DetailError, type DetailsRule, fieldOf } from "./details";
import { isTakenAway, ownHold, takeBackRows } from "./hold.usecase";
import { type Standing, standingOf } from "./standing.usecase";
import { partyDetails } from "./view.usecase";
import { rulesFor, spendRows } from "./visit.usecase";

export type ChangeError =
  | { readonly type: "BookingNotFound" }
  /** The visit has begun, is over, or was cancelled. */
  | { readonly type: "WrongState"; readonly state: VisitState };

/** Only the node that made the booking can do this: here it can be kept or cancelled. */
export type NeedsHome = { readonly type: "NeedsHome" };

export type MoveError =
  | ChangeError
  | NeedsHome
  | { readonly type: "ChangesUsedUp"; readonly changesMax: number }
  | { readonly type: "HoldGone" }
  /** The new slot is for another branch, service, kind or number of people. */
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

/** Gives every slot of the booking back. `by`: the account or device that asks. */
export const planCancel = (
  tx: Tx,
  sealer: Sealer,
  bookingId: string,
  by: string,
): Result<Plan<Changed>, ChangeError> => {
  const found = standingHere(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, can, state, offer, isHome, asked } = found.value;
  // Asked before and not answered yet: asking again changes nothing.
  if (asked.cancel) return ok({ intent: "askCancel", rows: [], answer: { bookingId } });
  if (!can.cancel) return err({ type: "WrongState", state });
  if (!isHome) {
    const rows = [askRow(tx, booking, { what: "cancel", party: null, by })];
    return ok({ intent: "askCancel", rows, answer: { bookingId } });
  }
  return ok({
    intent: "cancel",
    rows: [
      ...live.flatMap((party) => leaveRows(tx, bookingId, party, "cancelled")),
      ...settleRows(tx, live),
      ...(offer ? [update("offer", { booking: bookingId }, { state: "cancelled" })] : []),
    ],
    notices: bookingNotices(tx, sealer, bookingId, "cancelled"),
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
  if (!hold || isTakenAway(tx, hold)) return err({ type: "HoldGone" });
  // Another branch is another visit: a new booking, and this one cancelled.
  const isSameVisit =
    hold.service === booking.service &&
    hold.kind === booking.kind &&
    branchOfSlot(hold.slot) === booking.branch;
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
      ...giveBackRows(tx, booking.branch, bookingId),
      update("booking", { id: bookingId }, { slot, startMin, endMin, rev, changes }),
      ...(offer ? [update("offer", { booking: bookingId }, { state: "taken" })] : []),
    ],
    notices: bookingNotices(tx, sealer, bookingId, "moved", startMin * 60_000),
    answer: { bookingId },
  });
};

/** One person less; the others keep their times. The slip changes, so `rev` does. */
export const planDrop = (
  tx: Tx,
  bookingId: string,
  no: number,
  by: string,
): Result<Plan<Changed>, DropError> => {
  const found = standingHere(tx, bookingId);
  if (!found.ok) return found;
  const { booking, live, can, state, isHome, asked } = found.value;
  const leaving = live.filter((party) => party.no === no);
  if (leaving.length === 0) return err({ type: "UnknownParty", no });
  if (asked.drop.has(no)) return ok({ intent: "askDrop", rows: [], answer: { bookingId } });
  if (live.length - asked.drop.size === 1) return err({ type: "LastParty" });
  if (!can.drop) return err({ type: "WrongState", state });
  if (!isHome) {
    const rows = [askRow(tx, booking, { what: "drop", party: no, by })];
    return ok({ intent: "askDrop", rows, answer: { bookingId } });
  }
  return ok({
    intent: "dropParty",
    rows: [
      ...leaveRows(tx, bookingId, { no, branch: booking.branch }, "cancelled"),
      ...settleRows(tx, leaving),
      update("booking", { id: bookingId }, { rev: booking.rev + 1 }),
    ],
    answer: { bookingId },
  });
};

/** A booking as this node knows it, its home or not. */
export const standingHere = (
  tx: Pick<Tx, "db" | "node" | "nowMs">,
  bookingId: string,
): Result<Standing, { readonly type: "BookingNotFound" }> => {
  const booking = bookingById(tx, bookingId);
  return booking ? ok(standingOf(tx, booking, tx.nowMs)) : err({ type: "BookingNotFound" });
};

/** For changes that only the node can make that spent the booking's rights. */
export const atHome = (
  tx: Pick<Tx, "db" | "node" | "nowMs">,
  bookingId: string,
): Result<Standing, NeedsHome | { readonly type: "BookingNotFound" }> => {
  const found = standingHere(tx, bookingId);
  return found.ok && !found.value.isHome ? err({ type: "NeedsHome" }) : found;
};

const askRow = (
  tx: Tx,
  { id: booking, branch }: BookingRow,
  {
    what,
    party,
    by,
  }: { readonly what: "cancel" | "drop"; readonly party: number | null; readonly by: string },
): RowOp =>
  insert("homeRequest", { id: tx.newId(), branch, booking, what, party, actor: by, atMs: tx.nowMs });

const takeRows = (
  tx: Tx,
  hold: HoldRow,
  bookingId: string,
  rev: number,
  live: readonly PartyRow[],
): readonly RowOp[] => [
  ...takeBackRows(tx, hold),
  ...spendRows(
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
