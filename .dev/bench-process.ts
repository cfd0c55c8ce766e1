/** Starts a bench server and stops it again. */
import { join } from "node:path";

export interface BenchServer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export const startBenchServer = async (...args: string[]): Promise<BenchServer> => {
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, "bench-server.ts"), ...args], {
    stdout: "pipe",
    stderr: "inherit",
  });
  let text = "";
  for await (const piece of child.stdout) {
    text += new TextDecoder().decode(piece);
    const port = /listening (\d+)/.exec(text)?.[1];
    if (port) {
      return {
        port: Number(port),
        pid: child.pid,
        stop: async () => {
          child.kill();
          await child.exited;
        },
      };
    }
  }
  throw new Error("the bench server did not start");
};

/** Resident memory of a process in MB, from the kernel. */
export const residentMb = async (pid: number): Promise<number> => {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
};
