import { describe, expect, test } from "vitest";
import type { TestBranch } from "../testing";
import {
  book,
  give,
  hold,
  mykad,
  passport,
  press,
  prove,
  send,
  setupOpenBranch,
  startOf,
  unitsOf,
} from "./booking.fixture";

const siti = mykad("900101-14-5678");

describe("booking on a phone", () => {
  test("a held slot becomes a confirmed booking with a slip, in every form", async () => {
    const branch = await setupOpenBranch();
    const { slot, startsAtMs } = startOf(branch);
    const made = await book(branch, {
      as: "siti",
      people: [siti],
      slot,
      rest: { contact: { email: "siti@Example.com" } },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({
      state: "confirmed",
      service: "PMA-BAHARUI",
      startsAtMs,
      arriveFromMs: startsAtMs - 30 * 60_000,
      lateAfterMs: startsAtMs + 15 * 60_000,
      verified: false,
      changesLeft: 2,
      rev: 1,
      offer: null,
      can: { cancel: true, move: true, drop: false, needsHome: false },
      pending: null,
    });
    expect(made.body.parties).toEqual([
      {
        no: 1,
        state: "confirmed",
        verified: false,
        name: "SITI BINTI AHMAD",
        documentMasked: "•••••5678",
        documentType: "mykad",
        mayDrop: false,
        pending: null,
      },
    ]);

    const get = (path: string) => send(branch, "siti", "GET", `/bookings/${made.body.id}${path}`);
    const slip = await get("/slip");
    expect(slip.body.text).toMatch(/^STO1:/);
    expect(slip.body.linkUrl).toBe(`http://localhost/slip/${made.body.ref}`);
    expect((await get("/slip")).body, "signed twice, it is the same slip").toEqual(slip.body);
    expect((await get("/slip.pdf")).body).toMatch(/^%PDF-/);
    expect((await get("/slip.ics")).body).toMatch(/^BEGIN:VCALENDAR/);
    const page = await get("/slip.html");
    expect(page.body).toContain(made.body.ref);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect((await get("/slip.exe")).status).toBe(404);

    expect((await send(branch, "siti", "GET", "/bookings")).body).toEqual({ items: [made.body], next: null });
  });

  test("another phone finds nothing at any address of it", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const path = `/bookings/${made.body.id}`;
    for (const [method, tail, body] of [
      ["GET", ""],
      ["GET", "/slip"],
      ["GET", "/slip.pdf"],
      ["POST", "/cancel", {}],
      ["POST", "/move", { holdId: "x" }],
      ["POST", "/parties/1/drop", {}],
    ] as const) {
      const answered = await send(branch, "malik", method, path + tail, body);
      expect([answered.status, answered.body.code], tail).toEqual([404, "booking_not_found"]);
      const nowhere = await send(
        branch,
        "malik",
        method,
        `/bookings/019430b2-3c00-7000-8000-000000000001${tail}`,
        body,
      );
      expect([nowhere.status, nowhere.body.code], "the same as for none").toEqual([404, "booking_not_found"]);
    }
    expect((await send(branch, "malik", "GET", "/bookings")).body.items).toEqual([]);
    expect((await send(branch, "siti", "GET", path)).body.state).toBe("confirmed");
  });

  test("pages of my bookings follow each other, the newest first", async () => {
    const branch = await setupOpenBranch();
    const refs: string[] = [];
    for (let at = 0; at < 22; at++) {
      branch.clock.advance(1000);
      const number = `9001${String(at + 1).padStart(2, "0")}-14-5678`;
      const made = await book(branch, { as: "agent", people: [mykad(number)], slot: startOf(branch).slot });
      refs.unshift(made.body.ref);
    }
    const first = (await send(branch, "agent", "GET", "/bookings")).body;
    const second = (await send(branch, "agent", "GET", `/bookings?before=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ ref }: { ref: string }) => ref)).toEqual(refs);
    expect(second.next).toBeNull();
  });
});

describe("people of one visit", () => {
  test("a family of six fills starts in order, and one of them drops out without losing the rest", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const free = unitsOf(branch, slot).avail;
    const people = Array.from({ length: 6 }, (_, at) =>
      mykad(`90010${at + 1}-14-5678`, `ANAK ${"ABCDEF"[at]}`),
    );
    const made = await book(branch, { as: "siti", people, slot });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(unitsOf(branch, slot)).toMatchObject({ avail: 0, spent: free });

    const dropped = await send(branch, "siti", "POST", `/bookings/${made.body.id}/parties/2/drop`, {});
    expect(dropped.body).toMatchObject({ state: "confirmed", rev: 2, startsAtMs: made.body.startsAtMs });
    expect(dropped.body.parties.map((party: { state: string }) => party.state)).toEqual([
      "confirmed",
      "cancelled",
      "confirmed",
      "confirmed",
      "confirmed",
      "confirmed",
    ]);
    expect(unitsOf(branch, slot)).toMatchObject({ avail: 1, spent: free - 1 });
    const again = await send(branch, "siti", "POST", `/bookings/${made.body.id}/parties/2/drop`, {});
    expect([again.status, again.body.code]).toEqual([404, "unknown_party"]);
  });

  test("the last person of a booking is not dropped: that is a cancellation", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const dropped = await send(branch, "siti", "POST", `/bookings/${made.body.id}/parties/1/drop`, {});
    expect([dropped.status, dropped.body.code]).toEqual([409, "last_party"]);
  });

  test("an employer brings ten workers, each taking their units over consecutive starts", async () => {
    const branch = await setupOpenBranch();
    const { slot, startsAtMs } = startOf(branch, 0, { group: "D", units: 3 });
    const people = Array.from({ length: 10 }, (_, at) =>
      passport(`C123456${at}`, `PEKERJA ${"ABCDEFGHIJ"[at]}`, {
        relation: "worker",
        answers: { sector: "construction", passExpiry: "2027-03-01" },
      }),
    );
    const made = await book(branch, {
      as: "kilang",
      service: "PLKS-LANJUT",
      kind: "employer",
      people,
      slot,
      rest: {
        employer: {
          ssm: "201901000005",
          company: "KILANG ABC SDN BHD",
          representative: { name: "TAN AH KOW", mykad: "800101-14-5555" },
        },
      },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.employer).toEqual({ ssm: "201901000005", company: "KILANG ABC SDN BHD" });
    const units = branch.db
      .query<{ party: number; starts: number; first: number; last: number }, []>(
        `SELECT party, count(*) AS starts, min(CAST(substr(slot, -8) AS INTEGER)) AS first, max(CAST(substr(slot, -8) AS INTEGER)) AS last
         FROM allocation WHERE state = 'spent' GROUP BY party ORDER BY party`,
      )
      .all();
    expect(units.map(({ starts, first, last }) => [starts, last - first])).toEqual(
      Array.from({ length: 10 }, () => [2, 15]),
    );
    expect(units[0]!.first * 60_000).toBe(startsAtMs);
    expect(made.body.endsAtMs).toBe((units.at(-1)!.last + 15) * 60_000);
  });

  test("a service of three units takes three neighbouring starts, and none that runs into the break", async () => {
    const branch = await setupOpenBranch();
    const visit = {
      as: "siti",
      service: "PMA-HILANG",
      people: [siti],
      slot: startOf(branch, 0, { group: "A" }).slot,
    };
    const held = await hold(branch, visit);
    expect(held.body.endsAtMs - held.body.startsAtMs).toBe(45 * 60_000);
    const last = branch.db
      .query<{ slot: string }, []>(
        "SELECT slot FROM right_ WHERE grp = 'A' AND date = '2026-12-10' ORDER BY start_min DESC LIMIT 1",
      )
      .get()!;
    const late = await hold(branch, { ...visit, slot: last.slot });
    expect([late.status, late.body.code]).toEqual([409, "slot_full"]);
  });
});

describe("booking for the person in front of you", () => {
  test("a kiosk books for now, without notice, and shows the slip for ten minutes", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch, 0, { date: "2026-12-07" });
    const visit = { people: [siti], slot };
    expect((await hold(branch, { ...visit, as: "siti" })).body.code, "a phone needs a day").toBe("slot_past");
    const made = await book(branch, { ...visit, as: "kiosk:1" });
    expect(made.body).toMatchObject({ state: "confirmed", verified: false });
    const slip = () => send(branch, "kiosk:1", "GET", `/bookings/${made.body.id}/slip`);
    expect((await slip()).body.linkUrl, "a kiosk's link opens nobody's bookings").not.toContain("#");
    branch.clock.advance(600_000);
    expect((await slip()).status).toBe(404);
  });

  test("an officer books what only officers may, and sees the documents", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch, 0, { group: "X" });
    const visit = {
      service: "SIASAT",
      people: [mykad("900101-14-5678", "SITI", { answers: { caseNo: "12/2026" } })],
      slot,
    };
    for (const as of ["siti", "kiosk:1"]) {
      expect((await hold(branch, { ...visit, as })).body.code, as).toBe("not_bookable");
    }
    const made = await book(branch, { ...visit, as: "officer:rohani" });
    expect(made.body, JSON.stringify(made.body)).toMatchObject({ state: "confirmed", verified: true });
  });

  test("a display, and nobody at all, may not book", async () => {
    const branch = await setupOpenBranch();
    const body = { slot: startOf(branch).slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
    const display = await send(branch, "display:1", "POST", "/holds", body);
    expect([display.status, display.body.code]).toEqual([403, "not_allowed"]);
    const nobody = await branch.call("POST", "/holds", body);
    expect([nobody.status, nobody.body.code]).toEqual([401, "sign_in_required"]);
  });

  test("the demo's own way in is not there outside the demo", async () => {
    const enter = async (demo: boolean) =>
      (await (await setupOpenBranch({ demo })).app.request("/demo/enter?as=officer:rohani")).status;
    expect([await enter(true), await enter(false)]).toEqual([302, 404]);
  });
});

describe("the button pressed again", () => {
  const key = "019430b2-3c00-7000-8000-00000000000a";
  /** A visit of a phone's owner that has all its proofs. */
  const proven = async (branch: TestBranch, as = "siti", people = [siti]): Promise<string> => {
    const { holdId } = (await hold(branch, { as, people, slot: startOf(branch).slot })).body;
    await give(branch, { as, people }, holdId);
    prove(branch, as, holdId);
    return holdId;
  };

  test("with the same key, also after the line was lost, answers the same and books once", async () => {
    const branch = await setupOpenBranch();
    const holdId = await proven(branch);
    const [first, second] = await Promise.all([
      press(branch, "siti", holdId, key),
      press(branch, "siti", holdId, key),
    ]);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    branch.clock.advance(3_600_000);
    expect((await press(branch, "siti", holdId, key)).body).toEqual(first.body);
    expect((await send(branch, "siti", "GET", "/bookings")).body.items).toHaveLength(1);
  });

  test("with the same key for another visit is refused; another phone's key is its own", async () => {
    const branch = await setupOpenBranch();
    await press(branch, "siti", await proven(branch), key);
    const other = await press(branch, "siti", await proven(branch, "siti", [mykad("910101-14-5678")]), key);
    expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
    const his = await proven(branch, "malik", [mykad("920101-14-5678")]);
    expect((await press(branch, "malik", his, key)).status).toBe(201);
  });

  test("after a refusal, with the same key, is decided anew", async () => {
    const branch = await setupOpenBranch();
    const { holdId } = (await hold(branch, { as: "siti", people: [siti], slot: startOf(branch).slot })).body;
    await give(branch, { as: "siti", people: [siti] }, holdId);
    const early = await press(branch, "siti", holdId, key);
    expect([early.status, early.body.code]).toEqual([409, "needs_another_kind"]);
    prove(branch, "siti", holdId);
    expect((await press(branch, "siti", holdId, key)).status).toBe(201);
  });

  test("needs a key, and one made when the person acted", async () => {
    const branch = await setupOpenBranch();
    for (const each of ["", "1", "8f14e45f-ceea-467f-ab1b-6f2b1d3c4e5f"]) {
      const refused = await press(branch, "siti", "x", each);
      expect([refused.status, refused.body.code], each).toEqual([400, "idempotency_key_required"]);
    }
  });
});
