/** A branch for tests: the real node and routes on a real file, a manual clock, seeded randomness. No server is started. */
import type { Database } from "bun:sqlite";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openDb } from "../drizzle/db";
import { type BlobFolder, blobsIn } from "../sync/blob-folder";
import { type Clock, manualClock, type Random, seededRandom } from "../sync/core/clock";
import { uuidv7 } from "../sync/core/ids";
import type { Timers } from "../sync/core/timers";
import { err, ok, orThrow } from "../sync/core/result";
import type { Credentials } from "../sync/credentials";
import { applyGenesis, type GenesisRow } from "../sync/genesis";
import { ed25519Signer } from "../sync/request-signing";
import { makeBranchSnapshot, SnapshotShelf } from "../sync/snapshot-shelf";
import type { WriterDeps } from "../sync/submit";
import { mondayMorningMs, watchLog } from "../sync/testing";
import { access } from "./access";
import { buildApp } from "./app";
import { genesisRows, seedReleasedMs } from "./catalogue/genesis";
import { demoRows, deviceIdOf, grantIdOf } from "./demo/staff";
import type { Deps } from "./deps";
import { unlockBackup } from "./hq/backup-keys.usecase";
import { asHeader } from "./http/request";
import { callerNamed, cookieOf } from "./identity/cookies";
import { lifeMs } from "./identity/session";
import { sessionIdOf } from "./identity/session.usecase";
import { bodyHashOf, stepUpHeader } from "./identity/step-up";
import { aboutOf } from "./identity/step-up.usecase";
import { logLine } from "./log";
import { buildNode } from "./node";
import type { SyncSetup } from "./sync/node-sync";

export interface TestBranchOptions {
  readonly branch?: string;
  /** Headquarters has no branch, no days of its own, and does no recurring work here. */
  readonly role?: "branch" | "hq";
  /** Alias of the node; 2 when it stands alone. Each has keys of its own, and the index key of all. */
  readonly alias?: number;
  /** The other nodes it knows from the start. */
  readonly sync?: SyncSetup;
  /** At headquarters: the folder where it keeps the snapshots with which new boxes begin. */
  readonly snapshotsIn?: string;
  /** At headquarters: the folder where it keeps the keys of backups. */
  readonly backupKeysIn?: string;
  /** At headquarters: whose lists it takes. */
  readonly listSources?: NonNullable<Parameters<typeof buildNode>[0]["listSources"]>;
  /** One clock for nodes that talk to each other. */
  readonly clock?: ReturnType<typeof manualClock>;
  /** The same, where nodes also wait for each other. */
  readonly timers?: Timers;
  readonly nowMs?: number;
  readonly seed?: number;
  readonly demo?: boolean;
  /** Where its pages are, for tests that open them. */
  readonly publicUrl?: string;
  readonly writer?: Partial<WriterDeps>;
  /** False for tests that break the file on purpose. */
  readonly checkReplay?: boolean;
  /** Leave days unopened. */
  readonly closed?: boolean;
  /** How days come on sale; left out: three months of them, as the scheduler does it. */
  readonly opens?: Opening;
  /** Catalogue or calendar rows beside those of the program: a branch in another zone, for example. */
  readonly moreRows?: readonly GenesisRow[];
}

type Opening = (node: Awaited<ReturnType<typeof buildNode>>) => Promise<unknown>;

export type TestBranch = Awaited<ReturnType<typeof setupBranch>>;

/** A person's own phone, as `call` knows it; `who` tells phones apart. Staff and devices are `officer:rohani`, `kiosk:1`. */
export const phone = (who: string): string => `public:${who}`;

/** The headers of somebody who has a session: it is opened when they first come, and never grows old. */
export const headersAs = (
  { deps: { db, clock, self } }: { readonly deps: Pick<Deps, "db" | "clock" | "self"> },
  as: string,
): Record<string, string> => {
  const [role = "", id = ""] = as.split(":");
  const caller = callerNamed(role) ?? "staff";
  const kind = caller === "public" || caller === "staff" ? caller : "device";
  const token = createHash("sha256").update(as).digest("base64url");
  const who = kind === "device" ? deviceIdOf(self.branch, role, id) : id;
  const nowMs = clock.nowMs();
  db.query(
    `INSERT OR REPLACE INTO session (id, kind, who, "grant", label, born_ms, seen_ms, verified_ms, ends_ms)
     VALUES (?, ?, ?, ?, 'test', ?, ?, ?, ?)`,
  ).run(
    sessionIdOf(token),
    kind,
    kind === "public" ? accountNamed(id) : who,
    kind === "staff" ? grantIdOf(id) : null,
    nowMs,
    nowMs,
    nowMs,
    nowMs + lifeMs,
  );
  return { cookie: `${cookieOf(self.alias, caller)}=${token}`, [asHeader]: caller };
};

