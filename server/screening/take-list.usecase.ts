/**
 * Headquarters takes a list from an agency: who sent it, whether it is newer than ours, every line; then it goes to all nodes as keyed
 * hashes, in parts, and the version's own row last. Whatever is wrong with a file, nothing of it counts.
 */
import { createHash } from "node:crypto";
import { setImmediate as others } from "node:timers/promises";
import { err, ok, type Result } from "../../sync/core/result";
import { ed25519Verifier } from "../../sync/request-signing";
import { insert } from "../../sync/rows";
import type { Command, SubmitError, Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { digestText, withEntry, withoutEntry } from "./digest";
import { entryBytes, hashBytes } from "./entries";
import { type ListFileError, type ListHead, openListFile } from "./list-file";
import { ruleOf } from "./lists";
import { type Packed, packList, type PackError, pieces } from "./pack";
import { screeningKeyVersion } from "./screening-keys.usecase";
import { latestVersion, listNow, maskedAt, partBytes } from "./screening.store";

export type TakeListError =
  | ListFileError
  | PackError
  /** It was taken before, or a later one was. */
  | { readonly type: "ListVersionOld"; readonly version: number; readonly ours: number }
  /** It changes a version that is not the one in force here. */
  | { readonly type: "ListBaseOther"; readonly base: number; readonly ours: number }
  | { readonly type: "ListFromFuture" }
  /** The version that it changes is still being put together here: a minute later it can be taken. */
  | { readonly type: "ListBusy" }
  /** It takes somebody off who is not on the list. */
  | { readonly type: "ListRemovesUnknown" }
  | { readonly type: "NotHeadquarters" };

export interface TakenList {
  readonly list: string;
  readonly version: number;
  readonly entries: number;
}

/** Entries of one part: about 70 kB, and many parts to a batch of the log. */
const partEntries = 4_000;
/** How far an agency's clock may be ahead of ours. */
const aheadMsMax = 5 * 60_000;

/**
 * Measured on two busy cores with a file of a million lines (115 MB): 16 s, up to 0.8 GB of memory more, and nobody else waits for
 * longer than 0.4 s.
 */
export const takeList = async (
  deps: Pick<Deps, "db" | "clock" | "writer" | "screeningKeys" | "self" | "listSources">,
  command: Command,
  by: string,
  bytes: Uint8Array,
): Promise<Result<TakenList, TakeListError | SubmitError>> => {
  const { db, writer, self } = deps;
  if (self.role !== "hq") return err({ type: "NotHeadquarters" });
  const opened = openListFile(bytes, deps.listSources, ed25519Verifier());
  if (!opened.ok) return opened;
  const { head, body, signed } = opened.value;
  const key = deps.screeningKeys.of(db, screeningKeyVersion);
  if (!key) return err({ type: "ListBusy" });
  const fits = fitsHere({ db, nowMs: deps.clock.nowMs() }, head);
  if (!fits.ok) return fits;
  const packed = await packList(body, head, key);
  if (!packed.ok) return packed;
  const sum =
    head.base === 0 ? ok(await wholeSum(packed.value.adds)) : changedSum({ db }, head, packed.value);
  if (!sum.ok) return sum;
  const parts = partsOf(packed.value);
  const { idempotency: _ofTheVersion, ...plain } = command;
  for (const [no, part] of parts.entries()) {
    const written = await writer.submit<null, TakeListError>(plain, (tx) => planPart(tx, head, no, part));
    if (!written.ok) return written;
  }
  const sourceDigest = createHash("sha256").update(signed).digest("hex");
  return writer.submit<TakenList, TakeListError>(command, (tx) => {
    const stillFits = fitsHere(tx, head);
    if (!stillFits.ok) return stillFits;
    const { list, version, base, madeAtMs, source } = head;
    const { entries, digest } = sum.value;
    const row = {
      list,
      version,
      base,
      keyVersion: screeningKeyVersion,
      parts: parts.length,
      entries,
      digest,
      madeAtMs,
      maxAgeMs: ruleOf(list).maxAgeMs,
      source,
      sourceDigest,
      by,
      atMs: tx.nowMs,
    };
    return ok({
      intent: "takeList",
      about: { list, version, base, entries, source, sourceDigest },
      rows: [insert("screeningList", row)],
      answer: { list, version, entries },
    });
  });
};

/** Whether a version follows on what is here. */
const fitsHere = (
  looking: Pick<Tx, "db" | "nowMs">,
  { list, version, base, madeAtMs }: ListHead,
): Result<null, TakeListError> => {
  const ours = latestVersion(looking, list)?.version ?? 0;
  if (version <= ours) return err({ type: "ListVersionOld", version, ours });
  if (base !== 0 && base !== ours) return err({ type: "ListBaseOther", base, ours });
  if (madeAtMs > looking.nowMs + aheadMsMax) return err({ type: "ListFromFuture" });
  return ok(null);
};

interface Sum {
  readonly entries: number;
  readonly digest: string;
}

const entriesAtOnce = 10_000;

/** What a whole list adds up to; others are answered in between. */
export const wholeSum = async (adds: Uint8Array): Promise<Sum> => {
  const entries = pieces(adds, entryBytes);
  let digest = 0n;
  for (const [no, entry] of entries.entries()) {
    digest = withEntry(digest, entry);
    if (no % entriesAtOnce === 0) await others();
  }
  return { entries: entries.length, digest: digestText(digest) };
};

/** How many entries the list has after these changes, and what they add up to: in one go, as the list must not change meanwhile. */
const changedSum = (
  looking: Pick<Tx, "db">,
  { list, base }: ListHead,
  { adds, removes }: Packed,
): Result<Sum, TakeListError> => {
  const before = latestVersion(looking, list);
  const now = listNow(looking, list);
  if (now?.version !== base) return err({ type: "ListBusy" });
  let digest = BigInt(`0x${before?.digest ?? "0"}`);
  let entries = before?.entries ?? 0;
  const goes = (hash: Uint8Array): boolean => {
    const masked = maskedAt(looking, now.build, hash);
    if (masked === undefined) return false;
    digest = withoutEntry(digest, Uint8Array.of(...hash, masked));
    entries -= 1;
    return true;
  };
  for (const hash of pieces(removes, hashBytes)) if (!goes(hash)) return err({ type: "ListRemovesUnknown" });
  for (const entry of pieces(adds, entryBytes)) {
    goes(entry.subarray(0, hashBytes));
    digest = withEntry(digest, entry);
    entries += 1;
  }
  return ok({ entries, digest: digestText(digest) });
};

interface Part {
  readonly adds: Buffer;
  readonly removes: Buffer;
}

const partsOf = ({ adds, removes }: Packed): readonly Part[] => {
  const count = Math.ceil(Math.max(adds.length / entryBytes, removes.length / hashBytes) / partEntries);
  const cut = (packed: Uint8Array, no: number, size: number) =>
    Buffer.from(packed.subarray(no * partEntries * size, (no + 1) * partEntries * size));
  return Array.from({ length: count }, (_, no) => ({
    adds: cut(adds, no, entryBytes),
    removes: cut(removes, no, hashBytes),
  }));
};

/** A part that came before a crash is there already; the part of another file under the same version is not ours to replace. */
const planPart = (tx: Tx, { list, version }: ListHead, no: number, { adds, removes }: Part) => {
  const known = partBytes(tx, list, version, no);
  const isSame = known && adds.equals(known.adds) && removes.equals(known.removes);
  if (known && !isSame) return err({ type: "ListVersionOld", version, ours: version } as const);
  const rows = known ? [] : [insert("screeningPart", { list, version, no, adds, removes })];
  return ok({ intent: "takeListPart", rows, answer: null } as const);
};
