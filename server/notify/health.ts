/** How a gateway is, as its own answers tell. Pure: a small value, and what follows each answer. */
export type ChannelHealth =
  | { readonly type: "ok" }
  /** Codes by this way may not come: pages offer another one. */
  | { readonly type: "failing"; readonly sinceMs: number }
  | { readonly type: "not_configured" };

export interface Pulse {
  /** The first trouble after the last success; null while it works. */
  readonly sinceMs: number | null;
  /** The newest trouble; while tries wait, the end of the wait. */
  readonly lastMs: number;
  /** Tries that failed, one after the other. */
  readonly failures: number;
}

export const wellPulse: Pulse = { sinceMs: null, lastMs: 0, failures: 0 };

export const failedPulse = (pulse: Pulse, atMs: number, nextTryMs: number): Pulse => ({
  sinceMs: pulse.sinceMs ?? atMs,
  lastMs: nextTryMs,
  failures: pulse.failures + 1,
});

/** A message has been under way for `slowMs`: trouble already, whatever comes of it. */
export const slowPulse = (pulse: Pulse, atMs: number): Pulse => ({
  ...pulse,
  sinceMs: pulse.sinceMs ?? atMs,
  lastMs: atMs,
});

/** People look at a countdown: within ten seconds they are told to take another way. */
export const slowMs = 8_000;

/** Trouble this old is forgotten: when nobody waits for this way any more nobody tries it, and only a try can tell. */
const forgottenMs = 2 * 60_000;

export const healthOf = ({ sinceMs, lastMs }: Pulse, nowMs: number): ChannelHealth =>
  sinceMs === null || nowMs - lastMs > forgottenMs ? { type: "ok" } : { type: "failing", sinceMs };
