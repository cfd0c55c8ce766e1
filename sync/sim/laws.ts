/**
 * The laws of merging, as properties over every table that replicates: whatever order records come in (each stream in its own
 * order), however they were cut into batches and slices, and however often they come, the state is the same.
 */
import * as fc from "fast-check";
import { getTableColumns } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import * as schema from "../../drizzle/schema";
import { schemaVersion } from "../../drizzle/db";
import { seededRandom } from "../core/clock";
import type { StreamRecord } from "../core/batch";
import { stampAt } from "../core/hlc";
import type { Value } from "../core/plan";
import type { LogOp, OpKind } from "../core/record";
import { orThrow } from "../core/result";
import { sealBatch, type SealedBatch } from "../envelope";
import { Merger } from "../merge";
import { nodeLog } from "../node-log";
import { isReplicated } from "../policies";
import { stateHash } from "../replay";
import { Sealer } from "../sealer";
import { Writer } from "../submit";
import { type Table, tables } from "../tables";
import { giveDb, takeDb } from "./db-pool";
import { keysOf } from "./keys";

/** Headquarters, a branch's node, and the one that went on for it. */
const origins = [1, 2, 3] as const;
const branch = "LAW-AA";
const startMs = Date.UTC(2026, 11, 7);

export interface Law {
  readonly name: string;
  /** Throws a counter-example. */
  readonly holds: (runs: number, seed?: number) => Promise<void>;
}

export const replicatedTables: readonly Table[] = [...tables.values()].filter(({ policy }) =>
  isReplicated(policy),
);

/** Rights move by rows that must follow one another in their writer's log; their order within it is drawn below. */
const ofRights = new Set(["mint", "burn", "allocation", "rightGrant", "credit", "thaw"]);
/** A step speaks of a ticket that its writer wrote before. */
const ofTickets = new Set(["ticket", "ticketStep", "referralStep"]);

export const laws: readonly Law[] = [
  ...replicatedTables
    .filter(({ name }) => !ofRights.has(name) && !ofTickets.has(name))
    .map((table) => law(`rows of ${table.name}`, fc.array(changeOf(table), { maxLength: 24 }))),
  law("rights, moved in the order of each node's log", fc.array(moveOfRights(), { maxLength: 40 })),
  law("tickets and referrals with their steps", fc.array(moveOfTickets(), { maxLength: 30 })),
  law(
    "rows of all tables at once",
    fc.array(
      fc.oneof(
        moveOfRights(),
        moveOfTickets(),
        ...replicatedTables.filter(({ name }) => !ofRights.has(name) && !ofTickets.has(name)).map(changeOf),
      ),
      { maxLength: 60 },
    ),
  ),
];

// --- Changes ---------------------------------------------------------------------------------------------------------

/** One change as it was drawn, and how it becomes rows of its writer's log, which knows what that writer did before. */
interface Change {
  readonly origin: number;
  /** Milliseconds after the change before. */
  readonly laterMs: number;
  readonly ops: (before: WriterState) => readonly LogOp[];
}

/** What a writer has: its units, and its tickets. */
interface WriterState {
  readonly origin: number;
  count: number;
  avail: number;
  spent: string[];
  cooling: number;
  tickets: number[];
  referralSteps: number;
}

