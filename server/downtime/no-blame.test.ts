import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { book, type Booked, kiosk, scan } from "../checkin/checkin.fixture";
import { startHallPrinters } from "../devices/printing.fixture";
import { azlina, minuteMs, setupHall, type TestHall } from "../queue/hall.fixture";
import { headersAs } from "../testing";
import { beatTask, worksHere } from "./beat.usecase";

/** Somebody is booked for Thursday, and it is an hour before. */
const beforeVisit = async () => {
  const hall = await setupHall({ closed: false });
  const booked = await book(hall);
  hall.clock.set(booked.startsAtMs - 60 * minuteMs);
  await hall.scheduler.runDue();
  return { hall, booked };
};

const until = async (hall: TestHall, atMs: number) => {
  while (hall.clock.nowMs() < atMs) {
    hall.clock.set(Math.min(atMs, hall.clock.nowMs() + minuteMs));
    await hall.scheduler.runDue();
  }
};

const midnightAfter = async (hall: TestHall) => {
  hall.clock.advance(24 * 60 * minuteMs);
  await hall.scheduler.runDue();
};

const stateOf = ({ db }: TestHall, { id }: Booked): string =>
  db.query<{ state: string }, [string]>("SELECT state FROM party WHERE booking = ?").get(id)!.state;
const downOf = ({ db }: TestHall) =>
  db.query("SELECT what, from_ms AS fromMs, to_ms AS toMs FROM down_time").all();
const told = ({ db }: TestHall) =>
  db.query("SELECT purpose FROM notice WHERE purpose = 'office_changed'").all().length;

/** Late, as the kiosk says it. */
const comesLate = async (hall: TestHall, { startsAtMs, slip }: Booked) => {
  await until(hall, startsAtMs + 40 * minuteMs);
  return (await scan(hall, slip)).body.type as string;
};

/** Everything that can be cut, for the twenty minutes in which the person was to come. The office opens at the time of the visit. */
const cuts: Readonly<Record<string, (hall: TestHall, booked: Booked) => Promise<void>>> = {
  "its computer has no power": async (hall, { startsAtMs }) => {
    await until(hall, startsAtMs - 10 * minuteMs);
    hall.clock.set(startsAtMs + 10 * minuteMs);
    // What the machine does when it starts again: the first beat of its program.
    const first = beatTask(worksHere(hall.deps), hall.clock.nowMs());
    orThrow(
      await hall.deps.writer.submit(command(), (tx) => {
        const ran = orThrow(first.plan(tx, undefined as never));
        return { ok: true, value: ran.plan! } as never;
      }),
    );
    expect(downOf(hall)).toEqual([
      { what: "node", fromMs: startsAtMs - 10 * minuteMs, toMs: startsAtMs + 10 * minuteMs },
    ]);
  },
  "every kiosk is silent": async (hall, { startsAtMs }) => {
    const page = await hall.app.request("/api/v1/events?topics=bell", { headers: headersAs(hall, kiosk) });
    await until(hall, startsAtMs - 10 * minuteMs);
    await page.body!.cancel();
    await until(hall, startsAtMs + 10 * minuteMs);
    const back = await hall.app.request("/api/v1/events?topics=bell", { headers: headersAs(hall, kiosk) });
    await until(hall, startsAtMs + 12 * minuteMs);
    expect(downOf(hall)).toEqual([{ what: "kiosk", fromMs: startsAtMs, toMs: startsAtMs + 11 * minuteMs }]);
    await back.body!.cancel();
  },
  "no printer prints": async (hall, { startsAtMs }) => {
    const printing = await startHallPrinters(hall);
    await printing.untilOnline();
    await until(hall, startsAtMs - 10 * minuteMs);
    printing.emulator.setPaper("out");
    await printing.when(() => hall.deps.printers.list()[0]!.printer.status().paper === "out");
    await until(hall, startsAtMs + 10 * minuteMs);
    printing.emulator.setPaper("ok");
    await printing.when(() => hall.deps.printers.list()[0]!.printer.status().paper === "ok");
    await until(hall, startsAtMs + 12 * minuteMs);
    expect(downOf(hall)).toEqual([{ what: "printer", fromMs: startsAtMs, toMs: startsAtMs + 11 * minuteMs }]);
  },
  "a supervisor has declared it": async (hall, { startsAtMs }) => {
    await until(hall, startsAtMs - 10 * minuteMs);
    await hall.does(azlina, "/hall/disruption", { what: "flood", minutes: 20, reason: "Air naik" });
    await until(hall, startsAtMs + 12 * minuteMs);
  },
};

describe.each(Object.entries(cuts))("while %s", (_what, cut) => {
  test("whoever stayed away is not absent: the booking stays and another time is offered, once", async () => {
    const { hall, booked } = await beforeVisit();
    await cut(hall, booked);
    await midnightAfter(hall);
    expect(stateOf(hall, booked)).toBe("confirmed");
    expect(told(hall)).toBe(1);
    const { offer } = (await hall.call("GET", `/bookings/${booked.id}`, undefined, { as: booked.as })).body;
    expect(offer).toMatchObject({ reason: { en: expect.stringMatching(/You are not counted absent/) } });
    await midnightAfter(hall);
    expect([stateOf(hall, booked), told(hall)]).toEqual(["confirmed", 1]);
  });

  test("whoever comes after it is not late", async () => {
    const { hall, booked } = await beforeVisit();
    await cut(hall, booked);
    expect(await comesLate(hall, booked)).toBe("checked_in");
  });
});

test("on a day when everything worked, who comes late is late and who stays away is absent", async () => {
  const { hall, booked } = await beforeVisit();
  expect(await comesLate(hall, booked)).toBe("late");
  const other = await beforeVisit();
  await midnightAfter(other.hall);
  expect(stateOf(other.hall, other.booked)).toBe("no_show");
});
