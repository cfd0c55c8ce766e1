/**
 * Takes a file from the stick: first all of it is looked at (is it ours, for this node, whole, signed by a node of the roster), then
 * its batches go the way of those from the wire. What is here already is passed over, so the same file may come as often as it likes.
 */
import { err, ok, type Result } from "./core/result";
import { type IntakeRules, takeIn } from "./intake";
import { hqWord, noteWord } from "./hq-word";
import { keepKeys } from "./keys";
import { headsOf, vectorOf } from "./node-log";
import { heardOf, keepHeard, noteHave } from "./peers";
import { readHead } from "./envelope";
import type { RosterNode } from "./peer-port";
import type { ReceiveError } from "./receive";
import type { Replication } from "./replication";
import { formerKeys } from "./rotation";
import type { SubmitError } from "./submit";
import { sealOpen } from "./sealing";
import { statement } from "./tables";
import type { SealedKey } from "./transport";
import { aTurn, type UsbEnd, type UsbFault, type UsbHead, UsbReader } from "./usb";
import { keepWanted } from "./usb-want";

export interface UsbTaken {
  readonly from: UsbHead["from"];
  /** When its sender made it. */
  readonly atMs: number;
  /** Records that were not here before. */
  readonly records: number;
  /** Keys of people that were not here before. */
  readonly keys: number;
  /** There is a newer word of its sender here than this file. */
  readonly isOlder: boolean;
  /** Its sender had more than the file holds. */
  readonly more: boolean;
}

export type UsbImportError =
  | UsbFault
  | SubmitError
  | ReceiveError
  /** This node made it: it is to be taken elsewhere. */
  | { readonly type: "UsbOwn" }
  /** A branch's file at a branch. */
  | { readonly type: "UsbWrongWay" }
  /** For another branch, or another node of this one. */
  | { readonly type: "UsbForOther"; readonly branch: string | null; readonly alias: number }
  | { readonly type: "UsbUnknownSender"; readonly alias: number }
  /** Headquarters has shut its sender out. */
  | { readonly type: "UsbSenderShutOut"; readonly alias: number }
  /** Headquarters has more of this node than is here: see `halt.ts`. */
  | { readonly type: "OldCopy" };

export interface UsbImportOptions {
  /** How much of the file has been taken, in bytes. */
  readonly onProgress?: (bytes: number) => void;
}

const segmentBytes = 1024 * 1024;

export const importUsb = async (
  node: Replication,
  path: string,
  { onProgress }: UsbImportOptions = {},
): Promise<Result<UsbTaken, UsbImportError>> => {
  const opened = UsbReader.open(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const sender = senderOf(node, file.head);
    if (!sender.ok) return sender;
    const end = await file.isSigned(node.receiving.verify);
    if (!end.ok) return end;
    const streams = streamsFrom(node, sender.value);
    const foreign = await foreignIn(file, sender.value, streams);
    if (foreign) return err(foreign);
    const signer = await signerOf(node, file, sender.value);
    if (!signer.ok) return signer;
    const old = await oldCopy(node, file.head);
    if (old) return err(old);
    const isNow = signer.value === "key of now";
    return await take(node, file, sender.value, { streams, end: end.value, isNow }, onProgress ?? (() => {}));
  } finally {
    file.close();
  }
};

/** Who made it, when it is for this node and from the other side. */
const senderOf = (
  { writer, findNode }: Replication,
  { from, to }: UsbHead,
): Result<RosterNode, UsbImportError> => {
  const { node, branch } = writer.deps;
  if (from.alias === node) return err({ type: "UsbOwn" });
  const sender = findNode(from.alias);
  if (branch !== null && from.branch !== null) return err({ type: "UsbWrongWay" });
  if (to.alias !== node) return err({ type: "UsbForOther", ...to });
  if (!sender || sender.branch !== from.branch || sender.incarnation !== from.incarnation)
    return err({ type: "UsbUnknownSender", alias: from.alias });
  return sender.state === "active" ? ok(sender) : err({ type: "UsbSenderShutOut", alias: from.alias });
};

