import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { softKey } from "../identity/passkey.fixture";
import { phone, setupBranch, type TestBranch } from "../testing";
import { book, type Booked } from "./checkin.fixture";
import { hallCodeMs } from "./hall-code";

/** Somebody's phone with a passkey of theirs. */
const phoneOf = async (branch: TestBranch, who: string) => {
  const as = phone(who);
  const call = (path: string, body: object = {}) => branch.call("POST", path, body, { as });
  const origin = branch.deps.self.publicUrl;
  const begun = (await call("/account/passkeys/options")).body;
  const key = softKey(branch.random, begun.user.id, {});
  const kept = await call("/account/passkeys", {
    answer: key.register(begun.challenge, { origin }),
    name: "telefon",
    lang: "ms",
  });
  expect(kept.status, JSON.stringify(kept.body)).toBeLessThan(300);
  const options = (bookingId: string, code: string) => call("/checkins/own/options", { bookingId, code });
  const answer = (challenge: string, bookingId: string, code: string) =>
    call("/checkins/own", { bookingId, code, lang: "ms", answer: key.use(challenge, { origin }) });
  return {
    options,
    answer,
    checkIn: async (bookingId: string, code: string) => {
      const asked = await options(bookingId, code);
      return asked.status === 200 ? answer(asked.body.challenge, bookingId, code) : asked;
    },
  };
};

const codeIn = async (branch: TestBranch): Promise<string> =>
  (await branch.call("GET", "/display/code", undefined, { as: "display:1" })).body.code;

const setupVisit = async () => {
  const branch = await setupBranch();
  const booked = await book(branch);
  const siti = await phoneOf(branch, "siti");
  const comes = (minutesBefore: number, visit: Booked = booked) =>
    branch.clock.set(visit.startsAtMs - minutesBefore * 60_000);
  return { branch, booked, siti, comes };
};

test("a passkey and the code on the display check somebody in, once; the number is like any other", async () => {
  const { branch, booked, siti, comes } = await setupVisit();
  comes(10);
  const done = await siti.checkIn(booked.id, await codeIn(branch));
  expect([done.status, done.body.type]).toEqual([200, "checked_in"]);
  expect((await branch.call("GET", `/tickets/${done.body.ticketId}`)).body).toMatchObject({
    state: "waiting",
    lane: "appointment",
  });
  expect(branch.db.query(`SELECT "by", outcome FROM checkin`).get()).toEqual({
    by: "phone",
    outcome: "checked_in",
  });
  const again = await siti.checkIn(booked.id, await codeIn(branch));
  expect([again.status, again.body.code, again.body.ticketId]).toEqual([409, "already", done.body.ticketId]);
});

test("who comes too early is told the same as at the kiosk, and another day's visit opens nothing", async () => {
  const { branch, booked, siti, comes } = await setupVisit();
  expect((await siti.checkIn(booked.id, await codeIn(branch))).body.code).toBe("wrong_day");
  comes(90);
  expect((await siti.checkIn(booked.id, await codeIn(branch))).body.type).toBe("early");
});

test("a code that has left the display, and one that was guessed, open nothing; tries are counted", async () => {
  const { branch, booked, siti, comes } = await setupVisit();
  comes(10);
  const old = await codeIn(branch);
  branch.clock.advance(hallCodeMs);
  const { challenge } = (await siti.options(booked.id, old)).body;
  branch.clock.advance(hallCodeMs);
  expect((await siti.answer(challenge, booked.id, old)).body.code, "gone while the key was touched").toBe(
    "hall_code_wrong",
  );
  expect((await siti.options(booked.id, old)).body.code).toBe("hall_code_wrong");
  for (let tried = 2; tried < 10; tried++)
    expect((await siti.options(booked.id, "ABCDEF")).body.code).toBe("hall_code_wrong");
  const right = await siti.options(booked.id, await codeIn(branch));
  expect([right.status, right.body.code]).toEqual([429, "too_many_tries"]);
});

test("a signature is used once, and somebody else's booking is none", async () => {
  const { branch, booked, siti, comes } = await setupVisit();
  const aminah = await phoneOf(branch, "aminah");
  comes(10);
  const code = await codeIn(branch);
  expect((await aminah.checkIn(booked.id, code)).body.code).toBe("booking_not_found");
  const { challenge } = (await siti.options(booked.id, code)).body;
  expect((await aminah.answer(challenge, booked.id, code)).status).toBe(422);
  expect(branch.db.query("SELECT count(*) AS n FROM checkin").get()).toEqual({ n: 0 });
  expect((await siti.answer(challenge, booked.id, code)).status).toBe(200);
  expect((await siti.answer(challenge, booked.id, code)).body.code).toBe("passkey_refused");
});

test("the code is for who stands in the hall: phones and strangers cannot ask for it", async () => {
  const { branch } = await setupVisit();
  expect((await branch.call("GET", "/display/code", undefined, { as: phone("siti") })).status).toBe(403);
  expect((await branch.call("GET", "/display/code")).status).toBe(401);
});

test("headquarters sends people to their branch, and tells strangers nothing", async () => {
  const { hq, branches, settle } = await setupCountry();
  const { id } = await book(branches[0]);
  await settle();
  const asks = (who: string) =>
    hq.call("POST", "/checkins/own/options", { bookingId: id, code: "ABCDEF" }, { as: phone(who) });
  expect((await asks("aminah")).body.code).toBe("booking_not_found");
  expect((await asks("siti")).body).toMatchObject({
    status: 409,
    code: "check_in_at_branch",
    branch: "SGR-HQ1",
  });
});
