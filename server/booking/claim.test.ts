import { describe, expect, test } from "vitest";
import { ok } from "../../sync/core/result";
import { update } from "../../sync/rows";
import type { TestBranch } from "../testing";
import {
  book,
  isContested,
  mykad,
  passport,
  send,
  setupOpenBranch,
  startOf,
  unitsOf,
} from "./booking.fixture";
import type { NoticeBody } from "../../sync/notice";

const number = "900101-14-5678";
const bookAs = (branch: TestBranch, as: string, spelt = number, at = 0) =>
  book(branch, { as, people: [mykad(spelt)], slot: startOf(branch, at).slot });
const letGo = async (branch: TestBranch, as: string) => {
  for (const { id } of branch.db.query<{ id: string }, []>("SELECT id FROM hold").all())
    await send(branch, as, "DELETE", `/holds/${id}`);
};
const view = async (branch: TestBranch, as: string, id: string) =>
  (await send(branch, as, "GET", `/bookings/${id}`)).body;

describe("one person and one service", () => {
  test("are booked once by one phone, however the number is spelt", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    for (const spelt of [
      "900101145678",
      " 900101 14 5678 ",
      "９００１０１-１４-５６７８",
      "9001\u200b01\u00ad145678",
      "৯০০১০১১৪৫৬৭৮",
    ]) {
      const second = await bookAs(branch, "siti", spelt);
      expect(second.status, spelt).toBe(409);
      expect(second.body).toMatchObject({
        code: "already_booked",
        party: 1,
        ref: first.body.ref,
        startsAtMs: first.body.startsAtMs,
      });
      await letGo(branch, "siti");
    }
  });

  test("a passport is the same in small letters and with spaces; another country's is another person's", async () => {
    const branch = await setupOpenBranch();
    const slot = startOf(branch, 0, { group: "C" }).slot;
    const visit = (document: object) => ({
      as: "lan",
      service: "BATAL-PAS",
      kind: "foreigner",
      slot,
      people: [
        {
          ...passport("C1234567"),
          answers: { lastDay: "2026-12-31" },
          document: { ...passport("x").document, ...document },
        },
      ],
    });
    expect((await book(branch, visit({ number: "C1234567" }))).status).toBe(201);
    expect((await book(branch, visit({ number: "c 123-4567" }))).body.code).toBe("already_booked");
    expect((await book(branch, visit({ number: "C1234567", country: "IDN" }))).status).toBe(201);
  });

  test("may be booked again for another service, or after cancelling", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    const slot = startOf(branch, 0, { group: "A" }).slot;
    expect(
      (await book(branch, { as: "siti", service: "PMA-BARU", people: [mykad(number)], slot })).status,
    ).toBe(201);
    await send(branch, "siti", "POST", `/bookings/${first.body.id}/cancel`, {});
    expect((await bookAs(branch, "siti")).status).toBe(201);
  });

  test("may be booked again on the day after a visit that did not take place", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    const again = async () => {
      const made = await book(branch, {
        as: "siti",
        people: [mykad(number)],
        slot: startOf(branch, 0, { date: "2026-12-15" }).slot,
      });
      await letGo(branch, "siti");
      return made;
    };
    branch.clock.set(first.body.startsAtMs + 3_600_000);
    expect((await again()).body.code, "that same day it still stands").toBe("already_booked");
    branch.clock.advance(86_400_000);
    expect((await again()).status).toBe(201);
  });

  test("in a family, who is booked already is named by place in the form", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti", "910101-14-5678");
    const people = [mykad(number), mykad("910101-14-5678", "AHMAD")];
    const family = await book(branch, { as: "siti", people, slot: startOf(branch, 1, { units: 2 }).slot });
    expect(family.body).toMatchObject({ status: 409, code: "already_booked", party: 2, ref: first.body.ref });
  });
});