/**
 * Whose the key is that the file is signed with. Headquarters may have got new keys while this branch heard nothing: its own records,
 * each believed by itself, say so, and are taken first. A branch may not have heard yet that its new keys are believed: its records
 * are taken as theirs, and what the file says besides is not.
 */
const signerOf = async (
  node: Replication,
  file: UsbReader,
  { alias, branch, logKey }: RosterNode,
): Promise<Result<"key of now" | "former key", UsbImportError>> => {
  const { from } = file.head;
  if (from.logKey === logKey) return ok("key of now");
  const { db } = node.writer.deps;
  if (branch !== null && formerKeys(db, alias).some((former) => former.logKey === from.logKey))
    return ok("former key");
  if (branch === null) {
    const taken = await takeBatches(node, file, { streams: ["all"] }, (stream) => stream === "all");
    if (!taken.ok) return taken;
    if (node.findNode(alias)?.logKey === from.logKey) return ok("key of now");
  }
  return err({ type: "UsbUnknownSender", alias });
};

const streamsFrom = ({ writer }: Replication, { branch }: RosterNode): readonly string[] =>
  branch === null ? ["all", `branch:${writer.deps.branch}`] : [`branch:${branch}`, "hq"];

/** A batch that its sender had no business to put in. */
const foreignIn = async (
  file: UsbReader,
  sender: RosterNode,
  streams: readonly string[],
): Promise<UsbImportError | undefined> => {
  for (const frame of file.frames()) {
    if (frame.kind !== "batch") continue;
    const read = readHead(frame.bytes);
    if (!read.ok) return read.error;
    const { origin, stream } = read.value.head;
    const isForeign = !streams.includes(stream) || (sender.branch !== null && origin !== sender.alias);
    if (isForeign) return { type: "ForeignStream", origin, stream };
    await aTurn();
  }
  return undefined;
};

/** A branch of whose own records headquarters has more than itself: its folder is an old copy, and it writes nothing more. */
const oldCopy = async (
  { writer, store }: Replication,
  { have }: UsbHead,
): Promise<{ readonly type: "OldCopy" } | undefined> => {
  const { db, node, branch } = writer.deps;
  if (branch === null) return undefined;
  const sealed = await headsOf(store, node);
  for (const [name, there] of Object.entries(have)) {
    if (!name.startsWith(`${node}/`)) continue;
    const open = statement(db, "SELECT seq FROM stream_head WHERE stream = ?").get(
      name.slice(name.indexOf("/") + 1),
    ) as { seq: number } | null;
    if (Math.max(sealed[name] ?? 0, open?.seq ?? 0) >= there) continue;
    await writer.halt();
    return { type: "OldCopy" };
  }
  return undefined;
};

const take = async (
  node: Replication,
  file: UsbReader,
  sender: RosterNode,
  {
    streams,
    end,
    isNow,
  }: { readonly streams: readonly string[]; readonly end: UsbEnd; readonly isNow: boolean },
  onProgress: (bytes: number) => void,
): Promise<Result<UsbTaken, UsbImportError>> => {
  const { writer, store } = node;
  const { head } = file;
  const { db } = writer.deps;
  const isFromHq = sender.branch === null;
  // What comes may speak of records as they stand here: those stand before it in the log.
  const sealed = await sealOpen(node.sealing);
  if (!sealed.ok) return sealed;
  const before = sum(await vectorOf(store, streams));
  const isOlder =
    (isFromHq ? (hqWord(db)?.atMs ?? 0) : (heardOf(db, sender.alias)?.heardAtMs ?? 0)) > head.atMs;
  let keys = 0;
  for (const frame of file.frames()) {
    if (frame.kind !== "keys") continue;
    const kept = await takeKeys(node, frame.keys);
    if (!kept.ok) return kept;
    keys += kept.value;
  }
  const rules = isFromHq ? { streams } : { streams, origin: sender.alias };
  const taken = await takeBatches(node, file, rules, () => true, onProgress);
  if (!taken.ok) return taken;
  if (isNow) {
    const noted = await (isFromHq ? heardHq(node, sender, head, end) : heardBranch(node, sender, head));
    if (!noted.ok) return noted;
  }
  const records = sum(await vectorOf(store, streams)) - before;
  return ok({ from: head.from, atMs: head.atMs, records, keys, isOlder, more: end.more });
};

