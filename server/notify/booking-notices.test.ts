import { expect, test } from "vitest";
import { book, confirm, hold, mykad, send, setupOpenBranch, startOf } from "../booking/booking.fixture";
import type { TestBranch } from "../testing";

const told = ({ db }: TestBranch): readonly unknown[] =>
  db.query("SELECT purpose, channel, until_ms / 60000 FROM notice ORDER BY rowid").values();

const siti = (contact: object, at: { slot: string }) => ({
  as: "siti",
  people: [mykad("900101-14-5678")],
  slot: at.slot,
  rest: { contact },
});

test("a holder is told of booking, moving and cancelling by each way they gave, until the visit begins", async () => {
  const branch = await setupOpenBranch();
  const [first, second] = [startOf(branch), startOf(branch, 3)];
  const contact = { email: "siti@example.com", phone: "012-345 6789" };
  const made = await book(branch, siti(contact, first));
  expect(made.status).toBe(201);
  const held = await hold(branch, siti(contact, second));
  const moved = await send(branch, "siti", "POST", `/bookings/${made.body.id}/move`, {
    holdId: held.body.holdId,
  });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  await send(branch, "siti", "POST", `/bookings/${made.body.id}/cancel`, {});
  const [before, after] = [first.startsAtMs / 60_000, second.startsAtMs / 60_000];
  expect(told(branch)).toEqual([
    ["booked", "email", before],
    ["booked", "sms", before],
    ["moved", "email", after],
    ["moved", "sms", after],
    ["cancelled", "email", after],
    ["cancelled", "sms", after],
  ]);
});

test.each([
  ["a number that cannot read an SMS", "03-8000 8000"],
  ["a number abroad, which costs what a stranger may run up", "+6591234567"],
  ["no contact at all", undefined],
])("%s is sent none", async (_what, phone) => {
  const branch = await setupOpenBranch();
  const visit = siti(phone === undefined ? {} : { phone }, startOf(branch));
  const held = await hold(branch, visit);
  expect((await confirm(branch, visit, held.body.holdId)).status).toBe(201);
  expect(told(branch)).toEqual([]);
});
