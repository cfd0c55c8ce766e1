import { describe, expect, test } from "vitest";
import { checkOf, rohani, selvam, setupHall } from "./hall.fixture";

describe("undo, within ten seconds", () => {
  test("puts a called person back in their place, as if nothing had been", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const [person] = [await hall.comes(), await hall.comes()];
    await hall.calls(rohani, hall.counter1);
    expect((await hall.page(rohani, hall.counter1)).undo).toMatchObject({
      what: "call",
      ticketId: person.ticketId,
    });
    const undone = await hall.does(rohani, `/tickets/${person.ticketId}/undo`);
    expect(undone).toMatchObject({ ticket: { state: "waiting" }, current: null });
    expect((await hall.display()).calling).toEqual([]);
    expect((await hall.display()).last).toEqual([]);
    expect(await hall.calls(rohani, hall.counter1)).toMatchObject({ id: person.ticketId });
  });

  test("of 'finish and call the next' takes both back in one commit, whichever of the two is named", async () => {
    for (const named of ["the finished", "the called"] as const) {
      const hall = await setupHall();
      await hall.signsOn(rohani, hall.counter1, ["C"]);
      const [first, second] = [await hall.comes(), await hall.comes()];
      await hall.calls(rohani, hall.counter1);
      await hall.does(rohani, `/tickets/${first.ticketId}/serve`);
      await hall.calls(rohani, hall.counter1, { finish: true });
      expect((await hall.page(rohani, hall.counter1)).undo).toMatchObject({ what: "finish_next" });

      const commits = () => hall.db.query("SELECT count(*) AS n FROM log_open").get() as { n: number };
      const before = commits().n;
      const { ticketId } = named === "the finished" ? first : second;
      expect(await hall.does(rohani, `/tickets/${ticketId}/undo`)).toMatchObject({
        current: { id: first.ticketId, state: "serving", stage: "application" },
      });
      expect(commits().n - before, "one record").toBe(1);
      expect(await hall.ticket(second.ticketId)).toMatchObject({ state: "waiting", ahead: 0 });
      expect(await hall.calls(rohani, hall.counter1, { finish: true })).toMatchObject({
        id: second.ticketId,
      });
      expect(await checkOf(hall)).toEqual({ calls: 3, deviations: [] });
    }
  });

  test("is over after ten seconds", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const person = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    hall.clock.advance(10_001);
    expect((await hall.page(rohani, hall.counter1)).undo).toBeNull();
    expect(await hall.refused(rohani, `/tickets/${person.ticketId}/undo`)).toBe("409 undo_window_over");
  });

  test("is for whoever did it, and for once", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    const person = await hall.comes();
    await hall.calls(rohani, hall.counter1);
    expect(await hall.refused(selvam, `/tickets/${person.ticketId}/undo`)).toBe("409 not_your_ticket");
    await hall.does(rohani, `/tickets/${person.ticketId}/undo`);
    expect(await hall.refused(rohani, `/tickets/${person.ticketId}/undo`)).toBe("409 nothing_to_undo");
  });

  test("never takes a person from the officer who called them meanwhile", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.signsOn(selvam, hall.counter2, ["C"]);
    const [first, second] = [await hall.comes(), await hall.comes()];
    await hall.calls(rohani, hall.counter1);
    await hall.calls(rohani, hall.counter1, { finish: true });
    await hall.calls(selvam, hall.counter2);
    expect(await hall.ticket(first.ticketId)).toMatchObject({
      state: "called",
      counter: "2",
      stage: "payment",
    });
    expect(await hall.refused(rohani, `/tickets/${second.ticketId}/undo`)).toBe("409 not_your_ticket");
    expect(await hall.ticket(second.ticketId)).toMatchObject({ state: "called", counter: "1" });
  });

  test("never puts two people at one counter", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    const [first] = [await hall.comes(), await hall.comes()];
    await hall.calls(rohani, hall.counter1);
    await hall.does(rohani, `/tickets/${first.ticketId}/finish`, { outcome: "done" });
    await hall.calls(rohani, hall.counter1);
    expect(await hall.refused(rohani, `/tickets/${first.ticketId}/undo`)).toBe("409 counter_busy");
  });
});
