/**
 * `sto doctor`: what a branch's IT looks at when something is wrong, in one go, beside a running node or on a stopped one. Each line
 * says what was found and, where it is not well, what to do. It changes nothing but a file of its own, which it takes away again.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { X509Certificate } from "node:crypto";
import { systemClock, systemRandom } from "../sync/core/clock";
import { stampToMs } from "../sync/core/hlc";
import { comingKeys, keyPlace, KeysReadable, openCredentials } from "../sync/credentials";
import { haltOf } from "../sync/halt";
import { isBehindHorizon } from "../sync/horizon";
import { takeLock } from "../sync/lock";
import { heardOf } from "../sync/peers";
import { headquarters, type KnownNode, nodeByAlias } from "../sync/roster";
import { type FormerKey, formerFor, keysSince } from "../sync/rotation";
import { statement } from "../sync/tables";
import { databaseName, lastBackup } from "./backup";
import type { Config } from "./config";
import { devicesFound } from "./doctor-devices";
import { formerKeyLines } from "./enrol";
import { answerMsMax, bad, type Finding, good, look } from "./finding";

/** Resolves to the exit code: 1 when something is bad. */
export const doctor = async (config: Config, version: string): Promise<number> => {
  console.log(`sto ${version}, ${config.branch ?? "headquarters"}, node ${config.alias}`);
  const findings = [
    ...keysFound(config),
    ...keysAgeFound(config),
    ...(await nodeFound(config)),
    ...diskFound(config),
    ...fileFound(config),
    ...backupFound(config),
    ...(await clockAndHqFound(config)),
    ...(await devicesFound(config)),
    ...certificateFound(config),
  ];
  for (const { level, what, next } of findings) {
    console.log(`${{ good: "good ", look: "look ", bad: "BAD  " }[level]} ${what}`);
    if (next !== undefined) console.log(`        ${next}`);
  }
  const worst = findings.filter(({ level }) => level === "bad").length;
  console.log(worst === 0 ? "Nothing is broken." : `${worst} to put right.`);
  return worst === 0 ? 0 : 1;
};

const keysFound = ({ data }: Config): readonly Finding[] => {
  const { store, file } = keyPlace(data);
  if (!existsSync(file))
    return [
      bad(
        `keys: none in ${data}`,
        "A node makes its keys when it is first served, or gets them by sto enrol.",
      ),
    ];
  try {
    openCredentials(data, systemRandom);
  } catch (cause) {
    return cause instanceof KeysReadable
      ? [
          bad(
            `keys: ${file} can be read by others (mode ${cause.mode})`,
            `Let only the service read it: chmod 600 ${file}`,
          ),
        ]
      : [bad(`keys: ${file} cannot be used: ${messageOf(cause)}`, "Put it back from a backup of this node.")];
  }
  return [
    store === "systemd"
      ? good("keys: handed over by systemd, which keeps them encrypted")
      : look(
          `keys: in ${file}, which only its owner reads`,
          "A stolen disk without encryption tells them: let systemd-creds keep them (server/README.md).",
        ),
  ];
};

const keysMsMax = 365 * 86_400_000;

/** How old the node's own keys are, and whether it still names headquarters by a key that headquarters has no more. */
const keysAgeFound = ({ data, alias, branch, hq }: Config): readonly Finding[] => {
  const file = join(data, databaseName);
  if (!existsSync(file) || !existsSync(keyPlace(data).file)) return [];
  if (comingKeys(data))
    return [
      look(
        "new keys: made, and not believed yet",
        "They are asked for when the node starts next, and taken with headquarters' word.",
      ),
    ];
  try {
    const db = new Database(file, { readonly: true, strict: true });
    const since = keysSince(db, alias);
    const there = hq && nodeByAlias(db, hq.alias);
    const former = hq && branch !== undefined ? formerFor(db, hq.alias, branch) : [];
    db.close();
    const days = Math.floor((systemClock.nowMs() - (since ?? systemClock.nowMs())) / 86_400_000);
    return [
      ...(since === undefined
        ? []
        : [
            days * 86_400_000 > keysMsMax
              ? look(`keys: ${days} days old`, "New ones once a year: sto rotate --config …, and a restart.")
              : good(`keys: ${days} days old`),
          ]),
      ...(there && former.some(({ logKey }) => logKey === hq?.log_key)
        ? [
            look(
              "headquarters has new keys, and the configuration names it by older ones",
              `Put these lines in the place of its three keys, so that a new folder, too, believes nobody else:\n${anchorLines(there, former, branch ?? "")}`,
            ),
          ]
        : []),
    ];
  } catch {
    // What is wrong with the file, `fileFound` says.
    return [];
  }
};

