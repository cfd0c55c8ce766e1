/**
 * Files about people (`kernel.md` 5): encrypted under the person's data key, named by the SHA-256 of the ciphertext. A row of the log
 * names each, in every stream that may have it; the file follows its row, from node to node, after the records.
 *
 *   file on disk ─► row that names it (one commit) ─► push of records ─► the file, piece by piece ─► headquarters
 *   headquarters' row in `branch:X` ─► pull of records ─► the file, piece by piece ─► X
 *
 * Whatever breaks, both sides go on from what is on disk. Where somebody was erased their files go from every node.
 */
import type { Database } from "bun:sqlite";
import { type BlobFolder, blobBytesMax, blobName } from "./blob-folder";
import type { RowOp } from "./core/plan";
import { err, ok, type Result } from "./core/result";
import { isErased } from "./erased";
import type { PeerRefusal, RosterNode } from "./peer-port";
import type { Reaction } from "./reactions";
import { insert, put } from "./rows";
import type { Sealer, Subject } from "./sealer";
import type { SubmitError, Tx, Writer } from "./submit";
import { statement } from "./tables";
import {
  type BlobPiece,
  blobPieceBytesMax,
  type SnapshotBytes,
  type Transport,
  type TransportError,
} from "./transport";

export type BlobError =
  /** It is larger than a node takes. */
  | { readonly type: "BlobTooLarge"; readonly bytesMax: number }
  /** Not here: its row has not come, the file is under way, or the person was erased. */
  | { readonly type: "BlobNotHere" };

/** Encrypts a file and puts it on disk, durably: its name goes into the plan that says what it is. */
export const keepBlob = (
  { folder, sealer }: { readonly folder: BlobFolder; readonly sealer: Sealer },
  of: Subject,
  plain: Uint8Array,
): Result<{ readonly name: string; readonly bytes: number }, BlobError> => {
  const sealed = sealer.sealBytes(of, plain);
  if (sealed.length > blobBytesMax) return err({ type: "BlobTooLarge", bytesMax: blobBytesMax });
  return ok({ name: folder.keep(sealed), bytes: sealed.length });
};

export interface NewBlob {
  readonly name: string;
  readonly bytes: number;
  /** What it is, for whoever has the key: its media type, for example. */
  readonly about: { readonly [field: string]: string | number };
  /** The branch whose stream names it; "" for headquarters alone. */
  readonly at: string;
}

/** The rows that name a file of this node. */
export const blobRows = (
  tx: Tx,
  sealer: Sealer,
  of: Subject,
  { name, bytes, about, at }: NewBlob,
): readonly RowOp[] => [
  insert("personBlob", {
    name,
    at,
    subject: of.subject,
    bytes,
    sealed: sealer.seal(of, "personBlob", name, about),
    atMs: tx.nowMs,
  }),
  put("blobFile", { name, isHere: 1, isShared: tx.branch === null ? 1 : 0 }),
];

/** A file as it was before it was encrypted. */
export const readBlob = (
  { db, folder, sealer }: { readonly db: Database; readonly folder: BlobFolder; readonly sealer: Sealer },
  name: string,
): Result<Uint8Array, BlobError> => {
  const row = statement(db, "SELECT subject FROM person_blob WHERE name = ? LIMIT 1").get(name) as {
    subject: string;
  } | null;
  const of = row ? sealer.open(db, row.subject) : undefined;
  if (!of || !folder.has(name)) return err({ type: "BlobNotHere" });
  return ok(sealer.openBytes(of, folder.read(name)));
};

/** A row of another node names a file: it is fetched after the records, or brought by that node. */
export const wantBlob: Reaction = ({ tx: { db } }, { row }) => {
  const name = String(row["name"]);
  const isKnown = statement(db, "SELECT 1 FROM blob_file WHERE name = ?").get(name) !== null;
  if (isKnown || isErased(db, String(row["subject"]))) return { rows: [] };
  return { rows: [put("blobFile", { name, isHere: 0, isShared: 1 })] };
};

// --- A branch's side --------------------------------------------------------------------------------------------------

/** Bytes of files in one round: records never wait long behind them. */
const roundBytesMax = 4 * 1024 * 1024;

export interface ExchangeDeps {
  readonly writer: Writer;
  readonly folder: BlobFolder;
  readonly transport: Pick<Transport, "blobPiece" | "giveBlob">;
  readonly bytesMax?: number;
}

type Moved = Result<"whole" | "later", TransportError>;

/** Brings files that were made here, and fetches those that are missing. `more`: something is left for the next round. */
export const exchangeBlobs = async (
  deps: ExchangeDeps,
): Promise<Result<{ readonly more: boolean }, TransportError | SubmitError>> => {
  const { writer, bytesMax = roundBytesMax } = deps;
  const { db } = writer.deps;
  const room = { left: bytesMax };
  for (const file of openFiles(db)) {
    if (room.left <= 0) return ok({ more: true });
    const moved = await (file.isHere === 1 ? bring : fetch)(deps, file, room);
    if (!moved.ok && moved.error.type !== "Refused") return moved;
    // What headquarters refuses now, a row that it has not merged or a file that it lacks itself, is asked for in the next round.
    if (!moved.ok || moved.value === "later") continue;
    const done = await writer.whole(() => {
      statement(db, "UPDATE blob_file SET is_here = 1, is_shared = 1 WHERE name = ?").run(file.name);
    });
    if (!done.ok) return done;
  }
  return ok({ more: room.left <= 0 });
};

