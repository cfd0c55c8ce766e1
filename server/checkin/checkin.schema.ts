/** Bodies and answers of the kiosk's routes. */
import * as z from "zod";
import { languages } from "../../sync/core/languages";
import { printerSchema } from "../devices/devices.schema";
import { line, listOf } from "../http/api";
import { priorityReasons, walkInLanes } from "../queue/lanes";
import { estimate, ticketSchema } from "../queue/queue.schema";

/** Any language that the public's pages speak; a paper that has no letters for it says it in Malay and English. */
export const lang = z.enum(languages.map(({ code }) => code));

export const checkInBody = z.discriminatedUnion("by", [
  // A slip has some 260 characters; three times that is still read, to say that it is not one.
  z.strictObject({ by: z.literal("slip"), slip: z.string().min(1).max(1000), lang }),
  z.strictObject({ by: z.literal("reference"), ref: line(20), documentNumber: line(40), lang }),
]);

/** Priority is asked for with a reason, which the officer confirms. */
export const walkInBody = z
  .strictObject({
    service: z.string().max(24),
    lane: z.enum(walkInLanes),
    claims: z.array(z.enum(priorityReasons)).max(priorityReasons.length).default([]),
    lang,
    people: z.int().min(1).max(10).default(1),
  })
  .refine(({ lane, claims }) => lane !== "priority" || claims.length > 0, {
    path: ["claims"],
    params: { code: "claim_missing" },
  });

const slot = z.object({ slot: z.string(), startsAtMs: z.number() });
const next = listOf(
  z.enum([
    "wait",
    "take_number",
    "book_slot",
    "come_then",
    "go_to_branch",
    "next_batch",
    "newest_slip",
    "type_reference",
  ]),
);

export const admitted = z
  .object({
    type: z.enum(["checked_in", "early", "late", "already"]),
    ticket: ticketSchema,
    booking: z.object({ service: z.string(), startsAtMs: z.number() }),
    next,
  })
  .meta({ id: "CheckedIn" });

export const numbersGone = z
  .object({
    type: z.literal("numbers_gone"),
    service: z.string(),
    nextBatchAtMs: z.number().nullable(),
    nearest: listOf(z.object({ branch: z.string(), km: z.number() })),
    slots: listOf(slot),
    next,
  })
  .meta({ id: "NumbersGone" });

export const elsewhere = z
  .object({
    type: z.enum(["wrong_branch", "wrong_day"]),
    branch: z.string(),
    service: z.string(),
    startsAtMs: z.number(),
    slots: listOf(slot),
    next,
  })
  .meta({ id: "Elsewhere" });

export const hall = z
  .object({
    branch: z.string(),
    open: z.boolean(),
    services: listOf(
      z.object({
        code: z.string(),
        waiting: z.number(),
        estimate: estimate.nullable(),
        numbersLeft: z.number(),
      }),
    ),
    nextBatchAtMs: z.number().nullable(),
    printer: printerSchema.nullable(),
    /** A kiosk here has a reader of its own: its page hears of it by the topic `reads`. */
    readers: z.boolean(),
    /** The kiosk that asks has a document reader: people see their own entries and exits there. */
    documents: z.boolean(),
    opensAtMs: z.number().nullable(),
    closesAtMs: z.number().nullable(),
  })
  .meta({ id: "KioskHall" });

export const walkedIn = z
  .object({ type: z.literal("ticket"), ticket: ticketSchema })
  .meta({ id: "WalkedIn" });
