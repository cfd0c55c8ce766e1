import { describe, expect, test } from "vitest";
import { headersAs, type Json } from "../testing";
import { minuteMs, rohani, setupHall, type TestHall } from "./hall.fixture";

describe("a person's own number", () => {
  test("shows how many are ahead, a range of minutes, and why", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.comes();
    const me = await hall.comes();
    const first = await hall.ticket(me.ticketId);
    expect(first).toMatchObject({
      number: "C002",
      group: "C",
      lane: "normal",
      stage: "application",
      state: "waiting",
      ahead: 1,
      counter: null,
    });
    expect(first.estimate.lowMin).toBeLessThan(first.estimate.highMin);
    expect(first.why).toContainEqual({ code: "ahead", count: 1 });
    expect(first.why).toContainEqual({ code: "waited", waitedMin: 0, points: 0 });

    await hall.calls(rohani, hall.counter1);
    expect(await hall.ticket(me.ticketId)).toMatchObject({ ahead: 0 });
    await hall.calls(rohani, hall.counter1, { finish: true, outcome: "done" });
    expect(await hall.ticket(me.ticketId)).toMatchObject({
      state: "called",
      counter: "1",
      ahead: 0,
      estimate: null,
      why: [],
    });
  });

  test("gives no estimate while no open counter takes the group, and says who overtakes", async () => {
    const hall = await setupHall();
    const me = await hall.comes();
    expect((await hall.ticket(me.ticketId)).estimate).toBeNull();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    expect((await hall.ticket(me.ticketId)).estimate).not.toBeNull();
    hall.clock.advance(minuteMs);
    await hall.comes({ source: "appointment", laneBase: "appointment", appointmentAtMs: hall.clock.nowMs() });
    expect((await hall.ticket(me.ticketId)).why).toContainEqual({
      code: "overtaken_by",
      turn: "appointment",
      count: 1,
    });
  });

  test("a latecomer waits as a walk-in; the appointment stays on the ticket and counts no more", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.comes();
    const appointmentAtMs = hall.clock.nowMs() - 20 * minuteMs;
    const late = await hall.comes({ source: "late", appointmentAtMs });
    const shown = await hall.ticket(late.ticketId);
    expect(shown).toMatchObject({ lane: "normal", appointmentAtMs, ahead: 1 });
    expect(shown.why.map(({ code }: Json) => code)).toEqual(["ahead", "waited"]);
  });

  test("grows old with the clock even when nothing happens", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const me = await hall.comes();
    await hall.ticket(me.ticketId);
    hall.clock.advance(20 * minuteMs);
    expect((await hall.ticket(me.ticketId)).why).toContainEqual({ code: "waited", waitedMin: 20, points: 2 });
  });

  test("says how far the paper is", async () => {
    const hall = await setupHall();
    const { ticketId } = await hall.comes();
    const shown: [string, string][] = [
      ["queued", "queued"],
      ["sending", "queued"],
      ["printed", "printed"],
      ["suspect", "suspect"],
      ["failed", "failed"],
      ["expired", "failed"],
    ];
    for (const [job, print] of shown) {
      hall.db.run("UPDATE device_job SET state = ?", [job]);
      expect((await hall.ticket(ticketId)).print, job).toBe(print);
    }
  });

  test("the officer's list marks waits over the target, and over one and a half times it", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.comes();
    const marks: number[] = [];
    for (const waitedMin of [44, 1, 22, 1]) {
      hall.clock.advance(waitedMin * minuteMs);
      marks.push((await hall.page(rohani, hall.counter1)).waiting[0].overTarget);
    }
    expect(marks).toEqual([0, 1, 1, 2]);
  });
});

/**
 * Opens a live page, lets something happen, and reads on until the page shows it. Answers the first and the last of each
 * topic; a page that never shows it runs into the test's time limit.
 */
const hear = async (
  hall: TestHall,
  topics: string,
  as: string | undefined,
  act: () => Promise<unknown>,
  shows: (last: Json) => boolean,
) => {
  const response = await hall.app.request(`/api/v1/events?topics=${topics}`, {
    headers: as ? headersAs(hall, as) : {},
  });
  if (response.status !== 200) return { status: response.status, first: {}, last: {} };
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const first: Json = {};
  const last: Json = {};
  let text = "";
  const readUntil = async (enough: () => boolean) => {
    while (!enough()) {
      text += decoder.decode((await reader.read()).value);
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const [event, data] = text.slice(0, end).split("\n") as [string, string];
        last[event.slice(7)] = JSON.parse(data.slice(6));
        first[event.slice(7)] ??= last[event.slice(7)];
        text = text.slice(end + 2);
      }
    }
  };
  await readUntil(() => topics.split(",").every((topic) => topic in first));
  await act();
  await readUntil(() => shows(last));
  await reader.cancel();
  return { status: 200, first, last };
};

describe("live pages", () => {
  test("a number is told again, whole, when it is called", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const topic = `ticket:${(await hall.comes()).ticketId}`;
    const call = () => hall.calls(rohani, hall.counter1);
    const { first, last } = await hear(hall, topic, undefined, call, (now) => now[topic].state === "called");
    expect(first[topic]).toMatchObject({ state: "waiting", ahead: 0, counter: null });
    expect(last[topic]).toMatchObject({ number: first[topic].number, counter: "1" });
  });

  test("an officer's page and the display follow the hall; a stranger hears no queue", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const person = await hall.comes();
    const topic = `queue:${hall.counter1}`;
    const { first, last } = await hear(
      hall,
      `${topic},queue,display`,
      rohani,
      () => hall.calls(rohani, hall.counter1),
      (now) => now[topic].current !== null && now.display.calling.length > 0,
    );
    expect(first[topic]).toMatchObject({ current: null, next: { ticket: { id: person.ticketId } } });
    expect(last[topic]).toMatchObject({ current: { id: person.ticketId }, next: null });
    expect(first.display.calling).toEqual([]);
    expect(last.display.calling).toMatchObject([{ number: "C001", counter: "1", callNo: 1 }]);
    expect(last.queue).toEqual({ changedAtMs: hall.clock.nowMs() });
    expect(
      (
        await hear(
          hall,
          "queue",
          undefined,
          async () => {},
          () => true,
        )
      ).status,
    ).toBe(403);
  });
});
