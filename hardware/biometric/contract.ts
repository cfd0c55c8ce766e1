import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BiometricMatcher, FingerprintReader, MatchOutcome } from "../ports";
import { type ManualTimers, passTime } from "../scanner/scanning.fixture";

/** A service that was asked and does what a test tells it. */
interface Desk<Device, Mood> {
  readonly device: Device;
  readonly timers: ManualTimers;
  setMood(mood: Mood): void;
  power?(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** What `promise` comes to, and how much of the test's time that took. */
const timed = async <T>(timers: ManualTimers, promise: Promise<T>) => {
  const fromMs = timers.nowMs();
  let settled = false;
  void promise.finally(() => (settled = true));
  await passTime(timers, () => settled, 10);
  return { outcome: await promise, tookMs: timers.nowMs() - fromMs };
};

type MatcherDesk = Desk<BiometricMatcher, "match" | "no_match" | "doubt" | "stall" | "garbage">;

/** What every matcher keeps: a result with its score, or `unavailable`, and always within the deadline. */
export const matcherContract = (name: string, setup: () => Promise<MatcherDesk>): void => {
  describe(`${name} keeps the matcher's contract`, () => {
    let desk: MatcherDesk;
    let asked = 0;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());
    const match = (deadlineMs = 5_000) =>
      timed(
        desk.timers,
        desk.device.match({ id: `m${++asked}`, kind: "face", at: "in-1", reference: null, deadlineMs }),
      );
    const without = (cause: MatchOutcome) => cause.type === "unavailable";

    test.each(["match", "no_match", "doubt"] as const)(
      "%s is told with score, threshold and engine",
      async (mood) => {
        desk.setMood(mood);
        const { outcome } = await match();
        expect(outcome).toMatchObject({
          type: mood,
          score: expect.any(Number),
          threshold: expect.any(Number),
        });
        if (outcome.type === "unavailable") throw new Error(outcome.cause);
        expect(outcome.score >= outcome.threshold).toBe(mood === "match");
      },
    );

    test("one that stalls is unavailable at the deadline, not later", async () => {
      desk.setMood("stall");
      const { outcome, tookMs } = await match(800);
      expect([without(outcome), tookMs >= 800, tookMs <= 820]).toEqual([true, true, true]);
    });

    test("one that answers nonsense is unavailable", async () => {
      desk.setMood("garbage");
      expect(without((await match()).outcome)).toBe(true);
    });

    test("one that has vanished is unavailable, and counts again when it is back", async () => {
      await desk.power?.(false);
      expect(without((await match()).outcome)).toBe(true);
      await desk.power?.(true);
      desk.timers.advance(10_000);
      desk.setMood("match");
      expect((await match()).outcome.type).toBe("match");
    });

    test("after five silences nobody waits for it, until it has rested ten seconds", async () => {
      desk.setMood("stall");
      for (let i = 0; i < 5; i++) await match(100);
      desk.setMood("match");
      const { outcome, tookMs } = await match();
      expect([without(outcome), tookMs]).toEqual([true, 0]);
      desk.timers.advance(10_000);
      expect((await match()).outcome.type).toBe("match");
    });
  });
};

type FingerDesk = Desk<FingerprintReader, "captured" | "poor_quality" | "timeout" | "stall" | "garbage">;

/** What every fingerprint reader keeps. */
export const fingerContract = (name: string, setup: () => Promise<FingerDesk>): void => {
  describe(`${name} keeps the fingerprint reader's contract`, () => {
    let desk: FingerDesk;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());
    const capture = (deadlineMs = 5_000) =>
      timed(desk.timers, desk.device.capture({ finger: "right_index", deadlineMs }));

    test("a finger becomes a template with its quality", async () => {
      const { outcome } = await capture();
      expect(outcome).toMatchObject({
        type: "captured",
        quality: expect.any(Number),
        engine: expect.any(String),
      });
    });

    test.each([
      ["poor_quality", "poor_quality"],
      ["timeout", "timeout"],
      ["garbage", "unavailable"],
    ] as const)("%s is told as it is", async (mood, reason) => {
      desk.setMood(mood);
      expect((await capture()).outcome).toEqual({ type: "not_captured", reason });
    });

    test("one that stalls is unavailable at the deadline", async () => {
      desk.setMood("stall");
      const { outcome, tookMs } = await capture(500);
      expect(outcome).toEqual({ type: "not_captured", reason: "unavailable" });
      expect(tookMs).toBeLessThanOrEqual(520);
    });
  });
};