/** The file's batches go the way of those from the wire, a segment at a time. */
const takeBatches = async (
  node: Replication,
  file: UsbReader,
  rules: Pick<IntakeRules, "streams" | "origin">,
  wanted: (stream: string) => boolean,
  onProgress: (bytes: number) => void = () => {},
): Promise<Result<void, UsbImportError>> => {
  const { merger } = node;
  let segment: Uint8Array[] = [];
  let waiting = 0;
  let done = 0;
  const flush = async (): Promise<Result<void, UsbImportError>> => {
    const taken = await takeIn(node, segment, { ...rules, applyEarlier: () => merger.applyPending() });
    segment = [];
    waiting = 0;
    return taken.ok ? merger.applyPending() : taken;
  };
  for (const frame of file.frames()) {
    if (frame.kind !== "batch") continue;
    const read = readHead(frame.bytes);
    if (!read.ok) return read;
    if (!wanted(read.value.head.stream)) continue;
    segment.push(frame.bytes);
    waiting += frame.bytes.length;
    done += frame.bytes.length;
    if (waiting < segmentBytes) continue;
    const flushed = await flush();
    if (!flushed.ok) return flushed;
    onProgress(done);
  }
  return flush();
};

/** How many were not here. */
const takeKeys = async (
  { writer, sealer, merger, openBox }: Replication,
  keys: readonly SealedKey[],
): Promise<Result<number, SubmitError>> => {
  const { db } = writer.deps;
  const unknown = keys.filter(
    ({ subject, keyId }) =>
      statement(db, "SELECT 1 FROM keyring WHERE subject = ? AND key_id = ?").get(subject, keyId) === null,
  );
  if (unknown.length === 0) return ok(0);
  const kept = await writer.whole((whole) => keepKeys(whole, { sealer, merger, openBox }, unknown));
  return kept.ok ? ok(kept.value.length) : kept;
};

/** A branch learns what of its own is safe, and that headquarters' word is of then. */
const heardHq = async (
  { writer }: Replication,
  { alias }: RosterNode,
  { have, atMs }: UsbHead,
  { more }: UsbEnd,
): Promise<Result<void, SubmitError>> => {
  const { db } = writer.deps;
  const noted = await writer.whole(({ tx }) => {
    const known = heardOf(db, alias);
    keepHeard(db, {
      alias,
      have: furthest(known?.have ?? {}, have),
      heardAtMs: Math.max(known?.heardAtMs ?? 0, Math.min(atMs, tx.nowMs)),
      // A file from the future: by so much at least this clock is slow.
      aheadMs: atMs > tx.nowMs ? tx.nowMs - atMs : (known?.aheadMs ?? 0),
    });
  });
  // A file that holds a part does not tell who was shut out in the rest.
  return noted.ok && !more ? noteWord(writer, { atMs, by: "file" }) : noted;
};

/** Headquarters learns what the branch has, and which keys it lacks. */
const heardBranch = async (
  node: Replication,
  sender: RosterNode,
  { have, want, atMs }: UsbHead,
): Promise<Result<void, SubmitError>> => {
  const { writer } = node;
  const known = heardOf(writer.deps.db, sender.alias);
  if (known && known.heardAtMs > atMs) return ok(undefined);
  await noteHave(node, sender, new Map(Object.entries(furthest(known?.have ?? {}, have))), atMs);
  return writer.whole(({ tx }) => keepWanted(tx.db, sender.alias, want));
};

const furthest = (a: UsbHead["have"], b: UsbHead["have"]): UsbHead["have"] => {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, Math.max(a[name] ?? 0, b[name] ?? 0)]));
};

const sum = (vector: ReadonlyMap<string, number>): number =>
  [...vector.values()].reduce((total, seq) => total + seq, 0);
