/** A change as the page sends it: times of day as "HH:MM" of the branch's wall clock, days as "YYYY-MM-DD". */
import * as z from "zod";
import { type IsoWeekday, type LocalDate, parseLocalDate } from "../../sync/core/local-date";
import { line } from "../http/api";
import type { Change } from "./change";
import { parseTimeOfDay } from "./hours";

const isDate = (value: string): value is LocalDate => parseLocalDate(value).ok;
export const localDate = z.string().refine(isDate, { params: { code: "invalid_date" } });

const time = z
  .string()
  .refine((value) => parseTimeOfDay(value).ok, { params: { code: "invalid_time" }, abort: true })
  .transform((value) => {
    const min = parseTimeOfDay(value);
    return min.ok ? min.value : 0;
  });

const weekday = z
  .int()
  .min(1)
  .max(7)
  .transform((day) => day as IsoWeekday);
const note = z.strictObject({ ms: line(120), en: line(120) });
const from = localDate;
const to = localDate.nullable().default(null);

const opening = {
  open: time,
  close: time,
  breaks: z
    .array(z.strictObject({ from: time, to: time }))
    .max(4)
    .default([]),
};

interface Typed {
  readonly open: number;
  readonly close: number;
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
}

/** Open before close, and breaks inside. */
const inOrder = ({ open, close, breaks }: Typed): boolean =>
  open < close && breaks.every((pause) => open <= pause.from && pause.from < pause.to && pause.to <= close);
const order = { params: { code: "times_out_of_order" } };

const minutesOf = <T extends Typed>({ open, close, ...rest }: T) => ({
  openMin: open,
  closeMin: close,
  ...rest,
});

const settings = {
  units: z.int().min(1).max(16).optional(),
  noticeHours: z
    .int()
    .min(0)
    .max(24 * 30)
    .optional(),
  earlyMin: z.int().min(0).max(240).optional(),
  lateMin: z.int().min(0).max(240).optional(),
  bookableBy: z.enum(["public", "staff", "walkIn"]).optional(),
};

const closure = z
  .strictObject({
    type: z.literal("closure"),
    from: z.int(),
    to: z.int(),
    groups: z.array(z.string().max(2)).min(1).max(26).optional(),
    note,
  })
  .transform((body): Change => {
    const groups = body.groups ? [...new Set(body.groups)].sort() : null;
    return { type: "closure", fromMs: body.from, toMs: body.to, groups, note: body.note };
  });

const specialOpening = z
  .strictObject({ type: z.literal("special_opening"), date: localDate, note, ...opening })
  .refine(inOrder, order)
  .transform((body): Change => minutesOf(body));

const hours = z
  .strictObject({
    type: z.literal("hours"),
    pattern: z.string().max(40).optional(),
    weekly: z
      .array(
        z
          .strictObject({ weekday, ...opening })
          .refine(inOrder, order)
          .transform(minutesOf),
      )
      .max(21)
      .optional(),
    from,
    to,
  })
  .refine(({ pattern, weekly }) => (pattern === undefined) !== (weekly === undefined), {
    params: { code: "pattern_or_weekly" },
  })
  .transform((body): Change => {
    const dated = { type: "hours", from: body.from, to: body.to } as const;
    return body.weekly ? { ...dated, weekly: body.weekly } : { ...dated, pattern: body.pattern ?? "" };
  });

const everyNWeeks = z
  .strictObject({
    type: z.literal("every_n_weeks"),
    weekday,
    everyWeeks: z.int().min(1).max(12),
    from,
    to,
    ...opening,
  })
  .refine(inOrder, order)
  .transform((body): Change => minutesOf(body));

const capacity = z
  .strictObject({
    type: z.literal("capacity"),
    group: z.string().max(2),
    perStart: z.int().min(0).max(100),
    slotMinutes: z.int().min(5).max(240),
    from,
    to,
  })
  .transform(({ perStart, ...body }): Change => ({ ...body, unitsPerStart: perStart }));

/** One setting of a service is the commonest: its duration. */
const duration = z
  .strictObject({
    type: z.literal("duration"),
    service: z.string().max(24),
    units: z.int().min(1).max(16),
    from,
    to,
  })
  .transform((body): Change => {
    const { service, units } = body;
    return { type: "service", settings: { service, units }, from: body.from, to: body.to };
  });

const service = z
  .strictObject({ type: z.literal("service"), service: z.string().max(24), ...settings, from, to })
  .transform((body): Change => {
    const { type, from: first, to: last, service: code, ...rest } = body;
    const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return { type, settings: { service: code, ...named }, from: first, to: last };
  });

const percent = z.int().min(0).max(100);

/** Whether times rise and shares make 100 is the queue's own rule (`checkBatchPlan`). */
const batches = z
  .strictObject({
    type: z.literal("batches"),
    group: z.string().max(2).nullable(),
    batches: z
      .array(z.strictObject({ opensAt: time, numbers: z.int().min(1).max(1000) }))
      .min(1)
      .max(12),
    share: z.strictObject({ normal: percent, priority: percent, employer: percent }),
    keptForLaneMin: z.int().min(0).max(480),
    from,
    to,
  })
  .transform(({ share, batches: list, ...body }): Change => ({
    ...body,
    batches: list.map(({ opensAt, numbers }) => ({ opensAtMin: opensAt, numbers })),
    sharePercent: share,
  }));

export const changeBody = z.discriminatedUnion("type", [
  closure,
  specialOpening,
  hours,
  everyNWeeks,
  capacity,
  duration,
  service,
  batches,
]);
