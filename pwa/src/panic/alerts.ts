/** Emergencies and bells, as every stream of the staff tells them. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import type { alertsSchema } from "../../../server/hall/hall.schema";

export type Alerts = z.infer<typeof alertsSchema>;

/** Null before the first word, and at headquarters, which has no hall. */
export const alerts = signal<Alerts | null>(null);

/** Streams of the staff that are open: a page that has one needs no second. */
export const staffStreams = signal(0);
