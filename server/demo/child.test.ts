import { expect, onTestFinished, test } from "vitest";
import { startChild } from "./child";

test("a child that exits is started again, and stays away once the demo stops it", async () => {
  const lines: string[] = [];
  let onLine = () => {};
  const spoken = (count: number) =>
    new Promise<void>((resolve) => {
      onLine = () => {
        if (lines.length >= count) resolve();
      };
      onLine();
    });
  const child = startChild({
    name: "node",
    command: [process.execPath, "-e", "console.log(process.pid); setInterval(() => {}, 1000)"],
    env: {},
    onLine: (line) => {
      lines.push(line);
      onLine();
    },
  });
  onTestFinished(() => child.stop());

  await spoken(1);
  process.kill(Number(lines[0]), "SIGKILL");
  await spoken(2);
  expect(lines[1]).not.toBe(lines[0]);
  await child.stop();
  expect(() => process.kill(Number(lines[1]), 0), "its process is gone").toThrow("ESRCH");
});
