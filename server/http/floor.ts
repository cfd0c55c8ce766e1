/** Doors that answer at one pace: how long an answer takes must not tell who is known here (ASVS 6.3.8). */
import { systemTimers, type Timers } from "../../sync/core/timers";

/** Longer than a signature, a search and two commits take together. */
export const floorMs = 250;

/** What `work` gives or throws, not before so many milliseconds have passed. */
export const notBefore = async <T>(
  atLeastMs: number,
  work: () => Promise<T>,
  timers: Pick<Timers, "after"> = systemTimers,
): Promise<T> => {
  const over = new Promise<void>((resolve) => {
    timers.after(atLeastMs, resolve);
  });
  try {
    return await work();
  } finally {
    await over;
  }
};
