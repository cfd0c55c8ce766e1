/**
 * How long a person's screen stays. Pure: the page asks with the time, and empties itself when nothing is left.
 * Every touch gives the full time again, and so does "I need more time" (WCAG 2.2.1: warned, and extended by one action).
 */

/** A screen that nobody touches for this long belongs to nobody any more. */
export const wipeMs = 30_000;
/** From here on the clock asks in words whether the person is still there. */
export const warnMs = 12_000;

export interface WipeClock {
  readonly endsAtMs: number;
}

export const touched = (nowMs: number): WipeClock => ({ endsAtMs: nowMs + wipeMs });

/** What is left: whole seconds for the eye (rounded up), and the stage the screen is in. */
export const wipeLeft = (
  clock: WipeClock,
  nowMs: number,
): { readonly seconds: number; readonly stage: "calm" | "warning" | "over" } => {
  // A page that looks once a second may look with a clock that is a little behind the touch.
  const leftMs = Math.min(wipeMs, clock.endsAtMs - nowMs);
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  return { seconds, stage: leftMs <= 0 ? "over" : leftMs <= warnMs ? "warning" : "calm" };
};
