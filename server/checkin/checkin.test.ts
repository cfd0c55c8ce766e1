import { expect, test } from "vitest";
import { err, ok } from "../../sync/core/result";
import { type Arrival, decideCheckIn } from "./checkin";

const nineOClock = Date.UTC(2026, 11, 10, 1, 0);
const minute = 60_000;

type Change = Partial<Omit<Arrival, "visit">> & { readonly visit?: Partial<Arrival["visit"]> };

const arrival = (change: Change = {}): Arrival => ({
  slip: { rev: 1, expired: false },
  earlier: null,
  branch: "SGR-HQ1",
  today: "2026-12-10",
  atMs: nineOClock,
  earlyMin: 30,
  lateMin: 15,
  ...change,
  visit: {
    branch: "SGR-HQ1",
    startsAtMs: nineOClock,
    day: "2026-12-10",
    state: "confirmed",
    rev: 1,
    ...change.visit,
  },
});

test.each([
  ["an hour before", -60, "early"],
  ["half an hour before", -30, "checked_in"],
  ["at the minute", 0, "checked_in"],
  ["a quarter of an hour after", 15, "checked_in"],
  ["sixteen minutes after", 16, "late"],
] as const)("%s is %s minutes from the start: %s", (_, min, admission) => {
  expect(decideCheckIn(arrival({ atMs: nineOClock + min * minute }))).toEqual(ok(admission));
});

test("typing the reference is as good as showing the slip", () => {
  expect(decideCheckIn(arrival({ slip: null }))).toEqual(ok("checked_in"));
});

test("a second scan shows the first ticket, whatever the slip says by now", () => {
  const earlier = { ticketId: "t1", over: false };
  expect(decideCheckIn(arrival({ earlier }))).toEqual(err({ type: "Already", ticketId: "t1" }));
  expect(decideCheckIn(arrival({ earlier, visit: { state: "serving", rev: 2 } }))).toEqual(
    err({ type: "Already", ticketId: "t1" }),
  );
});

test("a slip whose visit is over is used up, with a ticket or served on the document alone", () => {
  expect(decideCheckIn(arrival({ earlier: { ticketId: "t1", over: true } }))).toEqual(
    err({ type: "SlipUsed" }),
  );
  expect(decideCheckIn(arrival({ visit: { state: "served" } }))).toEqual(err({ type: "SlipUsed" }));
});

test("the slip from before a change is told apart from a cancelled one", () => {
  expect(decideCheckIn(arrival({ visit: { rev: 2 } }))).toEqual(err({ type: "SlipSuperseded" }));
  expect(decideCheckIn(arrival({ visit: { state: "cancelled" } }))).toEqual(err({ type: "SlipCancelled" }));
  expect(decideCheckIn(arrival({ visit: { state: "superseded" } }))).toEqual(err({ type: "SlipCancelled" }));
});

test("an expired slip that was also changed points to the newer one", () => {
  const slip = { rev: 1, expired: true };
  expect(decideCheckIn(arrival({ slip, visit: { rev: 2 } }))).toEqual(err({ type: "SlipSuperseded" }));
  expect(decideCheckIn(arrival({ slip }))).toEqual(err({ type: "SlipExpired" }));
});

test("the wrong branch is said before the wrong day", () => {
  expect(decideCheckIn(arrival({ visit: { branch: "KUL-HQ1", day: "2026-12-11" } }))).toEqual(
    err({ type: "WrongBranch" }),
  );
  expect(decideCheckIn(arrival({ visit: { day: "2026-12-11" } }))).toEqual(err({ type: "WrongDay" }));
});

test("somebody the office marked absent and who comes after all is let in", () => {
  expect(decideCheckIn(arrival({ visit: { state: "no_show" } }))).toEqual(ok("checked_in"));
});
