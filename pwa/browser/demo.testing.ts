/** The program as `sto demo`, started for a room and stopped with it. */
import { join } from "node:path";
import { utcToLocal } from "../../server/calendar/time-zone";
import { systemClock } from "../../sync/core/clock";
import { aheadOfMidnightMs, clockAhead, setAhead } from "./clock-ahead.testing";

const program = join(import.meta.dirname, "..", "..", "server", "main.ts");

/** The day that a room lives in when it is opened now. */
export const roomDate = (): string => {
  const nowMs = systemClock.nowMs();
  return utcToLocal("Asia/Kuala_Lumpur", nowMs + aheadOfMidnightMs(nowMs)).date;
};

export const startDemo = (port: number, folder: string) => {
  setAhead(folder, aheadOfMidnightMs(systemClock.nowMs()));
  const child = Bun.spawn(
    [process.execPath, program, "demo", "--port", String(port), "--data", folder, "--no-open"],
    {
      stdout: "pipe",
      stderr: "pipe",
      cwd: folder,
      env: { ...process.env, ...clockAhead(folder) },
    },
  );
  let said = "";
  const opened = Promise.withResolvers<void>();
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const piece of stream) {
      said += decoder.decode(piece, { stream: true });
      if (said.includes("Ctrl+C")) opened.resolve();
    }
  };
  void read(child.stdout);
  void read(child.stderr);
  void child.exited.then((code) => opened.reject(new Error(`the demo ended with ${code}:\n${said}`)));
  return {
    ready: opened.promise,
    stop: async () => {
      opened.promise.catch(() => {});
      child.kill("SIGTERM");
      await child.exited;
    },
  };
};

/**
 * The demo takes six ports in a row, the last two for training. Below those that the system hands to whoever calls (from 32,768 on), so that no browser's call
 * takes one meanwhile; each process begins to look elsewhere, because two rooms open at a time.
 */
export const sixFreePorts = (): number => {
  for (let first = 20_000 + (process.pid % 2_000) * 6; first < 32_700; first += 6)
    if ([0, 1, 2, 4, 5].every((at) => isFree(first + at))) return first;
  throw new Error("no six free ports in a row");
};

const isFree = (port: number): boolean => {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
};
