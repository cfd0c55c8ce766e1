/** What confirming and changing a booking share: the visit's rules, and its rows for people, rights and places. */
import type { RowOp } from "../../sync/core/plan";
import { slotId } from "../../sync/core/slot";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { PlainDate } from "../applicants/plain-date";
import { utcToLocal } from "../calendar/time-zone";
import type { Service } from "../catalogue/catalogue";
import { applicantRowOf, findBranch, findService, type PublicKind } from "../catalogue/catalogue.usecase";
import { type HoldRow, spentOf } from "./booking.store";
import type { PartyDetails } from "./details";
import { partiesMaxOf, startsByParty } from "./hold.usecase";

/** What the details of a hold must fulfil. */
export const rulesFor = (tx: Tx, hold: Pick<HoldRow, "service" | "kind" | "startMin">) => {
  const service = serviceOf(tx, hold.service);
  const kind = hold.kind as PublicKind;
  const zone = zoneOf(tx);
  const row = applicantRowOf(service, kind);
  return {
    service,
    isEmployer: kind === "employer",
    validityMonthsMin: row?.documentValidityMonthsMin ?? 0,
    visitOn: utcToLocal(zone, hold.startMin * 60_000).date as unknown as PlainDate,
    today: utcToLocal(zone, tx.nowMs).date as unknown as PlainDate,
    partiesMax: partiesMaxOf(kind),
  };
};

/** Rights of a hold become allocations of a booking, one row per person and slot. */
export const spendRows = (tx: Tx, hold: HoldRow, booking: string, rev: number, partyNos: readonly number[]): readonly RowOp[] =>
  startsByParty(hold).flatMap((starts, at) =>
    starts.map((startMin) =>
      insert("allocation", {
        booking,
        party: partyNos[at]!,
        rev,
        slot: slotId(tx.branch!, hold.grp, startMin),
        state: "spent",
        branch: tx.branch!,
        pool: hold.pool,
        units: 1,
        to: null,
      }),
    ),
  );

/** A person leaves the booking and the slot: state by rank, rights back on sale. */
export const leaveRows = (tx: Tx, booking: string, no: number, state: "cancelled" | "superseded"): readonly RowOp[] => [
  update("party", { booking, no }, { state }),
  ...returnRows(tx, booking, no),
];

/** Slots of a booking, or of one of its people, back on sale. */
export const returnRows = (tx: Tx, booking: string, no?: number): readonly RowOp[] =>
  spentOf(tx, booking)
    .filter(({ party }) => no === undefined || party === no)
    .map(({ party, rev, slot, pool, units }) =>
      insert("allocation", { booking, party, rev, slot, state: "returned", branch: tx.branch!, pool, units, to: "avail" }),
    );

/** A person's details under their key. The blind index travels inside, so that no stream shows it. */
export const sealParty = (
  sealer: Sealer,
  subject: Parameters<Sealer["seal"]>[0],
  booking: string,
  no: number,
  details: PartyDetails,
  index: string,
): Buffer => sealer.seal(subject, "party", `${booking}/${no}`, { ...details, index });

/** A service that a row names: missing is a bug. */
export const serviceOf = (tx: Tx, code: string): Service => {
  const found = findService(tx, code);
  if (!found.ok) throw new Error(`service ${code} left the catalogue`);
  return found.value;
};

const zoneOf = (tx: Tx): string => {
  const found = findBranch(tx, tx.branch ?? "");
  if (!found.ok) throw new Error(`branch ${tx.branch} is not in the catalogue`);
  return found.value.zone;
};