describe("two phones with one identity", () => {
  test("both stand, contested, until one of them goes", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    const second = await bookAs(branch, "malik");
    expect(second.body.state).toBe("confirmed");
    const bothContested = () => [first, second].map(({ body }) => isContested(branch, body.id));
    expect(bothContested()).toEqual([true, true]);
    await send(branch, "malik", "POST", `/bookings/${second.body.id}/cancel`, {});
    expect((await view(branch, "siti", first.body.id)).state).toBe("confirmed");
    expect(isContested(branch, first.body.id)).toBe(false);
  });

  test("a family stays contested while any of its people is", async () => {
    const branch = await setupOpenBranch();
    const people = [mykad(number), mykad("910101-14-5678")];
    const family = await book(branch, { as: "siti", people, slot: startOf(branch, 0, { units: 2 }).slot });
    const one = await bookAs(branch, "malik", number, 1);
    await bookAs(branch, "ravi", "910101-14-5678", 1);
    await send(branch, "malik", "POST", `/bookings/${one.body.id}/cancel`, {});
    expect(isContested(branch, family.body.id)).toBe(true);
    await send(branch, "siti", "POST", `/bookings/${family.body.id}/parties/2/drop`, {});
    expect(isContested(branch, family.body.id)).toBe(false);
  });

  test("a third is asked to bring the document, in the very words of one beside a proven booking", async () => {
    const branch = await setupOpenBranch();
    await bookAs(branch, "siti");
    await bookAs(branch, "malik");
    const third = await bookAs(branch, "ravi");
    expect(third.body).toMatchObject({ status: 409, code: "bring_document", party: 1 });

    const proven = "920101-14-5678";
    await bookAs(branch, "officer:rohani", proven);
    const beside = await bookAs(branch, "ravi", proven, 1);
    const { requestId: _one, ...said } = third.body;
    const { requestId: _other, ...saidBeside } = beside.body;
    expect(saidBeside).toEqual(said);
  });
});

