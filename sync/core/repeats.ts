/** One thing held to a scanner for a moment is read several times: a second read inside three seconds is the same event. */

/** Hardware notes, fault cases: "scanner double read (same jti < 3 s = same event)". */
export const repeatMs = 3_000;

export interface Repeats {
  /** Whether `text` is new, and remembers it; `atMs` on one clock that does not go back. */
  isNew(text: string, atMs: number): boolean;
}

/** Remembers what was read in the last three seconds: what was read again is not, so that a text is told every three seconds at most. */
export const repeats = (): Repeats => {
  const told = new Map<string, number>();
  return {
    isNew(text, atMs) {
      for (const [known, knownMs] of told)
        if (atMs - knownMs >= repeatMs || atMs < knownMs) told.delete(known);
      if (told.has(text)) return false;
      told.set(text, atMs);
      return true;
    },
  };
};
