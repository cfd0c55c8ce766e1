import { describe, expect, test } from "vitest";
import { uuidv7 } from "../../sync/core/ids";
import { slipSigner } from "../booking/slip-keys";
import { setupBranch } from "../testing";
import {
  book,
  hallRows,
  hold,
  kiosk,
  scan,
  slipOf,
  strangeSlip,
  takeAllNumbers,
  thursday,
  typeReference,
} from "./checkin.fixture";

const minute = 60_000;
const oneOfEach = { tickets: 1, checkins: 1, jobs: 1, steps: 1 };
const nothing = { tickets: 0, checkins: 0, jobs: 0, steps: 0 };

describe("a slip at the kiosk", () => {
  test("in time: a number in the appointment lane, printed once, and everybody of the booking is here", async () => {
    const branch = await setupBranch();
    const { id, slip, startsAtMs } = await book(branch, { mykads: ["900101-14-5678", "910202-10-5566"] });
    branch.clock.set(startsAtMs - 10 * minute);
    const answer = await scan(branch, slip);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject({
      type: "checked_in",
      ticket: { number: "A001", lane: "appointment", state: "waiting", appointmentAtMs: startsAtMs },
      booking: { service: "PMA-BARU", startsAtMs },
      next: ["wait"],
    });
    expect(hallRows(branch)).toEqual(oneOfEach);
    expect(branch.db.query("SELECT state FROM party WHERE booking = ?").all(id)).toEqual([
      { state: "checked_in" },
      { state: "checked_in" },
    ]);
    expect(branch.db.query("SELECT people FROM ticket").get()).toEqual({ people: 2 });
  });

  test("two hours early keeps the place: the appointment lane, marked early", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs - 120 * minute);
    const answer = await scan(branch, slip);
    expect(answer.body).toMatchObject({
      type: "early",
      ticket: { lane: "appointment", appointmentAtMs: startsAtMs },
    });
    expect(branch.db.query("SELECT source FROM ticket").get()).toEqual({ source: "early" });
  });

  test("late: a walk-in's number in the normal lane", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs + 16 * minute);
    const answer = await scan(branch, slip);
    expect(answer.body).toMatchObject({ type: "late", ticket: { lane: "normal" }, booking: { startsAtMs } });
    expect(branch.db.query("SELECT source, lane FROM ticket").get()).toEqual({
      source: "late",
      lane: "normal",
    });
  });

  test("late and the numbers are gone: when there are more, where there are others, which slots are free; nothing is lost", async () => {
    const branch = await setupBranch();
    const { id, slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs + 16 * minute);
    await takeAllNumbers(branch);
    const before = hallRows(branch);
    const answer = await scan(branch, slip);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      type: "numbers_gone",
      service: "PMA-BARU",
      next: ["next_batch", "book_slot", "go_to_branch"],
    });
    expect(answer.body.nextBatchAtMs).toBeGreaterThan(branch.clock.nowMs());
    expect(answer.body.nearest).toHaveLength(3);
    expect(answer.body.slots.length).toBeGreaterThan(0);
    expect(hallRows(branch)).toEqual(before);
    expect(branch.db.query("SELECT state FROM party WHERE booking = ?").get(id)).toEqual({
      state: "confirmed",
    });

    branch.clock.set(answer.body.nextBatchAtMs);
    expect((await scan(branch, slip)).body).toMatchObject({ type: "late", ticket: { lane: "normal" } });
  });

  test("the wrong day: the right one, and slots that can be booked on the spot", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    const answer = await scan(branch, slip);
    expect(answer.body).toMatchObject({
      type: "wrong_day",
      branch: "SGR-HQ1",
      service: "PMA-BARU",
      startsAtMs,
    });
    const [first] = answer.body.slots;
    expect(first.startsAtMs).toBeLessThan(startsAtMs);
    const body = { slot: first.slot, service: "PMA-BARU", kind: "citizen", parties: 1 };
    expect(
      (await branch.call("POST", "/holds", body, { as: kiosk })).status,
      "the first offered slot can be held here",
    ).toBe(201);
    expect(hallRows(branch)).toEqual(nothing);

    branch.clock.set(startsAtMs + 20 * 60 * minute);
    expect(
      (await scan(branch, slip)).body,
      "a day late is the wrong day too, while the slip lasts",
    ).toMatchObject({ type: "wrong_day", startsAtMs });
  });

  test("a slip of another branch: that branch and time, and slots here", async () => {
    const there = await setupBranch({ branch: "KUL-HQ1" });
    const here = await setupBranch();
    const { slip, startsAtMs } = await book(there);
    here.clock.set(startsAtMs);
    const answer = await scan(here, slip);
    expect(answer.body).toMatchObject({
      type: "wrong_branch",
      branch: "KUL-HQ1",
      service: "PMA-BARU",
      startsAtMs,
    });
    expect(answer.body.slots.length).toBeGreaterThan(0);
    expect(hallRows(here)).toEqual(nothing);
  });

  test("a cancelled booking has its own sentence and a way on", async () => {
    const branch = await setupBranch();
    const { id, slip, as, startsAtMs } = await book(branch);
    const cancelled = await branch.call("POST", `/bookings/${id}/cancel`, {}, { as });
    expect(cancelled.body, JSON.stringify(cancelled.body)).toMatchObject({ state: "cancelled" });
    branch.clock.set(startsAtMs);
    const answer = await scan(branch, slip);
    expect(answer.status).toBe(410);
    expect(answer.body).toMatchObject({
      code: "slip_cancelled",
      service: "PMA-BARU",
      startsAtMs,
      next: ["take_number", "book_slot"],
    });
    expect(hallRows(branch)).toEqual(nothing);
  });

  test("after a change of date the old slip is refused and the new one is good", async () => {
    const branch = await setupBranch();
    const { id, slip, as } = await book(branch);
    const holdId = await hold(branch, as, "2026-12-14");
    const moved = await branch.call("POST", `/bookings/${id}/move`, { holdId }, { as });
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    branch.clock.set(moved.body.startsAtMs);
    const old = await scan(branch, slip);
    expect(old.status).toBe(409);
    expect(old.body).toMatchObject({ code: "slip_superseded", startsAtMs: moved.body.startsAtMs });
    const fresh = await scan(branch, await slipOf(branch, id, as));
    expect(fresh.body.type).toBe("checked_in");
  });

  test("one changed character makes any slip worthless, wherever it stands", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    for (const at of [0, 5, 60, 130, slip.length - 1]) {
      const other = slip[at] === "0" ? "1" : "0";
      const answer = await scan(branch, slip.slice(0, at) + other + slip.slice(at + 1));
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ code: "slip_invalid", next: ["type_reference", "take_number"] });
    }
    expect(hallRows(branch)).toEqual(nothing);
  });

  test("signed by a key that nobody knows is forged", async () => {
    const branch = await setupBranch({ closed: true });
    const slip = strangeSlip(branch, {}, slipSigner(new Uint8Array(32).fill(7)));
    expect((await scan(branch, slip)).body).toMatchObject({
      code: "slip_invalid",
      reason: "slip_key_unknown",
    });
  });

  test("an expired slip says which visit it was for", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs + 26 * 60 * minute);
    const answer = await scan(branch, slip);
    expect(answer.status).toBe(410);
    expect(answer.body).toMatchObject({ code: "slip_expired", branch: "SGR-HQ1", startsAtMs });
  });
});

