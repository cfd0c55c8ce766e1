import { describe, expect, test } from "vitest";
import { uuidv7 } from "../../sync/core/ids";
import { headersAs, setupBranch, type TestBranch } from "../testing";
import { book, hallRows, scan, strangeSlip, thursday } from "./checkin.fixture";
import { type DayList, signedList } from "./door";

const minute = 60_000;
const rohani = "officer:rohani";

/** An officer at the tablet of the door: the browser sends the cookies of both. */
const atTablet = (branch: TestBranch, as = rohani) => {
  const officer = headersAs(branch, as);
  const tablet = headersAs(branch, "tablet:1");
  return { ...officer, cookie: `${officer["cookie"]}; ${tablet["cookie"]}` };
};

interface Act {
  readonly atMs?: number;
  readonly told?: boolean;
  readonly key?: string;
  readonly as?: string;
  readonly headers?: Record<string, string>;
}

const letIn = (branch: TestBranch, slip: string, { atMs, told = true, key, as, headers }: Act = {}) =>
  branch.call(
    "POST",
    "/door/checkins",
    { slip, lang: "ms", atMs: atMs ?? branch.clock.nowMs(), officer: "rohani", told },
    { headers: headers ?? atTablet(branch, as), ...(key ? { key } : {}) },
  );

const commandId = (branch: TestBranch) => uuidv7(branch.clock.nowMs(), branch.random);
const usedTwice = async (branch: TestBranch) =>
  (await branch.call("GET", "/hq/state", undefined, { as: "supervisor:azlina" })).body.usedTwice;

describe("what a tablet tells of later", () => {
  test("is recorded once, with the time of the act, whoever is signed in and however often it is sent", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    const atMs = startsAtMs - 5 * minute;
    const key = commandId(branch);
    // The network came back when the person would be late.
    branch.clock.set(startsAtMs + 40 * minute);
    const first = await letIn(branch, slip, { atMs, key });
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect(first.body).toMatchObject({
      type: "checked_in",
      ticket: { number: "A001", lane: "appointment" },
      booking: { startsAtMs },
    });
    const again = await letIn(branch, slip, { atMs, key, as: "supervisor:azlina" });
    expect(again.body).toEqual(first.body);
    expect(branch.db.query("SELECT at_ms, outcome FROM checkin").all()).toEqual([
      { at_ms: atMs, outcome: "checked_in" },
    ]);
    expect(hallRows(branch)).toMatchObject({ tickets: 1, checkins: 1, jobs: 1 });
    expect(await usedTwice(branch)).toEqual([]);
  });

  test("an answer that was lost at the first try is given again, though the tablet has told the person meanwhile", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const [atMs, key] = [branch.clock.nowMs(), commandId(branch)];
    const first = await letIn(branch, slip, { atMs, key, told: false });
    branch.clock.advance(3 * minute);
    const { type, ticket } = (await letIn(branch, slip, { atMs, key, told: true })).body;
    expect([type, ticket.number]).toEqual([first.body.type, first.body.ticket.number]);
    expect(await usedTwice(branch)).toEqual([]);
  });

  test("a slip that was used at the kiosk meanwhile goes to the supervisor with both places and times; the first stands", async () => {
    const branch = await setupBranch();
    const { slip, ref, startsAtMs } = await book(branch);
    const atMs = startsAtMs - 10 * minute;
    branch.clock.set(startsAtMs);
    const kiosk = await scan(branch, slip);
    branch.clock.advance(minute);
    const before = hallRows(branch);
    const key = commandId(branch);
    const told = await letIn(branch, slip, { atMs, key });
    expect(told.body).toMatchObject({ type: "used_twice", first: { place: "Kios 1", atMs: startsAtMs } });
    expect((await letIn(branch, slip, { atMs, key })).body).toEqual(told.body);
    expect(hallRows(branch), kiosk.body.ticket.number).toEqual(before);
    expect(await usedTwice(branch)).toEqual([
      {
        branch: "SGR-HQ1",
        ref: ref.replace("-", ""),
        officer: expect.any(String),
        place: "Tablet 1",
        atMs,
        firstPlace: "Kios 1",
        firstAtMs: startsAtMs,
      },
    ]);
    const audited = branch.db.query("SELECT intent FROM audit ORDER BY seq DESC LIMIT 1").get();
    expect(audited).toEqual({ intent: "slipUsedTwice" });
  });

  test("shown while there is a network, a slip of before is just one that was used: no row for the supervisor", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    await scan(branch, slip);
    expect((await letIn(branch, slip, { told: false })).body).toMatchObject({
      type: "already",
      ticket: { number: "A001" },
    });
    expect(await usedTwice(branch)).toEqual([]);
  });

  test("on the next morning it is recorded without a number, and the person is not one who did not come", async () => {
    const branch = await setupBranch();
    const { id, slip, startsAtMs, as } = await book(branch);
    branch.clock.set(startsAtMs + 20 * 60 * minute);
    const told = await letIn(branch, slip, { atMs: startsAtMs });
    expect(told.body).toMatchObject({ type: "checked_in", ticket: null });
    expect(hallRows(branch)).toMatchObject({ tickets: 0, checkins: 1, jobs: 0 });
    expect(branch.db.query("SELECT state FROM party WHERE booking = ?").get(id)).toEqual({
      state: "checked_in",
    });
    expect((await branch.call("GET", `/bookings/${id}`, undefined, { as })).body).toMatchObject({
      ticketId: null,
    });
    expect((await scan(branch, slip)).body.code).toBe("slip_used");
  });

  test("a tablet's clock that is ahead records nothing in the future, and what is older than a week is refused", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    await letIn(branch, slip, { atMs: startsAtMs + 60 * minute });
    expect(branch.db.query("SELECT at_ms FROM checkin").get()).toEqual({ at_ms: startsAtMs });
    const old = await letIn(branch, slip, { atMs: startsAtMs - 7 * 24 * 60 * minute - 1 });
    expect([old.status, old.body.code]).toEqual([410, "act_too_old"]);
  });

  test("what is not good is refused for good, and changes nothing", async () => {
    const branch = await setupBranch();
    const { id, slip, startsAtMs, as } = await book(branch);
    branch.clock.set(startsAtMs - 24 * 60 * minute);
    expect((await letIn(branch, slip)).body).toMatchObject({ code: "wrong_day", startsAtMs });
    expect((await branch.call("POST", `/bookings/${id}/cancel`, {}, { as })).status).toBe(200);
    branch.clock.set(startsAtMs);
    expect((await letIn(branch, slip)).body.code).toBe("slip_cancelled");
    expect((await letIn(branch, `${slip.slice(0, -3)}000`)).body.code).toBe("slip_invalid");
    expect((await letIn(branch, strangeSlip(branch, { branch: "KUL-HQ1" }))).body.code).toBe("wrong_branch");
    expect(hallRows(branch)).toEqual({ tickets: 0, checkins: 0, jobs: 0, steps: 0 });
    expect(await usedTwice(branch)).toEqual([]);
  });
});

