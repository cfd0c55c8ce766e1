/**
 * The database of one node. What each table is, who writes it and how it merges stands in `sync/policies.ts`; this file is
 * only shape. Migrations are add-only (`npm run migration -- name`).
 *
 * `_h` and `_n` are the stamp and node alias of the write that made a replicated row; a column stamped later has its own
 * row in `clk`.
 */
import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { stamped } from "./stamped";

export * from "./gates";
export * from "./people";
export * from "./identity";
export * from "./screening";

// --- The node's own book-keeping -------------------------------------------------------------------------------------

export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

/** The end of each stream this node writes. */
export const streamHead = sqliteTable("stream_head", {
  stream: text().primaryKey(),
  seq: integer().notNull(),
  stamp: integer().notNull(),
});

/** Records not yet sealed into a batch. Durable from their commit; never rewritten. */
export const logOpen = sqliteTable(
  "log_open",
  {
    stream: text().notNull(),
    seq: integer().notNull(),
    stamp: integer().notNull(),
    commitId: text("commit_id").notNull(),
    body: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.stream, t.seq] })],
);

/** Stamps of single columns written after their row: sparse, so most rows have none. */
export const clk = sqliteTable(
  "clk",
  {
    tab: integer().notNull(),
    rid: text().notNull(),
    col: integer().notNull(),
    h: integer().notNull(),
    n: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tab, t.rid, t.col] })],
);

export const idempotency = sqliteTable(
  "idempotency",
  {
    owner: text().notNull(),
    key: text().notNull(),
    route: text().notNull(),
    bodyHash: text("body_hash").notNull(),
    answer: text().notNull(),
    atMs: integer("at_ms").notNull(),
  },
  // The key first: it is time-ordered, so new rows land together instead of on a page per owner.
  (t) => [primaryKey({ columns: [t.key, t.owner] }), index("idempotency_at").on(t.atMs)],
);

/** One data key per person, wrapped by the node key. Mutable, not logged; erasure deletes the row. */
export const keyring = sqliteTable(
  "keyring",
  {
    subject: text().primaryKey(),
    keyId: integer("key_id").notNull(),
    wrapped: blob({ mode: "buffer" }).notNull(),
    identityIndex: text("identity_index"),
    atMs: integer("at_ms").notNull(),
    /** 1 when headquarters holds the key too: only then is what it seals safe there. */
    shared: integer().notNull().default(0),
  },
  // Not unique: two nodes that were cut off each made a subject of the same person.
  (t) => [
    index("keyring_identity").on(t.identityIndex),
    index("keyring_unshared")
      .on(t.subject)
      .where(sql`${t.shared} = 0`),
  ],
);

export const schedule = sqliteTable(
  "schedule",
  {
    id: text().primaryKey(),
    task: text().notNull(),
    dueMs: integer("due_ms").notNull(),
    payload: text().notNull(),
    attempts: integer().notNull(),
    lastError: text("last_error"),
  },
  (t) => [index("schedule_due").on(t.dueMs)],
);

export const deviceJob = sqliteTable(
  "device_job",
  {
    id: text().primaryKey(),
    device: text().notNull(),
    kind: text().notNull(),
    payload: text().notNull(),
    subject: text().notNull(),
    state: text().notNull(),
    attempts: integer().notNull(),
    reason: text(),
    atMs: integer("at_ms").notNull(),
    sentAtMs: integer("sent_at_ms"),
    doneAtMs: integer("done_at_ms"),
    expiresAtMs: integer("expires_at_ms").notNull(),
  },
  (t) => [
    index("device_job_state").on(t.state, t.device, t.id),
    uniqueIndex("device_job_subject").on(t.kind, t.subject),
  ],
);

export const notice = sqliteTable(
  "notice",
  {
    id: text().primaryKey(),
    purpose: text().notNull(),
    subject: text().notNull(),
    bookingId: text("booking_id").notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    /** `queued`, `handed` (the gateway has it), `delivered`, `failed` or `expired`. */
    state: text().notNull(),
    atMs: integer("at_ms").notNull(),
    /** `sms` or `email`. */
    channel: text().notNull().default("email"),
    attempts: integer().notNull().default(0),
    /** Not tried again before. */
    nextMs: integer("next_ms").notNull().default(0),
    /** Late, it would only confuse: dropped from then on. Null: never too late. */
    untilMs: integer("until_ms"),
    handedAtMs: integer("handed_at_ms"),
    lastError: text("last_error"),
  },
  (t) => [index("notice_state").on(t.state, t.id), index("notice_due").on(t.state, t.channel, t.untilMs)],
);

