/**
 * Every node puts the lists together for its own look-ups. A whole version is written beside the one in force, some entries at a time, and
 * takes its place in one commit when it adds up to what headquarters said; changes are applied in one commit. What does not add up is
 * refused and told, and the version in force stays and grows old.
 */
import type { RowOp } from "../../sync/core/plan";
import { ok } from "../../sync/core/result";
import { put, remove } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { digestText, withEntry, withoutEntry } from "./digest";
import { entryBytes, hashBytes } from "./entries";
import { type ListName, listNames } from "./lists";
import { pieces } from "./pack";
import {
  type ListNow,
  listNow,
  type ListVersion,
  latestVersion,
  maskedAt,
  partBytes,
  someHashes,
  versionsAfter,
} from "./screening.store";

/** How far a whole version is. */
interface Building {
  readonly version: number;
  /** The part, and the entry in it, that come next. */
  readonly no: number;
  readonly at: number;
  readonly entries: number;
  readonly digest: string;
}

/** What `list_now` keeps beside the version in force. */
export interface BuildNotes {
  readonly building?: Building;
  /** A version that did not add up. */
  readonly refused?: number;
  /** Builds whose entries nobody reads any more. */
  readonly old?: readonly number[];
}

export const notesOf = (now: Pick<ListNow, "doc"> | undefined): BuildNotes =>
  now?.doc ? (JSON.parse(now.doc) as BuildNotes) : {};

/** Entries in one commit: others write in between (`kernel.md` 1). */
const entriesAtOnce = 1_000;
const lookEveryMs = 5_000;

export const buildListsTask: Task = {
  name: "buildLists",
  plan: (tx) => {
    for (const list of listNames) {
      const rows = stepOf(tx, list);
      if (rows.length > 0)
        return ok({ plan: { intent: "buildList", rows, answer: null }, nextDueMs: tx.nowMs });
    }
    return ok({ nextDueMs: tx.nowMs + lookEveryMs });
  },
};

/** The next step of one list; nothing when it is as it should be, or waits for a part. */
const stepOf = (tx: Tx, list: ListName): readonly RowOp[] => {
  const now = listNow(tx, list) ?? { ...nothingYet, list };
  const notes = notesOf(now);
  const later = versionsAfter(tx, list, now.version);
  const building = notes.building && later.find(({ version }) => version === notes.building!.version);
  if (building) return buildOn(tx, { now, notes }, building, notes.building!);
  const wanted = later.filter(({ version }) => version > (notes.refused ?? 0));
  const whole = wanted.find(({ base }) => base === 0);
  if (whole) return buildOn(tx, { now, notes }, whole, { version: whole.version, ...fromTheStart });
  const changes = now.version > 0 ? wanted.find(({ base }) => base === now.version) : undefined;
  if (changes) return change(tx, { now, notes }, changes);
  return clearOld(tx, { now, notes });
};

interface Standing {
  readonly now: ListNow;
  readonly notes: BuildNotes;
}

const fromTheStart = { no: 0, at: 0, entries: 0, digest: "0" } as const;
const nothingYet: Omit<ListNow, "list"> = {
  build: 0,
  version: 0,
  keyVersion: 0,
  entries: 0,
  madeAtMs: 0,
  maxAgeMs: 0,
  doc: null,
};

/** More lists than there will ever be: a number that was given stays this list's and version's when a program knows more lists. */
const buildsPerVersion = 64;

/** The number of a build: no other list, and no other version, has it. */
const buildOf = ({ list, version }: ListVersion): number =>
  version * buildsPerVersion + listNames.indexOf(list as ListName) + 1;

const keep = (now: ListNow, notes: BuildNotes): RowOp =>
  put("listNow", { ...now, doc: Object.keys(notes).length > 0 ? JSON.stringify(notes) : null });

