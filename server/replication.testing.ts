/**
 * Headquarters and branches as real processes: each its own folder, keys and port, and from each branch a wire to headquarters
 * that tests disturb. Everything ends with the test.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemRandom } from "../sync/core/clock";
import { openCredentials } from "../sync/credentials";
import { publicKeysOf } from "../sync/public-keys";
import { demoCallers, type HeadersAs } from "./demo/client";
import { demoEnvironment } from "./demo/control";
import { openDemoHall } from "./demo/hall";
import { freePort, scratch, sto, type Sto } from "./process.testing";
import { type FaultLine, startFaultLine } from "./replication-line.testing";

export interface ProcessNode {
  readonly alias: number;
  /** Null at headquarters. */
  readonly branch: string | null;
  readonly port: number;
  readonly file: string;
  /** Where its messages lie. */
  readonly spool: string;
  /** Who asks it: `officer:rohani`, `public:siti`. */
  readonly headersAs: HeadersAs;
  /** Its wire to headquarters; headquarters has none. */
  readonly line: FaultLine | undefined;
  /** Resolves when it answers: after a kill, when it is there again. */
  up(): Promise<void>;
  /** The process that runs now. */
  process(): Sto;
  /** On the program it had last, or from now on on another. */
  start(program?: string): Promise<void>;
  /** `kill -9`, as a power cut ends a process; resolves when nothing of it is left. */
  kill(): Promise<void>;
  /** As an administrator stops it; gives back the exit code. */
  stop(): Promise<number>;
}

export interface Country {
  readonly dir: string;
  readonly hq: ProcessNode;
  readonly branches: readonly ProcessNode[];
  readonly nodes: readonly ProcessNode[];
}

export interface CountryOptions {
  /** A built program; left out: Bun on this checkout. */
  readonly program?: string | undefined;
  /** Leave the halls as their calendars say; otherwise they are open around the clock. */
  readonly closed?: boolean;
}

const aliasOfHq = 1;

/**
 * Starts headquarters (alias 1) and these branches (aliases from 2), open around the clock. The branches open their days before
 * they hear of headquarters: so it gets its share of every hour of them.
 */
export const setupProcesses = async (
  codes: readonly string[],
  options: CountryOptions = {},
): Promise<Country> => {
  const dir = scratch();
  const members = [null, ...codes].map((branch, at) => ({ branch, alias: aliasOfHq + at }));
  const keys = keysOf(dir, members);
  const ports = new Map<number, number>();
  for (const { alias } of members) ports.set(alias, await freePort());
  const nodes: ProcessNode[] = [];
  for (const { branch, alias } of members) {
    const line = branch === null ? undefined : await startFaultLine(ports.get(aliasOfHq)!);
    onTestFinished(() => line?.close());
    const config = join(dir, `${alias}.toml`);
    const port = ports.get(alias)!;
    writeFileSync(
      config,
      [
        `role = "${branch === null ? "hq" : "branch"}"`,
        `alias = ${alias}`,
        `data = "${alias}"`,
        ...(branch === null ? [] : [`branch = "${branch}"`]),
        `public_url = "http://localhost:${port}"`,
        `[channels]\nspool = "spool-${alias}"`,
        `[listen]\nport = ${port}`,
        ...(line
          ? [`[hq]\nurl = "http://127.0.0.1:${line.port}"`, ...keyLines(aliasOfHq, keys)]
          : members
              .slice(1)
              .flatMap((other) => [
                `[[branches]]\ncode = "${other.branch}"\nurl = "http://localhost:${ports.get(other.alias)}"`,
                "[branches.node]",
                ...keyLines(other.alias, keys),
              ])),
      ].join("\n"),
    );
    nodes.push(processNode({ alias, branch, port, line, config, dir }, options));
  }
  const [hq, ...branches] = nodes as [ProcessNode, ...ProcessNode[]];
  if (options.closed) {
    await Promise.all(nodes.map((node) => node.start()));
    return { dir, hq, branches, nodes };
  }
  for (const { line } of branches) line!.set("cut");
  await Promise.all(nodes.map((node) => node.start()));
  await Promise.all(
    branches.map(({ port, headersAs }) =>
      openDemoHall(`http://127.0.0.1:${port}`, { seed: undefined, headersAs }),
    ),
  );
  for (const { line } of branches) line!.set("up");
  // A fresh start asks headquarters at once, whatever it waited for before.
  await Promise.all(branches.map((branch) => branch.kill().then(() => branch.start())));
  return { dir, hq, branches, nodes };
};

type Keys = ReadonlyMap<number, ReturnType<typeof publicKeysOf>>;

/** One index key for all, as headquarters hands it out. */
const keysOf = (dir: string, members: readonly { readonly alias: number }[]): Keys => {
  const { indexKey } = openCredentials(join(dir, String(aliasOfHq)), systemRandom);
  return new Map(
    members.map(({ alias }) => [
      alias,
      publicKeysOf(openCredentials(join(dir, String(alias)), systemRandom, { indexKey })),
    ]),
  );
};

const keyLines = (alias: number, keys: Keys): readonly string[] => {
  const { logKey, slipKey, boxKey } = keys.get(alias)!;
  return [`alias = ${alias}`, `log_key = "${logKey}"`, `slip_key = "${slipKey}"`, `box_key = "${boxKey}"`];
};

const processNode = (
  node: Pick<ProcessNode, "alias" | "branch" | "port" | "line"> & { config: string; dir: string },
  options: CountryOptions,
): ProcessNode => {
  let { program } = options;
  let running: Sto | undefined;
  let up = Promise.withResolvers<void>();
  const now = (): Sto => {
    if (!running) throw new Error(`node ${node.alias} was never started`);
    return running;
  };
  const ended = () => {
    up = Promise.withResolvers<void>();
    // Nobody may be waiting when the test ends.
    up.promise.catch(() => {});
  };
  return {
    ...node,
    file: join(node.dir, String(node.alias), "sto.db"),
    spool: join(node.dir, `spool-${node.alias}`),
    headersAs: demoCallers(`http://127.0.0.1:${node.port}`, `http://localhost:${node.port}`),
    up: () => up.promise,
    process: now,
    start: async (another = program) => {
      program = another;
      running = sto(["serve", "--config", node.config], {
        ...(program === undefined ? {} : { command: [program] }),
        env: demoEnvironment("http://127.0.0.1:1"),
      });
      await running.until('"event":"ready"');
      up.resolve();
    },
    kill: async () => {
      ended();
      now().kill("SIGKILL");
      await now().exited;
    },
    stop: async () => {
      ended();
      now().kill("SIGTERM");
      return now().exited;
    },
  };
};
