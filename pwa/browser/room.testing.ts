/**
 * A demo room for browser tests: the program itself with its three nodes, and a real Chromium. One per test file; each
 * test's pages are closed after it, and whatever they complained about fails it. Shortly before midnight the room lives in
 * the next day.
 */
import { Database } from "bun:sqlite";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, vi } from "vitest";
import { codesIn } from "../../server/booking-client.testing";
import { demoCallers } from "../../server/demo/client";
import { openBrowser, openContext, patienceMs, picture, type Size, sizes, watch } from "./chromium.testing";
import { aheadIn, leapMs, leapSignal, setAhead } from "./clock-ahead.testing";
import { roomDate, startDemo, sixFreePorts } from "./demo.testing";

export interface VisitOptions {
  readonly size?: Size | { readonly width: number; readonly height: number };
  /** Goes on with what an earlier visitor's phone keeps: same storage, same service worker. */
  readonly on?: BrowserContext;
  /** Complaints that belong to the test's subject: a line that was cut on purpose. */
  readonly expects?: RegExp;
}

export interface Room {
  /** Headquarters, and the branch most tests play in. */
  readonly hq: string;
  readonly branch: string;
  readonly otherBranch: string;
  readonly browser: Browser;
  /** Opens a page of the branch (a path) or anywhere (an address) on a device of its own. */
  visit(address: string, options?: VisitOptions): Promise<Page>;
  /** The demo room's own knowledge: printers and the paper that came out. */
  printer(branch?: string): Promise<DemoPrinter>;
  turn(part: "paper" | "cover" | "power" | "freeze", value: string): Promise<void>;
  /** The branch's line to headquarters. */
  line(value: "cut" | "up"): Promise<void>;
  /** The bytes the printer got for one piece of paper. */
  bytesOf(ticketId: string): Promise<Uint8Array>;
  /** The newest code that came to a telephone or a mailbox, once it is there. */
  codeTo(address: string): Promise<string>;
  /** The demo's SMS gateway: broken it takes no message. */
  smsGateway(value: "broken" | "well"): void;
  /** Time passes on all three nodes: a day and an hour, or so many milliseconds. */
  leap(byMs?: number): Promise<void>;
  /** The branch loses power for so long, and starts again. */
  powerCut(lastsMs: number): Promise<void>;
  /** The branch's process: stopped (`SIGSTOP`) it keeps its sockets and says nothing, as a hung machine does. */
  signal(name: "SIGSTOP" | "SIGCONT"): void;
}

export interface DemoPrinter {
  readonly branch: string;
  readonly paper: string;
  readonly tickets: readonly { readonly id: string; readonly pngUrl: string; readonly bytes: number }[];
}

const playedBranch = "sgr-hq1";
const otherBranch = "jhr-hq1";
/** Who opens pages that are not for everybody. */
const staffOf = [
  ["/counter", "officer:rohani"],
  ["/branch", "supervisor:aminah"],
  ["/line", "supervisor:aminah"],
  ["/staff/accounts", "officer:rohani"],
  ["/kiosk", "kiosk:1"],
  ["/display", "display:1"],
] as const;

/** Looks again and again until it holds, as a person would. */
export const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: patienceMs, interval: 100 });

