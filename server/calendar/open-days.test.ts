import { expect, test } from "vitest";
import type { GenesisRow } from "../../sync/genesis";
import { seedBranches } from "../catalogue/seed";
import { type Json, phone, setupBranch, type TestBranch } from "../testing";

const supervisor = { as: "supervisor:aminah" };
const question = "service=PMA-BARU&kind=citizen";
const dayOf = async (branch: TestBranch, code: string, date: string) =>
  (await branch.call("GET", `/availability?branch=${code}&${question}&from=${date}&to=${date}`)).body.days[0];
const slotsOf = async (branch: TestBranch, code: string, date: string): Promise<readonly Json[]> =>
  (await branch.call("GET", `/availability/day?branch=${code}&${question}&date=${date}`)).body.slots;
const branchDay = async (branch: TestBranch, date = "") =>
  (await branch.call("GET", `/branch/day${date && `?date=${date}`}`, undefined, supervisor)).body;

test("a branch opens three months of days at its first start, each once, and a restart opens nothing again", async () => {
  const branch = await setupBranch();
  const minted = () =>
    branch.db.query("SELECT count(*) AS n, count(DISTINCT date || grp) AS days FROM mint").get() as Json;
  const first = minted();
  expect(first.n).toBe(first.days);
  branch.clock.advance(60_000);
  await branch.scheduler.runDue();
  expect(minted()).toEqual(first);
  expect((await branchDay(branch)).sale).toEqual({ until: "2027-03-05", problem: null });
});

test("next morning one more day goes on sale, when the doors open", async () => {
  const branch = await setupBranch();
  branch.clock.set(Date.UTC(2026, 11, 7, 23, 59, 59));
  await branch.scheduler.runDue();
  expect((await branchDay(branch)).sale.until).toBe("2027-03-05");
  branch.clock.set(Date.UTC(2026, 11, 8, 0, 0));
  await branch.scheduler.runDue();
  expect((await branchDay(branch)).sale.until).toBe("2027-03-08");
  expect((await dayOf(branch, "SGR-HQ1", "2027-03-08")).state).toBe("open");
});

test("a branch that starts before its doors open does not sell a day early", async () => {
  const branch = await setupBranch({ nowMs: Date.UTC(2026, 11, 7, 23, 59) });
  expect((await branchDay(branch)).sale.until).toBe("2027-03-05");
  expect(branch.db.query("SELECT max(date) AS date FROM mint").get()).toEqual({ date: "2027-03-05" });
});

test("a year without holiday data stops the opening of days with an error that names year and state; it is never open", async () => {
  const branch = await setupBranch({ nowMs: Date.UTC(2027, 9, 4, 0, 0) });
  const reported = branch.errors.splice(0).map(String);
  expect(reported[0]).toContain('{"type":"NoHolidayData","year":2028,"state":"MY-10"}');

  const today = await branchDay(branch);
  expect(today.sale).toEqual({
    until: "2027-12-31",
    problem: { code: "no_holiday_data", year: 2028, state: "MY-10" },
  });
  expect(today.plan.problem).toBeNull();
  expect((await branchDay(branch, "2028-01-03")).plan).toEqual({
    open: [],
    reason: {
      ms: "Kalendar tahun 2028 belum diumumkan",
      en: "The calendar of 2028 has not been announced yet",
    },
    problem: { code: "no_holiday_data", year: 2028, state: "MY-10" },
  });
  expect(await dayOf(branch, "SGR-HQ1", "2028-01-03")).toMatchObject({ state: "not_yet_open", places: 0 });
  expect(await slotsOf(branch, "SGR-HQ1", "2028-01-03")).toEqual([]);
  const held = await branch.call(
    "POST",
    "/holds",
    {
      slot: `SGR-HQ1.A.${Date.UTC(2028, 0, 3, 0, 0) / 60_000}`,
      service: "PMA-BARU",
      kind: "citizen",
      parties: 1,
    },
    { as: phone("siti") },
  );
  expect(held.status).toBeGreaterThanOrEqual(400);
  expect(held.status).toBeLessThan(500);
});

/** An office of a Friday-Saturday state, so open on the Sundays on which Europe changes its clocks. */
const berlin: readonly GenesisRow[] = [
  {
    table: "branch",
    code: "TST-BER",
    doc: {
      ...seedBranches.find(({ code }) => code === "SGR-HQ1")!,
      code: "TST-BER",
      state: "MY-11",
      zone: "Europe/Berlin",
    },
  },
  {
    table: "branchHours",
    code: "TST-BER-0",
    doc: {
      id: "TST-BER-0",
      branch: "TST-BER",
      pattern: "STD-FRISAT",
      from: null,
      to: null,
      source: "test",
      confidence: "suggestion",
    },
  },
];

test("where clocks change, doors open at eight on the wall all the same, and days go on sale by that clock", async () => {
  // Saturday 27 March 2027; Europe's clocks go forward the next night.
  const branch = await setupBranch({
    branch: "TST-BER",
    moreRows: berlin,
    nowMs: Date.UTC(2027, 2, 27, 12, 0),
  });
  const first = async (date: string) => (await slotsOf(branch, "TST-BER", date))[0]?.startsAtMs;
  expect(await first("2027-03-29")).toBe(Date.UTC(2027, 2, 29, 6, 0));
  expect((await branchDay(branch, "2027-03-25")).plan.open[0][0]).toBe(Date.UTC(2027, 2, 25, 7, 0));
  expect((await branchDay(branch, "2027-03-28")).plan.open[0][0]).toBe(Date.UTC(2027, 2, 28, 6, 0));

  expect((await dayOf(branch, "TST-BER", "2027-06-28")).state).toBe("not_yet_open");
  branch.clock.set(Date.UTC(2027, 2, 28, 5, 59));
  await branch.scheduler.runDue();
  expect((await dayOf(branch, "TST-BER", "2027-06-28")).state).toBe("not_yet_open");
  branch.clock.set(Date.UTC(2027, 2, 28, 6, 0));
  await branch.scheduler.runDue();
  expect((await dayOf(branch, "TST-BER", "2027-06-28")).state).toBe("open");
});

test("hours that lie across the lost hour are an hour shorter, and those across the repeated hour an hour longer", async () => {
  const hours = async (nowMs: number, date: string) => {
    const branch = await setupBranch({ branch: "TST-BER", moreRows: berlin, nowMs });
    const change = {
      type: "special_opening",
      date,
      open: "01:00",
      close: "05:00",
      breaks: [],
      note: { ms: "Malam", en: "Night" },
    };
    const { hash } = (await branch.call("POST", "/branch/changes/preview", { change }, supervisor)).body;
    const made = await branch.call(
      "POST",
      "/branch/changes",
      { change, reason: "Ujian", previewed: hash },
      supervisor,
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const slots = (await branchDay(branch, date)).groups.find(({ group }: Json) => group === "A").slots;
    for (const [at, slot] of slots.slice(1).entries())
      expect(slot.startsAtMs - slots[at].startsAtMs).toBe(15 * 60_000);
    return slots.length / 4;
  };
  expect(await hours(Date.UTC(2027, 2, 22, 12, 0), "2027-03-28")).toBe(3);
  expect(await hours(Date.UTC(2027, 8, 27, 12, 0), "2027-10-31")).toBe(5);
});
