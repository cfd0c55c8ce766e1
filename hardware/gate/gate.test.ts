import { gateContract } from "./contract";
import { setupMemoryLane, setupModbusLane } from "./lane.fixture";

gateContract("a controller in memory", { counts: true }, () => setupMemoryLane());
gateContract("a controller over Modbus TCP", { counts: true }, () => setupModbusLane("controller"));
gateContract("a relay module over Modbus TCP", { counts: false }, () => setupModbusLane("relay"));
