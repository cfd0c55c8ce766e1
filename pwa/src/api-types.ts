/**
 * The shapes of `/api/v1` as pages see them: read from the schemas that the node validates and describes itself with, as
 * types only, so nothing of the server gets into a page. Times are Unix milliseconds UTC; a `date` is YYYY-MM-DD of the
 * branch.
 */
import type * as z from "zod";
import type { branchNowView } from "../../server/hq/branch-now.schema";
import type { day, slot } from "../../server/booking/availability.route";
import type { bookingView, holdView, visitBody } from "../../server/booking/booking.schema";
import type { slipInfo } from "../../server/booking/slip.route";
import type { branch, catalogue, question, service } from "../../server/catalogue/catalogue.route";
import type { nodeView } from "../../server/node.route";
import type { ticketSchema } from "../../server/queue/queue.schema";

export type { Text } from "./words/language";

export type NodeInfo = z.infer<typeof nodeView>;

export type Catalogue = z.infer<typeof catalogue>;
export type Branch = z.infer<typeof branch>;
export type Service = z.infer<typeof service>;
export type Question = z.infer<typeof question>;

export type Day = z.infer<typeof day>;
export type Slot = z.infer<typeof slot>;
export type Hold = z.infer<typeof holdView>;

/** What a page gives of a visit; the booking that comes of it. */
export type VisitInput = z.input<typeof visitBody>;
export type PartyInput = VisitInput["parties"][number];
export type BookingView = z.infer<typeof bookingView>;
export type SlotOffer = NonNullable<BookingView["offer"]>["slots"][number];

export type Kind = BookingView["kind"];
export type PartyState = BookingView["state"];
export type DocumentType = PartyInput["document"]["type"];
export type Priority = NonNullable<PartyInput["priority"]>[number];

export type SlipInfo = z.infer<typeof slipInfo>;

/** A branch before anybody leaves home. */
export type BranchNow = z.infer<typeof branchNowView>;
export type TicketView = z.infer<typeof ticketSchema>;
/** On its holder's phone: with when headquarters last heard of its branch; null, and missing with a kiosk's answer, where the branch itself speaks. */
export type TicketShown = TicketView & {
  readonly heardAtMs?: number | null;
  readonly rating?: number | null;
};
export type Lane = TicketView["lane"];
