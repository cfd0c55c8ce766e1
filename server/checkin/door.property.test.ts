import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partyRanks, type VisitState } from "../../sync/core/party-state";
import { bookingIdOf, type Slip } from "../booking/slip-codec";
import { actAgeMsMax, actTime, type DayList, decideAtDoor, type ListedBooking } from "./door";

const dayMs = 86_400_000;
const minute = 60_000;
/** 8 in the morning of Thursday 10 December 2026 in Kuala Lumpur. */
const morningMs = Date.UTC(2026, 11, 10, 0);
const at = (hour: number, day = 0) => morningMs + (hour - 8) * 60 * minute + day * dayMs;

const slip = (change: Partial<Slip> = {}): Slip => ({
  branch: "SGR-HQ1",
  reference: "02R1XCF3",
  service: "PMA-BARU",
  startsAtMin: at(10) / minute,
  bookingId: new Uint8Array(16).fill(7),
  rev: 1,
  salt: new Uint8Array(16),
  holderHash: new Uint8Array(16),
  expiresAtMin: at(10, 1) / minute,
  ...change,
});
const listed = (change: Partial<ListedBooking> = {}): ListedBooking => ({
  id: bookingIdOf(slip()),
  ref: "02R1XCF3",
  rev: 1,
  state: "confirmed",
  service: "PMA-BARU",
  startsAtMs: at(10),
  ...change,
});
const list = (...bookings: readonly ListedBooking[]): DayList => ({
  branch: "SGR-HQ1",
  zone: "Asia/Kuala_Lumpur",
  atMs: morningMs,
  bookings,
  keys: [],
});
const decide = (shown: Slip, known: DayList, { isUsed = false, nowMs = at(9.5) } = {}) => {
  const decided = decideAtDoor(shown, known, { isUsed, nowMs });
  return decided.ok ? "valid" : decided.error.type;
};

describe("a slip at a door without a network", () => {
  test("is good on its day, on the list or not: bookings are also made elsewhere", () => {
    expect(decide(slip(), list(listed()))).toBe("valid");
    expect(decide(slip(), list())).toBe("valid");
    expect(decide(slip(), list(), { nowMs: at(17) }), "late is for the branch to say").toBe("valid");
  });

  test("is not good on another day, at another branch, or when it is over", () => {
    expect(decide(slip(), list(), { nowMs: at(9, -1) })).toBe("WrongDay");
    expect(decide(slip({ expiresAtMin: at(23, 4) / minute }), list(), { nowMs: at(9, 1) })).toBe("WrongDay");
    expect(decide(slip({ branch: "KUL-HQ1" }), list())).toBe("WrongBranch");
    expect(decide(slip(), list(), { nowMs: at(11, 1) })).toBe("SlipExpired");
  });

  test("counts once at this tablet, and not again after the hall", () => {
    expect(decide(slip(), list(listed()), { isUsed: true })).toBe("SlipUsed");
    for (const state of ["checked_in", "serving", "served"] as const)
      expect(decide(slip(), list(listed({ state })))).toBe("SlipUsed");
  });

  test("that was cancelled, lost or replaced lets nobody in", () => {
    expect(decide(slip(), list(listed({ state: "cancelled" })))).toBe("SlipCancelled");
    expect(decide(slip(), list(listed({ state: "superseded" })))).toBe("SlipCancelled");
    expect(decide(slip(), list(listed({ rev: 2, startsAtMs: at(10, 6) })))).toBe("SlipSuperseded");
    expect(
      decide(slip({ rev: 3, startsAtMin: at(10) / minute }), list(listed({ rev: 2, startsAtMs: at(10, 1) }))),
      "a newer slip knows better than the list",
    ).toBe("valid");
  });
});

test("whatever the list says: what was used, is cancelled, replaced, of elsewhere or another day is never good", () => {
  const states = Object.keys(partyRanks).filter((state) => state !== "absent") as VisitState[];
  fc.assert(
    fc.property(
      fc.record({
        isUsed: fc.boolean(),
        isListed: fc.boolean(),
        state: fc.constantFrom(...states),
        revs: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
        isHere: fc.boolean(),
        slipDay: fc.integer({ min: -1, max: 1 }),
        listDay: fc.integer({ min: 0, max: 1 }),
      }),
      ({ isUsed, isListed, state, revs: [rev, listRev], isHere, slipDay, listDay }) => {
        const shown = slip({
          rev,
          branch: isHere ? "SGR-HQ1" : "KUL-HQ1",
          startsAtMin: at(10, slipDay) / minute,
          expiresAtMin: at(10, slipDay + 1) / minute,
        });
        const known = isListed ? [listed({ state, rev: listRev, startsAtMs: at(10, listDay) })] : [];
        const isGood = decide(shown, list(...known), { isUsed }) === "valid";
        const bySlip = !isListed || rev > listRev;
        const expected =
          !isUsed &&
          (!isListed || state === "confirmed" || state === "no_show") &&
          (!isListed || rev >= listRev) &&
          (bySlip ? isHere && slipDay === 0 : listDay === 0) &&
          at(9.5) < shown.expiresAtMin * minute;
        expect(isGood).toBe(expected);
      },
    ),
  );
});

test("the time of an act is never in the future and never older than a command's id is remembered", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * actAgeMsMax, max: 2 * actAgeMsMax }), (agoMs) => {
      const act = actTime(morningMs - agoMs, morningMs);
      if (agoMs > actAgeMsMax) expect(act).toEqual({ ok: false, error: { type: "ActTooOld" } });
      else expect(act).toEqual({ ok: true, value: morningMs - Math.max(0, agoMs) });
    }),
  );
});