describe("a document that an officer has seen", () => {
  test("beats claims that nobody proved: they lose their place and are told, the unit is on sale again", async () => {
    const branch = await setupOpenBranch();
    const { slot } = startOf(branch);
    const { avail } = unitsOf(branch, slot);
    const contact = { email: "siti@example.com", phone: "+60123456789" };
    const first = await book(branch, {
      as: "siti",
      people: [mykad(number)],
      slot,
      rest: { contact, lang: "en" },
    });
    const second = await bookAs(branch, "malik");
    const later = startOf(branch, 3).slot;
    const proven = await book(branch, { as: "officer:rohani", people: [mykad(number)], slot: later });
    expect(proven.body).toMatchObject({ state: "confirmed", verified: true });
    expect(isContested(branch, proven.body.id)).toBe(false);
    for (const [as, made] of [
      ["siti", first],
      ["malik", second],
    ] as const) {
      expect(await view(branch, as, made.body.id)).toMatchObject({
        state: "superseded",
        can: { cancel: false, move: false },
      });
    }
    expect(unitsOf(branch, slot)).toMatchObject({ avail, spent: 0 });

    const notices = branch.db
      .query<
        {
          id: string;
          purpose: string;
          channel: string;
          subject: string;
          bookingId: string;
          sealed: Uint8Array;
          untilMs: number;
        },
        []
      >(
        `SELECT id, purpose, channel, subject, booking_id AS bookingId, sealed, until_ms AS untilMs FROM notice
         WHERE purpose = 'superseded' AND state = 'queued' ORDER BY channel`,
      )
      .all();
    const { ref, startsAtMs, branch: code } = first.body;
    expect(
      notices.map(({ channel, bookingId, untilMs }) => [channel, bookingId, untilMs]),
      "once by each way she gave; he gave none",
    ).toEqual([
      ["email", first.body.id, startsAtMs],
      ["sms", first.body.id, startsAtMs],
    ]);
    const { sealer } = branch.deps;
    const key = sealer.open(branch.db, notices[0]!.subject)!;
    const body = sealer.unseal<NoticeBody>(key, "notice", notices[0]!.id, notices[0]!.sealed);
    expect(body).toEqual({
      to: contact.email,
      lang: "en",
      message: { purpose: "superseded", ref, branch: code, service: "PMA-BAHARUI", startsAtMs },
    });
  });

  test("takes from a family only the person it is about, and tells the family once", async () => {
    const branch = await setupOpenBranch();
    const people = [mykad(number), mykad("910101-14-5678"), mykad("920101-14-5678")];
    const family = await book(branch, {
      as: "malik",
      people,
      slot: startOf(branch, 0, { units: 1 }).slot,
      rest: { contact: { email: "malik@example.com" } },
    });
    await book(branch, {
      as: "officer:rohani",
      people: people.slice(1),
      slot: startOf(branch, 3, { units: 2 }).slot,
    });
    const left = await view(branch, "malik", family.body.id);
    expect(left.state).toBe("confirmed");
    expect(left.parties.map(({ state }: { state: string }) => state)).toEqual([
      "confirmed",
      "superseded",
      "superseded",
    ]);
    expect(branch.db.query("SELECT id FROM notice WHERE purpose = 'superseded'").all()).toHaveLength(1);
  });

  test("does not send away somebody who has arrived: the officer is told of that booking", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    await branch.deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: "arrive" }, () =>
      ok({
        intent: "test",
        rows: [update("party", { booking: first.body.id, no: 1 }, { state: "checked_in" })],
        answer: null,
      }),
    );
    const second = await bookAs(branch, "officer:rohani");
    expect(second.body).toMatchObject({ code: "already_booked", ref: first.body.ref });
  });

  test("is booked once: a second officer is told of the first booking", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "officer:rohani");
    const second = await bookAs(branch, "officer:lim");
    expect(second.body).toMatchObject({ status: 409, code: "already_booked", ref: first.body.ref });
  });

  const seen = (branch: TestBranch, id: string, no = 1, as = "officer:rohani") =>
    send(branch, as, "POST", `/bookings/${id}/parties/${no}/seen`, {});
  const verifiedOf = (body: { parties: { verified: boolean }[] }) =>
    body.parties.map(({ verified }) => verified);

  test("proves the person whose it is, and the visit when it was the last one", async () => {
    const branch = await setupOpenBranch();
    const people = [mykad(number), mykad("910101-14-5678")];
    const family = await book(branch, { as: "siti", people, slot: startOf(branch, 0, { units: 2 }).slot });
    const first = await seen(branch, family.body.id);
    expect(first.body.verified).toBe(false);
    expect(verifiedOf(first.body)).toEqual([true, false]);
    const beside = await bookAs(branch, "malik", "910101-14-5678", 1);
    expect(isContested(branch, beside.body.id), "the other one of the family is not proven yet").toBe(true);
    expect((await bookAs(branch, "ravi", number, 1)).body.code).toBe("bring_document");
    const second = await seen(branch, family.body.id, 2);
    expect(second.body.verified).toBe(true);
    expect(isContested(branch, family.body.id)).toBe(false);
    expect((await view(branch, "malik", beside.body.id)).state).toBe("superseded");
  });

  test("seen again is no claim against itself; a proven claim elsewhere stands", async () => {
    const branch = await setupOpenBranch();
    const first = await bookAs(branch, "siti");
    const second = await bookAs(branch, "malik");
    expect((await seen(branch, first.body.id)).status).toBe(200);
    expect((await seen(branch, first.body.id)).body.verified).toBe(true);
    expect(isContested(branch, first.body.id)).toBe(false);
    expect((await seen(branch, second.body.id)).body.code, "it lost").toBe("unknown_party");
    expect((await seen(branch, first.body.id, 2)).body.code).toBe("unknown_party");
    expect((await seen(branch, first.body.id, 1, "kiosk:1")).body.code).toBe("not_allowed");
  });

  test("a name put right proves nothing; a document put right proves its person", async () => {
    const branch = await setupOpenBranch();
    const made = await bookAs(branch, "siti");
    const correct = (body: object) =>
      send(branch, "officer:rohani", "POST", `/bookings/${made.body.id}/parties/1/correct`, {
        reason: "typed wrongly",
        ...body,
      });
    expect((await correct({ name: "SITI BINTI AHMED" })).body.verified).toBe(false);
    expect((await correct({ document: mykad("900101-14-5679").document })).body.verified).toBe(true);
  });

  test("a document put right is nobody's of the same visit", async () => {
    const branch = await setupOpenBranch();
    const people = [mykad(number), mykad("910101-14-5678")];
    const family = await book(branch, { as: "siti", people, slot: startOf(branch, 0, { units: 2 }).slot });
    const path = `/bookings/${family.body.id}/parties/2/correct`;
    const { document } = mykad(number);
    const refused = await send(branch, "officer:rohani", "POST", path, { reason: "x", document });
    expect(refused.body).toMatchObject({ code: "already_booked", ref: family.body.ref });
  });
});
