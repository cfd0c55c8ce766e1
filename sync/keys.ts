/**
 * People's data keys between nodes. They are mutable and never logged: each travels sealed to one receiver, and is acknowledged
 * when it is on that receiver's disk. A record without its key is safe but cannot be read; "safe at HQ" means both.
 */
import type { Database } from "bun:sqlite";
import { sealBox } from "./box";
import type { Random } from "./core/clock";
import type { Row } from "./core/plan";
import type { TablePolicy } from "./core/policy";
import type { Merger } from "./merge";
import { rowAt } from "./merge-op";
import type { OwnKeys } from "./own-keys";
import type { Sealer } from "./sealer";
import type { Whole } from "./submit";
import { statement, type Table, tableById } from "./tables";
import { type KeyName, keysMax, type SealedKey } from "./transport";

/**
 * Keys that were made here and that headquarters has not acknowledged. That of a visit which waits for its proofs is nobody's but this
 * node's: it ends with the visit, and a booking is sealed under the keys of its people. As many as a request takes, after `after`.
 */
export const unsharedKeys = (
  db: Database,
  sealer: Sealer,
  to: string,
  random: Random,
  after = "",
): readonly SealedKey[] =>
  (
    statement(
      db,
      `SELECT subject FROM keyring WHERE shared = 0 AND subject > ?
       AND subject NOT IN (SELECT subject FROM pending_visit) ORDER BY subject LIMIT ?`,
    ).all(after, keysMax / 2) as {
      subject: string;
    }[]
  ).flatMap(({ subject }) => sealedKey(db, sealer, subject, to, random) ?? []);

/** Somebody of this node's streams whose key it lacks, and a row that waits for it. */
export interface WantedKey {
  readonly subject: string;
  readonly row: string;
}

/** The next of them after `after`, in their order. */
export const wantedKeys = (db: Database, after: string): readonly WantedKey[] =>
  statement(
    db,
    'SELECT subject, min(rid) AS "row" FROM key_wanted WHERE subject > ? GROUP BY subject ORDER BY subject LIMIT ?',
  ).all(after, keysMax / 2) as WantedKey[];

/** A person's key for one receiver; undefined when it is not here. */
export const sealedKey = (
  db: Database,
  sealer: Sealer,
  subject: string,
  to: string,
  random: Random,
): SealedKey | undefined => {
  const known = sealer.open(db, subject);
  if (!known) return undefined;
  const box = sealBox(to, infoOf(subject, known.keyId), known.key, random);
  return { subject, keyId: known.keyId, box: Buffer.from(box).toString("base64url") };
};

/** Keeps keys that came for this node. What does not open was not for it, and is not acknowledged. */
export const keepKeys = (
  whole: Whole,
  {
    sealer,
    merger,
    openBox,
  }: { readonly sealer: Sealer; readonly merger: Merger; readonly openBox: OwnKeys["open"] },
  keys: readonly SealedKey[],
): readonly KeyName[] =>
  keys.flatMap(({ subject, keyId, box }) => {
    const key = openBox(infoOf(subject, keyId), Buffer.from(box, "base64url"));
    if (key?.length !== 32) return [];
    sealer.keep(whole.tx.db, { subject, keyId, key }, whole.tx.nowMs);
    merger.keyCame(whole, subject);
    return [{ subject, keyId }];
  });

/** Headquarters says that these people were erased: their keys will never come, and nobody asks for them again. */
export const wantNoMore = (whole: Whole, erased: readonly string[]): void => {
  for (const subject of erased)
    statement(whole.tx.db, "DELETE FROM key_wanted WHERE subject = ?").run(subject);
};

/** Headquarters has these: what they seal is safe there. */
export const markShared = (whole: Whole, kept: readonly KeyName[]): void => {
  for (const { subject, keyId } of kept)
    statement(whole.tx.db, "UPDATE keyring SET shared = 1 WHERE subject = ? AND key_id = ?").run(
      subject,
      keyId,
    );
};

const infoOf = (subject: string, keyId: number): string => `key|${subject}|${keyId}`;

/**
 * Whether a person occurs in a branch's stream: only then may that branch have the key. An account's key bears its own id. Asked by
 * indexes alone; what else lies under a key is shown by its row (`isShownBy`).
 */
export const occursIn = (db: Database, subject: string, branch: string): boolean =>
  statement(db, `SELECT 1 FROM (${naming}) WHERE branch = ?2 LIMIT 1`).get(subject, branch) !== null;

/** The branches whose streams name a person's key. */
export const branchesNaming = (db: Database, subject: string): readonly string[] =>
  (
    statement(db, `SELECT DISTINCT branch FROM (${naming}) WHERE branch <> '' ORDER BY branch`).values(
      subject,
    ) as [string][]
  ).map(([branch]) => branch);

/** A passage and a movement count once they were opened here: whoever wrote them had the key. */
const naming = `SELECT p.branch FROM keyring k JOIN party p ON p.identity_index = k.identity_index
     WHERE k.subject = ?1 AND p.subject = ?1
     UNION ALL SELECT branch FROM booking WHERE kind = 'employer' AND subject = ?1
     UNION ALL SELECT branch FROM passage WHERE subject = ?1 AND document_index IS NOT NULL
     UNION ALL SELECT branch FROM movement WHERE subject = ?1 AND document_index IS NOT NULL
     UNION ALL SELECT at FROM account WHERE id = ?1 AND subject = ?1
     UNION ALL SELECT at FROM person_blob WHERE subject = ?1`;

/**
 * Whether this row is of a branch's stream and lies under this person's key: what opens under a key was sealed by somebody who had
 * it, so a branch that was stolen makes up no row to get one. Any table with a sealed column can be shown.
 */
export const isShownBy = (
  db: Database,
  sealer: Sealer,
  { subject, row: shown }: WantedKey,
  branch: string,
): boolean => {
  const known = sealer.open(db, subject);
  const named = known && readRow(shown);
  const found = named && rowAt(db, named.table, named.key);
  if (!found || found["subject"] !== subject || !(found["sealed"] instanceof Uint8Array)) return false;
  const { policy, name } = named.table;
  const rule = policy.stream!;
  if (typeof rule !== "object" || found[rule.branch] !== branch) return false;
  return sealer.isUnder(known, name, sealedAs(policy, named.key), found["sealed"]);
};

/** The table and key of a row as `key_wanted` names it; undefined when it names none. */
const readRow = (text: string): { readonly table: Table; readonly key: Row } | undefined => {
  try {
    const [id, ...values] = JSON.parse(text) as [number, ...(string | number)[]];
    const table = tableById(id);
    const isWhole = table?.sqlColumn["sealed"] !== undefined && values.length === table.policy.key.length;
    if (!isWhole) return undefined;
    return { table, key: Object.fromEntries(table.policy.key.map((column, at) => [column, values[at]!])) };
  } catch {
    return undefined;
  }
};

/** Copies of one row in several streams are sealed once: where they lie is no part of what binds them. */
const sealedAs = ({ key: columns }: TablePolicy, key: Row): string =>
  columns
    .filter((column) => column !== "at")
    .map((column) => key[column])
    .join("/");
