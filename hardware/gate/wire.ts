import type { Result } from "../../sync/core/result";
import type { Command, CommandName, Reading } from "./registers";

/**
 * What the gate driver needs of a controller, whatever carries it. Calls are answered in the order they were made, never reject, and
 * always end.
 */
export interface GateWire {
  /** For messages to people: "192.168.20.11:502". */
  readonly address: string;
  /** The controller does nothing for a sequence number it has just obeyed, so that a command may be sent again after a lost reply. */
  readonly repeatable: boolean;
  readonly can: readonly CommandName[];
  /** Connects and keeps the line, until `close`. */
  open(handlers: WireHandlers): void;
  read(): Promise<Result<Reading, WireError>>;
  send(command: Command): Promise<Result<void, WireError>>;
  /** Tells the controller that we live: `count` rises with each. It shuts the lane when that stops for three seconds. */
  beat(count: number): Promise<Result<void, WireError>>;
  close(): Promise<void>;
  /**
   * Calls `listener` after each change, on a wire that costs nothing to hear: such a lane is neither polled nor sent beats. For
   * a day of many lanes in fast time.
   */
  readonly onChange?: (listener: () => void) => void;
}

export interface WireHandlers {
  up(): void;
  /** The line was lost or could not be made; it is tried again by itself. */
  down(cause: string): void;
}

export type WireError =
  /** Nothing of it left us. */
  | { readonly type: "NotSent"; readonly cause: string }
  /** It left us and no answer came: nobody knows whether it arrived. */
  | { readonly type: "Lost"; readonly cause: string }
  /** The controller said that it, or what stands behind it, is out of order: Modbus exceptions 4, 10, 11. A command may have been obeyed. */
  | { readonly type: "Down"; readonly cause: string }
  /** Still busy after some tries, and nothing was done: exception 6. */
  | { readonly type: "Busy" }
  /** It has no such register or function: exceptions 1 to 3, or another profile altogether. */
  | { readonly type: "Misconfigured"; readonly cause: string };
