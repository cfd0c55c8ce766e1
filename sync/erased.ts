/** What goes in the transaction that says that somebody was erased: their key, what found them, and what waited for them. */
import type { Database } from "bun:sqlite";
import type { Row } from "./core/plan";
import { statement } from "./tables";

export const isErased = (db: Database, subject: string): boolean =>
  statement(db, "SELECT 1 FROM erasure WHERE subject = ? LIMIT 1").get(subject) !== null;

export const forgetErased = (db: Database, row: Row): void => {
  const subject = String(row["subject"]);
  for (const text of texts) statement(db, text).run(subject);
};

/** A person's own rows are found by the index that goes last. */
export const identityOf = "(SELECT identity_index FROM keyring WHERE subject = ?1)";
const texts = [
  `UPDATE booking SET email_index = NULL, phone_index = NULL
   WHERE subject = ?1 AND id IN (SELECT booking FROM party WHERE identity_index = ${identityOf})`,
  "UPDATE booking SET email_index = NULL, phone_index = NULL WHERE subject = ?1 AND kind = 'employer'",
  `UPDATE party SET identity_index = NULL WHERE subject = ?1 AND identity_index = ${identityOf}`,
  "UPDATE account SET email_index = NULL, phone_index = NULL WHERE id = ?1 AND subject = ?1",
  "UPDATE passage SET document_index = NULL WHERE subject = ?1 AND document_index IS NOT NULL",
  "UPDATE movement SET document_index = NULL WHERE subject = ?1",
  "DELETE FROM registry_cache WHERE subject = ?1",
  "DELETE FROM recheck WHERE subject = ?1",
  "DELETE FROM notice WHERE subject = ?1",
  "DELETE FROM key_wanted WHERE subject = ?1",
  "DELETE FROM keyring WHERE subject = ?1",
];
