/** `sto serve`: one node from its configuration, until it is told to stop. */
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import { ask } from "../hardware/http-ask";
import { blobsIn } from "../sync/blob-folder";
import { systemClock, systemRandom } from "../sync/core/clock";
import { systemTimers } from "../sync/core/timers";
import { err, ok, type Result } from "../sync/core/result";
import {
  comingKeys,
  type Credentials,
  credentialsName,
  keyPlace,
  KeysReadable,
  openCredentials,
} from "../sync/credentials";
import { claimFolder } from "../sync/folder";
import { archiveIn, startArchiving } from "../sync/archive-log";
import { Mirror } from "../sync/mirror";
import { OwnKeys } from "../sync/own-keys";
import { takeLock } from "../sync/lock";
import { snapshotsIn, SnapshotShelf } from "../sync/snapshot-shelf";
import { buildApp } from "./app";
import type { Config } from "./config";
import type { NodeSelf } from "./deps";
import { demoControlUrl } from "./demo/control";
import { demoRows } from "./demo/staff";
import { utcToLocal } from "./calendar/time-zone";
import { zoneOf } from "./catalogue/catalogue.usecase";
import { genesisRows } from "./catalogue/genesis";
import { runApart, startNightlyBackup } from "./nightly-backup";
import { discover } from "../hardware/discovery";
import { startLanes } from "./devices/gate-lanes";
import { startPrinters } from "./devices/printers";
import { startReaders } from "./devices/readers";
import { startBackupKeys, unlockBackup } from "./hq/backup-keys.usecase";
import { ownPulse } from "./hq/pulse.usecase";
import { pushBytesMax } from "../sync/transport";
import { buildNode } from "./node";
import { firstAdministrator, firstAdministratorName } from "./identity/first-admin.usecase";
import { keyPage } from "./identity/staff-people.route";
import { type LogFields, logLine } from "./log";
import { handedOverRows } from "./identity/code.usecase";
import { behindProxies } from "./http/network";
import { httpRegistry } from "./screening/http-registry";
import { startRechecks } from "./screening/rechecks.usecase";
import { staffKeysOf } from "./staff-keys-file";
import { saysSnapshot, takeWanted } from "./take-snapshot";
import { startInbox } from "./screening/inbox.usecase";
import { trainingRoom } from "./training-room";
import { startNotify } from "./notify/notify.usecase";
import { channelsOf } from "./notify/settings";
import type { NodeSync, SyncSetup } from "./sync/node-sync";
import { answerCommands } from "./usb/drop";
import {
  cannotListen,
  cannotOpen,
  diskRefused,
  folderInUse,
  keysDamaged,
  keysReadable,
  makersRefused,
  otherNode,
} from "./start-failure";

/** A stop that takes longer than this is a hang: the process ends anyway. */
const stopMsMax = 5000;
/** How long a stop waits for requests under way. */
const answersMsMax = 2000;

/** Runs until SIGTERM or SIGINT. `file`: the configuration's own. Resolves to the exit code. */
export const serve = async (config: Config, version: string, file: string): Promise<number> => {
  try {
    return await run(config, version, file);
  } catch (cause) {
    const refused = diskRefused(config.data, cause);
    if (!refused) throw cause;
    console.error(refused);
    return 1;
  }
};

