/** The program itself as one process, for benches: a branch of its own with invented staff, reached over loopback. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock, systemRandom } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import type { Answer } from "./booking-client.testing";
import { demoCallers, type HeadersAs } from "./demo/client";
import { demoEnvironment } from "./demo/control";

export interface BenchBranch {
  readonly url: string;
  readonly headersAs: HeadersAs;
  /** Asks under `/api/v1`; throws on a refusal. */
  call(path: string, as: string, body?: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** `more`: further lines of its configuration. */
export const startBenchBranch = async (dir: string, more: readonly string[] = []): Promise<BenchBranch> => {
  const config = join(dir, "sto.toml");
  writeFileSync(
    config,
    [
      'role = "branch"',
      'branch = "SGR-HQ1"',
      "alias = 2",
      'data = "data"',
      'public_url = "http://localhost"',
      "[listen]",
      "port = 0",
      "[channels]",
      'spool = "spool"',
      ...more,
      "",
    ].join("\n"),
  );
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dirname, "main.ts"), "serve", "--config", config],
    {
      env: { ...process.env, ...demoEnvironment("http://127.0.0.1:9") },
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  let said = "";
  for await (const piece of child.stdout) {
    said += new TextDecoder().decode(piece);
    const port = /"event":"ready".*"port":(\d+)/.exec(said)?.[1];
    if (!port) continue;
    const url = `http://127.0.0.1:${port}`;
    // The address that the node calls its own is not the one where it is reached.
    const headersAs = demoCallers(url, "http://localhost");
    return {
      url,
      headersAs,
      call: async (path, as, body) => {
        const answer = await fetch(`${url}/api/v1${path}`, {
          method: body ? "POST" : "GET",
          headers: {
            ...(await headersAs(as)),
            "content-type": "application/json",
            "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
        return { status: answer.status, body: await answer.json() };
      },
      stop: async () => {
        child.kill();
        await child.exited;
      },
    };
  }
  throw new Error(`the node did not start:\n${said}`);
};
