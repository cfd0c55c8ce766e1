/**
 * Personal data at rest. Each person has one data key; a row's personal fields are one JSON value, AES-256-GCM under that
 * key, bound to table, row and key id. Data keys lie in `keyring`, wrapped by the node key; the node key, and the index key
 * that blinds identity keys, are in the credential file and never in SQLite.
 */
import type { Database } from "bun:sqlite";
import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import type { Random } from "./core/clock";
import type { RowOp } from "./core/plan";
import { isErased } from "./erased";
import { put } from "./rows";
import { statement } from "./tables";

export interface SealerKeys {
  /** 32 bytes; wraps data keys. */
  readonly nodeKey: Uint8Array;
  /** 32 bytes; blinds identity keys. */
  readonly indexKey: Uint8Array;
}

/** A person's key while a plan works with it. */
export interface Subject {
  readonly subject: string;
  readonly keyId: number;
  readonly key: Uint8Array;
}

/** Which index key blinds identities now. A sealed index names it: after a change of key an older one must not be trusted. */
export const indexKeyVersion = 1;

export class Sealer {
  constructor(
    private readonly keys: SealerKeys,
    private readonly random: Random,
  ) {}

  /** The blind index of an identity key: equal for equal persons, useless without the index key. 32 hex characters. */
  blindIndex(identityKey: string): string {
    return createHmac("sha256", this.keys.indexKey).update(identityKey).digest("hex").slice(0, 32);
  }

  /**
   * The subject of a person, by the blind index of their identity. A new person gets a new key: then `rows` holds the keyring
   * row to commit with the plan.
   */
  subjectFor(
    db: Database,
    identityIndex: string | null,
    newId: () => string,
    nowMs: number,
  ): Subject & { readonly rows: readonly RowOp[] } {
    const known =
      identityIndex === null
        ? null
        : (statement(
            db,
            `SELECT subject, key_id AS keyId, wrapped FROM keyring WHERE identity_index = ? ORDER BY subject LIMIT 1`,
          ).get(identityIndex) as { subject: string; keyId: number; wrapped: Uint8Array } | null);
    if (known)
      return {
        subject: known.subject,
        keyId: known.keyId,
        key: this.unwrap(known.subject, known.wrapped),
        rows: [],
      };
    const subject = newId();
    const key = this.random.bytes(32);
    const row = put("keyring", {
      subject,
      keyId: 1,
      wrapped: Buffer.from(encrypt(this.keys.nodeKey, this.random.bytes(12), key, `keyring|${subject}`)),
      identityIndex,
      atMs: nowMs,
    });
    return { subject, keyId: 1, key, rows: [row] };
  }

  /**
   * Keeps a person's key that another node made: wrapped for this one, known to headquarters and to this node. Not that of somebody who
   * was erased: it comes from a node that has not heard of it yet.
   */
  keep(db: Database, { subject, keyId, key }: Subject, nowMs: number): void {
    if (isErased(db, subject)) return;
    const wrapped = encrypt(this.keys.nodeKey, this.random.bytes(12), key, `keyring|${subject}`);
    statement(
      db,
      "INSERT OR IGNORE INTO keyring (subject, key_id, wrapped, identity_index, at_ms, shared) VALUES (?, ?, ?, NULL, ?, 1)",
    ).run(subject, keyId, Buffer.from(wrapped), nowMs);
  }

  /** The key of a subject, undefined after erasure. */
  open(db: Database, subject: string): Subject | undefined {
    const row = statement(db, `SELECT key_id AS keyId, wrapped FROM keyring WHERE subject = ?`).get(
      subject,
    ) as {
      keyId: number;
      wrapped: Uint8Array;
    } | null;
    return row ? { subject, keyId: row.keyId, key: this.unwrap(subject, row.wrapped) } : undefined;
  }

  /** Seals a JSON value for one row. The row's identity is bound in: a sealed value moved to another row does not open. */
  seal(of: Subject, table: string, rowKey: string, value: unknown): Buffer {
    const plain = Buffer.from(JSON.stringify(value));
    return Buffer.from(encrypt(of.key, this.random.bytes(12), plain, `${table}|${rowKey}|${of.keyId}`));
  }

  /** Opens what `seal` made. Throws when a byte differs: then the file is damaged or was meddled with. */
  unseal<T>(of: Subject, table: string, rowKey: string, sealed: Uint8Array): T {
    return JSON.parse(decrypt(of.key, sealed, `${table}|${rowKey}|${of.keyId}`).toString("utf8")) as T;
  }

  /** A file under a person's key: its name binds it to its row (`blobs.ts`). */
  sealBytes(of: Subject, plain: Uint8Array): Uint8Array {
    return encrypt(of.key, this.random.bytes(12), plain, `blob|${of.subject}|${of.keyId}`);
  }

  openBytes(of: Subject, sealed: Uint8Array): Uint8Array {
    return new Uint8Array(decrypt(of.key, sealed, `blob|${of.subject}|${of.keyId}`));
  }

  /** Whether a sealed value is one of this key's. */
  isUnder(of: Subject, table: string, rowKey: string, sealed: Uint8Array): boolean {
    try {
      decrypt(of.key, sealed, `${table}|${rowKey}|${of.keyId}`);
      return true;
    } catch {
      return false;
    }
  }

  private unwrap(subject: string, wrapped: Uint8Array): Uint8Array {
    return decrypt(this.keys.nodeKey, wrapped, `keyring|${subject}`);
  }
}

/** 12 bytes nonce, ciphertext, 16 bytes tag. */
const encrypt = (key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, aad: string): Uint8Array => {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const decrypt = (key: Uint8Array, sealed: Uint8Array, aad: string): Buffer => {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  return Buffer.concat([decipher.update(sealed.subarray(12, sealed.length - 16)), decipher.final()]);
};