const run = async (config: Config, version: string, file: string): Promise<number> => {
  const lock = takeLock(config.data);
  if (!lock.ok) {
    console.error(folderInUse(lock.error.dir));
    return 1;
  }
  await finishSnapshot(config);
  const opened = openDb(join(config.data, "sto.db"));
  if (!opened.ok) {
    lock.value.release();
    console.error(cannotOpen(opened.error));
    return 1;
  }
  const db = opened.value;
  const close = () => {
    db.close();
    lock.value.release();
  };
  const self = { alias: config.alias, branch: config.branch ?? null, incarnation: config.incarnation };
  const claimed = claimFolder(db, self);
  if (!claimed.ok) {
    console.error(otherNode(config.data, claimed.error.owner, self));
    close();
    return 1;
  }
  const credentials = keysOf(config.data);
  if (!credentials.ok) {
    const { cause } = credentials.error;
    console.error(
      cause instanceof KeysReadable ? keysReadable(cause.file, cause.mode) : keysDamaged(config.data, cause),
    );
    close();
    return 1;
  }
  const report = (what: string, cause: unknown) => log("error", { what, cause });
  const staffKeys = await staffKeysOf(config, systemClock.nowMs());
  if (!staffKeys.ok) {
    console.error(makersRefused(config.staff_keys?.list ?? "", staffKeys.error.why));
    close();
    return 2;
  }
  const mirror =
    config.mirror === undefined
      ? undefined
      : new Mirror({
          db,
          node: self.alias,
          dir: config.mirror,
          credentialsFile: join(config.data, credentialsName),
          report,
        });
  mirror?.catchUp();
  const about: NodeSelf = {
    ...self,
    id: `${config.role}-${config.alias}`,
    role: config.role,
    version,
    demo: demoControlUrl() !== null,
    official: config.official && new URL(config.public_url).hostname.endsWith(".gov.my"),
    keyStore: keyPlace(config.data).store,
    publicUrl: config.public_url.replace(/\/$/, ""),
    origins: [config.public_url, ...config.origins].map((url) => new URL(url).origin),
    hqUrl: config.hq_url ?? null,
    branchUrls: new Map(config.branches.map(({ code, url }) => [code, url.replace(/\/$/, "")])),
  };
  const training =
    config.training && config.branch !== undefined
      ? trainingRoom({
          settings: config.training,
          self: about,
          dir: join(config.data, "training"),
          host: config.listen.host,
          tls: config.tls,
          timers: systemTimers,
          random: systemRandom,
          report,
        })
      : undefined;
  const node = await buildNode({
    db,
    clock: systemClock,
    random: systemRandom,
    credentials: credentials.value,
    own: new OwnKeys(credentials.value, comingKeys(config.data)),
    blobs: blobsIn(config.data),
    incarnation: self.incarnation,
    self: about,

    die: (cause) => {
      // The commit may or may not be on disk: only a fresh start can tell. The supervisor starts us again.
      report("commit of unknown outcome", cause);
      setTimeout(() => process.exit(1), 50);
    },
    report,
    ...staffKeys.value,
    ...(config.rp_id === undefined ? {} : { rpId: config.rp_id }),
    ...(demoControlUrl() === null ? {} : { rows: [...genesisRows(), ...demoRows(config.branch ?? null)] }),
    sync: syncSetup(config),
    registries: config.registries.map(({ deadline_ms: deadlineMs, max_age_hours: hours, ...registry }) =>
      httpRegistry({ ...registry, deadlineMs, maxAgeMs: hours * 3_600_000 }, ask, systemTimers),
    ),
    listSources: config.list_sources,
    ...(config.role === "hq"
      ? {
          unlock: (from, lock) => unlockBackup({ db, random: systemRandom }, config.data, from, lock),
          snapshots: new SnapshotShelf({
            dir: snapshotsIn(config.data),
            clock: systemClock,
            report,
            make: async (code) => {
              const { exit, said } = await runApart("snapshot", "--config", file, "--branch", code);
              return exit === 0 ? ok(null) : err(said);
            },
          }),
        }
      : {}),
    ...(mirror ? { mirror } : {}),
    ...(training ? { training } : {}),
  });
  if (config.incarnation > 1) await catchUp(node.sync);
  await node.scheduler.runDue();
  node.scheduler.start();
  const backupKeys =
    config.role === "hq" ? startBackupKeys(node.deps, config.data, systemTimers, report) : () => {};
  const archiving =
    config.role === "hq"
      ? startArchiving({ writer: node.deps.writer, dir: archiveIn(config.data) }, systemTimers, report)
      : () => {};
  node.deps.connected.lookBy(() => discover());
  const inbox =
    config.role === "hq" && config.lists_inbox !== undefined
      ? startInbox(node.deps, { dir: config.lists_inbox, timers: systemTimers, log, report })
      : () => {};
  const printers = await startPrinters(node.deps, config.printers, { report });
  const readers = startReaders(node.deps, config);
  node.deps.engines.attach(config);
  const lanes = await startLanes(node.deps, config.lanes, { report });
  const endRechecks = startRechecks(node.deps, systemTimers, report);
  const notify = startNotify(node.deps, channelsOf(config.channels, systemTimers), {
    report,
    whenHanded: handedOverRows,
  });
  node.deps.channels.attach(notify);
  const app = buildApp(node.deps, {
    report: (cause, requestId) => report(`request ${requestId}`, cause),
    log,
    voiceFolder: config.voice,
  });
  const peersOf = behindProxies(config.proxies);
  const listening = listen({
    hostname: config.listen.host,
    port: config.listen.port,
    // A page's stream beats every 5 s; an idle line may stay silent a little longer than two beats.
    idleTimeout: 15,
    // A push of another node is the largest thing that comes in; people's requests are capped far below.
    maxRequestBodySize: pushBytesMax + 64 * 1024,
    fetch: (request, self) => app.fetch(request, peersOf(self)),
    // Bun would show its own page with the source of an error that nothing caught.
    development: false,
    ...(config.tls ? { tls: { cert: Bun.file(config.tls.cert), key: Bun.file(config.tls.key) } } : {}),
  });
  if (!listening.ok) {
    console.error(cannotListen(config.listen, listening.error.cause));
    await Promise.all([endRechecks(), printers.stop(), readers.stop(), lanes.stop(), notify.stop()]);
    await node.stop();
    close();
    return 1;
  }
  const server = listening.value;
  // Before anybody is told that it runs: who hears "ready" may stop it in the same moment.
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  node.sync.start(() => ownPulse(node.deps));
  const endCommands = answerCommands(node.deps.usb, systemTimers, report);
  // With headquarters configured, the people of a branch come from there.
  if (config.role === "hq" || !config.hq) {
    const code = await firstAdministrator(node.deps, config.data);
    if (code !== undefined)
      log("first-administrator", {
        url: `${node.deps.self.publicUrl}${keyPage}#${code}`,
        file: join(config.data, firstAdministratorName),
      });
  }
  log("keys", { store: keyPlace(config.data).store });
  const { branch } = config;
  const nightly =
    branch !== undefined && config.hq && demoControlUrl() === null
      ? startNightlyBackup({
          timers: systemTimers,
          dataDir: config.data,
          localHour: () => Math.floor(utcToLocal(zoneOf({ db }, branch), systemClock.nowMs()).min / 60),
          run: () => runApart("backup", "--config", file),
          log,
        })
      : () => {};
  log("ready", { node: node.deps.self.id, url: config.public_url, port: server.port, version });

  await told;
  setTimeout(() => process.exit(1), stopMsMax).unref();
  log("stopping", { node: node.deps.self.id });
  // Nobody new comes in, who asked already hears the answer, then the writer ends and live pages are let go.
  void server.stop();
  await untilAnswered(() => server.pendingRequests - node.deps.live.open - (node.sync.door?.hints.size ?? 0));
  backupKeys();
  archiving();
  inbox();
  nightly();
  endCommands();
  await Promise.all([
    endRechecks(),
    printers.stop(),
    readers.stop(),
    lanes.stop(),
    notify.stop(),
    training?.close(),
  ]);
  await node.stop();
  mirror?.close();
  await server.stop(true);
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  close();
  log("stopped", { node: node.deps.self.id });
  process.exit(0);
};