function changeOf(table: Table): fc.Arbitrary<Change> {
  const { policy } = table;
  const writers =
    policy.writer === "hq" || typeof policy.stream === "string"
      ? [1]
      : policy.writer === "branch"
        ? [2, 3]
        : [...origins];
  const kinds: readonly OpKind[] =
    policy.kind === "append" ? ["i"] : policy.kind === "ranked" ? ["i", "u", "u", "g"] : ["i", "u"];
  const columns = policy.columns!.filter((column) => !policy.key.includes(column));
  return fc
    .record({
      laterMs: fc.constantFrom(0, 1, 1000),
      origin: fc.constantFrom(...writers),
      kind: fc.constantFrom(...kinds),
      key: fc.integer({ min: 0, max: 3 }),
      values: fc.array(fc.integer({ min: 0, max: 7 }), {
        minLength: columns.length,
        maxLength: columns.length,
      }),
      changed: fc.subarray([...columns], { minLength: Math.min(1, columns.length) }),
    })
    .map(({ origin, laterMs, kind, key, values, changed }) => {
      const row = Object.fromEntries([
        ...policy.key.map((column) => [column, valueOf(table, column, key)]),
        ...columns.map((column, at) => [column, valueOf(table, column, values[at]!, key)]),
      ]) as { [column: string]: Value };
      const named =
        kind === "u" ? [...policy.key, ...changed.filter((column) => column !== "branch")] : policy.columns!;
      return { origin, laterMs, ops: () => [opOf(table, kind, row, named)] };
    });
}

/** A value of a column by its type: few different ones, so that writes meet. Unique columns follow the key. */
const valueOf = (table: Table, column: string, choice: number, key = choice): Value => {
  const { policy, name } = table;
  if (column === "branch" || column === "at") return branch;
  if (column === "groups") return JSON.stringify([`G${choice}`]);
  if (policy.ranks?.column === column) {
    const states = Object.keys(policy.ranks.order);
    return states[choice % states.length]!;
  }
  if (name === "counter" && column === "no") return key;
  const shape = getTableColumns((schema as unknown as { [name: string]: SQLiteTable })[name]!)[column]!;
  if (choice === 7 && !shape.notNull) return null;
  if (shape.dataType === "number") return choice;
  if (shape.dataType === "buffer") return new Uint8Array([choice]);
  return `${column}-${choice}`;
};

const opOf = (
  { policy, wire }: Table,
  kind: OpKind,
  row: { readonly [column: string]: Value },
  named: readonly string[],
): LogOp => ({
  table: policy.id,
  kind,
  columns: named.map((column) => wire[column]!),
  values: named.map((column) => row[column] ?? null),
});

const wholeRow = (name: string, row: { readonly [column: string]: Value }): LogOp => {
  const table = tables.get(name)!;
  return opOf(table, "i", row, table.policy.columns!);
};

function moveOfRights(): fc.Arbitrary<Change> {
  return fc
    .record({
      origin: fc.constantFrom(...origins),
      laterMs: fc.constantFrom(0, 1, 1000),
      what: fc.constantFrom("gain", "spend", "spend", "return", "rest", "thaw", "burn", "grant"),
      units: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ origin, laterMs, what, units }) => ({
      origin,
      laterMs,
      ops: (has) => rightsOps(has, what, units),
    }));
}

const slot = `${branch}.A.100`;
const day = { branch, grp: "A", date: "2029-06-04", slotMinutes: 15 };

const rightsOps = (has: WriterState, what: string, units: number): readonly LogOp[] => {
  const id = `${has.origin}-${++has.count}`;
  const place = { branch, slot, pool: "general" };
  const some = Math.min(units, has.avail);
  switch (what) {
    case "gain":
      has.avail += units;
      return has.origin === 1
        ? [wholeRow("credit", { grant: id, ...day, pool: "general", units: JSON.stringify([[100, units]]) })]
        : [wholeRow("mint", { id, ...day, pools: '["general"]', starts: JSON.stringify([[100, units]]) })];
    case "spend":
      if (has.avail === 0) return [];
      has.avail--;
      has.spent.push(id);
      return [
        wholeRow("allocation", {
          ...place,
          booking: id,
          party: 1,
          rev: 1,
          state: "spent",
          units: 1,
          to: null,
        }),
      ];
    case "return":
    case "rest": {
      const booking = has.spent.pop();
      if (booking === undefined) return [];
      if (what === "return") has.avail++;
      else has.cooling++;
      const to = what === "return" ? "avail" : "cooling";
      return [
        wholeRow("allocation", { ...place, booking, party: 1, rev: 1, state: "returned", units: 1, to }),
      ];
    }
    case "thaw":
      if (has.cooling === 0) return [];
      has.cooling--;
      has.avail++;
      return [wholeRow("thaw", { ...place, id, units: 1 })];
    case "burn":
      if (some === 0) return [];
      has.avail -= some;
      return [wholeRow("burn", { ...place, id, units: some, reason: "r" })];
    default:
      if (some === 0) return [];
      has.avail -= some;
      return [
        wholeRow("rightGrant", {
          id,
          ...day,
          pool: "general",
          to: 99,
          units: JSON.stringify([[100, some]]),
          why: "share",
        }),
      ];
  }
};

