/**
 * The training of a branch: a second node in this process, on a port of its own, that is connected with nobody. Opened when somebody
 * first comes in, begun anew each day, closed with the branch's own.
 *
 *   closed --somebody comes in--> open --another day, and somebody comes in--> open (everything anew)
 *                                  |
 *                                  +--its file fails--> closed
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openDb } from "../drizzle/db";
import type { Random } from "../sync/core/clock";
import { err, ok, orThrow } from "../sync/core/result";
import type { Cancel, Timers } from "../sync/core/timers";
import { openCredentials } from "../sync/credentials";
import { buildApp } from "./app";
import { utcToLocal } from "./calendar/time-zone";
import { zoneOf } from "./catalogue/catalogue.usecase";
import { genesisRows } from "./catalogue/genesis";
import type { Config } from "./config";
import type { HeadersAs } from "./demo/client";
import { callsTo, openDemoHall } from "./demo/hall";
import { demoPeople } from "./demo/people";
import { demoRows, deviceIdOf, grantIdOf } from "./demo/staff";
import type { NodeSelf } from "./deps";
import { startPrinters } from "./devices/printers";
import { asHeader } from "./http/request";
import { callerNamed, cookieOf } from "./identity/cookies";
import { isDevice } from "./identity/session";
import { newToken, openRows } from "./identity/session.usecase";
import { buildNode, type RunningNode } from "./node";
import { hallFigures } from "./queue/figures.usecase";
import { hallNow } from "./queue/hall.usecase";
import { trainingDoor } from "./training/training.route";
import { planEnterTraining } from "./training/training.usecase";
import {
  type Trainee,
  trainingAlias,
  trainingLookMs,
  trainingPassMs,
  type TrainingRoom,
  trainingRows,
  trainingWaitingMin,
} from "./training/training";

export interface TrainingOptions {
  readonly settings: NonNullable<Config["training"]>;
  /** The branch's own: the training is a node beside it. */
  readonly self: NodeSelf;
  /** A folder of its own below the node's data. */
  readonly dir: string;
  readonly host: string;
  readonly tls: Config["tls"];
  readonly timers: Timers;
  readonly random: Random;
  readonly report: (what: string, cause: unknown) => void;
}

interface Open {
  readonly node: RunningNode;
  readonly day: string;
  readonly url: string;
  readonly passes: Map<string, { readonly token: string; readonly page: string; readonly untilMs: number }>;
  close(): Promise<void>;
}

export const trainingRoom = (options: TrainingOptions): TrainingRoom & { close(): Promise<void> } => {
  const { timers, random, report } = options;
  let opening: Promise<Open | undefined> = Promise.resolve(undefined);

  const today = (open: Open): string => dayOf(open.node, timers.nowMs());
  const openNow = (): Promise<Open | undefined> => {
    opening = opening.then(async (open) => {
      if (open && today(open) === open.day) return open;
      await open?.close();
      return begin(options, () => {
        opening = Promise.resolve(undefined);
      }).catch((cause: unknown) => void report("opening the training", cause));
    });
    return opening;
  };

  return {
    async enter(trainee: Trainee, page: string) {
      const open = await openNow();
      if (!open) return err({ type: "NoTraining" });
      const { writer, newId } = open.node.deps;
      const token = newToken({ random });
      const command = { actor: { kind: "system", task: "training" }, requestId: newId() } as const;
      orThrow(await writer.submit(command, (tx) => planEnterTraining(tx, trainee, token)));
      const pass = newToken({ random });
      open.passes.set(pass, { token, page, untilMs: timers.nowMs() + trainingPassMs });
      return ok({ url: `${open.url}/training/enter?pass=${pass}` });
    },
    async close() {
      await (await opening)?.close();
    },
  };
};

const dayOf = ({ deps }: RunningNode, nowMs: number): string =>
  utcToLocal(zoneOf(deps, deps.self.branch), nowMs).date;