/** Opens the room before the file's first test and closes it after the last. */
export const setupRoom = (): Room => {
  let port = 0;
  let demo: ReturnType<typeof startDemo> | undefined;
  let browser: Browser | undefined;
  const complaints: string[] = [];
  const contexts = new Set<BrowserContext>();
  const folder = mkdtempSync(join(tmpdir(), "sto-room-"));

  beforeAll(async () => {
    const begun = inject("openedRoom");
    if (begun.date === roomDate()) cpSync(begun.folder, folder, { recursive: true });
    port = sixFreePorts();
    demo = startDemo(port, folder);
    [browser] = await Promise.all([openBrowser(), demo.ready]);
  }, 120_000);

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await keepPictures(contexts, task.name);
    // A page may still be asking when its test is done: an answer that a test would change finds nobody any more.
    const pages = [...contexts].flatMap((context) => context.pages());
    await Promise.all(pages.map((page) => page.unrouteAll({ behavior: "ignoreErrors" })));
    await Promise.all([...contexts].map((context) => context.close()));
    contexts.clear();
    const said = complaints.splice(0);
    expect(said, "what the pages complained about").toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const hq = () => `http://localhost:${port}`;
  const branch = () => `http://localhost:${port + 1}`;
  const nodeNowMs = async () =>
    ((await (await fetch(`${branch()}/api/v1/node`)).json()) as { now: number }).now;
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`${hq()}/demo/api${path}`, init);
    if (!answer.ok) throw new Error(`the demo room answered ${answer.status} to ${path}`);
    return answer;
  };

  return {
    get hq() {
      return hq();
    },
    get branch() {
      return branch();
    },
    get otherBranch() {
      return `http://localhost:${port + 2}`;
    },
    get browser() {
      if (!browser) throw new Error("the room is not open yet");
      return browser;
    },
    visit: async (address, { size = "phone", on, expects } = {}) => {
      const viewport = typeof size === "string" ? sizes[size] : size;
      const context = on ?? (await openContext(opened(browser), viewport));
      contexts.add(context);
      const page = await context.newPage();
      await page.setViewportSize(viewport);
      watch(page, (complaint) => {
        if (!expects?.test(complaint)) complaints.push(complaint);
      });
      const url = new URL(address, branch());
      const as = staffOf.find(([path]) => url.pathname === path || url.pathname.startsWith(`${path}/`))?.[1];
      await page.goto(
        as === undefined
          ? url.href
          : `${url.origin}/demo/enter?as=${as}&then=${encodeURIComponent(url.pathname + url.search)}`,
      );
      // A touch lands where it is aimed only when the group's own sheet has arrived; a kiosk with a reader never falls silent.
      if (address.startsWith("/kiosk"))
        await page.waitForFunction(
          () => getComputedStyle(document.querySelector(".kiosk") ?? document.body).display === "flex",
        );
      return page;
    },
    printer: async (of = playedBranch) => {
      const { printers } = (await (await ask("/state")).json()) as { printers: DemoPrinter[] };
      const found = printers.find((printer) => printer.branch === of);
      if (!found) throw new Error(`no printer at ${of}`);
      return found;
    },
    turn: async (part, value) => {
      await ask(`/printer/${playedBranch}/${part}`, { method: "POST", body: JSON.stringify({ value }) });
    },
    line: async (value) => {
      await ask(`/line/${playedBranch}`, { method: "POST", body: JSON.stringify({ value }) });
    },
    bytesOf: async (ticketId) =>
      new Uint8Array(await (await ask(`/bytes/${playedBranch}/${ticketId}`)).arrayBuffer()),
    codeTo: codesIn(join(folder, "spool")),
    smsGateway: (value) => {
      // The demo's gateway is a folder: a file that stands in its place takes nothing.
      const [folderOfSms, away] = ["sms", "sms-away"].map((name) => join(folder, "spool", name)) as [
        string,
        string,
      ];
      if (value === "broken") {
        renameSync(folderOfSms, away);
        writeFileSync(folderOfSms, "");
      } else {
        rmSync(folderOfSms);
        renameSync(away, folderOfSms);
      }
    },
    leap: async (byMs = leapMs) => {
      const before = await nodeNowMs();
      setAhead(folder, aheadIn(folder) + byMs);
      for (const node of ["hq", playedBranch, otherBranch]) process.kill(pidOf(folder, node), leapSignal);
      await until(async () => expect((await nodeNowMs()) - before).toBeGreaterThanOrEqual(byMs));
      if (byMs < leapMs) return;
      // The night's work keeps the node from taking anybody in for a moment.
      const db = new Database(join(folder, playedBranch, "sto.db"), { readonly: true });
      await until(() => {
        const { due } = db.query("SELECT min(due_ms) AS due FROM schedule").get() as { due: number };
        expect(due).toBeGreaterThan(before + byMs);
      });
      db.close();
      await until(() => demoCallers(branch())("public:anyone"));
    },
    powerCut: async (lastsMs) => {
      process.kill(pidOf(folder), "SIGKILL");
      setAhead(folder, aheadIn(folder) + lastsMs);
      for (const node of ["hq", otherBranch]) process.kill(pidOf(folder, node), leapSignal);
      await until(nodeNowMs);
    },
    signal: (name) => process.kill(pidOf(folder), name),
  };
};

/** How the pages of a failed test looked at its end. */
const keepPictures = async (contexts: Iterable<BrowserContext>, test: string): Promise<void> => {
  const pages = [...contexts].flatMap((context) => context.pages());
  const name = test
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  for (const [index, page] of pages.entries())
    await picture(page, `failed-${name}-${index + 1}`, false).catch(() => {});
};

const opened = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("the room is not open yet");
  return value;
};

/** A node is the process that was started with its configuration. */
const pidOf = (folder: string, node = playedBranch): number => {
  const config = join(folder, `${node}.toml`);
  const found = readdirSync("/proc").find((name) => /^\d+$/.test(name) && commandOf(name).includes(config));
  if (!found) throw new Error(`the process of ${node} was not found`);
  return Number(found);
};

/** Empty for a process that ended meanwhile. */
const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};
