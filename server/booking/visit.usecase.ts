/** What confirming and changing a booking share: the visit's rules, and its rows for people, rights and places. */
import type { RowOp } from "../../sync/core/plan";
import { slotId } from "../../sync/core/slot";
import { insert } from "../../sync/rows";
import { indexKeyVersion, type Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { utcToLocal } from "../calendar/time-zone";
import { applicantRowOf, branchNamed, type PublicKind } from "../catalogue/catalogue.usecase";
import { branchOfSlot } from "./booking";
import type { HoldRow } from "./booking.store";
import type { DetailsRule, PartyDetails } from "./details";
import { partiesMaxOf, startsByParty } from "./hold.usecase";
import { serviceOf } from "./standing.usecase";

/** What the details of a visit must fulfil; a hold and a booking both name one. */
export const rulesFor = (
  tx: Pick<Tx, "db" | "nowMs">,
  visit: Pick<HoldRow, "service" | "kind" | "slot" | "startMin">,
): DetailsRule => {
  const { zone, code } = branchNamed(tx, branchOfSlot(visit.slot));
  const service = serviceOf(tx, visit.service, { branch: code, startMin: visit.startMin });
  const kind = visit.kind as PublicKind;
  const row = applicantRowOf(service, kind);
  if (!row) throw new Error(`service ${service.code} no longer serves ${kind}`);
  return {
    service,
    applicant: row.kind,
    validityMonthsMin: row.documentValidityMonthsMin,
    visitOn: utcToLocal(zone, visit.startMin * 60_000).date,
    today: utcToLocal(zone, tx.nowMs).date,
    partiesMax: partiesMaxOf(kind),
  };
};

/** Rights of a hold become allocations of a booking, one row per person and slot. */
export const spendRows = (
  hold: HoldRow,
  booking: string,
  rev: number,
  partyNos: readonly number[],
): readonly RowOp[] => {
  const branch = branchOfSlot(hold.slot);
  return startsByParty(hold).flatMap((starts, at) =>
    starts.map((startMin) =>
      insert("allocation", {
        booking,
        party: partyNos[at]!,
        rev,
        slot: slotId(branch, hold.grp, startMin),
        state: "spent",
        branch,
        pool: hold.pool,
        units: 1,
        to: null,
      }),
    ),
  );
};

/** A person's details under their key. The blind index travels inside, so that no stream shows it. */
export const sealParty = (
  sealer: Sealer,
  subject: Parameters<Sealer["seal"]>[0],
  booking: string,
  no: number,
  details: PartyDetails,
  index: string,
): Buffer =>
  sealer.seal(subject, "party", `${booking}/${no}`, { ...details, index, indexKey: indexKeyVersion });
