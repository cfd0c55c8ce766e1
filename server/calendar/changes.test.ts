import { expect, test } from "vitest";
import { confirm, mykad } from "../booking/booking.fixture";
import { type Json, phone, setupBranch, type TestBranch } from "../testing";

const supervisor = { as: "supervisor:aminah" };
const note = { ms: "Kenduri", en: "Office gathering" };
/** An instant of December 2026 on the branch's wall clock. */
const at = (day: number, hour: number, min = 0) => Date.UTC(2026, 11, day, hour - 8, min);

const preview = async (branch: TestBranch, change: unknown) =>
  branch.call("POST", "/branch/changes/preview", { change }, supervisor);
const make = async (branch: TestBranch, change: unknown, previewed?: string) => {
  const hash = previewed ?? (await preview(branch, change)).body.hash;
  return branch.call(
    "POST",
    "/branch/changes",
    { change, reason: "Arahan ketua", previewed: hash },
    supervisor,
  );
};
const day = async (branch: TestBranch, date: string) =>
  (await branch.call("GET", `/branch/day?date=${date}`, undefined, supervisor)).body;
const group = (shown: Json, code: string): readonly Json[] =>
  shown.groups.find((row: Json) => row.group === code).slots;
const slotAt = (shown: Json, code: string, ms: number): Json =>
  group(shown, code).find(({ startsAtMs }) => startsAtMs === ms);

const numbers = [
  "900101-14-5678",
  "850505-10-5112",
  "920202-01-5339",
  "880808-08-5771",
  "950909-07-5228",
  "991212-05-5043",
];

/** Books a passport renewal (one unit, group B) for somebody at a start. */
const book = async (branch: TestBranch, startMs: number, person: number, service = "PMA-BAHARUI") => {
  const as = phone(`person ${person}`);
  branch.clock.advance(1000);
  const slot = `SGR-HQ1.${service === "PMA-BARU" ? "A" : "B"}.${startMs / 60_000}`;
  const held = await branch.call("POST", "/holds", { slot, service, kind: "citizen", parties: 1 }, { as });
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const made = await confirm(
    branch,
    { as, people: [mykad(numbers[person]!)], rest: { contact: { email: `p${person}@example.com` } } },
    held.body.holdId,
  );
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { ...made.body, as } as Json;
};

