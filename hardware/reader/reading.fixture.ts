import { manualTimers } from "../../sync/core/timers";
import { startReaderSimulator, type ReaderSimulator } from "../emulator/reader";
import { startScannerEmulator } from "../emulator/scanner";
import type { DocumentRead, DocumentReader } from "../ports";
import { type ManualTimers, passTime } from "../scanner/scanning.fixture";
import { tcpLink } from "../tcp-link";
import { httpReader } from "./http-reader";
import { linkReader } from "./link-reader";

/** A document reader's driver and a reader on a real line. */
export interface ReadDesk {
  readonly reader: DocumentReader;
  readonly timers: ManualTimers;
  readonly reads: readonly DocumentRead[];
  lay(mrz: readonly string[]): void;
  power(on: boolean): Promise<void>;
  /** It speaks nonsense, or sense again. */
  garble(on: boolean): void;
  heard(count: number): Promise<readonly DocumentRead[]>;
  when(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

type Parts = Pick<ReadDesk, "reader" | "timers" | "lay" | "power" | "garble"> & {
  closePeer(): Promise<void>;
};

const deskOf = async ({ closePeer, ...parts }: Parts): Promise<ReadDesk> => {
  const { reader, timers } = parts;
  const reads: DocumentRead[] = [];
  reader.onRead((read) => reads.push(read));
  reader.start();
  const when = (isSo: () => boolean) => passTime(timers, isSo);
  await when(() => reader.status().online);
  return {
    ...parts,
    reads,
    when,
    async heard(count) {
      await when(() => reads.length >= count);
      for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
      return reads;
    },
    async close() {
      await reader.stop();
      await closePeer();
    },
  };
};

/** Desko's way: lines in a frame over a socket. */
export const lineDesk = async (): Promise<ReadDesk> => {
  const timers = manualTimers(1_800_000_000_000);
  const peer = await startScannerEmulator();
  let ids = 0;
  const link = tcpLink({ host: peer.host, port: peer.port, timers });
  const reader = linkReader({ link, timers, newId: () => `read-${++ids}` });
  const desk = await deskOf({
    reader,
    timers,
    lay: (mrz) => peer.frame(...mrz),
    power: (on) => peer.power(on),
    garble: (on) => on && peer.raw(Uint8Array.of(0xff, 0xfe, 0x03)),
    closePeer: () => peer.close(),
  });
  await desk.when(() => peer.connected);
  return desk;
};

/** A service over HTTP. */
export const serviceDesk = async (): Promise<ReadDesk & { readonly simulator: ReaderSimulator }> => {
  const timers = manualTimers(1_800_000_000_000);
  const simulator = await startReaderSimulator({ timers });
  const desk = await deskOf({
    reader: httpReader({ url: simulator.url, timers }),
    timers,
    lay: (mrz) => simulator.lay({ mrz, chip: "ok" }),
    power: (on) => simulator.power(on),
    garble: (on) => simulator.setMood(on ? "garbage" : "well"),
    closePeer: () => simulator.close(),
  });
  return { ...desk, simulator };
};
