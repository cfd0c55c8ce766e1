import { createServer, type Server, type Socket } from "node:net";

/** A port that serves one connection; others are accepted and wait unread until the first one ends. */
export interface OneClientPort {
  readonly port: number;
  readonly connected: boolean;
  listen(): Promise<void>;
  /** Breaks all connections and gives up the port. */
  close(): Promise<void>;
  say(bytes: Uint8Array): void;
  /** Stops reading; the connection stays. */
  pause(): void;
  resume(): void;
  /** Neither reads, answers nor notices that the client left. */
  freeze(): void;
  thaw(): void;
}

/** A port of `host`; `port` 0 takes a free one and keeps it. `hear` gets the bytes of the client being served. */
export const oneClientPort = (
  host: string,
  wantedPort: number,
  hear: (packet: Buffer) => void,
): OneClientPort => {
  const clients: Socket[] = [];
  let server: Server | undefined;
  let port = wantedPort;
  let frozen = false;

  return {
    get port() {
      return port;
    },
    get connected() {
      return clients.length > 0;
    },
    async listen() {
      const made = createServer({ noDelay: true }, welcome);
      await new Promise<void>((up, failed) => made.once("error", failed).listen(port, host, up));
      const address = made.address();
      if (address !== null && typeof address === "object") port = address.port;
      server = made;
      frozen = false;
    },
    async close() {
      for (const socket of clients.splice(0)) socket.destroy();
      const last = server;
      server = undefined;
      if (last) await new Promise<void>((down) => last.close(() => down()));
    },
    say(bytes) {
      if (!frozen) clients[0]?.write(bytes);
    },
    pause: () => void clients[0]?.pause(),
    resume() {
      if (!frozen) clients[0]?.resume();
    },
    freeze() {
      frozen = true;
      clients[0]?.pause();
    },
    thaw() {
      frozen = false;
      if (clients[0]?.destroyed) goodbye(clients[0]);
      clients[0]?.resume();
    },
  };

  function welcome(socket: Socket): void {
    clients.push(socket);
    socket.on("data", (packet: Buffer) => {
      if (socket === clients[0] && !frozen) return hear(packet);
      socket.pause();
      socket.unshift(packet);
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => goodbye(socket));
    if (socket !== clients[0] || frozen) socket.pause();
  }

  function goodbye(socket: Socket): void {
    const at = clients.indexOf(socket);
    if (at < 0 || (at === 0 && frozen)) return;
    clients.splice(at, 1);
    if (at === 0) clients[0]?.resume();
  }
};
