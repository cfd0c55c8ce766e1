import { describe, expect, test } from "vitest";
import { ok } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import { phone, type TestBranch } from "../testing";
import {
  book,
  hold,
  mykad,
  passport,
  send,
  setupOpenBranch,
  startOf,
  unitsOf,
  type Visit,
} from "./booking.fixture";
import type { PartyDetails } from "./details";

const siti = mykad("900101-14-5678");
const monday = "2026-12-14";

const move = async (branch: TestBranch, id: string, visit: Visit) => {
  const held = await hold(branch, visit);
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  return send(branch, visit.as, "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
};

describe("cancelling", () => {
  test("gives the unit back at once and ends the slip; twice is once", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const before = unitsOf(branch, slot);
    const made = await book(branch, { as: "siti", people: [siti], slot });
    const cancel = () => send(branch, "siti", "POST", `/bookings/${made.body.id}/cancel`, {});
    expect((await cancel()).body).toMatchObject({
      state: "cancelled",
      can: { cancel: false, move: false, drop: false },
    });
    expect(unitsOf(branch, slot)).toEqual(before);
    expect((await cancel()).body).toMatchObject({ status: 409, code: "wrong_state", state: "cancelled" });
    expect(unitsOf(branch, slot)).toEqual(before);
    expect((await send(branch, "siti", "GET", `/bookings/${made.body.id}/slip`)).status).toBe(404);
  });

  test("is possible until the start, and not after it", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    branch.clock.set(made.body.startsAtMs);
    const late = await send(branch, "siti", "POST", `/bookings/${made.body.id}/cancel`, {});
    expect(late.body).toMatchObject({ status: 409, code: "wrong_state", state: "confirmed" });
  });
});

describe("moving", () => {
  test("takes the new unit and gives the old one back; twice, not three times", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const before = unitsOf(branch, slot);
    const visit = { as: "siti", people: [siti], slot };
    const made = await book(branch, visit);
    const later = startOf(branch, 0, { date: monday });
    const first = await move(branch, made.body.id, { ...visit, slot: later.slot });
    expect(first.body).toMatchObject({
      ref: made.body.ref,
      rev: 2,
      changesLeft: 1,
      startsAtMs: later.startsAtMs,
    });
    expect(unitsOf(branch, slot)).toEqual(before);
    const back = await move(branch, made.body.id, visit);
    expect(back.body).toMatchObject({ rev: 3, changesLeft: 0, can: { cancel: true, move: false } });
    const third = await move(branch, made.body.id, { ...visit, slot: later.slot });
    expect(third.body).toMatchObject({ status: 409, code: "changes_used_up", changesMax: 2 });
  });

  test("to a start that overlaps the old one is one step as well", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch, 0, { group: "A", units: 1 });
    const visit = {
      as: "siti",
      service: "PMA-HILANG",
      people: [
        mykad("900101-14-5678", "SITI", {
          answers: { policeReportNo: "1", lostDate: "2026-12-01", lostWhere: "malaysia" },
        }),
      ],
      slot,
    };
    const made = await book(branch, visit);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const next = startOf(branch, 1, { group: "A", units: 1 });
    const moved = await move(branch, made.body.id, { ...visit, slot: next.slot });
    expect(moved.body).toMatchObject({ state: "confirmed", startsAtMs: next.startsAtMs });
    const spent = branch.db.query<{ n: number }, []>("SELECT sum(spent) AS n FROM right_").get()!.n;
    expect(spent).toBe(3);
  });

  test("keeps the place when the new slot is gone, for another service, or for fewer people", async () => {
    const branch = await setupOpenBranch();
    const people = [siti, mykad("910101-14-5678")];
    const visit = { as: "siti", people, slot: startOf(branch, 0, { units: 2 }).slot };
    const made = await book(branch, visit);
    const later = startOf(branch, 0, { date: monday, units: 2 });
    const held = await hold(branch, { ...visit, slot: later.slot });
    branch.clock.advance(600_000);
    const to = (holdId: string) => send(branch, "siti", "POST", `/bookings/${made.body.id}/move`, { holdId });
    expect((await to(held.body.holdId)).body).toMatchObject({ status: 410, code: "hold_gone" });
    expect((await to("none")).body.code).toBe("hold_gone");
    const alone = await hold(branch, { ...visit, people: [siti], slot: later.slot });
    expect((await to(alone.body.holdId)).body).toMatchObject({ status: 422, code: "hold_differs" });
    const other = startOf(branch, 0, { group: "A", date: monday, units: 2 });
    const another = await hold(branch, { ...visit, service: "PMA-BARU", slot: other.slot });
    expect((await to(another.body.holdId)).body.code).toBe("hold_differs");
    const now = await send(branch, "siti", "GET", `/bookings/${made.body.id}`);
    expect(now.body).toEqual({ ...made.body });
    expect(unitsOf(branch, visit.slot).spent).toBe(2);
  });

  test("is refused to a day by which the passport has expired", async () => {
    const branch = await setupOpenBranch();
    const person = passport("C1234567", "LAN", { answers: { lastDay: "2026-12-31" } });
    const people = [{ ...person, document: { ...person.document, expiresOn: "2026-12-14" } }];
    const visit = {
      as: "lan",
      service: "BATAL-PAS",
      kind: "foreigner",
      people,
      slot: startOf(branch, 0, { group: "C" }).slot,
    };
    const made = await book(branch, visit);
    const late = await move(branch, made.body.id, {
      ...visit,
      slot: startOf(branch, 0, { group: "C", date: monday }).slot,
    });
    expect(late.body).toMatchObject({
      status: 422,
      code: "invalid_details",
      errors: [{ path: "parties.0.document.expiresOn", code: "document_expires_before_visit" }],
    });
  });

  test("costs no change while the office offers a new time, which stands on the booking with the next free slots", async () => {
    const branch = await setupOpenBranch();
    const visit = { as: "siti", people: [siti], slot: startOf(branch).slot };
    const made = await book(branch, visit);
    const reason = { ms: "Pejabat ditutup", en: "The office is closed" };
    await branch.deps.writer.submit(
      { actor: { kind: "staff", id: "amin", role: "supervisor" }, requestId: "close" },
      (tx) =>
        ok({
          intent: "test",
          rows: [
            insert("offer", {
              booking: made.body.id,
              branch: "SGR-HQ1",
              reason: JSON.stringify(reason),
              state: "open",
              atMs: tx.nowMs,
            }),
          ],
          answer: null,
        }),
    );
    const offered = await send(branch, "siti", "GET", `/bookings/${made.body.id}`);
    expect(offered.body.offer.reason).toEqual(reason);
    const [first] = offered.body.offer.slots;
    expect(offered.body.offer.slots).toHaveLength(3);
    expect(first.startsAtMs, "not before the service's notice").toBeGreaterThanOrEqual(
      branch.clock.nowMs() + 86_400_000,
    );

    branch.clock.set(made.body.startsAtMs + 60_000);
    const late = await send(branch, "siti", "GET", `/bookings/${made.body.id}`);
    expect(late.body.can.move, "the old start is no limit: the office took it away").toBe(true);
    const moved = await move(branch, made.body.id, { ...visit, slot: late.body.offer.slots[0].slot });
    expect(moved.body).toMatchObject({ state: "confirmed", offer: null, changesLeft: 2, rev: 2 });
  });
});

