/** Every branch on one page, at headquarters: when it was heard, how its hall is, and the country's sums. */
import type { Pulse } from "../../sync/core/pulse";
import { heardOf } from "../../sync/peers";
import type { Looking } from "../booking/availability.usecase";
import type { Pulses } from "./pulse.usecase";
import { contacts, type NodeContact } from "./supervision.usecase";

export interface FleetNode extends NodeContact {
  /** How far its clock is ahead of this one's. */
  readonly aheadMs: number;
  /** Its latest picture; null where none came since this process began. */
  readonly pulse: Pulse | null;
  readonly pulseAtMs: number | null;
}

export interface Fleet {
  readonly nodes: readonly FleetNode[];
  readonly country: {
    readonly branches: number;
    readonly heard: number;
    readonly waiting: number;
    readonly servedToday: number;
    readonly numbersToday: number;
    readonly countersOpen: number;
  };
}

/** An older picture says nothing of the hall as it is now: it is shown with its age and not counted. */
const pictureMsMax = 60_000;

export const fleet = (looking: Looking, pulses: Pulses): Fleet => {
  const nodes = contacts(looking)
    .filter(({ role, contact }) => role === "branch" && contact !== "replaced")
    .map((node): FleetNode => {
      const kept = pulses.of(node.alias);
      return {
        ...node,
        aheadMs: heardOf(looking.db, node.alias)?.aheadMs ?? 0,
        pulse: kept?.pulse ?? null,
        pulseAtMs: kept?.atMs ?? null,
      };
    });
  const fresh = nodes.flatMap(({ pulse, pulseAtMs }) =>
    pulse && pulseAtMs !== null && looking.nowMs - pulseAtMs <= pictureMsMax ? [pulse] : [],
  );
  const sum = (of: (pulse: Pulse) => number) => fresh.reduce((total, pulse) => total + of(pulse), 0);
  return {
    nodes,
    country: {
      branches: nodes.length,
      heard: nodes.filter(({ contact }) => contact === "heard").length,
      waiting: sum(({ queue }) => queue.waiting),
      servedToday: sum(({ queue }) => queue.servedToday),
      numbersToday: sum(({ queue }) => queue.numbersToday),
      countersOpen: sum(({ counters }) => counters.open),
    },
  };
};
