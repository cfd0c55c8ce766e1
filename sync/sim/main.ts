/**
 * `npm run sim -- --seed N --steps N [--histories N]`: runs histories of the simulator, from this seed on. The first thing that is
 * not as it must be is printed with its seed and its step, and ends with 1: the same seed tells the same story again.
 */
import { parseArgs } from "node:util";
import { runHistory } from "./history";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "300" },
    histories: { type: "string", default: "1" },
  },
});

const main = async (): Promise<number> => {
  const [seed, steps, histories] = [values.seed, values.steps, values.histories].map(Number) as [
    number,
    number,
    number,
  ];
  const beganMs = performance.now();
  for (let at = 0; at < histories; at++) {
    try {
      const { digest } = await runHistory({ seed: seed + at, steps });
      if (histories === 1) console.log(`seed ${seed}, ${steps} steps: ${digest}`);
    } catch (cause) {
      console.error(cause instanceof Error ? cause.message : cause);
      return 1;
    }
  }
  const tookMs = performance.now() - beganMs;
  const perStepMs = tookMs / (histories * steps);
  console.log(
    `${histories} histories of ${steps} steps from seed ${seed}: nothing wrong, ${(tookMs / 1000).toFixed(1)} s, ${perStepMs.toFixed(3)} ms a step`,
  );
  return 0;
};

process.exit(await main());
