/**
 * Makes a file for the stick. A branch's holds what headquarters has not acknowledged; headquarters' what the branch lacked when it
 * was heard last, over the line or by its own file. Nothing is remembered of what was taken: the same may be carried twice.
 */
import { readStored } from "./stored-batch";
import { err, ok, type Result } from "./core/result";
import type { Database } from "bun:sqlite";
import { isShownBy, occursIn, sealedKey, unsharedKeys, wantedKeys } from "./keys";
import { headsOf, vectorOf } from "./node-log";
import { heardOf } from "./peers";
import type { AppendRefusal, StoredBatch } from "./log-store";
import type { Replication } from "./replication";
import { headquarters, type KnownNode } from "./roster";
import { sealOpen } from "./sealing";
import type { SubmitError } from "./submit";
import { tableById } from "./tables";
import type { SealedKey } from "./transport";
import { aTurn, type UsbEnd, type UsbHead, UsbWriter, usbBytesMax } from "./usb";
import { wantedByFile } from "./usb-want";

export interface UsbMade extends UsbEnd {
  readonly to: UsbHead["to"];
  readonly atMs: number;
  readonly bytes: number;
}

export type UsbExportError =
  | SubmitError
  | AppendRefusal
  /** A branch that has never heard of headquarters. */
  | { readonly type: "UsbNoHeadquarters" }
  /** Headquarters has shut the node out: it gets nothing more. */
  | { readonly type: "UsbNodeShutOut" }
  /** What the node lacks is older than headquarters' log: no file can bring it. */
  | { readonly type: "UsbBehindHorizon" };

const segmentBytes = 1024 * 1024;
const keysAtOnce = 100;
/** Each names a row; the head is a line of 64 KB. */
const wantMax = 200;

/** At headquarters `to` is a branch's node; at a branch it is left out. Writes `out` whole or not at all. */
export const exportUsb = async (
  node: Replication,
  out: string,
  to: KnownNode | undefined,
  bytesMax = usbBytesMax,
): Promise<Result<UsbMade, UsbExportError>> => {
  const { writer, store, sealing, sign } = node;
  const { db, node: alias, incarnation, branch, clock } = writer.deps;
  const receiver = to ?? headquarters(db);
  if (!receiver) return err({ type: "UsbNoHeadquarters" });
  if (receiver.state !== "active") return err({ type: "UsbNodeShutOut" });
  const atMs = clock.nowMs();
  const sealed = await sealOpen(sealing);
  if (!sealed.ok) return sealed;
  const isHq = branch === null;
  const theirs = `branch:${branch ?? receiver.branch}`;
  const streams = isHq ? ["all", theirs] : [theirs, "hq"];
  const known = heardOf(db, receiver.alias)?.have ?? {};
  const have = new Map(Object.entries(known));
  if (!isHq)
    // Only what it wrote itself: the rest came from there.
    for (const [name, seq] of await vectorOf(store, streams))
      if (!name.startsWith(`${alias}/`)) have.set(name, seq);
  const starts = isHq && have.size > 0 ? await store.starts(streams) : [];
  const isGone = ({ origin, stream, from }: (typeof starts)[number]) =>
    origin !== receiver.alias && (have.get(`${origin}/${stream}`) ?? 0) + 1 < from;
  if (starts.some(isGone)) return err({ type: "UsbBehindHorizon" });
  const head: UsbHead = {
    from: { alias, incarnation, branch, logKey: node.publicKey },
    to: { alias: receiver.alias, branch: receiver.branch },
    atMs,
    have: isHq
      ? await headsOf(store, receiver.alias)
      : Object.fromEntries(await vectorOf(store, ["all", theirs])),
    want: isHq ? [] : wantedKeys(db, "").slice(0, wantMax),
  };
  const file = new UsbWriter(out, head);
  try {
    const given = new Set<string>();
    const give = async (sealedKeys: Iterable<readonly SealedKey[]>) => {
      for (const keys of sealedKeys) {
        file.keys(keys);
        await aTurn();
      }
    };
    const giveOf = (subjects: Iterable<string>) => give(keysFor(node, receiver, subjects, given));
    // Keys first: what is taken can be read at once.
    await (isHq ? giveOf(askedFor(node, receiver)) : give(unshared(node, receiver)));
    let more = false;
    for (;;) {
      const { batches } = await store.since(streams, have, {
        bytesMax: segmentBytes,
        ...(isHq ? { notOf: receiver.alias } : {}),
      });
      if (batches.length === 0) break;
      more = file.bytes + sizeOf(batches) > bytesMax;
      if (more) break;
      for (const { head: at, bytes } of batches) {
        const { origin, stream, to: last } = at;
        if (isHq && stream === theirs) await giveOf(peopleIn(db, bytes, receiver));
        file.batch(bytes);
        have.set(`${origin}/${stream}`, last);
      }
      await aTurn();
    }
    const end = file.finish(sign, more);
    return ok({ ...end, to: head.to, atMs, bytes: file.bytes });
  } catch (cause) {
    file.abandon();
    throw cause;
  }
};

const sizeOf = (batches: readonly StoredBatch[]): number =>
  batches.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Keys that were made here and that headquarters has not acknowledged over the line: a file may be lost on its way. */
const unshared = function* (
  { writer, sealer, random }: Replication,
  { boxKey }: KnownNode,
): Generator<readonly SealedKey[]> {
  for (let after: string | undefined = ""; after !== undefined;) {
    const keys = unsharedKeys(writer.deps.db, sealer, boxKey, random, after);
    yield keys;
    after = keys.at(-1)?.subject;
  }
};

/** The people that the branch asked for by its last file, as far as they are its business. */
const askedFor = function* (
  { writer, sealer }: Replication,
  { alias, branch }: KnownNode,
): Generator<string> {
  const { db } = writer.deps;
  if (branch === null) return;
  for (const want of wantedByFile(db, alias))
    if (occursIn(db, want.subject, branch) || isShownBy(db, sealer, want, branch)) yield want.subject;
};

/** The people that a batch speaks of, as far as they are the branch's business. */
const peopleIn = function* (db: Database, bytes: Uint8Array, { branch }: KnownNode): Generator<string> {
  for (const { table, columns, values } of readStored(bytes).batch.shapes) {
    const at = columns.indexOf(tableById(table)?.wire["subject"] ?? -1);
    if (at < 0 || branch === null) continue;
    for (const subject of new Set(values[at]!.map(String))) if (occursIn(db, subject, branch)) yield subject;
  }
};

/** Keys that were not given yet, sealed to the receiver, a frame's worth at a time. */
const keysFor = function* (
  { writer, sealer, random }: Replication,
  { boxKey }: KnownNode,
  subjects: Iterable<string>,
  given: Set<string>,
): Generator<readonly SealedKey[]> {
  let keys: SealedKey[] = [];
  for (const subject of subjects) {
    if (given.has(subject)) continue;
    given.add(subject);
    const key = sealedKey(writer.deps.db, sealer, subject, boxKey, random);
    if (key) keys.push(key);
    if (keys.length < keysAtOnce) continue;
    yield keys;
    keys = [];
  }
  yield keys;
};
