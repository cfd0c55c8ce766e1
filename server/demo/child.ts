/** One child of the demo: started again when it exits, stopped with the demo. */
export interface Child {
  stop(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly onLine: (line: string) => void;
}

const restartMs = 500;
const restartsMax = 20;

/** This program again: itself when compiled, Bun with this checkout's entry otherwise. */
export const ownCommand = (): readonly string[] =>
  Bun.main.startsWith("/$bunfs") ? [process.execPath] : [process.execPath, Bun.main];

export const startChild = ({ name, command, env, onLine }: ChildOptions): Child => {
  let stopping = false;
  let restarts = 0;
  let current: ReturnType<typeof run>;

  const run = () => {
    const child = Bun.spawn([...command], {
      env: { ...process.env, ...env },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
      onExit: (_child, code) => {
        if (stopping) return;
        restarts += 1;
        if (restarts > restartsMax) return onLine(JSON.stringify({ event: "given-up", name, code }));
        setTimeout(() => {
          if (!stopping) current = run();
        }, restartMs);
      },
    });
    void readLines(child.stdout, onLine);
    return child;
  };
  current = run();
  return {
    stop: async () => {
      stopping = true;
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
