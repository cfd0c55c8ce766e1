import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { peers } from "../.dev/peers";

type PeerCommand = (typeof peers)[number]["command"];

/** From the list of peers (`.dev/peers.ts`): tests that need it are skipped where it is absent. */
const program: PeerCommand = "socat";

/** Two device files of one cable, made by socat. */
export interface Cable {
  /** What the product opens, and what stands at the other end. */
  readonly ours: string;
  readonly theirs: string;
  /** Pulls the plug: both files are gone. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  /** The cable takes bytes and hands on none, as a device that hangs. */
  stall(): void;
  goOn(): void;
  close(): Promise<void>;
}

export const cable = async (): Promise<Cable> => {
  const folder = mkdtempSync(join(tmpdir(), "sto-line-"));
  const [ours, theirs] = [join(folder, "ours"), join(folder, "theirs")];
  let socat: ChildProcess | undefined;

  const plugIn = async () => {
    // Without `ignoreeof` the cable would be gone once either end lets go.
    socat = spawn(
      program,
      [ours, theirs].map((link) => `PTY,link=${link},raw,echo=0,ignoreeof`),
    );
    while (!existsSync(ours) || !existsSync(theirs)) await new Promise((turn) => setImmediate(turn));
  };
  const unplug = async () => {
    const last = socat;
    socat = undefined;
    if (!last) return;
    const gone = new Promise((exit) => last.once("exit", exit));
    last.kill("SIGKILL");
    await gone;
    for (const link of [ours, theirs]) rmSync(link, { force: true });
  };
  await plugIn();
  return {
    ours,
    theirs,
    unplug,
    plugIn,
    stall: () => void socat?.kill("SIGSTOP"),
    goOn: () => void socat?.kill("SIGCONT"),
    async close() {
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
