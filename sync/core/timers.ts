/** A clock with one-shot alarms, injected so that tests and the simulator move time by hand. */
import { type Clock, systemClock } from "./clock";

export interface Timers extends Clock {
  /** Runs `run` once, `delayMs` from now. The returned function cancels it. */
  after(delayMs: number, run: () => void): Cancel;
}

export type Cancel = () => void;

export const systemTimers: Timers = {
  ...systemClock,
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/**
 * Time that stands still until `advance` moves it, running what falls due in order. `set` changes only what the clock shows, as
 * somebody who corrects a wrong clock does: alarms count elapsed time.
 */
export const manualTimers = (
  startMs: number,
): Timers & { advance(ms: number): void; set(ms: number): void } => {
  let elapsed = 0;
  let offset = startMs;
  const alarms = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    nowMs: () => offset + elapsed,
    set: (ms) => {
      offset = ms - elapsed;
    },
    after: (delayMs, run) => {
      const alarm = { atMs: elapsed + delayMs, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    advance: (ms) => {
      const until = elapsed + ms;
      for (;;) {
        const next = [...alarms].filter(({ atMs }) => atMs <= until).sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        alarms.delete(next);
        elapsed = Math.max(elapsed, next.atMs);
        next.run();
      }
      elapsed = until;
    },
  };
};
