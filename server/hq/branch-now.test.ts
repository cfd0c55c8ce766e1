import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { minuteMs, rohani, setupHall } from "../queue/hall.fixture";
import { ownPulse } from "./pulse.usecase";

test("anybody sees who waits for what at a branch, and nobody's name", async () => {
  const hall = await setupHall();
  const now = async () => (await hall.call("GET", "/branches/SGR-HQ1/now")).body;
  const pls = async () => (await now()).services.find(({ code }: { code: string }) => code === "PLS-LANJUT");
  const before = await pls();
  expect(before).toMatchObject({ waiting: 0, numbersLeft: expect.any(Number) });
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  await hall.comes();
  await hall.comes();
  const after = await pls();
  expect(after).toMatchObject({ waiting: 2, numbersLeft: before.numbersLeft - 2 });
  expect(after.estimate.highMin).toBeGreaterThan(0);
  expect(await now()).toMatchObject({ open: true, heardAtMs: null, now: hall.clock.nowMs() });
  expect(JSON.stringify(await now())).not.toMatch(/rohani/i);
});

test("headquarters tells of each branch with the age of its last word; of a branch elsewhere nobody tells", async () => {
  const { hq, branches, settle } = await setupCountry();
  const [branch] = branches;
  await settle();
  const now = async () => (await hq.call("GET", "/branches/SGR-HQ1/now")).body;
  expect(await now()).toMatchObject({ branch: "SGR-HQ1", heardAtMs: 0 });
  hq.deps.pulses.keep(branch.deps.self.alias, {
    pulse: { ...ownPulse(branch.deps), pendingOut: 0 },
    atMs: hq.clock.nowMs(),
  });
  const heardAtMs = hq.clock.nowMs();
  hq.clock.advance(minuteMs);
  const shown = await now();
  expect(shown).toMatchObject({ heardAtMs, now: heardAtMs + minuteMs });
  expect(shown.services.some(({ freeAtMs }: { freeAtMs: number | null }) => freeAtMs !== null)).toBe(true);
  for (const code of ["NOWHERE", "JHR-HQ1"])
    expect((await branch.call("GET", `/branches/${code}/now`)).body.code).toBe("branch_elsewhere");
});
