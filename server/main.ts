#!/usr/bin/env bun
/** `sto`: reads the command line and starts one thing. Exit codes: 0 good, 1 the operation failed, 2 wrong usage. */
import { parseArgs } from "node:util";
import pkg from "../package.json" with { type: "json" };
import { readConfig } from "./config";
import { demo } from "./demo/demo";
import { serve } from "./serve";

const help = `sto ${pkg.version}: appointments, check-in and queue of an immigration branch

  sto demo [--port 7100] [--data DIR] [--seed N] [--no-open]
      one headquarters and two branches on this machine, with emulated printers;
      with --seed, invented people wait in the halls of a new data folder (same seed, same people)
  sto serve --config sto.toml
      one node
  sto --version | --help
`;

const options = {
  config: { type: "string" },
  port: { type: "string" },
  data: { type: "string" },
  seed: { type: "string" },
  "no-open": { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** Options that each command takes; any other is wrong usage. */
const taken: { readonly [command: string]: readonly (keyof typeof options)[] } = {
  demo: ["port", "data", "seed", "no-open"],
  serve: ["config"],
};

const usage = (what: string): never => {
  console.error(`sto: ${what}\nRun sto --help for what there is.`);
  process.exit(2);
};

const whole = (name: string, text: string | undefined, otherwise: number, max: number): number => {
  if (text === undefined) return otherwise;
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= max
    ? number
    : usage(`--${name} takes a whole number from 0 to ${max}`);
};

const main = async (): Promise<number> => {
  let parsed;
  try {
    parsed = parseArgs({ args: Bun.argv.slice(2), options, allowPositionals: true });
  } catch (cause) {
    return usage(cause instanceof Error ? cause.message.split(". ")[0]! : String(cause));
  }
  const { values, positionals } = parsed;
  if (values.help) return say(help);
  if (values.version) return say(`${pkg.version}\n`);
  const [command, ...rest] = positionals;
  if (command === undefined) return usage("name a command");
  if (rest.length > 0) return usage(`${command} takes no ${rest[0]}`);
  const allowed = taken[command] ?? usage(`there is no command ${command}`);
  const strange = Object.keys(values).find((name) => !allowed.includes(name as keyof typeof options));
  if (strange) return usage(`${command} takes no --${strange}`);

  if (command === "demo") {
    return demo({
      port: whole("port", values.port, 7100, 65_000),
      dataDir: values.data,
      seed: values.seed === undefined ? undefined : whole("seed", values.seed, 0, 1_000_000),
      open: !values["no-open"],
    });
  }
  if (values.config === undefined) return usage("serve needs --config sto.toml");
  const config = readConfig(values.config);
  if (!config.ok) {
    console.error(`sto: ${config.error.file} cannot be used:`);
    for (const each of config.error.problems) console.error(`  - ${each}`);
    console.error("Correct the file and start again.");
    return 2;
  }
  return serve(config.value, pkg.version);
};

const say = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

process.exitCode = await main();
if (process.exitCode !== 0) process.exit();
