/**
 * What a node says of its audit log, signed: a checkpoint (c2sp.org/tlog-checkpoint) as a signed note (c2sp.org/signed-note). Any
 * program that reads these formats can check it; nothing of ours is needed.
 *
 *   sto-edge/audit/2                                      origin: the log of the node with alias 2
 *   1094                                                  how many leaves it has
 *   sFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=          root of its tree (RFC 9162)
 *
 *   — sto-edge/audit/2 hI2DJw…                            key id and Ed25519 signature of the three lines
 */
import type { Sha256 } from "../../sync/core/merkle";
import { err, ok, type Result } from "../../sync/core/result";

/** The root of a tree at one size. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** Whose note it is: the log's origin, and the raw Ed25519 key (32 bytes, base64url) of the node that signs it. */
export interface LogKey {
  readonly origin: string;
  readonly publicKey: string;
}

export interface Signing {
  readonly sha256: Sha256;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

export interface Verifying {
  readonly sha256: Sha256;
  readonly verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean;
}

export type CheckpointError =
  /** Not three lines and a signature. */
  | { readonly type: "NotACheckpoint" }
  | { readonly type: "OtherLog"; readonly origin: string }
  /** No signature of this key. */
  | { readonly type: "NotSigned" }
  | { readonly type: "BadSignature" };

/** The name of a node's log, the same for ever. */
export const originOf = (node: number): string => `sto-edge/audit/${node}`;

export const signCheckpoint = (head: TreeHead, key: LogKey, { sha256, sign }: Signing): string => {
  const text = textOf(head, key.origin);
  const signature = Buffer.concat([keyId(sha256, key), sign(Buffer.from(text))]);
  return `${text}\n— ${key.origin} ${signature.toString("base64")}\n`;
};

/** What a checkpoint says, once its signature was checked with this key. */
export const openCheckpoint = (
  note: string,
  key: LogKey,
  { sha256, verify }: Verifying,
): Result<TreeHead, CheckpointError> => {
  const end = note.lastIndexOf("\n\n");
  if (end < 0) return err({ type: "NotACheckpoint" });
  const text = note.slice(0, end + 1);
  const head = headIn(text);
  if (!head) return err({ type: "NotACheckpoint" });
  if (head.origin !== key.origin) return err({ type: "OtherLog", origin: head.origin });
  // Signatures of keys that are not asked for (witnesses, other algorithms) are passed over, as the format demands.
  const wanted = keyId(sha256, key);
  const ours = signaturesIn(note.slice(end + 2)).filter(
    ({ name, bytes }) => name === key.origin && bytes.subarray(0, 4).equals(wanted),
  );
  if (ours.length === 0) return err({ type: "NotSigned" });
  const message = Buffer.from(text);
  const good = ours.every(({ bytes }) => verify(key.publicKey, message, bytes.subarray(4)));
  return good ? ok({ size: head.size, root: head.root }) : err({ type: "BadSignature" });
};

/** A log's key as one line of text, the way tools for these formats take it: name, key id, and type 1 with the key's bytes. */
export const keyLine = (sha256: Sha256, key: LogKey): string => {
  const bytes = Buffer.concat([Buffer.from([ed25519Type]), Buffer.from(key.publicKey, "base64url")]);
  return `${key.origin}+${keyId(sha256, key).toString("hex")}+${bytes.toString("base64")}`;
};

/** Reads such a line; undefined for any other text. */
export const readKeyLine = (sha256: Sha256, line: string): LogKey | undefined => {
  const [, origin, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line.trim()) ?? [];
  const bytes = fromBase64(base64 ?? "");
  if (origin === undefined || bytes?.length !== 33 || bytes[0] !== ed25519Type) return undefined;
  const key = { origin, publicKey: bytes.subarray(1).toString("base64url") };
  return keyId(sha256, key).toString("hex") === id ? key : undefined;
};

/** Signature type of Ed25519 in signed notes. */
const ed25519Type = 1;

/** The first four bytes of SHA-256(name, newline, type, key). */
const keyId = (sha256: Sha256, { origin, publicKey }: LogKey): Buffer => {
  const key = Buffer.from(publicKey, "base64url");
  const named = Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([ed25519Type]), key]);
  return Buffer.from(sha256(named)).subarray(0, 4);
};

const textOf = ({ size, root }: TreeHead, origin: string): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`;

/** Reads exactly what `textOf` writes: one meaning, one spelling. */
const headIn = (text: string): (TreeHead & { readonly origin: string }) | undefined => {
  const [origin, size, root, ...rest] = text.split("\n");
  if (!origin || !/^(0|[1-9]\d{0,14})$/.test(size ?? "") || rest.join("") !== "") return undefined;
  const head = { origin, size: Number(size), root: new Uint8Array(Buffer.from(root ?? "", "base64")) };
  return head.root.length === 32 && textOf(head, origin) === text ? head : undefined;
};

const signaturesIn = (lines: string): readonly { readonly name: string; readonly bytes: Buffer }[] =>
  lines.split("\n").flatMap((line) => {
    const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(base64 ?? "");
    return name === undefined || !bytes ? [] : [{ name, bytes }];
  });

/** Bytes of the one spelling of base64 (RFC 4648, section 4) that they have; undefined for any other text. */
export const fromBase64 = (text: string): Buffer | undefined => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
};
