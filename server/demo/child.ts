/** One child of the demo: started again when it exits, stopped with the demo. */
import { type Cancel, type Timers, systemTimers } from "../../sync/core/timers";
import { afterExit } from "./restarts";

export interface Child {
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: { readonly [name: string]: string };
  /** A line it said, or one of ours about it: `{"event":"exited"}` (another start follows), `{"event":"given-up"}`. */
  readonly onLine: (line: string) => void;
  readonly timers?: Timers;
}

/** This program again: itself when compiled, Bun with this checkout's entry otherwise. */
export const ownCommand = (): readonly string[] =>
  Bun.main.startsWith("/$bunfs") ? [process.execPath] : [process.execPath, Bun.main];

export const startChild = (options: ChildOptions): Child => {
  const { name, command, env, onLine, timers = systemTimers } = options;
  let stopping = false;
  let failures = 0;
  let cancel: Cancel = () => {};
  let current: ReturnType<typeof run>;

  const run = () => {
    const startedMs = timers.nowMs();
    const child = Bun.spawn([...command], {
      env: { ...process.env, ...env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
      onExit: (_child, code) => {
        if (stopping) return;
        const next = afterExit(failures, timers.nowMs() - startedMs, code);
        failures = next.failures;
        if (next.type === "GiveUp") return onLine(JSON.stringify({ event: "given-up", name, code }));
        cancel = timers.after(next.delayMs, () => (current = run()));
        onLine(JSON.stringify({ event: "exited", name, code, againMs: next.delayMs }));
      },
    });
    void readLines(child.stdout, onLine);
    return child;
  };
  current = run();
  return {
    stop: async () => {
      stopping = true;
      cancel();
      current.kill("SIGTERM");
      await current.exited;
    },
  };
};

const readLines = async (
  stream: ReadableStream<Uint8Array>,
  onLine: (line: string) => void,
): Promise<void> => {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const piece of stream) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  }
};
