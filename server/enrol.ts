/**
 * `sto enrol`: makes a new box a node of headquarters' roster, by the one-time code that an administrator read out. What it leaves is a
 * folder that `sto serve` runs: the configuration, and the node's keys. Run again after a lost answer it asks with the same keys, and
 * headquarters answers as before.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemRandom } from "../sync/core/clock";
import { err, ok, type Result } from "../sync/core/result";
import { type Credentials, credentialsName, openCredentials } from "../sync/credentials";
import {
  type EnrolAsk,
  keysOfCode,
  keysOfShared,
  makeAsk,
  openWelcome,
  parseNodeCode,
  type SealedWelcome,
  type Welcome,
} from "../sync/enrolment";
import type { FormerKey } from "../sync/rotation";
import { syncPath } from "../sync/transport";
import { bringSnapshot, saysSnapshot, type SnapshotFor } from "./take-snapshot";

export interface EnrolOptions {
  /** Headquarters' address, as the new node will reach it. */
  readonly hq: string;
  readonly code: string;
  /** The node's folder; made when it is not there. */
  readonly dir: string;
  /** The address people will use. */
  readonly url: string;
  readonly port: number;
}

export const configName = "sto.toml";
export const dataName = "data";
/** The keys of a box that has asked and has no answer yet. */
const askedName = "enrol.json";

const answerMsMax = 20_000;

/** Resolves to the exit code. */
export const enrol = async (options: EnrolOptions): Promise<number> => {
  const joined = await joinRoster(options);
  if (!joined.ok) {
    console.error(`sto: ${joined.error}`);
    return 1;
  }
  const brought = await bringSnapshot(snapshotFor(options, joined.value));
  console.log(
    brought.ok
      ? saysSnapshot(brought.value)
      : `Without headquarters' snapshot: ${brought.error}.\nThe box is enrolled all the same: when it is served it tries once more, and else hears everything from headquarters' log, which takes longer.`,
  );
  console.log(saysWho(joined.value, options.dir));
  return 0;
};

/** Where a box that was just enrolled takes its snapshot from. */
export const snapshotFor = (
  { hq, dir }: Pick<EnrolOptions, "hq" | "dir">,
  { alias, branch, hq: entry }: Welcome,
): SnapshotFor => ({
  data: join(dir, dataName),
  alias,
  branch,
  hq: { url: hq, alias: entry.alias, logKey: entry.logKey },
  progress: showProgress(),
});

/** On a terminal a line that counts; nothing in a log. */
const showProgress = (): NonNullable<SnapshotFor["progress"]> => {
  if (!process.stdout.isTTY) return () => {};
  return (bytes, of) =>
    process.stdout.write(
      `\rSnapshot: ${(bytes / 1e6).toFixed(1)} of ${(of / 1e6).toFixed(1)} MB${bytes >= of ? "\n" : ""}`,
    );
};

/** Who the box is now, and how it is started. */
export const saysWho = ({ alias, branch, heirOf }: Welcome, dir: string): string => {
  const config = join(dir, configName);
  return [
    `This box is node ${alias}, branch ${branch}${heirOf === null ? "" : `, and goes on for node ${heirOf}`}.`,
    `Its keys are in ${join(dir, dataName, credentialsName)}, its configuration in ${config}: name its printers there.`,
    `Start it: sto serve --config ${config}`,
  ].join("\n");
};

