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

/** The same of a visit whose service says how early and how late one may come. */
export const isVisitForgiven = (
  reader: Parameters<typeof findService>[0],
  {
    branch,
    service,
    startsAtMs,
  }: { readonly branch: string; readonly service: string; readonly startsAtMs: number },
): boolean => {
  const found = findService(reader, service, { branch, startMin: startsAtMs / 60_000 });
  if (!found.ok) return false;
  const { earlyMin, lateMin } = found.value.settings;
  return isForgivenAt(reader, branch, { startsAtMs, earlyMin, lateMin });
};
