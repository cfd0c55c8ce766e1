/**
 * Merge policy as data: one row per table. Reading this file is understanding the replication. For each table: who may
 * write it, which stream carries it, how two writes merge, what follows from a write, how long it is kept and who sees to it.
 *
 * Ids of tables and positions of columns are on the wire for ever: add at the end, never reuse, never reorder.
 */
import { partyRanks } from "./core/party-state";
import type { Retention, TablePolicy } from "./core/policy";

const afterDays = (days: number, since: string, states?: readonly string[]): Retention => ({
  by: "age",
  days,
  since,
  ...(states ? { states } : {}),
});
const removedWhen = (when: string): Retention => ({ by: "work", when });
const forEver = (because: string): Retention => ({ by: "nothing", because });
/**
 * A logged row goes together with its records, when a snapshot stands in for the oldest part of the log: deleted alone it would
 * come back with the next rebuild, and nodes that rebuilt at different times would not agree.
 */
const withLog = (rule: string): Retention => ({ by: "later", rule, needs: "snapshots" });

const catalogue = (id: number): TablePolicy => ({
  id,
  kind: "columns",
  writer: "hq",
  stream: "all",
  key: ["code"],
  columns: ["code", "doc"],
  retention: forEver("old bookings name its codes"),
});

const local = (key: readonly string[], retention: Retention): TablePolicy => ({
  id: 0,
  kind: "local",
  writer: "self",
  key,
  retention,
});

const derived = (key: readonly string[], unhashed: readonly string[] = []): TablePolicy => ({
  id: 0,
  kind: "derived",
  writer: "self",
  key,
  unhashed,
  retention: withLog("as long as the rows it is derived from"),
});

const ofBranch = { branch: "branch" } as const;

