/**
 * `sto simulate`: the registries of other authorities for a try-out or a training, as a program of their own. Prints what a branch's
 * configuration says of them; each is switched while it runs, with `curl -X PUT -d stalled http://127.0.0.1:7300/imi/mode`.
 */
import { systemTimers } from "../sync/core/timers";
import { registryNames } from "./screening/registry";
import { registryModes, startRegistrySimulator } from "./screening/simulator";

/** Runs until SIGTERM or SIGINT. Resolves to the exit code. */
export const simulate = async (port: number, seed: string): Promise<number> => {
  let simulator: ReturnType<typeof startRegistrySimulator>;
  try {
    simulator = startRegistrySimulator({ port, seed, timers: systemTimers });
  } catch {
    console.error(
      `sto: port ${port} is in use.\nStop what uses it, or give another: sto simulate --port 7310`,
    );
    return 1;
  }
  for (const name of registryNames)
    console.log(
      [
        "[[registries]]",
        `id = "${name}"`,
        `url = "${simulator.urlOf(name)}"`,
        `key = "${simulator.publicKeyOf(name)}"`,
        "",
      ].join("\n"),
    );
  console.log(`# modes: ${registryModes.join(", ")}`);
  console.log(`# curl -X PUT -d stalled ${simulator.urlOf("imi")}/mode`);
  await new Promise<void>((done) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => done());
  });
  await simulator.stop();
  return 0;
};
