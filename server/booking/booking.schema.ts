/** The shapes of holds and bookings on the wire: what is accepted, and what is answered. */
import * as z from "zod";
import { date, id, lang, line, listOf, text, typedText } from "../http/api";
import type { ApplicantInput } from "../applicants/applicant";
import { needs } from "./needs";

export const kind = z.enum([
  "citizen",
  "foreigner",
  "employer",
  "minor",
  "permanent_resident",
  "undocumented",
  "diplomatic",
]);

export const holdBody = z.strictObject({
  slot: z.string().max(40),
  service: z.string().max(24),
  kind,
  parties: z.int().min(1).max(10),
  replaces: id.optional(),
});

export const holdView = z
  .object({
    holdId: z.string(),
    slot: z.string(),
    service: z.string(),
    startsAtMs: z.number(),
    endsAtMs: z.number(),
    expiresAtMs: z.number(),
    parties: z.number(),
  })
  .meta({ id: "Hold" });

/** Which fields a document needs is a rule of the details, with a sentence for each field; here is only shape. */
export const document = z
  .strictObject({
    type: z.enum(["mykad", "mypr", "passport", "splp"]),
    number: line(40),
    country: z.string().max(3).optional(),
    expiresOn: z.union([date, z.literal("")]).optional(),
    /** What the fields were read from. The fields count: people correct a misread letter there. */
    mrz: z.string().max(200).optional(),
  })
  .meta({ id: "Document" });

/** A record would drop the key `__proto__` in silence; what is not wanted is refused. */
const answersBody = z.preprocess(
  (raw) => (typeof raw === "object" && raw !== null && Object.hasOwn(raw, "__proto__") ? null : raw),
  z.record(z.string().regex(/^[A-Za-z]\w{0,39}$/), typedText(1000)),
);

const person = z.strictObject({
  document,
  name: line(100),
  relation: z.enum(["self", "family", "worker", "helped"]).default("self"),
  priority: z
    .array(z.enum(["elderly", "oku", "pregnant", "infant", "haj"]))
    .max(5)
    .default([]),
  answers: answersBody.default({}),
});

/** What is given of a visit that is held. */
export const visitBody = z.strictObject({
  lang,
  kind,
  contact: z.strictObject({ email: line(254).optional(), phone: line(30).optional() }),
  parties: z.array(person).min(1).max(10),
  needs: z.array(z.enum(needs)).max(needs.length).default([]),
  employer: z
    .strictObject({
      ssm: line(30),
      company: line(100),
      representative: z.strictObject({ name: line(100), mykad: line(30) }),
    })
    .optional(),
  consent: z.literal(true),
});

const state = z.enum(["confirmed", "cancelled", "superseded", "no_show", "checked_in", "serving", "served"]);
const offered = z.object({ slot: z.string(), startsAtMs: z.number() });

export const bookingView = z
  .object({
    id: z.string(),
    ref: z.string(),
    rev: z.number(),
    state,
    verified: z.boolean(),
    branch: z.string(),
    service: z.string(),
    group: z.string(),
    kind,
    startsAtMs: z.number(),
    endsAtMs: z.number(),
    arriveFromMs: z.number(),
    lateAfterMs: z.number(),
    createdAtMs: z.number(),
    changesLeft: z.number(),
    lang: z.string(),
    parties: listOf(
      z.object({
        no: z.number(),
        state,
        verified: z.boolean(),
        name: z.string(),
        documentMasked: z.string(),
        documentType: z.enum(["mykad", "passport", "splp"]).nullable(),
        mayDrop: z.boolean(),
        pending: z.literal("drop").nullable(),
      }),
    ),
    employer: z.object({ ssm: z.string(), company: z.string() }).optional(),
    offer: z.object({ reason: text, slots: listOf(offered) }).nullable(),
    ticketId: z.string().nullable(),
    can: z.object({
      cancel: z.boolean(),
      move: z.boolean(),
      drop: z.boolean(),
      needsHome: z.boolean(),
    }),
    pending: z.literal("cancel").nullable(),
  })
  .meta({ id: "Booking" });

export const byId = z.object({ id });
export const byParty = z.object({
  id,
  no: z
    .string()
    .regex(/^([1-9]|10)$/)
    .transform(Number),
});

/** A document as the rules take it. A MyPR number is of the MyKad's series. */
export const documentOf = (given: z.infer<typeof document>): ApplicantInput["document"] => {
  const { type, number, country = "", expiresOn = "" } = given;
  return type === "mykad" || type === "mypr"
    ? { type: "mykad", number }
    : { type, number, country, expiresOn };
};