export const policies = {
  // Master data: shipped with the program, corrected by headquarters.
  branch: catalogue(1),
  service: catalogue(2),
  holiday: catalogue(3),
  weekendRule: catalogue(4),
  hoursPattern: catalogue(5),
  ramadan: catalogue(6),
  country: catalogue(7),
  serviceGroup: catalogue(8),
  state: catalogue(9),
  branchHours: catalogue(13),
  icaoCode: catalogue(14),

  // The roster: which nodes there are and what they may sign.
  node: {
    id: 15,
    kind: "columns",
    writer: "hq",
    stream: "all",
    key: ["alias"],
    columns: [
      "alias",
      "id",
      "role",
      "branch",
      "incarnation",
      "logKey",
      "slipKey",
      "boxKey",
      "state",
      "heirOf",
    ],
    retention: forEver("old batches are verified with its keys"),
  },

  // A branch's rules.
  branchRule: {
    id: 10,
    kind: "columns",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "kind", "fromDate", "toDate", "doc"],
    retention: withLog("7 years"),
  },
  closure: {
    id: 11,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "fromMs", "toMs", "groups", "doc"],
    reactions: ["burnClosed"],
    retention: withLog("7 years"),
  },
  calendarChange: {
    id: 12,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "what", "reason", "actor", "atMs", "before", "after"],
    retention: withLog("7 years"),
  },

  // Rights. `right` itself is derived: only these rows move units.
  mint: {
    id: 20,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "grp", "date", "slotMinutes", "pools", "starts"],
    effects: ["mintRights"],
    retention: withLog("90 days after the day"),
  },
  burn: {
    id: 21,
    kind: "append",
    writer: "any",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "slot", "pool", "units", "reason"],
    effects: ["burnRights"],
    retention: withLog("90 days after the day"),
  },
  allocation: {
    id: 22,
    kind: "append",
    writer: "home",
    stream: ofBranch,
    key: ["booking", "party", "rev", "slot", "state"],
    columns: ["booking", "party", "rev", "slot", "state", "branch", "pool", "units", "to"],
    effects: ["moveAllocated"],
    retention: withLog("7 years"),
  },
  rightGrant: {
    id: 23,
    kind: "append",
    writer: "any",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "grp", "date", "slotMinutes", "pool", "to", "units", "why"],
    effects: ["grantRights"],
    reactions: ["creditGrant"],
    retention: withLog("90 days after the day"),
  },
  credit: {
    id: 24,
    kind: "append",
    writer: "any",
    stream: ofBranch,
    key: ["grant"],
    columns: ["grant", "branch", "grp", "date", "slotMinutes", "pool", "units"],
    effects: ["creditRights"],
    retention: withLog("90 days after the day"),
  },
  rightAsk: {
    id: 25,
    kind: "append",
    writer: "any",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "grp", "date", "pool", "of", "sold", "units"],
    reactions: ["grantAsked"],
    retention: withLog("90 days after the day"),
  },
  thaw: {
    id: 26,
    kind: "append",
    writer: "home",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "slot", "pool", "units"],
    effects: ["thawRights"],
    retention: withLog("90 days after the day"),
  },
  overrun: {
    id: 27,
    kind: "append",
    writer: "home",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "booking", "slot", "pool", "units", "atMs"],
    retention: withLog("7 years"),
  },
  right: { ...derived(["slot", "pool", "node"], ["avail", "held", "pending"]), kind: "rights" },

  // Bookings.
  booking: {
    id: 30,
    kind: "columns",
    writer: "home",
    stream: ofBranch,
    key: ["id"],
    columns: [
      "id",
      "ref",
      "branch",
      "home",
      "grp",
      "service",
      "kind",
      "slot",
      "startMin",
      "endMin",
      "rev",
      "changes",
      "account",
      "lang",
      "createdAtMs",
      "salt",
      "subject",
      "sealed",
    ],
    retention: withLog("7 years, personal data until erasure"),
  },
  party: {
    id: 31,
    kind: "ranked",
    writer: "any",
    stream: ofBranch,
    key: ["booking", "no"],
    columns: [
      "booking",
      "no",
      "branch",
      "service",
      "account",
      "state",
      "verified",
      "contested",
      "subject",
      "sealed",
    ],
    ranks: { column: "state", order: partyRanks },
    reactions: ["findConflicts"],
    retention: withLog("7 years, personal data until erasure"),
  },
  offer: {
    id: 32,
    kind: "columns",
    writer: "any",
    stream: ofBranch,
    key: ["booking"],
    columns: ["booking", "branch", "reason", "state", "atMs"],
    retention: withLog("1 year"),
  },
  correction: {
    id: 33,
    kind: "append",
    writer: "home",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "booking", "party", "branch", "rev", "reason", "actor", "atMs", "subject", "sealed"],
    retention: withLog("7 years, personal data until erasure"),
  },

  conflict: {
    id: 34,
    kind: "append",
    writer: "hq",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "booking", "party", "outcome", "atMs"],
    reactions: ["obeyConflict"],
    retention: withLog("7 years"),
  },
  conflictPair: {
    id: 35,
    kind: "append",
    writer: "hq",
    stream: "hq",
    key: ["id"],
    columns: ["id", "loser", "loserParty", "winner", "winnerParty", "outcome", "atMs"],
    retention: withLog("7 years"),
  },
  homeRequest: {
    id: 36,
    kind: "append",
    writer: "any",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "booking", "what", "party", "actor", "atMs"],
    reactions: ["doAtHome"],
    retention: withLog("7 years"),
  },

  // The hall: its branch alone writes.
  checkin: {
    id: 40,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["booking"],
    columns: ["booking", "branch", "rev", "ticket", "by", "device", "outcome", "atMs"],
    reactions: ["respend"],
    retention: withLog("7 years"),
  },
  ticket: {
    id: 41,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: [
      "id",
      "branch",
      "day",
      "prefix",
      "no",
      "booking",
      "service",
      "source",
      "lane",
      "claims",
      "people",
      "lang",
      "issuedAtMs",
      "appointmentAtMs",
      "stages",
    ],
    effects: ["keepSeries"],
    retention: withLog("7 years"),
  },
  ticketStep: {
    id: 42,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["ticket", "seq"],
    columns: ["ticket", "seq", "branch", "doc", "atMs"],
    effects: ["keepTicketNow"],
    retention: withLog("7 years"),
  },
  ticketNow: derived(["ticket"]),
  ticketSeries: derived(["branch", "day", "prefix"]),
  counter: {
    id: 43,
    kind: "columns",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "branch", "no", "name", "groups"],
    retention: forEver("calls and case notes name it"),
  },
  counterStep: {
    id: 44,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["counter", "seq"],
    columns: ["counter", "seq", "branch", "state", "officer", "groups", "atMs"],
    retention: withLog("7 years"),
  },
  caseNote: {
    id: 45,
    kind: "append",
    writer: "branch",
    stream: ofBranch,
    key: ["id"],
    columns: ["id", "ticket", "branch", "officer", "atMs", "subject", "sealed"],
    retention: withLog("1 year"),
  },

  // Never leaves the node.
  hold: local(["id"], removedWhen("it is confirmed, let go or lapses")),
  idempotency: local(["owner", "key"], afterDays(7, "atMs")),
  keyring: local(["subject"], { by: "later", rule: "until the person is erased", needs: "erasure" }),
  schedule: local(["id"], removedWhen("it is done")),
  deviceJob: local(["id"], afterDays(30, "atMs", ["printed", "suspect", "expired", "failed"])),
  notice: local(["id"], afterDays(30, "atMs")),
  rateLimit: local(["bucket"], afterDays(0, "endsMs")),
  reaction: local(["op", "name"], forEver("a row may arrive again")),
  meta: local(["key"], forEver("it says whose folder this is")),
  streamHead: local(["stream"], forEver("the next record counts on from it")),
  logOpen: local(["stream", "seq"], removedWhen("it is sealed into a batch")),
  batch: local(["pos"], withLog("a branch: 7 days after headquarters has it; headquarters: for ever")),
  waiting: local(["tab", "rid", "col", "stream"], removedWhen("its row comes")),
  quarantine: local(["op"], removedWhen("a newer program can apply it")),
  keyWanted: local(["subject", "rid"], removedWhen("the key comes")),
  peer: local(["alias"], forEver("one row per node")),
  evidence: local(["id"], forEver("it is proof")),
  clk: local(["tab", "rid", "col"], withLog("as long as its row")),
} as const satisfies { readonly [table: string]: TablePolicy };

export type TableName = keyof typeof policies;

export const policyOf = (table: string): TablePolicy => {
  const found = (policies as { readonly [name: string]: TablePolicy })[table];
  if (!found) throw new Error(`no policy for table ${table}: add a row to sync/policies.ts`);
  return found;
};

/** Kept by effects from logged rows, on every node alike. */
export const isDerived = ({ kind }: TablePolicy): boolean => kind === "derived" || kind === "rights";

export const isReplicated = (policy: TablePolicy): boolean => policy.id > 0;
