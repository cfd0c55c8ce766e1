import { err, ok, type Result } from "../../sync/core/result";
import type { Cancel, Timers } from "../../sync/core/timers";
import { commands } from "../gate/registers";
import type { GateWire, WireError, WireHandlers } from "../gate/wire";
import type { GateLane } from "./gate-lane";

export interface MemoryWireOptions {
  readonly timers: Timers;
  /** True: polled and sent beats like a real line. False: the lane tells of itself, for days of many lanes in fast time. */
  readonly polled?: boolean;
}

export interface MemoryWire extends GateWire {
  /**
   * - `drop`: the line is gone, until null.
   * - `silent`: nothing is answered, and nothing heard; after three questions the line is given up and made anew.
   * - `deaf`: what we send arrives, its answer is lost.
   * - `busy`: refuses every command and answers questions.
   */
  misbehave(how: "drop" | "silent" | "deaf" | "busy" | null): void;
}

/** No answer within this time; as on the real line. */
const answerMs = 500;
const missesMax = 3;
const retryMs = 100;

/** A line to a lane in the same process: its time-outs and faults are those of the Modbus line, without sockets. */
export const memoryWire = (lane: GateLane, { timers, polled = false }: MemoryWireOptions): MemoryWire => {
  let handlers: WireHandlers | undefined;
  let connected = false;
  let fault: "drop" | "silent" | "deaf" | "busy" | null = null;
  let misses = 0;
  let cancelRetry: Cancel = () => {};
  /** Ends the calls that wait for an answer. */
  const pending = new Set<(error: WireError) => void>();
  /** A lane without power answers nobody, and does not even refuse. */
  const gone = () => fault === "drop" || !lane.powered;

  lane.onChange(() => gone() && connected && lose("the line broke"));

  return {
    address: "memory",
    repeatable: true,
    can: commands.filter((name) => name !== "none"),
    open(given) {
      handlers = given;
      dial();
    },
    read: () => call(() => lane.reading()),
    send: (command) =>
      fault === "busy"
        ? Promise.resolve(err({ type: "Busy" }))
        : call(() => lane.command(command, command.seq)),
    beat: (count) => call(() => lane.beat(count, 3_000)),
    async close() {
      handlers = undefined;
      cancelRetry();
      connected = false;
      failAll("closed by us");
    },
    misbehave(how) {
      fault = how;
      if (gone() && connected) lose("the line broke");
    },
    ...(polled ? {} : { onChange: (listener) => void lane.onChange(listener) }),
  };

  function dial(): void {
    cancelRetry();
    if (!handlers) return;
    if (gone()) {
      cancelRetry = timers.after(retryMs, dial);
      return;
    }
    connected = true;
    misses = 0;
    handlers.up();
  }

  function lose(cause: string): void {
    connected = false;
    failAll(cause);
    cancelRetry = timers.after(retryMs, dial);
    handlers?.down(cause);
  }

  function failAll(cause: string): void {
    for (const fail of pending) fail({ type: "Lost", cause });
  }

  function call<T>(run: () => T): Promise<Result<T, WireError>> {
    if (!connected) return Promise.resolve(err({ type: "NotSent", cause: "no line" }));
    if (fault !== "silent" && fault !== "deaf") {
      misses = 0;
      return answered(run);
    }
    if (fault === "deaf") run();
    return new Promise((resolve) => {
      const fail = (error: WireError): void => {
        cancel();
        pending.delete(fail);
        resolve(err(error));
      };
      const cancel = timers.after(answerMs, () => {
        fail({ type: "Lost", cause: `no answer within ${answerMs} ms` });
        misses += 1;
        if (misses >= missesMax && connected) lose(`no answer to ${missesMax} questions`);
      });
      pending.add(fail);
    });
  }
};

const answered = async <T>(run: () => T): Promise<Result<T, WireError>> => ok(run());