describe("once is once", () => {
  test("a second scan shows the first ticket and prints nothing", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const first = await scan(branch, slip);
    branch.clock.advance(40 * minute);
    const second = await scan(branch, slip, { lang: "en" });
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({
      type: "already",
      ticket: { id: first.body.ticket.id, number: "A001" },
      booking: { startsAtMs },
    });
    expect(hallRows(branch)).toEqual(oneOfEach);
  });

  test("the day after, a slip that was used says so", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    await scan(branch, slip);
    branch.clock.advance(20 * 60 * minute);
    const answer = await scan(branch, slip);
    expect(answer.status).toBe(410);
    expect(answer.body.code).toBe("slip_used");
  });

  test("a double tap with one key is one ticket and one answer", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const key = uuidv7(branch.clock.nowMs(), branch.random);
    const answers = await Promise.all([1, 2, 3].map(() => scan(branch, slip, { key })));
    expect(answers.map(({ body }) => body.type)).toEqual(["checked_in", "checked_in", "checked_in"]);
    expect(new Set(answers.map(({ body }) => body.ticket.id)).size).toBe(1);
    expect(hallRows(branch)).toEqual(oneOfEach);
  });

  test("two kiosks at the same moment, each with its own key, give one ticket and one paper", async () => {
    const branch = await setupBranch();
    const { slip, ref, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const answers = await Promise.all([
      scan(branch, slip),
      typeReference(branch, ref, "900101145678"),
      scan(branch, slip),
      scan(branch, slip),
    ]);
    expect(answers.map(({ body }) => body.type).toSorted()).toEqual([
      "already",
      "already",
      "already",
      "checked_in",
    ]);
    expect(new Set(answers.map(({ body }) => body.ticket.id)).size).toBe(1);
    expect(hallRows(branch)).toEqual(oneOfEach);
  });
});