const begin = async (options: TrainingOptions, failed: () => void): Promise<Open> => {
  const { settings, dir, host, tls, timers, random, report } = options;
  // Yesterday's practice is nobody's to keep; keys and file begin anew.
  rmSync(dir, { recursive: true, force: true });
  const credentials = openCredentials(dir, random);
  const db = orThrow(openDb(join(dir, "sto.db")));
  const url = settings.public_url.replace(/\/$/, "");
  const closing = { isClosed: false };
  const self: NodeSelf = {
    ...options.self,
    id: `training-${options.self.alias}`,
    alias: trainingAlias(options.self.alias),
    training: true,
    demo: false,
    official: false,
    publicUrl: url,
    origins: [new URL(url).origin],
    hqUrl: null,
    branchUrls: new Map(),
  };
  const node = await buildNode({
    db,
    clock: timers,
    random,
    credentials,
    self,
    rows: trainingRows([...genesisRows(), ...demoRows(self.branch)]),
    die: (cause) => {
      report("commit of the training", cause);
      failed();
      void open.close();
    },
    report: (what, cause) => report(`training: ${what}`, cause),
  });
  await node.scheduler.runDue();
  node.scheduler.start();
  const printers = await startPrinters(node.deps, settings.printer ? [settings.printer] : [], {
    report,
    timers,
  });
  const passes: Open["passes"] = new Map();
  const app = buildApp(node.deps, {
    report: (cause, requestId) => report(`training: request ${requestId}`, cause),
    log: () => {},
  });
  app.route(
    "/",
    trainingDoor(node.deps, (pass) => {
      const way = passes.get(pass);
      passes.delete(pass);
      return way && way.untilMs > timers.nowMs() ? way : undefined;
    }),
  );
  const server = Bun.serve({
    hostname: host,
    port: settings.port,
    idleTimeout: 15,
    development: false,
    fetch: (request, bun) => app.fetch(request, bun),
    ...(tls ? { tls: { cert: Bun.file(tls.cert), key: Bun.file(tls.key) } } : {}),
  });
  const hall = {
    clock: timers,
    random,
    headersAs: insiders(node),
    ask: (asked: string, init: RequestInit) => app.request(asked, init),
  };
  let cancel: Cancel = () => {};
  const lookAfter = () => {
    cancel = timers.after(trainingLookMs, () => {
      if (closing.isClosed) return;
      void keepBusy(node, url, hall)
        .catch((cause: unknown) => report("people of the training", cause))
        .finally(() => closing.isClosed || lookAfter());
    });
  };
  const open: Open = {
    node,
    day: dayOf(node, timers.nowMs()),
    url: settings.port === 0 ? `${url.replace(/:\d+$/, "")}:${server.port}` : url,
    passes,
    async close() {
      if (closing.isClosed) return;
      closing.isClosed = true;
      cancel();
      await server.stop(true);
      await printers.stop();
      await node.stop();
      db.close();
    },
  };
  await openDemoHall(url, { ...hall, seed: random.bytes(1)[0]! });
  lookAfter();
  return open;
};

type Hall = Required<Pick<Parameters<typeof openDemoHall>[1], "clock" | "random" | "headersAs" | "ask">>;

/** Somebody new comes while few wait. */
const keepBusy = async ({ deps }: RunningNode, url: string, hall: Hall): Promise<void> => {
  if (hallFigures(hallNow(deps)).waiting >= trainingWaitingMin) return;
  const { get, post } = callsTo(url, hall.ask, hall.headersAs, deps.newId);
  const { services } = (await get("/kiosk", kiosk)) as { services: { code: string; numbersLeft: number }[] };
  const offered = services.filter(({ numbersLeft }) => numbersLeft > 0).map(({ code }) => code);
  for (const person of demoPeople(hall.random, offered).slice(0, 1)) await post("/walkins", kiosk, person);
};

const kiosk = "kiosk:1";

/** Sessions of the training's own invented staff and devices, who open its hall. */
const insiders = ({ deps }: RunningNode): HeadersAs => {
  const { self, writer, newId, random } = deps;
  return async (as) => {
    const [role = "", id = ""] = as.split(":");
    const caller = callerNamed(role) ?? "staff";
    const isStaff = !isDevice(caller);
    const token = newToken({ random });
    const command = { actor: { kind: "system", task: "training" }, requestId: newId() } as const;
    orThrow(
      await writer.submit<null, never>(command, (tx) =>
        ok({
          intent: "enterTraining",
          rows: openRows(tx, token, {
            kind: isStaff ? "staff" : "device",
            who: isStaff ? id : deviceIdOf(self.branch, caller, id),
            grant: isStaff ? grantIdOf(id) : null,
            label: "training",
            verifiedMs: tx.nowMs,
          }),
          answer: null,
        }),
      ),
    );
    return { cookie: `${cookieOf(self.alias, caller)}=${token}`, [asHeader]: caller, origin: self.publicUrl };
  };
};
