/** When to try again. Pure: randomness comes in, the caller counts its failures and keeps the time. */
import type { Random } from "./core/clock";

export interface BackoffLimits {
  /** The longest first wait. */
  readonly firstMs: number;
  /** No wait is longer, unless the other side asked for more. */
  readonly maxMs: number;
}

const usual: BackoffLimits = { firstMs: 1000, maxMs: 60_000 };

/** However long the other side asks us to wait: a wrong figure must not silence a branch for the day. */
const retryAfterMsMax = 5 * 60_000;

/**
 * The wait before the next try, in milliseconds: doubled with each of the `failures` before it (1 for the first), half of it by
 * chance, so that 300 branches that lost HQ in one moment do not come back in one moment. A Retry-After is a least wait, and the
 * same chance comes on top.
 */
export const backoffMs = (
  failures: number,
  random: Random,
  {
    retryAfterS,
    limits = usual,
  }: { readonly retryAfterS?: number | undefined; readonly limits?: BackoffLimits } = {},
): number => {
  const fullMs = Math.min(limits.maxMs, limits.firstMs * 2 ** Math.max(0, failures - 1));
  const chanceMs = (fullMs / 2) * unit(random);
  const askedMs = Math.min(retryAfterMsMax, (retryAfterS ?? 0) * 1000);
  return Math.round(Math.max(fullMs / 2, askedMs) + chanceMs);
};

/** A recurring wait of `everyMs` on average, between three and five quarters of it: a poll that no two nodes do in step. */
export const spreadMs = (everyMs: number, random: Random): number =>
  Math.round(everyMs * (0.75 + unit(random) / 2));

/** A number in [0, 1) from four random bytes. */
const unit = (random: Random): number => {
  const [a, b, c, d] = random.bytes(4) as unknown as [number, number, number, number];
  return (a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32;
};
