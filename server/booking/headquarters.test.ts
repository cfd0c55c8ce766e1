import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { update } from "../../sync/rows";
import { tableOf } from "../../sync/tables";
import { scan } from "../checkin/checkin.fixture";
import type { TestBranch } from "../testing";
import { book, confirm, hold, isContested, mykad, send, setupOpenBranch, thursday } from "./booking.fixture";
import { answerClaim } from "./claim-answer.usecase";
import { type Country, setupCountry } from "./country.fixture";
import { lapseTask } from "./hold.usecase";

const siti = { as: "siti", people: [mykad("900101-14-5678")] };
const note = { ms: "Bekalan air terputus", en: "No water" };

/** A start of the Thursday that a node has units of, counted from 0. */
const startAt = ({ db, deps }: TestBranch, branch: string, at = 0) => {
  const row = db
    .query<{ slot: string; startMin: number }, [string, string, number, number]>(
      `SELECT slot, start_min AS startMin FROM right_ WHERE branch = ? AND grp = 'B' AND date = ? AND pool = 'general'
         AND node = ? AND avail > 0 ORDER BY start_min LIMIT 1 OFFSET ?`,
    )
    .get(branch, thursday, deps.self.alias, at);
  if (!row) throw new Error(`no start ${at} at ${branch}`);
  return { slot: row.slot, startsAtMs: row.startMin * 60_000 };
};

/** A node's own units of a slot, by where they are. */
const own = ({ db, deps }: TestBranch, slot: string) =>
  db
    .query<{ avail: number; held: number; spent: number; cooling: number; burned: number }, [string, number]>(
      `SELECT avail, held, spent, cooling, burned FROM right_ WHERE slot = ? AND pool = 'general' AND node = ?`,
    )
    .get(slot, deps.self.alias)!;

const bookAt = async (
  node: TestBranch,
  slot: string,
  visit: { as: string; people: readonly object[] } = siti,
) => {
  const made = await book(node, { ...visit, slot });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body;
};

const shown = async (node: TestBranch, id: string, as = "officer:rohani") =>
  (await send(node, as, "GET", `/bookings/${id}`)).body;

const slipOf = async (node: TestBranch, id: string, as = "siti"): Promise<string> =>
  (await send(node, as, "GET", `/bookings/${id}/slip`)).body.text;

const visit = "service=PMA-BAHARUI&kind=citizen&parties=1";
const dayOf = async (node: TestBranch, branch: string) =>
  (await send(node, "siti", "GET", `/availability?branch=${branch}&${visit}&from=${thursday}&to=${thursday}`))
    .body.days[0];

const make = async (branch: TestBranch, change: object) => {
  const supervisor = { as: "supervisor:aminah" };
  const seen = await branch.call("POST", "/branch/changes/preview", { change }, supervisor);
  expect(seen.status, JSON.stringify(seen.body)).toBe(200);
  const body = { change, reason: "Arahan ketua", previewed: seen.body.hash };
  const made = await branch.call("POST", "/branch/changes", body, supervisor);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
};

/** Books at headquarters everything it has of a branch, one person after the other. */
const sellOut = async ({ hq }: Country, branch: string) => {
  const sql = "SELECT sum(avail) AS n FROM right_ WHERE branch = ? AND node = 1";
  for (let left = hq.db.query<{ n: number }, [string]>(sql).get(branch)!.n; left > 0; left--)
    await bookAt(hq, startAt(hq, branch).slot, {
      as: `phone ${left}`,
      people: [mykad(`900101-14-${1000 + left}`)],
    });
};