function moveOfTickets(): fc.Arbitrary<Change> {
  return fc
    .record({
      // A branch, and the node that it goes on as.
      origin: fc.constantFrom(2, 3),
      laterMs: fc.constantFrom(0, 1, 1000),
      what: fc.constantFrom("ticket", "step", "step", "referral"),
      which: fc.nat({ max: 9 }),
    })
    .map(({ origin, laterMs, what, which }) => ({
      origin,
      laterMs,
      ops: (has) => ticketOps(has, what, which),
    }));
}

const ticketOps = (has: WriterState, what: string, which: number): readonly LogOp[] => {
  if (what === "ticket") {
    const no = has.tickets.push(0) + 100 * (has.origin - 2);
    const texts = { source: "walk_in", lane: "l", claims: "[]", lang: "ms", stages: "[]", service: "S" };
    const row = { id: `t${no}`, branch, day: day.date, prefix: "A", no, booking: null, people: 1 };
    return [wholeRow("ticket", { ...row, ...texts, issuedAtMs: no, appointmentAtMs: null })];
  }
  if (what === "referral") {
    // Both lives of a branch speak of one person at its lanes; no two steps have one number.
    has.referralSteps += 1;
    const seq = 2 * has.referralSteps + (has.origin - 2);
    const doc = JSON.stringify({ state: `s${seq}`, officer: null });
    return [wholeRow("referralStep", { passage: `p${which % 2}`, seq, branch, doc, atMs: seq })];
  }
  if (has.tickets.length === 0) return [];
  const at = which % has.tickets.length;
  const seq = ++has.tickets[at]!;
  const doc = JSON.stringify({ state: "called", stage: `s${seq}`, lane: "l", group: "A", counterId: null });
  return [
    wholeRow("ticketStep", { ticket: `t${at + 1 + 100 * (has.origin - 2)}`, seq, branch, doc, atMs: seq }),
  ];
};

// --- Streams ---------------------------------------------------------------------------------------------------------

/** The log that each (origin, stream) wrote: records in order, stamps that rise. */
const logsOf = (changes: readonly Change[]): readonly (readonly [Stream, readonly StreamRecord[]])[] => {
  const logs = new Map<string, [Stream, StreamRecord[]]>();
  const states = new Map<number, WriterState>();
  let nowMs = startMs;
  let more = 0;
  for (const { origin, laterMs, ops } of changes) {
    nowMs += laterMs;
    const has = states.get(origin) ?? {
      origin,
      count: 0,
      avail: 0,
      spent: [],
      cooling: 0,
      tickets: [],
      referralSteps: 0,
    };
    states.set(origin, has);
    const made = ops(has);
    if (made.length === 0) continue;
    const rule = [...tables.values()].find(({ policy }) => policy.id === made[0]!.table)!.policy.stream!;
    const stream = typeof rule === "string" ? rule : `branch:${branch}`;
    const log = logs.get(`${origin}/${stream}`) ?? [{ origin, stream }, []];
    logs.set(`${origin}/${stream}`, log);
    const seq = log[1].length + 1;
    log[1].push({
      seq,
      // Two nodes may stamp alike: then the alias decides.
      stamp: Math.max(stampAt(nowMs) + (origin === 1 ? ++more : 0), (log[1].at(-1)?.stamp ?? 0) + 1),
      commitId: `${origin}-${seq}`,
      record: {
        schema: schemaVersion,
        incarnation: 1,
        intent: "law",
        actor: { kind: "system", task: "law" },
        cause: "law",
        ops: made,
      },
    });
  }
  return [...logs.values()];
};

