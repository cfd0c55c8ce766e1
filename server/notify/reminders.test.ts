import { expect, test } from "vitest";
import { noteCaughtUp } from "../../sync/heir";
import { insert, update } from "../../sync/rows";
import type { RowOp } from "../../sync/core/plan";
import { ok, orThrow } from "../../sync/core/result";
import { book, hold, mykad, send, setupOpenBranch, startOf } from "../booking/booking.fixture";
import type { TestBranch, TestBranchOptions } from "../testing";
import { reminderMs } from "./reminders";
import { writeNotice } from "./outbox.usecase";
import type { NoticeRow } from "./outbox.store";

const zone = "Asia/Kuala_Lumpur";
const klMs = (text: string): number => Date.parse(`${text}+08:00`);
const minuteMs = 60_000;
const [week, day, twoHours] = [10_080, 1_440, 120];

const reminded = ({ db }: TestBranch) =>
  db
    .query(
      "SELECT b.ref, r.before_min AS beforeMin, r.at_ms AS atMs FROM reminder r JOIN booking b ON b.id = r.booking ORDER BY r.at_ms, b.ref",
    )
    .all() as { ref: string; beforeMin: number; atMs: number }[];
const sent = ({ db }: TestBranch): readonly NoticeRow[] =>
  db
    .query(
      "SELECT id, purpose, channel, subject, sealed, at_ms AS atMs, until_ms AS untilMs FROM notice WHERE purpose = 'reminder' ORDER BY at_ms, channel",
    )
    .all() as NoticeRow[];

const email = { email: "siti@example.com" };
const siti = (slot: string, contact: object = email, number = "900101-14-5678") => ({
  as: "siti",
  people: [mykad(number)],
  slot,
  rest: { contact },
});

/** The visits are on 17 December, ten days ahead. */
const visitAt = (branch: TestBranch, at: number) => startOf(branch, at, { date: "2026-12-17" });

const write = async (branch: TestBranch, row: RowOp) => {
  const command = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;
  orThrow(await branch.deps.writer.submit(command, () => ok({ intent: "test", rows: [row], answer: null })));
};

/** A visit on 17 December, and the clock at a moment given. */
const setup = async (at = 5, contact: object = email, options: TestBranchOptions = {}) => {
  const branch = await setupOpenBranch(options);
  const start = visitAt(branch, at);
  const made = await book(branch, siti(start.slot, contact));
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const at_ = async (ms: number) => {
    branch.clock.set(ms);
    await branch.scheduler.runDue();
  };
  return { branch, start, id: made.body.id as string, at: at_ };
};

test.each([
  ["in the day: at its own time", "2026-12-10T14:00", 120, "2026-12-10T12:00"],
  ["for nine in the morning: when the night ends", "2026-12-10T09:00", 120, "2026-12-10T07:30"],
  [
    "for eight in the morning, too late at half past seven: on the eve",
    "2026-12-10T08:00",
    120,
    "2026-12-09T20:30",
  ],
  [
    "for a visit late in the evening: on the morning of the day itself",
    "2026-12-10T22:00",
    1_440,
    "2026-12-10T07:30",
  ],
])("a reminder %s", (_what, visit, before, expected) => {
  expect(new Date(reminderMs(zone, klMs(visit), before)).toISOString()).toBe(
    new Date(klMs(expected)).toISOString(),
  );
});

test("a visit is reminded of a week, a day and two hours before, each once, however often the node looks", async () => {
  const { branch, start, at } = await setup();
  for (const before of [week, day, twoHours]) {
    const dueMs = reminderMs(zone, start.startsAtMs, before);
    await at(dueMs - minuteMs);
    await at(dueMs + minuteMs);
    await at(dueMs + 5 * minuteMs);
  }
  expect(
    reminded(branch)
      .map(({ beforeMin }) => beforeMin)
      .toSorted((a, b) => b - a),
  ).toEqual([week, day, twoHours]);
  expect(sent(branch)).toHaveLength(3);
});

test("the e-mail says where, when and what to bring, and how to change or cancel; nobody's name is in a link", async () => {
  const { branch, start, at } = await setup();
  await at(reminderMs(zone, start.startsAtMs, day));
  const [notice] = sent(branch);
  const { body } = writeNotice(branch.deps, notice!)!;
  const ref = String(branch.db.query("SELECT ref FROM booking").values()[0]![0]);
  expect(body).toContain("Alamat: ");
  expect(body).toContain("Bawa dokumen ini:\n- ");
  expect(body).toContain(`/slip/${ref}`);
  expect(body).toContain("/my");
  expect(body).not.toContain("SITI");
  expect(notice!.untilMs).toBeLessThanOrEqual(start.startsAtMs);
});

