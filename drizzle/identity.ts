/** Who is who: people's accounts, staff, devices, sessions, codes, and the audit log. */
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { stamped } from "./stamped";

// --- Applicants --------------------------------------------------------------------------------------------------------

/**
 * An applicant's account. `at` is the branch whose copy this row is; empty: headquarters' own (stream `hq`), written by the node
 * that made the account. Contacts are sealed under the account's own subject.
 */
export const account = sqliteTable(
  "account",
  {
    id: text().notNull(),
    at: text().notNull(),
    state: text().notNull(),
    lang: text().notNull(),
    /** The user handle of its passkeys: 64 random bytes as base64url, no personal data. */
    handle: text().notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    subject: text().notNull(),
    /** JSON: `contact` (e-mail and telephone, each proven by a code) and when. */
    sealed: blob({ mode: "buffer" }).notNull(),
    /** Derived here from `sealed`, as in `booking`. */
    emailIndex: text("email_index"),
    phoneIndex: text("phone_index"),
    ...stamped,
  },
  (t) => [
    primaryKey({ columns: [t.id, t.at] }),
    index("account_handle").on(t.handle),
    index("account_phone").on(t.phoneIndex),
    index("account_email").on(t.emailIndex),
  ],
);

/** What a passkey is, whoever's it is: WebAuthn Level 3, "credential record". */
const credentialColumns = {
  /** Credential id as base64url. */
  id: text().notNull(),
  at: text().notNull(),
  /** COSE public key as base64url. */
  publicKey: text("public_key").notNull(),
  /** JSON list of transports. */
  transports: text().notNull(),
  aaguid: text().notNull(),
  /** Backup eligible (BE) never changes; backup state (BS) may. */
  backupEligible: integer("backup_eligible").notNull(),
  backedUp: integer("backed_up").notNull(),
  /** Signature counter at registration; later ones are in `credential_use`. */
  counter: integer().notNull(),
  rpId: text("rp_id").notNull(),
  origin: text().notNull(),
  /** What its holder calls it. */
  name: text().notNull(),
  createdAtMs: integer("created_at_ms").notNull(),
  /** `active`, `suspended` (its counter went back) or `removed`. */
  state: text().notNull(),
  ...stamped,
};

/** A person's passkey; `at` as in `account`. */
export const passkey = sqliteTable("passkey", { ...credentialColumns, account: text().notNull() }, (t) => [
  primaryKey({ columns: [t.id, t.at] }),
  index("passkey_account").on(t.account),
]);

/** How often a passkey was used, as each node saw it: the highest of all nodes counts. Not written for those that count nothing. */
export const credentialUse = sqliteTable(
  "credential_use",
  {
    credential: text().notNull(),
    node: integer().notNull(),
    counter: integer().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.credential, t.node] })],
);

/** Two accounts of one person, which headquarters found by the same passkey or document. */
export const accountLink = sqliteTable("account_link", {
  id: text().primaryKey(),
  account: text().notNull(),
  same: text().notNull(),
  why: text().notNull(),
  atMs: integer("at_ms").notNull(),
  ...stamped,
});

// --- Staff -------------------------------------------------------------------------------------------------------------

/** An officer, supervisor, administrator or auditor. `name` is the name at work, as colleagues see it. */
export const staff = sqliteTable("staff", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Home branch; null at headquarters. */
  branch: text(),
  state: text().notNull(),
  /** The user handle of the passkeys. */
  handle: text().notNull(),
  ...stamped,
});

/** A staff passkey. `at` empty: everywhere (stream `all`); a branch: enrolled there, until headquarters has taken it over. */
export const staffKey = sqliteTable("staff_key", { ...credentialColumns, staff: text().notNull() }, (t) => [
  primaryKey({ columns: [t.id, t.at] }),
  index("staff_key_staff").on(t.staff),
]);

/** A role at a branch until a moment: headquarters signs it in its log and renews it while it is `standing`. */
export const staffGrant = sqliteTable(
  "staff_grant",
  {
    id: text().primaryKey(),
    staff: text().notNull(),
    role: text().notNull(),
    /** Null: at every branch. */
    branch: text(),
    untilMs: integer("until_ms").notNull(),
    /** 1: renewed before it ends. */
    standing: integer().notNull(),
    /** Staff id of who gave it, or how it came (`first_start`). */
    by: text().notNull(),
    revokedAtMs: integer("revoked_at_ms"),
    ...stamped,
  },
  (t) => [index("staff_grant_staff").on(t.staff)],
);

/**
 * A way back in for somebody who lost every key: for staff (`two_supervisors`, `telephone`, `break_glass`), for a person
 * (`document`). `at` as above.
 */
export const recovery = sqliteTable(
  "recovery",
  {
    id: text().primaryKey(),
    at: text().notNull(),
    kind: text().notNull(),
    /** Staff or account id; null: a sealed code that fits any administrator. */
    of: text(),
    state: text().notNull(),
    /** HMAC of its code, where it has one. */
    mac: text(),
    first: text(),
    second: text(),
    atMs: integer("at_ms").notNull(),
    /** Nothing happens before. */
    opensAtMs: integer("opens_at_ms").notNull(),
    untilMs: integer("until_ms").notNull(),
    doneAtMs: integer("done_at_ms"),
    ...stamped,
  },
  (t) => [index("recovery_of").on(t.of), index("recovery_mac").on(t.mac)],
);

// --- Devices -----------------------------------------------------------------------------------------------------------

