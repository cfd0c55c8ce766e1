/** Headquarters and branches for tests: the real nodes and routes, real batches between them, a line that a test cuts. */
import type { Database } from "bun:sqlite";
import { expect, onTestFinished } from "vitest";
import { openDb } from "../../drizzle/db";
import { ok, orThrow } from "../../sync/core/result";
import { firstShare, grantRows, rightsOf } from "../../sync/escrow";
import { memoryTransport } from "../../sync/memory-transport";
import type { RosterNode } from "../../sync/peer-port";
import { replay, stateHash } from "../../sync/replay";
import { publicKeysOf } from "../../sync/public-keys";
import { mondayMorningMs } from "../../sync/testing";
import { manualTimers } from "../../sync/core/timers";
import { credentialsOf, setupBranch, type TestBranch } from "../testing";
import { setupOpenBranch, thursday } from "./booking.fixture";

export type Country = Awaited<ReturnType<typeof setupCountry>>;

const aliasOfHq = 1;

/** Headquarters (alias 1) and branches with their days open (aliases from 2), which gave it half of a Thursday. */
export const setupCountry = async (codes: readonly string[] = ["SGR-HQ1"]) => {
  const timers = manualTimers(mondayMorningMs);
  const members = codes.map((code, at) => entryOf(code, aliasOfHq + 1 + at));
  const anchor = entryOf(null, aliasOfHq);
  const shared = { clock: timers, timers, checkReplay: false } as const;
  const hq = await setupBranch({ ...shared, role: "hq", alias: aliasOfHq, sync: { members }, seed: 11 });
  const lines = new Map<TestBranch, { up: boolean; round: () => Promise<unknown> }>();
  for (const { branch, alias } of members) {
    const node = await setupOpenBranch({
      ...shared,
      alias,
      branch: branch!,
      seed: 20 + alias,
      sync: { hq: { url: "http://localhost", entry: anchor } },
    });
    const line = { up: true };
    const { replication } = node.deps.sync;
    const rounds = replication.round(
      memoryTransport({
        self: { alias, sign: replication.sign },
        audience: aliasOfHq,
        door: hq.deps.sync.door!,
        timers,
        random: node.random,
        line: { carry: () => line.up, onCut: () => () => {} },
      }),
    );
    lines.set(node, Object.assign(line, { round: () => rounds.run() }));
  }
  const branches = [...lines.keys()] as [TestBranch, ...TestBranch[]];
  onTestFinished(async () => {
    for (const node of [hq, ...branches]) {
      await node.deps.sync.replication.merger.applyPending();
      expect(replayedHash(node), "replaying the log gives the same state").toBe(stateHash(node.db));
    }
  });

  const country = {
    timers,
    hq,
    branches,
    cut: (node: TestBranch) => void (lines.get(node)!.up = false),
    restore: (node: TestBranch) => void (lines.get(node)!.up = true),
    /** Rounds of everybody whose line is up, until nothing more is said. */
    settle: async () => {
      for (let turn = 0; turn < 4; turn++)
        for (const { up, round } of lines.values()) {
          if (!up) continue;
          timers.advance(1000);
          await round();
          await hq.deps.sync.replication.merger.applyPending();
        }
    },
  };
  for (const branch of branches) await grantHalf(branch);
  await country.settle();
  return country;
};

const entryOf = (branch: string | null, alias: number): RosterNode => ({
  alias,
  id: branch ?? "hq",
  role: branch === null ? "hq" : "branch",
  branch,
  incarnation: 1,
  ...publicKeysOf(credentialsOf(alias)),
  state: "active",
});

/** Half of a Thursday's general units of group B. */
const grantHalf = async (branch: TestBranch): Promise<void> => {
  const code = branch.deps.self.branch!;
  const day = { branch: code, grp: "B", date: thursday, pool: "general" };
  orThrow(
    await branch.deps.writer.submit(
      { actor: { kind: "system", task: "share" }, requestId: "share" },
      (tx) => {
        const starts = rightsOf(tx.db, day, tx.node);
        const units = firstShare(starts, 50);
        return ok({
          intent: "share",
          rows: grantRows(tx, day, aliasOfHq, units, starts[0]!.slotMinutes, "share"),
          answer: null,
        });
      },
    ),
  );
};

const replayedHash = ({ db, deps, genesis }: TestBranch): string => {
  const fresh: Database = orThrow(openDb(":memory:"));
  genesis(fresh);
  for (const row of db
    .query("SELECT subject, key_id, wrapped, identity_index, at_ms, shared FROM keyring")
    .values())
    fresh.query("INSERT INTO keyring VALUES (?, ?, ?, ?, ?, ?)").run(...(row as [string]));
  replay(db, fresh, deps.self.alias, deps.sealer);
  const hash = stateHash(fresh);
  fresh.close();
  return hash;
};
