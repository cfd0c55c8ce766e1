import { expect, onTestFinished, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { startChild } from "./child";
import { afterExit } from "./restarts";

const setupChild = (script: string) => {
  const timers = manualTimers(0);
  const lines: string[] = [];
  let onLine = () => {};
  const child = startChild({
    name: "node",
    command: [process.execPath, "-e", script],
    env: {},
    onLine: (line) => {
      lines.push(line);
      onLine();
    },
    timers,
  });
  onTestFinished(() => child.stop());
  /** The line with this number, when it has come. */
  const line = (at: number) =>
    new Promise<string>((resolve) => {
      onLine = () => {
        if (lines.length > at) resolve(lines[at]!);
      };
      onLine();
    });
  return { child, timers, line };
};

const exited = (code: number | null, againMs: number) =>
  JSON.stringify({ event: "exited", name: "node", code, againMs });

const sayAndStay = "console.log(process.pid); setInterval(() => {}, 1000)";
const kill = (pid: string) => process.kill(Number(pid), "SIGKILL");

test("a child that exits is started again, and stays away once the demo stops it", async () => {
  const { child, timers, line } = setupChild(sayAndStay);
  const first = await line(0);
  kill(first);
  expect(await line(1)).toBe(exited(null, 500));
  timers.advance(500);
  const second = await line(2);
  expect(second).not.toBe(first);
  await child.stop();
  expect(() => process.kill(Number(second), 0), "its process is gone").toThrow("ESRCH");
});

test("one that exits at once is tried ever more slowly for about a minute, then given up", async () => {
  const { timers, line } = setupChild("process.exit(1)");
  const delays = [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, 8000];
  for (const [at, delayMs] of delays.entries()) {
    expect(await line(at)).toBe(exited(1, delayMs));
    timers.advance(delayMs);
  }
  expect(await line(delays.length)).toBe(JSON.stringify({ event: "given-up", name: "node", code: 1 }));
});

test("a minute of good running forgives what went before: a node may be killed all day long and comes back", async () => {
  const { timers, line } = setupChild(sayAndStay);
  for (let death = 0; death < 12; death++) {
    const pid = await line(2 * death);
    timers.advance(60_000);
    kill(pid);
    expect(await line(2 * death + 1)).toBe(exited(null, 500));
    timers.advance(500);
  }
});

test("a second less than a minute forgives nothing, and a wrong configuration is not tried again", () => {
  expect(afterExit(10, 59_999, 1)).toEqual({ type: "GiveUp", failures: 11 });
  expect(afterExit(10, 60_000, 1)).toEqual({ type: "Again", failures: 1, delayMs: 500 });
  expect(afterExit(0, 5, 2)).toEqual({ type: "GiveUp", failures: 1 });
});