/** Reactions of this node that are done: `op` is the merged operation, "origin/stream/seq/index". */
export const reaction = sqliteTable("reaction", { op: text().notNull(), name: text().notNull() }, (t) => [
  primaryKey({ columns: [t.op, t.name] }),
]);

/** Tries of a limited action in a fixed window; kept in the file so that a restart forgives nobody. */
export const rateLimit = sqliteTable(
  "rate_limit",
  { bucket: text().primaryKey(), count: integer().notNull(), endsMs: integer("ends_ms").notNull() },
  (t) => [index("rate_limit_ends").on(t.endsMs)],
);

// --- Replication ---------------------------------------------------------------------------------------------------

/** The log: sealed batches of every node, this one's too, in the order in which they came here. Never rewritten. */
export const batch = sqliteTable(
  "batch",
  {
    pos: integer().primaryKey(),
    origin: integer().notNull(),
    stream: text().notNull(),
    seqFrom: integer("seq_from").notNull(),
    seqTo: integer("seq_to").notNull(),
    incarnation: integer().notNull(),
    /** The last stamp in it. */
    stamp: integer().notNull(),
    hash: text().notNull(),
    bytes: blob({ mode: "buffer" }).notNull(),
  },
  (t) => [
    uniqueIndex("batch_seq").on(t.origin, t.stream, t.seqFrom),
    index("batch_stream").on(t.stream, t.origin, t.seqTo),
  ],
);

/** Writes to rows that have not come yet: they wait for the row, per column, the winner alone. */
export const waiting = sqliteTable(
  "waiting",
  {
    tab: integer().notNull(),
    rid: text().notNull(),
    col: integer().notNull(),
    h: integer().notNull(),
    n: integer().notNull(),
    /** The stream that brought it: the row must belong there. */
    stream: text().notNull(),
    value: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tab, t.rid, t.col, t.stream] })],
);

/** Changes that this program cannot apply yet: a newer node's table or column, or a row that its own rules forbid. */
export const quarantine = sqliteTable("quarantine", {
  /** The operation: "origin/stream/seq/index". */
  op: text().primaryKey(),
  reason: text().notNull(),
  stamp: integer().notNull(),
  body: text().notNull(),
});

/** People whose key this node lacks, and the row that waits for it: `op` is the operation that brought the row. */
export const keyWanted = sqliteTable(
  "key_wanted",
  { subject: text().notNull(), rid: text().notNull(), op: text().notNull() },
  (t) => [primaryKey({ columns: [t.subject, t.rid] })],
);

/** What this node knows of each other node: how far it has this one's streams, and when it was last heard. */
export const peer = sqliteTable("peer", {
  alias: integer().primaryKey(),
  /** JSON: how far it has what: sequence by "origin/stream". */
  have: text().notNull(),
  heardAtMs: integer("heard_at_ms").notNull(),
  /** How far its clock is ahead of this one's: above five minutes its branch shows "clock wrong". */
  aheadMs: integer("ahead_ms").notNull(),
});

/** At headquarters: a branch's hall every five minutes, for the charts of the day. */
export const pulseSample = sqliteTable(
  "pulse_sample",
  {
    atMs: integer("at_ms").notNull(),
    branch: text().notNull(),
    waiting: integer().notNull(),
    numbers: integer().notNull(),
    served: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.atMs, t.branch] })],
);

/** Two different batches with one (origin, stream, sequence): the proof that a node was copied. */
export const evidence = sqliteTable("evidence", {
  id: text().primaryKey(),
  origin: integer().notNull(),
  stream: text().notNull(),
  seq: integer().notNull(),
  here: blob({ mode: "buffer" }).notNull(),
  there: blob({ mode: "buffer" }).notNull(),
  atMs: integer("at_ms").notNull(),
});

