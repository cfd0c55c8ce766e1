import { describe, expect, test } from "vitest";
import { book, scan, strangeSlip, type Wanted } from "../checkin/checkin.fixture";
import { minuteMs, rohani, setupHall, type TestHall } from "./hall.fixture";

const two = ["900101-14-5678", "910202-10-5566"];

/** Somebody with a booking for Thursday stands in the hall ten minutes before their time, with a number. */
const arrived = async (wanted: Wanted = {}) => {
  const hall = await setupHall({ closed: false });
  const booked = await book(hall, wanted);
  hall.clock.set(booked.startsAtMs - 10 * minuteMs);
  await hall.scheduler.runDue();
  const { ticket } = (await scan(hall, booked.slip)).body;
  await hall.signsOn(rohani, hall.counter1, ["A"]);
  return { hall, booked, ticketId: ticket.id as string };
};

const states = ({ db }: TestHall, booking: string): string[] =>
  db
    .query<{ state: string }, [string]>("SELECT state FROM party WHERE booking = ? ORDER BY no")
    .all(booking)
    .map(({ state }) => state);

const later = async (hall: TestHall, ms: number) => {
  hall.clock.advance(ms);
  await hall.scheduler.runDue();
};

const nextMorning = (hall: TestHall) => later(hall, 24 * 60 * minuteMs);

describe("what a visit makes of the booking", () => {
  test("the officer sees the people and their papers, and nobody's whole number", async () => {
    const { hall } = await arrived({ mykads: two });
    const current = await hall.calls(rohani, hall.counter1);
    expect(current).toMatchObject({
      lane: "appointment",
      people: 2,
      booking: {
        kind: "citizen",
        parties: [
          {
            no: 1,
            name: "SITI BINTI AHMAD",
            documentMasked: "•••••5678",
            documentType: "mykad",
            state: "checked_in",
          },
          { no: 2, documentMasked: "•••••5566" },
        ],
      },
    });
    expect(current.documents.length).toBeGreaterThan(0);
    expect(JSON.stringify(current)).not.toContain("900101");
  });

  test("serving and served are written when nobody can undo any more, not before", async () => {
    const { hall, booked, ticketId } = await arrived();
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${ticketId}/serve`);
    await later(hall, 10_000);
    expect(states(hall, booked.id)).toEqual(["checked_in"]);
    await later(hall, 1);
    expect(states(hall, booked.id)).toEqual(["serving"]);

    await hall.does(rohani, `/tickets/${ticketId}/finish`, { outcome: "done" });
    expect(states(hall, booked.id)).toEqual(["serving"]);
    await later(hall, 10_001);
    expect(states(hall, booked.id)).toEqual(["served"]);
  });

  test("a task that wakes too early waits for the window to end", async () => {
    const { hall, booked, ticketId } = await arrived();
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${ticketId}/serve`);
    hall.db.run("UPDATE schedule SET due_ms = 0 WHERE task = 'partyStates'");
    await hall.scheduler.runDue();
    expect(states(hall, booked.id)).toEqual(["checked_in"]);
    await later(hall, 10_001);
    expect(states(hall, booked.id)).toEqual(["serving"]);
  });

  test("the visit goes on through its stages and is served at the end of the last", async () => {
    const { hall, booked, ticketId } = await arrived();
    for (const stage of ["payment", "collection"]) {
      await hall.calls(rohani, hall.counter1);
      await hall.does(rohani, `/tickets/${ticketId}/finish`, { outcome: "next_stage" });
      await later(hall, minuteMs);
      expect(await hall.ticket(ticketId)).toMatchObject({ stage });
      expect(states(hall, booked.id)).toEqual(["serving"]);
    }
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${ticketId}/finish`);
    await later(hall, minuteMs);
    expect(states(hall, booked.id)).toEqual(["served"]);
  });

  test("a finish that was taken back in time never reached the booking", async () => {
    const { hall, booked, ticketId } = await arrived();
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${ticketId}/finish`, { outcome: "done" });
    await hall.does(rohani, `/tickets/${ticketId}/undo`);
    await later(hall, minuteMs);
    expect(states(hall, booked.id)).toEqual(["checked_in"]);
  });

  test("who did not come along is no_show, the others are served", async () => {
    const { hall, booked, ticketId } = await arrived({ mykads: two });
    await hall.calls(rohani, hall.counter1);
    const parties = [
      { no: 1, outcome: "served" },
      { no: 2, outcome: "no_show" },
    ];
    await hall.does(rohani, `/tickets/${ticketId}/finish`, { outcome: "done", parties });
    await later(hall, minuteMs);
    expect(states(hall, booked.id)).toEqual(["served", "absent"]);
  });
});

