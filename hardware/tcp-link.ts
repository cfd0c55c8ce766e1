import type { Socket } from "node:net";
import type { Timers } from "../sync/core/timers";
import type { Link } from "./link";
import { tcpSocket } from "./tcp-socket";

export interface TcpLinkOptions {
  readonly host: string;
  readonly port: number;
  readonly timers: Timers;
}

const retryMsMax = 5_000;

/**
 * A line over TCP. A device that takes the connection and says nothing may belong to another computer at the moment:
 * the wait between tries grows until a byte has come back, so there is no tight loop of connecting.
 */
export const tcpLink = ({ host, port, timers }: TcpLinkOptions): Link => {
  const line = tcpSocket({ host, port, timers, retryMsMax });
  let socket: Socket | undefined;
  return {
    address: `${host}:${port}`,
    open(handlers) {
      line.open({
        up(made) {
          socket = made;
          made.on("data", (packet: Uint8Array) => {
            // What a broken connection still had to say belongs to nobody.
            if (socket !== made) return;
            line.answered();
            handlers.data(packet);
          });
          handlers.up();
        },
        down(connected, cause) {
          socket = undefined;
          handlers.down(connected, cause);
        },
      });
    },
    write: (bytes) => void socket?.write(bytes),
    drop: (cause) => line.drop(cause),
    close: () => line.close(),
  };
};
