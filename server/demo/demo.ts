/** `sto demo`: a supervisor of three nodes (headquarters and two branches) and of the devices they drive. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startPrinterEmulator, type PrinterEmulator } from "../../hardware/emulator/printer";
import { systemTimers } from "../../sync/core/timers";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { openCredentials } from "../../sync/credentials";
import { publicKeysOf } from "../../sync/public-keys";
import { diskRefused } from "../start-failure";
import { agencyLines, startAgencies } from "./agencies";
import { type Child, ownCommand, startChild } from "./child";
import { demoEnvironment } from "./control";
import { type DemoGates, startDemoGates } from "./gates";
import { openDemoHall } from "./hall";
import { type DemoLine, startLine } from "./line";
import { answerRoom, type DemoNode } from "./room";

export interface DemoOptions {
  /** Headquarters listens here, the branches on the next two ports. */
  readonly port: number;
  readonly dataDir: string | undefined;
  /** Invented people wait in the halls of a new data folder: the same seed, the same people. Undefined: nobody. */
  readonly seed: number | undefined;
  readonly open: boolean;
}

const readyMsMax = 60_000;

/** The branch that stands at a border crossing. */
const laneBranch = "JHR-HQ1";
/** A branch's training listens so far above the branch. */
const trainingPortStep = 3;
/** Where the demo's agencies put their lists down. */
const inboxName = "lists";

/** Runs until SIGTERM or SIGINT. Resolves to the exit code. */
export const demo = async (options: DemoOptions): Promise<number> => {
  const dataDir = resolve(options.dataDir ?? join(process.cwd(), ".sto-demo"));
  const refused = makeFolders(dataDir);
  if (refused) {
    console.error(refused);
    return 1;
  }
  const nodes: readonly DemoNode[] = [
    { id: "hq", role: "hq", branch: null, alias: 1, port: options.port },
    { id: "sgr-hq1", role: "branch", branch: "SGR-HQ1", alias: 2, port: options.port + 1 },
    { id: "jhr-hq1", role: "branch", branch: "JHR-HQ1", alias: 3, port: options.port + 2 },
  ];
  const busy = nodes.find(({ port }) => !isFree(port));
  if (busy) {
    console.error(
      `sto: port ${busy.port} is in use.\nStop what uses it, or give another: sto demo --port 7200`,
    );
    return 1;
  }

  const emulators = new Map<string, PrinterEmulator>();
  /** When each piece of paper came out, by branch and serial number. */
  const printedAtMs = new Map<string, number>();
  for (const { id, role } of nodes) {
    if (role !== "branch") continue;
    const emulator = await startPrinterEmulator({ timers: systemTimers, rowsPerSecond: 1200 });
    emulator.onTicket(({ serial }) => printedAtMs.set(`${id}/${serial}`, systemClock.nowMs()));
    emulators.set(id, emulator);
  }
  const lines = new Map<string, DemoLine>();
  for (const node of nodes) if (node.role === "branch") lines.set(node.id, await startLine(options.port));
  const gates = new Map<string, DemoGates>();
  for (const { id, branch } of nodes) if (branch === laneBranch) gates.set(id, await startDemoGates(id));
  const endAgencies = startAgencies(join(dataDir, inboxName), systemTimers);
  const ready = new Set<string>();
  const control = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) =>
      answerRoom(request, { nodes, emulators, lines, gates, printedAtMs, ready, dataDir, url: urlOf }),
  });
  const env = demoEnvironment(`http://127.0.0.1:${control.port}`);
  const waiting = Promise.withResolvers<void>();
  let failed = false;
  const giveUp = (sentence: string) => {
    failed = true;
    console.error(`sto: ${sentence}`);
    waiting.resolve();
  };
  const keys = keysOfNodes(dataDir, nodes);
  const children: Child[] = nodes.map((node) => {
    const config = writeConfig(dataDir, node, nodes, {
      keys,
      printerPort: emulators.get(node.id)?.port,
      linePort: lines.get(node.id)?.port,
      gateLines: node.role === "hq" ? agencyLines : (gates.get(node.id)?.configLines ?? []),
    });
    return startChild({
      name: node.id,
      command: [...ownCommand(), "serve", "--config", config],
      env,
      onLine: (line) => {
        if (line.includes('"event":"ready"')) {
          ready.add(node.id);
          if (ready.size === nodes.length) waiting.resolve();
        } else if (line.includes('"event":"given-up"') || (hasExited(line) && !ready.has(node.id)))
          giveUp(`node ${node.id} does not run. ${next(dataDir)}`);
        else if (line.includes('"event":"error"')) console.error(line);
      },
    });
  });

  const timer = setTimeout(
    () => giveUp(`a node did not start in ${readyMsMax / 1000} s. ${next(dataDir)}`),
    readyMsMax,
  );
  const stopped = new Promise<void>((done) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => done());
  });
  await Promise.race([waiting.promise, stopped]);
  clearTimeout(timer);
  if (!failed && ready.size === nodes.length) {
    for (const node of nodes) {
      if (node.role === "branch")
        await openDemoHall(urlOf(node), { seed: seedOf(node, options.seed) }).catch((cause: unknown) =>
          console.error(`sto: ${String(cause)}`),
        );
    }
    console.log(welcome(nodes));
    if (options.open) openBrowser(`${urlOf(nodes[0]!)}/demo`);
    await stopped;
  }
  await Promise.all(children.map((child) => child.stop()));
  for (const emulator of emulators.values()) await emulator.close();
  for (const line of lines.values()) line.close();
  for (const each of gates.values()) await each.close();
  endAgencies();
  await control.stop(true);
  process.exit(failed ? 1 : 0);
};

