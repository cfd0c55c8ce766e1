/** What the pages of the lanes hear under `/api/v1`: the node's own schemas, read as types. */
import type * as z from "zod";
import type {
  figuresSchema,
  gatesSchema,
  orderAnswer,
  reconciliationSchema,
  referralSchema,
  shiftSchema,
} from "../../../server/gates/gates.schema";

export type Gates = z.infer<typeof gatesSchema>;
export type GateLane = Gates["lanes"][number];
export type Alarm = Gates["alarms"][number];
/** A referral as a list shows it. */
export type ReferralRow = Gates["referrals"][number];
export type Referral = z.infer<typeof referralSchema>;
export type OrderAnswer = z.infer<typeof orderAnswer>;
export type Shift = z.infer<typeof shiftSchema>;
export type ShiftReport = NonNullable<Shift["own"]>["report"];
export type Figures = z.infer<typeof figuresSchema>;
export type FigureRow = Figures["rows"][number];
export type Reconciliation = z.infer<typeof reconciliationSchema>;
