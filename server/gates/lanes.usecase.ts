/** The lanes of a running node, each with its programme: empty until they are started, and where there are none. */
import type { Timers } from "../../sync/core/timers";
import type { Plan } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";
import type { Tx } from "../../sync/submit";
import type { Deps } from "../deps";
import { type LaneGate, LaneLoop } from "./lane-loop.usecase";
import { planKnowLanes } from "./lane.usecase";
import { planRecover } from "./passage.usecase";

/** Changes of lanes in this time are one picture for those who watch them all. */
const gatherMs = 250;

type LanesDeps = Pick<
  Deps,
  | "writer"
  | "sealer"
  | "screeningKeys"
  | "registries"
  | "engines"
  | "findSlipKey"
  | "blobs"
  | "live"
  | "reads"
  | "self"
>;

export interface LanesOptions {
  readonly timers: Timers;
  readonly report: (what: string, cause: unknown) => void;
}

export class Lanes {
  private loops: ReadonlyMap<string, LaneLoop> = new Map();
  private readonly ends: (() => void)[] = [];

  /** Nothing of what was under way is sent again, and every lane is known, before the first one opens. */
  async start(deps: LanesDeps, lanes: readonly LaneGate[], { timers, report }: LanesOptions): Promise<void> {
    const { self, reads, live } = deps;
    if (lanes.length === 0 || self.branch === null) return;
    const changed = gathered(timers, () => live.touch("gates"));
    const parts = {
      ...deps,
      timers,
      report,
      branch: self.branch,
      changed: () => {
        live.touch("lane");
        changed();
      },
    };
    this.loops = new Map(lanes.map((lane) => [lane.setup.id, new LaneLoop(lane, parts)]));
    const setups = lanes.map(({ setup }) => setup);
    for (const plan of [(tx: Tx) => planKnowLanes(tx, setups), planRecover]) {
      const done = await deps.writer.submit(
        { actor: { kind: "system", task: "lanes" }, requestId: "lanes" },
        plan as (tx: Tx) => Result<Plan<unknown>, never>,
      );
      if (!done.ok) report("lanes", new Error(done.error.type));
    }
    for (const [id, loop] of this.loops) {
      this.ends.push(
        reads.onRead(id, (read) => void loop.read(read)),
        reads.onScan(id, ({ text, atMs }) => void loop.scan(text, atMs)),
      );
      loop.start();
    }
  }

  async stop(): Promise<void> {
    for (const end of this.ends.splice(0)) end();
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
  }

  list(): readonly LaneLoop[] {
    return [...this.loops.values()];
  }

  find(id: string): LaneLoop | undefined {
    return this.loops.get(id);
  }
}

/** Many calls in a moment are one. */
const gathered = (timers: Timers, run: () => void): (() => void) => {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    timers.after(gatherMs, () => {
      waits = false;
      run();
    });
  };
};
