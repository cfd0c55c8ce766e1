/**
 * Families at a wide lane: an officer looks and confirms who goes with whom, then the adult's document is read, then the children's.
 * A child alone is sent to an officer. Pure.
 */

export interface Companions {
  /** How many may still follow the adult. */
  readonly left: number;
  /** Who confirmed them. */
  readonly officer: string;
  /** The adult's passage; null while no adult has gone through. */
  readonly adult: string | null;
  /** Until when the officer's word counts. */
  readonly untilMs: number;
}

/** An officer's word is for those who stand there now. */
export const companionsMs = 3 * 60_000;

export const standing = (known: Companions | null, nowMs: number): Companions | null =>
  known !== null && known.left > 0 && nowMs <= known.untilMs ? known : null;

/** After somebody was let in: the first adult leads, each child uses one place up. */
export const afterAdmit = (known: Companions, passage: string, isChild: boolean): Companions => {
  if (isChild) return { ...known, left: known.left - 1 };
  return known.adult === null ? { ...known, adult: passage } : known;
};
