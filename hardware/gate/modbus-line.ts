/**
 * One owner's line to a Modbus TCP device. The library `modbus-serial` frames and matches by transaction id, so that an answer that comes
 * after its time-out is dropped; the socket, the order, the deadlines and the way back are ours: it would leave a call waiting on
 * a closed socket, never connect again, and let one slow answer time out all that were sent behind it (measured).
 *
 * The library wants `serialport` if it can get it, whose native part Bun cannot run ("unsupported uv function"). `overrides` in
 * package.json gives it an empty package in that place: in a checkout, in tests and in the compiled program alike.
 */
import type { Socket } from "node:net";
import ModbusRTU from "modbus-serial";
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { tcpSocket } from "../tcp-socket";
import type { WireError, WireHandlers } from "./wire";

export interface ModbusLineOptions {
  readonly host: string;
  /** 502 unless the device was told otherwise. */
  readonly port: number;
  /** Unit identifier, 1 to 247; 1 for most devices that are not behind a gateway. */
  readonly unit: number;
  readonly timers: Timers;
}

export interface ModbusLine {
  /** For messages to people: "192.168.20.11:502 unit 1". */
  readonly address: string;
  open(handlers: WireHandlers): void;
  /** FC02, from input 0. */
  readInputs(count: number): Promise<Result<boolean[], WireError>>;
  /** FC04, from register 0. */
  readRegisters(count: number): Promise<Result<number[], WireError>>;
  /** FC16. A busy device is asked again for as long as `withinMs` allows, three times at most. */
  writeRegisters(from: number, values: readonly number[], withinMs: number): Promise<Result<void, WireError>>;
  /** FC15, from coil 0; busy as above. */
  writeCoils(states: readonly boolean[], withinMs: number): Promise<Result<void, WireError>>;
  close(): Promise<void>;
}

const answerMs = 500;
const missesMax = 3;
const retryMsMax = 1_000;
/** Waits before a busy device is asked again. */
const busyMs = [50, 100, 200];

export const modbusLine = ({ host, port, unit, timers }: ModbusLineOptions): ModbusLine => {
  const address = `${host}:${port} unit ${unit}`;
  const line = tcpSocket({ host, port, timers, retryMsMax });
  let client: ModbusRTU | undefined;
  let misses = 0;
  let queue: Promise<unknown> = Promise.resolve();
  /** Ends the call in flight. At most one. */
  let failCall: (cause: string) => void = () => {};

  return {
    address,
    open(handlers: WireHandlers) {
      line.open({
        up(socket) {
          misses = 0;
          client = clientOn(socket);
          handlers.up();
        },
        down(connected, cause) {
          client = undefined;
          failCall(connected ? cause : "no connection");
          handlers.down(cause);
        },
      });
    },
    readInputs: (count) =>
      inTurn(async () => {
        const answer = await call((modbus) => modbus.readDiscreteInputs(0, count));
        return answer.ok ? ok(answer.value.data.slice(0, count)) : answer;
      }),
    readRegisters: (count) =>
      inTurn(async () => {
        const answer = await call((modbus) => modbus.readInputRegisters(0, count));
        return answer.ok ? ok(answer.value.data) : answer;
      }),
    writeRegisters: (from, values, withinMs) =>
      inTurn(() => written((modbus) => modbus.writeRegisters(from, [...values]), withinMs)),
    writeCoils: (states, withinMs) =>
      inTurn(() => written((modbus) => modbus.writeCoils(0, [...states]), withinMs)),
    close() {
      const closed = line.close();
      failCall("closed by us");
      return closed;
    },
  };

  // --- Calls: one in flight, the others wait here and not in a socket.

  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = queue.then(run);
    // Whatever becomes of one call, the next has its turn.
    queue = result.catch(() => {});
    return result;
  }

  async function written(
    ask: (modbus: ModbusRTU) => Promise<unknown>,
    withinMs: number,
  ): Promise<Result<void, WireError>> {
    let leftMs = withinMs;
    let mayBeDone = false;
    for (const waitMs of [...busyMs, null]) {
      const answer = await call(ask);
      if (answer.ok) return ok(undefined);
      if (answer.error.type !== "Busy") return answer;
      mayBeDone ||= answer.error.mayBeDone === true;
      if (waitMs === null || waitMs >= leftMs) break;
      leftMs -= waitMs;
      await new Promise<void>((resolve) => timers.after(waitMs, resolve));
    }
    return err(mayBeDone ? { type: "Lost", cause: "taken and never done: exception 5" } : { type: "Busy" });
  }

  function call<T>(ask: (modbus: ModbusRTU) => Promise<T>): Promise<Result<T, CallError>> {
    const asked = client;
    if (!asked) return Promise.resolve(err({ type: "NotSent", cause: "no connection" }));
    return new Promise((resolve) => {
      const end = (result: Result<T, CallError>): void => {
        cancel();
        failCall = () => {};
        resolve(result);
      };
      const lost = (cause: string): void => end(err({ type: "Lost", cause }));
      failCall = lost;
      const cancel = timers.after(answerMs, () => {
        misses += 1;
        lost(`no answer within ${answerMs} ms`);
        if (misses >= missesMax) line.drop(`no answer to ${missesMax} questions`);
      });
      ask(asked).then(
        (value) => {
          misses = 0;
          line.answered();
          end(ok(value));
        },
        (error: Error & { readonly modbusCode?: number }) => {
          if (error.modbusCode === undefined) return lost(error.message);
          misses = 0;
          line.answered();
          end(err(exceptionOf(error.modbusCode, error.message)));
        },
      );
    });
  }

  /** The socket is open: this only hangs the library's framing on it. */
  function clientOn(socket: Socket): ModbusRTU {
    const modbus = new ModbusRTU();
    modbus.setID(unit);
    modbus.linkTCP(socket, { port }, () => {});
    return modbus;
  }
};

/** Exceptions of the Modbus application protocol V1.1b3, section 7. 5 is "accepted, it takes long"; 6 is "busy, not now". */
const exceptionOf = (code: number, message: string): CallError => {
  if (code <= 3) return { type: "Misconfigured", cause: message };
  if (code === 5 || code === 6) return { type: "Busy", mayBeDone: code === 5 };
  return { type: "Down", cause: message };
};

type CallError = WireError & { readonly mayBeDone?: boolean };
