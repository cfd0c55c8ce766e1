import { manualTimers } from "../../sync/core/timers";
import { type PrinterEmulator, type PrinterEmulatorOptions, startPrinterEmulator } from "../emulator/printer";
import type { Printer, PrinterStatus, PrintJob } from "../ports";
import { rasterTicket } from "./escpos";
import { tcpPrinter } from "./tcp-printer";

/** A driver and an emulated printer on a real socket, with time that a test moves by hand. */
export interface Desk {
  readonly printer: Printer;
  readonly emulator: PrinterEmulator;
  /** Lets sockets speak and moves time in small steps until the condition holds. */
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
  const printer = tcpPrinter({ host: emulator.host, port: emulator.port, timers });
  printer.start();

  const when = async (isSo: () => boolean): Promise<void> => {
    for (let step = 0; !isSo(); step++) {
      if (step > 2_000) throw new Error("it did not come to pass in 100 s of the test's time");
      for (let turn = 0; turn < 10 && !isSo(); turn++) await new Promise((next) => setImmediate(next));
      if (!isSo()) timers.advance(50);
    }
  };

  const inTime = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    void promise.finally(() => (settled = true));
    await when(() => settled);
    return promise;
  };

  const until = async (isSo: (status: PrinterStatus) => boolean) => {
    let last = printer.status();
    const stopLooking = printer.onEvent(({ now }) => {
      if (!isSo(last)) last = now;
    });
    await when(() => isSo(last));
    stopLooking();
    return last;
  };

  return {
    printer,
    emulator,
    when,
    inTime,
    until,
    async close() {
      await printer.stop();
      await emulator.close();
    },
  };
};

/** A ticket of 400 rows whose picture belongs to its id alone. */
export const sampleJob = (id: string): PrintJob => {
  const data = new Uint8Array(72 * 400);
  for (let i = 0; i < data.length; i++) data[i] = (id.charCodeAt(i % id.length) * (i + 1)) & 255;
  return { id, bytes: rasterTicket({ widthPx: 576, heightPx: 400, data }) };
};
