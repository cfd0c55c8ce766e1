/** A hall with its printer: the real branch, the real driver over real TCP, an emulated printer, and time moved by hand. */
import { onTestFinished } from "vitest";
import {
  type PrinterEmulator,
  type PrinterEmulatorOptions,
  startPrinterEmulator,
} from "../../hardware/emulator/printer";
import { manualTimers } from "../../sync/core/timers";
import type { PrinterConfig } from "../config-printers";
import { rohani, setupHall } from "../queue/hall.fixture";
import type { Json, TestBranch, TestBranchOptions } from "../testing";
import { startPrinters } from "./printers";

export interface PrintingOptions extends TestBranchOptions {
  readonly emulator?: Omit<PrinterEmulatorOptions, "timers">;
  /** The node's printers, by id or as configured, each with an emulator of its own; default one, `printer`. */
  readonly printers?: readonly (string | Pick<PrinterConfig, "id" | "model" | "spare_for">)[];
}

export const setupPrinting = async (options: PrintingOptions = {}) => {
  const hall = await setupHall(options);
  return { ...hall, ...(await startHallPrinters(hall, options)) };
};

/** Printers for a branch that runs already. */
export const startHallPrinters = async (
  branch: TestBranch,
  {
    emulator: model = {},
    printers: wanted = ["printer"],
  }: Pick<PrintingOptions, "emulator" | "printers"> = {},
) => {
  const timers = manualTimers(1_800_000_000_000);
  const emulators: PrinterEmulator[] = [];
  for (const _ of wanted) emulators.push(await startPrinterEmulator({ timers, ...model }));
  const config = wanted.map((each, at) => ({
    ...(typeof each === "string" ? { id: each } : each),
    name: `Pencetak ${typeof each === "string" ? each : each.id}`,
    host: emulators[at]!.host,
    port: emulators[at]!.port,
  }));
  const report = (_what: string, cause: unknown) => void branch.errors.push(cause);
  const printers = await startPrinters(branch.deps, config, { report, timers });

  /**
   * Lets sockets speak and moves the drivers' time in small steps until the condition holds. A quick machine is through with the steps
   * before a page is told of anything: then the machine's own time decides.
   */
  const when = async (isSo: () => boolean, what = "it"): Promise<void> => {
    const patientUntilMs = performance.now() + 10_000;
    for (let step = 0; !isSo(); step++) {
      if (step > 2_000 && performance.now() > patientUntilMs)
        throw new Error(`${what} did not come to pass in 100 s of the test's time`);
      for (let turn = 0; turn < 10 && !isSo(); turn++) await new Promise((next) => setImmediate(next));
      if (!isSo() && step <= 2_000) timers.advance(50);
    }
  };
  const inTime = async <T>(promise: Promise<T>): Promise<T> => {
    let settled = false;
    void promise.finally(() => (settled = true));
    await when(() => settled);
    return promise;
  };
  onTestFinished(async () => {
    await inTime(printers.stop());
    await Promise.all(emulators.map((each) => each.close()));
  });

  /** State of the newest paper job of a ticket, or of all of them. */
  const jobs = (ticketId: string): string[] =>
    branch.db
      .query<{ state: string }, [string]>(
        "SELECT state FROM device_job WHERE substr(subject, 1, 36) = ? ORDER BY rowid",
      )
      .all(ticketId)
      .map(({ state }) => state);
  const printer = async (at = 0): Promise<Json> =>
    (await branch.call("GET", "/devices", undefined, { as: rohani })).body.items[at];

  return {
    printers,
    emulator: emulators[0]!,
    emulators,
    when,
    jobs,
    printer,
    /** The newest job of this ticket reached the state. */
    untilJob: (ticketId: string, state: string) =>
      when(() => jobs(ticketId).at(-1) === state, `a ${state} ticket`),
    untilOnline: () =>
      when(
        () => branch.deps.printers.list().every((each) => each.printer.status().online),
        "an online printer",
      ),
    untilOffline: () =>
      when(
        () => branch.deps.printers.list().every((each) => !each.printer.status().online),
        "an offline printer",
      ),
  };
};