/** A kiosk, display, tablet, scanner or gate lane that a supervisor enrolled. */
export const device = sqliteTable(
  "device",
  {
    id: text().primaryKey(),
    branch: text().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    /** Ed25519 public key, 32 bytes as base64url: its private half never leaves the device. */
    key: text().notNull(),
    state: text().notNull(),
    /** Staff id. */
    by: text().notNull(),
    enrolledAtMs: integer("enrolled_at_ms").notNull(),
    ...stamped,
  },
  (t) => [index("device_branch").on(t.branch)],
);

// --- Sessions, challenges, codes: never leave the node -----------------------------------------------------------------

export const session = sqliteTable(
  "session",
  {
    /** SHA-256 of the cookie's value as base64url: the value itself is nowhere. */
    id: text().primaryKey(),
    /** `public`, `staff` or `device`. */
    kind: text().notNull(),
    /** Account, staff or device id. */
    who: text().notNull(),
    /** The staff grant it stands on. */
    grant: text(),
    /** What its holder reads in the list of sessions. */
    label: text().notNull(),
    bornMs: integer("born_ms").notNull(),
    seenMs: integer("seen_ms").notNull(),
    /** The last assertion with user verification; null: none in this session. */
    verifiedMs: integer("verified_ms"),
    /** Not later than this, whatever is done in it. */
    endsMs: integer("ends_ms").notNull(),
  },
  (t) => [index("session_who").on(t.who), index("session_ends").on(t.endsMs)],
);

/** A WebAuthn challenge: taken out before the answer to it is looked at. */
export const challenge = sqliteTable(
  "challenge",
  {
    value: text().primaryKey(),
    session: text().notNull(),
    purpose: text().notNull(),
    /** The nonce of the action that a step-up is for: the challenge is the hash of both. Empty otherwise. */
    action: text().notNull(),
    endsMs: integer("ends_ms").notNull(),
  },
  (t) => [index("challenge_ends").on(t.endsMs)],
);

/** A code on its way to a person, or printed on paper. Only its HMAC is kept. */
export const code = sqliteTable(
  "code",
  {
    id: text().primaryKey(),
    session: text().notNull(),
    /** What it is for, with what it is about: `booking/<hold>`, `contact`, `recovery/<id>`. */
    purpose: text().notNull(),
    channel: text().notNull(),
    /** Blind index of the contact. */
    to: text().notNull(),
    mac: text().notNull(),
    tries: integer().notNull(),
    sentAtMs: integer("sent_at_ms").notNull(),
    /** When the gateway took it: its ten minutes begin then. Null: not yet. */
    handedAtMs: integer("handed_at_ms"),
    endsMs: integer("ends_ms").notNull(),
  },
  (t) => [index("code_session").on(t.session), index("code_ends").on(t.endsMs)],
);

/** What a session has shown, of which kind: two different kinds make a booking. `about` is the hold, or empty. */
export const proof = sqliteTable(
  "proof",
  {
    session: text().notNull(),
    about: text().notNull(),
    kind: text().notNull(),
    /** Blind index of a contact, credential id, or staff id. */
    ref: text().notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.session, t.about, t.kind] }), index("proof_at").on(t.atMs)],
);

/** One-time codes that enrol a device, a staff key, or the first administrator. */
export const enrolCode = sqliteTable(
  "enrol_code",
  {
    mac: text().primaryKey(),
    /** `device`, `staff_key` or `first_administrator`. */
    purpose: text().notNull(),
    /** JSON of what it enrols. */
    doc: text().notNull(),
    by: text().notNull(),
    endsMs: integer("ends_ms").notNull(),
  },
  (t) => [index("enrol_code_ends").on(t.endsMs)],
);

/** The details of a visit that waits for its proofs: sealed under a key that ends with it. */
export const pendingVisit = sqliteTable("pending_visit", {
  hold: text().primaryKey(),
  session: text().notNull(),
  subject: text().notNull(),
  sealed: blob({ mode: "buffer" }).notNull(),
  atMs: integer("at_ms").notNull(),
});

/**
 * Somebody was erased: whoever has this row has no key of theirs any more, and asks for none. `at` as in `account`.
 */
export const erasure = sqliteTable(
  "erasure",
  {
    subject: text().notNull(),
    at: text().notNull(),
    /** `holder`, or the id of the officer who saw the document. */
    by: text().notNull(),
    atMs: integer("at_ms").notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.subject, t.at] })],
);

// --- Audit -------------------------------------------------------------------------------------------------------------

/** What was done that must be provable later, by node in its order: the leaves of the node's Merkle tree (RFC 9162, 2.1). */
export const audit = sqliteTable(
  "audit",
  {
    node: integer().notNull(),
    seq: integer().notNull(),
    atMs: integer("at_ms").notNull(),
    intent: text().notNull(),
    /** JSON of the actor: ids and roles, never a name. */
    actor: text().notNull(),
    /** JSON of what it was about: ids and a reason, never personal data. */
    about: text().notNull(),
    /** 16 random bytes as base64url, part of the leaf: ids cannot be guessed from the hash. */
    salt: text().notNull(),
    ...stamped,
  },
  (t) => [primaryKey({ columns: [t.node, t.seq] }), index("audit_at").on(t.atMs)],
);

/** Inner hashes of this node's own tree: complete subtrees only. */
export const auditHash = sqliteTable(
  "audit_hash",
  { level: integer().notNull(), idx: integer().notNull(), hash: blob({ mode: "buffer" }).notNull() },
  (t) => [primaryKey({ columns: [t.level, t.idx] })],
);
