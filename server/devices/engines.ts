/** Who compares faces and who takes fingerprints, from the configuration; empty until `sto serve` has read it. */
import { httpFingerprintReader } from "../../hardware/biometric/http-fingerprint-reader";
import { httpMatcher } from "../../hardware/biometric/http-matcher";
import type { BiometricMatcher, FingerprintReader } from "../../hardware/ports";
import { type Timers, systemTimers } from "../../sync/core/timers";
import type { Config } from "../config";

export interface FingerDesk {
  readonly id: string;
  readonly name: string;
  readonly reader: FingerprintReader;
}

export class Engines {
  /** None: every lane sends people to an officer. */
  matcher: BiometricMatcher | undefined;
  fingers: readonly FingerDesk[] = [];

  attach(
    { matcher, fingerprints }: Pick<Config, "matcher" | "fingerprints">,
    timers: Timers = systemTimers,
  ): void {
    this.matcher = matcher && httpMatcher({ url: matcher.url, timers });
    this.fingers = fingerprints.map(({ id, name, url }) => ({
      id,
      name,
      reader: httpFingerprintReader({ url, timers }),
    }));
  }
}