/** The header of a request for which its sender has just touched their key, where the request needs it. */
const steppedUp = (
  { deps: { db, clock } }: { readonly deps: Pick<Deps, "db" | "clock"> },
  as: string,
  { method, path, body }: { readonly method: string; readonly path: string; readonly body: string },
): Record<string, string> => {
  const needs = Object.entries(access).some(
    ([route, door]) =>
      door.stepUp !== undefined &&
      new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`).test(`${method} ${path}`),
  );
  if (!needs) return {};
  const act = { method, path: `/api/v1${path}`, bodyHash: bodyHashOf(body) };
  const session = sessionIdOf(createHash("sha256").update(as).digest("base64url"));
  db.query(
    "INSERT OR REPLACE INTO proof (session, about, kind, ref, at_ms) VALUES (?, ?, 'passkey', 'test', ?)",
  ).run(session, aboutOf(act, as), clock.nowMs());
  return { [stepUpHeader]: as };
};

/** The account of a test's phone. */
export const accountNamed = (who: string): string =>
  createHash("sha256").update(`account ${who}`).digest("base64url");

export const setupBranch = async (options: TestBranchOptions = {}) => {
  const dir = mkdtempSync(join(tmpdir(), "sto-branch-"));
  const file = join(dir, "node.db");
  const isBare = options.closed === true || options.role === "hq";
  const begun = isBare || isOfItsOwn(options) ? undefined : await openedBranch(options);
  if (begun) writeFileSync(file, begun);
  const db = orThrow(openDb(file));
  // Nobody pulls a plug here: what survives a power cut is shown by files.test.ts, and by real processes.
  db.run("PRAGMA synchronous = OFF");
  const clock = options.clock ?? manualClock(options.nowMs ?? mondayMorningMs);
  const random = seededRandom(options.seed ?? 1);
  const errors: unknown[] = [];
  const shipped = shippedRows(options);
  const genesis = (into: Database) => applyGenesis(into, shipped, seedReleasedMs);
  genesis(db);
  const node = await testNode(options, { db, clock, random, errors, blobs: blobsIn(dir) });
  const expectReplayed = watchLog(db, node.deps.self.alias, node.deps.sealer, begun ?? genesis);
  if (options.opens === undefined && !isBare) await node.scheduler.runDue();
  else if (begun === undefined) await options.opens?.(node);
  const said: string[] = [];
  const app = buildApp(node.deps, {
    report: (cause) => errors.push(cause),
    log: (event, fields) => said.push(logLine(clock.nowMs(), event, fields)),
  });

  onTestFinished(async () => {
    await node.stop();
    if (options.checkReplay !== false) expectReplayed();
    db.close();
    rmSync(dir, { recursive: true, force: true });
    if (errors.length > 0) throw errors[0];
  });

  /**
   * A request as a client sends it; a POST has a fresh Idempotency-Key unless one is given, and staff touch their key where they
   * have to, unless told not to.
   */
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    init: { as?: string; key?: string; headers?: Record<string, string>; touches?: false } = {},
  ) => {
    const sent = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
    const response = await app.request(`/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "POST" ? { "idempotency-key": init.key ?? uuidv7(clock.nowMs(), random) } : {}),
        ...(method === "GET" ? {} : { origin: node.deps.self.publicUrl }),
        ...(init.as ? headersAs(node, init.as) : {}),
        ...(init.as && init.touches !== false ? steppedUp(node, init.as, { method, path, body: sent }) : {}),
        ...init.headers,
      },
      ...(body === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    const type = response.headers.get("content-type") ?? "";
    // A list of one line reads as JSON, too.
    const isJson = /json/.test(type) && !(type.includes("ndjson") && text.trim().includes("\n"));
    const json = (isJson ? JSON.parse(text) : text) as Json;
    return { status: response.status, body: json, headers: response.headers };
  };

  return {
    dir,
    blobs: blobsIn(dir),
    db,
    clock,
    random,
    app,
    call,
    errors,
    said,
    expectReplayed,
    genesis,
    ...node,
  };
};

/** What a test node's file begins with. */
const shippedRows = ({ role, branch, moreRows = [] }: TestBranchOptions): readonly GenesisRow[] => [
  ...genesisRows(),
  ...demoRows(role === "hq" ? null : (branch ?? "SGR-HQ1")),
  ...moreRows,
];

