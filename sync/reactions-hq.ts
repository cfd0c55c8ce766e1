/** What headquarters alone decides when rows of other nodes come in: two claims of one identity, and keys of staff. */
import { stateRanks } from "./account-copies";
import { type Decided, decideConflicts, liveClaims } from "./conflicts";
import type { Notice, RowOp } from "./core/plan";
import { forgedRow } from "./forged";
import { supersedeRows } from "./home";
import type { Merged, Reacted, Reacting } from "./reactions";
import { isOwn } from "./roster";
import { insert, update } from "./rows";
import { columnsOf, statement, tableOf } from "./tables";

/** Decides what a party's identity claims now. Undefined while its key is missing: nobody can tell who it is. */
export const conflictsOf = ({ tx, sealer }: Reacting, booking: string, no: number): Reacted | undefined => {
  const party = statement(
    tx.db,
    "SELECT identity_index AS identity, service, subject FROM party WHERE booking = ? AND no = ?",
  ).get(booking, no) as { identity: string | null; service: string; subject: string } | null;
  if (!party) return { rows: [] };
  if (party.identity === null)
    return sealer.open(tx.db, party.subject) === undefined ? undefined : { rows: [] };
  const claims = liveClaims(tx.db, party.identity, party.service, tx.nowMs / 60_000);
  const rows: RowOp[] = [];
  const notices: Notice[] = [];
  for (const decided of decideConflicts(claims)) {
    const { claim, beside, outcome } = decided;
    if (isSaid(tx.db, decided)) continue;
    const { booking: lost, no: party, branch } = claim;
    rows.push(
      insert("conflict", { id: tx.newId(), branch, booking: lost, party, outcome, atMs: tx.nowMs }),
      insert("conflictPair", {
        id: tx.newId(),
        loser: lost,
        loserParty: party,
        winner: beside.booking,
        winnerParty: beside.no,
        outcome,
        atMs: tx.nowMs,
      }),
    );
    if (!isOwn(tx, claim.home)) continue;
    const acted = supersedeRows(tx, sealer, lost, party, outcome);
    rows.push(...acted.rows);
    notices.push(...(acted.notices ?? []));
  }
  return { rows, notices };
};

/**
 * Whether this is what was said of the claim last: its home may not have heard it yet. A home that has settled a contested claim
 * since then by itself is told anew.
 */
const isSaid = (db: Reacting["tx"]["db"], { claim, outcome }: Decided): boolean => {
  const last = statement(
    db,
    "SELECT outcome, _h AS stamp FROM conflict WHERE booking = ? AND party = ? ORDER BY _h DESC, id DESC LIMIT 1",
  ).get(claim.booking, claim.no) as { outcome: string; stamp: number } | null;
  if (last?.outcome !== outcome) return false;
  if (outcome !== "contested" && outcome !== "settled") return true;
  const { policy, wire } = tableOf("party");
  const flag = statement(db, "SELECT h FROM clk WHERE tab = ? AND rid = ? AND col = ?").get(
    policy.id,
    `${claim.booking}/${claim.no}`,
    wire["contested"]!,
  ) as { h: number } | null;
  return (flag?.h ?? 0) <= last.stamp;
};

/**
 * A staff key that a branch enrolled or changed. Headquarters takes it over for everywhere only where its holder works at that
 * branch and nowhere else: a branch must not make keys for another's staff, or for an administrator of all. A key that was taken
 * away or suspended there is so everywhere where its holder works there, too: a stolen branch shuts out nobody but its own staff.
 */
export const adoptedStaffKey = ({ tx }: Pick<Reacting, "tx">, merged: Merged): Reacted => {
  const id = String(merged.row["id"]);
  const copies = statement(
    tx.db,
    `SELECT ${columnsOf("staffKey")} FROM staff_key WHERE id = ? ORDER BY at`,
  ).all(id) as StaffKeyRow[];
  const head = copies.find(({ at }) => at === "");
  const changed = copies.find(({ at }) => at !== "" && at === merged.row["at"]);
  if (!changed) return { rows: [] };
  const places = placesOf(tx, changed.staff);
  if (!head) {
    const isTaken =
      changed.state === "active" && places.length > 0 && places.every((at) => at === changed.at);
    return { rows: isTaken ? [insert("staffKey", { ...changed, at: "" })] : [] };
  }
  if (head.staff !== changed.staff || head.publicKey !== changed.publicKey)
    return { rows: [forgedRow(tx, merged, "staffKey", head, changed)] };
  const isWorse = stateRanks.indexOf(changed.state) > stateRanks.indexOf(head.state);
  return {
    rows:
      isWorse && places.includes(changed.at)
        ? [update("staffKey", { id, at: "" }, { state: changed.state })]
        : [],
  };
};

type StaffKeyRow = Parameters<typeof insert<"staffKey">>[1];

/** Where somebody has a role that was not taken back; null: everywhere. */
const placesOf = ({ db }: Reacting["tx"], staff: string): readonly (string | null)[] =>
  (
    statement(db, "SELECT DISTINCT branch FROM staff_grant WHERE staff = ? AND revoked_at_ms IS NULL").all(
      staff,
    ) as { branch: string | null }[]
  ).map(({ branch }) => branch);
