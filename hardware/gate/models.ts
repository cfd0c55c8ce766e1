/**
 * Gate controllers that are known, as data. None of them has been touched by us: where a fact comes from stands beside it. Makers
 * whose protocol is under contract (dormakaba, Magnetic, secunet, IDEMIA, Vision-Box) published nothing to write down.
 */
import type { DeviceModel } from "../models";
import type { ModbusGateOptions } from "./modbus-gate";

export interface GateModel extends DeviceModel {
  readonly kind: "lane";
  /** How `modbusGate` drives it; null: by no profile of ours, it needs a controller of its own between. */
  readonly profile: ModbusGateOptions["profile"] | null;
}

export const gateModels: readonly GateModel[] = [
  {
    kind: "lane",
    id: "ig-1",
    name: "IG-1, our reference lane controller",
    transports: ["modbus-tcp"],
    profile: "controller",
    quirks: ["comes up closed after every start: its mode has to be set again"],
    seen: "our emulator; libmodbus and pymodbus as other engines of its register map",
  },
  {
    kind: "lane",
    id: "relay-9",
    name: "Any relay module with 9 contacts and 5 coils before a gate with its own drive unit",
    transports: ["modbus-tcp"],
    profile: "relay",
    quirks: [
      "keeps no count and no alarm: the door behind the person is the sensor",
      "set its host watchdog to 3 s, safe state all coils off",
    ],
    seen: "our emulator",
  },
  {
    kind: "lane",
    id: "moxa-iologik-e1214",
    name: "Moxa ioLogik E1214",
    transports: ["modbus-tcp"],
    profile: null,
    quirks: [
      "6 inputs (discrete 0 to 5) and 6 relays (coils 0 to 5), unit 1, port 502: three contacts too few",
    ],
    seen: "register map after Moxa's manual v16.1; not tried",
  },
  {
    kind: "lane",
    id: "cs-brt20",
    name: "CS-BRT20 beam sensor",
    transports: ["modbus-tcp"],
    profile: null,
    quirks: ["tells healthy, fault and tamper as bits: belongs behind the lane's controller"],
    seen: "its register list; not tried",
  },
  {
    kind: "lane",
    id: "tpw-321asp",
    name: "TPW-321ASP tripod",
    transports: ["serial"],
    profile: null,
    quirks: ["frames of its own: STX FF 00 04"],
    seen: "its manual; not tried",
  },
  {
    kind: "lane",
    id: "digicon-tx1500",
    name: "Digicon TX1500 turnstile",
    transports: ["serial"],
    profile: null,
    quirks: [
      "frames of its own at 115,200 baud: STX, length, command, XOR",
      "tells a passage by RET1 and RET2",
    ],
    seen: "its manual; not tried",
  },
  {
    kind: "lane",
    id: "gunnebo-speedstile-bp-ds",
    name: "Gunnebo SpeedStile BP DS",
    transports: ["serial"],
    profile: null,
    quirks: ["RS-485 protocol of its own", "contacts for fire alarm and power failure, battery inside"],
    seen: "headings of its manual; not tried",
  },
];
