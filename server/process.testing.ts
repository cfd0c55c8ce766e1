/** Real processes for tests: the program itself, on free ports, ended by its own id. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const main = join(import.meta.dirname, "main.ts");

export const scratch = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "sto-process-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

/** A port nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** The first of `count` ports in a row that nobody listens on now. */
export const freePorts = async (count: number): Promise<number> => {
  for (;;) {
    const first = await freePort();
    const rest = await Promise.all(Array.from({ length: count - 1 }, (_, at) => isFree(first + at + 1)));
    if (first + count < 65_000 && rest.every(Boolean)) return first;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

export interface Sto {
  readonly pid: number;
  readonly exited: Promise<number>;
  /** Everything it said so far. */
  said(): string;
  /** Resolves when it has said this. */
  until(text: string | RegExp): Promise<void>;
  kill(signal: "SIGTERM" | "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
}

/** Starts `sto` with these arguments; `command` replaces Bun and the checkout by a built program. */
export const sto = (
  args: readonly string[],
  options: { env?: Record<string, string>; command?: readonly string[]; cwd?: string } = {},
): Sto => {
  const child = Bun.spawn([...(options.command ?? [process.execPath, main]), ...args], {
    stdout: "pipe",
    stderr: "pipe",
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, ...options.env },
  });
  let text = "";
  let onText = () => {};
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const piece of stream) {
      text += decoder.decode(piece, { stream: true });
      onText();
    }
  };
  const reading = Promise.all([read(child.stdout), read(child.stderr)]);
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await child.exited;
  });
  return {
    pid: child.pid,
    exited: child.exited.then(async (code) => (await reading, code)),
    said: () => text,
    until: (wanted) =>
      new Promise((resolve, reject) => {
        onText = () => {
          if (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)) resolve();
        };
        void child.exited.then((code) =>
          reject(new Error(`sto ended with ${code} before it said ${wanted}:\n${text}`)),
        );
        onText();
      }),
    kill: (signal) => child.kill(signal),
  };
};

/** A branch's configuration in a folder of its own. */
export const branchConfig = (dir: string, port: number, more = ""): string => {
  const file = join(dir, "sto.toml");
  writeFileSync(
    file,
    `role = "branch"\nbranch = "SGR-KLJ"\nalias = 2\ndata = "data"\npublic_url = "http://localhost:${port}"\n${more}\n[listen]\nport = ${port}\n`,
  );
  return file;
};