describe("reference and document number", () => {
  test("are as good as the slip, however they are written", async () => {
    const branch = await setupBranch();
    const { ref, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const answer = await typeReference(
      branch,
      `${ref.slice(0, 4)}-${ref.slice(4).toLowerCase()}`,
      "900101 14 5678",
    );
    expect(answer.body).toMatchObject({ type: "checked_in", ticket: { number: "A001" } });
    expect(branch.db.query(`SELECT "by", device, outcome FROM checkin`).get()).toEqual({
      by: "reference",
      device: "SGR-HQ1/kiosk-1",
      outcome: "checked_in",
    });
  });

  test("a wrong document gets the same answer as an unknown reference, and tries are counted", async () => {
    const branch = await setupBranch();
    const { ref, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const known = ({ body: { requestId: _requestId, ...rest } }: { body: { requestId: string } }) => rest;
    const wrong = await typeReference(branch, ref, "900101145679");
    const unknown = await typeReference(branch, "ZZZZZZZZ", "900101145678");
    expect(wrong.status).toBe(404);
    expect(known(wrong)).toEqual(known(unknown));
    for (let tries = 1; tries < 5; tries++) await typeReference(branch, ref, "900101145679");
    const stopped = await typeReference(branch, ref, "900101145678");
    expect(stopped.status).toBe(429);
    expect(stopped.body).toMatchObject({ code: "too_many_tries", retryAfterS: 600 });
    expect(hallRows(branch)).toEqual(nothing);

    branch.clock.advance(10 * minute);
    expect((await typeReference(branch, ref, "900101145678")).body.type).toBe("checked_in");
  });
});

describe("a slip whose booking is not here", () => {
  test("creates the booking from the slip, checks it in, and knows it the second time", async () => {
    const branch = await setupBranch({ closed: true });
    branch.clock.set(Date.parse(`${thursday}T09:00:00+08:00`));
    const slip = strangeSlip(branch);
    const answer = await scan(branch, slip);
    expect(answer.body).toMatchObject({ type: "checked_in", ticket: { lane: "appointment" } });
    expect(
      branch.db
        .query(`SELECT ref, home, rev, grp, slot, start_min AS startMin, end_min AS endMin FROM booking`)
        .get(),
    ).toEqual({
      ref: "03ABCDEF",
      home: 3,
      rev: 2,
      grp: "A",
      slot: `SGR-HQ1.A.${Date.parse(`${thursday}T09:00:00+08:00`) / 60_000}`,
      startMin: Date.parse(`${thursday}T09:00:00+08:00`) / 60_000,
      endMin: Date.parse(`${thursday}T09:30:00+08:00`) / 60_000,
    });
    expect(branch.db.query("SELECT state FROM party").get()).toEqual({ state: "checked_in" });
    expect((await scan(branch, slip)).body.type).toBe("already");
    expect((await scan(branch, strangeSlip(branch, { rev: 1 }))).body.type).toBe("already");
    expect(
      (await typeReference(branch, "03ABCDEF", "-")).status,
      "nothing typed equals a document nobody has seen",
    ).toBe(404);
  });

  test("leaves no trace when it is not for now", async () => {
    const branch = await setupBranch({ closed: true });
    expect((await scan(branch, strangeSlip(branch))).body.type).toBe("wrong_day");
    expect(branch.db.query("SELECT count(*) AS n FROM booking").get()).toEqual({ n: 0 });
  });

  test("never takes over the reference of another booking", async () => {
    const branch = await setupBranch();
    const { ref, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    const answer = await scan(branch, strangeSlip(branch, { reference: ref }));
    expect(answer.body).toMatchObject({ code: "slip_invalid", reason: "reference_of_another" });
  });

  test("of a service that this catalogue does not have is refused by name", async () => {
    const branch = await setupBranch({ closed: true });
    expect((await scan(branch, strangeSlip(branch, { service: "NOT-YET" }))).body.code).toBe(
      "unknown_service",
    );
  });
});

describe("priority", () => {
  test("what was claimed at booking goes along, for the officer to confirm", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch, { priority: ["pregnant"] });
    branch.clock.set(startsAtMs);
    expect((await scan(branch, slip)).body.ticket).toMatchObject({ lane: "priority", claims: ["pregnant"] });
  });

  test("a MyKad of somebody past sixty claims by itself", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch, { mykads: ["600101-14-5678"] });
    branch.clock.set(startsAtMs);
    expect((await scan(branch, slip)).body.ticket).toMatchObject({ lane: "priority", claims: ["elderly"] });
  });

  test("an age is proven only when an officer saw the document at booking", async () => {
    const branch = await setupBranch();
    const claims = () =>
      branch.db.query("SELECT json_extract(doc, '$.claim') AS claim FROM ticket_step ORDER BY rowid").all();
    const typed = await book(branch, { mykads: ["600101-14-5678"] });
    const seen = await book(branch, { officer: "rohani", mykads: ["590202-10-5566"] });
    branch.clock.set(Math.max(typed.startsAtMs, seen.startsAtMs));
    await scan(branch, typed.slip);
    await scan(branch, seen.slip);
    expect(claims()).toEqual([{ claim: "claimed" }, { claim: "confirmed" }]);
  });

  test("late with a claim, when the priority numbers are gone: a normal number, the claim kept", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch, { priority: ["oku"] });
    branch.clock.set(startsAtMs + 20 * minute);
    const body = { service: "PMA-BARU", lane: "priority", claims: ["infant"], lang: "ms" };
    const lanes = new Set<string>();
    while (!lanes.has("normal"))
      lanes.add((await branch.call("POST", "/walkins", body, { as: kiosk })).body.ticket.lane);
    expect((await scan(branch, slip)).body).toMatchObject({
      type: "late",
      ticket: { lane: "normal", claims: ["oku"] },
    });
  });
});