/** The roster (stream `all`): which nodes there are, what they may sign, and whether they are trusted. */
export const node = sqliteTable("node", {
  alias: integer().primaryKey(),
  id: text().notNull(),
  role: text().notNull(),
  branch: text(),
  incarnation: integer().notNull(),
  /** Ed25519 public key of its log and requests, 32 bytes as base64url. */
  logKey: text("log_key").notNull(),
  /** Ed25519 public key of its slips. */
  slipKey: text("slip_key").notNull(),
  /** X25519 public key that people's data keys are sealed to. */
  boxKey: text("box_key").notNull(),
  state: text().notNull(),
  /** The alias whose branch it goes on for, after a restore; null for a first node. */
  heirOf: integer("heir_of"),
  ...stamped,
});

/** A node asks for new keys (stream `hq`): the last record that it signs with the old one. See `sync/rotation.ts`. */
export const keyAsk = sqliteTable(
  "key_ask",
  {
    node: integer().notNull(),
    logKey: text("log_key").notNull(),
    slipKey: text("slip_key").notNull(),
    boxKey: text("box_key").notNull(),
    /** JSON: the last record of each stream under the old key, by stream. */
    until: text().notNull(),
    /** By the new log key and slip key over the same text, base64url: the node has both private halves. */
    proof: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.node, t.logKey] })],
);

/** Keys that a node had before (stream `all`): what they signed up to `until` stays good, nothing after it. */
export const nodeKey = sqliteTable(
  "node_key",
  {
    alias: integer().notNull(),
    logKey: text("log_key").notNull(),
    slipKey: text("slip_key").notNull(),
    /** JSON, as in `key_ask`. */
    until: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.alias, t.logKey] })],
);

/** A file about a person, under their key: who has this row may have the file. `at` as in `account`. */
export const personBlob = sqliteTable(
  "person_blob",
  {
    /** SHA-256 of the ciphertext, hex. */
    name: text().notNull(),
    at: text().notNull(),
    subject: text().notNull(),
    /** Of the ciphertext. */
    bytes: integer().notNull(),
    /** JSON of what it is, under the person's key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.name, t.at] }), index("person_blob_subject").on(t.subject)],
);

/** Files of this node: whether each is here, and whether headquarters has it. */
export const blobFile = sqliteTable(
  "blob_file",
  {
    name: text().primaryKey(),
    isHere: integer("is_here").notNull(),
    isShared: integer("is_shared").notNull(),
  },
  (t) => [
    index("blob_file_open")
      .on(t.name)
      .where(sql`${t.isHere} = 0 or ${t.isShared} = 0`),
  ],
);

/** At headquarters: when each node's vector had passed the word that somebody was erased. */
export const erasureHeard = sqliteTable(
  "erasure_heard",
  { subject: text().notNull(), node: integer().notNull(), atMs: integer("at_ms").notNull() },
  (t) => [primaryKey({ columns: [t.subject, t.node] })],
);

/** Headquarters' keys that backups are sealed to, one a week (stream `all`): `server/hq/backup-keys.ts`. */
export const backupKey = sqliteTable("backup_key", {
  period: text().primaryKey(),
  /** X25519 public key, 32 bytes as base64url. */
  key: text().notNull(),
  ...stamped,
});

// --- Catalogue and calendar (stream `all`; shipped with the program, corrected by HQ) --------------------------------

const catalogueTable = (name: string) =>
  sqliteTable(name, { code: text().primaryKey(), doc: text().notNull(), ...stamped });

export const branch = catalogueTable("branch");
export const service = catalogueTable("service");
export const holiday = catalogueTable("holiday");
export const weekendRule = catalogueTable("weekend_rule");
export const hoursPattern = catalogueTable("hours_pattern");
export const ramadan = catalogueTable("ramadan");
export const country = catalogueTable("country");
export const serviceGroup = catalogueTable("service_group");
export const state = catalogueTable("state");
export const branchHours = catalogueTable("branch_hours");
export const icaoCode = catalogueTable("icao_code");

/**
 * What headquarters corrects in the catalogue from a day on (stream `all`): only the fields that change. Nothing that held before is
 * overwritten; `catalogue/master.ts` says what is in force on a day.
 */
export const masterChange = sqliteTable(
  "master_change",
  {
    id: text().primaryKey(),
    /** `branch`, `service` or `holiday`. */
    kind: text().notNull(),
    code: text().notNull(),
    fromDate: text("from_date").notNull(),
    doc: text().notNull(),
    reason: text().notNull(),
    by: text().notNull(),
    atMs: integer("at_ms").notNull(),
    /** Taken back before its day. */
    withdrawnAtMs: integer("withdrawn_at_ms"),
    withdrawnBy: text("withdrawn_by"),
    ...stamped,
  },
  (t) => [index("master_change_code").on(t.kind, t.code, t.fromDate)],
);

// --- A branch's own rules (stream of the branch) ---------------------------------------------------------------------

/** Dated settings of a branch: hours, capacity, durations, special openings, batches, calling policy. */
export const branchRule = sqliteTable(
  "branch_rule",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    kind: text().notNull(),
    fromDate: text("from_date").notNull(),
    toDate: text("to_date"),
    doc: text().notNull(),
    ...stamped,
  },
  (t) => [index("branch_rule_kind").on(t.branch, t.kind, t.fromDate)],
);

export const closure = sqliteTable(
  "closure",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    fromMs: integer("from_ms").notNull(),
    toMs: integer("to_ms").notNull(),
    groups: text(),
    doc: text().notNull(),
    ...stamped,
  },
  (t) => [index("closure_branch").on(t.branch, t.toMs)],
);

