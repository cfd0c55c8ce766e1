/** Gate lanes: what each is, who went through, who was sent to an officer, and what sensors say of it. */
import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { stamped } from "./stamped";

/** A lane of this branch as people run it; its wires stand in the configuration. */
export const lane = sqliteTable(
  "lane",
  {
    branch: text().notNull(),
    /** As in the configuration: `in-1`. */
    id: text().notNull(),
    name: text().notNull(),
    /** `border`: a document decides; `entrance`: an appointment slip opens the branch. */
    purpose: text().notNull(),
    /** `in` or `out`. */
    direction: text().notNull(),
    /** 1: wide, for families, wheelchairs and companions whom an officer has confirmed. */
    wide: integer().notNull(),
    /** `closed`, `open`, `maintenance` or `drill`. */
    mode: text().notNull(),
    reason: text().notNull(),
    by: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.branch, t.id] })],
);

/** One person who asked a lane to open, and what was decided: written once, in the commit of the decision. */
export const passage = sqliteTable(
  "passage",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    lane: text().notNull(),
    purpose: text().notNull(),
    direction: text().notNull(),
    /** `passport`, `mykad`, `slip`, `companion`; `none` where nothing could be read. */
    document: text().notNull(),
    /** `admit`, `refer`, or `hold`: an officer comes, without a word to the traveller. */
    decision: text().notNull(),
    /** JSON: codes of why not, for staff only. */
    reasons: text().notNull(),
    /** JSON: each check with its result, how long it took, whose answer it was and how old (after BSI TR-03135). */
    checks: text().notNull(),
    nationality: text(),
    /** `0-6`, `7-17`, `18-59`, `60+`; null where unknown. */
    ageBand: text("age_band"),
    /** Sequence of the command to the lane's controller; null: it was not asked to open. */
    seq: integer(),
    /** Boot counter of the controller at that time. */
    boot: integer(),
    /** What may open a lane only once: the booking of a slip. */
    token: text(),
    /** The passage that this one belongs to: a child with a parent, or the referral that an officer let through. */
    of: text(),
    /** The officer who asked for it, where one did, and the second who agreed. */
    officer: text(),
    second: text(),
    /** 1: a drill on the emulator; counts for nothing. */
    drill: integer().notNull(),
    subject: text().notNull(),
    /** JSON of the document as read, under the person's key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    /** When the document was read. */
    readAtMs: integer("read_at_ms").notNull(),
    atMs: integer("at_ms").notNull(),
    /** Blind index of the document: derived here from `sealed`; null where none was read, or its key is not here. */
    documentIndex: text("document_index"),
    ...stamped,
  },
  (t) => [
    index("passage_at").on(t.branch, t.atMs),
    index("passage_subject")
      .on(t.subject)
      .where(sql`${t.documentIndex} IS NOT NULL`),
    // Most have none, and what a decision writes is what a traveller waits for.
    index("passage_token")
      .on(t.token)
      .where(sql`${t.token} IS NOT NULL`),
  ],
);

/** What became of the command: once per passage that was let in. */
export const passageEnd = sqliteTable(
  "passage_end",
  {
    passage: text().primaryKey(),
    branch: text().notNull(),
    lane: text().notNull(),
    /** `passed`, `expired`, `refused`, or `unknown`: nobody can say. */
    outcome: text().notNull(),
    reason: text(),
    /** The controller's own count of passages after it; null where it told none. */
    sensor: integer(),
    boot: integer(),
    /** From the document to the sensor, and our own share of it, in milliseconds. */
    laneMs: integer("lane_ms"),
    ownMs: integer("own_ms").notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("passage_end_at").on(t.branch, t.atMs)],
);

/** What officers do with somebody whom a lane sent to them; `doc` is the whole step (`server/gates/referral.ts`). */
export const referralStep = sqliteTable(
  "referral_step",
  {
    passage: text().notNull(),
    seq: integer().notNull(),
    branch: text().notNull(),
    doc: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.passage, t.seq] })],
);

