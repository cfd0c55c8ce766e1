/** Every five minutes headquarters keeps how many wait, were served and got a number: the day's charts are made of it. */
import type { LocalDate } from "../../sync/core/local-date";
import { ok } from "../../sync/core/result";
import { nodeByAlias } from "../../sync/roster";
import { put } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Looking } from "../booking/availability.usecase";
import { localRangeToUtc } from "../calendar/time-zone";
import { zoneOf } from "../catalogue/catalogue.usecase";
import { fleetLimits } from "./fleet";
import type { Pulses } from "./pulse.usecase";
import { type Sample, sampleEveryMs, sampleMoment } from "./samples";
import { samplesBetween } from "./samples.store";

export const samplePulsesTask = (pulses: Pulses): Task => ({
  name: "samplePulses",
  plan: (tx) => {
    const atMs = sampleMoment(tx.nowMs);
    const rows = pulses.all().flatMap(([alias, { pulse, atMs: toldAtMs }]) => {
      const node = nodeByAlias(tx.db, alias);
      if (tx.nowMs - toldAtMs > fleetLimits.pictureMsMax || !node?.branch || node.state !== "active")
        return [];
      const { waiting, numbersToday: numbers, servedToday: served } = pulse.queue;
      return [put("pulseSample", { atMs, branch: node.branch, waiting, numbers, served })];
    });
    const plan = rows.length > 0 ? ({ intent: "samplePulses", rows, answer: null } as const) : undefined;
    return ok({ plan, nextDueMs: atMs + sampleEveryMs });
  },
});

/** The samples of one local day, the earliest first. */
export const samplesOf = (looking: Looking, date: LocalDate): readonly Sample[] =>
  localRangeToUtc(zoneOf(looking, null), date, 0, 24 * 60).flatMap(({ from, to }) =>
    samplesBetween(looking, from, to),
  );
