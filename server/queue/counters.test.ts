import { describe, expect, test } from "vitest";
import { ok } from "../../sync/core/result";
import { schedule } from "../../sync/scheduler";
import { command } from "../../sync/testing";
import { rohani, selvam, setupHall } from "./hall.fixture";

describe("counters", () => {
  test("a branch begins with counters that together take every group it offers", async () => {
    const hall = await setupHall();
    const { items } = (await hall.call("GET", "/counters", undefined, { as: rohani })).body;
    expect(items.map(({ no }: { no: number }) => no)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(
      items.every(
        ({ state, officer }: { state: string; officer: null }) => state === "closed" && officer === null,
      ),
    ).toBe(true);
    const groups = new Set(items.flatMap((counter: { groups: string[] }) => counter.groups));
    expect([...groups].sort().join("")).toBe("ABCDEFGHKX");
    const again = schedule("again", "seedCounters", 0);
    await hall.deps.writer.submit(command(), () => ok({ intent: "start", rows: [again], answer: null }));
    await hall.scheduler.runDue();
    expect((await hall.call("GET", "/counters", undefined, { as: rohani })).body.items).toHaveLength(6);
  });

  test("an officer signs on, takes a break, opens again and closes", async () => {
    const hall = await setupHall();
    expect(await hall.signsOn(rohani, hall.counter1, ["A", "C"])).toMatchObject({
      state: "open",
      officer: "rohani",
      groups: ["A", "C"],
    });
    const person = await hall.comes();
    expect(await hall.does(rohani, `/counters/${hall.counter1}/break`)).toMatchObject({ state: "break" });
    expect(await hall.refused(rohani, `/counters/${hall.counter1}/next`)).toBe("409 counter_not_open");
    expect(await hall.does(rohani, `/counters/${hall.counter1}/open`)).toMatchObject({ state: "open" });
    expect(await hall.calls(rohani, hall.counter1)).toMatchObject({ id: person.ticketId });
    expect(await hall.refused(rohani, `/counters/${hall.counter1}/break`), "somebody sits here").toBe(
      "409 counter_busy",
    );
    expect(await hall.refused(rohani, `/counters/${hall.counter1}/close`)).toBe("409 counter_busy");
    await hall.does(rohani, `/tickets/${person.ticketId}/finish`, { outcome: "done" });
    expect(await hall.does(rohani, `/counters/${hall.counter1}/close`)).toMatchObject({
      state: "closed",
      officer: null,
    });
    expect(await hall.refused(rohani, `/counters/${hall.counter1}/next`)).toBe("409 not_your_counter");
  });

  test("one officer sits at one counter, and one counter has one officer", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    expect(await hall.refused(selvam, `/counters/${hall.counter1}/sign-on`)).toBe("409 counter_taken");
    expect(await hall.refused(rohani, `/counters/${hall.counter2}/sign-on`)).toBe("409 signed_on_elsewhere");
    expect(await hall.refused(selvam, `/counters/${hall.counter1}/next`)).toBe("409 not_your_counter");
    expect(await hall.refused(selvam, `/counters/${hall.counter2}/sign-on`, { groups: ["Z"] })).toBe(
      "422 unknown_group",
    );
    expect(await hall.refused(selvam, "/counters/nowhere/sign-on")).toBe("404 counter_not_found");
    expect(
      await hall.signsOn(rohani, hall.counter1, ["E"]),
      "again at the same counter changes the groups",
    ).toMatchObject({ groups: ["E"] });
  });

  test("a counter that closes lets go of whoever was parked there or kept for it, place kept", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    const [parked, kept] = [await hall.comes(), await hall.comes()];
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${parked.ticketId}/park`);
    await hall.calls(selvam, hall.counter2);
    await hall.does(selvam, `/tickets/${kept.ticketId}/transfer`, {
      counter: hall.counter1,
      reason: "Kes lama",
    });
    hall.clock.advance(60_000);
    await hall.does(rohani, `/counters/${hall.counter1}/close`);
    expect(await hall.calls(selvam, hall.counter2)).toMatchObject({ id: parked.ticketId, waitedMin: 1 });
    expect(await hall.calls(selvam, hall.counter2, { finish: true, outcome: "done" })).toMatchObject({
      id: kept.ticketId,
    });
    expect(
      await hall.refused(selvam, `/tickets/${kept.ticketId}/transfer`, {
        counter: hall.counter1,
        reason: "?",
      }),
    ).toBe("409 counter_not_open");
  });
});