describe("headquarters' page", () => {
  test("sells a branch's slot from its own units, and the branch checks the person in by a slip that headquarters signed", async () => {
    const country = await setupCountry();
    const { hq, branches, timers } = country;
    const [branch] = branches;
    const { slot, startsAtMs } = startAt(hq, "SGR-HQ1");
    const before = own(hq, slot).avail;
    const held = await hold(hq, { ...siti, slot });
    expect(held.status, JSON.stringify(held.body)).toBe(201);
    expect(own(hq, slot)).toMatchObject({ avail: before - 1, held: 1 });
    const made = await confirm(hq, siti, held.body.holdId);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body).toMatchObject({ branch: "SGR-HQ1", state: "confirmed", startsAtMs, pending: null });
    expect(own(hq, slot)).toMatchObject({ avail: before - 1, held: 0, spent: 1 });
    await country.settle();
    const slip = await slipOf(hq, made.body.id);
    country.cut(branch);
    timers.set(startsAtMs);
    expect((await scan(branch, slip)).body).toMatchObject({ type: "checked_in", booking: { startsAtMs } });
    expect((await shown(hq, made.body.id)).state).toBe("confirmed");
    country.restore(branch);
    await country.settle();
    expect((await shown(hq, made.body.id)).state).toBe("checked_in");
  });

  test("a time that is given back rests: the branch has to hear of it before it is sold again", async () => {
    const { hq } = await setupCountry();
    const { slot } = startAt(hq, "SGR-HQ1");
    const { avail } = own(hq, slot);
    const { id } = await bookAt(hq, slot);
    expect((await send(hq, "siti", "POST", `/bookings/${id}/cancel`, {})).body.state).toBe("cancelled");
    expect(own(hq, slot)).toMatchObject({ avail: avail - 1, spent: 0, cooling: 1 });
  });

  test("a booking moves within its branch, and not into another one", async () => {
    const { hq } = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const [from, to, other] = [startAt(hq, "SGR-HQ1"), startAt(hq, "SGR-HQ1", 1), startAt(hq, "JHR-HQ1")];
    const { id } = await bookAt(hq, from.slot);
    const elsewhere = await hold(hq, { ...siti, slot: other.slot });
    const refused = await send(hq, "siti", "POST", `/bookings/${id}/move`, { holdId: elsewhere.body.holdId });
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe("hold_differs");
    const held = await hold(hq, { ...siti, slot: to.slot });
    const moved = await send(hq, "siti", "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
    expect(moved.body).toMatchObject({ startsAtMs: to.startsAtMs, rev: 2, branch: "SGR-HQ1" });
    expect(own(hq, from.slot)).toMatchObject({ spent: 0, cooling: 1 });
    expect(own(hq, to.slot)).toMatchObject({ spent: 1, cooling: 0 });
  });

  test("says when its own units are gone and that the branch may still have some", async () => {
    const country = await setupCountry();
    const { hq, branches } = country;
    expect((await dayOf(hq, "SGR-HQ1")).state).toBe("open");
    const { slot } = startAt(hq, "SGR-HQ1");
    await sellOut(country, "SGR-HQ1");
    const late = { as: "late", people: [mykad("910202-10-5566")] };
    expect((await hold(hq, { ...late, slot })).body.code).toBe("slot_full");
    expect(await dayOf(hq, "SGR-HQ1")).toMatchObject({
      state: "full",
      reason: { en: "None left on this page; the branch itself may still have some" },
    });
    const theirs = startAt(branches[0], "SGR-HQ1");
    expect((await hold(branches[0], { ...late, slot: theirs.slot })).status).toBe(201);
  });

  test("a day of which it never got a unit is full here, not unknown", async () => {
    const { hq } = await setupCountry();
    const monday = "2026-12-14";
    const { body } = await send(
      hq,
      "siti",
      "GET",
      `/availability?branch=SGR-HQ1&${visit}&from=${monday}&to=${monday}`,
    );
    expect(body.days[0]).toMatchObject({ state: "full", places: 0 });
    expect(body.days[0].reason.ms).toContain("cawangan itu sendiri");
    const slot = hq.db
      .query<{ slot: string }, [string]>("SELECT slot FROM right_ WHERE grp = 'B' AND date = ? LIMIT 1")
      .get(monday)!;
    expect((await hold(hq, { ...siti, slot: slot.slot })).body.code).toBe("slot_full");
  });

  test("a branch without a node is listed without online appointments, and nothing of it is sold", async () => {
    const { hq } = await setupCountry();
    const { branches } = (await hq.call("GET", "/catalogue")).body;
    const online = branches.filter((row: { online: boolean }) => row.online);
    expect(online.map(({ code, url }: { code: string; url: string | null }) => [code, url])).toEqual([
      ["SGR-HQ1", null],
    ]);
    const asked = await send(hq, "siti", "GET", `/availability/day?branch=SGR-KLJ&${visit}&date=${thursday}`);
    expect([asked.status, asked.body.code]).toEqual([404, "branch_not_online"]);
    const { slot } = startAt(hq, "SGR-HQ1");
    const held = await hold(hq, { ...siti, slot: slot.replace("SGR-HQ1", "SGR-KLJ") });
    expect([held.status, held.body.code]).toEqual([404, "unknown_slot"]);
  });

  test("two branches never mix: the same hour of the other one keeps its units, and its node hears of nobody", async () => {
    const country = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const { hq, branches } = country;
    const { slot } = startAt(hq, "SGR-HQ1");
    const other = slot.replace("SGR-HQ1", "JHR-HQ1");
    const before = own(hq, other);
    const { id, ref } = await bookAt(hq, slot);
    const beside = startAt(hq, "SGR-HQ1");
    const held = await hold(hq, { as: "ali", people: [mykad("910202-10-5567")], slot: beside.slot });
    expect(held.status).toBe(201);
    expect(own(hq, other)).toEqual(before);
    await country.settle();
    expect((await shown(branches[0], id)).ref).toBe(ref);
    expect((await send(branches[1]!, "officer:rohani", "GET", `/bookings/${id}`)).status).toBe(404);
    expect((await hold(branches[1]!, { ...siti, slot })).body.code, "nor does it sell there").toBe(
      "unknown_slot",
    );
  });

  test("the earliest anywhere in a state: one start of each branch that it can sell, in order of time", async () => {
    const country = await setupCountry(["SGR-HQ1", "SGR-KLJ", "JHR-HQ1"]);
    const { hq, branches } = country;
    const inState = async (node: TestBranch, state: string) =>
      (await send(node, "siti", "GET", `/availability/earliest-in-state?state=${state}&${visit}`)).body;
    const starts = ["SGR-HQ1", "SGR-KLJ"].map((branch) => ({ branch, ...startAt(hq, branch) }));
    const byTime = starts.toSorted((a, b) => a.startsAtMs - b.startsAtMs);
    expect((await inState(hq, "MY-10")).earliest).toEqual(
      byTime.map(({ branch, slot, startsAtMs }) => ({ branch, date: thursday, slot, startsAtMs })),
    );
    expect(
      (await inState(branches[0], "MY-10")).earliest.map((row: { branch: string }) => row.branch),
    ).toEqual(["SGR-HQ1"]);
    expect((await inState(branches[0], "MY-01")).earliest).toEqual([]);
    expect((await inState(hq, "MY-99")).code).toBe("unknown_state");
  });
});

