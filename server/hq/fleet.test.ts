import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { minuteMs, rohani, setupHall } from "../queue/hall.fixture";
import { ownPulse } from "./pulse.usecase";

const noor = "hq_admin:noor";

test("a branch tells its hall, its printers and its disk in numbers, and nobody's name", async () => {
  const hall = await setupHall();
  await hall.comes();
  hall.clock.advance(7 * minuteMs);
  await hall.comes();
  await hall.comes();
  await hall.signsOn(rohani, hall.counter1, ["A", "B", "C", "D"]);
  await hall.calls(rohani, hall.counter1);
  const pulse = ownPulse(hall.deps);
  expect(pulse).toMatchObject({
    queue: { waiting: 2, longestWaitMin: 0, numbersToday: 3, servedToday: 0 },
    counters: { open: 1 },
    pendingOut: expect.any(Number),
    aside: 0,
  });
  expect(JSON.stringify(pulse)).not.toMatch(/rohani/i);
  expect(pulse.disk.freeBytes).toBeGreaterThan(0);
  expect(pulse.disk.allBytes).toBeGreaterThan(pulse.disk.freeBytes);
});

test("headquarters sees each branch with its latest picture; an old picture is shown with its age and not counted", async () => {
  const { hq, branches } = await setupCountry();
  const [branch] = branches;
  const { alias } = branch.deps.self;
  const fleet = async () => (await hq.call("GET", "/hq/fleet", undefined, { as: noor })).body;
  const before = await fleet();
  expect(before.nodes.find((row: { alias: number }) => row.alias === alias)).toMatchObject({
    pulse: null,
    pulseAtMs: null,
  });

  const pulse = {
    ...ownPulse(branch.deps),
    queue: { waiting: 14, longestWaitMin: 31, numbersToday: 80, servedToday: 60 },
  };
  const atMs = hq.clock.nowMs();
  hq.deps.pulses.keep(alias, { pulse, atMs });
  const now = await fleet();
  expect(now.nodes.find((row: { alias: number }) => row.alias === alias)).toMatchObject({
    pulse,
    pulseAtMs: atMs,
  });
  expect(now.country).toMatchObject({
    branches: before.nodes.length,
    waiting: 14,
    servedToday: 60,
    numbersToday: 80,
  });
  hq.clock.advance(minuteMs + 1);
  const later = await fleet();
  expect(later.country.waiting).toBe(0);
  expect(later.nodes.find((row: { alias: number }) => row.alias === alias).pulseAtMs).toBe(atMs);
});

test("only headquarters has the page, and no officer of a branch reads it", async () => {
  const { hq, branches } = await setupCountry();
  expect((await branches[0].call("GET", "/hq/fleet", undefined, { as: noor })).body.code).toBe(
    "not_headquarters",
  );
  expect((await hq.call("GET", "/hq/fleet", undefined, { as: rohani })).status).toBe(403);
});
