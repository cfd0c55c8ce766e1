import { type Clock, systemClock } from "../sync/core/clock";

/** Time for drivers: a clock and one-shot alarms, injected so that a test moves time by hand. */
export interface Scheduler extends Clock {
  /** Runs `run` once, `delayMs` from now. The returned function cancels it. */
  after(delayMs: number, run: () => void): Cancel;
}

export type Cancel = () => void;

export const systemScheduler: Scheduler = {
  ...systemClock,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Time that stands still until `advance` moves it, running what falls due in order. For tests. */
export const manualScheduler = (startMs: number): Scheduler & { advance(ms: number): void } => {
  let now = startMs;
  const alarms = new Set<{ readonly atMs: number; readonly run: () => void }>();

  return {
    nowMs: () => now,
    after: (delayMs, run) => {
      const alarm = { atMs: now + delayMs, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    advance: (ms) => {
      const untilMs = now + ms;
      for (;;) {
        const next = [...alarms].filter((a) => a.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        alarms.delete(next);
        now = Math.max(now, next.atMs);
        next.run();
      }
      now = untilMs;
    },
  };
};
