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

/** Fields that are left out stay as they are. */
export const masterWish = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("branch"), code, from, set: branchSet }),
  z.strictObject({ kind: z.literal("service"), code, from, set: serviceSet }),
  z.strictObject({ kind: z.literal("holiday"), from, set: holidaySet }),
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
        kind: z.enum(["branch", "service", "holiday"]),
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
