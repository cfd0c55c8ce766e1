import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { manualTimers } from "../sync/core/timers";
import { tcpLink } from "./tcp-link";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A free port of this machine, with a listener on it or with none. */
const portOf = async (listener?: Parameters<typeof createServer>[1]): Promise<number> => {
  const made = createServer(listener);
  await new Promise<void>((up) => made.listen(0, "127.0.0.1", up));
  const address = made.address();
  if (listener) server = made;
  else await new Promise((closed) => made.close(closed));
  return address !== null && typeof address === "object" ? address.port : 0;
};

const setup = (port: number) => {
  const timers = manualTimers(0);
  const link = tcpLink({ host: "127.0.0.1", port, timers });
  const downs: { connected: boolean; cause: string }[] = [];
  let told: () => void = () => {};
  const nextDown = () => new Promise<void>((resolve) => (told = resolve));
  const down = (connected: boolean, cause: string) => {
    downs.push({ connected, cause });
    told();
  };
  return { timers, link, downs, nextDown, down };
};

test("a device that refuses is tried again after 100 ms, then ever less often, at most every 5 s", async () => {
  const { timers, link, downs, nextDown, down } = setup(await portOf());
  const first = nextDown();
  link.open({ up: () => {}, data: () => {}, down });
  await first;
  for (const [i, waitMs] of [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000].entries()) {
    const next = nextDown();
    timers.advance(waitMs - 1);
    await new Promise((turn) => setImmediate(turn));
    expect(downs).toHaveLength(i + 1);
    timers.advance(1);
    await next;
  }
  expect(downs.every(({ connected, cause }) => !connected && cause === "ECONNREFUSED")).toBe(true);
  await link.close();
});

test("a device that has spoken is tried again soon, however often it breaks", async () => {
  const port = await portOf((socket) => socket.end("x"));
  const { timers, link, downs, nextDown, down } = setup(port);
  let next = nextDown();
  link.open({ up: () => {}, data: () => {}, down });
  for (let i = 0; i < 4; i++) {
    await next;
    next = nextDown();
    timers.advance(100);
  }
  await next;
  expect(downs).toHaveLength(5);
  expect(downs).toEqual(
    Array.from(downs, () => ({ connected: true, cause: "the device closed the connection" })),
  );
  await link.close();
});

test("nothing is tried after close", async () => {
  const { timers, link, downs, nextDown, down } = setup(await portOf());
  const first = nextDown();
  link.open({ up: () => {}, data: () => {}, down });
  await first;
  await link.close();
  timers.advance(60_000);
  await new Promise((turn) => setImmediate(turn));
  expect(downs).toHaveLength(1);
});
