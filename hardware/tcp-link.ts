import { connect, type Socket } from "node:net";
import type { Link, LinkHandlers } from "./link";
import type { Cancel, Timers } from "../sync/core/timers";

export interface TcpLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly timers: Timers;
}

const connectMs = 2_000;
const keepAliveMs = 5_000;
const retryMsMin = 100;
const retryMsMax = 5_000;

/**
 * A line over TCP. A device that takes the connection and says nothing may belong to another computer at the moment:
 * the wait between tries grows until a byte has come back, so there is no tight loop of connecting.
 */
export const tcpLink = ({ host, port, timers }: TcpLinkOptions): Link => {
  const address = `${host}:${port}`;
  let handlers: LinkHandlers | undefined;
  let socket: Socket | undefined;
  let retryMs = retryMsMin;
  let cancelTimer: Cancel = () => {};
  let breakWith: (cause: string) => void = () => {};

  return { address, open, write, drop: (cause) => breakWith(cause), close };

  function open(given: LinkHandlers): void {
    handlers = given;
    dial();
  }

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
      handlers?.up();
    });
    dialled.on("data", (packet: Uint8Array) => {
      if (over) return;
      retryMs = retryMsMin;
      handlers?.data(packet);
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
      if (!handlers) return;
      cancelTimer = timers.after(retryMs, dial);
      retryMs = Math.min(retryMs * 2, retryMsMax);
      handlers.down(connected, cause);
    }
  }

  function write(bytes: Uint8Array): void {
    socket?.write(bytes);
  }

  async function close(): Promise<void> {
    const last = socket;
    handlers = undefined;
    breakWith("closed by us");
    cancelTimer();
    if (last && !last.closed) await new Promise<void>((done) => last.once("close", () => done()));
  }
};
