import { expect, onTestFinished, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { passTime } from "../scanner/scanning.fixture";
import { readerContract } from "./contract";
import { httpReader } from "./http-reader";
import { serviceDesk } from "./reading.fixture";
import { card, passport } from "./specimens";

readerContract("a reader service over HTTP", serviceDesk);

const setup = async () => {
  const desk = await serviceDesk();
  onTestFinished(() => desk.close());
  return desk;
};

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9);

test("chip, page and face come as the service says them", async () => {
  const { simulator, heard } = await setup();
  simulator.lay({ mrz: passport, chip: "ok", image: jpeg, face: jpeg });
  const [read] = await heard(1);
  expect(read?.chip).toBe("ok");
  expect([read?.image, read?.face].map((bytes) => bytes && Uint8Array.from(bytes))).toEqual([jpeg, jpeg]);
  simulator.lay({ mrz: card, chip: "failed" });
  expect((await heard(2))[1]).toMatchObject({ mrz: card, chip: "failed", image: null });
});

test("a document whose chip fails first and answers then is two events", async () => {
  const { simulator, heard } = await setup();
  simulator.lay({ mrz: passport, chip: "failed" });
  simulator.lay({ mrz: passport, chip: "ok" });
  expect((await heard(2)).map(({ chip }) => chip)).toEqual(["failed", "ok"]);
});

test("a service that hangs is away after seven seconds, and heard again when it answers", async () => {
  const { simulator, reader, timers, when, heard } = await setup();
  simulator.setMood("hang");
  const fromMs = timers.nowMs();
  await when(() => !reader.status().online);
  expect(timers.nowMs() - fromMs).toBeLessThanOrEqual(14_000);
  expect(reader.status().error).toMatchObject({
    type: "Unreachable",
    cause: expect.stringContaining("no answer"),
  });
  simulator.setMood("well");
  await when(() => reader.status().online);
  simulator.lay({ mrz: passport, chip: "ok" });
  expect(await heard(1)).toHaveLength(1);
});

test("a slow one is waited for", async () => {
  const { simulator, heard } = await setup();
  simulator.setMood({ type: "slow", ms: 1_500 });
  simulator.lay({ mrz: passport, chip: "ok" });
  expect(await heard(1)).toHaveLength(1);
});

test("an answer without an end, or of another shape, is nonsense", async () => {
  const { simulator, reader, when } = await setup();
  for (const mood of ["endless", "nonsense"] as const) {
    simulator.setMood(mood);
    await when(() => reader.status().error?.type === "Garbled");
    simulator.setMood("well");
    await when(() => reader.status().online && reader.status().error === null);
  }
});

test("what was read while the line was away belongs to somebody who has gone", async () => {
  const { simulator, timers, when, heard, reader, reads } = await setup();
  simulator.setMood("hang");
  await when(() => !reader.status().online);
  simulator.lay({ mrz: card, chip: "ok" });
  timers.advance(6_000);
  simulator.setMood("well");
  await when(() => reader.status().online);
  simulator.lay({ mrz: passport, chip: "ok" });
  await heard(1);
  expect(reads.map(({ mrz }) => mrz)).toEqual([passport]);
});

test("a service that waits for nobody and answers at once is asked ten times a second, not as fast as it can", async () => {
  const timers = manualTimers(1_800_000_000_000);
  let asked = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => Response.json({ cursor: `${++asked}`, reads: [] }),
  });
  const reader = httpReader({ url: `http://127.0.0.1:${server.port}`, timers });
  onTestFinished(async () => {
    await reader.stop();
    await server.stop(true);
  });
  reader.start();
  await passTime(timers, () => asked >= 2, 0);
  for (let turn = 0; turn < 300; turn++) await new Promise((next) => setTimeout(next, 0));
  expect(asked).toBe(2);
  await passTime(timers, () => asked >= 12);
  expect(timers.nowMs() - 1_800_000_000_000).toBeGreaterThanOrEqual(900);
});