interface OpenFile {
  readonly name: string;
  readonly isHere: number;
  /** Of the ciphertext. */
  readonly bytes: number;
}

const openFiles = (db: Database): readonly OpenFile[] =>
  statement(
    db,
    `SELECT f.name, f.is_here AS isHere, (SELECT bytes FROM person_blob b WHERE b.name = f.name LIMIT 1) AS bytes
     FROM blob_file f WHERE f.is_here = 0 OR f.is_shared = 0 ORDER BY f.name`,
  ).all() as OpenFile[];

interface Room {
  left: number;
}

/** Headquarters says how much it has, and gets what follows. */
const bring = async (
  { folder, transport }: ExchangeDeps,
  { name, bytes }: OpenFile,
  room: Room,
): Promise<Moved> => {
  if (!folder.has(name)) return ok("later");
  let piece: Uint8Array = new Uint8Array(0);
  for (let from = 0; ;) {
    const given = await transport.giveBlob({ name, from }, piece);
    if (!given.ok) return given;
    const { have } = given.value;
    if (have >= bytes) return ok("whole");
    if ((piece.length > 0 && have <= from) || room.left <= 0) return ok("later");
    piece = folder.piece(name, have, blobPieceBytesMax);
    room.left -= piece.length;
    from = have;
  }
};

const fetch = async (
  { folder, transport }: ExchangeDeps,
  { name, bytes }: OpenFile,
  room: Room,
): Promise<Moved> => {
  for (let from = folder.come(name); from < bytes;) {
    if (room.left <= 0) return ok("later");
    const came = await transport.blobPiece({ name, from });
    if (!came.ok) return came;
    const now = folder.append(name, from, came.value.bytes.subarray(0, bytes - from));
    if (now === from) return ok("later");
    room.left -= now - from;
    from = now;
  }
  return ok(folder.finish(name) ? "whole" : "later");
};

// --- Headquarters' side -----------------------------------------------------------------------------------------------

const refuse = (code: string): { readonly ok: false; readonly error: PeerRefusal } =>
  err({ type: "Refused", code, detail: {} });

/** Size of a file that a branch's stream names; undefined when it names none of that name. */
const namedBy = (db: Database, { branch }: RosterNode, name: string): number | undefined =>
  branch === null
    ? undefined
    : (
        statement(db, "SELECT bytes FROM person_blob WHERE name = ? AND at = ?").get(name, branch) as {
          bytes: number;
        } | null
      )?.bytes;

/** A piece of a file, to a node whose stream names it. */
export const pieceFor = (
  { db, folder }: { readonly db: Database; readonly folder: BlobFolder },
  node: RosterNode,
  { name, from }: BlobPiece,
): Result<SnapshotBytes, PeerRefusal> => {
  if (namedBy(db, node, name) === undefined) return refuse("unknown_blob");
  if (!folder.has(name)) return refuse("blob_not_here");
  return ok({ bytes: folder.piece(name, from, blobPieceBytesMax) });
};

/** Takes a piece of a file from a node whose stream names it; whole, it is looked at before it is believed. */
export const takePiece = async (
  { writer, folder }: { readonly writer: Writer; readonly folder: BlobFolder },
  node: RosterNode,
  { name, from }: BlobPiece,
  piece: Uint8Array,
): Promise<Result<{ readonly have: number }, PeerRefusal>> => {
  const { db } = writer.deps;
  const bytes = namedBy(db, node, name);
  if (bytes === undefined) return refuse("unknown_blob");
  if (bytes > blobBytesMax) return refuse("blob_too_large");
  if (folder.has(name)) return ok({ have: bytes });
  if (from + piece.length > bytes) return refuse("blob_damaged");
  const have = folder.append(name, from, piece);
  if (have < bytes) return ok({ have });
  if (!folder.finish(name)) return refuse("blob_damaged");
  const done = await writer.whole(() => {
    statement(db, "INSERT OR REPLACE INTO blob_file (name, is_here, is_shared) VALUES (?, 1, 1)").run(name);
  });
  return done.ok ? ok({ have }) : err({ type: "Busy", retryAfterS: 5 });
};

/** What is wrong with a node's files, a sentence each: one that is not what its name says, and one that is said to be here and is not. */
export const checkBlobs = (db: Database, folder: BlobFolder): readonly string[] => {
  const here = statement(db, "SELECT name FROM blob_file WHERE is_here = 1 ORDER BY name").values() as [
    string,
  ][];
  return [
    ...folder
      .names()
      .filter((name) => blobName(folder.read(name)) !== name)
      .map((name) => `${name}: its bytes are others`),
    ...here.filter(([name]) => !folder.has(name)).map(([name]) => `${name}: not here`),
  ];
};

// --- Erasure ----------------------------------------------------------------------------------------------------------

/** Takes away the files of people who were erased: their key is gone already, and nothing waits for them any more. */
export const forgetBlobs = async (writer: Writer, folder: BlobFolder): Promise<void> => {
  const { db } = writer.deps;
  const gone = (
    statement(
      db,
      `SELECT DISTINCT b.name FROM erasure e JOIN person_blob b ON b.subject = e.subject
       JOIN blob_file f ON f.name = b.name
       WHERE NOT EXISTS (SELECT 1 FROM keyring k WHERE k.subject = e.subject)`,
    ).values() as [string][]
  ).map(([name]) => name);
  if (gone.length === 0) return;
  for (const name of gone) folder.remove(name);
  await writer.whole(() => {
    for (const name of gone) statement(db, "DELETE FROM blob_file WHERE name = ?").run(name);
  });
};
