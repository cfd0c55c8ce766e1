import { createServer, type Server, type Socket } from "node:net";
import type { Timers } from "../../sync/core/timers";

/**
 * - `silent`: takes every question and answers none.
 * - `slow`: answers after 1.5 s, when nobody waits any more.
 * - `busy`: exception 6 to everything.
 * - `drop`: breaks the connection at every question.
 * - `garbage`: answers with noise.
 */
export type ModbusMischief = "silent" | "slow" | "busy" | "drop" | "garbage";

/** What a device does for one function: the data of the answer, or the number of an exception. */
export interface ModbusDevice {
  readInputs(from: number, count: number): boolean[] | number;
  readRegisters(from: number, count: number): number[] | number;
  writeRegisters(from: number, values: readonly number[]): undefined | number;
  writeCoils(from: number, states: readonly boolean[]): undefined | number;
}

export interface ModbusServer {
  readonly port: number;
  /** Noise to send instead of an answer. */
  noise: Uint8Array;
  misbehave(how: ModbusMischief | null): void;
  listen(): Promise<void>;
  /** Breaks all connections and gives up the port; `listen` takes the same again. */
  close(): Promise<void>;
}

const slowMs = 1_500;
const illegalFunction = 1;
const illegalValue = 3;
const busy = 6;

/** A Modbus TCP server (Modbus messaging on TCP/IP V1.0b) of the functions that gates need: 2, 4, 15 and 16. */
export const modbusServer = (options: {
  readonly host: string;
  readonly port: number;
  readonly unit: number;
  readonly device: ModbusDevice;
  readonly timers: Timers;
}): ModbusServer => {
  const { host, unit, device, timers } = options;
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = options.port;
  let mischief: ModbusMischief | null = null;
  let noise: Uint8Array = Uint8Array.of(0x15, 0x03, 0xff, 0x00);

  return {
    get port() {
      return port;
    },
    set noise(bytes: Uint8Array) {
      noise = bytes;
    },
    misbehave: (how) => (mischief = how),
    async listen() {
      const made = createServer({ noDelay: true }, serve);
      await new Promise<void>((up, failed) => made.once("error", failed).listen(port, host, up));
      const address = made.address();
      if (address !== null && typeof address === "object") port = address.port;
      server = made;
    },
    async close() {
      const last = server;
      server = undefined;
      for (const socket of sockets) socket.destroy();
      if (last) await new Promise<void>((down) => last.close(() => down()));
    },
  };

  function serve(socket: Socket): void {
    let heard = Buffer.alloc(0);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.on("data", (packet: Buffer) => {
      heard = Buffer.concat([heard, packet]);
      while (heard.length >= 8) {
        const length = heard.readUInt16BE(4);
        // Not Modbus, or no length that Modbus knows: nothing after it can be understood.
        if (heard.readUInt16BE(2) !== 0 || length < 2 || length > 254) return void socket.destroy();
        if (heard.length < 6 + length) return;
        const frame = heard.subarray(0, 6 + length);
        heard = heard.subarray(6 + length);
        hear(socket, frame);
      }
    });
  }

  function hear(socket: Socket, frame: Buffer): void {
    if (frame[6] !== unit || mischief === "silent") return;
    if (mischief === "drop") return void socket.destroy();
    if (mischief === "garbage") return void socket.write(noise);
    const code = frame[7] ?? 0;
    const answer = mischief === "busy" ? busy : obey(code, frame.subarray(8));
    const body = typeof answer === "number" ? Buffer.of(code | 0x80, answer) : Buffer.of(code, ...answer);
    const head = Buffer.from(frame.subarray(0, 7));
    head.writeUInt16BE(body.length + 1, 4);
    const reply = Buffer.concat([head, body]);
    if (mischief === "slow") timers.after(slowMs, () => socket.write(reply));
    else socket.write(reply);
  }

  function obey(code: number, data: Buffer): Uint8Array | number {
    if (data.length < 4) return illegalValue;
    const [from, count] = [data.readUInt16BE(0), data.readUInt16BE(2)];
    if (code === 2) return packed(device.readInputs(from, count));
    if (code === 4) return worded(device.readRegisters(from, count));
    const [bytes, values] = [data[4] ?? 0, data.subarray(5)];
    if (code !== 15 && code !== 16) return illegalFunction;
    if (values.length !== bytes || bytes !== (code === 16 ? count * 2 : Math.ceil(count / 8)))
      return illegalValue;
    const exception =
      code === 16
        ? device.writeRegisters(
            from,
            Array.from({ length: count }, (_, i) => values.readUInt16BE(i * 2)),
          )
        : device.writeCoils(
            from,
            Array.from({ length: count }, (_, i) => (((values[i >> 3] ?? 0) >> (i & 7)) & 1) === 1),
          );
    return exception ?? data.subarray(0, 4);
  }
};

const packed = (states: boolean[] | number): Uint8Array | number => {
  if (typeof states === "number") return states;
  const bytes = new Uint8Array(1 + Math.ceil(states.length / 8));
  bytes[0] = bytes.length - 1;
  for (const [i, on] of states.entries()) if (on) bytes[1 + (i >> 3)]! |= 1 << (i & 7);
  return bytes;
};

const worded = (values: number[] | number): Uint8Array | number => {
  if (typeof values === "number") return values;
  const bytes = Buffer.alloc(1 + values.length * 2);
  bytes[0] = values.length * 2;
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value, 1 + i * 2);
  return bytes;
};
