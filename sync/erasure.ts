/**
 * What is left of somebody who was erased (`kernel.md` 5): nothing that can be read. The tombstone is a row of the log; in the
 * transaction that writes or merges it the person's key goes, with the blind indexes by which they were found and the messages that
 * waited. What lies sealed in rows and in the log stays as it is, and opens for nobody.
 */
import type { Database } from "bun:sqlite";
import type { Row } from "./core/plan";
import { occursIn } from "./keys";
import { statement } from "./tables";

export const isErased = (db: Database, subject: string): boolean =>
  statement(db, "SELECT 1 FROM erasure WHERE subject = ? LIMIT 1").get(subject) !== null;

/** `isOwn`: decided on this node. Another branch erases people of its own stream, and nobody else: it may have been stolen. */
export const forgetErased = (db: Database, row: Row, isOwn: boolean): void => {
  const [subject, at] = [String(row["subject"]), String(row["at"])];
  if (isOwn || at === "" || occursIn(db, subject, at)) forgetSubject(db, subject);
};

const forgetSubject = (db: Database, subject: string): void => {
  for (const text of texts) statement(db, text).run(subject);
};

/** A person's own rows are found by the index that goes last. */
const identity = "(SELECT identity_index FROM keyring WHERE subject = ?1)";
const texts = [
  `UPDATE booking SET email_index = NULL, phone_index = NULL
   WHERE subject = ?1 AND id IN (SELECT booking FROM party WHERE identity_index = ${identity})`,
  "UPDATE booking SET email_index = NULL, phone_index = NULL WHERE subject = ?1 AND kind = 'employer'",
  `UPDATE party SET identity_index = NULL WHERE subject = ?1 AND identity_index = ${identity}`,
  "UPDATE account SET email_index = NULL, phone_index = NULL WHERE id = ?1 AND subject = ?1",
  "DELETE FROM notice WHERE subject = ?1",
  "DELETE FROM key_wanted WHERE subject = ?1",
  "DELETE FROM keyring WHERE subject = ?1",
];