/** Where each referral stands: kept by an effect. */
export const referralNow = sqliteTable(
  "referral_now",
  {
    passage: text().primaryKey(),
    branch: text().notNull(),
    seq: integer().notNull(),
    /** `open`, `taken`, `passed`, `refused`, `left`. */
    state: text().notNull(),
    officer: text(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [index("referral_now_state").on(t.branch, t.state, t.atMs)],
);

/** Instead of a stamp in a passport: somebody came into the country, or left it. */
export const movement = sqliteTable(
  "movement",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `entry` or `exit`. */
    kind: text().notNull(),
    /** `lane`: a sensor saw it; `officer`: an officer let the person through. */
    way: text().notNull(),
    lane: text(),
    passage: text(),
    officer: text(),
    second: text(),
    sensor: integer(),
    nationality: text(),
    subject: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    atMs: integer("at_ms").notNull(),
    /** Blind index of the document: derived here from `sealed`. */
    documentIndex: text("document_index"),
    ...stamped,
  },
  (t) => [index("movement_subject").on(t.subject), index("movement_document").on(t.documentIndex)],
);

/** Something a lane told that a person has to see; what repeats raises `times`. */
export const laneAlarm = sqliteTable(
  "lane_alarm",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    lane: text().notNull(),
    kind: text().notNull(),
    firstMs: integer("first_ms").notNull(),
    lastMs: integer("last_ms").notNull(),
    times: integer().notNull(),
    /** `open` or `ended`. */
    state: text().notNull(),
    by: text(),
    endedMs: integer("ended_ms"),
    ...stamped,
  },
  (t) => [index("lane_alarm_state").on(t.branch, t.state), index("lane_alarm_first").on(t.branch, t.firstMs)],
);

/** A controller's own counters, read at a moment that matters: start, reboot, end of the day. */
export const laneReading = sqliteTable(
  "lane_reading",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    lane: text().notNull(),
    boot: integer().notNull(),
    passages: integer().notNull(),
    rejects: integer().notNull(),
    why: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("lane_reading_lane").on(t.branch, t.lane, t.atMs)],
);

/** The night's answer for one lane: do sensor and records agree? */
export const laneDay = sqliteTable(
  "lane_day",
  {
    branch: text().notNull(),
    lane: text().notNull(),
    day: text().notNull(),
    /** JSON: counts, commands without a passage, passages without a command (`server/gates/reconcile.ts`). */
    doc: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.branch, t.lane, t.day] })],
);

/** Officers at the lanes: who has the desk, and to whom it went. */
export const gateShift = sqliteTable(
  "gate_shift",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `begin`, `hand_over` or `end`. */
    what: text().notNull(),
    officer: text().notNull(),
    to: text(),
    /** JSON: what was open at that moment. */
    doc: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("gate_shift_at").on(t.branch, t.atMs)],
);

/**
 * What was sent to a controller: written as `sent` in the commit of the decision, before a byte leaves. Never sent again: after a
 * restart an unfinished one is `unknown`.
 */
export const gateCommand = sqliteTable(
  "gate_command",
  {
    id: text().primaryKey(),
    lane: text().notNull(),
    /** 1 to 65535, one higher than the one before on this lane. */
    seq: integer().notNull(),
    kind: text().notNull(),
    /** The passage that an admission is for. */
    passage: text(),
    state: text().notNull(),
    reason: text(),
    atMs: integer("at_ms").notNull(),
    doneAtMs: integer("done_at_ms"),
  },
  (t) => [
    index("gate_command_sent")
      .on(t.state)
      .where(sql`${t.state} = 'sent'`),
    index("gate_command_at").on(t.atMs),
  ],
);

/** A face or finger taken at a counter: the template itself is a file under the person's key. */
export const biometric = sqliteTable(
  "biometric",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    /** `face` or `finger`. */
    kind: text().notNull(),
    /** The encrypted file (`person_blob`). */
    blob: text().notNull(),
    purpose: text().notNull(),
    /** After this it goes. */
    keepUntilMs: integer("keep_until_ms").notNull(),
    officer: text().notNull(),
    device: text(),
    subject: text().notNull(),
    /** JSON: quality, how one face was confirmed, engine, consent and its version, under the person's key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [
    index("biometric_subject").on(t.subject, t.kind, t.atMs),
    index("biometric_keep").on(t.keepUntilMs),
  ],
);
