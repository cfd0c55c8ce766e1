/** Who of a visit asks to go ahead: what was claimed at booking, and what a birth date already says. */

export interface Visitor {
  /** As claimed in the booking's form. */
  readonly priority: readonly string[];
  /** Date of birth that the document number tells; null when it tells none. */
  readonly bornOn: string | null;
}

export interface VisitClaims {
  readonly reasons: readonly string[];
  /** Earliest date of birth of the visit; null when none is known. */
  readonly bornOn: string | null;
}

/**
 * One claim for the whole visit: a family stays together at the counter. `isElderly` is the queue's own rule of age, by date of
 * birth.
 */
export const visitClaims = (
  visitors: readonly Visitor[],
  isElderly: (bornOn: string) => boolean,
): VisitClaims => {
  const bornOn =
    visitors
      .map((visitor) => visitor.bornOn)
      .filter((date) => date !== null)
      .toSorted()[0] ?? null;
  const claimed = visitors.flatMap(({ priority }) => priority);
  const reasons = bornOn !== null && isElderly(bornOn) ? ["elderly", ...claimed] : claimed;
  return { reasons: [...new Set(reasons)], bornOn };
};
