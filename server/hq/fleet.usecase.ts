/** Every branch on one page, at headquarters: when it was heard, how its hall is, and the country's sums. */
import type { Pulse } from "../../sync/core/pulse";
import { heardOf } from "../../sync/peers";
import type { Looking } from "../booking/availability.usecase";
import { fleetLimits } from "./fleet";
import { streamEnds } from "./fleet.store";
import type { Pulses } from "./pulse.usecase";
import { contacts, type NodeContact } from "./supervision.usecase";

export interface FleetNode extends NodeContact {
  /** How far its clock is ahead of this one's. */
  readonly aheadMs: number;
  /** Records of headquarters that it does not have yet, as it told last. */
  readonly toReceive: number;
  /** Its latest picture; null where none came since this process began. */
  readonly pulse: Pulse | null;
  readonly pulseAtMs: number | null;
}

export interface Fleet {
  /** Headquarters' own program. */
  readonly version: string;
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

export const fleet = (looking: Looking, pulses: Pulses, version: string): Fleet => {
  const known = contacts(looking).filter(({ role }) => role === "branch");
  const ends = streamEnds(looking);
  const nodes = known
    .filter(({ contact }) => contact !== "replaced")
    .map((node): FleetNode => {
      const kept = pulses.of(node.alias);
      const heard = heardOf(looking.db, node.alias);
      const streams = ["all", `branch:${node.branch}`];
      const missing = streams.map((stream) =>
        Math.max(0, (ends.get(stream) ?? 0) - (heard?.have[`${looking.node}/${stream}`] ?? 0)),
      );
      return {
        ...node,
        // What earlier machines of the branch took along is its own matter by now.
        frozenUnits: known
          .filter(
            ({ alias, branch, contact }) =>
              alias === node.alias || (branch === node.branch && contact === "replaced"),
          )
          .reduce((sum, { frozenUnits }) => sum + frozenUnits, 0),
        aheadMs: heard?.aheadMs ?? 0,
        toReceive: missing.reduce((sum, records) => sum + records, 0),
        pulse: kept?.pulse ?? null,
        pulseAtMs: kept?.atMs ?? null,
      };
    });
  const fresh = nodes.flatMap(({ pulse, pulseAtMs }) =>
    pulse && pulseAtMs !== null && looking.nowMs - pulseAtMs <= fleetLimits.pictureMsMax ? [pulse] : [],
  );
  const sum = (of: (pulse: Pulse) => number) => fresh.reduce((total, pulse) => total + of(pulse), 0);
  return {
    version,
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
