import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isThere } from "../.dev/peers";
import { manualTimers, systemTimers, type Timers } from "../sync/core/timers";
import { deviceLink } from "./device-link";
import type { Link } from "./link";
import { type Cable, cable } from "./pty.fixture";
import { serialLink } from "./serial-link";

const open: Link[] = [];
let line: Cable;
beforeEach(async () => {
  if (isThere("socat")) line = await cable();
});
afterEach(async () => {
  for (const link of open.splice(0)) await link.close();
  if (isThere("socat")) await line.close();
});

const listen = (link: Link) => {
  const told = { ups: 0, downs: [] as { connected: boolean; cause: string }[], heard: Buffer.alloc(0) };
  open.push(link);
  link.open({
    up: () => void (told.ups += 1),
    data: (packet) => void (told.heard = Buffer.concat([told.heard, packet])),
    down: (connected, cause) => void told.downs.push({ connected, cause }),
  });
  return told;
};
/** Real devices keep real time: waits for it, ten seconds at the most. */
const until = async (isSo: () => boolean) => {
  for (const giveUp = performance.now() + 10_000; !isSo();) {
    if (performance.now() > giveUp) throw new Error("it did not come to pass in ten seconds");
    await new Promise((turn) => setImmediate(turn));
  }
};
const bytes = (text: string) => new TextEncoder().encode(text);

/** Time that stands still, for the waits between tries. */
const tries = async (link: (timers: Timers) => Link) => {
  const timers = manualTimers(0);
  const told = listen(link(timers));
  const waitsMs: number[] = [];
  for (let seen = told.downs.length; waitsMs.length < 8; seen = told.downs.length) {
    let waitMs = 0;
    for (; told.downs.length === seen; waitMs += 100) timers.advance(100);
    waitsMs.push(waitMs);
  }
  return { told, waitsMs };
};

test("a device that is not there is looked for ever less often, at most every 5 s", async () => {
  const { told, waitsMs } = await tries((timers) => deviceLink({ path: "/dev/no-such-printer", timers }));
  expect(waitsMs).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(new Set(told.downs.map(({ cause }) => cause))).toEqual(new Set(["ENOENT"]));
});

describe.skipIf(!isThere("socat"))("over a cable that socat makes", () => {
  const both = (timers: Timers) => ({
    ours: listen(serialLink({ path: line.ours, baud: 115_200, timers })),
    theirs: listen(deviceLink({ path: line.theirs, timers })),
  });

  test("every byte arrives as it was sent, also those that steer a terminal", async () => {
    const { ours, theirs } = both(systemTimers);
    await until(() => ours.ups === 1 && theirs.ups === 1);
    const all = Uint8Array.from({ length: 256 }, (_, at) => at).filter(
      (each) => each !== 0x11 && each !== 0x13,
    );
    open[0]!.write(all);
    open[1]!.write(all);
    await until(() => ours.heard.length >= all.length && theirs.heard.length >= all.length);
    expect([...theirs.heard]).toEqual([...all]);
    expect([...ours.heard]).toEqual([...all]);
  });

  test("more than the line takes at once arrives whole and in order", async () => {
    const { ours, theirs } = both(systemTimers);
    await until(() => ours.ups === 1 && theirs.ups === 1);
    const ticket = Uint8Array.from({ length: 65_000 }, (_, at) => 0x20 + ((at * 7) % 90));
    line.stall();
    open[0]!.write(ticket);
    await new Promise((turn) => setImmediate(turn));
    line.goOn();
    await until(() => theirs.heard.length >= ticket.length);
    expect(theirs.heard.equals(Buffer.from(ticket))).toBe(true);
  });

  test("a device that is pulled is told at once, and found again by its name when it is back", async () => {
    const { ours, theirs } = both(systemTimers);
    await until(() => ours.ups === 1 && theirs.ups === 1);
    await line.unplug();
    await until(() => ours.downs.length > 0);
    expect(ours.downs[0]).toEqual({ connected: true, cause: "the device went away" });
    await line.plugIn();
    await until(() => ours.ups === 2 && theirs.ups === 2);
    open[1]!.write(bytes("back"));
    await until(() => ours.heard.toString() === "back");
  });

  test("nothing is tried after close", async () => {
    const timers = manualTimers(0);
    const link = deviceLink({ path: line.ours, timers });
    const told = listen(link);
    await link.close();
    await line.unplug();
    timers.advance(60_000);
    expect(told).toMatchObject({ ups: 1, downs: [] });
  });

  test("a file that is no serial line says so", async () => {
    const path = `${line.ours}-file`;
    writeFileSync(path, "");
    const told = listen(serialLink({ path, baud: 9600, timers: systemTimers }));
    await until(() => told.downs.length > 0);
    expect(told.downs[0]).toEqual({ connected: false, cause: "this is no serial line" });
  });
});
