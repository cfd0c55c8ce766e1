import { manualTimers } from "../../sync/core/timers";
import { type ScannerEmulator, startScannerEmulator } from "../emulator/scanner";
import type { Scanner } from "../ports";

export type ManualTimers = ReturnType<typeof manualTimers>;

/** Lets sockets speak, also those that another thread reads, and moves the test's time in small steps until the condition holds. */
export const passTime = async (timers: ManualTimers, isSo: () => boolean, stepMs = 50): Promise<void> => {
  for (let step = 0; !isSo(); step++) {
    if (step > 2_000) throw new Error("it did not come to pass in 100 s of the test's time");
    for (let turn = 0; turn < 20 && !isSo(); turn++) await new Promise((next) => setImmediate(next));
    if (!isSo()) await new Promise((next) => setTimeout(next, 1));
    if (!isSo()) timers.advance(stepMs);
  }
};

/** A scanner driver and an emulated scanner on a real line. */
export interface ScanDesk {
  readonly scanner: Scanner;
  readonly emulator: ScannerEmulator;
  readonly timers: ManualTimers;
  readonly texts: string[];
  /** Until so many scans were told, and then as long as an echo would take. */
  heard(count: number): Promise<readonly string[]>;
  when(isSo: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export const scanDesk = async (
  make: (emulator: ScannerEmulator, timers: ManualTimers) => Scanner,
  closeLine: () => Promise<void> = async () => {},
): Promise<ScanDesk> => {
  const timers = manualTimers(1_800_000_000_000);
  const emulator = await startScannerEmulator();
  const scanner = make(emulator, timers);
  const texts: string[] = [];
  scanner.onScan(({ text }) => texts.push(text));
  scanner.start();
  const when = (isSo: () => boolean) => passTime(timers, isSo);
  await when(() => scanner.status().online && emulator.connected);
  return {
    scanner,
    emulator,
    timers,
    texts,
    when,
    async heard(count) {
      await when(() => texts.length >= count);
      for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
      return texts;
    },
    async close() {
      await scanner.stop();
      await closeLine();
      await emulator.close();
    },
  };
};
