/**
 * An honest client: whatever has no answer is asked again with the same key until it has one, and every acknowledgement is kept.
 * What was acknowledged, all of it and nothing else, must be in the files at the end.
 */
import { type Answer, type Ask, bookHeld, codesIn, contactOf } from "./booking-client.testing";
import type { ProcessNode } from "./replication.testing";

export interface KeptBooking {
  readonly id: string;
  readonly ref: string;
  readonly branch: string;
  /** Alias of the node that made it. */
  readonly home: number;
  readonly people: number;
  readonly slot: string;
  readonly slip: string;
  readonly startsAtMs: number;
  /** Somebody of it may stand in another booking as well: then headquarters may decide against it. */
  readonly isContested: boolean;
  state: "confirmed" | "cancelled" | "checked_in";
}

export interface KeptTicket {
  readonly id: string;
  readonly branch: string;
  readonly number: string;
  readonly booking: string | null;
}

export interface Kept {
  readonly bookings: Map<string, KeptBooking>;
  readonly tickets: Map<string, KeptTicket>;
  /** Tickets that were called. */
  readonly calls: Set<string>;
  /** Answers that said no: a full slot, somebody who is booked already. */
  readonly refusals: Map<string, number>;
}

export const nothingKept = (): Kept => ({
  bookings: new Map(),
  tickets: new Map(),
  calls: new Set(),
  refusals: new Map(),
});

const patienceMs = 20_000;

/** One request until it is answered, over restarts of its node. */
export const insist = async (
  node: Pick<ProcessNode, "port" | "up" | "headersAs">,
  as: string,
  path: string,
  body: object | undefined,
  key: string,
): Promise<Answer> => {
  for (;;) {
    await node.up();
    try {
      const answer = await fetch(`http://127.0.0.1:${node.port}/api/v1${path}`, {
        method: body ? "POST" : "GET",
        headers: {
          ...(await node.headersAs(as)),
          ...(body ? { "content-type": "application/json", "idempotency-key": key } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(patienceMs),
        // A connection to a process that was killed is of no use to the next one.
        keepalive: false,
      });
      const read = (await answer.json()) as object;
      if (answer.status !== 503) return { status: answer.status, body: read };
    } catch {
      // Cut short: it may have been done or not.
    }
    await Bun.sleep(20);
  }
};

/** Holds a start at a node and books it for these people, `no` being whose contact it is; the first answer that is a no, or the booking. */
export const requestBooking = async (
  { spool }: Pick<ProcessNode, "spool">,
  ask: Ask,
  slot: string,
  documents: readonly string[],
  no: number,
): Promise<Answer> => {
  const held = await ask("/holds", { ...visit, slot, parties: documents.length });
  if (held.status !== 201) return held;
  return bookHeld(ask, codesIn(spool), held.body.holdId as string, {
    contact: contactOf(no),
    people: documents.map((mykad) => ({ mykad })),
  });
};

/** What everybody comes for. */
export const visit = { service: "PMA-BAHARUI", kind: "citizen" } as const;
