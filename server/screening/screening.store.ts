/** What look-ups read: builds of lists, and this node's screening key as headquarters sealed it. */
import type { Database } from "bun:sqlite";
import { columnsOf, statement } from "../../sync/tables";

type Looking = { readonly db: Database };

export interface ListNow {
  readonly list: string;
  readonly build: number;
  readonly version: number;
  readonly keyVersion: number;
  readonly entries: number;
  readonly madeAtMs: number;
  readonly maxAgeMs: number;
  readonly doc: string | null;
}

/** Undefined: nothing of this list has come yet. */
export const listNow = ({ db }: Looking, list: string): ListNow | undefined =>
  (statement(db, `SELECT ${columnsOf("listNow")} FROM list_now WHERE list = ?`).get(
    list,
  ) as ListNow | null) ?? undefined;

/** The masked byte of an entry; undefined: nobody of that hash is on this build of the list. */
export const maskedAt = ({ db }: Looking, build: number, hash: Uint8Array): number | undefined =>
  (
    statement(db, "SELECT code FROM list_entry WHERE build = ? AND hash = ?").get(build, hash) as {
      code: number;
    } | null
  )?.code;

/** What was sealed for a node, the latest first. */
export const sealedKeysFor = ({ db }: Looking, node: number): readonly Uint8Array[] =>
  (
    statement(db, "SELECT sealed FROM screening_key WHERE node = ? ORDER BY version DESC").all(node) as {
      sealed: Uint8Array;
    }[]
  ).map(({ sealed }) => sealed);

/** The latest screening key that was sealed for each node, and to which box key. */
export const latestSealed = ({
  db,
}: Looking): readonly { readonly node: number; readonly version: number; readonly sealed: Uint8Array }[] =>
  statement(
    db,
    `SELECT node, version, sealed FROM screening_key k
     WHERE version = (SELECT max(version) FROM screening_key WHERE node = k.node)`,
  ).all() as { node: number; version: number; sealed: Uint8Array }[];

export interface ListVersion {
  readonly list: string;
  readonly version: number;
  readonly base: number;
  readonly keyVersion: number;
  readonly parts: number;
  readonly entries: number;
  readonly digest: string;
  readonly madeAtMs: number;
  readonly maxAgeMs: number;
  readonly source: string;
  readonly atMs: number;
}

/** The newest version of a list that headquarters has sent. */
export const latestVersion = ({ db }: Looking, list: string): ListVersion | undefined =>
  (statement(
    db,
    `SELECT ${columnsOf("screeningList")} FROM screening_list WHERE list = ? ORDER BY version DESC LIMIT 1`,
  ).get(list) as ListVersion | null) ?? undefined;

/** Versions later than one, the newest first. */
export const versionsAfter = ({ db }: Looking, list: string, version: number): readonly ListVersion[] =>
  statement(
    db,
    `SELECT ${columnsOf("screeningList")} FROM screening_list WHERE list = ? AND version > ? ORDER BY version DESC`,
  ).all(list, version) as ListVersion[];

export interface PartBytes {
  readonly adds: Uint8Array;
  readonly removes: Uint8Array;
}

/** Undefined: it has not come yet. */
export const partBytes = (
  { db }: Looking,
  list: string,
  version: number,
  no: number,
): PartBytes | undefined =>
  (statement(db, "SELECT adds, removes FROM screening_part WHERE list = ? AND version = ? AND no = ?").get(
    list,
    version,
    no,
  ) as PartBytes | null) ?? undefined;

/** Some entries of a build that nobody reads any more. */
export const someHashes = ({ db }: Looking, build: number, max: number): readonly Uint8Array[] =>
  (
    statement(db, "SELECT hash FROM list_entry WHERE build = ? LIMIT ?").all(build, max) as {
      hash: Uint8Array;
    }[]
  ).map(({ hash }) => hash);

/** The last answer of a registry to a question. */
export const cachedAnswer = (
  { db }: Looking,
  source: string,
  question: string,
): { readonly subject: string; readonly sealed: Uint8Array; readonly answeredAtMs: number } | undefined =>
  (statement(
    db,
    "SELECT subject, sealed, answered_at_ms AS answeredAtMs FROM registry_cache WHERE source = ? AND question = ?",
  ).get(source, question) as { subject: string; sealed: Uint8Array; answeredAtMs: number } | null) ??
  undefined;

export interface Recheck {
  readonly id: string;
  readonly source: string;
  readonly about: string;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly attempts: number;
  readonly dueMs: number;
  readonly untilMs: number;
  readonly atMs: number;
}

/** Questions to ask one registry again, the longest due first. */
export const dueRechecks = (
  { db }: Looking,
  source: string,
  nowMs: number,
  max: number,
): readonly Recheck[] =>
  statement(
    db,
    `SELECT ${columnsOf("recheck")} FROM recheck WHERE source = ? AND due_ms <= ? ORDER BY due_ms LIMIT ?`,
  ).all(source, nowMs, max) as Recheck[];

export const recheckById = ({ db }: Looking, id: string): Recheck | undefined =>
  (statement(db, `SELECT ${columnsOf("recheck")} FROM recheck WHERE id = ?`).get(id) as Recheck | null) ??
  undefined;

/** How many questions wait for a registry, and since when. */
export const waitingRechecks = ({
  db,
}: Looking): readonly { readonly source: string; readonly count: number; readonly sinceMs: number }[] =>
  statement(
    db,
    "SELECT source, count(*) AS count, min(at_ms) AS sinceMs FROM recheck GROUP BY source ORDER BY source",
  ).all() as { source: string; count: number; sinceMs: number }[];

export interface LateAnswer {
  readonly id: string;
  readonly source: string;
  readonly about: string;
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly atMs: number;
}

/** What registries said when they were back, the latest first. */
export const lateAnswers = (
  { db }: Looking,
  branch: string,
  by: string,
  fromMs: number,
): readonly LateAnswer[] =>
  statement(
    db,
    `SELECT id, source, about, subject, sealed, at_ms AS atMs FROM registry_answer
     WHERE branch = ? AND at_ms >= ? AND "by" = ? ORDER BY at_ms DESC LIMIT 500`,
  ).all(branch, fromMs, by) as LateAnswer[];

/** Running counts whose bucket begins with a word. */
export const looksAlone = (
  { db }: Looking,
  begins: string,
  nowMs: number,
): readonly { readonly bucket: string; readonly count: number }[] =>
  statement(
    db,
    "SELECT bucket, count FROM rate_limit WHERE bucket >= ? AND bucket < ? AND ends_ms > ? ORDER BY count DESC",
  ).all(begins, `${begins}\u{10FFFF}`, nowMs) as { bucket: string; count: number }[];
