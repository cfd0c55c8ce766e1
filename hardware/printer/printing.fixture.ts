import { manualScheduler } from "../scheduler";
import { type PrinterEmulator, type PrinterEmulatorOptions, startPrinterEmulator } from "../emulator/printer";
import type { Printer, PrinterStatus, PrintJob } from "../ports";
import { rasterTicket } from "./escpos";
import { tcpPrinter } from "./tcp-printer";

/** A driver and an emulated printer on a real socket, with time that a test moves by hand. */
export interface Desk {
  readonly printer: Printer;
  readonly emulator: PrinterEmulator;
  /** Lets sockets speak and moves time in small steps until `promise` is settled. */
  inTime<T>(promise: Promise<T>): Promise<T>;
  /** The same until the printer's status is as described. */
  until(isSo: (status: PrinterStatus) => boolean): Promise<PrinterStatus>;
  close(): Promise<void>;
}

export const setupDesk = async (
  options: Omit<PrinterEmulatorOptions, "scheduler"> = {},
  shared?: PrinterEmulator,
): Promise<Desk> => {
  const scheduler = manualScheduler(1_800_000_000_000);
  const emulator = shared ?? (await startPrinterEmulator({ scheduler, ...options }));
  const printer = tcpPrinter({ host: emulator.host, port: emulator.port, scheduler });
  printer.start();

  const inTime = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    void promise.finally(() => (settled = true));
    for (let step = 0; !settled; step++) {
      if (step > 2_000) throw new Error("nothing came of it in 100 s of the test's time");
      for (let turn = 0; turn < 10 && !settled; turn++) await new Promise((next) => setImmediate(next));
      if (!settled) scheduler.advance(50);
    }
    return promise;
  };

  const until = (isSo: (status: PrinterStatus) => boolean) =>
    inTime(
      new Promise<PrinterStatus>((resolve) => {
        const look = () => {
          if (!isSo(printer.status())) return;
          stopLooking();
          resolve(printer.status());
        };
        const stopLooking = printer.onEvent(look);
        look();
      }),
    );

  return {
    printer,
    emulator,
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