const anchorLines = (
  { logKey, slipKey, boxKey }: KnownNode,
  former: readonly FormerKey[],
  branch: string,
): string =>
  [
    `log_key = "${logKey}"`,
    `slip_key = "${slipKey}"`,
    `box_key = "${boxKey}"`,
    ...former.map((each) => formerKeyLines(each, branch)),
  ].join("\n");

/** Whether a node runs on this folder, and how it does. */
const nodeFound = async ({ data, listen, tls }: Config): Promise<readonly Finding[]> => {
  const lock = takeLock(data);
  if (lock.ok) {
    lock.value.release();
    return [look("node: not running", "Start it: sto serve --config …")];
  }
  const url = `${tls ? "https" : "http"}://${listen.host}:${listen.port}`;
  const ready = await answerOf(`${url}/readyz`);
  if (ready === undefined)
    return [
      bad(`node: runs, and does not answer at ${url}`, "Look at its log; if it hangs, stop and start it."),
    ];
  const figures = await answerOf(`${url}/metrics`);
  const figure = (name: string) =>
    Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "m").exec(figures ?? "")?.[1]);
  const [commits, plans] = [figure("sto_writer_groups"), figure("sto_writer_plans")];
  const group = commits > 0 ? `, ${(plans / commits).toFixed(1)} plans a commit` : "";
  return [
    ready.startsWith("ready")
      ? good(`node: ready at ${url}${group}`)
      : bad(`node: ${ready.trim()}`, "See that the disk has room and works."),
  ];
};

const diskShareMin = 0.1;
/** A counter feels a commit that takes longer. */
const fsyncMsMax = 30;

const diskFound = ({ data }: Config): readonly Finding[] => {
  const { bavail, blocks, bsize } = statfsSync(data);
  const freeGb = (bavail * bsize) / 1e9;
  const share = bavail / blocks;
  const room = `disk: ${freeGb.toFixed(1)} GB free, ${Math.floor(share * 100)} %`;
  const fsyncMs = medianFsyncMs(data);
  const speed = `disk: a write is safe after ${fsyncMs.toFixed(1)} ms`;
  return [
    share < diskShareMin
      ? bad(room, "Make room: a full disk stops every sale and every number.")
      : good(room),
    fsyncMs > fsyncMsMax
      ? look(speed, "Counters wait for it: use a solid-state disk of its own, and no network disk.")
      : good(speed),
  ];
};

const medianFsyncMs = (dir: string): number => {
  const file = join(dir, "doctor.tmp");
  const fd = openSync(file, "w");
  try {
    const taken = Array.from({ length: 21 }, () => {
      const fromMs = performance.now();
      writeSync(fd, "x".repeat(4096));
      fsyncSync(fd);
      return performance.now() - fromMs;
    });
    return taken.toSorted((a, b) => a - b)[10]!;
  } finally {
    closeSync(fd);
    rmSync(file);
  }
};

const walBytesMax = 256 * 1024 * 1024;

/** The database: whether it is sound, and whether this node may still write. */
const fileFound = ({ data, alias }: Config): readonly Finding[] => {
  const file = join(data, databaseName);
  if (!existsSync(file)) return [look("database: none yet", "It is made when the node is first served.")];
  let db: Database | undefined;
  try {
    db = new Database(file, { readonly: true, strict: true });
    const [[said]] = statement(db, "PRAGMA quick_check(1)").values() as [[string]];
    const sound =
      said === "ok"
        ? good(`database: sound, ${(statSync(file).size / 1e6).toFixed(0)} MB`)
        : bad(
            `database: damaged: ${said}`,
            "Keep a copy for whoever looks into it, and restore this node: sto restore.",
          );
    const wal = `${file}-wal`;
    const walBytes = existsSync(wal) ? statSync(wal).size : 0;
    const halt = haltOf(db, alias);
    const last = (
      statement(db, "SELECT max(stamp) AS stamp FROM stream_head").get() as { stamp: number | null }
    ).stamp;
    const aheadMs = last === null ? 0 : stampToMs(last) - systemClock.nowMs();
    return [
      sound,
      ...(walBytes > walBytesMax
        ? [
            look(
              `database: ${(walBytes / 1e6).toFixed(0)} MB wait in its log file`,
              "Stop and start the node once.",
            ),
          ]
        : []),
      ...(halt === "OldCopy"
        ? [
            bad(
              "node: this folder is an old copy and writes nothing",
              "Restore it into a new folder: sto restore.",
            ),
          ]
        : []),
      ...(isBehindHorizon(db)
        ? [
            bad(
              "node: it was without headquarters for longer than headquarters keeps its log at hand",
              `Headquarters has what it recorded. Stop it, have a code made there to replace node ${alias}, then: sto restore --from ${data} --hq URL --code CODE --data NEW-FOLDER`,
            ),
          ]
        : []),
      ...(halt === "NodeSuspended"
        ? [
            bad(
              "node: headquarters has shut it out",
              "Ask headquarters why; a new box comes in by sto enrol.",
            ),
          ]
        : []),
      aheadMs > clockMsMax
        ? bad(
            `clock: ${(aheadMs / 1000).toFixed(0)} s behind this node's own last record`,
            "Set the machine's clock (timedatectl set-ntp true) before anything else.",
          )
        : good("clock: not before this node's own last record"),
    ];
  } catch (cause) {
    return [
      bad(
        `database: cannot be read: ${messageOf(cause)}`,
        "If another program wrote it, start that one; if it is damaged, restore this node: sto restore.",
      ),
    ];
  } finally {
    db?.close();
  }
};

