import { expect, test } from "vitest";
import { startGateEmulator } from "../../hardware/emulator/gate";
import { modbusGate } from "../../hardware/gate/modbus-gate";
import { systemTimers } from "../../sync/core/timers";
import { setupBranch } from "../testing";
import { borderIn, zoneOf } from "./lanes.fixture";
import { listPerson } from "../screening/screening.fixture";

/** Waits for what the wire brings, a quarter of a minute at most. */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < 1_500; turn++) {
    if (await isSo()) return;
    await new Promise((resolve) => systemTimers.after(10, () => resolve(undefined)));
  }
  throw new Error("it did not come to that");
};

test("over a real Modbus line: a passport is laid down, the controller opens, its sensor counts, the entry is written", async () => {
  const branch = await setupBranch({ closed: true, checkReplay: false });
  branch.clock.set(systemTimers.nowMs());
  listPerson(branch, { document: null, mykad: null, name: null, birthDate: null }, []);
  const { deps } = branch;
  deps.engines.matcher = {
    match: () => Promise.resolve({ type: "match", score: 1, threshold: 0.8, engine: "test" }),
  };
  const emulator = await startGateEmulator({
    timers: systemTimers,
    walk: { afterMs: 100 },
    times: { init: 50 },
  });
  const gate = modbusGate({
    profile: "controller",
    host: emulator.host,
    port: emulator.port,
    unit: 1,
    timers: systemTimers,
  });
  const timers = {
    ...systemTimers,
    nowMs: () => {
      branch.clock.set(systemTimers.nowMs());
      return branch.clock.nowMs();
    },
  };
  const report = (_what: string, cause: unknown) => void branch.errors.push(cause);
  await deps.gates.start(deps, [{ setup: borderIn, gate, isEmulator: true }], { timers, report });
  const supervisor = { as: "supervisor:azlina" };
  await until(() => gate.snapshot().online && gate.snapshot().state === "idle");
  const opened = await branch.call(
    "POST",
    "/gates/lanes/in-1/mode",
    { mode: "open", reason: "mula" },
    supervisor,
  );
  expect(opened.body).toEqual({ outcome: "done", reason: null });
  const loop = deps.gates.find("in-1")!;
  await until(() => loop.shown.step === "idle" && gate.snapshot().mode === "controlled_in");
  const read = {
    id: "1",
    mrz: zoneOf(),
    chip: "ok",
    image: null,
    face: new Uint8Array([1]),
    atMs: timers.nowMs(),
  } as const;
  await loop.read(read);
  const end = branch.db.query("SELECT outcome, sensor FROM passage_end").get();
  expect(end).toEqual({ outcome: "passed", sensor: 1 });
  expect(branch.db.query("SELECT kind, lane, sensor FROM movement").all()).toEqual([
    { kind: "entry", lane: "in-1", sensor: 1 },
  ]);
  await deps.gates.stop();
  await emulator.close();
});
