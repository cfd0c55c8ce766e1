import type { Caller } from "../../../server/identity/session";
import { post, type Problem } from "../api";
import type { BookingView } from "../api-types";
import { newCommandId } from "../command-id";
import { saveBooking, type SavedSlip, saveSlip } from "../slips";

/** Cancels a booking: as who booked, or with reference and document as it was found. */
export const cancelBooking = (row: SavedSlip): Promise<Problem | undefined> =>
  row.found ? change(row, "cancel", row.found, undefined) : change(row, "cancel", {}, row.as);

/** Takes one person out; the others stay, and the slip is a new one. */
export const dropParty = (row: SavedSlip, no: number): Promise<Problem | undefined> =>
  change(row, `parties/${no}/drop`, {}, row.as);

/** Moves the booking to the place a hold keeps; the hold is used up. */
export const moveBooking = (row: SavedSlip, holdId: string): Promise<Problem | undefined> =>
  change(row, "move", { holdId }, row.as);

const change = async (
  row: SavedSlip,
  what: string,
  body: object,
  as: Caller | undefined,
): Promise<Problem | undefined> => {
  const answer = await post<BookingView>(`/bookings/${row.booking.id}/${what}`, body, {
    ...(as === undefined ? {} : { as }),
    key: newCommandId(),
  });
  if (!answer.ok) return answer.error;
  saveBooking(answer.value);
  // A new rev needs a new slip; without the line it is fetched when the slip is opened.
  if (!row.found && answer.value.state === "confirmed") void saveSlip(row.booking.id);
  return undefined;
};
