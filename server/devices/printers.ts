/** The printers of this node: one driver each, one loop that works off their jobs. */
import { tcpPrinter } from "../../hardware/printer/tcp-printer";
import { type Timers, systemTimers } from "../../sync/core/timers";
import { ownBranch } from "../catalogue/catalogue.usecase";
import type { Config } from "../config";
import type { Deps } from "../deps";
import { planRecover, somethingWaits } from "./devices.usecase";
import { onPaper } from "./paper.usecase";
import { printerLoop } from "./printer-loop";
import { ticketRenderer } from "./ticket/render";
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

  const loops = printers.map(({ id, name, host, port }, at) => {
    const printer = tcpPrinter({ host, port, timers });
    const others = printers.filter((other) => other.id !== id).map((other) => other.id);
    const takes = { printer: id, others: at === 0 ? others : null };
    deps.printers.add({ id, name, printer, takes });
    const loop = printerLoop({
      printer,
      takes,
      writer,
      timers,
      somethingWaits: () => somethingWaits(deps, takes, deps.clock.nowMs()),
      draw: (job) => {
        const paper = onPaper(deps, job);
        return paper && renderer.bytes(paper);
      },
      report,
    });
    printer.onEvent(() => {
      loop.wake();
      // Pages that show how the printer is; queue pages do, too.
      live.touch("devices");
      live.touch("queue");
    });
    printer.start();
    return loop;
  });
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