describe("whose door it is", () => {
  test("only an officer at an enrolled tablet has one: neither alone, and no tablet that was shut out", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const codes = async (headers: Record<string, string>) => [
      (await branch.call("GET", "/door/day", undefined, { headers })).body.code,
      (await letIn(branch, slip, { headers })).body.code,
    ];
    expect(await codes(headersAs(branch, rohani))).toEqual(["tablet_needed", "tablet_needed"]);
    expect(await codes(headersAs(branch, "tablet:1"))).toEqual(["not_allowed", "not_allowed"]);
    expect(await codes(atTablet(branch, "auditor:mei"))).toEqual(["not_allowed", "not_allowed"]);
    const azlina = { as: "supervisor:azlina" };
    const { items } = (await branch.call("GET", "/devices/enrolled", undefined, azlina)).body;
    const { id } = items.find(({ kind }: { kind: string }) => kind === "tablet");
    const headers = atTablet(branch);
    const revoked = await branch.call(
      "POST",
      `/devices/${encodeURIComponent(id)}/revoke`,
      { reason: "lost" },
      azlina,
    );
    expect(revoked.status, JSON.stringify([items, revoked.body])).toBe(204);
    expect(await codes(headers), "its session has ended").toEqual(["tablet_needed", "tablet_needed"]);
    expect(await codes(atTablet(branch)), "one that it still had").toEqual([
      "tablet_revoked",
      "tablet_revoked",
    ]);
    expect(hallRows(branch).checkins).toBe(0);
  });
});

describe("the list of the day", () => {
  const listOf = async (branch: TestBranch): Promise<{ list: DayList; raw: string }> => {
    const { status, body } = await branch.call("GET", "/door/day", undefined, { headers: atTablet(branch) });
    expect(status, JSON.stringify(body)).toBe(200);
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, "base64url"));
    const key = await crypto.subtle.importKey("raw", bytes(body.key), "Ed25519", false, ["verify"]);
    const signed = new TextEncoder().encode(signedList(body.text));
    expect(await crypto.subtle.verify("Ed25519", key, bytes(body.signature), signed)).toBe(true);
    const list = JSON.parse(body.text) as DayList;
    expect(list.keys).toContain(body.key);
    return { list, raw: body.text };
  };

  test("names today's and tomorrow's visits, also cancelled ones and those moved away, and nobody", async () => {
    const branch = await setupBranch();
    const today = await book(branch, { who: "siti" });
    const gone = await book(branch, { who: "ali", mykads: ["910202-10-5566"] });
    await branch.call("POST", `/bookings/${gone.id}/cancel`, {}, { as: gone.as });
    const moved = await book(branch, { who: "mei", mykads: ["920303-01-5512"] });
    const late = await book(branch, { who: "raju", mykads: ["930404-01-5523"], date: "2026-12-15" });
    const to = (
      await branch.call(
        "GET",
        `/availability/day?branch=SGR-HQ1&service=PMA-BARU&date=2026-12-16&parties=1&kind=citizen`,
      )
    ).body.slots.find(({ state }: { state: string }) => state === "free").slot;
    const hold = await branch.call(
      "POST",
      "/holds",
      { slot: to, service: "PMA-BARU", kind: "citizen", parties: 1 },
      { as: moved.as },
    );
    const done = await branch.call(
      "POST",
      `/bookings/${moved.id}/move`,
      { holdId: hold.body.holdId },
      { as: moved.as },
    );
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    branch.clock.set(Date.parse(`${thursday}T08:00:00+08:00`));
    const { list, raw } = await listOf(branch);
    expect(list).toMatchObject({ branch: "SGR-HQ1", zone: "Asia/Kuala_Lumpur", atMs: branch.clock.nowMs() });
    const state = Object.fromEntries(list.bookings.map((row) => [row.id, `${row.state} ${row.rev}`]));
    expect(state).toEqual({
      [today.id]: "confirmed 1",
      [gone.id]: expect.stringMatching(/^cancelled/),
      [moved.id]: "confirmed 2",
    });
    expect(state[late.id]).toBeUndefined();
    expect(raw).not.toMatch(/SITI|900101|AHMAD|example\.com/);
  });
});
