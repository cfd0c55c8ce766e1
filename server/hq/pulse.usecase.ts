/** A branch's latest picture, made here and kept at headquarters until the next one. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { Pulse } from "../../sync/core/pulse";
import { lastBackup } from "../backup";
import type { Deps } from "../deps";
import { type PrinterShown, printerShown } from "../devices/devices";
import { lookingNow } from "../booking/availability.usecase";
import { hallFigures } from "../queue/figures.usecase";
import { listStates } from "../screening/screen.usecase";
import { putAside } from "./supervision.store";

/** What this branch tells headquarters of itself. */
export const ownPulse = (deps: Deps): Pulse => {
  const { db, clock, self, sync } = deps;
  if (self.branch === null) throw new Error("headquarters tells nobody of itself");
  const nowMs = clock.nowMs();
  const hall = hallFigures({ db, nowMs, branch: self.branch });
  const printers = deps.printers.list().map(({ printer }) => printerShown(printer.status()));
  const lanes = deps.gates.list();
  const lists = listStates(lookingNow(deps), deps.screeningKeys);
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
    lists: {
      old: lists.filter(({ trouble }) => trouble === "old" || (trouble === "missing" && lanes.length > 0))
        .length,
    },
    lanes: {
      open: lanes.filter(({ mode }) => mode === "open").length,
      all: lanes.length,
      trouble: lanes.filter(
        ({ shown, mode }) => shown.step === "trouble" || (mode === "open" && shown.step === "out_of_service"),
      ).length,
    },
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
  private readonly wholeByAlias = new Map<number, number>();
  private readonly listeners: ((alias: number) => void)[] = [];

  keep(alias: number, kept: KeptPulse): void {
    this.byAlias.set(alias, kept);
    if (kept.pulse.pendingOut === 0) this.wholeByAlias.set(alias, kept.atMs);
    for (const listener of this.listeners) listener(alias);
  }

  /** After each picture that comes. */
  onKeep(listener: (alias: number) => void): void {
    this.listeners.push(listener);
  }

  all(): readonly (readonly [alias: number, kept: KeptPulse])[] {
    return [...this.byAlias];
  }

  /** When a node last told that it has nothing on its way; 0: never. */
  wholeAtMs(alias: number): number {
    return this.wholeByAlias.get(alias) ?? 0;
  }

  of(alias: number): KeptPulse | undefined {
    return this.byAlias.get(alias);
  }
}
