/**
 * Histories of headquarters and five branches, drawn from one number each. `STO_SIM_HISTORIES=10000 npm test -- sync/sim` runs
 * more of them. What went wrong in one is told with its seed: `npm run sim -- --seed N` tells the same story again.
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHistory } from "./history";

const histories = Number(process.env["STO_SIM_HISTORIES"] ?? 80);
const steps = 300;
/** Half of them each: the machine's second core works too. */
const processes = 2;

test(
  `${histories} histories of ${steps} steps: no oversell, nothing acknowledged lost, and all agree in the end`,
  { timeout: 60_000 + histories * 1000 },
  async () => {
    const share = Math.ceil(histories / processes);
    const runs = Array.from({ length: processes }, (_, at) => simulate(1 + at * share, share));
    for (const { code, told } of await Promise.all(runs)) {
      console.log(told);
      expect(code, told).toBe(0);
    }
  },
);

test("one number is one history, to the byte", async () => {
  const [first, again, other] = [await ending(7), await ending(7), await ending(8)];
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

const ending = async (seed: number): Promise<string> => (await runHistory({ seed, steps: 100 })).digest;

const simulate = async (seed: number, count: number) => {
  const entry = join(import.meta.dirname, "main.ts");
  const options = ["--seed", seed, "--steps", steps, "--histories", count].map(String);
  const child = Bun.spawn([process.execPath, entry, ...options], { stdout: "pipe", stderr: "pipe" });
  const [out, trouble, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, told: (out + trouble).trim() };
};