/** The snapshot that enrolling or restoring did not get to its end. Without it the log is replayed. */
const finishSnapshot = async ({ data, alias, branch, hq }: Config): Promise<void> => {
  if (!hq || branch === undefined) return;
  const entry = { url: hq.url, alias: hq.alias, logKey: hq.log_key };
  const taken = await takeWanted({ data, alias, branch, hq: entry });
  if (taken) log("snapshot", { what: taken.ok ? saysSnapshot(taken.value) : taken.error });
};

const tryAgainMs = 3000;

/** A box that goes on for another opens when it knows what the other did; without the line it waits and says so. */
const catchUp = async (sync: NodeSync): Promise<void> => {
  for (;;) {
    const caught = await sync.catchUp();
    if (caught.ok) return;
    log("waiting-for-headquarters", { what: caught.error.type });
    await Bun.sleep(tryAgainMs);
  }
};

/** The other nodes as the configuration tells them. */
export const syncSetup = ({ hq, branch, branches }: Config): SyncSetup => ({
  ...(hq
    ? {
        hq: {
          url: hq.url,
          entry: {
            id: `hq-${hq.alias}`,
            role: "hq",
            branch: null,
            ...entryOf(hq),
            former: (hq.former ?? []).map(({ log_key, all, branch: own }) => ({
              logKey: log_key,
              until: { all, [`branch:${branch}`]: own },
            })),
          },
        },
      }
    : {}),
  members: branches.flatMap(({ code, node }) =>
    node ? [{ id: `branch-${node.alias}`, role: "branch" as const, branch: code, ...entryOf(node) }] : [],
  ),
});

const entryOf = (keys: NonNullable<Config["branches"][number]["node"]>) => ({
  alias: keys.alias,
  logKey: keys.log_key,
  slipKey: keys.slip_key,
  boxKey: keys.box_key,
  incarnation: 1,
  state: "active" as const,
});

/** A disk that refuses new keys is thrown on, as everywhere at a start. */
const keysOf = (
  dir: string,
): Result<Credentials, { readonly type: "KeysDamaged"; readonly cause: unknown }> => {
  try {
    return ok(openCredentials(dir, systemRandom));
  } catch (cause) {
    if (diskRefused(dir, cause)) throw cause;
    return err({ type: "KeysDamaged", cause });
  }
};

const listen = (
  options: Parameters<typeof Bun.serve<undefined>>[0],
): Result<Bun.Server<undefined>, { readonly type: "CannotListen"; readonly cause: unknown }> => {
  try {
    return ok(Bun.serve(options));
  } catch (cause) {
    return err({ type: "CannotListen", cause });
  }
};

const untilAnswered = async (waiting: () => number): Promise<void> => {
  const untilMs = performance.now() + answersMsMax;
  while (waiting() > 0 && performance.now() < untilMs) await Bun.sleep(10);
};

const log = (event: string, fields: LogFields): void =>
  console.log(logLine(systemClock.nowMs(), event, fields));
