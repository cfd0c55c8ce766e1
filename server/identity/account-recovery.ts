/**
 * Back into an account without any of its passkeys (security model, 1): codes to both of its proven contacts, the document at a
 * counter, a day's wait, and word to every contact at the start, with a way to stop it. Pure.
 *
 *   both codes ─► needs_document ─► waits ─► ready ─► done        stopped, by its holder or an officer: from any of them
 *                        (a day from the start)
 */

const hourMs = 60 * 60_000;

/** Time for its holder to read the message and stop it. */
export const recoveryWaitMs = 24 * hourMs;
/** Time to find a day for the counter; after that it is asked anew. */
export const recoveryOpenMs = 14 * 24 * hourMs;
/** Both codes are typed within this: the second may be slow. */
export const recoveryProofMs = 30 * 60_000;

export const recoverySteps = ["needs_document", "waits", "ready", "done", "stopped", "over"] as const;
export type RecoveryStep = (typeof recoverySteps)[number];

export interface AccountRecovery {
  readonly state: "asked" | "done" | "stopped";
  /** The officer who saw the document. */
  readonly second: string | null;
  readonly opensAtMs: number;
  readonly untilMs: number;
}

export const stepOf = (
  { state, second, opensAtMs, untilMs }: AccountRecovery,
  nowMs: number,
): RecoveryStep => {
  if (state !== "asked") return state;
  if (nowMs >= untilMs) return "over";
  if (second === null) return "needs_document";
  return nowMs < opensAtMs ? "waits" : "ready";
};

/** What a person tells the officer, so that both speak of the same row: `7F3A-91BC`. It opens nothing. */
export const recoveryRef = (id: string): string => {
  const end = id.replaceAll("-", "").slice(-8).toUpperCase();
  return `${end.slice(0, 4)}-${end.slice(4)}`;
};

/** All that is kept of a stop code: 60 bits, known to every node that has the row, and good for nothing but stopping. */
export const stopMac = (indexKey: (text: string) => string, typed: string): string =>
  indexKey(`stop:${typed.toUpperCase().replace(/[^0-9A-Z]/g, "")}`);
