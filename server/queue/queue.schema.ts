/** What tickets, counters and queues look like on the wire: the schemas that the API describes itself by. */
import * as z from "zod";
import { needs } from "../booking/needs";
import { printerSchema } from "../devices/devices.schema";
import { line, listOf, text } from "../http/api";
import { lanes, priorityReasons } from "./lanes";
import { stages } from "./ticket";

const lane = z.enum(lanes);
const stage = z.enum(stages);
const state = z.enum(["waiting", "called", "serving", "parked", "absent", "done", "closed"]);
const claims = listOf(z.enum(priorityReasons));
export const estimate = z.object({ lowMin: z.number(), highMin: z.number() });
const reason = z.looseObject({ code: z.string() });

export const ticketSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    branch: z.string(),
    service: z.string(),
    group: z.string(),
    lane,
    stage,
    state,
    counter: z.string().nullable(),
    issuedAtMs: z.number(),
    appointmentAtMs: z.number().nullable(),
    ahead: z.number(),
    estimate: estimate.nullable(),
    why: listOf(reason),
    print: z.enum(["queued", "printed", "suspect", "failed"]),
    claims,
  })
  .meta({ id: "Ticket" });

export const counterSchema = z
  .object({
    id: z.string(),
    no: z.number(),
    name: z.string(),
    groups: listOf(z.string()),
    state: z.enum(["closed", "open", "break"]),
    officer: z.string().nullable(),
    current: ticketSchema.nullable(),
  })
  .meta({ id: "Counter" });

const queueItem = z.object({
  id: z.string(),
  number: z.string(),
  lane,
  service: z.string(),
  stage,
  state,
  appointmentAtMs: z.number().nullable(),
  waitingSinceMs: z.number(),
  waitedMin: z.number(),
  overTarget: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  claims,
  claimConfirmed: z.boolean().nullable(),
  lang: z.string(),
  counter: z.string().nullable(),
});
export const queueItemSchema = queueItem.meta({ id: "QueueItem" });

export const caseSchema = queueItem
  .extend({
    calledAtMs: z.number(),
    servingAtMs: z.number().nullable(),
    calls: z.number(),
    people: z.number(),
    booking: z
      .object({
        id: z.string(),
        ref: z.string(),
        kind: z.string(),
        parties: listOf(
          z.object({
            no: z.number(),
            name: z.string(),
            documentMasked: z.string(),
            documentType: z.string(),
            expiresOn: z.string().nullable(),
            state: z.string(),
            verified: z.boolean(),
            contested: z.boolean(),
          }),
        ),
        employer: z.object({ ssm: z.string(), company: z.string() }).optional(),
        needs: listOf(z.enum(needs)),
        answers: listOf(z.object({ no: z.number(), question: text, answer: z.string() })),
      })
      .nullable(),
    documents: listOf(text),
    notes: listOf(z.object({ atMs: z.number(), officer: z.string(), text: z.string() })),
    usualMin: z.number(),
  })
  .meta({ id: "Case" });

export const queueSchema = z
  .object({
    counter: counterSchema,
    current: caseSchema.nullable(),
    next: z.object({ ticket: queueItemSchema, why: listOf(reason) }).nullable(),
    waiting: listOf(queueItemSchema),
    waitingTotal: z.number(),
    lanes: z.object({
      appointment: z.number(),
      priority: z.number(),
      normal: z.number(),
      employer: z.number(),
    }),
    parked: listOf(queueItemSchema),
    undo: z.object({ untilMs: z.number(), what: z.string(), ticketId: z.string() }).nullable(),
    nextAppointmentAtMs: z.number().nullable(),
    printer: printerSchema.nullable(),
    policyVersion: z.number(),
  })
  .meta({ id: "Queue" });

export const current = z.object({ current: caseSchema.nullable() });
export const stepped = z.object({ ticket: queueItemSchema, current: caseSchema.nullable() });

export const id = z.object({ id: z.string().max(40) });
export const empty = z.strictObject({});

/** What became of the people of a booking, at the end of a stage. */
export const ending = {
  outcome: z.enum(["next_stage", "done"]).optional(),
  parties: z
    .array(z.strictObject({ no: z.int().min(1).max(10), outcome: z.enum(["served", "no_show"]) }))
    .max(10)
    .optional(),
};

export const groups = z
  .array(z.string().regex(/^[A-Z]$/))
  .min(1)
  .max(26);
export const why = line(200);

const counts = (max: number) => z.int().min(0).max(max);

/** The bounds that keep a queue fair are the rules' (`policy.ts`); this is only shape. */
export const policySchema = z
  .strictObject({
    format: z.literal(1),
    version: counts(1_000_000),
    laneWeights: z.strictObject({
      appointment: counts(99),
      priority: counts(99),
      normal: counts(99),
      employer: counts(99),
    }),
    ageingMin: counts(999),
    appointmentLeadMin: counts(999),
    priorityInRowMax: counts(99),
    claimUnconfirmed: z.enum(["priority", "baseLane"]),
    quick: z.strictObject({ stages: z.array(stage).max(stages.length).readonly(), everyCalls: counts(99) }),
    longest: z.strictObject({ afterMin: counts(999), everyCalls: counts(99) }),
  })
  .meta({ id: "CallingPolicy" });
