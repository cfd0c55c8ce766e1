/**
 * `npm run sim -- --seed N --steps N [--histories N]`: runs histories of the simulator, from this seed on. The first thing that is
 * not as it must be is printed with its seed and its step, and ends with 1: the same seed tells the same story again.
 * `--laws N [--law part of its name]` states the laws of merging first, N examples of each.
 */
import { parseArgs } from "node:util";
import { runHistory } from "./history";
import { laws } from "./laws";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "300" },
    histories: { type: "string", default: "1" },
    laws: { type: "string", default: "0" },
    law: { type: "string", default: "" },
  },
});

const main = async (): Promise<number> => {
  const number = (name: keyof typeof values) => Number(values[name]);
  const [seed, steps, histories] = [number("seed"), number("steps"), number("histories")];
  if (number("laws") > 0)
    for (const { name, holds } of laws) if (name.includes(values.law)) await holds(number("laws"), seed);
  const beganMs = performance.now();
  for (let at = 0; at < histories; at++) {
    const { digest } = await runHistory({ seed: seed + at, steps });
    if (histories === 1) console.log(`seed ${seed}, ${steps} steps: ${digest}`);
  }
  const tookMs = performance.now() - beganMs;
  if (histories > 0)
    console.log(
      `${histories} histories of ${steps} steps from seed ${seed}: nothing wrong, ${(tookMs / 1000).toFixed(1)} s, ${(tookMs / histories / steps).toFixed(3)} ms a step`,
    );
  return 0;
};

const fail = (cause: unknown): never => {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exit(1);
};

process.on("unhandledRejection", fail);
process.exit(await main().catch(fail));