describe("a branch that closes while headquarters sells", () => {
  test("what it gave away is not made a second time when the branch changes its counters", async () => {
    const country = await setupCountry();
    const { hq, branches } = country;
    const [branch] = branches;
    const { slot } = startAt(hq, "SGR-HQ1");
    const change = { type: "capacity", group: "B", perStart: 20, slotMinutes: 15, from: thursday };
    const alone = await setupOpenBranch();
    for (const each of [branch, alone]) await make(each, change);
    expect(own(branch, slot).avail + own(hq, slot).avail).toBe(own(alone, slot).avail);
  });

  test("a form that is being filled in at headquarters ends with the closure, and its unit is burned when it lapses", async () => {
    const country = await setupCountry();
    const { hq, branches, timers } = country;
    const { slot, startsAtMs } = startAt(hq, "SGR-HQ1");
    const { avail } = own(hq, slot);
    const held = await hold(hq, { ...siti, slot });
    await make(branches[0], { type: "closure", from: startsAtMs, to: startsAtMs + 3_600_000, note });
    await country.settle();
    expect(own(hq, slot)).toMatchObject({ avail: 0, held: 1, burned: avail - 1 });
    const refused = await confirm(hq, siti, held.body.holdId);
    expect(refused.body).toMatchObject({ code: "hold_gone", stillFree: false });
    timers.advance(11 * 60_000);
    const late = { as: "ali", people: [mykad("910202-10-5567")] };
    expect((await hold(hq, { ...late, slot })).body.code, "what lapsed is not sold again").toBe("slot_full");
    orThrow(
      await hq.deps.writer.submit({ actor: { kind: "system", task: "lapse" }, requestId: "lapse" }, (tx) => ({
        ok: true,
        value: orThrow(lapseTask.plan(tx, "")).plan!,
      })),
    );
    expect(own(hq, slot)).toMatchObject({ avail: 0, held: 0, burned: avail });
  });
});

