/** What a booking's home does with it when another node's row asks for it. Only home moves a booking's rights. */
import type { RowOp } from "./core/plan";
import { isLive, partyRanks, type PartyState } from "./core/party-state";
import { availOf, returnRows } from "./escrow";
import { bookingNotices } from "./notice";
import { insert, update } from "./rows";
import type { Sealer } from "./sealer";
import type { Reacted } from "./reactions";
import type { Tx } from "./submit";
import { statement } from "./tables";

interface PartyNow {
  readonly no: number;
  readonly branch: string;
  readonly state: PartyState;
}

const partiesNow = (tx: Tx, booking: string): readonly PartyNow[] =>
  statement(tx.db, "SELECT no, branch, state FROM party WHERE booking = ? ORDER BY no").all(
    booking,
  ) as PartyNow[];

/**
 * People of a booking, or one of them, leave it: those who have not come yet. Their units are given back. When others stay, the
 * slip is another one from now on: `rev` rises, and a kiosk refuses the old one.
 */
export const cancelRows = (tx: Tx, booking: string, no?: number): readonly RowOp[] => {
  const parties = partiesNow(tx, booking);
  const leaving = parties.filter(
    (party) => party.state === "confirmed" && (no === undefined || party.no === no),
  );
  const stays = parties.some((party) => isLive(party.state) && !leaving.includes(party));
  return [
    ...leaving.flatMap((party) => leaveRows(tx, booking, party, "cancelled")),
    ...(leaving.length > 0 && stays
      ? [update("booking", { id: booking }, { rev: revOf(tx, booking) + 1 })]
      : []),
  ];
};

const revOf = (tx: Tx, booking: string): number =>
  (statement(tx.db, "SELECT rev FROM booking WHERE id = ?").get(booking) as { rev: number }).rev;

/** A person leaves the booking and the slot: state by rank, units given back. Only the booking's home does this. */
export const leaveRows = (
  tx: Tx,
  booking: string,
  { no, branch }: Pick<PartyNow, "no" | "branch">,
  state: "cancelled" | "superseded",
): readonly RowOp[] => [
  update("party", { booking, no }, { state }),
  ...giveBackRows(tx, branch, booking, no),
];

/** Units of one person, or of all. A time that the office took away, and offers another one for, is not sold again: they rest. */
export const giveBackRows = (tx: Tx, branch: string, booking: string, no?: number): readonly RowOp[] =>
  returnRows(tx, branch, booking, { ...(no === undefined ? {} : { no }), rests: isOffered(tx, booking) });

/** What another node was asked: the people leave, and who cancelled the whole booking reads that it is done. */
export const cancelAtHome = (tx: Tx, sealer: Sealer, booking: string, no?: number): Reacted => {
  const rows = cancelRows(tx, booking, no);
  const isWhole = no === undefined && rows.length > 0;
  return isWhole ? { rows, notices: bookingNotices(tx, sealer, booking, "cancelled") } : { rows };
};

const isOffered = (tx: Tx, booking: string): boolean =>
  statement(tx.db, "SELECT 1 FROM offer WHERE booking = ? AND state = 'open'").get(booking) !== null;

/** Headquarters' word on a claim: superseded, contested, or nobody beside it any more. */
export const supersedeRows = (
  tx: Tx,
  sealer: Sealer,
  booking: string,
  no: number,
  outcome: string,
): Reacted => {
  const party = partiesNow(tx, booking).find((each) => each.no === no);
  if (!party) return { rows: [] };
  if (outcome === "contested" || outcome === "settled")
    return { rows: [update("party", { booking, no }, { contested: outcome === "contested" ? 1 : 0 })] };
  if (outcome !== "superseded" || party.state !== "confirmed") return { rows: [] };
  return {
    rows: leaveRows(tx, booking, party, "superseded"),
    notices: bookingNotices(tx, sealer, booking, "superseded"),
  };
};

interface Allocated {
  readonly party: number;
  readonly rev: number;
  readonly slot: string;
  readonly pool: string;
  readonly units: number;
}

/**
 * Somebody checked in on a place that was freed here: the units are spent again where there are any, else one person too many
 * is counted as such.
 */
export const respendRows = (tx: Tx, booking: string): readonly RowOp[] => {
  const free = new Map<string, number>();
  return partiesNow(tx, booking)
    .filter(({ state }) => partyRanks[state] >= partyRanks.checked_in)
    .flatMap(({ no, branch }) =>
      freedLast(tx, booking, no).map(({ rev, slot, pool, units }) => {
        const left = free.get(`${slot} ${pool}`) ?? availOf(tx, slot, pool);
        if (left < units) {
          return insert("overrun", { id: tx.newId(), branch, booking, slot, pool, units, atMs: tx.nowMs });
        }
        free.set(`${slot} ${pool}`, left - units);
        return insert("allocation", {
          booking,
          party: no,
          rev: rev + 1,
          slot,
          state: "spent",
          branch,
          pool,
          units,
          to: null,
        });
      }),
    );
};

/** What a party gave back last, when it holds nothing now. */
const freedLast = (tx: Tx, booking: string, no: number): readonly Allocated[] => {
  const rows = statement(
    tx.db,
    "SELECT party, rev, slot, state, pool, units FROM allocation WHERE booking = ? AND party = ?",
  ).all(booking, no) as (Allocated & { readonly state: string })[];
  const returned = rows.filter(({ state }) => state === "returned");
  const holds = rows.filter(({ state }) => state === "spent").length > returned.length;
  const rev = Math.max(...returned.map((row) => row.rev));
  return holds ? [] : returned.filter((row) => row.rev === rev);
};
