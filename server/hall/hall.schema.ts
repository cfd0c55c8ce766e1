/** The hall on the wire. */
import * as z from "zod";
import { line, listOf, text } from "../http/api";
import { disruptionKinds, disruptionMin } from "./disruption";
import { announcementMin } from "./hall";

const pause = z.object({ id: z.string(), by: z.string(), atMs: z.number() }).nullable();
const group = z.string().regex(/^[A-Z]$/);
const groupsTaken = listOf(z.string());
const counterState = z.enum(["closed", "open", "break"]);
const trouble = z.enum(["paper_out", "cover_open", "not_answering"]);
const forQueue = { group: z.string(), people: z.number(), targetMin: z.number() };

const suggestion = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer_bell"), event: z.string(), place: text, sinceMs: z.number() }),
  z.object({
    type: z.literal("open_counter"),
    counter: z.string(),
    no: z.number(),
    state: z.enum(["closed", "break"]),
    ...forQueue,
  }),
  z.object({
    type: z.literal("move_counter"),
    counter: z.string(),
    no: z.number(),
    groups: groupsTaken,
    ...forQueue,
  }),
  z.object({ type: z.literal("pause_intake"), group: z.string(), people: z.number() }),
  z.object({
    type: z.literal("see_printer"),
    printer: z.string(),
    name: z.string(),
    trouble,
    coveredBy: z.string().nullable(),
  }),
]);

export const hallSchema = z
  .object({
    now: z.number(),
    closesAtMs: z.number().nullable(),
    isOpen: z.boolean(),
    figures: z.object({
      waiting: z.number(),
      served: z.number(),
      numbers: z.number(),
      toCome: z.number(),
      rating: z.object({ count: z.number(), mean: z.number().nullable() }),
    }),
    queues: listOf(
      z.object({
        group: z.string(),
        name: text,
        waiting: z.number(),
        overTarget: z.number(),
        longestMin: z.number().nullable(),
        targetMin: z.number(),
        unserved: z.number(),
        doneAtMs: z.number().nullable(),
        counters: listOf(z.number()),
        pause,
      }),
    ),
    counters: listOf(
      z.object({
        id: z.string(),
        no: z.number(),
        seq: z.number(),
        groups: groupsTaken,
        state: counterState,
        officer: z.string().nullable(),
        sinceMs: z.number(),
        current: z.object({ number: z.string(), sinceMs: z.number(), usualMin: z.number() }).nullable(),
      }),
    ),
    devices: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        state: z.enum(["ok", "paper_near", ...trouble.options]),
        coveredBy: z.string().nullable(),
      }),
    ),
    pause,
    announcement: z
      .object({ id: z.string(), text, atMs: z.number(), untilMs: z.number().nullable() })
      .nullable(),
    disruption: z
      .object({
        id: z.string(),
        by: z.string(),
        atMs: z.number(),
        untilMs: z.number().nullable(),
        what: z.enum(disruptionKinds),
        offered: z.number(),
      })
      .nullable(),
    suggestions: listOf(suggestion),
  })
  .meta({ id: "Hall" });

export const alertsSchema = z
  .object({
    panics: listOf(
      z.object({ id: z.string(), place: text, by: z.string(), officer: z.string(), atMs: z.number() }),
    ),
    bells: listOf(z.object({ id: z.string(), place: text, group: z.string().nullable(), atMs: z.number() })),
  })
  .meta({ id: "Alerts" });

export const bellSchema = z.object({ state: z.enum(["silent", "ringing", "coming"]) }).meta({ id: "Bell" });

const reason = line(200);

export const counterOrderBody = z.strictObject({
  order: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("move"), groups: z.array(group).min(1).max(26) }),
    z.strictObject({ act: z.literal("open") }),
    z.strictObject({ act: z.literal("close"), person: z.enum(["waits", "served"]) }),
    z.strictObject({ act: z.literal("ask"), group }),
  ]),
  /** The counter's step that the page showed. */
  seq: z.int().min(0),
  reason,
});

export const intakeBody = z.strictObject({
  group: group.nullable(),
  to: z.enum(["paused", "open"]),
  /** The pause that the page showed. */
  seen: z.string().max(40).nullable(),
  reason,
});

export const announcementBody = z.strictObject({
  text: z.strictObject({ ms: line(160), en: line(160) }),
  minutes: z.int().min(announcementMin.min).max(announcementMin.max),
  reason,
});

export const disruptionBody = z.strictObject({
  what: z.enum(disruptionKinds),
  minutes: z.int().min(disruptionMin.min).max(disruptionMin.max),
  reason,
});

export const panicBody = z.strictObject({
  page: z
    .string()
    .max(60)
    .regex(/^\/[a-z/-]*$/),
});
export const endBody = z.strictObject({ note: line(200).optional() });
