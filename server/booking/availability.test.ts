import { expect, test } from "vitest";
import { phone, setupBranch, type TestBranch } from "../testing";

const question = "branch=SGR-HQ1&service=PMA-BARU&kind=citizen";
const daysOf = async (branch: TestBranch, from: string, to = from, more = "") =>
  (await branch.call("GET", `/availability?${question}&from=${from}&to=${to}${more}`)).body.days;
const slotsOf = async (branch: TestBranch, date: string, more = "") =>
  (await branch.call("GET", `/availability/day?${question}&date=${date}${more}`)).body.slots;
const holdSlot = (branch: TestBranch, slot: string, who: string, parties = 1) =>
  branch.call("POST", "/holds", { slot, service: "PMA-BARU", kind: "citizen", parties }, { as: phone(who) });

test("days are open, closed for a holiday or a rest day, or not yet open, and say why in two languages", async () => {
  const branch = await setupBranch();
  const days = await daysOf(branch, "2026-12-10", "2026-12-12");
  expect(days).toEqual([
    { date: "2026-12-10", state: "open", places: 30, reason: null },
    {
      date: "2026-12-11",
      state: "closed",
      places: 0,
      reason: { ms: "Hari Keputeraan Sultan Selangor", en: "Birthday of the Sultan of Selangor" },
    },
    { date: "2026-12-12", state: "closed", places: 0, reason: { ms: "Hari rehat", en: "Rest day" } },
  ]);
});

test("three months ahead a day is not yet open until the doors open that morning, not at midnight", async () => {
  const branch = await setupBranch();
  expect(await daysOf(branch, "2027-03-08")).toEqual([
    {
      date: "2027-03-08",
      state: "not_yet_open",
      places: 0,
      reason: { ms: "Dibuka pada 8 Disember 2026, 8.00 pagi", en: "Opens on 8 December 2026, 8.00 am" },
    },
  ]);
  branch.clock.set(Date.UTC(2026, 11, 7, 23, 59));
  await branch.scheduler.runDue();
  expect((await daysOf(branch, "2027-03-08"))[0].state).toBe("not_yet_open");
  branch.clock.set(Date.UTC(2026, 11, 8, 0, 0));
  await branch.scheduler.runDue();
  expect((await daysOf(branch, "2027-03-08"))[0].state).toBe("open");
});

test("a held slot has one place less at once, for everybody, and gets it back when the hold goes", async () => {
  const branch = await setupBranch();
  const [first] = await slotsOf(branch, "2026-12-10");
  const held = await holdSlot(branch, first.slot, "siti");
  expect(held.status).toBe(201);
  expect((await slotsOf(branch, "2026-12-10"))[0]).toMatchObject({ slot: first.slot, free: first.free - 1 });
  await branch.call("DELETE", `/holds/${held.body.holdId}`, undefined, { as: phone("siti") });
  expect((await slotsOf(branch, "2026-12-10"))[0]).toEqual(first);
});

test("every start that is shown free can be held, and one shown full cannot", async () => {
  const branch = await setupBranch();
  const [first] = await slotsOf(branch, "2026-12-10");
  for (let person = 0; person < first.free; person++)
    expect((await holdSlot(branch, first.slot, `person ${person}`)).status).toBe(201);
  const [full, next, third] = await slotsOf(branch, "2026-12-10");
  expect(full).toMatchObject({ slot: first.slot, state: "full", free: 0 });
  expect((await holdSlot(branch, full.slot, "late")).body.code).toBe("slot_full");
  // Two units each: who began at the first start is still being served at the second.
  expect(next.state).toBe("full");
  expect(third.state).toBe("free");
  expect((await holdSlot(branch, third.slot, "lucky")).status).toBe(201);
});

test("a family of six is seated at starts that follow each other, and the end is told", async () => {
  const branch = await setupBranch();
  const [first] = await slotsOf(branch, "2026-12-10", "&parties=6");
  expect(first.state).toBe("free");
  const held = await holdSlot(branch, first.slot, "family", 6);
  expect(held.body).toMatchObject({ startsAtMs: first.startsAtMs, endsAtMs: first.endsAtMs, parties: 6 });
});

