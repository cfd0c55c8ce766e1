import { expect, test } from "vitest";
import { type Json, setupBranch } from "../testing";

const supervisor = { as: "supervisor:aminah" };
const kiosk = { as: "kiosk:1" };
const plan = {
  type: "batches",
  group: "B",
  batches: [
    { opensAt: "07:30", numbers: 2 },
    { opensAt: "11:00", numbers: 5 },
  ],
  share: { normal: 100, priority: 0, employer: 0 },
  keptForLaneMin: 30,
  from: "2026-12-07",
};

/** Monday, eight o'clock. */
const setup = async () => {
  const branch = await setupBranch({ closed: true });
  const preview = (change: unknown) => branch.call("POST", "/branch/changes/preview", { change }, supervisor);
  const make = async (change: unknown) => {
    const { hash } = (await preview(change)).body;
    return branch.call(
      "POST",
      "/branch/changes",
      { change, reason: "Ramai sejak subuh", previewed: hash },
      supervisor,
    );
  };
  const walkIn = (service = "PMA-BAHARUI") =>
    branch.call("POST", "/walkins", { service, lane: "normal", lang: "ms" }, kiosk);
  return { ...branch, preview, make, walkIn };
};

test("a supervisor declares when numbers without an appointment come, and the kiosk keeps to it", async () => {
  const { make, walkIn } = await setup();
  const made = await make(plan);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body.what).toEqual({
    ms: "Nombor tanpa temu janji (B) mulai 7 Disember 2026: 7.30 pagi: 2; 11.00 pagi: 5",
    en: "Numbers without an appointment (B) from 7 December 2026: 7.30 am: 2; 11.00 am: 5",
  });
  expect([(await walkIn()).status, (await walkIn()).status]).toEqual([201, 201]);
  const third: Json = (await walkIn()).body;
  expect(third).toMatchObject({ type: "numbers_gone", nextBatchAtMs: Date.UTC(2026, 11, 7, 3) });
});

test("a plan for every group gives way to a group's own plan", async () => {
  const { make, walkIn } = await setup();
  await make(plan);
  await make({ ...plan, group: null, batches: [{ opensAt: "15:00", numbers: 9 }] });
  expect((await walkIn()).status, "group B has a plan of its own").toBe(201);
  expect((await walkIn("PMA-BARU")).body).toMatchObject({
    type: "numbers_gone",
    nextBatchAtMs: Date.UTC(2026, 11, 7, 7),
  });
});

test("declaring batches moves no slot and hits nobody", async () => {
  const branch = await setupBranch();
  const day = async () =>
    (await branch.call("GET", "/branch/day?date=2026-12-09", undefined, supervisor)).body.groups;
  const before = await day();
  expect(before).not.toEqual([]);
  const change = { ...plan, from: "2026-12-08" };
  const seen = (await branch.call("POST", "/branch/changes/preview", { change }, supervisor)).body;
  expect(seen).toMatchObject({ ok: true, findings: [], hits: [] });
  const body = { change, reason: "Ramai sejak subuh", previewed: seen.hash };
  expect((await branch.call("POST", "/branch/changes", body, supervisor)).status).toBe(201);
  expect(await day()).toEqual(before);
});

test.each([
  ["times out of order", { batches: [...plan.batches].reverse() }, "bad_plan", "order"],
  ["shares that make 90", { share: { normal: 70, priority: 10, employer: 10 } }, "bad_plan", "shares"],
  ["a group that is not here", { group: "Z" }, "unknown_group", undefined],
  ["yesterday", { from: "2026-12-06" }, "date_past", undefined],
])("%s cannot be declared", async (_what, wrong, code, problem) => {
  const { preview } = await setup();
  const { body } = await preview({ ...plan, ...wrong });
  expect(body).toMatchObject({ code, ...(problem ? { problem } : {}) });
});
