import { describe, expect, test } from "vitest";
import {
  book,
  confirm,
  hold,
  mykad,
  passport,
  send,
  setupOpenBranch,
  startOf,
  unitsOf,
} from "./booking.fixture";
import { holdMs } from "./booking";

const siti = mykad("900101-14-5678");

describe("a held slot", () => {
  test("is kept for ten minutes, is shown again to its phone only, and takes a unit off sale", async () => {
    const branch = await setupOpenBranch();
    const { slot, startsAtMs } = startOf(branch);
    const before = unitsOf(branch, slot);
    const held = await hold(branch, { as: "siti", people: [siti], slot });
    expect(held.body).toMatchObject({
      slot,
      startsAtMs,
      parties: 1,
      expiresAtMs: branch.clock.nowMs() + holdMs,
    });
    expect(unitsOf(branch, slot)).toEqual({ ...before, avail: before.avail - 1, held: 1 });
    const path = `/holds/${held.body.holdId}`;
    expect((await send(branch, "siti", "GET", path)).body).toEqual(held.body);
    expect((await send(branch, "malik", "GET", path)).body.code).toBe("hold_gone");
    expect((await send(branch, "malik", "DELETE", path)).body.code).toBe("hold_gone");
    expect((await send(branch, "siti", "DELETE", path)).status).toBe(204);
    expect(unitsOf(branch, slot)).toEqual(before);
    expect((await send(branch, "siti", "DELETE", path)).body.code).toBe("hold_gone");
  });

  test("lapses on its minute: the unit is on sale again, and its phone may take it once more", async () => {
    const branch = await setupOpenBranch();
    const { slot, startsAtMs } = startOf(branch);
    const before = unitsOf(branch, slot);
    const visit = { as: "siti", people: [siti], slot };
    const held = await hold(branch, visit);
    branch.clock.advance(holdMs - 1);
    await branch.scheduler.runDue();
    expect((await send(branch, "siti", "GET", `/holds/${held.body.holdId}`)).status).toBe(200);
    branch.clock.advance(1);
    await branch.scheduler.runDue();
    expect(unitsOf(branch, slot)).toEqual(before);

    const late = await confirm(branch, visit, held.body.holdId);
    expect(late.status).toBe(410);
    expect(late.body).toMatchObject({ code: "hold_gone", slot, startsAtMs, stillFree: true });
    expect((await book(branch, visit)).status).toBe(201);
  });

  test("that lapsed a moment ago is told to be free or full as it will be, not as it is", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const visit = { as: "siti", people: [siti], slot };
    const held = await hold(branch, visit);
    const { avail } = unitsOf(branch, slot);
    for (let at = 0; at < avail; at++) await hold(branch, { as: `phone ${at}`, people: [siti], slot });
    branch.clock.advance(holdMs);
    expect((await confirm(branch, visit, held.body.holdId)).body, "nobody has looked in yet").toMatchObject({
      stillFree: true,
    });
    for (let at = 0; at <= avail; at++) await hold(branch, { as: `later ${at}`, people: [siti], slot });
    expect((await confirm(branch, visit, held.body.holdId)).body).toMatchObject({
      code: "hold_gone",
      stillFree: false,
    });
  });

  test("is forgotten an hour after it lapsed", async () => {
    const branch = await setupOpenBranch();
    const visit = { as: "siti", people: [siti], slot: startOf(branch).slot };
    const held = await hold(branch, visit);
    branch.clock.advance(holdMs + 3_600_000);
    await branch.scheduler.runDue();
    expect((await confirm(branch, visit, held.body.holdId)).body).toMatchObject({
      code: "hold_gone",
      slot: null,
      stillFree: false,
    });
  });

  test("gives way to the one that replaces it, in one step, even on the last unit", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const people = Array.from({ length: unitsOf(branch, slot).avail }, (_, at) =>
      mykad(`90010${at + 1}-14-5678`),
    );
    const first = await hold(branch, { as: "siti", people, slot });
    expect(unitsOf(branch, slot).avail).toBe(0);
    const again = await hold(branch, { as: "siti", people, slot }, { replaces: first.body.holdId });
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    expect(unitsOf(branch, slot)).toMatchObject({ avail: 0, held: people.length });
    const full = await hold(branch, { as: "malik", people: [siti], slot }, { replaces: again.body.holdId });
    expect([full.status, full.body.code], "nobody replaces another's hold").toEqual([409, "slot_full"]);
  });

  test("is one of two at most for a phone; a kiosk serves one person after the other", async () => {
    const branch = await setupOpenBranch();
    const visit = { as: "siti", people: [siti], slot: startOf(branch).slot };
    const first = await hold(branch, visit);
    branch.clock.advance(60_000);
    await hold(branch, { ...visit, slot: startOf(branch, 1).slot });
    const third = await hold(branch, { ...visit, slot: startOf(branch, 2).slot });
    expect([third.status, third.body.code]).toEqual([429, "too_many_holds"]);
    expect(third.headers.get("retry-after"), "when the first one lapses").toBe("540");
    expect(
      (await hold(branch, { ...visit, slot: startOf(branch, 2).slot }, { replaces: first.body.holdId }))
        .status,
    ).toBe(201);
    for (let at = 0; at < 3; at++) {
      expect((await hold(branch, { ...visit, as: "kiosk:1", slot: startOf(branch, 3).slot })).status).toBe(
        201,
      );
    }
  });

  test("cannot be taken again and again without end", async () => {
    const branch = await setupOpenBranch();
    const visit = { as: "runner", people: [siti], slot: startOf(branch).slot };
    let last = await hold(branch, visit);
    for (let at = 1; at < 60; at++) last = await hold(branch, visit, { replaces: last.body.holdId });
    expect(last.status).toBe(201);
    const refused = await hold(branch, visit, { replaces: last.body.holdId });
    expect([refused.status, refused.body.code, refused.body.retryAfterS]).toEqual([
      429,
      "too_many_tries",
      600,
    ]);
  });
});