describe("the end of the day", () => {
  test("whoever never came is no_show after midnight, not before", async () => {
    const hall = await setupHall({ closed: false });
    const booked = await book(hall);
    hall.clock.set(booked.startsAtMs);
    await later(hall, 5 * 60 * minuteMs);
    expect(states(hall, booked.id)).toEqual(["confirmed"]);
    await nextMorning(hall);
    expect(states(hall, booked.id)).toEqual(["no_show"]);
  });

  test("whoever missed both calls is absent; whoever waited in vain did come and may book again", async () => {
    for (const [missedCalls, state] of [
      [2, "absent"],
      [0, "checked_in"],
    ] as const) {
      const { hall, booked, ticketId } = await arrived();
      for (let call = 0; call < missedCalls; call++) {
        await hall.calls(rohani, hall.counter1);
        await hall.does(rohani, `/tickets/${ticketId}/absent`);
      }
      await nextMorning(hall);
      expect(states(hall, booked.id)).toEqual([state]);
      expect(await hall.ticket(ticketId)).toMatchObject({ state: "closed" });
    }
  });

  test("a person whom the officer forgot to finish is served, and the counter is closed", async () => {
    const { hall, booked, ticketId } = await arrived();
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${ticketId}/serve`);
    await nextMorning(hall);
    expect(states(hall, booked.id)).toEqual(["served"]);
    expect(await hall.page(rohani, hall.counter1)).toMatchObject({
      counter: { state: "closed", officer: null, current: null },
    });
  });

  test("closes hundreds of numbers a few at a time, and the next day begins with 001", async () => {
    const hall = await setupHall();
    await Promise.all(Array.from({ length: 450 }, () => hall.comes()));
    await nextMorning(hall);
    const open = hall.db.query("SELECT count(*) AS n FROM ticket_now WHERE state != 'closed'").get();
    expect(open).toEqual({ n: 0 });
    const commits = hall.db
      .query("SELECT count(*) AS n FROM log_open WHERE body LIKE '%\"endOfDay\"%'")
      .get() as { n: number };
    expect(commits.n).toBe(3);
    expect((await hall.comes()).number).toBe("C001");
    expect((await hall.page(rohani, hall.counter1)).waitingTotal, "only who came today").toBe(1);
  });

  test("a slip from another node's booking has nobody to name yet, and is still served", async () => {
    const hall = await setupHall({ closed: false });
    hall.clock.set(Date.parse("2026-12-10T08:55:00+08:00"));
    const { ticket } = (await scan(hall, strangeSlip(hall))).body;
    await hall.signsOn(rohani, hall.counter1, ["A"]);
    expect(await hall.calls(rohani, hall.counter1)).toMatchObject({
      id: ticket.id,
      booking: { ref: "03ABCDEF" },
    });
    await hall.does(rohani, `/tickets/${ticket.id}/note`, { text: "Tiada nama pada slip" });
    await hall.does(rohani, `/tickets/${ticket.id}/finish`, { outcome: "done" });
    await later(hall, minuteMs);
    expect(hall.db.query("SELECT state FROM party").all()).toEqual([{ state: "served" }]);
  });
});
