import fc from "fast-check";
import { expect, test } from "vitest";
import { partyRanks, type PartyState, visitState } from "../../sync/core/party-state";
import { type Arrival, decideCheckIn, nextSteps, punctuality } from "./checkin";

const minute = 60_000;
const start = fc.integer({ min: 28_000_000, max: 32_000_000 }).map((min) => min * minute);
const offset = fc.integer({ min: -12 * 60 * minute, max: 12 * 60 * minute });
const settings = fc.record({
  earlyMin: fc.integer({ min: 0, max: 240 }),
  lateMin: fc.integer({ min: 0, max: 120 }),
});

test("the door opens exactly earlyMin before the start and closes lateMin after it, for any start and any now", () => {
  fc.assert(
    fc.property(start, offset, settings, (startsAtMs, away, { earlyMin, lateMin }) => {
      const atMs = startsAtMs + away;
      const admission = punctuality(startsAtMs, atMs, earlyMin, lateMin);
      expect(admission === "early").toBe(atMs < startsAtMs - earlyMin * minute);
      expect(admission === "late").toBe(atMs > startsAtMs + lateMin * minute);
    }),
  );
});

test("the ends of the window are inside it, one millisecond further is not", () => {
  fc.assert(
    fc.property(start, settings, (startsAtMs, { earlyMin, lateMin }) => {
      const at = (atMs: number) => punctuality(startsAtMs, atMs, earlyMin, lateMin);
      expect(at(startsAtMs - earlyMin * minute)).toBe("checked_in");
      expect(at(startsAtMs - earlyMin * minute - 1)).toBe("early");
      expect(at(startsAtMs + lateMin * minute)).toBe("checked_in");
      expect(at(startsAtMs + lateMin * minute + 1)).toBe("late");
    }),
  );
});

const states = (Object.keys(partyRanks) as PartyState[]).map(visitState);
const day = fc.constantFrom("2026-12-09", "2026-12-10", "2026-12-11");
const branch = fc.constantFrom("SGR-HQ1", "KUL-HQ1");

const arrivals: fc.Arbitrary<Arrival> = fc.record({
  visit: fc.record({
    branch,
    startsAtMs: start,
    day,
    state: fc.constantFrom(...states),
    rev: fc.integer({ min: 1, max: 5 }),
  }),
  slip: fc.option(fc.record({ rev: fc.integer({ min: 1, max: 5 }), expired: fc.boolean() })),
  earlier: fc.option(fc.record({ ticketId: fc.constant("t1"), over: fc.boolean() })),
  branch,
  today: day,
  atMs: start,
  earlyMin: fc.integer({ min: 0, max: 240 }),
  lateMin: fc.integer({ min: 0, max: 120 }),
});

test("nobody who came is sent home by a screen: every outcome of a genuine booking names a next step here and now", () => {
  const here = new Set(["wait", "take_number", "book_slot", "newest_slip", "type_reference"]);
  fc.assert(
    fc.property(arrivals, (arrival) => {
      const decided = decideCheckIn(arrival);
      const steps: readonly string[] = nextSteps[decided.ok ? decided.value : decided.error.type];
      expect(steps.some((step) => here.has(step))).toBe(true);
    }),
  );
});

test("a place in the hall is given only to a live booking of this branch and day that was not here before", () => {
  fc.assert(
    fc.property(arrivals, (arrival) => {
      if (!decideCheckIn(arrival).ok) return;
      expect(arrival.earlier).toBeNull();
      expect(arrival.visit).toMatchObject({ branch: arrival.branch, day: arrival.today });
      expect(["confirmed", "no_show"]).toContain(arrival.visit.state);
      expect(arrival.slip?.rev ?? Infinity).toBeGreaterThanOrEqual(arrival.visit.rev);
      expect(arrival.slip?.expired ?? false).toBe(false);
    }),
  );
});
