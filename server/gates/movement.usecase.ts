/** The record instead of a stamp: who came into the country or left it, found again by the document alone. */
import type { Reader } from "../../drizzle/db";
import type { Plan, RowOp } from "../../sync/core/plan";
import { ok, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { identityKey } from "../applicants/identity";
import { type MovementRow, movementById, movementsOf, type PassageRow } from "./gates.store";
import type { SealedPassage } from "./passage.usecase";
import { documentKey, type Traveller } from "./traveller";

/** What lies under the person's key. */
export interface SealedMovement {
  /** Of the document: the blind index is made of it, here and on every node that may. */
  readonly identity: string;
  readonly name: string;
  readonly country: string;
  readonly number: string;
  readonly birthDate: string | null;
  readonly expiresOn: string | null;
}

type How =
  | { readonly way: "lane"; readonly sensor: number | null }
  | { readonly way: "officer"; readonly officer: string; readonly second: string | null };

/** Nothing of somebody who was erased in the meantime. */
export const movementRows = (tx: Tx, sealer: Sealer, passage: PassageRow, how: How): readonly RowOp[] => {
  const subject = sealer.open(tx.db, passage.subject);
  if (!subject) return [];
  const { traveller } = sealer.unseal<SealedPassage>(subject, "passage", passage.id, passage.sealed);
  if (!traveller) return [];
  const id = tx.newId();
  const sealed = sealedOf(traveller);
  return [
    insert(
      "movement",
      {
        id,
        branch: tx.branch!,
        kind: passage.direction === "in" ? "entry" : "exit",
        way: how.way,
        lane: passage.lane,
        passage: passage.id,
        officer: how.way === "officer" ? how.officer : null,
        second: how.way === "officer" ? how.second : null,
        sensor: how.way === "lane" ? how.sensor : null,
        nationality: traveller.nationality,
        subject: subject.subject,
        sealed: sealer.seal(subject, "movement", id, sealed),
        atMs: tx.nowMs,
      },
      { documentIndex: sealer.blindIndex(sealed.identity) },
    ),
  ];
};

const sealedOf = (traveller: Traveller): SealedMovement => {
  const { name, country, number, birthDate, expiresOn } = traveller;
  return { identity: documentKey(traveller), name, country, number, birthDate, expiresOn };
};

/** What the zone of a document says: whoever has all four holds it. */
export interface HeldDocument {
  readonly country: string;
  readonly number: string;
  readonly birthDate: string;
  readonly expiresOn: string;
}

/** The movements of a document, the newest first; none where birth or expiry are not those of the document. */
export const movementsWith = (
  reader: Reader,
  sealer: Sealer,
  held: HeldDocument,
): readonly Omit<MovementRow, "sealed" | "subject">[] =>
  (["passport", "mykad"] as const)
    .flatMap((kind) => movementsOf(reader, sealer.blindIndex(identityKey(held.country, kind, held.number))))
    .filter((row) => {
      const known = openMovement(reader, sealer, row);
      return known?.birthDate === held.birthDate && known.expiresOn === held.expiresOn;
    })
    .map(({ sealed: _sealed, subject: _subject, ...row }) => row)
    .toSorted((a, b) => b.atMs - a.atMs);

const openMovement = ({ db }: Reader, sealer: Sealer, row: MovementRow): SealedMovement | undefined => {
  const subject = sealer.open(db, row.subject);
  return subject && sealer.unseal<SealedMovement>(subject, "movement", row.id, row.sealed);
};

export interface MovementProof extends Omit<MovementRow, "sealed" | "subject">, SealedMovement {}

export const movementProof = (reader: Reader, sealer: Sealer, id: string): MovementProof | undefined => {
  const row = movementById(reader, id);
  const known = row && openMovement(reader, sealer, row);
  if (!row || !known) return undefined;
  const { sealed: _sealed, subject: _subject, ...told } = row;
  return { ...told, ...known };
};

/** Somebody of the staff looked at a person's movements: which ones, and never by what number. */
export const planLooked = (ids: readonly string[]): Result<Plan<null>, never> =>
  ok({ intent: "lookAtMovements", about: { movements: ids }, rows: [], answer: null });