test("no visit begins or ends in the lunch break, after closing, or before opening", async () => {
  const branch = await setupBranch();
  const slots = await slotsOf(branch, "2026-12-10");
  const hour = (ms: number) => ((ms / 3_600_000 + 8) % 24) as number;
  expect(hour(slots[0].startsAtMs)).toBe(8);
  expect(hour(slots.at(-1).endsAtMs)).toBe(17);
  for (const { startsAtMs, endsAtMs } of slots)
    expect(hour(startsAtMs) >= 14 || hour(endsAtMs) <= 13).toBe(true);
});

test("what begins within the notice is past for the public, and free at the desk", async () => {
  const branch = await setupBranch();
  const url = `/availability/day?${question}&date=2026-12-07`;
  const isShownFree = async (as?: string) => {
    const { body } = await branch.call("GET", url, undefined, as ? { as } : {});
    return body.slots.some((slot: { state: string }) => slot.state === "free");
  };
  expect(await isShownFree()).toBe(false);
  expect(await isShownFree("officer:rohani")).toBe(true);
  expect(await isShownFree()).toBe(false);
});

test("a remembered answer grows old with the clock: the minute a start passes the notice, it is past", async () => {
  const branch = await setupBranch();
  const slot = (await slotsOf(branch, "2026-12-08"))[0];
  expect(slot.state).toBe("free");
  branch.clock.advance(60_000);
  expect((await slotsOf(branch, "2026-12-08"))[0]).toMatchObject({ slot: slot.slot, state: "past" });
});

test("the earliest start here is the one a person would find by hand", async () => {
  const branch = await setupBranch();
  const earliest = async (more = "") =>
    (await branch.call("GET", `/availability/earliest?service=PMA-BARU&kind=citizen${more}`)).body.earliest;
  const slot = (await slotsOf(branch, "2026-12-08"))[0];
  expect(await earliest()).toEqual([
    { branch: "SGR-HQ1", date: "2026-12-08", slot: slot.slot, startsAtMs: slot.startsAtMs },
  ]);
  expect(await earliest("&branch=KUL-HQ1")).toEqual([]);
});

test("questions that make no sense are refused with their own code", async () => {
  const branch = await setupBranch();
  const code = async (query: string) => (await branch.call("GET", `/availability?${query}`)).body.code;
  const range = "from=2026-12-10&to=2026-12-11";
  expect(await code(`${question}&from=2026-12-11&to=2026-12-10`)).toBe("invalid_range");
  expect(await code(`${question}&from=2026-12-11&to=2027-12-10`)).toBe("invalid_range");
  expect(await code(`${question}&from=2026-02-30&to=2026-12-10`)).toBe("invalid_body");
  expect(await code(`${question}&${range}&colour=blue`)).toBe("invalid_body");
  expect(await code(`branch=XXX-XX9&service=PMA-BARU&kind=citizen&${range}`)).toBe("unknown_branch");
  expect(await code(`branch=KUL-HQ1&service=PMA-BARU&kind=citizen&${range}`)).toBe("branch_elsewhere");
  expect(await code(`branch=SGR-HQ1&service=NOPE&kind=citizen&${range}`)).toBe("unknown_service");
  expect(await code(`branch=SGR-HQ1&service=PMA-BARU&kind=foreigner&${range}`)).toBe("kind_not_served");
  expect(await code(`branch=SGR-HQ1&service=SIASAT&kind=foreigner&${range}`)).toBe("not_bookable");
  expect(await code(`${question}&${range}&parties=7`)).toBe("too_many_people");
});

test("an answer given again is the same to the byte, with the same protection; staff without a session are refused all the same", async () => {
  const branch = await setupBranch();
  const ask = (headers: Record<string, string> = {}) =>
    branch.call("GET", `/availability/day?${question}&date=2026-12-10`, undefined, { headers });
  const [first, again] = [await ask(), await ask()];
  expect(again.body).toEqual(first.body);
  for (const name of ["content-security-policy", "x-content-type-options", "cache-control", "content-type"])
    expect(again.headers.get(name)).toBe(first.headers.get(name));
  expect((await ask({ "x-sto-as": "staff" })).status).toBe(401);
});
