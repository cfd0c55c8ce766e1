/** What the kiosk asks and hears under `/api/v1`: the node's own schemas, read as types. */
import type * as z from "zod";
import type { pendingView } from "../../../server/booking/pending.schema";
import type {
  admitted,
  elsewhere,
  hall,
  numbersGone,
  walkedIn,
  walkInBody,
} from "../../../server/checkin/checkin.schema";
import type { ownMovement, proofPrintSchema } from "../../../server/gates/own-proof.schema";

/** A visit whose details are given, and what became of its paper. */
export type VisitWaits = z.infer<typeof pendingView>;

export type KioskState = z.infer<typeof hall>;

export type PrinterState = NonNullable<KioskState["printer"]>;

export type TicketOutcome = z.infer<typeof admitted>;

export type NumbersGone = z.infer<typeof numbersGone>;

export type CheckInAnswer = TicketOutcome | z.infer<typeof elsewhere> | NumbersGone;

export type WalkInAnswer = z.infer<typeof walkedIn> | NumbersGone;

export type KioskAnswer = CheckInAnswer | WalkInAnswer;

/** A number without an appointment, as it is asked for. */
export type WalkIn = Pick<z.output<typeof walkInBody>, "service" | "lane" | "claims">;

/** What somebody says of themselves at the kiosk; the officer confirms it. */
export type Claim = WalkIn["claims"][number];

/** An entry or exit of whoever laid their document here. */
export type OwnMovement = z.infer<typeof ownMovement>;

export type ProofPrint = z.infer<typeof proofPrintSchema>["print"];
