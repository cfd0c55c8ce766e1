/** A branch's latest picture, made here and kept at headquarters until the next one. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Pulse } from "../../sync/core/pulse";
import { lastBackup } from "../backup";
import type { Deps } from "../deps";
import { type PrinterShown, printerShown } from "../devices/devices";
import { hallFigures } from "../queue/figures.usecase";
import { putAside } from "./supervision.store";

/** What this branch tells headquarters of itself. */
export const ownPulse = (deps: Deps): Pulse => {
  const { db, clock, self, sync } = deps;
  if (self.branch === null) throw new Error("headquarters tells nobody of itself");
  const nowMs = clock.nowMs();
  const hall = hallFigures({ db, nowMs, branch: self.branch });
  const printers = deps.printers.list().map(({ printer }) => printerShown(printer.status()));
  return {
    version: self.version,
    pendingOut: sync.pendingOut() ?? 0,
    aside: putAside(deps).reduce((sum, { count }) => sum + count, 0),
    queue: {
      waiting: hall.waiting,
      longestWaitMin:
        hall.oldestMs === null ? null : Math.max(0, Math.floor((nowMs - hall.oldestMs) / 60_000)),
      numbersToday: hall.numbers,
      servedToday: hall.served,
    },
    counters: { open: hall.countersOpen, all: hall.counters },
    printers: { good: printers.filter(canPrint).length, all: printers.length },
    disk: diskOf(db.filename),
    backupAtMs: lastBackup(dirname(db.filename))?.atMs ?? null,
  };
};

const canPrint = ({ online, paper, cover }: PrinterShown): boolean =>
  online && paper !== "out" && cover === "closed";

const diskOf = (file: string): Pulse["disk"] => {
  const { bavail, blocks, bsize } = statfsSync(dirname(file));
  return { freeBytes: bavail * bsize, allBytes: blocks * bsize };
};

export interface KeptPulse {
  readonly pulse: Pulse;
  readonly atMs: number;
}

/** In memory: a headquarters that starts anew has them all again within seconds. */
export class Pulses {
  private readonly byAlias = new Map<number, KeptPulse>();
  private readonly listeners: ((alias: number) => void)[] = [];

  keep(alias: number, kept: KeptPulse): void {
    this.byAlias.set(alias, kept);
    for (const listener of this.listeners) listener(alias);
  }

  /** After each picture that comes. */
  onKeep(listener: (alias: number) => void): void {
    this.listeners.push(listener);
  }

  all(): readonly (readonly [alias: number, kept: KeptPulse])[] {
    return [...this.byAlias];
  }

  of(alias: number): KeptPulse | undefined {
    return this.byAlias.get(alias);
  }
}
