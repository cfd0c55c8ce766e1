/** Corrections of master data on the wire. */
import * as z from "zod";
import { localDate } from "../calendar/change.schema";
import { line, listOf } from "../http/api";

const from = localDate;
const code = z.string().max(24);
const name = line(120);

const branchSet = z.strictObject({
  nameMs: name.optional(),
  nameEn: name.optional(),
  address: line(200).optional(),
  postcode: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  city: line(60).optional(),
  phone: z
    .string()
    .regex(/^\+?[\d -]{6,20}$/)
    .optional(),
});

const serviceSet = z.strictObject({
  nameMs: name.optional(),
  nameEn: name.optional(),
  units: z.int().min(1).max(12).optional(),
  noticeHours: z.int().min(0).max(720).optional(),
  bookableBy: z.enum(["public", "staff", "walkIn"]).optional(),
  branches: z.array(code).min(1).max(200).readonly().nullable().optional(),
  feesSen: z.array(z.int().min(0).max(10_000_000).nullable()).max(12).readonly().optional(),
});

const holidaySet = z.strictObject({
  nameMs: name,
  nameEn: name,
  states: z.array(z.string().max(8)).min(1).max(16).readonly(),
});

/** Alpha-3, as in the zone of a document. */
const nationalities = z
  .array(z.string().regex(/^[A-Z]{1,3}$/))
  .max(300)
  .readonly();
const documentCodes = z
  .array(z.string().regex(/^[A-Z]{1,2}$/))
  .max(20)
  .readonly();
const registries = z
  .array(z.enum(["jpn", "pdrm", "imi"]))
  .max(3)
  .readonly();

const mdac = z.strictObject({
  needed: z.boolean(),
  exemptNationalities: nationalities,
  exemptCodes: documentCodes,
  exemptPassHolders: z.boolean(),
});
const ask = z.strictObject({ citizens: registries, others: registries });

/** Rules of gate lanes, whole. */
export const gateRulesView = z
  .object({
    citizens: z.string(),
    nationalities,
    diplomaticCodes: documentCodes,
    validityMonthsMin: z.number(),
    ageMin: z.number(),
    ageMax: z.number().nullable(),
    chipNeeded: z.boolean(),
    mdac,
    ask,
  })
  .meta({ id: "GateRules" });

const gatesSet = z.strictObject({
  nationalities: nationalities.exactOptional(),
  diplomaticCodes: documentCodes.exactOptional(),
  validityMonthsMin: z.int().min(0).max(24).exactOptional(),
  ageMin: z.int().min(0).max(21).exactOptional(),
  ageMax: z.int().min(21).max(150).nullable().exactOptional(),
  chipNeeded: z.boolean().exactOptional(),
  mdac: mdac.exactOptional(),
  ask: ask.exactOptional(),
});

/** Fields that are left out stay as they are. */
export const masterWish = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("branch"), code, from, set: branchSet }),
  z.strictObject({ kind: z.literal("service"), code, from, set: serviceSet }),
  z.strictObject({ kind: z.literal("holiday"), from, set: holidaySet }),
  z.strictObject({ kind: z.literal("gates"), code: z.literal("national"), from, set: gatesSet }),
]);

export const masterBody = z.strictObject({
  wish: masterWish,
  reason: line(200),
  previewed: z.string().max(64),
});

export const masterPreview = z
  .object({
    hash: z.string(),
    from: z.string(),
    fields: listOf(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    hits: listOf(z.object({ branch: z.string(), bookings: z.number(), people: z.number() })),
  })
  .meta({ id: "MasterPreview" });

export const masterList = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        kind: z.enum(["branch", "service", "holiday", "gates"]),
        code: z.string(),
        from: z.string(),
        set: z.record(z.string(), z.unknown()),
        reason: z.string(),
        by: z.string(),
        atMs: z.number(),
        withdrawnAtMs: z.number().nullable(),
        withdrawnBy: z.string().nullable(),
        state: z.enum(["coming", "in_force", "withdrawn"]),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: "MasterList" });
