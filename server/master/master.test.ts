import { expect, test } from "vitest";
import { book, mykad, startOf, thursday } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { type Json, phone, type TestBranch } from "../testing";

const noor = "hq_admin:noor";
/** The Monday after the tests' own. */
const monday = "2026-12-14";
const dayMs = 86_400_000;

const move = {
  kind: "branch",
  code: "SGR-HQ1",
  from: monday,
  set: { address: "Aras 2, Menara Baharu", postcode: "40100", phone: "+60 3-5519 0653" },
} as const;

const preview = async (hq: TestBranch, wish: unknown) =>
  hq.call("POST", "/hq/master/preview", { wish }, { as: noor });

const make = async (hq: TestBranch, wish: unknown, reason = "Pindah pejabat") => {
  const previewed = (await preview(hq, wish)).body.hash;
  return hq.call("POST", "/hq/master", { wish, reason, previewed }, { as: noor });
};

const branchAt = async (node: TestBranch, code = "SGR-HQ1"): Promise<Json> =>
  (await node.call("GET", "/catalogue")).body.branches.find((row: Json) => row.code === code);
const serviceAt = async (node: TestBranch, code: string): Promise<Json> =>
  (await node.call("GET", "/catalogue")).body.services.find((row: Json) => row.code === code);

const slipHtml = async (node: TestBranch, id: string, as: string) =>
  String((await node.call("GET", `/bookings/${id}/slip.html`, undefined, { as })).body);

test("an office that moves is found at its old address until the day, on every node, line or no line; a slip says the address of its own day", async () => {
  const { hq, branches, settle, cut, timers } = await setupCountry();
  const [branch] = branches;
  const before = await branchAt(branch);
  const as = phone("siti");
  const early = await book(branch, {
    as,
    slot: startOf(branch).slot,
    people: [mykad("900101-14-5678")],
  });
  const late = await book(branch, {
    as: phone("dewi"),
    slot: startOf(branch, 0, { date: "2026-12-15" }).slot,
    people: [mykad("900101-14-5676", "DEWI")],
  });
  await settle();

  const seen = await preview(hq, move);
  expect(seen.status, JSON.stringify(seen.body)).toBe(200);
  expect(seen.body).toMatchObject({
    from: monday,
    fields: [
      { field: "address", before: before.address, after: "Aras 2, Menara Baharu" },
      { field: "postcode", before: before.postcode, after: "40100" },
      { field: "phone", before: before.phone, after: "+60 3-5519 0653" },
    ],
    // Who comes before the day is not touched by it.
    hits: [{ branch: "SGR-HQ1", bookings: 1, people: 1 }],
  });
  expect((await make(hq, move)).status).toBe(201);
  await settle();
  expect(await branchAt(hq)).toEqual(before);
  expect((await branchAt(branch)).address).toBe(before.address);
  expect(await slipHtml(branch, early.body.id, as)).toContain(before.address);
  expect(await slipHtml(branch, late.body.id, phone("dewi"))).toContain("Aras 2, Menara Baharu");

  cut(branch);
  timers.advance(7 * dayMs);
  for (const node of [hq, branch])
    expect(await branchAt(node)).toMatchObject({
      address: "Aras 2, Menara Baharu",
      postcode: "40100",
      city: before.city,
    });
  // What was, was: yesterday's slip keeps the address people went to.
  expect(await slipHtml(branch, early.body.id, as)).toContain(before.address);
});

test("a service has its new name, length, fee and places from its day on: before it people book as before", async () => {
  const { hq, branches, settle, timers } = await setupCountry();
  const [branch] = branches;
  const service = await serviceAt(branch, "PMA-BAHARUI");
  const set = {
    nameMs: "Pembaharuan pasport",
    units: service.units + 1,
    feesSen: service.fees.map(() => 15_000),
    branches: ["KUL-HQ1"],
  };
  const wish = { kind: "service", code: "PMA-BAHARUI", from: monday, set };
  expect((await make(hq, wish)).status).toBe(201);
  await settle();
  expect(await serviceAt(branch, "PMA-BAHARUI")).toEqual(service);
  const ask = (date: string) =>
    branch.call(
      "GET",
      `/availability?branch=SGR-HQ1&service=PMA-BAHARUI&kind=citizen&parties=1&from=${date}&to=${date}`,
    );
  expect((await ask(thursday)).body.days[0].state).toBe("open");
  expect((await ask(monday)).body.code).toBe("not_bookable");
  timers.advance(7 * dayMs);
  expect(await serviceAt(branch, "PMA-BAHARUI")).toMatchObject({
    name: { ms: "Pembaharuan pasport", en: service.name.en },
    units: set.units,
    branches: ["KUL-HQ1"],
    fees: service.fees.map((fee: Json) => ({ ...fee, sen: 15_000 })),
  });
});