test("a closure says whom it hits, offers them another time without a word of cancelling, and sells nothing there any more", async () => {
  const branch = await setupBranch();
  const hit = await book(branch, at(10, 9), 0);
  const spared = await book(branch, at(10, 14), 1);
  const change = { type: "closure", from: at(10, 8), to: at(10, 13), note };

  const seen = await preview(branch, change);
  expect(seen.status, JSON.stringify(seen.body)).toBe(200);
  expect(seen.body.hits).toEqual([
    { bookingId: hit.id, ref: hit.ref, startsAtMs: at(10, 9), service: "PMA-BAHARUI", people: 1 },
  ]);
  expect(seen.body.findings).toEqual([
    { code: "booking_outside_hours", bookingId: hit.id, date: "2026-12-10" },
  ]);
  expect(group(await day(branch, "2026-12-10"), "B")).not.toEqual([]);

  const made = await make(branch, change);
  expect(made.status, JSON.stringify(made.body)).toBe(201);

  const view = async ({ id, as }: Json) =>
    (await branch.call("GET", `/bookings/${id}`, undefined, { as })).body;
  const after = await view(hit);
  expect(after).toMatchObject({ state: "confirmed", changesLeft: 2, can: { move: true } });
  expect(after.offer.reason.en).toBe(
    "The office is closed at the time of your appointment: Office gathering",
  );
  expect(after.offer.slots.length).toBeGreaterThan(0);
  for (const { startsAtMs } of after.offer.slots)
    expect(startsAtMs >= at(10, 13) || startsAtMs < at(10, 8)).toBe(true);
  expect((await view(spared)).offer).toBeNull();

  const shown = await day(branch, "2026-12-10");
  const morning = group(shown, "B").filter(({ startsAtMs }) => startsAtMs < at(10, 13));
  expect(morning).toEqual([
    expect.objectContaining({ startsAtMs: at(10, 9), capacity: 1, free: 0, spent: 1 }),
  ]);
  const late = await branch.call(
    "POST",
    "/holds",
    { slot: `SGR-HQ1.B.${at(10, 10) / 60_000}`, service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
    { as: phone("late") },
  );
  expect(late.status).toBe(409);
});

test("who takes the office's offer moves without using a change, and the closed slot is not sold again", async () => {
  const branch = await setupBranch();
  const hit = await book(branch, at(10, 9), 0);
  await make(branch, { type: "closure", from: at(10, 8), to: at(10, 13), note });
  const view = (await branch.call("GET", `/bookings/${hit.id}`, undefined, { as: hit.as })).body;
  const held = await branch.call(
    "POST",
    "/holds",
    { slot: view.offer.slots[0].slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
    { as: hit.as },
  );
  const moved = await branch.call(
    "POST",
    `/bookings/${hit.id}/move`,
    { holdId: held.body.holdId },
    { as: hit.as },
  );
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  expect(moved.body).toMatchObject({
    changesLeft: 2,
    offer: null,
    startsAtMs: view.offer.slots[0].startsAtMs,
  });
  const again = await branch.call(
    "POST",
    "/holds",
    {
      slot: hit.slot ?? `SGR-HQ1.B.${at(10, 9) / 60_000}`,
      service: "PMA-BAHARUI",
      kind: "citizen",
      parties: 1,
    },
    { as: phone("next") },
  );
  expect(again.status).toBe(409);
});

test("everybody hit is told once, by a sealed message for their channel, however many changes follow", async () => {
  const branch = await setupBranch();
  const hit = await book(branch, at(10, 9), 0);
  await make(branch, { type: "closure", from: at(10, 8), to: at(10, 13), note });
  const second = await preview(branch, { type: "closure", from: at(10, 8), to: at(10, 17), note });
  expect(second.body.hits).toEqual([]);
  const notices = () =>
    branch.db
      .query("SELECT purpose, booking_id AS bookingId, subject, sealed FROM notice WHERE purpose <> 'booked'")
      .all() as Json[];
  expect(notices()).toHaveLength(1);
  expect(notices()[0]).toMatchObject({ purpose: "office_changed", bookingId: hit.id });
  expect(Buffer.from(notices()[0].sealed).toString("latin1")).not.toContain("p0@example.com");
});

test("a change is refused when by now other people would be hit than those who were shown", async () => {
  const branch = await setupBranch();
  const change = { type: "closure", from: at(10, 8), to: at(10, 13), note };
  const { hash } = (await preview(branch, change)).body;
  const booked = await book(branch, at(10, 9), 0);
  const refused = await make(branch, change, hash);
  expect([refused.status, refused.body.code, refused.body.hits]).toEqual([409, "preview_stale", 1]);
  expect(slotAt(await day(branch, "2026-12-10"), "B", at(10, 10)).free).toBeGreaterThan(0);
  expect(
    (await branch.call("GET", `/bookings/${booked.id}`, undefined, { as: booked.as })).body.offer,
  ).toBeNull();
  expect((await make(branch, change)).status).toBe(201);
});

test("a closure of one group leaves the others open, and lets go the holds of people still typing", async () => {
  const branch = await setupBranch();
  const hold = async (groupCode: string, service: string) =>
    (
      await branch.call(
        "POST",
        "/holds",
        { slot: `SGR-HQ1.${groupCode}.${at(10, 9) / 60_000}`, service, kind: "citizen", parties: 1 },
        { as: phone("typing") },
      )
    ).body.holdId;
  const closing = await hold("B", "PMA-BAHARUI");
  const staying = await hold("A", "PMA-BARU");
  await make(branch, { type: "closure", from: at(10, 8), to: at(10, 13), groups: ["B"], note });
  const shown = await day(branch, "2026-12-10");
  expect(group(shown, "B").filter(({ startsAtMs }) => startsAtMs < at(10, 13))).toEqual([]);
  expect(slotAt(shown, "A", at(10, 9)).held).toBe(1);
  const status = async (id: string) =>
    (await branch.call("GET", `/holds/${id}`, undefined, { as: phone("typing") })).status;
  expect([await status(closing), await status(staying)]).toEqual([404, 200]);
});

test("a special opening puts a Saturday on sale at once", async () => {
  const branch = await setupBranch();
  expect(group(await day(branch, "2026-12-12"), "A")).toEqual([]);
  const made = await make(branch, {
    type: "special_opening",
    date: "2026-12-12",
    open: "09:00",
    close: "12:00",
    breaks: [],
    note,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const shown = await day(branch, "2026-12-12");
  expect(shown.plan.open).toEqual([[at(12, 9), at(12, 12)]]);
  expect(group(shown, "A").length).toBe(12);
  const days = await branch.call(
    "GET",
    "/availability?branch=SGR-HQ1&service=PMA-BARU&kind=citizen&from=2026-12-12&to=2026-12-12",
  );
  expect(days.body.days[0]).toMatchObject({ state: "open", places: 11 });
});

test("fewer counters: whoever booked first keeps the place, the last ones are offered another time", async () => {
  const branch = await setupBranch();
  const booked = [];
  for (const person of [0, 1, 2]) booked.push(await book(branch, at(10, 9), person));
  const change = { type: "capacity", group: "B", perStart: 1, slotMinutes: 10, from: "2026-12-10" };
  const before = slotAt(await day(branch, "2026-12-10"), "B", at(10, 9));
  expect(before.spent).toBe(3);
  const minutes = (group(await day(branch, "2026-12-10"), "B")[1].startsAtMs - at(10, 8)) / 60_000;
  const seen = await preview(branch, { ...change, slotMinutes: minutes });
  expect(seen.body.hits.map(({ bookingId }: Json) => bookingId)).toEqual([booked[1].id, booked[2].id]);
  expect(seen.body.findings).toMatchObject([{ code: "overbooked_start", group: "B", booked: 3, units: 1 }]);
  expect((await make(branch, { ...change, slotMinutes: minutes })).status).toBe(201);
  const shown = await day(branch, "2026-12-10");
  expect(slotAt(shown, "B", at(10, 9))).toMatchObject({ spent: 3, free: 0 });
  expect(slotAt(shown, "B", at(10, 9, minutes))).toMatchObject({ capacity: 1, free: 1 });
});

test("more counters mean more places at once, and back again", async () => {
  const branch = await setupBranch();
  const before = slotAt(await day(branch, "2026-12-10"), "A", at(10, 9));
  const change = {
    type: "capacity",
    group: "A",
    perStart: 10,
    slotMinutes: 15,
    from: "2026-12-10",
    to: "2026-12-10",
  };
  await make(branch, change);
  expect(slotAt(await day(branch, "2026-12-10"), "A", at(10, 9)).free).toBe(7);
  expect(slotAt(await day(branch, "2026-12-14"), "A", at(14, 9)).free).toBe(before.free);
  await make(branch, { ...change, perStart: 4 });
  expect(slotAt(await day(branch, "2026-12-10"), "A", at(10, 9))).toEqual(before);
});

test("days on sale keep their slot length; the answer says from when it may change", async () => {
  const branch = await setupBranch();
  const change = { type: "capacity", group: "A", perStart: 4, slotMinutes: 20, from: "2026-12-10" };
  const refused = await preview(branch, change);
  expect([refused.status, refused.body.code, refused.body.freeFrom]).toEqual([
    422,
    "slot_length_on_sale",
    "2027-03-06",
  ]);
  const seen = await preview(branch, { ...change, from: "2027-03-08" });
  expect(seen.body.findings).toContainEqual(
    expect.objectContaining({ code: "slots_do_not_divide", group: "A", leftMinutes: 15 }),
  );
});

test("shorter hours: what was free after the new closing is gone, who is booked there is hit", async () => {
  const branch = await setupBranch();
  const hit = await book(branch, at(10, 16), 0);
  const weekly = [1, 2, 3, 4, 5].map((weekday) => ({
    weekday,
    open: "08:00",
    close: "15:00",
    breaks: [{ from: "12:15", to: "14:00" }],
  }));
  const change = { type: "hours", weekly, from: "2026-12-09", to: "2026-12-31" };
  const seen = await preview(branch, change);
  expect(seen.body.hits.map(({ bookingId }: Json) => bookingId)).toEqual([hit.id]);
  expect((await make(branch, change)).status).toBe(201);
  const shown = await day(branch, "2026-12-10");
  expect(shown.plan.open).toEqual([
    [at(10, 8), at(10, 12, 15)],
    [at(10, 14), at(10, 15)],
  ]);
  expect(shown.hours.week.en).toBe("Monday–Friday 8.00 am–3.00 pm, break 12.15 pm–2.00 pm");
  expect(group(shown, "B").filter(({ startsAtMs }) => startsAtMs >= at(10, 15))).toEqual([
    expect.objectContaining({ startsAtMs: at(10, 16), free: 0, spent: 1 }),
  ]);
  expect((await day(branch, "2027-01-04")).plan.open).toHaveLength(2);
});

test("a counter that opens every second Saturday is on sale on those, and not on the ones between", async () => {
  const branch = await setupBranch();
  const change = {
    type: "every_n_weeks",
    weekday: 6,
    everyWeeks: 2,
    from: "2026-12-12",
    to: null,
    open: "09:00",
    close: "12:00",
  };
  expect((await make(branch, change)).status).toBe(201);
  const isOpen = async (date: string) => (await day(branch, date)).groups[0].slots.length > 0;
  expect([await isOpen("2026-12-12"), await isOpen("2026-12-19"), await isOpen("2026-12-26")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("a longer service takes more slots from its day on; who no longer fits is offered another time", async () => {
  const branch = await setupBranch();
  const last = await book(branch, at(10, 16, 45), 0);
  const fits = await book(branch, at(10, 9), 1);
  const change = { type: "duration", service: "PMA-BAHARUI", units: 2, from: "2026-12-09" };
  const before = slotAt(await day(branch, "2026-12-10"), "B", at(10, 9, 15));
  const seen = await preview(branch, change);
  expect(seen.body.hits.map(({ bookingId }: Json) => bookingId)).toEqual([last.id]);
  expect((await make(branch, change)).status).toBe(201);
  // The neighbour of a visit that has become longer is not sold to anybody else.
  expect(slotAt(await day(branch, "2026-12-10"), "B", at(10, 9, 15)).free).toBe(before.free - 1);
  const slots = async (date: string) =>
    (
      await branch.call(
        "GET",
        `/availability/day?branch=SGR-HQ1&service=PMA-BAHARUI&kind=citizen&date=${date}`,
      )
    ).body.slots;
  const minutes = async (date: string) => {
    const [{ startsAtMs, endsAtMs }] = await slots(date);
    return (endsAtMs - startsAtMs) / 60_000;
  };
  expect(await minutes("2026-12-10")).toBe(2 * (await minutes("2026-12-08")));
  expect(fits.id).toBeTruthy();
});

test("notice is a setting of the branch: no notice means tomorrow morning can still be booked tonight", async () => {
  const branch = await setupBranch();
  const [first] = (
    await branch.call(
      "GET",
      "/availability/day?branch=SGR-HQ1&service=PMA-BAHARUI&kind=citizen&date=2026-12-08",
    )
  ).body.slots;
  branch.clock.set(at(7, 22));
  const hold = () =>
    branch.call(
      "POST",
      "/holds",
      { slot: first.slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 },
      { as: phone("siti") },
    );
  expect((await hold()).body.code).toBe("slot_past");
  await make(branch, { type: "service", service: "PMA-BAHARUI", noticeHours: 0, from: "2026-12-08" });
  expect((await hold()).status).toBe(201);
});

test("the book of changes keeps who, what, why, and what was before", async () => {
  const branch = await setupBranch();
  await make(branch, { type: "capacity", group: "A", perStart: 10, slotMinutes: 15, from: "2026-12-10" });
  branch.clock.advance(1000);
  await make(branch, { type: "closure", from: at(10, 8), to: at(10, 13), note });
  const { items, next } = (await branch.call("GET", "/branch/changes", undefined, supervisor)).body;
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      actor: "aminah",
      reason: "Arahan ketua",
      atMs: branch.clock.nowMs(),
      what: { en: "Closed: 10 December 2026, 8.00 am – 10 December 2026, 1.00 pm. Office gathering" },
    },
    { what: { en: "Group A from 10 December 2026: 10 people every 15 minutes" } },
  ]);
  const before = branch.db.query("SELECT before FROM calendar_change WHERE what = 'capacity'").get() as Json;
  expect(JSON.parse(before.before)).toMatchObject({ group: "A", unitsPerStart: 4, slotMinutes: 15 });
});

test("a change sent again after many others is answered with the change it made", async () => {
  const branch = await setupBranch();
  const key = "01a20692-2609-7de3-82b7-a03a38627bcf";
  const closing = (day: number) => ({ type: "closure", from: at(day, 8), to: at(day, 9), note });
  const first = {
    change: closing(10),
    reason: "Arahan ketua",
    previewed: (await preview(branch, closing(10))).body.hash,
  };
  const made = await branch.call("POST", "/branch/changes", first, { ...supervisor, key });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  for (let later = 0; later < 21; later++) {
    branch.clock.advance(1000);
    const notice = { type: "service", service: "SOAL", noticeHours: later + 3, from: "2026-12-10", to: null };
    expect((await make(branch, notice)).status).toBe(201);
  }
  const again = await branch.call("POST", "/branch/changes", first, { ...supervisor, key });
  expect(again.status).toBe(201);
  expect(again.body).toEqual(made.body);
});

test("nobody but a supervisor looks at or changes the branch's day", async () => {
  const branch = await setupBranch({ closed: true });
  const change = { type: "closure", from: at(10, 8), to: at(10, 13), note };
  for (const [as, status] of [
    ["officer:rohani", 403],
    [phone("siti"), 403],
    [undefined, 401],
  ] as const) {
    const init = as ? { as } : {};
    expect((await branch.call("GET", "/branch/day", undefined, init)).status).toBe(status);
    expect((await branch.call("GET", "/branch/changes", undefined, init)).status).toBe(status);
    expect((await branch.call("POST", "/branch/changes/preview", { change }, init)).status).toBe(status);
    const body = { change, reason: "x", previewed: "x" };
    expect((await branch.call("POST", "/branch/changes", body, init)).status).toBe(status);
  }
});

test("changes that make no sense are refused with their own code, and change nothing", async () => {
  const branch = await setupBranch({ closed: true });
  const code = async (change: unknown) => {
    const { body } = await preview(branch, change);
    return body.errors ? body.errors.map((error: Json) => error.code).join() : body.code;
  };
  const closure = { type: "closure", from: at(10, 8), to: at(10, 13), note };
  const capacity = { type: "capacity", group: "A", perStart: 4, slotMinutes: 15, from: "2026-12-10" };
  expect(await code({ ...closure, from: at(1, 8), to: at(1, 9) })).toBe("date_past");
  expect(await code({ ...closure, to: at(10, 8) })).toBe("invalid_range");
  expect(await code({ ...closure, to: at(10, 8) + 400 * 86_400_000 })).toBe("invalid_range");
  expect(await code({ ...closure, groups: ["Z"] })).toBe("unknown_group");
  expect(await code({ ...closure, note: { ms: "\u001b", en: "x" } })).toBe("control_characters");
  expect(await code({ ...closure, colour: "blue" })).toBe("unknown_key");
  expect(await code({ ...capacity, from: "2026-12-06" })).toBe("date_past");
  expect(await code({ ...capacity, from: "2026-12-32" })).toBe("invalid_date");
  expect(await code({ ...capacity, to: "2026-12-09" })).toBe("invalid_range");
  expect(await code({ type: "hours", pattern: "NOPE", from: "2026-12-10", to: null })).toBe(
    "unknown_pattern",
  );
  expect(await code({ type: "hours", weekly: [], from: "2026-12-10", to: null })).toBe("nothing_changes");
  expect(await code({ type: "hours", from: "2026-12-10", to: null })).toBe("pattern_or_weekly");
  expect(await code({ type: "service", service: "EP", from: "2026-12-10" })).toBe("nothing_changes");
  expect(await code({ type: "duration", service: "NOPE", units: 2, from: "2026-12-10" })).toBe(
    "unknown_service",
  );
  const special = { type: "special_opening", date: "2026-12-12", note, open: "12:00", close: "09:00" };
  expect(await code(special)).toBe("times_out_of_order");
  expect(await code({ ...special, open: "9am", close: "12:00" })).toBe("invalid_time");
  expect(branch.db.query("SELECT count(*) AS n FROM calendar_change").get()).toEqual({ n: 0 });
});