/** Why the folder cannot be used; undefined when it can. */
const makeFolders = (dataDir: string): string | undefined => {
  try {
    for (const kind of ["sms", "mail"]) mkdirSync(join(dataDir, "spool", kind), { recursive: true });
    return undefined;
  } catch (cause) {
    return diskRefused(dataDir, cause) ?? String(cause);
  }
};

/** A node that ran before comes back by itself; one that never did has said why, and would only say it again. */
const hasExited = (line: string): boolean => line.includes('"event":"exited"');

const next = (dataDir: string): string =>
  `See the messages above; a new folder starts afresh: --data DIR (this one is ${dataDir}).`;

/** Each hall has people of its own. */
const seedOf = ({ alias }: DemoNode, seed: number | undefined): number | undefined =>
  seed === undefined ? undefined : seed * 1024 + alias;

const urlOf = (node: DemoNode): string => `http://localhost:${node.port}`;

const isFree = (port: number): boolean => {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
};

type DemoKeys = ReadonlyMap<string, ReturnType<typeof publicKeysOf>>;

/** The demo makes its nodes' keys itself, with one index key for all, and so can tell each of the others'. */
const keysOfNodes = (dataDir: string, nodes: readonly DemoNode[]): DemoKeys => {
  const [hq, ...branches] = nodes.map((node) => ({ node, dir: join(dataDir, node.id) }));
  const first = openCredentials(hq!.dir, systemRandom);
  return new Map([
    [hq!.node.id, publicKeysOf(first)],
    ...branches.map(
      ({ node, dir }) =>
        [node.id, publicKeysOf(openCredentials(dir, systemRandom, { indexKey: first.indexKey }))] as const,
    ),
  ]);
};

const writeConfig = (
  dataDir: string,
  node: DemoNode,
  nodes: readonly DemoNode[],
  parts: {
    readonly keys: DemoKeys;
    readonly printerPort: number | undefined;
    /** Where this branch finds headquarters: a line that the demo room can cut. */
    readonly linePort: number | undefined;
    readonly gateLines: readonly string[];
  },
): string => {
  const others = nodes.filter((other) => other.branch !== null && other !== node);
  const keyLines = ({ id, alias }: DemoNode) => {
    const { logKey, slipKey, boxKey } = parts.keys.get(id)!;
    return [`alias = ${alias}`, `log_key = "${logKey}"`, `slip_key = "${slipKey}"`, `box_key = "${boxKey}"`];
  };
  const lines = [
    `role = "${node.role}"`,
    ...(node.branch ? [`branch = "${node.branch}"`] : []),
    `alias = ${node.alias}`,
    `data = "${node.id}"`,
    ...(node.role === "hq" ? [`lists_inbox = "${inboxName}"`] : []),
    `public_url = "${urlOf(node)}"`,
    ...(node.role === "branch" ? [`hq_url = "${urlOf(nodes[0]!)}"`] : []),
    "",
    "[listen]",
    'host = "127.0.0.1"',
    `port = ${node.port}`,
    "",
    "[channels]",
    'spool = "spool"',
    ...(parts.linePort === undefined
      ? []
      : ["", "[hq]", `url = "http://127.0.0.1:${parts.linePort}"`, ...keyLines(nodes[0]!)]),
    ...others.flatMap((other) => [
      "",
      "[[branches]]",
      `code = "${other.branch}"`,
      `url = "${urlOf(other)}"`,
      ...(node.role === "hq" ? ["[branches.node]", ...keyLines(other)] : []),
    ]),
    ...(parts.printerPort === undefined
      ? []
      : [
          "",
          "[[printers]]",
          'id = "printer"',
          'name = "Pencetak kios"',
          'host = "127.0.0.1"',
          `port = ${parts.printerPort}`,
        ]),
    ...parts.gateLines,
    ...(node.branch === null
      ? []
      : [
          "",
          "[training]",
          `port = ${node.port + trainingPortStep}`,
          `public_url = "http://localhost:${node.port + trainingPortStep}"`,
        ]),
  ];
  const file = join(dataDir, `${node.id}.toml`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
};

const welcome = (nodes: readonly DemoNode[]): string => {
  const branches = nodes.filter(({ role }) => role === "branch");
  const line = (what: string, url: string) => `    ${what.padEnd(34)}${url}`;
  return [
    "",
    "  STO edge, a demonstration. Nothing here is official.",
    "",
    line("Bilik demo / demo room", `${urlOf(nodes[0]!)}/demo`),
    line("Buat temujanji / book anywhere", `${urlOf(nodes[0]!)}/book`),
    line("Talian & hak / line & rights", `${urlOf(nodes[0]!)}/line`),
    ...branches.flatMap((node) => [
      "",
      `  ${node.branch}`,
      line("Buat temujanji / book", `${urlOf(node)}/book`),
      line("Kios / kiosk", `${urlOf(node)}/kiosk`),
      line("Kaunter / counter", `${urlOf(node)}/counter`),
      line("Paparan dewan / hall display", `${urlOf(node)}/display`),
      line("Hari cawangan / branch day", `${urlOf(node)}/branch`),
      ...(node.branch === laneBranch ? [line("Lorong / gate lanes", `${urlOf(node)}/gates`)] : []),
    ]),
    "",
    "  Ctrl+C stops everything.",
    "",
  ].join("\n");
};

/** Shows the demo room on a desktop; a machine without one just prints the address. */
const openBrowser = (url: string): void => {
  const command =
    process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  if (
    !Bun.which(command) ||
    (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"])
  )
    return;
  Bun.spawn([command, url], { stdio: ["ignore", "ignore", "ignore"] }).unref();
};
