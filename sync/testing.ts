/**
 * A real node in a temporary folder for tests: real SQLite file, manual clock, seeded randomness. When the test ends the log
 * is replayed into an empty database and must give the same state hash, no replicated row may have been written past the
 * log, and no statement may have read a big table from end to end.
 */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { openDb } from "../drizzle/db";
import { manualClock, seededRandom } from "./core/clock";
import type { Actor } from "./core/plan";
import { decodeRecord } from "./core/record";
import { orThrow } from "./core/result";
import { derivedColumns } from "./derive";
import { scansPrepared } from "./full-scans.fixture";
import { isReplicated } from "./policies";
import { replay, stateHash } from "./replay";
import { Sealer } from "./sealer";
import { type Command, Writer, type WriterDeps } from "./submit";
import { tables } from "./tables";

export interface TestNodeOptions {
  readonly nowMs?: number;
  readonly seed?: number;
  readonly branch?: string | null;
  readonly node?: number;
  /** Rows that the program ships with, written before the log begins; replay starts from them too. */
  readonly genesis?: (db: Database) => void;
  readonly writer?: Partial<WriterDeps>;
  /** False for tests that break the file on purpose. */
  readonly checkReplay?: boolean;
}

export type TestNode = ReturnType<typeof setupNode>;

/** Monday 7 December 2026, 08:00 in Malaysia. */
export const mondayMorningMs = Date.UTC(2026, 11, 7, 0, 0);

export const setupNode = (options: TestNodeOptions = {}) => {
  const dir = mkdtempSync(join(tmpdir(), "sto-test-"));
  const db = orThrow(openDb(join(dir, "node.db")));
  const clock = manualClock(options.nowMs ?? mondayMorningMs);
  const random = seededRandom(options.seed ?? 1);
  const node = options.node ?? 2;
  const sealer = new Sealer({ nodeKey: random.bytes(32), indexKey: random.bytes(32) }, random);
  options.genesis?.(db);
  const expectReplayed = watchLog(db, node, sealer, options.genesis);
  const writer = new Writer({
    db,
    clock,
    random,
    node,
    incarnation: 1,
    branch: options.branch === undefined ? "SGR-KLJ" : options.branch,
    die: (cause) => {
      throw cause;
    },
    ...options.writer,
  });

  onTestFinished(async () => {
    await writer.stop();
    if (options.checkReplay !== false) expectReplayed();
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });

  return { dir, db, clock, random, sealer, writer, node, expectReplayed };
};

export const command = (
  actor: Actor = { kind: "system", task: "test" },
  rest: Partial<Command> = {},
): Command => ({
  actor,
  requestId: "test",
  ...rest,
});

/** Counts changes of replicated tables with triggers, and the changes that the log holds. */
const guardLog = (db: Database): { unlogged(): string[] } => {
  db.run("CREATE TEMP TABLE touched (tab TEXT PRIMARY KEY, n INTEGER NOT NULL)");
  const replicated = [...tables.values()].filter((table) => isReplicated(table.policy));
  for (const table of replicated) {
    // What a node derives for itself is in no log: erasure takes it away.
    const logged = Object.entries(table.sqlColumn)
      .filter(([property]) => !derivedColumns[table.name]?.includes(property))
      .map(([, column]) => `"${column}"`);
    for (const event of ["INSERT", `UPDATE OF ${logged.join()}`, "DELETE"]) {
      db.run(
        `CREATE TEMP TRIGGER "touched_${table.sqlName}_${event.slice(0, 6)}" AFTER ${event} ON main."${table.sqlName}" BEGIN
           INSERT INTO touched VALUES ('${table.policy.id}', 1) ON CONFLICT DO UPDATE SET n = n + 1; END`,
      );
    }
  }
  const { stamp } = db.query("SELECT coalesce(max(stamp), 0) AS stamp FROM log_open").get() as {
    stamp: number;
  };
  return {
    unlogged: () => {
      const touched = new Map(
        (db.query("SELECT tab, n FROM touched").all() as { tab: string; n: number }[]).map(({ tab, n }) => [
          tab,
          n,
        ]),
      );
      const logged = new Map<string, number>();
      for (const { body } of db.query("SELECT body FROM log_open WHERE stamp > ?").all(stamp) as {
        body: string;
      }[])
        for (const { table } of decodeRecord(body).ops)
          logged.set(String(table), (logged.get(String(table)) ?? 0) + 1);
      return replicated
        .filter(
          (table) =>
            (touched.get(String(table.policy.id)) ?? 0) !== (logged.get(String(table.policy.id)) ?? 0),
        )
        .map((table) => table.name);
    },
  };
};

/**
 * Checks, when a test ends, that the log is the whole truth of `db`. The test may have begun with rows that the program ships
 * (`genesis`), or with a file that was checked when it was made.
 */
export const watchLog = (
  db: Database,
  node: number,
  sealer: Sealer,
  begin: ((db: Database) => void) | Uint8Array = () => {},
) => {
  const guard = guardLog(db);
  return () => {
    expect(guard.unlogged(), "rows of replicated tables were written past the log").toEqual([]);
    expect(scansPrepared(db), "a statement scans a big table: give it an index").toEqual([]);
    const fresh =
      begin instanceof Uint8Array
        ? Database.deserialize(begin, { strict: true })
        : orThrow(openDb(":memory:"));
    if (typeof begin === "function") begin(fresh);
    copyKeyring(db, fresh);
    replay(db, fresh, node, sealer);
    const same = stateHash(fresh) === stateHash(db);
    fresh.close();
    expect(same, "replaying the log into an empty database gives the same state").toBe(true);
  };
};

const copyKeyring = (from: Database, into: Database): void => {
  for (const row of from
    .query("SELECT subject, key_id, wrapped, identity_index, at_ms, shared FROM keyring")
    .values()) {
    into
      .query("INSERT INTO keyring VALUES (?, ?, ?, ?, ?, ?)")
      .run(...(row as [string, number, Uint8Array, string | null, number, number]));
  }
};
