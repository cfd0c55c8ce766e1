import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { identifying } from "../identity/session.route";
import { headersAs, setupBranch } from "../testing";
import { Live, pageLimits } from "./live";
import { ProblemError } from "./problem";
import { type Env, identify } from "./request";

const officer = "officer:rohani";

/** The stream of live pages, with few places, and pages that ask for it from an address. */
const setupLive = async (limits: Partial<typeof pageLimits>, text = "news") => {
  const branch = await setupBranch({ closed: true });
  const { deps, clock } = branch;
  const live = new Live(deps.writer, clock, { ...pageLimits, ...limits });
  live.register({ name: "news", tables: [], route: "GET /node", snapshot: () => text });
  const app = new Hono<Env>()
    .use(identify(identifying(deps)))
    .get("/", (c) => live.stream(c, ["news"]))
    .onError((cause, c) => c.text("", cause instanceof ProblemError ? cause.body.status : 500));
  const pages: Response[] = [];
  onTestFinished(async () => {
    live.stop();
    for (const page of pages) if (!page.body?.locked) await page.body?.cancel().catch(() => {});
  });
  const open = async (address: string, as?: string) => {
    const page = await app.request("/", as ? { headers: headersAs(branch, as) } : {}, {
      requestIP: () => ({ address }),
    });
    pages.push(page);
    return page;
  };
  return { branch, live, open };
};

test("strangers take at most half of the places: an officer still comes in", async () => {
  const { open } = await setupLive({ listenersMax: 4 });
  const statusOf = async (address: string, as?: string) => (await open(address, as)).status;
  expect([await statusOf("192.0.2.1"), await statusOf("192.0.2.2")]).toEqual([200, 200]);
  expect(await statusOf("192.0.2.3")).toBe(503);
  expect([await statusOf("192.0.2.3", officer), await statusOf("192.0.2.3", officer)]).toEqual([200, 200]);
  expect(await statusOf("192.0.2.3", officer), "now it is full").toBe(503);
});

test("an officer who signs out hears no more, without asking", async () => {
  const { open, branch } = await setupLive({ beatMs: 20 });
  const page = await open("192.0.2.1", officer);
  const reader = page.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain("event: beat");
  branch.db.run("DELETE FROM session");
  while (!(await reader.read()).done);
});

test("one network of strangers takes only its share, and what it lets go is free again", async () => {
  const { open } = await setupLive({ perNetworkMax: 1 });
  const first = await open("2001:db8::1");
  expect((await open("2001:db8:0:0:5::")).status, "the same line").toBe(503);
  expect((await open("2001:db8:0:1::1")).status).toBe(200);
  expect((await open("2001:db8::1", officer)).status).toBe(200);
  await first.body?.cancel();
  expect((await open("2001:db8::1")).status).toBe(200);
});

test("a reader that does not keep up is let go; the others stay", async () => {
  const { live, open } = await setupLive({ backlogBytesMax: 1000 }, "x".repeat(300));
  const asleep = await open("192.0.2.1");
  const awake = (await open("192.0.2.2")).body!.getReader();
  const heard = async () => {
    let text = "";
    while (!text.includes("xxx")) text = new TextDecoder().decode((await awake.read()).value);
    return text;
  };
  await heard();
  for (let news = 0; news < 4; news++) {
    live.touch("news");
    expect(await heard()).toContain("event: news");
  }
  expect(live.open).toBe(1);
  await expect(asleep.text()).rejects.toThrow("keep up");
  await awake.cancel();
});

test("a topic that is told once an hour waits for its turn, and holds up nobody else", async () => {
  const { branch, live } = await setupLive({});
  live.register({ name: "slow", tables: [], route: "GET /node", everyMs: 3_600_000, snapshot: () => "slow" });
  const app = new Hono<Env>()
    .use(identify(identifying(branch.deps)))
    .get("/", (c) => live.stream(c, ["news", "slow"]));
  const reader = (await app.request("/")).body!.getReader();
  onTestFinished(() => reader.cancel());
  const told: string[] = [];
  const hear = async (event: string) => {
    while (told.filter((one) => one === event).length === 0) {
      const text = new TextDecoder().decode((await reader.read()).value);
      told.push(...[...text.matchAll(/event: (\w+)/g)].map(([, name]) => name!));
    }
    told.splice(told.indexOf(event), 1);
  };
  for (const first of ["news", "slow"]) await hear(first);
  live.touch("slow");
  await hear("slow");
  live.touch("slow");
  live.touch("news");
  await hear("news");
  live.touch("news");
  await hear("news");
  expect(
    told.filter((one) => one === "slow"),
    "its hour is not over",
  ).toEqual([]);
  branch.clock.advance(3_600_000);
  live.touch("news");
  await hear("slow");
});