describe("a booking of headquarters at its branch", () => {
  const setupBooked = async () => {
    const country = await setupCountry();
    const { slot, startsAtMs } = startAt(country.hq, "SGR-HQ1");
    const people = [mykad("900101-14-5678"), mykad("910202-10-5567")];
    const { id } = await bookAt(country.hq, slot, { as: "siti", people });
    await country.settle();
    return { ...country, branch: country.branches[0], slot, startsAtMs, id };
  };

  test("can be cancelled there: it is asked of headquarters, which does it when the line is back", async () => {
    const { cut, restore, settle, hq, branch, slot, id } = await setupBooked();
    cut(branch);
    expect((await shown(branch, id, "siti")).can).toEqual({
      cancel: true,
      move: false,
      drop: true,
      needsHome: true,
    });
    const asked = await send(branch, "siti", "POST", `/bookings/${id}/cancel`, {});
    expect(asked.body).toMatchObject({
      state: "confirmed",
      pending: "cancel",
      can: { cancel: false, move: false, drop: false, needsHome: false },
    });
    const again = await send(branch, "siti", "POST", `/bookings/${id}/cancel`, {});
    expect([again.status, again.body.pending]).toEqual([200, "cancel"]);
    expect(branch.db.query("SELECT count(*) AS n FROM home_request").get()).toEqual({ n: 1 });
    restore(branch);
    await settle();
    for (const node of [hq, branch])
      expect(await shown(node, id)).toMatchObject({ state: "cancelled", pending: null });
    expect(own(hq, slot).spent).toBe(0);
  });

  test("one person can be taken off there, not everybody", async () => {
    const { settle, hq, branch, id } = await setupBooked();
    const asked = await send(branch, "siti", "POST", `/bookings/${id}/parties/2/drop`, {});
    expect(asked.body.parties.map((party: { pending: unknown }) => party.pending)).toEqual([null, "drop"]);
    expect(asked.body.can.drop).toBe(false);
    const last = await send(branch, "siti", "POST", `/bookings/${id}/parties/1/drop`, {});
    expect(last.body.code).toBe("last_party");
    await settle();
    const states = (await shown(hq, id)).parties.map((party: { state: string }) => party.state);
    expect(states).toEqual(["confirmed", "cancelled"]);
  });

  test("needs its home for another time or a correction; a document is seen wherever it is shown", async () => {
    const { settle, hq, branch, id } = await setupBooked();
    const { slot } = startAt(branch, "SGR-HQ1", 3);
    const held = await hold(branch, { as: "siti", people: [{}, {}], slot });
    const moved = await send(branch, "siti", "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
    expect([moved.status, moved.body.code]).toEqual([409, "needs_home"]);
    const corrected = await send(branch, "officer:rohani", "POST", `/bookings/${id}/parties/1/correct`, {
      reason: "ejaan",
      name: "SITI BINTI ALI",
    });
    expect([corrected.status, corrected.body.code]).toEqual([409, "needs_home"]);
    const seen = await send(branch, "officer:rohani", "POST", `/bookings/${id}/parties/1/seen`, {});
    expect(seen.status, JSON.stringify(seen.body)).toBe(200);
    await settle();
    expect((await shown(hq, id)).parties[0].verified).toBe(true);
  });
});

describe("a branch that headquarters shuts out", () => {
  test("takes no booking and no check-in from the moment it hears so, and says why", async () => {
    const { hq, branches, settle } = await setupCountry();
    const [branch] = branches;
    const made = await bookAt(branch, startAt(branch, "SGR-HQ1").slot);
    const slip = await slipOf(branch, made.id);
    await settle();
    const rows = [update("node", { alias: branch.deps.self.alias }, { state: "suspended" })];
    orThrow(
      await hq.deps.writer.submit({ actor: { kind: "system", task: "suspend" }, requestId: "suspend" }, () =>
        ok({ intent: "suspend", rows, answer: null }),
      ),
    );
    await settle();
    const malik = { as: "malik", people: [mykad("910202-10-5566")] };
    for (const refused of [
      await hold(branch, { ...malik, slot: startAt(branch, "SGR-HQ1", 1).slot }),
      await send(branch, "siti", "POST", `/bookings/${made.id}/cancel`, {}),
      await scan(branch, slip),
    ])
      expect(refused).toMatchObject({ status: 503, body: { code: "node_suspended" } });
    expect((await branch.call("GET", "/node")).body.sync).toMatchObject({ trouble: "node_suspended" });
    expect((await shown(branch, made.id)).state, "reading goes on").toBe("confirmed");
    const late = await hold(hq, { ...malik, slot: startAt(hq, "SGR-HQ1").slot });
    expect(late.body.code, "nobody serves this branch now: headquarters sells nothing of it").toBe(
      "unknown_slot",
    );
  });
});

describe("a slip of headquarters at a kiosk that has no line", () => {
  test("makes a guess of a booking that has not come; the record fills it in, and the check-in stands", async () => {
    const { cut, restore, settle, hq, branches, timers } = await setupCountry();
    const [branch] = branches;
    cut(branch);
    const { slot, startsAtMs } = startAt(hq, "SGR-HQ1");
    const { id } = await bookAt(hq, slot);
    timers.set(startsAtMs);
    expect((await scan(branch, await slipOf(hq, id))).body.type).toBe("checked_in");
    expect((await shown(branch, id)).parties[0].name).toBe("");
    restore(branch);
    await settle();
    for (const node of [hq, branch]) {
      const view = await shown(node, id);
      expect(view).toMatchObject({ state: "checked_in", rev: 1, startsAtMs });
      expect(view.parties[0].name).toBe("SITI BINTI AHMAD");
    }
  });

  test("only how far its holder got is written of such a guess, because no clock can take that back", async () => {
    const { cut, restore, settle, hq, branches, timers } = await setupCountry();
    const [branch] = branches;
    const { slot, startsAtMs } = startAt(hq, "SGR-HQ1");
    timers.set(startsAtMs - 25 * 3_600_000);
    await settle();
    cut(branch);
    const { id } = await bookAt(hq, slot);
    const slip = await slipOf(hq, id);
    timers.set(startsAtMs);
    await scan(branch, slip);
    const written = () =>
      branch.db.query("SELECT tab, rid, col FROM clk WHERE rid LIKE ?").values(`${id}%`) as unknown[][];
    const { policy, wire } = tableOf("party");
    const stateAlone = [[policy.id, `${id}/1`, wire["state"]]];
    expect(written()).toEqual(stateAlone);
    const officer = "Demo officer:aminah";
    const { document } = siti.people[0]!;
    for (const [path, body, code] of [
      ["parties/1/seen", {}, "unknown_party"],
      ["parties/1/correct", { reason: "x", document }, "needs_home"],
      ["move", { holdId: "none" }, "needs_home"],
      ["cancel", {}, "wrong_state"],
    ] as const)
      expect((await send(branch, officer, "POST", `/bookings/${id}/${path}`, body)).body.code, path).toBe(
        code,
      );
    expect(written()).toEqual(stateAlone);
    restore(branch);
    await settle();
    expect(await shown(branch, id)).toMatchObject({ state: "checked_in", lang: "ms" });
  });

  test("an older slip than the branch knows is refused, and a newer one counts more than what the branch knows", async () => {
    const { cut, settle, hq, branches, timers } = await setupCountry();
    const [branch] = branches;
    const starts = [0, 1, 2].map((at) => startAt(hq, "SGR-HQ1", at));
    const moveTo = async (id: string, slot: string) => {
      const held = await hold(hq, { ...siti, slot });
      const moved = await send(hq, "siti", "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
      expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    };
    const { id } = await bookAt(hq, starts[0]!.slot);
    const first = await slipOf(hq, id);
    await moveTo(id, starts[1]!.slot);
    await settle();
    cut(branch);
    await moveTo(id, starts[2]!.slot);
    timers.set(starts[2]!.startsAtMs);
    expect((await scan(branch, first)).body.code).toBe("slip_superseded");
    const newest = await scan(branch, await slipOf(hq, id));
    expect(newest.body.type).toBe("checked_in");
    expect(newest.body.ticket.appointmentAtMs ?? starts[2]!.startsAtMs).toBe(starts[2]!.startsAtMs);
  });
});

describe("one person who books at headquarters and at a branch", () => {
  const setupClaimed = async () => {
    const country = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const { hq } = country;
    const claims = { ask: async (request: Parameters<typeof answerClaim>[2]) => answerFrom(hq, request) };
    const [branch, other] = country.branches;
    return { ...country, branch, other: other!, claims };
  };
  const answerFrom = (hq: TestBranch, request: Parameters<typeof answerClaim>[2]) => ({
    ...answerClaim({ db: hq.db, nowMs: hq.clock.nowMs() }, "SGR-HQ1", request),
    nowMs: hq.clock.nowMs(),
  });

  test("with the line up headquarters says so before the commit; without it the branch decides on what it knows", async () => {
    const { hq, branch, other, claims, settle } = await setupClaimed();
    const at = startAt(other, "JHR-HQ1");
    await bookAt(other, at.slot);
    await settle();
    const { slot } = startAt(branch, "SGR-HQ1");
    const lost: unknown[] = [];
    Object.assign(branch.deps, { claims });
    const refused = await book(branch, { ...siti, slot });
    expect(refused.body).toMatchObject({ code: "already_booked", startsAtMs: at.startsAtMs });
    const contested = await book(branch, { as: "somebody", people: siti.people, slot });
    expect(contested.body.state).toBe("confirmed");
    expect(isContested(branch, contested.body.id)).toBe(true);
    Object.assign(branch.deps, {
      claims: { ask: async (request: unknown) => void lost.push(request) },
    });
    const alone = await book(branch, { ...siti, slot: startAt(branch, "SGR-HQ1").slot });
    expect(alone.status, "headquarters gave no answer: the branch does not know of the other one").toBe(201);
    expect(lost).toHaveLength(1);
    await settle();
    const states = [...hq.db.query("SELECT state FROM party ORDER BY state").values()].flat();
    expect(states.filter((state) => state === "superseded")).toHaveLength(1);
  });

  test("an officer who has the document in hand is told, before the commit, of a visit that was proven elsewhere", async () => {
    const { branch, other, claims, settle, cut } = await setupClaimed();
    const officer = "Demo officer:aminah";
    cut(branch);
    const proven = await bookAt(other, startAt(other, "JHR-HQ1").slot, { as: officer, people: siti.people });
    const here = await bookAt(branch, startAt(branch, "SGR-HQ1").slot, { as: "phone", people: siti.people });
    const mistyped = await bookAt(branch, startAt(branch, "SGR-HQ1").slot, {
      as: "phone 2",
      people: [mykad("900101-14-5679")],
    });
    await settle();
    Object.assign(branch.deps, { claims });
    const act = (id: string, what: string, body: object) =>
      send(branch, officer, "POST", `/bookings/${id}/parties/1/${what}`, body);
    const puts = { reason: "typed wrongly", document: siti.people[0]!.document };
    const told = { status: 409, body: { code: "already_booked", ref: proven.ref } };
    expect(await act(here.id, "seen", {})).toMatchObject(told);
    await send(branch, "phone", "POST", `/bookings/${here.id}/cancel`, {});
    expect(await act(mistyped.id, "correct", puts)).toMatchObject(told);

    Object.assign(branch.deps, { claims: { ask: async () => undefined } });
    expect((await act(mistyped.id, "correct", puts)).status, "no answer: what is known here decides").toBe(
      200,
    );
  });

  test("an officer at headquarters who sees the document ends the claim of another node by a word that its home obeys", async () => {
    const { hq, other, settle } = await setupClaimed();
    const { slot } = startAt(other, "JHR-HQ1");
    const { id } = await bookAt(other, slot, { as: "impostor", people: siti.people });
    await settle();
    const mine = await bookAt(hq, startAt(hq, "SGR-HQ1").slot);
    expect(isContested(hq, mine.id)).toBe(true);
    const seen = await send(hq, "officer:rohani", "POST", `/bookings/${mine.id}/parties/1/seen`, {});
    expect(seen.body.verified).toBe(true);
    expect(isContested(hq, mine.id)).toBe(false);
    expect((await shown(hq, id)).state, "only its home ends it").toBe("confirmed");
    await settle();
    for (const node of [hq, other]) expect((await shown(node, id)).state).toBe("superseded");
  });
});
