/** Finding a booking for somebody who is not its account: by id, or by reference and document number. */
import type { Reader } from "../../drizzle/db";
import { parseReference } from "../../sync/core/ids";
import { isLive, type VisitState } from "../../sync/core/party-state";
import { err, ok, type Result } from "../../sync/core/result";
import { type LimitError, planTry } from "../../sync/limit";
import type { Command, SubmitError } from "../../sync/submit";
import { normaliseDocumentNumber } from "../applicants/identity";
import type { Deps } from "../deps";
import { bookingState } from "./booking";
import {
  type BookingRow,
  bookingById,
  bookingByRef,
  isRefTaken,
  type PartyRow,
  partiesOf,
} from "./booking.store";
import { partyDetails } from "./view.usecase";

/** A booking with the people who still come. */
export interface FoundBooking {
  readonly booking: BookingRow;
  readonly live: readonly PartyRow[];
  readonly state: VisitState;
}

export const findBooking = (reader: Reader, bookingId: string): FoundBooking | undefined => {
  const booking = bookingById(reader, bookingId);
  if (!booking) return undefined;
  const parties = partiesOf(reader, bookingId);
  return {
    booking,
    live: parties.filter(({ state }) => isLive(state)),
    state: bookingState(parties.map(({ state }) => state)),
  };
};

/** Whether a reference already names a booking of this node. */
export const isReferenceTaken = (reader: Reader, ref: string): boolean => isRefTaken(reader, ref);

/** Who asks: a network of the public, or one kiosk in the hall, through which many honest people type. */
export type Asker =
  | { readonly type: "network"; readonly network: string }
  | { readonly type: "kiosk"; readonly id: string };

export interface FindInput {
  readonly ref: string;
  readonly documentNumber: string;
  readonly asker: Asker;
}

/** The same answer whether there is no such booking or the document is not of it. */
export type BookingNotFound = { readonly type: "BookingNotFound" };

/**
 * The id of the booking with this reference and a document of one of its people. Counts the try in a commit of its own before
 * it looks, so that a guess costs one whether or not it was right.
 */
export const findByReference = async (
  deps: Pick<Deps, "db" | "sealer" | "writer">,
  command: Command,
  { ref: typed, documentNumber, asker }: FindInput,
): Promise<Result<string, BookingNotFound | LimitError | SubmitError>> => {
  const ref = parseReference(typed);
  const { actor, requestId } = command;
  const tried = await deps.writer.submit({ actor, requestId }, (tx) => planTry(tx, limitsOf(ref, asker)));
  if (!tried.ok) return tried;
  const booking = ref === undefined ? undefined : bookingByRef(deps, ref);
  const number = normaliseDocumentNumber(documentNumber);
  // A booking made from a slip has no document number yet: nothing typed may equal nothing known.
  const fits =
    booking !== undefined &&
    number !== "" &&
    partiesOf(deps, booking.id).some((party) => {
      const details = partyDetails(deps, party);
      return details !== undefined && normaliseDocumentNumber(details.number) === number;
    });
  return fits ? ok(booking.id) : err({ type: "BookingNotFound" });
};

const windowMs = 600_000;

/** Five tries per reference; thirty per network, a hundred per kiosk, which serves one person after the other. */
const limitsOf = (ref: string | undefined, asker: Asker) => [
  ...(ref === undefined ? [] : [{ bucket: `find:${ref}`, triesMax: 5, windowMs }]),
  asker.type === "kiosk"
    ? { bucket: `find-kiosk:${asker.id}`, triesMax: 100, windowMs }
    : { bucket: `find-net:${asker.network}`, triesMax: 30, windowMs },
];