describe("finding by reference and document", () => {
  const find = (branch: TestBranch, ref: string, documentNumber: string, as?: string) =>
    branch.call("POST", "/bookings/find", { ref, documentNumber }, as ? { as } : {});

  test("opens the booking to read and to cancel, however the two are typed", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, {
      as: "siti",
      people: [siti, mykad("910101-14-5678")],
      slot: startOf(branch, 0, { units: 2 }).slot,
    });
    const { ref, id } = made.body;
    const typed = `${ref.slice(0, 4)}-${ref.slice(4)}`.toLowerCase();
    const found = await find(branch, typed, " 910101 14 5678");
    expect(found.body).toMatchObject({ id, can: { cancel: true, move: false, drop: false } });
    expect(found.body.parties.every(({ mayDrop }: { mayDrop: boolean }) => !mayDrop)).toBe(true);
    const wrong = await branch.call("POST", `/bookings/${id}/cancel`, {
      ref,
      documentNumber: "920101-14-5678",
    });
    expect(wrong.body).toMatchObject({ status: 404, code: "booking_not_found" });
    const bare = await branch.call("POST", `/bookings/${id}/cancel`, {});
    expect(bare.body.code, "the address alone opens nothing").toBe("booking_not_found");
    const cancelled = await branch.call("POST", `/bookings/${id}/cancel`, {
      ref: typed,
      documentNumber: "900101145678",
    });
    expect(cancelled.body).toMatchObject({ id, state: "cancelled" });
  });

  test("says the same whatever is wrong, and stops guessing, also after a restart", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const said = new Set<string>();
    for (const [ref, documentNumber] of [
      [made.body.ref, "910101-14-5678"],
      ["ZZZZZZZZ", "900101-14-5678"],
      ["not a reference", "900101-14-5678"],
      [made.body.ref, "---"],
    ] as const) {
      const { requestId: _id, ...body } = (await find(branch, ref, documentNumber)).body;
      said.add(JSON.stringify(body));
    }
    expect([...said]).toEqual([
      JSON.stringify({
        type: "about:blank",
        title: "Booking not found",
        status: 404,
        code: "booking_not_found",
      }),
    ]);
    for (let at = 0; at < 3; at++) await find(branch, made.body.ref, `93010${at}-14-5678`);
    const limited = await find(branch, made.body.ref, "900101-14-5678");
    expect(limited.body).toMatchObject({ status: 429, code: "too_many_tries", retryAfterS: 600 });

    const count = branch.db
      .query<{ count: number }, [string]>("SELECT count FROM rate_limit WHERE bucket = ?")
      .get(`find:${made.body.ref}`);
    expect(count, "the tries are in the file, not in the process").toEqual({ count: 5 });
    branch.clock.advance(600_000);
    expect((await find(branch, made.body.ref, "900101-14-5678")).status).toBe(200);
  });

  test("a kiosk's own tries are counted, not the hall's network", async () => {
    const branch = await setupOpenBranch();
    for (let at = 0; at < 31; at++) {
      const refused = await find(branch, `ZZZZZZ${String(at).padStart(2, "0")}`, "900101-14-5678", "kiosk:1");
      expect(refused.status, String(at)).toBe(404);
    }
    for (let at = 0; at < 30; at++) await find(branch, `ZZZZZZ${String(at).padStart(2, "0")}`, "1");
    expect((await find(branch, "ZZZZZY00", "1", phone("malik"))).status).toBe(429);
  });
});

