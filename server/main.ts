#!/usr/bin/env bun
/** `sto`: reads the command line and starts one thing. Exit codes: 0 good, 1 the operation failed, 2 wrong usage. */
import { parseArgs } from "node:util";
import pkg from "../package.json" with { type: "json" };
import { readConfig } from "./config";
import { demo } from "./demo/demo";
import { backup } from "./backup";
import { didYouMean } from "./did-you-mean";
import { doctor } from "./doctor";
import { enrol } from "./enrol";
import { restore } from "./restore";
import { rotateKeys } from "./rotate";
import { serve } from "./serve";
import { simulate } from "./simulate";
import { snapshot } from "./snapshot";
import { exportLog, importLog } from "./usb-command";
import { verifyNode, verifyProof } from "./verify";

const help = `sto ${pkg.version}: appointments, check-in and queue of an immigration branch

  sto demo [--port 7100] [--data DIR] [--seed N] [--no-open]
      one headquarters and two branches on this machine, with emulated printers;
      with --seed, invented people wait in the halls of a new data folder (same seed, same people)
  sto serve --config sto.toml
      one node
  sto doctor --config sto.toml
      what is well with a node and what is not, and what to do about it
  sto backup --config sto.toml [--to DIR]
      the node's folder as one file, tried at once; only headquarters' key of this week opens it, for five weeks
  sto restore --from FILE --hq URL --code CODE [--data DIR] [--url URL] [--port 7100]
      a new box goes on for a dead one: by a one-time code, with what only the backup has
  sto enrol --hq URL --code CODE [--data DIR] [--url URL] [--port 7100]
      makes this box a node of its branch, by the one-time code of an administrator at headquarters
  sto export-log --config sto.toml --to FILE [--branch CODE]
      where there is no line: a file for a USB stick with what the other side lacks, sealed and signed; at headquarters
      for one branch, at a branch for headquarters. Beside the running node, or with it stopped
  sto import-log --config sto.toml FILE
      takes such a file in; the same file twice changes nothing
  sto snapshot --config sto.toml --branch CODE
      headquarters: makes the file with which a new box of a branch begins; a box that asks has it made, too
  sto rotate --config sto.toml
      new keys for a node: it asks headquarters for them when it is started next
  sto simulate [--port 7300] [--seed N]
      registries of other authorities that answer as they are told, for a try-out; prints what sto.toml says of them
  sto verify --config sto.toml [--checkpoint FILE]
      whether a node's log, tables and audit log are what was signed; changes nothing
  sto verify --proof FILE --key LINE
      a proof from an audit log, with the key of that log and nothing else
  sto --version | --help
`;

const options = {
  config: { type: "string" },
  checkpoint: { type: "string" },
  proof: { type: "string" },
  key: { type: "string" },
  port: { type: "string" },
  data: { type: "string" },
  seed: { type: "string" },
  "no-open": { type: "boolean" },
  to: { type: "string" },
  from: { type: "string" },
  hq: { type: "string" },
  code: { type: "string" },
  branch: { type: "string" },
  url: { type: "string" },
  version: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Options that each command takes; any other is wrong usage. */
const taken: { readonly [command: string]: readonly (keyof typeof options)[] } = {
  demo: ["port", "data", "seed", "no-open"],
  serve: ["config"],
  doctor: ["config"],
  backup: ["config", "to"],
  restore: ["from", "hq", "code", "data", "url", "port"],
  enrol: ["hq", "code", "data", "url", "port"],
  "export-log": ["config", "to", "branch"],
  "import-log": ["config"],
  snapshot: ["config", "branch"],
  rotate: ["config"],
  simulate: ["port", "seed"],
  verify: ["config", "checkpoint", "proof", "key"],
};

const commands = Object.keys(taken);

const usage = (what: string): never => {
  console.error(`sto: ${what}\nRun sto --help for what there is.`);
  process.exit(2);
};

const whole = (name: string, text: string, min: number, max: number): number => {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= min && number <= max
    ? number
    : usage(`--${name} takes a whole number from ${min} to ${max}, not ${text || "nothing"}`);
};

const optionMistake = (cause: unknown, command: string | undefined): string => {
  const { code, message } = cause as { readonly code?: string; readonly message: string };
  const named = /--[\w-]+/.exec(message)?.[0] ?? "that option";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const name = /'(-[^'\s]*)/.exec(message)?.[1] ?? named;
    return `there is no option ${name}${didYouMean(name, optionNames(command))}`;
  }
  if (message.includes("does not take an argument")) return `${named} takes no value`;
  return /argument missing|ambiguous/.test(message)
    ? `${named} needs a value after it`
    : message.split("\n")[0]!;
};

