/** The branch's devices as staff see them, with the tickets whose paper needs a person. */
import { type FoundDevice, notConfigured } from "../../hardware/discovery";
import { modelName } from "../../hardware/models";
import type { PrinterLine } from "../../hardware/printer/printer-on";
import { findBooking } from "../booking/find.usecase";
import { startOfDayMs } from "../calendar/time-zone";
import { ownBranch } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { ticketView } from "../queue/view.usecase";
import type { ConnectedDevice, ConnectedPrinter, ConnectedStatus } from "./connected";
import { type Print, type PrinterShown, printerShown, printOf } from "./devices";
import { countCopies, countQueued, lastTest, troubledJobs } from "./devices.store";
import { ownTakes } from "./takeover";

export interface DeviceList {
  readonly items: readonly PrinterListed[];
  readonly others: readonly OtherListed[];
  /** Fastened to this machine and named by no configuration. */
  readonly found: readonly Pick<FoundDevice, "kind" | "path">[];
}

export interface PrinterListed extends PrinterShown {
  readonly id: string;
  readonly kind: "printer";
  readonly name: string;
  readonly model: string;
  /** Where it is fastened: "192.168.10.5:9100", "/dev/usb/lp0". */
  readonly address: string;
  readonly error: string | null;
  readonly lastSeenMs: number | null;
  readonly queued: number;
  readonly suspect: number;
  /** Copies asked of it today. */
  readonly copies: number;
  /** Name of the printer that it stands in for. */
  readonly spareFor: string | null;
  /** Name of the printer that prints its papers now; null while it does so itself. */
  readonly coveredBy: string | null;
  /** The last test paper. */
  readonly test: { readonly print: Print; readonly atMs: number } | null;
  readonly trouble: readonly PrintTrouble[];
}

export interface OtherListed extends ConnectedStatus, Pick<ConnectedDevice, "id" | "kind" | "name"> {
  readonly model: string | null;
}

/** A ticket or slip that nobody saw on paper. */
export interface PrintTrouble {
  readonly kind: "ticket" | "slip";
  /** Of the ticket or the booking. */
  readonly id: string;
  /** The ticket's number, or the booking's reference. */
  readonly number: string;
  readonly print: "suspect" | "failed";
  readonly reason: string | null;
  readonly atMs: number;
}

/** Yesterday's paper is nobody's trouble. */
const troubleMs = 24 * 3_600_000;

export const deviceList = (deps: Deps): DeviceList => {
  const printers = deps.printers.list();
  const others = deps.connected.list();
  const paths = [
    ...printers.flatMap(({ line }) => (line.type === "tcp" ? [] : [line.path])),
    ...others.flatMap(({ path }) => path ?? []),
  ];
  return {
    items: printers.map((one) => printerListed(deps, one)),
    others: others.map(({ status, id, kind, name, model }) => ({
      id,
      kind,
      name,
      model: model === undefined ? null : modelName(model),
      ...status(),
    })),
    found: notConfigured(deps.connected.discovered(), paths).map(({ kind, path }) => ({ kind, path })),
  };
};

const printerListed = (
  deps: Deps,
  { id, name, model, line, spareFor, printer }: ConnectedPrinter,
): PrinterListed => {
  const status = printer.status();
  const nowMs = deps.clock.nowMs();
  const printers = deps.printers.list();
  const own = ownTakes(id, printers);
  const trouble = troubledJobs(deps, own, nowMs - troubleMs).flatMap((job) => {
    const { kind, of, state, reason, atMs } = job;
    if (kind !== "ticket" && kind !== "slip") return [];
    const number = kind === "ticket" ? ticketView(deps, of)?.number : findBooking(deps, of)?.booking.ref;
    const print = printOf(state) === "suspect" ? ("suspect" as const) : ("failed" as const);
    return number === undefined ? [] : [{ kind, id: of, number, print, reason, atMs }];
  });
  const worker = deps.printers.workerFor(id);
  const test = lastTest(deps, id);
  const { zone } = ownBranch({ db: deps.db, branch: deps.self.branch });
  return {
    id,
    kind: "printer",
    name,
    model: model.name,
    address: addressOf(line),
    ...printerShown(status),
    error: status.error?.type ?? null,
    lastSeenMs: status.lastSeenMs,
    queued: countQueued(deps, own),
    suspect: trouble.filter(({ print }) => print === "suspect").length,
    copies: countCopies(deps, own, startOfDayMs(zone, nowMs)),
    spareFor: printers.find((other) => other.id === spareFor)?.name ?? null,
    coveredBy: worker === undefined || worker.id === id ? null : worker.name,
    test: test && { print: printOf(test.state), atMs: test.atMs },
    trouble,
  };
};

const addressOf = (line: PrinterLine): string =>
  line.type === "tcp" ? `${line.host}:${line.port}` : line.path;
