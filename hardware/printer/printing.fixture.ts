import { manualTimers, systemTimers } from "../../sync/core/timers";
import { type PrinterEmulator, type PrinterEmulatorOptions, startPrinterEmulator } from "../emulator/printer";
import type { Printer, PrinterStatus, PrintJob } from "../ports";
import { rasterTicket } from "./escpos";
import { type Cable, cable } from "../pty.fixture";
import { printerModel } from "./models";
import { type PrinterLine, printerOn } from "./printer-on";

/** A driver and an emulated printer on a real line. */
export interface Desk {
  readonly printer: Printer;
  readonly emulator: PrinterEmulator;
  /** Lets both speak until the condition holds; on a socket it moves their time by hand, in small steps. */
  when(isSo: () => boolean): Promise<void>;
  /** The same until `promise` is settled. */
  inTime<T>(promise: Promise<T>): Promise<T>;
  /** The same until the printer's status has been as described; that status. */
  until(isSo: (status: PrinterStatus) => boolean): Promise<PrinterStatus>;
  close(): Promise<void>;
}

export const setupDesk = async (
  options: Omit<PrinterEmulatorOptions, "timers"> = {},
  shared?: PrinterEmulator,
): Promise<Desk> => {
  const timers = manualTimers(1_800_000_000_000);
  const emulator = shared ?? (await startPrinterEmulator({ timers, ...options }));
  const line = { type: "tcp", host: emulator.host, port: emulator.port } as const;
  const printer = printerOn(line, printerModel(undefined), timers);
  printer.start();

  const when = async (isSo: () => boolean): Promise<void> => {
    for (let step = 0; !isSo(); step++) {
      if (step > 2_000) throw new Error("it did not come to pass in 100 s of the test's time");
      for (let turn = 0; turn < 10 && !isSo(); turn++) await new Promise((next) => setImmediate(next));
      if (!isSo()) timers.advance(50);
    }
  };
  const close = async () => {
    await printer.stop();
    await emulator.close();
  };
  return { printer, emulator, when, ...waits(printer, when), close };
};

/** A desk whose printer hangs on a cable that socat makes. Another program is in the way, so its time is the real one. */
export const setupCableDesk = async (
  type: "usb" | "serial",
  options: Omit<PrinterEmulatorOptions, "timers"> = {},
): Promise<Desk & { readonly line: Cable }> => {
  const line = await cable();
  const timers = systemTimers;
  const emulator = await startPrinterEmulator({ timers, device: line.theirs, ...options });
  const ours: PrinterLine =
    type === "usb" ? { type, path: line.ours } : { type, path: line.ours, baud: 115_200 };
  const printer = printerOn(ours, printerModel(undefined), timers);
  printer.start();

  const when = async (isSo: () => boolean): Promise<void> => {
    for (const giveUp = performance.now() + 20_000; !isSo();) {
      if (performance.now() > giveUp) throw new Error("it did not come to pass in 20 s");
      await new Promise((turn) => setImmediate(turn));
    }
  };
  const close = async () => {
    await printer.stop();
    await emulator.close();
    await line.close();
  };
  return { printer, emulator, line, when, ...waits(printer, when), close };
};

const waits = (printer: Printer, when: Desk["when"]): Pick<Desk, "inTime" | "until"> => ({
  async inTime(promise) {
    let settled = false;
    void promise.finally(() => (settled = true));
    await when(() => settled);
    return promise;
  },
  async until(isSo) {
    let last = printer.status();
    const stopLooking = printer.onEvent(({ now }) => {
      if (!isSo(last)) last = now;
    });
    await when(() => isSo(last));
    stopLooking();
    return last;
  },
});

/** A ticket of 400 rows whose picture belongs to its id alone. */
export const sampleJob = (id: string): PrintJob => {
  const data = new Uint8Array(72 * 400);
  for (let i = 0; i < data.length; i++) data[i] = (id.charCodeAt(i % id.length) * (i + 1)) & 255;
  return { id, bytes: rasterTicket({ widthPx: 576, heightPx: 400, data }) };
};
