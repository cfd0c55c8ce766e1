/** The printers of this node: one driver each, one loop that works off their jobs. */
import { drawsFor, printerModel } from "../../hardware/printer/models";
import { printerOn } from "../../hardware/printer/printer-on";
import { textTicket } from "../../hardware/printer/text";
import { type Timers, systemTimers } from "../../sync/core/timers";
import { ownBranch } from "../catalogue/catalogue.usecase";
import { printerLine } from "../config-printers";
import type { Config } from "../config";
import type { Deps } from "../deps";
import { planRecover, somethingWaits } from "./devices.usecase";
import { onPaper } from "./paper.usecase";
import { type PrinterLoop, printerLoop } from "./printer-loop";
import { standingOf } from "./takeover";
import { ticketRenderer } from "./ticket/render";
import { textLines } from "./ticket/text-paper";
import { warmUp } from "./ticket/warm-up";

export interface PrintersOptions {
  readonly report: (what: string, cause: unknown) => void;
  /** Time for the drivers; tests move it by hand. */
  readonly timers?: Timers;
}

/** Starts drivers and loops. Resolves when the first ticket can be drawn without a wait; jobs of an earlier life are settled. */
export const startPrinters = async (
  deps: Deps,
  printers: Config["printers"],
  { report, timers = systemTimers }: PrintersOptions,
): Promise<{ stop(): Promise<void> }> => {
  const { writer, live } = deps;
  await writer.submit({ actor: { kind: "system", task: "printers" }, requestId: "printers" }, planRecover);
  if (printers.length === 0) return { stop: async () => {} };
  const renderer = await ticketRenderer();
  const { nameMs, zone } = ownBranch({ db: deps.db, branch: deps.self.branch });
  warmUp(renderer, nameMs, zone);

  const loops: PrinterLoop[] = [];
  // One printer's trouble is another one's work.
  const changed = () => {
    for (const loop of loops) loop.wake();
    // Pages that show how the printer is; queue pages do, too.
    live.touch("devices");
    live.touch("queue");
  };
  for (const config of printers) {
    const { id, name } = config;
    const model = printerModel(config.model);
    const line = printerLine(config);
    const printer = printerOn(line, model, timers);
    printer.onEvent(changed);
    deps.printers.add({
      id,
      name,
      model,
      line,
      spareFor: config.spare_for ?? null,
      printer,
      can: standingOf(printer, timers, changed),
    });
    const takes = () => deps.printers.takes(id);
    const draws = drawsFor(model, line.type === "serial" ? line.baud : null);
    loops.push(
      printerLoop({
        printer,
        id,
        takes,
        writer,
        timers,
        somethingWaits: () => somethingWaits(deps, takes(), deps.clock.nowMs()),
        draw: (job) => {
          const paper = onPaper(deps, job);
          return paper && (draws === "text" ? textTicket(textLines(paper), model) : renderer.bytes(paper));
        },
        report,
      }),
    );
    printer.start();
  }
  const stopListening = writer.onCommit((_intents, tables) => {
    if (tables.has("deviceJob")) for (const loop of loops) loop.wake();
  });
  return {
    stop: async () => {
      stopListening();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};