test("a declared holiday closes the day at each branch of its states, once: nobody else is sold a place, who has one is offered another", async () => {
  const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
  const [selangor, johor] = branches as [TestBranch, TestBranch];
  const siti = phone("siti");
  const booked = await book(selangor, {
    as: siti,
    slot: startOf(selangor, 0, { date: monday }).slot,
    people: [mykad("900101-14-5678")],
  });
  await settle();
  const wish = {
    kind: "holiday",
    from: monday,
    set: { nameMs: "Cuti khas", nameEn: "Special holiday", states: ["MY-10"] },
  };
  expect((await preview(hq, wish)).body.hits).toEqual([{ branch: "SGR-HQ1", bookings: 1, people: 1 }]);
  expect((await make(hq, wish)).status).toBe(201);
  await settle();
  for (const node of [selangor, johor]) await node.scheduler.runDue();
  for (const node of [selangor, johor]) {
    node.clock.advance(61_000);
    await node.scheduler.runDue();
  }
  const stateOf = async (node: TestBranch, code: string) =>
    (
      await node.call(
        "GET",
        `/availability?branch=${code}&service=PMA-BAHARUI&kind=citizen&parties=1&from=${monday}&to=${monday}`,
      )
    ).body.days[0];
  expect((await stateOf(selangor, "SGR-HQ1")).state).toBe("closed");
  expect((await stateOf(johor, "JHR-HQ1")).state).toBe("open");
  const { body } = await selangor.call("GET", `/bookings/${booked.body.id}`, undefined, { as: siti });
  expect(body.offer).toMatchObject({ reason: { ms: expect.stringContaining("Cuti khas") } });
  const closures = () => selangor.db.query("SELECT count(*) AS n FROM closure").get();
  expect(closures()).toEqual({ n: 1 });
  await selangor.scheduler.runDue();
  expect(closures()).toEqual({ n: 1 });
  expect((await make(hq, wish)).status).toBe(400);
  expect((await preview(hq, wish)).body.code).toBe("holiday_there");
});

test("a change is withdrawn before its day and not on it; the book says who wanted what, when and why", async () => {
  const { hq, branches, settle, timers } = await setupCountry();
  const [branch] = branches;
  const before = (await branchAt(branch)).address;
  const { id } = (await make(hq, move)).body;
  const book_ = async () => (await hq.call("GET", "/hq/master", undefined, { as: noor })).body.items[0];
  expect(await book_()).toMatchObject({
    id,
    kind: "branch",
    code: "SGR-HQ1",
    from: monday,
    set: move.set,
    reason: "Pindah pejabat",
    state: "coming",
    by: "Noor",
  });
  const withdraw = () => hq.call("POST", `/hq/master/${id}/withdraw`, {}, { as: noor });
  await settle();
  expect((await withdraw()).status).toBe(204);
  expect((await withdraw()).body.code).toBe("master_not_found");
  expect(await book_()).toMatchObject({ state: "withdrawn", withdrawnBy: "Noor" });
  await settle();
  timers.advance(7 * dayMs);
  expect((await branchAt(branch)).address).toBe(before);
  const wish = { ...move, from: "2026-12-21" };
  const second = (await make(hq, wish)).body;
  timers.advance(7 * dayMs);
  expect(await book_()).toMatchObject({ id: second.id, state: "in_force" });
  const late = await hq.call("POST", `/hq/master/${second.id}/withdraw`, {}, { as: noor });
  expect([late.status, late.body.code]).toEqual([409, "master_in_force"]);
  expect((await branchAt(hq)).address).toBe(move.set.address);
});

test("what makes no sense is refused with its own code beside its field, and changes nothing", async () => {
  const { hq, branches } = await setupCountry();
  const code = async (wish: unknown) => {
    const { body } = await preview(hq, wish);
    return body.errors ? body.errors.map((error: Json) => `${error.path} ${error.code}`).join() : body.code;
  };
  const [branch] = branches;
  const now = await branchAt(branch);
  expect(await code({ ...move, from: "2026-12-07" })).toBe("date_past");
  expect(await code({ ...move, from: "2029-12-07" })).toBe("date_far");
  expect(await code({ ...move, from: "2026-12-32" })).toBe("wish.from invalid_date");
  expect(await code({ ...move, code: "NOPE" })).toBe("unknown_branch");
  expect(await code({ ...move, set: {} })).toBe("nothing_changes");
  expect(await code({ ...move, set: { address: now.address } })).toBe("nothing_changes");
  expect(await code({ ...move, set: { address: " " } })).toBe("wish.set.address empty");
  expect(await code({ ...move, set: { address: "a\u202eb" } })).toBe("wish.set.address control_characters");
  expect(await code({ ...move, set: { postcode: "123" } })).toMatch(/^wish\.set\.postcode /);
  expect(await code({ ...move, set: { zone: "UTC" } })).toMatch(/unknown_key/);
  const service = { kind: "service", code: "PMA-BAHARUI", from: monday };
  expect(await code({ ...service, set: { units: 0 } })).toMatch(/^wish\.set\.units /);
  expect(await code({ ...service, set: { feesSen: [1, 2, 3, 4, 5, 6, 7] } })).toBe("fees_differ");
  expect(await code({ ...service, set: { branches: ["NOPE"] } })).toBe("unknown_branch");
  expect(await code({ ...service, code: "NOPE", set: { units: 2 } })).toBe("unknown_service");
  const holiday = { nameMs: "x", nameEn: "x", states: ["MY-99"] };
  expect(await code({ kind: "holiday", from: monday, set: holiday })).toBe("unknown_state");
  const stale = { wish: move, reason: "x", previewed: "x" };
  expect((await hq.call("POST", "/hq/master", stale, { as: noor })).body.code).toBe("preview_stale");
  const { hash: previewed } = (await preview(hq, move)).body;
  const noReason = { wish: move, reason: " ", previewed };
  expect((await hq.call("POST", "/hq/master", noReason, { as: noor })).status).toBe(400);
  expect(hq.db.query("SELECT count(*) AS n FROM master_change").get()).toEqual({ n: 0 });
  expect((await branch.call("GET", "/hq/master", undefined, { as: noor })).body.code).toBe(
    "not_headquarters",
  );
});
