/** A scanner, or a reader that sends lines, on a socket: one client, real bytes. For the demo and the tests. */
import { oneClientPort } from "./one-client";

export interface ScannerEmulator {
  readonly host: string;
  readonly port: number;
  readonly connected: boolean;
  /** `STX line1 CR line2 CR ETX`. */
  frame(...lines: readonly string[]): void;
  /** Each line with CR behind it. */
  lines(...lines: readonly string[]): void;
  /** Bytes as they are: noise, half a scan. */
  raw(bytes: Uint8Array): void;
  /** Pulled out, or put in again at the same place. */
  power(on: boolean): Promise<void>;
  close(): Promise<void>;
}

export const startScannerEmulator = async ({
  host = "127.0.0.1",
  port = 0,
}: { readonly host?: string; readonly port?: number } = {}): Promise<ScannerEmulator> => {
  const socket = oneClientPort(host, port, () => {});
  await socket.listen();
  const say = (text: string) => socket.say(Buffer.from(text, "latin1"));
  return {
    host,
    get port() {
      return socket.port;
    },
    get connected() {
      return socket.connected;
    },
    frame: (...lines) => say(`\x02${lines.map((line) => `${line}\r`).join("")}\x03`),
    lines: (...lines) => say(lines.map((line) => `${line}\r`).join("")),
    raw: (bytes) => socket.say(bytes),
    power: (on) => (on ? socket.listen() : socket.close()),
    close: () => socket.close(),
  };
};