/** Who changed which rule, when and why, with the document before and after. */
export const calendarChange = sqliteTable(
  "calendar_change",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    what: text().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    atMs: integer("at_ms").notNull(),
    before: text(),
    after: text(),
    ...stamped,
  },
  (t) => [index("calendar_change_branch").on(t.branch, t.atMs)],
);

// --- Rights ----------------------------------------------------------------------------------------------------------

/** Capacity made for one day and service group: `starts` is JSON `[[startMin, units of pool 0, units of pool 1 …] …]`. */
export const mint = sqliteTable(
  "mint",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    grp: text().notNull(),
    date: text().notNull(),
    slotMinutes: integer("slot_minutes").notNull(),
    pools: text().notNull(),
    starts: text().notNull(),
    ...stamped,
  },
  (t) => [
    index("mint_day").on(t.branch, t.grp, t.date),
    // The days that are still to come, of all groups.
    index("mint_open").on(t.branch, t.date, t.grp),
  ],
);

/** Units of a slot that a node took out of sale: a closure or a capacity cut. */
export const burn = sqliteTable("burn", {
  id: text().primaryKey(),
  branch: text().notNull(),
  slot: text().notNull(),
  pool: text().notNull(),
  units: integer().notNull(),
  reason: text().notNull(),
  ...stamped,
});

/** Units of a slot that a party of a booking took (`spent`) or gave back (`returned`, to `to`: avail, cooling, or frozen with a node that is gone). */
export const allocation = sqliteTable(
  "allocation",
  {
    booking: text().notNull(),
    party: integer().notNull(),
    rev: integer().notNull(),
    slot: text().notNull(),
    state: text().notNull(),
    branch: text().notNull(),
    pool: text().notNull(),
    units: integer().notNull(),
    to: text(),
    ...stamped,
  },
  (t) => [
    primaryKey({ columns: [t.booking, t.party, t.rev, t.slot, t.state] }),
    // What was freed and is not on sale yet.
    index("allocation_cooling")
      .on(t.branch, t._h)
      .where(sql`${t.state} = 'returned' and ${t.to} = 'cooling'`),
  ],
);

/** Units that move to another node: debited at the donor in the commit that writes it, credited there once, by this id. */
export const rightGrant = sqliteTable(
  "right_grant",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    grp: text().notNull(),
    date: text().notNull(),
    slotMinutes: integer("slot_minutes").notNull(),
    pool: text().notNull(),
    /** Alias of the receiver. */
    to: integer().notNull(),
    /** JSON `[[startMin, units] …]`. */
    units: text().notNull(),
    why: text().notNull(),
    ...stamped,
  },
  (t) => [index("right_grant_day").on(t.branch, t.grp, t.date)],
);

/** The receiver's half of a grant; its key is the grant's, so that it is credited once. */
export const credit = sqliteTable("credit", {
  grant: text().primaryKey(),
  branch: text().notNull(),
  grp: text().notNull(),
  date: text().notNull(),
  slotMinutes: integer("slot_minutes").notNull(),
  pool: text().notNull(),
  units: text().notNull(),
  ...stamped,
});