/** Makes the box a node: its folder has configuration and keys when this resolves. What is wrong comes back as a sentence. */
export const joinRoster = async ({
  hq,
  code: typed,
  dir,
  url,
  port,
}: EnrolOptions): Promise<Result<Welcome, string>> => {
  const code = parseNodeCode(typed);
  if (code === undefined)
    return err(
      "that is no enrolment code: it has seven groups of four letters and digits.\nCopy it once more.",
    );
  if (existsSync(join(dir, configName)))
    return err(
      `${dir} holds a node already.\nGive the new one a folder of its own with --data; nothing was changed.`,
    );
  const seeds = seedsIn(dir);
  const keys = keysOfCode(code);
  const answered = await ask(hq, makeAsk(keys, seeds));
  if (!answered.ok) return err(`${answered.error}\nNothing was changed; the same command may be run again.`);
  const welcome = openWelcome(keys, seeds.boxSeed, answered.value);
  if (!welcome)
    return err(
      `whoever answers at ${hq} does not know the code: it is not headquarters.\nCheck the address.`,
    );
  openCredentials(join(dir, dataName), systemRandom, { ...seeds, ...keysOfShared(welcome.shared) });
  const config = join(dir, configName);
  writeFileSync(`${config}.part`, configOf(welcome, { hq, url, port }), { flush: true });
  renameSync(`${config}.part`, config);
  rmSync(join(dir, askedName), { force: true });
  return ok(welcome);
};

type Seeds = Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">;

const seedNames = ["logSeed", "slipSeed", "boxSeed"] as const;

/** The keys this box asks with: made here, kept until they are the node's. */
const seedsIn = (dir: string): Seeds => {
  const file = join(dir, askedName);
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const fresh = seedNames.map((name) => [name, Buffer.from(systemRandom.bytes(32)).toString("base64")]);
    writeFileSync(`${file}.part`, JSON.stringify(Object.fromEntries(fresh)), { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
  }
  const kept = JSON.parse(readFileSync(file, "utf8")) as { readonly [name in keyof Seeds]: string };
  const seed = (name: keyof Seeds) => new Uint8Array(Buffer.from(kept[name], "base64"));
  return { logSeed: seed("logSeed"), slipSeed: seed("slipSeed"), boxSeed: seed("boxSeed") };
};

const ask = async (hq: string, question: EnrolAsk): Promise<Result<SealedWelcome, string>> => {
  let response: Response;
  try {
    response = await fetch(hq.replace(/\/$/, "") + syncPath.enrol, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
      redirect: "error",
      signal: AbortSignal.timeout(answerMsMax),
    });
  } catch (cause) {
    return err(`${hq} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const body = (await response.json().catch(() => undefined)) as
    | (Partial<SealedWelcome> & { readonly code?: string })
    | undefined;
  if (response.status === 200 && typeof body?.box === "string" && typeof body.mac === "string")
    return ok({ box: body.box, mac: body.mac });
  return err(
    refusedBecause[body?.code ?? ""] ?? `${hq} does not answer like headquarters (${response.status}).`,
  );
};

const refusedBecause: { readonly [code: string]: string } = {
  node_code_wrong:
    "headquarters does not take this code: mistyped, older than ten minutes, or used by another box. Ask for a new one.",
  too_many_tries: "too many tries from this network: wait ten minutes.",
  roster_full: "headquarters has 1,023 nodes in its roster and takes no more.",
};

const configOf = (
  { alias, branch, incarnation, rpId, hq: of }: Welcome,
  { hq, url, port }: Pick<EnrolOptions, "hq" | "url" | "port">,
): string => {
  const text = JSON.stringify;
  const { alias: hqAlias, logKey, slipKey, boxKey, former = [] } = of;
  return `# Written by sto enrol. Printers, channels and certificates: see server/README.md.
role = "branch"
branch = ${text(branch)}
alias = ${alias}
incarnation = ${incarnation}
data = ${text(dataName)}
public_url = ${text(url)}
rp_id = ${text(rpId)}
hq_url = ${text(hq)}

[listen]
host = "127.0.0.1"
port = ${port}

[hq]
url = ${text(hq)}
alias = ${hqAlias}
log_key = ${text(logKey)}
slip_key = ${text(slipKey)}
box_key = ${text(boxKey)}
${former.map((each) => formerKeyLines(each, branch)).join("")}`;
};

/** A key that headquarters had before, and how far it is good. */
export const formerKeyLines = ({ logKey, until }: FormerKey, branch: string): string => `
[[hq.former]]
log_key = ${JSON.stringify(logKey)}
all = ${until["all"] ?? 0}
branch = ${until[`branch:${branch}`] ?? 0}
`;
