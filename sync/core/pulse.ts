/**
 * A node's latest picture, for headquarters' fleet page. It is never logged, and the next one takes its place: nothing that must
 * survive travels this way. Counts only, never a person.
 */
export interface Pulse {
  readonly version: string;
  /** Records that headquarters does not have yet. */
  readonly pendingOut: number;
  /** Rows of newer programs or refused ones, put aside. */
  readonly aside: number;
  readonly queue: {
    readonly waiting: number;
    /** Minutes that the first of them has waited; null when nobody waits. */
    readonly longestWaitMin: number | null;
    readonly numbersToday: number;
    readonly servedToday: number;
  };
  readonly counters: { readonly open: number; readonly all: number };
  readonly printers: { readonly good: number; readonly all: number };
  /** Screening lists that may not decide: too old, or missing where gate lanes need them. Programs before lanes do not tell. */
  readonly lists?: { readonly old: number };
  readonly lanes?: { readonly open: number; readonly all: number; readonly trouble: number };
  /** Of the disk with the data folder. */
  readonly disk: { readonly freeBytes: number; readonly allBytes: number };
  /** When the last good backup was made; null: never. */
  readonly backupAtMs: number | null;
}

/** How often a node tells it while the line is up. */
export const pulseEveryMs = 10_000;
export const pulseBytesMax = 4096;
