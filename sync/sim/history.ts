/**
 * One history: headquarters and five branches, a number of steps in which people do things and things go wrong, then everything
 * is healed and all must agree. Its seed is all there is to it.
 */
import { actions, openDays } from "./actions";
import { Checks } from "./checks";
import { fillDb, type Image } from "./db-pool";
import { faults } from "./faults";
import { heal } from "./heal";
import type { SimNode } from "./node";
import { isLogWhole } from "../log-end";
import { copyBranch, isSealed } from "../snapshot-rows";
import { World } from "./world";
import type { FailPoint } from "../submit";

export const branchCodes = ["SIM-A", "SIM-B", "SIM-C", "SIM-D", "SIM-E"].map((code) => `${code}A`);

export interface HistoryOptions {
  readonly seed: number;
  readonly steps: number;
}

export interface HistoryEnd {
  /** Equal for equal histories. */
  readonly digest: string;
  /** How often each place of a crash was drawn. */
  readonly crashes: ReadonlyMap<FailPoint, number>;
}

/** Runs a history to its end. Throws a `SimFailure` at the first thing that is not as it must be. */
export const runHistory = async ({ seed, steps }: HistoryOptions): Promise<HistoryEnd> => {
  const history = new History(seed);
  try {
    await history.run(steps);
    return { digest: history.world.digestNow(), crashes: history.passed.counts };
  } finally {
    history.world.close();
  }
};

export class History {
  readonly world: World;
  readonly checks: Checks;
  readonly backups = new Map<SimNode, Image>();
  readonly passed = {
    counts: new Map<FailPoint, number>(),
    armed: (place: FailPoint) => void this.passed.counts.set(place, (this.passed.counts.get(place) ?? 0) + 1),
  };

  constructor(seed: number) {
    this.world = new World(seed, branchCodes);
    this.checks = new Checks(this.world);
  }

  async run(steps: number): Promise<void> {
    const { world, checks } = this;
    const { draw } = world;
    // Some histories are calm, most are not.
    const faultShare = draw.of([0.03, 0.1, 0.2, 0.35]);
    for (const node of world.nodes) {
      if (draw.chance(0.3)) node.skewMs = Math.floor((draw.next() * 2 - 1) * 366 * 24 * 3_600_000);
      if (node.role === "branch") node.isOld = draw.chance(0.2);
    }
    world.enrol();
    await world.run();
    if (draw.chance(0.8)) await openDays(world);
    for (world.step = 1; world.step <= steps; world.step++) {
      world.nowMs += draw.below(draw.of([10, 1000, 60_000]));
      if (draw.chance(faultShare)) draw.weighted(faults)(this);
      else draw.weighted(actions)(world);
      await world.run(draw.of([0, 1, 3, 10, 40]));
      checks.run();
    }
    await heal(this);
  }

  boot(node: SimNode): void {
    this.world.note(`${node.name} starts`);
    node.boot();
    for (const fact of this.world.model.facts)
      if (fact.node === node && !fact.isLost && !fact.holds(node.db))
        this.world.fail(`node ${node.name} had said "${fact.what}" and does not have it after a crash`);
  }

  /** A branch's disk is lost: it goes on with a new node, under a new name, without rights. */
  replace(node: SimNode, image: Image | undefined): void {
    const { world } = this;
    world.note(`${node.name} is lost; its branch goes on${image ? " from a backup" : ""}`);
    for (const each of world.nodes.filter(({ alias, state }) => alias === node.alias && state !== "gone")) {
      world.end(each, "gone");
      world.model.lost(each);
    }
    const heir = world.place(world.newAlias(), node.branch);
    // Of a backup the log of the others is believed; what this branch wrote comes back from headquarters.
    if (image) fillDb(heir.db, logOfOthers(image, node.alias), ["batch"]);
    else this.takeSnapshot(heir);
    // The log of a node that began with a snapshot tells only what came after it.
    if (!isLogWhole(heir.db) && image) heir.db.run("DELETE FROM batch");
    heir.isOpen = false;
    heir.isHeir = true;
    heir.boot();
    world.enrolHeir(heir, node.alias);
  }

  /** A new node begins with headquarters' rows of its branch, where headquarters runs and has sealed what it wrote for it. */
  private takeSnapshot({ db, branch }: SimNode): void {
    const { world } = this;
    const { hq } = world;
    if (hq.state !== "up" || hq.db.inTransaction || !isSealed(hq.db, branch!) || world.draw.chance(0.2))
      return;
    world.note(`its branch takes a snapshot`);
    db.transaction(() => copyBranch(hq.db, db, branch!, hq.alias))();
  }

  /** Another program is another process. */
  upgrade(node: SimNode): void {
    const { world } = this;
    world.note(`${node.name} gets the newest program`);
    world.end(node, "down");
    node.isOld = false;
    this.boot(node);
  }
}

/** Column 1 of the log is the origin. */
const logOfOthers = (image: Image, alias: number): Image =>
  new Map([["batch", image.get("batch")!.filter((row) => row[1] !== alias)]]);
