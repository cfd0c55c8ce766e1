/** Lists of documents and people as keyed hashes, and what registries answered. */
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { stamped } from "./stamped";

/** Headquarters' screening key for one node, sealed to its box key: a stolen disk does not open it. */
export const screeningKey = sqliteTable(
  "screening_key",
  {
    version: integer().notNull(),
    node: integer().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.version, t.node] })],
);

/** A version of a list: what it must look like when all its parts are here. */
export const screeningList = sqliteTable(
  "screening_list",
  {
    /** `suspects`, `documents`, `mdac`, `passes` … (`server/screening/lists.ts`). */
    list: text().notNull(),
    version: integer().notNull(),
    /** The version that its parts change; 0: they are the whole list. */
    base: integer().notNull(),
    keyVersion: integer("key_version").notNull(),
    parts: integer().notNull(),
    entries: integer().notNull(),
    /** Of all entries, in any order: hex. */
    digest: text().notNull(),
    /** When its owner made it, and until when it may decide. */
    madeAtMs: integer("made_at_ms").notNull(),
    maxAgeMs: integer("max_age_ms").notNull(),
    /** Whose signature headquarters checked, and SHA-256 of what it checked. */
    source: text().notNull(),
    sourceDigest: text("source_digest").notNull(),
    by: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.list, t.version] })],
);

/** A piece of a version: entries that come and entries that go, as keyed hashes only. */
export const screeningPart = sqliteTable(
  "screening_part",
  {
    list: text().notNull(),
    version: integer().notNull(),
    no: integer().notNull(),
    /** Packed: 16 bytes of keyed hash and one masked byte each. */
    adds: blob({ mode: "buffer" }).notNull(),
    /** Packed: 16 bytes each. */
    removes: blob({ mode: "buffer" }).notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.list, t.version, t.no] })],
);

/** The entries that look-ups read: built here from the parts. */
export const listEntry = sqliteTable(
  "list_entry",
  {
    build: integer().notNull(),
    hash: blob({ mode: "buffer" }).notNull(),
    code: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.build, t.hash] })],
);

/** Which build of a list look-ups read now, and which one is being made. */
export const listNow = sqliteTable("list_now", {
  list: text().primaryKey(),
  build: integer().notNull(),
  version: integer().notNull(),
  keyVersion: integer("key_version").notNull(),
  entries: integer().notNull(),
  madeAtMs: integer("made_at_ms").notNull(),
  maxAgeMs: integer("max_age_ms").notNull(),
  /** JSON of a build under way, or why the last one was refused; null: neither. */
  doc: text(),
});

/** A question to a registry: for what, by which law, what came back, and how old it was when it counted. */
export const registryAnswer = sqliteTable(
  "registry_answer",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `jpn`, `pdrm`, `imi`. */
    source: text().notNull(),
    purpose: text().notNull(),
    /** The legal basis, as a code. */
    basis: text().notNull(),
    by: text().notNull(),
    /** `fresh`, `cached`, or `unknown`: nobody answered in time. */
    state: text().notNull(),
    /** The registry's own time of its answer. */
    answeredAtMs: integer("answered_at_ms"),
    ageMs: integer("age_ms"),
    tookMs: integer("took_ms").notNull(),
    keyId: text("key_id"),
    /** SHA-256 of question and answer as signed: hex. */
    digest: text().notNull(),
    /** What asked: a passage, a ticket, a booking. */
    about: text().notNull(),
    subject: text().notNull(),
    /** JSON of question, answer and signature, under the person's key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [
    index("registry_answer_about").on(t.about),
    index("registry_answer_at").on(t.branch, t.atMs),
    index("registry_answer_subject").on(t.subject),
  ],
);

/** The last signed answer to a question, while it may still count. */
export const registryCache = sqliteTable(
  "registry_cache",
  {
    source: text().notNull(),
    /** The question as a blind index under the identity index key: hex. */
    question: text().notNull(),
    /** Question, answer and signature, under the person's key: gone with it. */
    sealed: blob({ mode: "buffer" }).notNull(),
    subject: text().notNull(),
    answeredAtMs: integer("answered_at_ms").notNull(),
    untilMs: integer("until_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.source, t.question] }),
    index("registry_cache_until").on(t.untilMs),
    index("registry_cache_subject").on(t.subject),
  ],
);

/** Questions that nobody answered, asked again when the line is back. */
export const recheck = sqliteTable(
  "recheck",
  {
    id: text().primaryKey(),
    source: text().notNull(),
    about: text().notNull(),
    subject: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    attempts: integer().notNull(),
    dueMs: integer("due_ms").notNull(),
    untilMs: integer("until_ms").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [index("recheck_due").on(t.dueMs), index("recheck_subject").on(t.subject)],
);