test("nobody is reminded of a visit that was cancelled, or that they came to already", async () => {
  const cancelled = await setup();
  await send(cancelled.branch, "siti", "POST", `/bookings/${cancelled.id}/cancel`, {});
  await cancelled.at(reminderMs(zone, cancelled.start.startsAtMs, day) + minuteMs);
  expect(reminded(cancelled.branch)).toEqual([]);
  const served = await setup();
  await write(served.branch, update("party", { booking: served.id, no: 1 }, { state: "checked_in" }));
  await served.at(reminderMs(zone, served.start.startsAtMs, day) + minuteMs);
  expect(reminded(served.branch)).toEqual([]);
});

test("who moves a visit is reminded of the new time alone", async () => {
  const { branch, start, id, at } = await setup();
  const later = visitAt(branch, 9);
  const held = await hold(branch, siti(later.slot));
  const moved = await send(branch, "siti", "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  await at(reminderMs(zone, start.startsAtMs, day));
  expect(reminded(branch)).toEqual([]);
  await at(reminderMs(zone, later.startsAtMs, day));
  expect(reminded(branch)).toHaveLength(1);
});

test("who books or moves after the reminder's time was told by that message, and is not reminded at once", async () => {
  const { branch, start, id, at } = await setup();
  await at(reminderMs(zone, start.startsAtMs, week));
  expect(reminded(branch)).toHaveLength(1);
  const later = visitAt(branch, 9);
  branch.clock.set(later.startsAtMs - 5 * day * minuteMs);
  const held = await hold(branch, siti(later.slot));
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const moved = await send(branch, "siti", "POST", `/bookings/${id}/move`, { holdId: held.body.holdId });
  expect(moved.status, JSON.stringify(moved.body)).toBe(200);
  await at(branch.clock.nowMs() + minuteMs);
  expect(reminded(branch)).toHaveLength(1);
});

test("a node that was off sends a reminder while it still helps, and never in the night", async () => {
  const { branch, start, at } = await setup();
  await at(klMs("2026-12-13T02:00"));
  expect(reminded(branch)).toEqual([]);
  await at(klMs("2026-12-13T08:00"));
  expect(reminded(branch).map(({ beforeMin }) => beforeMin)).toEqual([week]);
  // The eve's own reminder was missed by more than half its time.
  await at(start.startsAtMs - 11 * 60 * minuteMs);
  expect(reminded(branch)).toHaveLength(1);
});

test("another node's booking is left to its home", async () => {
  const { branch, start, at } = await setup(5, email, { checkReplay: false });
  branch.db.run("UPDATE booking SET home = 900");
  await at(reminderMs(zone, start.startsAtMs, day));
  expect(reminded(branch)).toEqual([]);
});

test("a branch's own settings count from their day on", async () => {
  const { branch, start, at } = await setup();
  const doc = JSON.stringify({ beforeMin: [2_880] });
  const rule = { id: "reminders", branch: branch.deps.self.branch!, kind: "reminders", doc };
  await write(branch, insert("branchRule", { ...rule, fromDate: "2026-12-15", toDate: null }));
  await at(start.startsAtMs - 2_880 * minuteMs);
  await at(start.startsAtMs - 1_400 * minuteMs);
  expect(reminded(branch).map(({ beforeMin }) => beforeMin)).toEqual([2_880]);
});

test("who gave no contact is asked for once, and holds up nobody", async () => {
  const { branch, start, at } = await setup(5, {});
  await at(reminderMs(zone, start.startsAtMs, day));
  await at(reminderMs(zone, start.startsAtMs, day) + 2 * minuteMs);
  expect([reminded(branch).length, sent(branch).length]).toEqual([1, 0]);
});

test("a box that goes on for a broken one waits until it knows whom that one reminded, and then reminds the others", async () => {
  const { branch, start, at } = await setup(5, email, { checkReplay: false });
  const { db, deps } = branch;
  db.run("UPDATE booking SET home = 900");
  db.run(
    `INSERT INTO node (alias, id, role, branch, incarnation, log_key, slip_key, box_key, state, heir_of, _h, _n)
     VALUES (?, 'heir', 'branch', ?, 2, '', '', '', 'active', 900, 0, 0)`,
    [deps.self.alias, deps.self.branch],
  );
  await at(reminderMs(zone, start.startsAtMs, week));
  expect(reminded(branch)).toEqual([]);
  noteCaughtUp(db);
  await at(reminderMs(zone, start.startsAtMs, week) + minuteMs);
  expect(reminded(branch)).toHaveLength(1);
});