interface Stream {
  readonly origin: number;
  readonly stream: string;
}

type Dice = (sides: number) => number;

/** Cuts each log into batches, and puts them into one order in which each stream keeps its own. */
const delivered = (logs: ReturnType<typeof logsOf>, dice: Dice): readonly SealedBatch[] => {
  const chains = logs.map(([{ origin, stream }, records]) => {
    const batches: SealedBatch[] = [];
    for (let at = 0; at < records.length;) {
      const end = Math.min(records.length, at + 1 + dice(6));
      const sealing = { origin, incarnation: 1, stream, prev: batches.at(-1)?.hash ?? "", dep: 0 };
      batches.push(sealBatch(sealing, records.slice(at, end), keysOf(origin).signer.sign));
      at = end;
    }
    return batches;
  });
  const order: SealedBatch[] = [];
  for (let left = chains.filter((chain) => chain.length > 0); left.length > 0;) {
    order.push(left[dice(left.length)]!.shift()!);
    left = left.filter((chain) => chain.length > 0);
  }
  return order;
};

/** The state of a node that hears all of it in this order, some of it twice, in slices of any size. */
const stateAfter = async (batches: readonly SealedBatch[], dice: Dice): Promise<string> => {
  const db = takeDb();
  const random = seededRandom(9);
  let ms = 0;
  const monotonicMs = () => (ms += dice(3) === 0 ? 20 : 0);
  const writer = new Writer({
    db,
    clock: { nowMs: () => startMs },
    random,
    node: 9,
    incarnation: 1,
    branch,
    defer: queueMicrotask,
    die: (cause) => {
      throw cause;
    },
  });
  const merger = new Merger({
    writer,
    sealer: new Sealer(keysOf(9), random),
    role: "branch",
    report: (what, cause) => {
      throw new Error(`put aside: ${what}`, { cause });
    },
    windowRecords: () => 1 + dice(3),
    monotonicMs,
  });
  const store = nodeLog(writer);
  for (const [at, batch] of batches.entries()) {
    orThrow(await store.append([batch]));
    if (dice(3) === 0) orThrow(await merger.applyPending());
    if (dice(4) === 0) {
      const again = orThrow(await store.append([batches[dice(at + 1)]!]));
      if (again.added !== 0) throw new Error("a batch was taken twice");
    }
  }
  orThrow(await merger.applyPending());
  const state = stateHash(db);
  orThrow(await merger.applyPending());
  if (stateHash(db) !== state) throw new Error("applying nothing changed something");
  giveDb(db);
  return state;
};

function law(name: string, changes: fc.Arbitrary<readonly Change[]>): Law {
  return {
    name,
    holds: async (runs, seed) => {
      const property = fc.asyncProperty(changes, fc.infiniteStream(fc.nat()), async (drawn, stream) => {
        const dice: Dice = (sides) => Number(stream.next().value) % sides;
        const logs = logsOf(drawn);
        // One order, whole logs, one slice: what every other way must come to.
        const plain: Dice = (sides) => sides - 1;
        const first = await stateAfter(delivered(logs, plain), plain);
        for (let way = 0; way < 2; way++) {
          const state = await stateAfter(delivered(logs, dice), dice);
          if (state !== first) throw new Error(`another way of delivery gives another state: ${told(logs)}`);
        }
      });
      await fc.assert(property, {
        numRuns: runs,
        ...(seed === undefined ? {} : { seed, endOnFailure: true }),
      });
    },
  };
}

const told = (logs: ReturnType<typeof logsOf>): string =>
  logs
    .flatMap(([{ origin, stream }, records]) =>
      records.flatMap(({ seq, stamp, record }) =>
        record.ops.map((op) => `${origin}/${stream}/${seq} at ${stamp}: ${JSON.stringify(op)}`),
      ),
    )
    .join("\n");
