/**
 * A backup every night, by a process of its own: copying, packing and looking through a whole file takes a core for a while, and the
 * hall must not feel it.
 */
import type { Timers } from "../sync/core/timers";
import { ownCommand } from "./demo/child";
import type { LogFields } from "./log";
import { lastBackup } from "./backup";

const hourMs = 3_600_000;
const lookMs = 10 * 60_000;
/** Nobody is in the hall then. */
const nightHours = { from: 2, to: 5 } as const;

/**
 * Whether a backup is to be made now: each night once, or at once where the last one is older than a day and a half, because the
 * machine sleeps at night. `localHour`: of the branch, 0–23. `lastMs`: null where there is none.
 */
export const isBackupDue = (nowMs: number, localHour: number, lastMs: number | null): boolean => {
  if (lastMs === null || nowMs - lastMs > 36 * hourMs) return true;
  return localHour >= nightHours.from && localHour < nightHours.to && nowMs - lastMs > 12 * hourMs;
};

export interface NightlyBackup {
  readonly timers: Timers;
  readonly dataDir: string;
  /** The hour at the branch, 0–23. */
  readonly localHour: () => number;
  /** Makes one, in another process; the exit code and what it said. */
  readonly run: () => Promise<{ readonly exit: number; readonly said: string }>;
  readonly log: (event: string, fields: LogFields) => void;
}

/** Looks every ten minutes. Gives back how to stop. */
export const startNightlyBackup = ({ timers, dataDir, localHour, run, log }: NightlyBackup): (() => void) => {
  let cancel = () => {};
  const look = async () => {
    if (isBackupDue(timers.nowMs(), localHour(), lastBackup(dataDir)?.atMs ?? null)) {
      const { exit, said } = await run();
      log(exit === 0 ? "backup" : "backup-failed", { what: said.trim().split("\n")[0] ?? "" });
    }
    cancel = timers.after(lookMs, () => void look());
  };
  cancel = timers.after(lookMs, () => void look());
  return () => cancel();
};

/** A command of this program in a process of its own, at the end of the queue for the processor. */
export const runApart = async (
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly said: string }> => {
  const child = Bun.spawn(["nice", ...ownCommand(), ...args], { stdout: "pipe", stderr: "pipe" });
  const [out, wrong, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exit, said: exit === 0 ? out : wrong };
};
