/** The branch's devices as staff see them, with the tickets whose paper needs a person. */
import { findBooking } from "../booking/find.usecase";
import type { Deps } from "../deps";
import { ticketView } from "../queue/view.usecase";
import type { ConnectedPrinter } from "./connected";
import { type PrinterShown, printerShown, printOf } from "./devices";
import { countQueued, troubledJobs } from "./devices.store";

export interface DeviceShown extends PrinterShown {
  readonly id: string;
  readonly kind: "printer";
  readonly name: string;
  readonly error: string | null;
  readonly lastSeenMs: number | null;
  readonly queued: number;
  readonly suspect: number;
  readonly trouble: readonly PrintTrouble[];
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

export const deviceList = (deps: Deps): readonly DeviceShown[] =>
  deps.printers.list().map((one) => shownOf(deps, one));

const shownOf = (deps: Deps, { id, name, printer, takes }: ConnectedPrinter): DeviceShown => {
  const status = printer.status();
  const trouble = troubledJobs(deps, takes, deps.clock.nowMs() - troubleMs).flatMap(
    ({ kind, of: id, state, reason, atMs }) => {
      const number = kind === "ticket" ? ticketView(deps, id)?.number : findBooking(deps, id)?.booking.ref;
      const print = printOf(state) === "suspect" ? ("suspect" as const) : ("failed" as const);
      return number === undefined || kind === "code" ? [] : [{ kind, id, number, print, reason, atMs }];
    },
  );
  return {
    id,
    kind: "printer",
    name,
    ...printerShown(status),
    error: status.error?.type ?? null,
    lastSeenMs: status.lastSeenMs,
    queued: countQueued(deps, takes),
    suspect: trouble.filter(({ print }) => print === "suspect").length,
    trouble,
  };
};
