import type { Stage, TicketStep } from "./ticket";

/** How long one person keeps a counter, from the call to the finish. */
export interface ServiceTime {
  /** Moving median: what a counter page shows as "usually 15 minutes". */
  readonly usualMs: number;
  /** Mean of the same sample with outliers pulled in: what adds up over many people. */
  readonly meanMs: number;
  readonly spreadMs: number;
}

export interface Served {
  readonly group: string;
  readonly stage: Stage;
  readonly durationMs: number;
}

export type ServiceTimes = (group: string, stage: Stage) => ServiceTime;

/** The sample forgets yesterday's pace within about an hour of one busy counter. */
const sampleMax = 24;
/** At opening the catalogue's duration counts as this many people, so that one odd case does not lead astray. */
const priorCountMax = 4;
/** It loses one of them for each so many real cases: after a dozen only the day itself speaks. */
const casesPerPrior = 3;
/** A case of more than three times the median is a stuck one, not the pace. */
const outlierRatio = 3;
/** Spread of the prior as a part of it; offices publish none, ours is measured anew within the first hour. */
const priorSpreadRatio = 0.4;

/**
 * Service time per group and stage: a moving median over the latest cases, with the duration of the catalogue as prior.
 *
 * @param served oldest first.
 * @param priorMs expected length of a stage where nothing has been measured yet.
 */
export const serviceTimes = (
  served: readonly Served[],
  priorMs: (group: string, stage: Stage) => number,
): ServiceTimes => {
  const sampleByLine = new Map<string, number[]>();
  for (const { group, stage, durationMs } of served) {
    const sample = sampleByLine.get(`${group}/${stage}`) ?? [];
    sample.push(durationMs);
    if (sample.length > sampleMax) sample.shift();
    sampleByLine.set(`${group}/${stage}`, sample);
  }
  const known = new Map<string, ServiceTime>();
  return (group, stage) => {
    const line = `${group}/${stage}`;
    const time = known.get(line) ?? timeOf(sampleByLine.get(line) ?? [], priorMs(group, stage));
    known.set(line, time);
    return time;
  };
};

/** The finished stages of the day, read from the rows: from the first call of a turn to its finish. */
export const servedFrom = (rows: readonly TicketStep[]): Served[] => {
  const turnByTicket = new Map<string, TicketStep>();
  const servedByRow = new Map<string, Served>();
  for (const row of rows) {
    const called = turnByTicket.get(row.ticketId);
    if (row.kind === "call") turnByTicket.set(row.ticketId, row);
    if (row.kind === "finish" && called) {
      const { group, stage } = called;
      servedByRow.set(`${row.ticketId}/${row.seq}`, { group, stage, durationMs: row.atMs - called.atMs });
    }
    if (row.undoOf !== null) servedByRow.delete(`${row.ticketId}/${row.undoOf}`);
  }
  return [...servedByRow.values()];
};

const timeOf = (sample: readonly number[], priorMs: number): ServiceTime => {
  const spread = priorMs * priorSpreadRatio;
  const priorCount = Math.max(0, priorCountMax - Math.floor(sample.length / casesPerPrior));
  const prior = Array.from({ length: priorCount }, (_, i) => priorMs + (i % 2 === 0 ? spread : -spread));
  const sorted = [...sample, ...prior].toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle]!;
  const usualMs = sorted.length % 2 === 1 ? upper : (upper + sorted[middle - 1]!) / 2;
  const clipped = sorted.map((ms) => Math.min(Math.max(ms, usualMs / outlierRatio), usualMs * outlierRatio));
  const meanMs = mean(clipped);
  return { usualMs, meanMs, spreadMs: Math.sqrt(mean(clipped.map((ms) => (ms - meanMs) ** 2))) };
};

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
