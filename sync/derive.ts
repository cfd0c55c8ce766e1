/**
 * Columns that a node computes for itself from a row's sealed value and never logs. A plan passes them along, because it has
 * the plain data in hand; replay and merge compute them here.
 */
import type { Database } from "bun:sqlite";
import type { Row } from "./core/plan";
import { indexKeyVersion, type Sealer } from "./sealer";
import { statement } from "./tables";

type Derive = (db: Database, sealer: Sealer, row: Row) => Row;

/** The part of a party's sealed value that this file needs. */
interface SealedIdentity {
  /** Null when no identity is known: a person from another branch's slip. */
  readonly index: string | null;
  /** The version of the key that made `index`. */
  readonly indexKey: number;
  /** Identity key, from which the index is made anew. */
  readonly identity: string;
}

const party: Derive = (db, sealer, row) => {
  const subject = sealer.open(db, String(row["subject"]));
  const sealed = row["sealed"];
  if (!subject || !(sealed instanceof Uint8Array)) return { identityIndex: null };
  const rowKey = `${row["booking"]}/${row["no"]}`;
  const { index, indexKey, identity } = sealer.unseal<SealedIdentity>(subject, "party", rowKey, sealed);
  const isStale = index !== null && indexKey !== indexKeyVersion;
  const identityIndex = isStale ? sealer.blindIndex(identity) : index;
  if (identityIndex !== null) foundBy(db, subject.subject, identityIndex);
  return { identityIndex };
};

/** A key that another node made comes without the index: from now on this node finds the person by it, too. */
const foundBy = (db: Database, subject: string, identityIndex: string): void =>
  void statement(
    db,
    "UPDATE keyring SET identity_index = ? WHERE subject = ? AND identity_index IS NULL",
  ).run(identityIndex, subject);

/** The part of a booking's and an account's sealed value that this file needs. */
interface SealedContact {
  readonly contact?: Contact;
}

interface Contact {
  readonly email: string | null;
  readonly phone: string | null;
}

/** By what a contact is found again: one contact books for a handful of people at most. */
export const contactIndexes = (sealer: Sealer, { email, phone }: Contact) => ({
  emailIndex: email === null ? null : sealer.blindIndex(`email:${email.toLowerCase()}`),
  phoneIndex: phone === null ? null : sealer.blindIndex(`phone:${phone}`),
});

const contactOf =
  (table: "booking" | "account"): Derive =>
  (db, sealer, row) => {
    const subject = sealer.open(db, String(row["subject"]));
    const sealed = row["sealed"];
    const { contact } =
      subject && sealed instanceof Uint8Array
        ? sealer.unseal<SealedContact>(subject, table, String(row["id"]), sealed)
        : {};
    return contactIndexes(sealer, contact ?? { email: null, phone: null });
  };

/** The document at a lane: by it an officer, or the holder, finds a movement again, and headquarters whom to erase. */
const documentOf =
  (table: "passage" | "movement"): Derive =>
  (db, sealer, row) => {
    const subject = sealer.open(db, String(row["subject"]));
    const sealed = row["sealed"];
    if (!subject || !(sealed instanceof Uint8Array)) return { documentIndex: null };
    const { identity } = sealer.unseal<{ readonly identity: string | null }>(
      subject,
      table,
      String(row["id"]),
      sealed,
    );
    if (identity === null) return { documentIndex: null };
    const documentIndex = sealer.blindIndex(identity);
    foundBy(db, subject.subject, documentIndex);
    return { documentIndex };
  };

export const derives: { readonly [table: string]: Derive } = {
  party,
  booking: contactOf("booking"),
  account: contactOf("account"),
  passage: documentOf("passage"),
  movement: documentOf("movement"),
};

/** Columns that a node derives: on no wire. */
export const derivedColumns: { readonly [table: string]: readonly string[] } = {
  party: ["identityIndex"],
  booking: ["emailIndex", "phoneIndex"],
  account: ["emailIndex", "phoneIndex"],
  passage: ["documentIndex"],
  movement: ["documentIndex"],
};