/**
 * What a node that is gone held of a day, given to the one that goes on for it: headquarters' word, of which that node credits itself as
 * of a grant. The account of the one that is gone stays as it was.
 */
export const rightSettle = sqliteTable(
  "right_settle",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    grp: text().notNull(),
    date: text().notNull(),
    slotMinutes: integer("slot_minutes").notNull(),
    pool: text().notNull(),
    /** Alias of the node that is gone. */
    of: integer().notNull(),
    to: integer().notNull(),
    /** JSON `[[startMin, units] …]`. */
    units: text().notNull(),
    ...stamped,
  },
  (t) => [index("right_settle_of").on(t.branch, t.of, t.date)],
);

/** A node that runs low asks another one for units of a day. */
export const rightAsk = sqliteTable(
  "right_ask",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    grp: text().notNull(),
    date: text().notNull(),
    pool: text().notNull(),
    /** Alias of the node that is asked. */
    of: integer().notNull(),
    /** What the asker sold of that day and pool: the share follows the rate. */
    sold: integer().notNull(),
    /** JSON `[[startMin, units] …]`: what it would like to have. */
    units: text().notNull(),
    ...stamped,
  },
  (t) => [index("right_ask_day").on(t.branch, t.grp, t.date)],
);

/** Units out of `cooling`, on sale again: the branch has seen why they are free. */
export const thaw = sqliteTable("thaw", {
  id: text().primaryKey(),
  branch: text().notNull(),
  slot: text().notNull(),
  pool: text().notNull(),
  units: integer().notNull(),
  ...stamped,
});

/** Somebody checked in on a slot that home had freed and sold again: one more person than the slot has units. */
export const overrun = sqliteTable(
  "overrun",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    booking: text().notNull(),
    slot: text().notNull(),
    pool: text().notNull(),
    units: integer().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("overrun_branch").on(t.branch, t.atMs)],
);

/**
 * A slip that was shown a second time to a tablet without a network, which said that it was good: the first use is the check-in.
 * `ref` as the slip says, `device` the tablet, `officer` who acted, `told_at_ms` when the branch heard of it.
 */
export const usedTwice = sqliteTable(
  "used_twice",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    booking: text().notNull(),
    ref: text().notNull(),
    device: text().notNull(),
    officer: text().notNull(),
    atMs: integer("at_ms").notNull(),
    toldAtMs: integer("told_at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("used_twice_branch").on(t.branch, t.toldAtMs)],
);

/**
 * The rights of one slot and pool on one node: permission to sell units. The check is the identity that every node keeps:
 * every unit that was minted or received is in exactly one place.
 */
export const right = sqliteTable(
  "right_",
  {
    slot: text().notNull(),
    pool: text().notNull(),
    node: integer().notNull(),
    branch: text().notNull().default(""),
    grp: text().notNull(),
    date: text().notNull(),
    startMin: integer("start_min").notNull(),
    slotMinutes: integer("slot_minutes").notNull(),
    avail: integer().notNull(),
    held: integer().notNull(),
    pending: integer().notNull(),
    spent: integer().notNull(),
    cooling: integer().notNull(),
    granted: integer().notNull(),
    burned: integer().notNull(),
    minted: integer().notNull(),
    received: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.slot, t.pool, t.node] }),
    index("right_day").on(t.branch, t.grp, t.date, t.startMin),
    check(
      "right_never_negative",
      sql`${t.avail} >= 0 and ${t.held} >= 0 and ${t.pending} >= 0 and ${t.spent} >= 0 and ${t.cooling} >= 0`,
    ),
    check(
      "right_identity",
      sql`${t.avail} + ${t.cooling} + ${t.held} + ${t.pending} + ${t.spent} + ${t.granted} + ${t.burned} = ${t.minted} + ${t.received}`,
    ),
  ],
);

/** Rights set aside for minutes while a form is filled in. `units` is JSON `[[slot, units] …]`. */
export const hold = sqliteTable(
  "hold",
  {
    id: text().primaryKey(),
    owner: text().notNull(),
    state: text().notNull(),
    service: text().notNull(),
    kind: text().notNull(),
    grp: text().notNull(),
    pool: text().notNull(),
    slot: text().notNull(),
    startMin: integer("start_min").notNull(),
    endMin: integer("end_min").notNull(),
    parties: integer().notNull(),
    units: text().notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
  },
  (t) => [index("hold_expires").on(t.expiresAtMs), index("hold_owner").on(t.owner)],
);

