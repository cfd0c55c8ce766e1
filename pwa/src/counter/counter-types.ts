/** What a counter asks and hears under `/api/v1`: the node's own schemas, read as types. */
import type * as z from "zod";
import type { waitingSchema } from "../../../server/booking/visits.schema";
import type { devicesSchema } from "../../../server/devices/devices.schema";
import type {
  caseSchema,
  counterSchema,
  ending,
  queueItemSchema,
  queueSchema,
} from "../../../server/queue/queue.schema";

export type QueueItem = z.infer<typeof queueItemSchema>;

/** The ticket at the counter, with what the officer needs to serve it. */
export type Case = z.infer<typeof caseSchema>;

export type CaseParty = NonNullable<Case["booking"]>["parties"][number];

export type Counter = z.infer<typeof counterSchema>;

export type QueueState = z.infer<typeof queueSchema>;

/** A printer of the branch, and the tickets whose paper is doubtful. */
export type Device = z.infer<typeof devicesSchema>["items"][number];

/** A visit that was begun at a kiosk of this branch. */
export type WaitingVisit = z.infer<typeof waitingSchema>["items"][number];

/** What became of one person of a booking at the end of a visit. */
export type PartyOutcome = NonNullable<z.infer<typeof ending.parties>>[number];
