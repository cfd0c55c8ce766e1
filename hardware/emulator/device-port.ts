import type { Timers } from "../../sync/core/timers";
import { deviceLink } from "../device-link";
import type { Link } from "../link";
import type { OneClientPort } from "./one-client";

/** The emulator's end of a cable: like a port with one client, over a device file such as one end of a pseudo-terminal pair. */
export const devicePort = (path: string, timers: Timers, hear: (packet: Buffer) => void): OneClientPort => {
  let link: Link | undefined;
  let connected = false;
  let isPaused = false;
  let isFrozen = false;
  /** Come while nobody reads. */
  let unread: Buffer[] = [];

  const nextRead = () => (isPaused || isFrozen ? undefined : unread.shift());
  const readOn = (): void => {
    for (let next = nextRead(); next; next = nextRead()) hear(next);
  };
  return {
    port: 0,
    get connected() {
      return connected;
    },
    async listen() {
      link = deviceLink({ path, timers });
      await new Promise<void>((up) => {
        link?.open({
          up: () => {
            connected = true;
            up();
          },
          data: (packet) => {
            unread.push(Buffer.from(packet));
            readOn();
          },
          down: () => (connected = false),
        });
      });
    },
    async close() {
      const last = link;
      link = undefined;
      connected = isPaused = isFrozen = false;
      unread = [];
      await last?.close();
    },
    say(bytes) {
      if (!isFrozen) link?.write(bytes);
    },
    pause: () => void (isPaused = true),
    resume() {
      isPaused = false;
      readOn();
    },
    freeze: () => void (isFrozen = true),
    thaw() {
      isFrozen = false;
      readOn();
    },
  };
};
