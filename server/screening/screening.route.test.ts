/** Lists and look-ups as pages ask for them: who may, what is counted, and that no list touches an appointment. */
import { expect, test } from "vitest";
import { book, scan } from "../checkin/checkin.fixture";
import { minuteMs, rohani, setupHall } from "../queue/hall.fixture";
import { setupBranch, type TestBranch } from "../testing";
import { holderOf, listFile, listPerson, passportOf, says, sources } from "./screening.fixture";

const noor = { as: "hq_admin:noor" };
const siti = { ...holderOf("A11111111"), document: null, mykad: "900101-14-5678" };

/** Hands a file over in parts, as the page does, and waits for what becomes of it. */
const send = async ({ call }: TestBranch, file: Uint8Array) => {
  for (let from = 0; from < file.length; from += 40_000) {
    const bytes = Buffer.from(file.subarray(from, from + 40_000)).toString("base64url");
    expect((await call("PUT", "/lists/parts", { from, bytes }, noor)).status).toBe(204);
  }
  expect((await call("POST", "/lists", { bytes: file.length }, noor)).status).toBe(202);
  for (;;) {
    const { taking } = (await call("GET", "/lists", undefined, noor)).body;
    if (taking.state !== "taking") return taking;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

test("an administrator hands an agency's file over in parts; a wrong one is refused with its line", async () => {
  const hq = await setupBranch({ role: "hq", alias: 1, listSources: sources, sync: { members: [] } });
  hq.clock.advance(10_000);
  await hq.scheduler.runDue();
  const madeAt = hq.clock.nowMs();
  const lines = Array.from({ length: 2_000 }, (_, no) => ({ document: passportOf(`A${10_000_000 + no}`) }));
  const file = listFile({ list: "mdac", version: 1, madeAt }, lines);
  expect(file.length).toBeGreaterThan(100_000);
  expect(await send(hq, file)).toEqual({ state: "taken", list: "mdac", version: 1, entries: 2_000 });
  const wrong = listFile({ list: "mdac", version: 2, madeAt }, [...lines.slice(0, 3), { document: 7 }]);
  expect(await send(hq, wrong)).toEqual({ state: "refused", code: "list_line_wrong", line: 6 });
  expect(await send(hq, file)).toMatchObject({ state: "refused", code: "list_version_old" });
  hq.clock.advance(10_000);
  await hq.scheduler.runDue();
  const { lists } = (await hq.call("GET", "/lists", undefined, noor)).body;
  expect(lists.find(({ list }: { list: string }) => list === "mdac")).toMatchObject({
    version: 1,
    newest: 1,
    entries: 2_000,
    usable: true,
    trouble: null,
  });
  expect(lists[0]).toMatchObject({ list: "suspects", usable: false, trouble: "missing" });
  const { body } = await hq.call("POST", "/lists", { bytes: 9 }, noor);
  expect(body.code).toBe("list_part_missing");
});

test("an officer looks somebody up with a touch and a purpose; each look is counted and audited, and too many without a case are told", async () => {
  const branch = await setupBranch({ closed: true, checkReplay: false });
  listPerson(branch, siti, ["suspects"]);
  const officer = { as: "officer:rohani" };
  const body = { person: siti, purpose: "pass", ticket: null };
  const looked = await branch.call("POST", "/screening/person", body, officer);
  expect(looked.body).toEqual({
    denies: [{ list: "suspects", code: "exit_ban", agency: "pdrm" }],
    allows: [],
  });
  const untouched = await branch.call("POST", "/screening/person", body, { ...officer, touches: false });
  expect([untouched.status, untouched.body.code]).toEqual([403, "step_up"]);
  const { purpose: _none, ...aimless } = body;
  expect((await branch.call("POST", "/screening/person", aimless, officer)).status).toBe(400);
  expect((await branch.call("POST", "/screening/person", { ...body, ticket: "none" }, officer)).status).toBe(
    404,
  );
  const curious = async () =>
    (await branch.call("GET", "/screening/rechecks", undefined, { as: "supervisor:azlina" })).body.curious;
  expect(await curious()).toEqual([]);
  for (let no = 0; no < 9; no++) await branch.call("POST", "/screening/person", body, officer);
  expect(await curious()).toEqual([{ who: "rohani", looks: 10 }]);
  const refused = await branch.call("POST", "/screening/person", body, officer);
  expect([refused.status, refused.body.code]).toEqual([429, "too_many_tries"]);
  const leaves = branch.db.query("SELECT * FROM audit WHERE intent = 'screenAtCounter'").all();
  expect(leaves).toHaveLength(10);
  expect(JSON.stringify(leaves)).not.toContain("900101");
});

test("a case is whoever is in front of the officer: anybody else's ticket, and one that is over, does not make a look one of work", async () => {
  const hall = await setupHall({ closed: false, checkReplay: false });
  listPerson(hall, siti, []);
  const mine = await hall.comes();
  const other = await hall.comes();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  await hall.calls(rohani, hall.counter1);
  const looks = async (ticket: string) => {
    const body = { person: siti, purpose: "identity", ticket };
    const { status } = await hall.call("POST", "/screening/person", body, { as: rohani });
    return status;
  };
  expect([await looks(mine.ticketId), await looks(other.ticketId)]).toEqual([200, 409]);
  await hall.does(rohani, `/tickets/${mine.ticketId}/serve`);
  await hall.does(rohani, `/tickets/${mine.ticketId}/finish`, { outcome: "done" });
  expect(await looks(mine.ticketId)).toBe(409);
});

/** A whole visit, with everything that the person and the public see on the way. */
const visitOf = async (listed: "suspects" | "warrants" | null) => {
  const hall = await setupHall({ closed: false, checkReplay: false });
  listPerson(hall, listed === null ? holderOf("Z99999999") : siti, listed === null ? ["warrants"] : [listed]);
  const booked = await book(hall, { mykads: ["900101-14-5678"] });
  hall.clock.set(booked.startsAtMs - 10 * minuteMs);
  await hall.scheduler.runDue();
  const scanned = await scan(hall, booked.slip);
  const { id } = scanned.body.ticket;
  await hall.signsOn(rohani, hall.counter1, ["A"]);
  await hall.calls(rohani, hall.counter1);
  const seen = [booked, scanned.body, await hall.ticket(id), await hall.display()];
  await hall.does(rohani, `/tickets/${id}/serve`);
  await hall.does(rohani, `/tickets/${id}/finish`, { outcome: "done" });
  return { seen: [...seen, await hall.ticket(id)], found: says(hall, siti) };
};

test("a travel ban and a warrant stop no appointment, and the public sees the same bytes as of anybody", async () => {
  const anybody = await visitOf(null);
  expect(anybody.found).toEqual([]);
  for (const list of ["suspects", "warrants"] as const) {
    const listed = await visitOf(list);
    expect(listed.found).toHaveLength(1);
    expect(JSON.stringify(listed.seen)).toBe(JSON.stringify(anybody.seen));
  }
});