/** Of the command that was named; of all where none was. */
const optionNames = (command: string | undefined): readonly string[] =>
  [...(taken[command ?? ""] ?? Object.keys(options)), "version", "help"].map((name) => `--${name}`);

const main = async (): Promise<number> => {
  let parsed;
  try {
    parsed = parseArgs({ args: Bun.argv.slice(2), options, allowPositionals: true });
  } catch (cause) {
    return usage(
      optionMistake(
        cause,
        Bun.argv.slice(2).find((word) => !word.startsWith("-")),
      ),
    );
  }
  const { values, positionals } = parsed;
  if (values.help) return say(help);
  if (values.version) return say(`${pkg.version}\n`);
  const [command, ...rest] = positionals;
  if (command === undefined)
    return usage(`name a command: ${commands.slice(0, -1).join(", ")} or ${commands.at(-1)}`);
  const allowed =
    taken[command] ??
    usage(`there is no command ${command}${didYouMean(command, [...commands, "--help", "--version"])}`);
  const file = command === "import-log" ? rest.shift() : undefined;
  if (rest.length > 0) return usage(`${command} takes no ${rest[0]}${hintFor(command, rest[0]!)}`);
  const strange = Object.keys(values).find((name) => !allowed.includes(name as keyof typeof options));
  if (strange) return usage(`${command} takes no --${strange}`);

  if (command === "demo") {
    return demo({
      port: values.port === undefined ? 7100 : whole("port", values.port, 1, portMax),
      dataDir: values.data,
      seed: values.seed === undefined ? undefined : whole("seed", values.seed, 0, 1_000_000),
      open: !values["no-open"],
    });
  }
  if (command === "simulate")
    return simulate(
      values.port === undefined ? 7300 : whole("port", values.port, 1, 65_535),
      values.seed ?? "0",
    );
  if (command === "enrol" || command === "restore") {
    const { hq, code, from } = values;
    if (hq === undefined || code === undefined)
      return usage(`${command} needs headquarters' address and the code: --hq URL --code CODE`);
    const port = values.port === undefined ? 7100 : whole("port", values.port, 1, 65_535);
    const url = values.url ?? `http://localhost:${port}`;
    for (const [name, address] of [
      ["hq", hq],
      ["url", url],
    ] as const)
      if (!URL.canParse(address))
        return usage(`--${name} takes a full address, for example https://sto.example.my`);
    const options = { hq, code, dir: values.data ?? "sto", url, port };
    if (command === "enrol") return enrol(options);
    return from === undefined
      ? usage("restore needs the backup: --from FILE")
      : restore({ ...options, from });
  }
  if (values.proof !== undefined) {
    if (values.key === undefined)
      return usage("--proof needs the key line of the log it is from: --key LINE");
    return verifyProof(values.proof, values.key);
  }
  if (values.config === undefined)
    return usage(`${command} needs the configuration of its node: --config sto.toml`);
  const config = readConfig(values.config);
  if (!config.ok) {
    console.error(`sto: ${config.error.file} cannot be used:`);
    for (const each of config.error.problems) console.error(`  - ${each}`);
    console.error("Correct the file and start again.");
    return 2;
  }
  if (command === "export-log")
    return values.to === undefined
      ? usage("export-log needs a name for the file: --to FILE")
      : exportLog(config.value, values.to, values.branch);
  if (command === "import-log")
    return file === undefined
      ? usage("import-log needs the file: sto import-log --config sto.toml FILE")
      : importLog(config.value, file);
  if (command === "snapshot")
    return values.branch === undefined
      ? usage("snapshot needs the branch: --branch CODE")
      : snapshot(config.value, pkg.version, values.branch);
  if (command === "backup") return backup(config.value, pkg.version, values.to);
  if (command === "doctor") return doctor(config.value, pkg.version);
  if (command === "rotate") return rotateKeys(config.value);
  return command === "verify"
    ? verifyNode(config.value, values.checkpoint)
    : serve(config.value, pkg.version, values.config);
};

/** The branches of a demo listen on the next two ports. */
const portMax = 65_535 - 2;

const hintFor = (command: string, word: string): string =>
  command === "serve" && word.endsWith(".toml") ? `; did you mean --config ${word}?` : "";

const say = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

process.exitCode = await main();
if (process.exitCode !== 0) process.exit();
