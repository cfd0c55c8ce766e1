/** SQL of erasure: whose data hangs together, and what stands in the way. */
import type { PartyState } from "../../sync/core/party-state";
import type { Tx } from "../../sync/submit";
import { statement } from "../../sync/tables";

type Reader = Pick<Tx, "db">;

const texts = (reader: Reader, text: string, key: string): readonly string[] =>
  (statement(reader.db, text).values(key) as [string][]).map(([value]) => value);

/** Identities that an account booked for. */
export const identitiesOf = (reader: Reader, account: string): readonly string[] =>
  texts(
    reader,
    `SELECT DISTINCT p.identity_index FROM booking b JOIN party p ON p.booking = b.id
     WHERE b.account = ? AND p.identity_index IS NOT NULL`,
    account,
  );

/** Those of them whose document an officer saw for it. */
export const identitiesSeenFor = (reader: Reader, account: string): readonly string[] =>
  texts(
    reader,
    `SELECT DISTINCT p.identity_index FROM booking b JOIN party p ON p.booking = b.id
     WHERE b.account = ? AND p.verified = 1 AND p.identity_index IS NOT NULL`,
    account,
  );

/** Accounts that booked for an identity; `desk:…` where an officer or a kiosk did. */
export const bookersOf = (reader: Reader, identity: string): readonly string[] =>
  texts(
    reader,
    "SELECT DISTINCT b.account FROM party p JOIN booking b ON b.id = p.booking WHERE p.identity_index = ?",
    identity,
  );

/** Under which keys somebody's data lies: nodes that were cut off each made one. */
export const subjectsOf = (reader: Reader, identity: string): readonly string[] =>
  texts(reader, "SELECT subject FROM keyring WHERE identity_index = ?", identity);

export interface VisitOfPerson {
  readonly ref: string;
  readonly state: PartyState;
  readonly endMin: number;
}

export const visitsOfIdentity = ({ db }: Reader, identity: string): readonly VisitOfPerson[] =>
  statement(
    db,
    `SELECT b.ref, p.state, b.end_min AS endMin FROM party p JOIN booking b ON b.id = p.booking
     WHERE p.identity_index = ?`,
  ).all(identity) as VisitOfPerson[];

export const visitsOfAccount = ({ db }: Reader, account: string): readonly VisitOfPerson[] =>
  statement(
    db,
    `SELECT b.ref, p.state, b.end_min AS endMin FROM booking b JOIN party p ON p.booking = b.id WHERE b.account = ?`,
  ).all(account) as VisitOfPerson[];

/** The bookings whose contact lies under this key. */
export const bookingsUnder = (
  { db }: Reader,
  identity: string,
): readonly { readonly id: string; readonly subject: string; readonly sealed: Uint8Array }[] =>
  statement(
    db,
    `SELECT DISTINCT b.id, b.subject, b.sealed FROM party p JOIN booking b ON b.id = p.booking WHERE p.identity_index = ?`,
  ).all(identity) as { id: string; subject: string; sealed: Uint8Array }[];

export const hasBucket = ({ db }: Reader, bucket: string): boolean =>
  statement(db, "SELECT 1 FROM rate_limit WHERE bucket = ?").get(bucket) !== null;

/** The ids of messages to somebody, as long as they are kept. */
export const noticesTo = (reader: Reader, subject: string): readonly string[] =>
  texts(reader, "SELECT id FROM notice WHERE subject = ?", subject);
