import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LaneDesk } from "./lane.fixture";

/** What every gate driver keeps, whatever its wire; `counts`: the controller keeps modes, alarms and counts of its own. */
export const gateContract = (
  name: string,
  { counts }: { readonly counts: boolean },
  setup: () => Promise<LaneDesk>,
): void => {
  describe(`${name} keeps the gate's contract`, () => {
    let desk: LaneDesk;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());

    test("one person who is admitted goes through, is told by the sensor, and the lane is shut again", async () => {
      const asked = desk.admit();
      await desk.until(({ state }) => state === "entry_open");
      desk.lane.person("one");
      expect(await desk.inTime(asked)).toMatchObject({ type: "passed", sensor: counts ? 1 : null });
      await desk.until(({ state }) => state === "idle");
      expect(desk.lane.reading().passages).toBe(1);
      expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
      expect(desk.events).toContainEqual({ type: "passed", seq: 1, sensor: counts ? 1 : null });
      expect(desk.doorsOpenMax()).toBe(1);
    });

    test("the way out is another direction of the same lane", async () => {
      const asked = desk.admit({ direction: "out" });
      await desk.when(() => desk.lane.doors().exitOpen);
      desk.lane.person("one");
      expect(await desk.inTime(asked)).toMatchObject({ type: "passed" });
    });

    test("an admission that nobody uses expires, and the lane is shut", async () => {
      expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
      await desk.until(({ state }) => state === "idle");
      expect(desk.lane.reading()).toMatchObject({
        passages: 0,
        doors: { entryLocked: true, exitLocked: true },
      });
    });

    test("the same id asked for twice is one opening and one answer", async () => {
      const both = [desk.admit(), desk.gate.admit({ id: "p1", seq: 77, direction: "in", ttlMs: 8_000 })];
      await desk.until(({ state }) => state === "entry_open");
      desk.lane.person("one");
      const [first, second] = await desk.inTime(Promise.all(both));
      expect(second).toEqual(first);
      await desk.elapse(9_000);
      expect(desk.lane.reading().passages).toBe(1);
    });

    test("nobody else is admitted while one is under way", async () => {
      const first = desk.admit();
      await desk.until(({ state }) => state === "entry_open");
      expect(await desk.inTime(desk.admit())).toMatchObject({ type: "refused", reason: { type: "NotNow" } });
      desk.lane.person("one");
      expect(await desk.inTime(first)).toMatchObject({ type: "passed" });
    });

    test("a fire opens the lane by itself: the one under way is unknown, and nobody is admitted", async () => {
      const asked = desk.admit();
      await desk.until(({ state }) => state === "entry_open");
      desk.lane.fire(true);
      expect(await desk.inTime(asked)).toMatchObject({ type: "unknown", reason: { type: "NotNow" } });
      expect(desk.events).toContainEqual({ type: "fire" });
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { state: "emergency_open" } });
    });

    test("while the key is turned nobody is admitted", async () => {
      desk.lane.keySwitch(true);
      await desk.until(({ inputs }) => inputs.keySwitch);
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "NotNow" } });
      expect(desk.events).toContainEqual({ type: "manual", by: "key_switch", on: true });
      desk.lane.keySwitch(false);
      await desk.until(({ state }) => state === "idle");
      expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
    });

    test("contacts that contradict each other are a sensor fault: nobody is admitted until an officer resets it", async () => {
      desk.lane.contradict();
      const { error } = await desk.until((snapshot) => snapshot.error !== null);
      expect(error).toEqual({ type: "SensorFault", what: "the entry door is locked and not closed" });
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "SensorFault" } });
      desk.lane.contradict(false);
      await desk.elapse(1_000);
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "SensorFault" } });
      const reset = desk.gate.order({ id: "o1", seq: 500, what: { type: "reset_alarm" } });
      expect(await desk.inTime(reset)).toEqual({ type: "done" });
      expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
    });

    test("a lane whose line is lost is offline within two seconds, refuses, and is back by itself", async () => {
      desk.misbehave("silent");
      await desk.elapse(2_000);
      expect(desk.gate.snapshot()).toMatchObject({ online: false, error: { type: "Unreachable" } });
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "Unreachable" } });
      desk.misbehave(null);
      await desk.until(({ online }) => online);
      expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
      expect(desk.events.map(({ type }) => type)).toEqual(["online", "offline", "online"]);
    });

    test("nobody is admitted on a picture older than a second", async () => {
      desk.misbehave("silent");
      await desk.elapse(1_050);
      expect(desk.gate.snapshot().online).toBe(true);
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { type: "Unreachable" } });
    });

    test("a controller that stays busy takes nothing, and is asked again by whoever wants to", async () => {
      desk.misbehave("busy");
      expect(await desk.inTime(desk.admit({ id: "busy" }))).toMatchObject({ type: "refused" });
      expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
      desk.misbehave(null);
      await desk.elapse(300);
      expect(await desk.inTime(desk.admit({ id: "busy" }))).toEqual({ type: "expired" });
    });

    test("a number that the lane has just seen is not given again", async () => {
      expect(await desk.inTime(desk.admit())).toEqual({ type: "expired" });
      await desk.until(({ state }) => state === "idle");
      expect(await desk.admit({ seq: 1 })).toMatchObject({
        type: "refused",
        reason: { type: "Misconfigured", cause: "command 1 was given before" },
      });
    });

    test("no order sets a lane free", async () => {
      const order = { id: "o1", seq: 9, what: { type: "set_mode", mode: "free" } } as const;
      expect(await desk.inTime(desk.gate.order(order))).toEqual({
        type: "refused",
        reason: { type: "NotSupported" },
      });
    });

    test("stop ends the one under way as unknown, and the lane shuts by itself", async () => {
      const asked = desk.admit();
      await desk.until(({ state }) => state === "entry_open");
      await desk.gate.stop();
      expect(await desk.inTime(asked)).toEqual({ type: "unknown", reason: { type: "Stopped" } });
      await desk.elapse(10_000);
      expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
      expect(await desk.admit()).toEqual({ type: "refused", reason: { type: "Stopped" } });
    });

    if (!counts) return;

    test("the lane's mode is set by an order, and decides who may go", async () => {
      const mode = desk.gate.order({ id: "o1", seq: 9, what: { type: "set_mode", mode: "controlled_out" } });
      expect(await desk.inTime(mode)).toEqual({ type: "done" });
      await desk.until((snapshot) => snapshot.mode === "controlled_out");
      expect(await desk.admit()).toMatchObject({ type: "refused", reason: { mode: "controlled_out" } });
    });

    test("an officer's lock ends an admission that nobody has used", async () => {
      const asked = desk.admit();
      await desk.until(({ state }) => state === "entry_open");
      expect(await desk.inTime(desk.gate.order({ id: "o1", seq: 9, what: { type: "lock" } }))).toEqual({
        type: "done",
      });
      expect(await desk.inTime(asked)).toEqual({ type: "expired" });
    });

    test.each([
      ["two", "two_persons", "unknown"],
      ["tailgater", "tailgate", "passed"],
      ["wrong_way", "wrong_way", "unknown"],
    ] as const)(
      "%s: alarm %s, the answer is %s, and the lane waits for an officer",
      async (kind, alarm, answer) => {
        const asked = desk.admit();
        await desk.until(({ state }) => state === "entry_open");
        desk.lane.person(kind);
        expect(await desk.inTime(asked)).toMatchObject({ type: answer });
        await desk.until(({ state }) => state === "alarm");
        expect(desk.events).toContainEqual({ type: "alarm", alarm });
        expect(desk.lane.doors()).toEqual({ entryOpen: false, exitOpen: false });
        expect(await desk.admit()).toMatchObject({ type: "refused", reason: { state: "alarm" } });
        await desk.elapse(60_000);
        expect(desk.gate.snapshot().state).toBe("alarm");
        const reset = desk.gate.order({ id: "o1", seq: 500, what: { type: "reset_alarm" } });
        expect(await desk.inTime(reset)).toEqual({ type: "done" });
        await desk.until(({ state }) => state === "idle");
        expect(desk.events).toContainEqual({ type: "alarm_over", alarm });
      },
    );
  });
};