describe("a slot that cannot be held", () => {
  test("because there is none by that name", async () => {
    const branch = await setupOpenBranch();
    for (const [what, slot, code, status] of [
      ["of another branch", "MLK-HQ1.B.29687280", "unknown_slot", 404],
      ["of no shape", "tomorrow", "unknown_slot", 404],
      ["with a leading zero", "SGR-HQ1.B.029687280", "unknown_slot", 404],
      ["in small letters", "sgr-hq1.b.29687280", "unknown_slot", 404],
      ["beyond any calendar", "SGR-HQ1.B.99999999999", "unknown_slot", 404],
      ["two thousand years ahead", "SGR-HQ1.B.999999999", "slot_not_open", 409],
      ["of another service group", "SGR-HQ1.C.29687280", "unknown_slot", 404],
      ["in 1970", "SGR-HQ1.B.1", "slot_past", 409],
      ["with a statement of SQL", "SGR-HQ1.B.1; DROP TABLE hold", "unknown_slot", 404],
    ] as const) {
      const refused = await hold(branch, { as: "siti", people: [siti], slot });
      expect([refused.status, refused.body.code], what).toEqual([status, code]);
    }
  });

  test("between two starts, on a day that is closed or not on sale, too soon, or over", async () => {
    const branch = await setupOpenBranch();
    const { slot, startsAtMs } = startOf(branch);
    const at = (ms: number) => slot.replace(/\d+$/, String(ms / 60_000));
    const codeOf = async (ms: number) =>
      (await hold(branch, { as: "siti", people: [siti], slot: at(ms) })).body.code;
    expect(await codeOf(startsAtMs + 60_000)).toBe("unknown_slot");
    expect(await codeOf(startsAtMs + 86_400_000), "a holiday").toBe("slot_not_open");
    expect(await codeOf(startsAtMs + 200 * 86_400_000), "next summer").toBe("slot_not_open");
    expect(await codeOf(startOf(branch, 8, { date: "2026-12-07" }).startsAtMs), "this noon").toBe(
      "slot_past",
    );
    expect(await codeOf(startsAtMs - 10 * 86_400_000), "last week").toBe("slot_past");
  });

  test("for people the service does not serve, more of them than may come, or a service that is not offered here", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const codeOf = async (over: object) => {
      const body = { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1, ...over };
      return (await send(branch, "siti", "POST", "/holds", body)).body.code;
    };
    expect(await codeOf({ kind: "foreigner" })).toBe("kind_not_served");
    expect(await codeOf({ parties: 7 })).toBe("too_many_people");
    expect(await codeOf({ service: "PMA-LAMA" })).toBe("unknown_service");
    expect(await codeOf({ service: "__proto__" })).toBe("unknown_service");
    const border = startOf(branch, 0, { group: "A" });
    expect(await codeOf({ service: "PAS-SEMPADAN", slot: border.slot }), "Sabah and Sarawak only").toBe(
      "not_bookable",
    );
    expect(await codeOf({ service: "DOK-DALAMAN", slot: border.slot }), "walk-in numbers only").toBe(
      "not_bookable",
    );
  });

  test("from the quota of other applicants: the employers' share is not a foreigner's", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch, 0, { group: "G", pool: "general", units: 1 });
    const foreigner = { as: "lan", service: "PK", kind: "foreigner", people: [passport("C1234567")], slot };
    const poolOf = () =>
      branch.db.query<{ pool: string }, []>("SELECT pool FROM hold ORDER BY id DESC LIMIT 1").get()?.pool;
    await hold(branch, foreigner);
    expect(poolOf()).toBe("general");
    branch.clock.advance(1000);
    await hold(branch, {
      ...foreigner,
      as: "kilang",
      kind: "employer",
      slot: startOf(branch, 0, { group: "G", pool: "employer" }).slot,
    });
    expect(poolOf()).toBe("employer");
  });
});

test("a network of many phones is counted too; kiosks and officers are not", async () => {
  const branch = await setupOpenBranch();
  const visit = (as: string) => ({ as, people: [siti], slot: startOf(branch).slot });
  expect((await hold(branch, visit("siti"))).status).toBe(201);
  branch.db.run("UPDATE rate_limit SET count = 240 WHERE bucket = 'hold-net:local'");
  expect((await hold(branch, visit("another phone"))).body).toMatchObject({
    status: 429,
    code: "too_many_tries",
    retryAfterS: 600,
  });
  expect((await hold(branch, visit("kiosk:1"))).status).toBe(201);
  expect((await hold(branch, visit("officer:rohani"))).status).toBe(201);
  branch.clock.advance(600_000);
  expect((await hold(branch, visit("another phone"))).status).toBe(201);
});

test("a hold that lapsed a moment ago gives nothing back to a start that has closed", async () => {
  const branch = await setupOpenBranch();
  const { slot, startsAtMs } = startOf(branch);
  await hold(branch, { as: "siti", people: [siti], slot });
  branch.clock.advance(holdMs + 1);
  const change = {
    type: "closure",
    from: startsAtMs,
    to: startsAtMs + 3_600_000,
    groups: ["B"],
    note: { ms: "Kenduri", en: "Office gathering" },
  };
  const ask = (path: string, body: object) => send(branch, "supervisor:aminah", "POST", path, body);
  const previewed = (await ask("/branch/changes/preview", { change })).body.hash;
  const made = await ask("/branch/changes", { change, reason: "Arahan ketua", previewed });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await branch.scheduler.runDue();
  expect(unitsOf(branch, slot)).toEqual({ avail: 0, held: 0, spent: 0 });
});