// --- Bookings --------------------------------------------------------------------------------------------------------

export const booking = sqliteTable(
  "booking",
  {
    id: text().primaryKey(),
    ref: text().notNull(),
    branch: text().notNull(),
    home: integer().notNull(),
    grp: text().notNull(),
    service: text().notNull(),
    kind: text().notNull(),
    slot: text().notNull(),
    startMin: integer("start_min").notNull(),
    endMin: integer("end_min").notNull(),
    rev: integer().notNull(),
    changes: integer().notNull(),
    account: text().notNull(),
    lang: text().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    /** The salt of the slip's identity hash. */
    salt: text().notNull(),
    subject: text().notNull(),
    /** JSON of contact, employer and representative, under the holder's key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    /** JSON list of the kinds of proof it was confirmed with; null before there were any. */
    kinds: text(),
    /** Derived here from `sealed`: whom one contact books for; never in the log. */
    emailIndex: text("email_index"),
    phoneIndex: text("phone_index"),
    ...stamped,
  },
  (t) => [
    index("booking_email")
      .on(t.emailIndex)
      .where(sql`${t.emailIndex} is not null`),
    index("booking_phone")
      .on(t.phoneIndex)
      .where(sql`${t.phoneIndex} is not null`),
    // Not unique: a merge must never fail because two nodes drew the same reference.
    index("booking_ref").on(t.ref),
    index("booking_account").on(t.account, t.startMin),
    index("booking_day").on(t.branch, t.startMin),
    // Whom an employer's visit is sealed under is none of its people.
    index("booking_representative")
      .on(t.subject)
      .where(sql`${t.kind} = 'employer'`),
  ],
);

export const party = sqliteTable(
  "party",
  {
    booking: text().notNull(),
    no: integer().notNull(),
    branch: text().notNull(),
    service: text().notNull(),
    account: text().notNull(),
    state: text().notNull(),
    /** An officer saw this person's document. */
    verified: integer().notNull(),
    /** Another booking claims the same person for the same service. */
    contested: integer().notNull(),
    subject: text().notNull(),
    /** JSON of name, document, dates, answers, mask and blind index, under the person's own key. */
    sealed: blob({ mode: "buffer" }).notNull(),
    /** Derived here from `sealed` by nodes that hold the index key; never in the log; deleted at erasure. */
    identityIndex: text("identity_index"),
    ...stamped,
  },
  (t) => [
    primaryKey({ columns: [t.booking, t.no] }),
    index("party_identity").on(t.identityIndex, t.service),
    // A handful among all: whose document a supervisor has to ask for.
    index("party_contested")
      .on(t.branch)
      .where(sql`${t.contested} = 1`),
  ],
);

/** Headquarters decided between two claims of one identity: what becomes of this one. Its home acts on it. */
export const conflict = sqliteTable(
  "conflict",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    booking: text().notNull(),
    party: integer().notNull(),
    /** `superseded`, `contested`, `settled` (nobody stands beside it any more) or `both_arrived`. */
    outcome: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("conflict_booking").on(t.booking), index("conflict_branch").on(t.branch, t.atMs)],
);

/** Both sides of a decided conflict, for headquarters' eyes: no branch learns of another branch's booking. */
export const conflictPair = sqliteTable(
  "conflict_pair",
  {
    id: text().primaryKey(),
    loser: text().notNull(),
    loserParty: integer("loser_party").notNull(),
    winner: text().notNull(),
    winnerParty: integer("winner_party").notNull(),
    outcome: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("conflict_pair_at").on(t.atMs)],
);

/** Another node asks a booking's home to change it. */
export const homeRequest = sqliteTable(
  "home_request",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    booking: text().notNull(),
    /** `cancel`, `drop` (with `party`) or `seen` (with `party`). */
    what: text().notNull(),
    party: integer(),
    actor: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("home_request_booking").on(t.booking)],
);

/** A new slot offered with priority to people whose slot the office took away. */
export const offer = sqliteTable("offer", {
  booking: text().primaryKey(),
  branch: text().notNull(),
  reason: text().notNull(),
  state: text().notNull(),
  atMs: integer("at_ms").notNull(),
  ...stamped,
});