/** A test node's keys. */
export const credentialsOf = (alias: number): Credentials => {
  const shared = seededRandom(99);
  const own = seededRandom(1000 + alias);
  return {
    nodeKey: own.bytes(32),
    indexKey: shared.bytes(32),
    codesKey: own.bytes(32),
    logSeed: own.bytes(32),
    slipSeed: own.bytes(32),
    boxSeed: own.bytes(32),
    screeningKey: shared.bytes(32),
  };
};

/** Snapshots that headquarters makes at once, in this process. */
const shelfIn = (
  dir: string,
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  hq: number,
  report: (cause: unknown) => void,
): SnapshotShelf => {
  const { sign } = ed25519Signer(credentialsOf(hq).logSeed);
  return new SnapshotShelf({
    dir,
    clock,
    report: (_what, cause) => report(cause),
    make: async (branch, files) => {
      const made = makeBranchSnapshot({ db, branch, files, hq, sign, program: "test", atMs: clock.nowMs() });
      return made.ok ? ok(null) : err(made.error.type);
    },
  });
};

const testNode = (
  options: TestBranchOptions,
  parts: {
    readonly db: Database;
    readonly clock: Clock;
    readonly random: Random;
    readonly errors: unknown[];
    readonly blobs?: BlobFolder;
  },
) => {
  const { errors, ...given } = parts;
  const { role = "branch", alias = 2 } = options;
  return buildNode({
    ...given,
    credentials: credentialsOf(alias),
    rows: shippedRows(options),
    ...(options.sync ? { sync: options.sync } : {}),
    ...(options.timers ? { timers: options.timers } : {}),
    ...(options.listSources ? { listSources: options.listSources } : {}),
    ...(options.snapshotsIn === undefined
      ? {}
      : { snapshots: shelfIn(options.snapshotsIn, parts, alias, (cause) => errors.push(cause)) }),
    ...(options.backupKeysIn === undefined
      ? {}
      : { unlock: (from, lock) => unlockBackup(parts, options.backupKeysIn!, from, lock) }),
    self: {
      id: role === "hq" ? "hq" : (options.branch ?? "test-node"),
      role,
      alias,
      branch: role === "hq" ? null : (options.branch ?? "SGR-HQ1"),
      version: "test",
      demo: options.demo ?? true,
      official: false,
      keyStore: "file",
      publicUrl: options.publicUrl ?? "http://localhost",
      origins: [options.publicUrl ?? "http://localhost"],
      hqUrl: null,
      branchUrls: new Map(),
    },
    die: (cause) => errors.push(cause),
    report: (_what, cause) => errors.push(cause),
    ...(options.writer ? { writer: options.writer } : {}),
  });
};

/** Whether its days are not those that any branch of its place opens. */
const isOfItsOwn = ({ moreRows, opens, sync, alias = 2, clock, nowMs }: TestBranchOptions): boolean =>
  moreRows !== undefined ||
  (opens !== undefined &&
    (sync !== undefined || alias !== 2 || (clock && clock.nowMs() !== (nowMs ?? mondayMorningMs)) === true));

/**
 * The file of a branch that has just opened its days, made and checked once per place and time: opening them anew takes longer than
 * most tests.
 */
const openedBranch = async (options: TestBranchOptions): Promise<Uint8Array | undefined> => {
  const nowMs = options.nowMs ?? mondayMorningMs;
  const key = `${options.branch} ${nowMs} ${options.opens?.name}`;
  const known = opened.get(key);
  if (known) return known;
  const errors: unknown[] = [];
  const db = orThrow(openDb(":memory:"));
  const node = await testNode(options.branch ? { branch: options.branch } : {}, {
    db,
    clock: manualClock(nowMs),
    random: seededRandom(4711),
    errors,
  });
  const expectReplayed = watchLog(db, 2, node.deps.sealer, (fresh) =>
    applyGenesis(fresh, shippedRows(options), seedReleasedMs),
  );
  await (options.opens?.(node) ?? node.scheduler.runDue());
  await node.stop();
  expectReplayed();
  const bytes = db.serialize();
  db.close();
  // A branch that could not open its days is the test's own subject: it does so again, and reports.
  if (errors.length > 0) return undefined;
  opened.set(key, bytes);
  return bytes;
};

const opened = new Map<string, Uint8Array>();

/** Whatever an answer holds; tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test reads answers as a client without types does
export type Json = any;
