/** Whose key a corrected person's data lies under: a number that was mistyped must not lead its true owner to it. */
import type { RowOp } from "../../sync/core/plan";
import { put } from "../../sync/rows";
import type { Sealer, Subject } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { isSubjectElsewhere, keyringOf, type PartyRow, subjectWith } from "./booking.store";

/**
 * The subject of a person whose identity is now `index`, with the keyring rows to commit.
 *
 *   nobody has that identity, the key is this person's alone ► the key stays, and is found by the new identity
 *   somebody has it ► that subject: it is one person. The old key is found by no identity any more
 *   the key serves another visit too (the number typed was somebody else's, who booked) ► theirs stays, this person's is apart
 */
export const subjectCorrected = (
  tx: Tx,
  sealer: Sealer,
  party: PartyRow,
  index: string,
): Subject & { readonly rows: readonly RowOp[] } => {
  const old = keyringOf(tx, party.subject);
  const isOwn = !isSubjectElsewhere(tx, party);
  const isTaken = subjectWith(tx, index) !== undefined;
  if (!isTaken && isOwn) {
    const same = sealer.open(tx.db, party.subject);
    if (!same || !old) throw new Error(`the key of party ${party.booking}/${party.no} is gone`);
    return { ...same, rows: [put("keyring", { ...old, identityIndex: index })] };
  }
  const other = sealer.subjectFor(tx.db, index, tx.newId, tx.nowMs);
  return {
    ...other,
    rows: [...(isOwn && old ? [put("keyring", { ...old, identityIndex: null })] : []), ...other.rows],
  };
};
