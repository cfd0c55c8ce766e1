/** `sto export-log` and `sto import-log`: beside the running node, which then does the work itself, or with it stopped. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { systemClock, systemRandom } from "../sync/core/clock";
import { comingKeys, openCredentials } from "../sync/credentials";
import { claimFolder } from "../sync/folder";
import { takeLock } from "../sync/lock";
import { OwnKeys } from "../sync/own-keys";
import { replicate } from "../sync/replication";
import { Sealer } from "../sync/sealer";
import { Writer } from "../sync/submit";
import { databaseName } from "./backup";
import type { Config } from "./config";
import { syncSetup } from "./serve";
import { cannotOpen, diskRefused, otherNode } from "./start-failure";
import { answer, type Answered, answerName, type Ask, askName, lay } from "./usb/drop";
import { saidOfMade, saidOfRefusal, saidOfTaken } from "./usb/said";
import { UsbDesk, usbSuffix } from "./usb/usb.usecase";

/** Writes `to`. Resolves to the exit code. */
export const exportLog = async (config: Config, to: string, branch: string | undefined): Promise<number> =>
  withFolder(config, async () => {
    if (existsSync(to))
      return failed(`${to} is there already`, "Give the file another name, or take that one away.");
    const answered = await ask(config, { what: "make", branch: branch ?? null });
    if (typeof answered === "number") return answered;
    if (answered.what !== "make") return noAnswer();
    if (!answered.done.ok) return refused(answered.done.error);
    copyFileSync(answered.done.value.path, `${to}.part`);
    renameSync(`${to}.part`, to);
    console.log(saidOfMade(to, answered.done.value));
    return 0;
  });

/** Resolves to the exit code. */
export const importLog = async (config: Config, file: string): Promise<number> =>
  withFolder(config, async () => {
    if (!existsSync(file)) return failed(`there is no file ${file}`, "Look at what is on the stick.");
    const dir = join(config.data, "usb");
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const name = `from-command-${process.pid}${usbSuffix}`;
    try {
      copyFileSync(file, join(dir, name));
      const answered = await ask(config, { what: "take", file: name });
      if (typeof answered === "number") return answered;
      if (answered.what !== "take") return noAnswer();
      if (!answered.done.ok) return refused(answered.done.error);
      console.log(saidOfTaken(answered.done.value));
      return 0;
    } finally {
      rmSync(join(dir, name), { force: true });
    }
  });

const withFolder = async ({ data }: Config, work: () => Promise<number>): Promise<number> => {
  if (!existsSync(join(data, databaseName)))
    return failed(`${data} holds no node`, "Check `data` in the configuration.");
  try {
    return await work();
  } catch (cause) {
    const why = diskRefused(data, cause);
    if (!why) throw cause;
    console.error(why);
    return 1;
  }
};

/** Asks whoever has the folder: the running node, or nobody, and then this process does it. A number: it said why not. */
const ask = async (config: Config, asked: Ask): Promise<Answered | number> => {
  const lock = takeLock(config.data);
  if (!lock.ok) return askRunning(join(config.data, "usb"), asked);
  try {
    return await alone(config, asked);
  } finally {
    lock.value.release();
  }
};

const alone = async (config: Config, asked: Ask): Promise<Answered | number> => {
  const opened = openDb(join(config.data, databaseName));
  if (!opened.ok) {
    console.error(cannotOpen(opened.error));
    return 1;
  }
  const db = opened.value;
  try {
    const { alias, incarnation, role } = config;
    const self = { alias, branch: config.branch ?? null, incarnation };
    const claimed = claimFolder(db, self);
    if (!claimed.ok) {
      console.error(otherNode(config.data, claimed.error.owner, self));
      return 1;
    }
    const credentials = openCredentials(config.data, systemRandom);
    const writer = new Writer({
      db,
      clock: systemClock,
      random: systemRandom,
      node: alias,
      incarnation,
      branch: self.branch,
      die: (cause) => {
        throw cause;
      },
    });
    const sealer = new Sealer(credentials, systemRandom);
    const anchor = syncSetup(config).hq?.entry;
    const own = new OwnKeys(credentials, comingKeys(config.data));
    const replication = replicate({ writer, sealer, credentials, own, role, random: systemRandom, anchor });
    const answered = await answer(new UsbDesk({ writer, replication, clock: systemClock }), asked);
    await writer.stop();
    return answered;
  } finally {
    db.close();
  }
};

/** How long the running node may take to see the question, and to answer it. */
const seenMsMax = 15_000;
const answeredMsMax = 15 * 60_000;
const lookMs = 200;

const askRunning = async (dir: string, asked: Ask): Promise<Answered | number> => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const id = `${process.pid}-${systemClock.nowMs()}`;
  const [question, reply] = [join(dir, askName(id)), join(dir, answerName(id))];
  lay(question, asked);
  const sinceMs = performance.now();
  try {
    for (;;) {
      if (existsSync(reply)) return JSON.parse(readFileSync(reply, "utf8")) as Answered;
      const waitedMs = performance.now() - sinceMs;
      if (existsSync(question) ? waitedMs > seenMsMax : waitedMs > answeredMsMax) return noAnswer();
      await Bun.sleep(lookMs);
    }
  } finally {
    rmSync(question, { force: true });
    rmSync(reply, { force: true });
  }
};

const refused = (error: Parameters<typeof saidOfRefusal>[0]): number => {
  const { what, next } = saidOfRefusal(error);
  return failed(what, next);
};

const noAnswer = (): number =>
  failed(
    "the node that runs on this folder does not answer",
    "Look at its log; start it anew if it hangs, and run this again.",
  );

const failed = (what: string, next: string): number => {
  console.error(`sto: ${what}.\n${next}`);
  return 1;
};
