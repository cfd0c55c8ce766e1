import { err, ok } from "../../sync/core/result";
import type { ModbusLine } from "./modbus-line";
import {
  commands,
  commandToRegisters,
  discreteInputCount,
  holdingRegister,
  inputRegisterCount,
  readingOf,
} from "./registers";
import type { GateWire } from "./wire";

/** The controller shuts its lane when it has not heard a beat for this long. */
const watchdogMs = 3_000;

/** Profile A: a lane controller with the register map of `registers.ts`. It keeps the state machine, the times and the counts. */
export const controllerWire = (line: ModbusLine): GateWire => ({
  address: line.address,
  repeatable: true,
  can: commands.filter((name) => name !== "none"),
  open: (handlers) => line.open(handlers),
  async read() {
    const [registers, inputs] = await Promise.all([
      line.readRegisters(inputRegisterCount),
      line.readInputs(discreteInputCount),
    ]);
    if (!registers.ok) return registers;
    if (!inputs.ok) return inputs;
    const reading = readingOf(registers.value, inputs.value);
    return "wrong" in reading ? err({ type: "Misconfigured", cause: reading.wrong }) : ok(reading);
  },
  send: (command) => line.writeRegisters(holdingRegister.command, commandToRegisters(command), command.ttlMs),
  beat: (count) => line.writeRegisters(holdingRegister.heartbeat, [count, watchdogMs / 100], 0),
  close: () => line.close(),
});