/** Writes the next entries of a whole version; after the last, puts it in force. */
const buildOn = (tx: Tx, { now, notes }: Standing, whole: ListVersion, so: Building): readonly RowOp[] => {
  const build = buildOf(whole);
  const { building: _over, ...others } = notes;
  if (so.no >= whole.parts) {
    const addsUp = so.entries === whole.entries && digestText(BigInt(`0x${so.digest}`)) === whole.digest;
    if (!addsUp)
      return [keep(now, { ...others, refused: whole.version, old: [...(notes.old ?? []), build] })];
    const old = now.version > 0 ? [...(notes.old ?? []), now.build] : (notes.old ?? []);
    return [inForce(whole, build, old)];
  }
  const part = partBytes(tx, whole.list, whole.version, so.no);
  if (!part) return [];
  const all = part.adds.length / entryBytes;
  const taken = pieces(part.adds.subarray(so.at * entryBytes), entryBytes).slice(0, entriesAtOnce);
  const isLast = so.at + taken.length >= Math.floor(all);
  const building = {
    version: whole.version,
    ...(isLast ? { no: so.no + 1, at: 0 } : { no: so.no, at: so.at + taken.length }),
    entries: so.entries + taken.length,
    digest: taken.reduce(withEntry, BigInt(`0x${so.digest}`)).toString(16),
  };
  return [...taken.map((entry) => entryRow(build, entry)), keep(now, { ...notes, building })];
};

const inForce = (
  { list, version, keyVersion, entries, madeAtMs, maxAgeMs }: ListVersion,
  build: number,
  old: readonly number[],
): RowOp =>
  keep(
    { list, build, version, keyVersion, entries, madeAtMs, maxAgeMs, doc: null },
    old.length > 0 ? { old } : {},
  );

const entryRow = (build: number, entry: Uint8Array): RowOp =>
  put("listEntry", {
    build,
    hash: Buffer.from(entry.subarray(0, hashBytes)),
    code: entry[hashBytes]!,
  });

/** Applies a version of changes to the build in force: all of it, or nothing. */
const change = (tx: Tx, { now, notes }: Standing, to: ListVersion): readonly RowOp[] => {
  const parts = Array.from({ length: to.parts }, (_, no) => partBytes(tx, to.list, to.version, no));
  if (parts.includes(undefined)) return [];
  const refuse = () => [keep(now, { ...notes, refused: to.version })];
  const before = versionInForce(tx, now);
  if (!before) return refuse();
  let digest = BigInt(`0x${before.digest}`);
  let { entries } = now;
  const rows: RowOp[] = [];
  const takeOff = (hash: Uint8Array): boolean => {
    const masked = maskedAt(tx, now.build, hash);
    if (masked === undefined) return false;
    digest = withoutEntry(digest, Uint8Array.of(...hash, masked));
    entries -= 1;
    return true;
  };
  for (const hash of parts.flatMap((part) => pieces(part!.removes, hashBytes))) {
    if (!takeOff(hash)) return refuse();
    rows.push(remove("listEntry", { build: now.build, hash: Buffer.from(hash) }));
  }
  for (const entry of parts.flatMap((part) => pieces(part!.adds, entryBytes))) {
    takeOff(entry.subarray(0, hashBytes));
    digest = withEntry(digest, entry);
    entries += 1;
    rows.push(entryRow(now.build, entry));
  }
  const addsUp =
    entries === to.entries && digestText(digest) === to.digest && to.keyVersion === now.keyVersion;
  return addsUp ? [...rows, inForce(to, now.build, notes.old ?? [])] : refuse();
};

/** The row of the version that look-ups read now. */
const versionInForce = (tx: Tx, { list, version }: ListNow): ListVersion | undefined =>
  versionsAfter(tx, list, version - 1).find((row) => row.version === version);

/** Some entries of a build that is over. */
const clearOld = (tx: Tx, { now, notes }: Standing): readonly RowOp[] => {
  const [build, ...rest] = notes.old ?? [];
  if (build === undefined) return [];
  const hashes = someHashes(tx, build, entriesAtOnce);
  const rows = hashes.map((hash) => remove("listEntry", { build, hash: Buffer.from(hash) }));
  const { old: _cleared, ...others } = notes;
  const isClear = hashes.length < entriesAtOnce;
  return [...rows, ...(isClear ? [keep(now, rest.length > 0 ? { ...others, old: rest } : others)] : [])];
};

/** What of a list is on its way, and what was refused: for people who look after it. */
export const buildState = (
  looking: Pick<Tx, "db">,
  list: ListName,
): { readonly newest: number; readonly building: number | null; readonly refused: number | null } => {
  const notes = notesOf(listNow(looking, list));
  return {
    newest: latestVersion(looking, list)?.version ?? 0,
    building: notes.building?.version ?? null,
    refused: notes.refused ?? null,
  };
};
