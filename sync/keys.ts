/**
 * People's data keys between nodes. They are mutable and never logged: each travels sealed to one receiver, and is acknowledged
 * when it is on that receiver's disk. A record without its key is safe but cannot be read; "safe at HQ" means both.
 */
import type { Database } from "bun:sqlite";
import { openBox, sealBox } from "./box";
import type { Random } from "./core/clock";
import type { Merger } from "./merge";
import type { Sealer } from "./sealer";
import type { Whole } from "./submit";
import { statement } from "./tables";
import { type KeyName, keysMax, type SealedKey } from "./transport";

/**
 * Keys that were made here and that headquarters has not acknowledged. That of a visit which waits for its proofs is nobody's but this
 * node's: it ends with the visit, and a booking is sealed under the keys of its people.
 */
export const unsharedKeys = (
  db: Database,
  sealer: Sealer,
  to: string,
  random: Random,
): readonly SealedKey[] =>
  (
    statement(
      db,
      `SELECT subject FROM keyring WHERE shared = 0 AND subject > ''
       AND subject NOT IN (SELECT subject FROM pending_visit) ORDER BY subject LIMIT ?`,
    ).all(keysMax / 2) as {
      subject: string;
    }[]
  ).flatMap(({ subject }) => sealedKey(db, sealer, subject, to, random) ?? []);

/** People of this node's streams whose key it lacks. */
export const wantedKeys = (db: Database): readonly string[] =>
  (
    statement(db, "SELECT DISTINCT subject FROM key_wanted ORDER BY subject LIMIT ?").all(keysMax / 2) as {
      subject: string;
    }[]
  ).map(({ subject }) => subject);

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
    boxSeed,
  }: { readonly sealer: Sealer; readonly merger: Merger; readonly boxSeed: Uint8Array },
  keys: readonly SealedKey[],
): readonly KeyName[] =>
  keys.flatMap(({ subject, keyId, box }) => {
    const key = openBox(boxSeed, infoOf(subject, keyId), Buffer.from(box, "base64url"));
    if (key?.length !== 32) return [];
    sealer.keep(whole.tx.db, { subject, keyId, key }, whole.tx.nowMs);
    merger.keyCame(whole, subject);
    return [{ subject, keyId }];
  });

/** Headquarters has these: what they seal is safe there. */
export const markShared = (whole: Whole, kept: readonly KeyName[]): void => {
  for (const { subject, keyId } of kept)
    statement(whole.tx.db, "UPDATE keyring SET shared = 1 WHERE subject = ? AND key_id = ?").run(
      subject,
      keyId,
    );
};

const infoOf = (subject: string, keyId: number): string => `key|${subject}|${keyId}`;

/** Whether a person occurs in a branch's stream: only then may that branch have the key. An account's key bears its own id. */
export const occursIn = (db: Database, subject: string, branch: string): boolean =>
  statement(
    db,
    `SELECT 1 FROM keyring k JOIN party p ON p.identity_index = k.identity_index
     WHERE k.subject = ?1 AND p.subject = ?1 AND p.branch = ?2
     UNION ALL SELECT 1 FROM booking WHERE kind = 'employer' AND subject = ?1 AND branch = ?2
     UNION ALL SELECT 1 FROM account WHERE id = ?1 AND subject = ?1 AND at = ?2 LIMIT 1`,
  ).get(subject, branch) !== null;
