/**
 * From a document or a slip at a lane to the lane's door: the node as it runs (its own file, every commit on disk), an emulated controller
 * on real Modbus beside it. Measured until the controller's registers, read back, say that it opens. Then forty lanes at once.
 */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, quantile } from "../../.dev/figure";
import { openDb } from "../../drizzle/db";
import { gateLane } from "../../hardware/emulator/gate-lane";
import { memoryWire } from "../../hardware/emulator/gate-memory";
import { startGateEmulator } from "../../hardware/emulator/gate";
import { gateDriver } from "../../hardware/gate/gate";
import { modbusGate } from "../../hardware/gate/modbus-gate";
import type { Gate } from "../../hardware/ports";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import { systemTimers } from "../../sync/core/timers";
import { openCredentials } from "../../sync/credentials";
import { publicKeysOf } from "../../sync/public-keys";
import { encodeSlip } from "../booking/slip-codec";
import { demoRows } from "../demo/staff";
import { demoTravellers } from "../demo/travellers";
import { genesisRows } from "../catalogue/genesis";
import { buildNode, type RunningNode } from "../node";
import { todayOf } from "../queue/hall.usecase";
import { listNames, ruleOf } from "../screening/lists";
import { sealScreeningKey, screeningKeyVersion } from "../screening/screening-keys.usecase";
import type { LaneSetup } from "./lane";
import type { LaneGate } from "./lane-loop.usecase";

const people = 300;
const hallLanes = 40;
const hallPeople = 2_000;
const branch = "JHR-HQ1";

/** A lane without a person's pace: what is left is ours. */
const quick = {
  walk: { afterMs: 0 },
  times: { init: 0, check: 1, walkOut: 1, doorMove: 1 },
} as const;

export const bench: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-lanes-"));
  const controllers = [
    await startGateEmulator({ timers: systemTimers, ...quick }),
    await startGateEmulator({ timers: systemTimers, ...quick }),
  ];
  const node = await startNode(dir);
  try {
    const bareMs = await bareCommits(dir);
    const lanes = [setupOf("border", "border"), setupOf("door", "entrance")];
    const gates = controllers.map(({ port }) =>
      modbusGate({ profile: "controller", host: "127.0.0.1", port, unit: 1, timers: systemTimers }),
    );
    await open(
      node,
      lanes.map((setup, at) => ({ setup, gate: gates[at]!, isEmulator: true })),
    );
    for (const [what, gate, show] of [
      ["slip", gates[1]!, () => showSlip(node, "door")],
      ["passport", gates[0]!, () => layPassport(node, "border")],
    ] as const) {
      const takenMs: number[] = [];
      for (let at = 0; at < people; at++) takenMs.push(await throughOne(gate, show));
      const wanted = "p99 ≤ 3 × a bare FULL commit's p99, and ≤ 5 ms";
      const name = `${what} at a lane to its door, read back`;
      yield figure(`${name}, median`, quantile(takenMs, 0.5), "ms", quantile(bareMs, 0.5), "none");
      yield figure(`${name}, p99`, quantile(takenMs, 0.99), "ms", quantile(bareMs, 0.99), wanted);
    }
    await node.deps.gates.stop();
  } finally {
    for (const controller of controllers) await controller.close();
    await node.stop();
    node.deps.db.close();
    rmSync(dir, { recursive: true, force: true });
  }
  yield* hall();
};

