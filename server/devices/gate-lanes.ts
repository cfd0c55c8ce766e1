/** The lanes of the configuration: a driver for each controller, listed with the devices, then their programme. */
import { modbusGate } from "../../hardware/gate/modbus-gate";
import { systemTimers, type Timers } from "../../sync/core/timers";
import type { Config } from "../config";
import type { Deps } from "../deps";
import type { LaneGate } from "../gates/lane-loop.usecase";

export const startLanes = async (
  deps: Deps,
  lanes: Config["lanes"],
  { report, timers = systemTimers }: { report: (what: string, cause: unknown) => void; timers?: Timers },
): Promise<{ stop(): Promise<void> }> => {
  const { connected, gates, live, self } = deps;
  const standing = lanes.map(({ host, port, profile, unit, emulator, ...setup }): LaneGate => {
    const gate = modbusGate({ profile, host, port, unit, timers });
    connected.add({
      id: setup.id,
      kind: "lane",
      name: setup.name,
      status: () => {
        const { online, error, lastSeenMs } = gate.snapshot();
        return { online, error: error?.type ?? null, lastSeenMs };
      },
    });
    gate.onEvent(() => live.touch("devices"));
    return { setup, gate, isEmulator: emulator || self.demo };
  });
  await gates.start(deps, standing, { timers, report });
  return { stop: () => gates.stop() };
};