describe("a correction at the counter", () => {
  const correct = (branch: TestBranch, id: string, body: object, as = "officer:rohani") =>
    send(branch, as, "POST", `/bookings/${id}/parties/1/correct`, { reason: "typed wrongly", ...body });

  test("puts name and number right, keeps old and new sealed with the reason, and makes a new slip", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const { id, ref } = made.body;
    const slip = () => send(branch, "siti", "GET", `/bookings/${id}/slip`);
    const before = await slip();
    const done = await correct(branch, id, {
      name: "SITI BINTI AHMED",
      document: { type: "mykad", number: "900101-14-5679" },
    });
    expect(done.body).toMatchObject({
      rev: 2,
      parties: [{ name: "SITI BINTI AHMED", documentMasked: "•••••5679" }],
    });
    expect((await slip()).body.text).not.toBe(before.body.text);
    expect(
      (await branch.call("POST", "/bookings/find", { ref, documentNumber: "900101145679" })).status,
    ).toBe(200);
    expect(
      (await branch.call("POST", "/bookings/find", { ref, documentNumber: "900101145678" })).status,
    ).toBe(404);

    const row = branch.db
      .query<{ id: string; reason: string; actor: string; subject: string; sealed: Uint8Array }, []>(
        "SELECT * FROM correction",
      )
      .get()!;
    expect(row).toMatchObject({ reason: "typed wrongly", actor: "rohani" });
    const { sealer } = branch.deps;
    const kept = sealer.unseal<{ old: PartyDetails; new: PartyDetails }>(
      sealer.open(branch.db, row.subject)!,
      "correction",
      row.id,
      row.sealed,
    );
    expect([kept.old.number, kept.new.number]).toEqual(["900101145678", "900101145679"]);
    expect([kept.old.name, kept.new.name]).toEqual(["SITI BINTI AHMAD", "SITI BINTI AHMED"]);
  });

  test("is an officer's, and follows the rules of a document", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const { id } = made.body;
    expect((await correct(branch, id, { name: "X Y" }, "siti")).body.code).toBe("not_allowed");
    expect((await correct(branch, id, { name: "X Y" }, "kiosk:1")).body.code).toBe("not_allowed");
    const wrong = await correct(branch, id, { name: "99", document: { type: "mykad", number: "1" } });
    expect(wrong.body.errors).toMatchObject([
      { path: "name", code: "name_without_letter" },
      { path: "document.number", code: "my_kad_length" },
    ]);
    expect((await correct(branch, "none", { name: "X Y" })).body.code).toBe("booking_not_found");
    expect(
      (
        await send(branch, "officer:rohani", "POST", `/bookings/${id}/parties/2/correct`, {
          reason: "x",
        })
      ).body.code,
    ).toBe("unknown_party");
    await send(branch, "siti", "POST", `/bookings/${id}/cancel`, {});
    expect((await correct(branch, id, { name: "X Y" })).body.code, "nobody of it comes any more").toBe(
      "unknown_party",
    );
  });

  test("is no way round the rule of one booking", async () => {
    const branch = await setupOpenBranch();
    const proven = await book(branch, { as: "officer:lim", people: [siti], slot: startOf(branch).slot });
    const other = await book(branch, {
      as: "malik",
      people: [mykad("910101-14-5678")],
      slot: startOf(branch).slot,
    });
    const done = await correct(branch, other.body.id, { document: siti.document });
    expect(done.body).toMatchObject({ status: 409, code: "already_booked", ref: proven.body.ref });
    const unproven = await book(branch, {
      as: "ravi",
      people: [mykad("920101-14-5678")],
      slot: startOf(branch).slot,
    });
    expect(
      (await correct(branch, other.body.id, { document: { type: "mykad", number: "920101-14-5678" } }))
        .status,
    ).toBe(200);
    expect(
      (await send(branch, "ravi", "GET", `/bookings/${unproven.body.id}`)).body.state,
      "the seen document wins",
    ).toBe("superseded");
  });

  const subjectsOf = (branch: TestBranch) =>
    branch.db
      .query<{ subject: string; identity: string }, []>(
        "SELECT p.subject, k.subject AS identity FROM party p LEFT JOIN keyring k ON k.identity_index = p.identity_index ORDER BY p.rowid",
      )
      .all();
  const mistyped = "900101-14-5679";

  test("a mistyped number leads its true owner to a key of their own, and the right one to the same", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [mykad(mistyped)], slot: startOf(branch).slot });
    await correct(branch, made.body.id, { document: siti.document });
    const slot = startOf(branch, 0, { group: "A" }).slot;
    await book(branch, { as: "ravi", people: [mykad(mistyped)], slot: startOf(branch).slot });
    await book(branch, { as: "siti", service: "PMA-BARU", people: [siti], slot });
    const [first, owner, again] = subjectsOf(branch).map(({ subject }) => subject);
    expect(owner).not.toBe(first);
    expect(again).toBe(first);
  });

  test("joins the key that the right number has, with the visit's contact, and leaves the true owner theirs", async () => {
    const branch = await setupOpenBranch();
    const slot = startOf(branch, 0, { group: "A" }).slot;
    await book(branch, { as: "siti", service: "PMA-BARU", people: [siti], slot });
    await book(branch, { as: "ravi", service: "PMA-BARU", people: [mykad(mistyped)], slot });
    const rest = { contact: { email: "siti@example.com" } };
    const made = await book(branch, {
      as: "siti",
      people: [mykad(mistyped)],
      slot: startOf(branch).slot,
      rest,
    });
    const done = await correct(branch, made.body.id, { document: siti.document });
    expect(done.body.parties[0].documentMasked).toBe("•••••5678");
    const [known, owner, corrected] = subjectsOf(branch);
    expect(corrected?.subject).toBe(known?.subject);
    expect(owner?.subject).toBe(owner?.identity);
    expect(owner?.subject).not.toBe(known?.subject);
    const visit = branch.db
      .query<{ subject: string; sealed: Uint8Array }, [string]>(
        "SELECT subject, sealed FROM booking WHERE id = ?",
      )
      .get(made.body.id)!;
    expect(visit.subject).toBe(known?.subject);
    const key = branch.deps.sealer.open(branch.db, visit.subject)!;
    expect(branch.deps.sealer.unseal(key, "booking", made.body.id, visit.sealed)).toMatchObject(rest);
  });

  test("leaves the key of somebody who booked with the mistyped number to them", async () => {
    const branch = await setupOpenBranch();
    const slot = startOf(branch, 0, { group: "A" }).slot;
    await book(branch, { as: "ravi", service: "PMA-BARU", people: [mykad(mistyped)], slot });
    const made = await book(branch, { as: "siti", people: [mykad(mistyped)], slot: startOf(branch).slot });
    const done = await correct(branch, made.body.id, { document: siti.document });
    expect(done.body.parties[0].documentMasked).toBe("•••••5678");
    const [owner, corrected] = subjectsOf(branch);
    expect(owner?.subject).toBe(owner?.identity);
    expect(corrected?.subject).toBe(corrected?.identity);
    expect(corrected?.subject).not.toBe(owner?.subject);
  });

  test("follows the kind of the visit: a citizen has no passport", async () => {
    const branch = await setupOpenBranch();
    const made = await book(branch, { as: "siti", people: [siti], slot: startOf(branch).slot });
    const refused = await correct(branch, made.body.id, { document: passport("C1234567").document });
    expect(refused.body.errors).toMatchObject([{ path: "document.type", code: "document_not_for_kind" }]);
  });
});