/** A hall of forty lanes where nobody ever pauses: how many travellers a node can decide about. */
const hall: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-hall-"));
  const node = await startNode(dir);
  try {
    const standing = Array.from({ length: hallLanes }, (_, no): LaneGate => {
      const wire = memoryWire(gateLane({ timers: systemTimers, ...quick }), { timers: systemTimers });
      return {
        setup: setupOf(`in-${no}`, "border"),
        gate: gateDriver(wire, { timers: systemTimers }),
        isEmulator: true,
      };
    });
    await open(node, standing);
    const takenMs: number[] = [];
    const sinceMs = performance.now();
    await Promise.all(
      standing.map(async ({ gate, setup }) => {
        for (let at = 0; at < hallPeople / hallLanes; at++)
          takenMs.push(await throughOne(gate, () => layPassport(node, setup.id)));
      }),
    );
    const perSecond = hallPeople / ((performance.now() - sinceMs) / 1000);
    yield figure(
      "travellers of a hall of 40 lanes, each second",
      perSecond,
      "1/s",
      (hallLanes * 120) / 3600,
      "≥ 120 an hour and lane, which is 1.33/s; 40 lanes of 5 s each are 8/s",
    );
    yield figure(
      "our share of a traveller in a full hall, p99",
      quantile(takenMs, 0.99),
      "ms",
      null,
      "≤ 500 ms",
    );
    await node.deps.gates.stop();
  } finally {
    await node.stop();
    node.deps.db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

const setupOf = (id: string, purpose: LaneSetup["purpose"]): LaneSetup => ({
  id,
  name: id,
  purpose,
  direction: "in",
  wide: false,
});

const startNode = async (dir: string): Promise<RunningNode> => {
  const db = orThrow(openDb(join(dir, "sto.db")));
  const credentials = openCredentials(dir, systemRandom);
  const fail = (cause: unknown) => {
    throw cause;
  };
  const node = await buildNode({
    db,
    clock: systemClock,
    random: systemRandom,
    credentials,
    rows: [...genesisRows(), ...demoRows(branch)],
    self: {
      id: "bench",
      role: "branch",
      alias: 2,
      branch,
      version: "bench",
      demo: true,
      official: false,
      keyStore: "file",
      publicUrl: "http://localhost",
      origins: ["http://localhost"],
      hqUrl: null,
      branchUrls: new Map(),
    },
    die: fail,
    report: (_what, cause) => fail(cause),
  });
  node.deps.engines.matcher = {
    match: async () => ({ type: "match", score: 0.9, threshold: 0.6, engine: "bench" }),
  };
  const sealed = sealScreeningKey(publicKeysOf(credentials).boxKey, credentials.screeningKey, systemRandom);
  db.query("INSERT INTO screening_key (version, node, sealed, at_ms, _h, _n) VALUES (1, 2, ?, 0, 0, 0)").run(
    sealed,
  );
  const now = db.query("INSERT INTO list_now VALUES (?, ?, 1, ?, 0, ?, ?, NULL)");
  for (const [at, list] of listNames.entries())
    now.run(list, at + 1, screeningKeyVersion, systemClock.nowMs(), ruleOf(list).maxAgeMs);
  return node;
};

/** Starts the lanes as lanes that were opened before, and waits until all of them take people. */
const open = async ({ deps }: RunningNode, lanes: readonly LaneGate[]): Promise<void> => {
  const report = (_what: string, cause: unknown) => {
    throw cause;
  };
  const known = deps.db.query(
    `INSERT INTO lane (branch, id, name, purpose, direction, wide, mode, reason, "by", at_ms, _h, _n)
     VALUES (?, ?, ?, ?, ?, 0, 'open', '', 'bench', 0, 0, 0)`,
  );
  for (const { setup } of lanes) known.run(branch, setup.id, setup.name, setup.purpose, setup.direction);
  await deps.gates.start(deps, lanes, { timers: systemTimers, report });
  for (const { gate } of lanes)
    await until(gate, () => gate.snapshot().mode === "controlled_in" && gate.snapshot().state === "idle");
};

const until = (gate: Gate, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      stop();
      resolve();
    };
    const stop = gate.onChange(look);
    queueMicrotask(look);
  });

/** One person: milliseconds until the door opens; resolves when the lane is free again. */
const throughOne = async (gate: Gate, show: () => void): Promise<number> => {
  const opened = until(gate, () => gate.snapshot().state !== "idle").then(() => performance.now());
  const sinceMs = performance.now();
  show();
  const takenMs = (await opened) - sinceMs;
  await until(gate, () => gate.snapshot().state === "idle");
  // The end of this passage is written before the next one begins.
  await pause();
  return takenMs;
};

let shown = 0;

const layPassport = ({ deps }: RunningNode, lane: string): void => {
  const [citizen] = demoTravellers(todayOf({ db: deps.db, branch, nowMs: deps.clock.nowMs() }).day);
  deps.reads.tellRead(lane, {
    id: `${shown++}`,
    mrz: citizen!.mrz,
    chip: "ok",
    image: null,
    face: new Uint8Array([1]),
    atMs: systemClock.nowMs(),
  });
};

const showSlip = ({ deps }: RunningNode, lane: string): void => {
  const nowMin = Math.floor(systemClock.nowMs() / 60_000);
  const no = shown++;
  const slip = {
    branch,
    reference: `02${String(no).padStart(6, "0")}`,
    service: "PMA-BAHARUI",
    startsAtMin: nowMin,
    bookingId: systemRandom.bytes(16),
    rev: 1,
    salt: systemRandom.bytes(16),
    holderHash: systemRandom.bytes(16),
    expiresAtMin: nowMin + 2_000,
  };
  deps.reads.tellScan(lane, { text: encodeSlip(slip, deps.slipSigner), atMs: systemClock.nowMs() }, `${no}`);
};

/** What a disk takes for one row that is safe, at the pace of people: right after another commit it is quicker than ever in a hall. */
const bareCommits = async (dir: string): Promise<readonly number[]> => {
  const db = new Database(join(dir, "bare.db"));
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, doc TEXT)");
  const add = db.query("INSERT INTO t (doc) VALUES (?)");
  const doc = "x".repeat(200);
  const takenMs: number[] = [];
  for (let at = 0; at < people; at++) {
    const sinceMs = performance.now();
    add.run(doc);
    takenMs.push(performance.now() - sinceMs);
    await pause();
  }
  db.close();
  return takenMs;
};

/** Between one person and the next. */
const pause = () => new Promise((resolve) => systemTimers.after(10, () => resolve(null)));
