import { beforeEach, expect, test } from "vitest";
import type { BookingView } from "./api-types";
import { isLive, saveBooking, shownRef, slipByRef, slips } from "./slips";

const booking: BookingView = {
  id: "b1",
  ref: "K3AB-7F4Q",
  rev: 1,
  state: "confirmed",
  verified: false,
  branch: "SGR-KLJ",
  service: "PLS-LANJUT",
  group: "C",
  kind: "foreigner",
  startsAtMs: 0,
  endsAtMs: 0,
  arriveFromMs: 0,
  lateAfterMs: 0,
  createdAtMs: 0,
  changesLeft: 2,
  lang: "ms",
  parties: [],
  offer: null,
  ticketId: null,
  can: { cancel: true, move: true, drop: false, needsHome: false },
  pending: null,
};

const slip = { text: "STO1:X", qrSvg: "<svg/>", linkUrl: "/slip/K3AB-7F4Q" };

beforeEach(() => {
  slips.value = {};
});

test("a reference opens its slip however it is written", () => {
  saveBooking(booking);
  expect(shownRef("k3ab7f4q")).toBe("K3AB-7F4Q");
  for (const written of ["K3AB-7F4Q", "k3ab7f4q", "K3AB 7F4Q"])
    expect(slipByRef(written)?.booking.id).toBe("b1");
});

test("news of the same rev keeps the slip, a new rev drops it: a kiosk would refuse it", () => {
  saveBooking(booking);
  slips.value = { b1: { ...slips.value["b1"]!, slip } };
  saveBooking({ ...booking, changesLeft: 1 });
  expect(slips.value["b1"]?.slip).toEqual(slip);
  saveBooking({ ...booking, rev: 2 });
  expect(slips.value["b1"]?.slip).toBeNull();
});

test("what an officer booked at the counter is asked for as the officer from then on", () => {
  saveBooking(booking, { as: "staff" });
  saveBooking({ ...booking, state: "cancelled" });
  expect(slips.value["b1"]?.as).toBe("staff");
});

test("a booking whose cancellation waits for the line is not shown as one to come", () => {
  expect(isLive(booking)).toBe(true);
  expect(isLive({ ...booking, pending: "cancel" })).toBe(false);
  expect(isLive({ ...booking, state: "cancelled" })).toBe(false);
});
