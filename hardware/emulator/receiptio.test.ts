import { print } from "receiptio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemTimers } from "../../sync/core/timers";
import { type PrinterEmulator, startPrinterEmulator } from "./printer";

// receiptio is a status client this project did not write. It knows only port 9100, so the emulator takes an address of
// its own for it: all of 127.0.0.0/8 is this machine.
const host = "127.91.0.1";
let emulator: PrinterEmulator;
beforeAll(async () => {
  emulator = await startPrinterEmulator({ timers: systemTimers, host, port: 9100 });
});
afterAll(() => emulator.close());

const ask = () => print("", `-d ${host} -q printer`);

test("an independent client reads the emulator's paper and cover right", async () => {
  expect(await ask()).toBe("online");
  emulator.setPaper("near_end");
  expect(await ask()).toBe("online");
  emulator.setPaper("out");
  expect(await ask()).toBe("paperempty");
  emulator.setPaper("ok");
  emulator.setCover("open");
  expect(await ask()).toBe("coveropen");
});
