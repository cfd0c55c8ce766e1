/**
 * Each signed request counts once, within two minutes of HQ's clock. Kept in memory: what an earlier process could have heard, or
 * what was signed before anything forgotten, is not believed, so forgetting never lets a request in twice. The price is one more
 * try of each node after HQ starts. Not covered: a start with a clock set back; then what an old request could bring is a repeated
 * push (kept once) or the answer of a pull.
 *
 * Invariants
 *  - A nonce is forgotten only together with every time up to its own: `floorMs` lies above it.
 *  - `nowMs` never lies below the floor: after a jump of HQ's own clock its nodes follow it, and are not locked out.
 */
import type { Clock } from "./core/clock";

/** How far a request's time may be from HQ's, either way (security.md 4). */
export const requestAgeMsMax = 120_000;

export type Freshness = "fresh" | "replayed" | "clockOff";

export class Nonces {
  private readonly timeMsByNonce = new Map<string, number>();
  private floorMs: number;
  private sweptMs: number;

  constructor(
    private readonly clock: Clock,
    /** More than this, and all are forgotten at once: 300 nodes need 36,000. */
    private readonly noncesMax = 1_000_000,
  ) {
    this.sweptMs = clock.nowMs();
    // A node whose clock is ahead may have signed for later than this, and been heard before.
    this.floorMs = this.sweptMs + requestAgeMsMax;
  }

  /** The time to sign with. */
  nowMs(): number {
    return Math.max(this.clock.nowMs(), this.floorMs);
  }

  /** Notes the nonce of a request whose signature is good. */
  take(alias: number, nonce: string, timeMs: number): Freshness {
    const nowMs = this.nowMs();
    this.sweep(nowMs);
    if (timeMs < this.floorMs || Math.abs(timeMs - nowMs) > requestAgeMsMax) return "clockOff";
    const key = `${alias} ${nonce}`;
    if (this.timeMsByNonce.has(key)) return "replayed";
    this.timeMsByNonce.set(key, timeMs);
    return "fresh";
  }

  private sweep(nowMs: number): void {
    const full = this.timeMsByNonce.size >= this.noncesMax;
    if (!full && Math.abs(nowMs - this.sweptMs) < requestAgeMsMax) return;
    this.sweptMs = nowMs;
    const keepMs = full ? Number.POSITIVE_INFINITY : nowMs - requestAgeMsMax;
    for (const [key, timeMs] of this.timeMsByNonce) {
      if (timeMs >= keepMs) continue;
      this.timeMsByNonce.delete(key);
      this.floorMs = Math.max(this.floorMs, timeMs + 1);
    }
  }
}
