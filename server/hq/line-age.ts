/**
 * How old headquarters' word may be before a branch does less (`kernel.md` 5, security model, 1). Pure.
 *
 *   0 ────────── 48 h ──────────── 60 h ──────────── 72 h ─────────►
 *   everything   staff see what    and see it        devices go on, staff serve who has a number, nothing else:
 *                stops, and when   in red            `withoutLine` in `access.ts` says which doors
 *
 * A file on a stick is a word like one over the line, of the moment that headquarters signed.
 */
export const soonMs = 48 * 3_600_000;
export const lastHoursMs = 60 * 3_600_000;
export const stopMs = 72 * 3_600_000;

export interface LineAge {
  readonly phase: "soon" | "last_hours" | "stopped";
  readonly wordAtMs: number;
  readonly stopsAtMs: number;
}

/** Undefined while the word is young, and where there is none to wait for. */
export const lineAge = (wordAtMs: number | undefined, nowMs: number): LineAge | undefined => {
  if (wordAtMs === undefined) return undefined;
  const ageMs = nowMs - wordAtMs;
  if (ageMs < soonMs) return undefined;
  const phase = ageMs < lastHoursMs ? "soon" : ageMs < stopMs ? "last_hours" : "stopped";
  return { phase, wordAtMs, stopsAtMs: wordAtMs + stopMs };
};
