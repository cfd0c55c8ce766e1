/** One socket to a device: connected within two seconds, made anew after every break, ever less often, until it is closed. */
import { connect, type Socket } from "node:net";
import type { Cancel, Timers } from "../sync/core/timers";

export interface SocketHandlers {
  up(socket: Socket): void;
  /** The socket was lost (`connected`) or could not be made. Called once for each attempt. */
  down(connected: boolean, cause: string): void;
}

export interface TcpSocket {
  open(handlers: SocketHandlers): void;
  /** The device has said something of its own: after the next break it is dialled quickly again. */
  answered(): void;
  /** Breaks a socket that is open and useless, so that it is made anew. */
  drop(cause: string): void;
  close(): Promise<void>;
}

const connectMs = 2_000;
const keepAliveMs = 5_000;
const retryMsMin = 100;

export const tcpSocket = ({
  host,
  port,
  timers,
  retryMsMax,
}: {
  readonly host: string;
  readonly port: number;
  readonly timers: Timers;
  /** Between two tries at the most. */
  readonly retryMsMax: number;
}): TcpSocket => {
  let handlers: SocketHandlers | undefined;
  let socket: Socket | undefined;
  let retryMs = retryMsMin;
  let cancelTimer: Cancel = () => {};
  let breakWith: (cause: string) => void = () => {};

  return {
    open(given) {
      handlers = given;
      dial();
    },
    answered() {
      retryMs = retryMsMin;
    },
    drop: (cause) => breakWith(cause),
    async close() {
      const last = socket;
      handlers = undefined;
      breakWith("closed by us");
      cancelTimer();
      if (last && !last.closed) await new Promise<void>((done) => last.once("close", () => done()));
    },
  };

  function dial(): void {
    const dialled = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    });
    let connected = false;
    let over = false;
    socket = dialled;
    breakWith = finish;
    cancelTimer = timers.after(connectMs, () => finish(`no connection within ${connectMs} ms`));

    dialled.on("connect", () => {
      if (over) return;
      connected = true;
      cancelTimer();
      handlers?.up(dialled);
    });
    dialled.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    dialled.on("end", () => finish("the device closed the connection"));
    dialled.on("close", () => finish("the connection closed"));

    function finish(cause: string): void {
      if (over) return;
      over = true;
      cancelTimer();
      dialled.destroy();
      socket = undefined;
      breakWith = () => {};
      if (handlers) {
        cancelTimer = timers.after(retryMs, dial);
        retryMs = Math.min(retryMs * 2, retryMsMax);
      }
      handlers?.down(connected, cause);
    }
  }
};
