import { next } from "./order";
import { policyAt, type PolicyInForce } from "./policy";
import type { Ticket, TicketStep, Turn } from "./ticket";
import { type Call, callOf, type Reach, type WaitingTicket, waitingTicket } from "./waiting";

/** The hall at one moment, read from the rows so far. */
export interface Hall {
  readonly latest: ReadonlyMap<string, TicketStep>;
  readonly waiting: readonly WaitingTicket[];
  /** Oldest first, undone ones left out. */
  readonly calls: readonly Call[];
}

/**
 * The hall after these rows. "Latest by seq" is the state of a ticket, whatever order the rows arrived in; only the
 * order of the calls is the order of the rows, so give them as they were appended.
 */
export const hallOf = (tickets: readonly Ticket[], rows: readonly TicketStep[]): Hall => {
  const replay = startReplay(tickets);
  for (const row of rows) replay.add(row);
  return replay.hall();
};

/** A call that today's policy of that moment would not have made. */
export interface Deviation {
  readonly row: TicketStep;
  readonly expected: { readonly ticketId: string; readonly turn: Turn } | undefined;
}

/**
 * Makes every call of the day once more from the rows before it and lists those that come out otherwise: the proof that
 * nobody was favoured. Calls by choice are not judged here, they carry an officer and a reason.
 */
export const recheckCalls = (
  policies: readonly PolicyInForce[],
  tickets: readonly Ticket[],
  rows: readonly TicketStep[],
  reachAt: (counterId: string, atMs: number) => Reach | undefined,
): Deviation[] => {
  const replay = startReplay(tickets);
  const deviations: Deviation[] = [];
  for (const row of rows) {
    const call = callOf(row);
    if (call && call.turn !== "chosen") {
      const { waiting, calls } = replay.hall();
      const reach = reachAt(call.counterId, row.atMs);
      const best = reach && next(policyAt(policies, row.atMs), waiting, calls, reach, row.atMs);
      const expected = best && { ticketId: best.waiting.ticketId, turn: best.turn };
      if (expected?.ticketId !== row.ticketId || expected.turn !== row.turn)
        deviations.push({ row, expected });
    }
    replay.add(row);
  }
  return deviations;
};

/** The calls that stand among these rows, oldest first: what was undone is no call. */
export const standingCalls = (rows: readonly TicketStep[]): Call[] => {
  const callByRow = new Map<string, Call>();
  for (const row of rows) {
    const call = callOf(row);
    if (call) callByRow.set(`${row.ticketId}/${row.seq}`, call);
    if (row.undoOf !== null) callByRow.delete(`${row.ticketId}/${row.undoOf}`);
  }
  return [...callByRow.values()];
};

const startReplay = (tickets: readonly Ticket[]) => {
  const ticketById = new Map(tickets.map((ticket) => [ticket.ticketId, ticket]));
  const latest = new Map<string, TicketStep>();
  const callByRow = new Map<string, Call>();
  return {
    add: (row: TicketStep): void => {
      if (!ticketById.has(row.ticketId)) throw new Error(`row of unknown ticket ${row.ticketId}`);
      const before = latest.get(row.ticketId);
      if (!before || row.seq > before.seq) latest.set(row.ticketId, row);
      const call = callOf(row);
      if (call) callByRow.set(`${row.ticketId}/${row.seq}`, call);
      if (row.undoOf !== null) callByRow.delete(`${row.ticketId}/${row.undoOf}`);
    },
    hall: (): Hall => ({
      latest,
      calls: [...callByRow.values()],
      waiting: [...latest.values()]
        .filter((row) => row.state === "waiting")
        .map((row) => waitingTicket(ticketById.get(row.ticketId)!, row)),
    }),
  };
};