/** An officer's correction of a party, old and new kept sealed. */
export const correction = sqliteTable(
  "correction",
  {
    id: text().primaryKey(),
    booking: text().notNull(),
    party: integer().notNull(),
    branch: text().notNull(),
    rev: integer().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    atMs: integer("at_ms").notNull(),
    subject: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    ...stamped,
  },
  (t) => [index("correction_booking").on(t.booking)],
);

// --- The hall --------------------------------------------------------------------------------------------------------

/** A slip checks in once: the key is the booking. */
export const checkin = sqliteTable("checkin", {
  booking: text().primaryKey(),
  branch: text().notNull(),
  rev: integer().notNull(),
  ticket: text().notNull(),
  by: text().notNull(),
  device: text().notNull(),
  outcome: text().notNull(),
  atMs: integer("at_ms").notNull(),
  ...stamped,
});

export const ticket = sqliteTable(
  "ticket",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    day: text().notNull(),
    prefix: text().notNull(),
    no: integer().notNull(),
    booking: text(),
    service: text().notNull(),
    source: text().notNull(),
    lane: text().notNull(),
    claims: text().notNull(),
    people: integer().notNull(),
    lang: text().notNull(),
    issuedAtMs: integer("issued_at_ms").notNull(),
    appointmentAtMs: integer("appointment_at_ms"),
    /** JSON: the stations of this visit in order, as the service had them when the ticket was made. */
    stages: text().notNull(),
    ...stamped,
  },
  (t) => [
    uniqueIndex("ticket_number").on(t.branch, t.day, t.prefix, t.no),
    index("ticket_booking").on(t.booking),
  ],
);

/** Everything that happens to a ticket, one row a step: the latest by `seq` is its state, an undo is one more row. */
export const ticketStep = sqliteTable(
  "ticket_step",
  {
    ticket: text().notNull(),
    seq: integer().notNull(),
    branch: text().notNull(),
    /** The whole step as JSON (see `server/queue/ticket.ts`). */
    doc: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [
    primaryKey({ columns: [t.ticket, t.seq] }),
    // What the calling order, the board and the measured service times read of a day, in the order it was written.
    index("ticket_step_told")
      .on(t.branch, t._h)
      .where(sql`json_extract(${t.doc}, '$.kind') in ('call', 'recall', 'finish', 'undo')`),
    // What one commit did together, for its undo.
    index("ticket_step_commit").on(t._h),
  ],
);

/** Derived: the latest step of each ticket, as columns that the queue searches by. */
export const ticketNow = sqliteTable(
  "ticket_now",
  {
    ticket: text().primaryKey(),
    branch: text().notNull(),
    day: text().notNull(),
    grp: text().notNull(),
    seq: integer().notNull(),
    state: text().notNull(),
    stage: text().notNull(),
    lane: text().notNull(),
    counter: text(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [
    index("ticket_now_state").on(t.branch, t.day, t.state),
    index("ticket_now_counter").on(t.counter, t.state),
  ],
);

/** Derived: the highest number given in each series of a day. */
export const ticketSeries = sqliteTable(
  "ticket_series",
  { branch: text().notNull(), day: text().notNull(), prefix: text().notNull(), no: integer().notNull() },
  (t) => [primaryKey({ columns: [t.branch, t.day, t.prefix] })],
);

export const counter = sqliteTable(
  "counter",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    no: integer().notNull(),
    name: text().notNull(),
    groups: text().notNull(),
    ...stamped,
  },
  (t) => [uniqueIndex("counter_no").on(t.branch, t.no)],
);

/** Sign-on, open, break, close: the latest by `seq` is the counter's state. */
export const counterStep = sqliteTable(
  "counter_step",
  {
    counter: text().notNull(),
    seq: integer().notNull(),
    branch: text().notNull(),
    state: text().notNull(),
    officer: text(),
    groups: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.counter, t.seq] }), index("counter_step_at").on(t.branch, t.atMs)],
);

/** What officers wrote about a case for the next officer, sealed under the holder's key when there is one. */
export const caseNote = sqliteTable(
  "case_note",
  {
    id: text().primaryKey(),
    ticket: text().notNull(),
    branch: text().notNull(),
    officer: text().notNull(),
    atMs: integer("at_ms").notNull(),
    subject: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
    ...stamped,
  },
  (t) => [index("case_note_ticket").on(t.ticket)],
);
