/** What a supervisor's pages ask and hear under `/api/v1`: the node's own schemas, read as types. */
import type * as z from "zod";
import type { branchDay, changePreview } from "../../../server/calendar/calendar.route";
import type { changeBody } from "../../../server/calendar/change.schema";
import type { declaredPolicy } from "../../../server/queue/policy.route";
import type { counterSchema } from "../../../server/queue/queue.schema";

/** One day of the branch, with the latest changes of its book. */
export type BranchDay = z.infer<typeof branchDay>;

export type DaySlot = BranchDay["groups"][number]["slots"][number];

export type DayBooking = BranchDay["bookings"][number];

/** A counter as a supervisor sees it. */
export type CounterNow = z.infer<typeof counterSchema>;

/** The policy declared last; `inForceVersion` is another while it has not begun. */
export type DeclaredPolicy = z.infer<typeof declaredPolicy>;

export type Policy = DeclaredPolicy["policy"];

/** A change as the node takes it. Other settings of a service than its length are not changed from this page. */
export type Change = Exclude<z.input<typeof changeBody>, { type: "service" }>;

export type Opening = Pick<Extract<Change, { type: "special_opening" }>, "open" | "close" | "breaks">;

export type ChangeType = Change["type"];

/** What a change would do, and whom it would hit. */
export type Preview = z.infer<typeof changePreview>;

/** One thing the node noticed; `code` names it, the rest are its figures. */
export type Finding = Preview["findings"][number];
