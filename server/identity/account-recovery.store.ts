/** SQL of recoveries of applicants' accounts: rows of `recovery` of kind `document`. */
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";
import type { AccountRecovery } from "./account-recovery";

type Reader = Pick<Tx, "db">;

export interface AccountRecoveryRow extends AccountRecovery {
  readonly id: string;
  /** The branch at whose counter the document is shown. */
  readonly at: string;
  readonly account: string;
  readonly atMs: number;
}

const columns = `SELECT id, at, "of" AS account, state, second, at_ms AS atMs, opens_at_ms AS opensAtMs, until_ms AS untilMs
  FROM recovery`;

export const accountRecoveryById = ({ db }: Reader, id: string): AccountRecoveryRow | null =>
  statement(db, `${columns} WHERE id = ? AND kind = 'document'`).get(id) as AccountRecoveryRow | null;

export const accountRecoveryByStop = ({ db }: Reader, mac: string): AccountRecoveryRow | null =>
  statement(db, `${columns} WHERE mac = ? AND kind = 'document'`).get(mac) as AccountRecoveryRow | null;

/** The newest first. */
export const recoveriesOfAccount = ({ db }: Reader, account: string): readonly AccountRecoveryRow[] =>
  statement(db, `${columns} WHERE "of" = ? AND kind = 'document' ORDER BY at_ms DESC, id DESC`).all(
    account,
  ) as AccountRecoveryRow[];

/** Those that a counter may still have something to do with, the oldest first. */
export const recoveriesAt = (
  { db, nowMs }: Reader & Pick<Tx, "nowMs">,
  branch: string,
): readonly AccountRecoveryRow[] =>
  statement(
    db,
    `${columns} WHERE at = ? AND kind = 'document' AND state = 'asked' AND until_ms > ? ORDER BY at_ms, id`,
  ).all(branch, nowMs) as AccountRecoveryRow[];

/** Accounts with both contacts, by their blind indexes. */
export const accountsOfBoth = (
  { db }: Reader,
  { phoneIndex, emailIndex }: { readonly phoneIndex: string; readonly emailIndex: string },
): readonly string[] =>
  (
    statement(
      db,
      "SELECT DISTINCT id FROM account WHERE phone_index = ? AND email_index = ? ORDER BY id",
    ).values(phoneIndex, emailIndex) as [string][]
  ).map(([id]) => id);

/** Any account with this contact: under its key the code waits to be sent. */
export const accountsOfContact = ({ db }: Reader, kind: "sms" | "email", index: string): readonly string[] =>
  (statement(db, accountTexts[kind]).values(index) as [string][]).map(([id]) => id);

const accountTexts = {
  sms: "SELECT DISTINCT id FROM account WHERE phone_index = ? ORDER BY id",
  email: "SELECT DISTINCT id FROM account WHERE email_index = ? ORDER BY id",
} as const;

/**
 * Whom an account booked for with one of its passkeys, and whose document an officer saw then: by blind index, as far as this node
 * knows. Who has taken over telephone and mailbox may sign in by SMS and book, and show a document of their own.
 */
export const identitiesProvenFor = ({ db }: Reader, account: string): readonly string[] =>
  (
    statement(
      db,
      `SELECT DISTINCT p.identity_index FROM booking b JOIN party p ON p.booking = b.id
       WHERE b.account = ? AND p.verified = 1 AND p.identity_index IS NOT NULL
         AND EXISTS (SELECT 1 FROM json_each(b.kinds) WHERE value = 'passkey')`,
    ).values(account) as [string][]
  ).map(([identity]) => identity);
