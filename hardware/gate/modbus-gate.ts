import type { Gate } from "../ports";
import { gateDriver } from "./gate";
import { modbusLine, type ModbusLineOptions } from "./modbus-line";
import { controllerWire } from "./profile-controller";
import { relayWire } from "./profile-relay";

export interface ModbusGateOptions extends ModbusLineOptions {
  /** `controller`: an IG-1 or one with its register map. `relay`: coils and contacts before a gate with its own drive unit. */
  readonly profile: "controller" | "relay";
}

/** A gate lane on the network. One process owns it. */
export const modbusGate = ({ profile, ...options }: ModbusGateOptions): Gate => {
  const line = modbusLine(options);
  const wire = profile === "controller" ? controllerWire(line) : relayWire(line, options.timers);
  return gateDriver(wire, options);
};