describe("bad input changes nothing", () => {
  test.each([
    [
      "control characters in a reference",
      { by: "reference", ref: "K3\u001b@ABCDEF", documentNumber: "900101145678", lang: "ms" },
      "ref",
    ],
    [
      "control characters in a document number",
      { by: "reference", ref: "K3ABCDEF", documentNumber: "9001\u001dV\u0000", lang: "ms" },
      "documentNumber",
    ],
    ["an unknown key", { by: "slip", slip: "STO1:X", lang: "ms", force: true }, "force"],
    ["a slip beside a reference", { by: "slip", slip: "STO1:X", ref: "K3ABCDEF", lang: "ms" }, "ref"],
    ["a slip without end", { by: "slip", slip: "STO1:".padEnd(1001, "A"), lang: "ms" }, "slip"],
    ["another way of asking", { by: "face", lang: "ms" }, "by"],
    ["a language nobody prints", { by: "slip", slip: "STO1:X", lang: "fr" }, "lang"],
  ])("%s", async (_, body, path) => {
    const branch = await setupBranch({ closed: true });
    const answer = await branch.call("POST", "/checkins", body, { as: kiosk });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "invalid_body", errors: [{ path }] });
    expect(hallRows(branch)).toEqual(nothing);
  });

  test("control characters in a scanned slip are no slip", async () => {
    const branch = await setupBranch({ closed: true });
    expect((await scan(branch, "STO1:\u001b@\u0000ABC")).body.code).toBe("slip_invalid");
    expect((await scan(branch, "https://example.com/menu")).body).toMatchObject({
      code: "slip_invalid",
      reason: "slip_not_recognised",
    });
  });

  test("a scanner's Enter at the end does no harm", async () => {
    const branch = await setupBranch();
    const { slip, startsAtMs } = await book(branch);
    branch.clock.set(startsAtMs);
    expect((await scan(branch, `${slip}\r\n`)).body.type).toBe("checked_in");
  });

  test("phones and strangers do not check anybody in", async () => {
    const branch = await setupBranch();
    const { slip, as } = await book(branch);
    const body = { by: "slip", slip, lang: "ms" };
    expect((await branch.call("POST", "/checkins", body, { as })).status).toBe(403);
    expect((await branch.call("POST", "/checkins", body)).status).toBe(401);
    expect((await branch.call("POST", "/checkins", body, { as: "display:1" })).status).toBe(403);
  });
});
