/** Who is not to blame: see `down-time.ts`. Asked wherever somebody would be marked late or absent. */
import type { Database } from "bun:sqlite";
import { findService } from "../catalogue/catalogue.usecase";
import { type ArrivalWindow, isForgiven } from "./down-time";
import { downTimesBetween } from "./down-time.store";

export const isForgivenAt = (
  reader: { readonly db: Database },
  branch: string,
  window: ArrivalWindow,
): boolean => {
  const marginMs = (window.earlyMin + window.lateMin + 1) * 60_000;
  const { startsAtMs } = window;
  return isForgiven(window, downTimesBetween(reader, branch, startsAtMs - marginMs, startsAtMs + marginMs));
};

interface Visit {
  readonly service: string;
  readonly startMin: number;
}

/** Those of a branch's visits, which begin in [fromMs, toMs), that met a down time. */
export const forgivenVisits = <V extends Visit>(
  reader: Parameters<typeof findService>[0],
  branch: string,
  visits: readonly V[],
  [fromMs, toMs]: readonly [number, number],
): ReadonlySet<V> => {
  const downTimes = downTimesBetween(reader, branch, fromMs - dayMs, toMs + dayMs);
  // Nearly every day: nothing was down, and no service is looked up.
  if (downTimes.length === 0) return new Set();
  return new Set(
    visits.filter(({ service, startMin }) => {
      const found = findService(reader, service, { branch, startMin });
      if (!found.ok) return false;
      const { earlyMin, lateMin } = found.value.settings;
      return isForgiven({ startsAtMs: startMin * 60_000, earlyMin, lateMin }, downTimes);
    }),
  );
};

/** Nobody may come a day early or late. */
const dayMs = 86_400_000;
