import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { seededRandom } from "../../sync/core/clock";
import { mondayMorningMs } from "../../sync/testing";
import { type Json, setupBranch } from "../testing";
import { trainingRoom } from "../training-room";

const dayMs = 86_400_000;

/** A branch and its training, each on its own file; the branch's clock is the training's, too. */
const setup = async () => {
  const dir = join(mkdtempSync(join(tmpdir(), "sto-training-")), "training");
  const timers = manualTimers(mondayMorningMs);
  const reports: unknown[] = [];
  const branch = await setupBranch({ closed: true, clock: timers });
  const room = trainingRoom({
    settings: { port: 0, public_url: "http://localhost:1" },
    self: branch.deps.self,
    dir,
    host: "127.0.0.1",
    tls: undefined,
    timers,
    random: seededRandom(9),
    report: (what, cause) => void reports.push(what, cause),
  });
  onTestFinished(async () => {
    await room.close();
    rmSync(dir, { recursive: true, force: true });
  });
  /** Somebody of the branch goes in, and asks there with the cookie that the way in gave. */
  const enter = async (id: string, name: string, role: "officer" | "supervisor") => {
    const way = await room.enter({ id, name, role }, "/counter");
    if (!way.ok) throw new Error(JSON.stringify(reports));
    const answer = await fetch(way.value.url, { redirect: "manual" });
    const [cookie = ""] = answer.headers.getSetCookie();
    const origin = new URL(way.value.url).origin;
    const ask = async (method: string, path: string, body?: unknown): Promise<Json> =>
      (
        await fetch(`${origin}/api/v1${path}`, {
          method,
          headers: {
            cookie: cookie.split(";")[0]!,
            "x-sto-as": "staff",
            origin: "http://localhost:1",
            "content-type": "application/json",
            "idempotency-key": branch.deps.newId(),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
      ).json() as Promise<Json>;
    return { way: way.value.url, to: answer.headers.get("location"), cookie, ask };
  };
  return { branch, room, enter, timers, dir, reports };
};

const everyRow = ({ db }: Awaited<ReturnType<typeof setupBranch>>) =>
  ["log_open", "batch", "ticket", "ticket_step", "counter_step", "staff", "notice", "device_job"].map(
    (table) => (db.query(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n,
  );

test("an officer practises on invented people, and the branch's own file has no word of it", async () => {
  const { branch, enter, dir } = await setup();
  const before = everyRow(branch);
  const { to, ask } = await enter("rohani", "Rohani", "officer");
  expect(to).toBe("/counter");
  expect(await ask("GET", "/node")).toMatchObject({ training: "here", branchId: branch.deps.self.branch });
  expect(await ask("GET", "/session")).toMatchObject({ staff: { name: "Rohani", role: "officer" } });

  const { items } = await ask("GET", "/counters");
  await ask("POST", `/counters/${items[0].id}/sign-on`, {});
  const called = await ask("POST", `/counters/${items[0].id}/next`, {});
  expect(called.current.number).toMatch(/^L\d{3}$/);
  expect(everyRow(branch)).toEqual(before);
  expect(existsSync(join(dir, "sto.db"))).toBe(true);
});

test("every number is of the training's own series, the way in counts once and for a minute, and one browser keeps both cookies", async () => {
  const { branch, enter, room, timers } = await setup();
  const { ask, way, cookie } = await enter("azlina", "Azlina", "supervisor");
  const { items: counters } = await ask("GET", "/counters");
  const queues: Json[][] = [];
  for (const { id } of counters) queues.push((await ask("GET", `/queue?counter=${id}`)).waiting);
  const numbers = queues.map((queue) => queue.map(({ number }: Json) => number));
  expect(new Set(numbers.flat()).size).toBeGreaterThan(3);
  expect(numbers.flat().filter((number) => !/^L\d{3}$/.test(number))).toEqual([]);
  expect(new Set(numbers.map(String)).size, "still queues of their own").toBeGreaterThan(1);
  expect(cookie).not.toContain(`sto-${branch.deps.self.alias}-`);

  const again = await fetch(way, { redirect: "manual" });
  expect([again.headers.get("location"), again.headers.getSetCookie()]).toEqual(["/staff/me", []]);
  const late = await room.enter({ id: "rohani", name: "Rohani", role: "officer" }, "/counter");
  timers.advance(61_000);
  const answer = await fetch(late.ok ? late.value.url : "", { redirect: "manual" });
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("the next day begins with an empty room", async () => {
  const { enter, timers } = await setup();
  const first = await enter("rohani", "Rohani", "officer");
  const { items } = await first.ask("GET", "/counters");
  await first.ask("POST", `/counters/${items[0].id}/sign-on`, {});
  timers.advance(dayMs);
  const second = await enter("selvam", "Selvam", "officer");
  const counters = await second.ask("GET", "/counters");
  expect(counters.items.filter(({ state }: Json) => state !== "closed")).toEqual([]);
});

test("a branch without a room for training says so", async () => {
  const branch = await setupBranch({ closed: true });
  const answer = await branch.call("POST", "/training", { page: "/counter" }, { as: "officer:rohani" });
  expect([answer.status, answer.body.code]).toEqual([409, "no_training"]);
  const elsewhere = await branch.call(
    "POST",
    "/training",
    { page: "//evil.example" },
    { as: "officer:rohani" },
  );
  expect(elsewhere.status).toBe(400);
});