const backupMsMax = 36 * 3_600_000;

const backupFound = ({ data, role }: Config): readonly Finding[] => {
  if (role === "hq" || !existsSync(join(data, databaseName))) return [];
  const last = lastBackup(data);
  const how = "sto backup --config … makes one and says what stands in the way.";
  if (!last) return [look("backup: none yet", `A running branch makes one each night. ${how}`)];
  const hours = Math.round((systemClock.nowMs() - last.atMs) / 3_600_000);
  const said = `backup: ${hours} h old, ${(last.bytes / 1e6).toFixed(1)} MB, ${last.file}`;
  return [systemClock.nowMs() - last.atMs > backupMsMax ? bad(said, how) : good(said)];
};

const clockMsMax = 5_000;
const clockMsBad = 5 * 60_000;

/** Headquarters answers with its time: one question for the line and for the clock. */
const clockAndHqFound = async ({ data, alias, hq, role }: Config): Promise<readonly Finding[]> => {
  if (role === "hq") return [good("headquarters: this is headquarters")];
  if (!hq)
    return [look("headquarters: none is configured", "This branch stands alone; sto enrol brings it in.")];
  const atMs = systemClock.nowMs();
  const said = await answerOf(`${hq.url.replace(/\/$/, "")}/api/v1/node`);
  const heard = heardAgo(data);
  if (said === undefined)
    return [
      look(
        `headquarters: ${hq.url} does not answer${heard}`,
        "The branch goes on alone. Look at the line, the address under [hq], and its certificate.",
      ),
    ];
  const { now, nodeId } = JSON.parse(said) as { now?: string; nodeId?: string };
  if (now === undefined || nodeId === `branch-${alias}`)
    return [bad(`headquarters: ${hq.url} is no headquarters`, "Correct url under [hq].")];
  const offMs = (atMs + systemClock.nowMs()) / 2 - Date.parse(now);
  const off = `clock: ${(Math.abs(offMs) / 1000).toFixed(1)} s ${offMs < 0 ? "behind" : "ahead of"} headquarters`;
  const setIt = "Set the machine's clock: timedatectl set-ntp true.";
  return [
    good(`headquarters: answers at ${hq.url}${heard}`),
    Math.abs(offMs) > clockMsBad
      ? bad(off, setIt)
      : Math.abs(offMs) > clockMsMax
        ? look(off, setIt)
        : good(off),
  ];
};

const heardAgo = (data: string): string => {
  let heardAtMs: number | undefined;
  try {
    const db = new Database(join(data, databaseName), { readonly: true, strict: true });
    const known = headquarters(db);
    heardAtMs = known && heardOf(db, known.alias)?.heardAtMs;
    db.close();
  } catch {
    return "";
  }
  return heardAtMs === undefined
    ? ", was never heard"
    : `, last heard ${Math.max(0, Math.round((systemClock.nowMs() - heardAtMs) / 60_000))} min ago`;
};

const dayMs = 86_400_000;

const certificateFound = ({ tls }: Config): readonly Finding[] => {
  if (!tls) return [];
  const days = Math.floor(
    (new X509Certificate(readFileSync(tls.cert)).validToDate.getTime() - systemClock.nowMs()) / dayMs,
  );
  if (days < 0)
    return [bad("certificate: over", "Put a new one in its place: passkeys work under none that is over.")];
  return [
    days < 30
      ? look(`certificate: ${days} days left`, "Renew it now: a branch may be cut off for a while.")
      : good(`certificate: ${days} days left`),
  ];
};

const answerOf = async (url: string): Promise<string | undefined> => {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(answerMsMax),
      // The node's own certificate is for the name that people use, not for this machine's loopback.
      tls: { rejectUnauthorized: !/^https:\/\/(127\.|localhost|\[::1\])/.test(url) },
    });
    return await response.text();
  } catch {
    return undefined;
  }
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
