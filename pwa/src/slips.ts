import { signal } from "@preact/signals";
import type { Caller } from "../../server/identity/session";
import { get, type Problem } from "./api";
import type { BookingView, SlipInfo } from "./api-types";
import { keep, kept } from "./local";
import { currentMs } from "./ui/now";

/** A booking as this phone knows it: enough to show its slip with no line at all. */
export interface SavedSlip {
  readonly booking: BookingView;
  readonly slip: SlipInfo | null;
  readonly savedAtMs: number;
  /** As whom it is asked for: the officer what was made at the counter. */
  readonly as: Caller;
  /** Found by reference and document: it may be read and cancelled, not changed, and is not kept. */
  readonly found?: { readonly ref: string; readonly documentNumber: string };
  /** Made by an officer for the person at the counter: it goes from the tablet when the counter is shown again. */
  readonly atDesk?: boolean;
}

/** Slips by booking id, newest knowledge. What was found by reference lives only as long as the page. */
export const slips = signal<Readonly<Record<string, SavedSlip>>>(kept("slips") ?? {});

const put = (row: SavedSlip): void => {
  slips.value = { ...slips.value, [row.booking.id]: row };
  keep("slips", Object.fromEntries(Object.entries(slips.value).filter(([, one]) => !one.found)));
};

export const slipByRef = (ref: string): SavedSlip | undefined =>
  Object.values(slips.value).find((row) => plainRef(row.booking.ref) === plainRef(ref));

/** References are shown in groups; people type them with or without the hyphen. */
export const plainRef = (ref: string): string => ref.replace(/[\s-]/g, "").toUpperCase();

/** "K3AB-7F4Q": in two groups, as it is read over a counter. */
export const shownRef = (ref: string): string => plainRef(ref).replace(/^(.{4})(.{4})$/, "$1-$2");

/** Takes a booking's newest state; the slip of an older rev is dropped, for a kiosk would refuse it. */
export const saveBooking = (
  booking: BookingView,
  more: Partial<Pick<SavedSlip, "as" | "found" | "atDesk">> = {},
): void => {
  const before = slips.value[booking.id];
  put({
    booking,
    slip: before && before.booking.rev === booking.rev ? before.slip : null,
    savedAtMs: currentMs(),
    as: before?.as ?? "public",
    ...(before?.found ? { found: before.found } : {}),
    ...(before?.atDesk ? { atDesk: true } : {}),
    ...more,
  });
};

/** Fetches the signed slip and keeps it on the phone. */
export const saveSlip = async (id: string): Promise<Problem | undefined> => {
  const row = slips.value[id];
  if (!row) return undefined;
  const answer = await get<SlipInfo>(`/bookings/${id}/slip`, { as: row.as });
  if (!answer.ok) return answer.error;
  const now = slips.value[id] ?? row;
  put({ ...now, slip: answer.value, savedAtMs: currentMs() });
  return undefined;
};

/** Asks for a booking's newest state, and for its slip when that is missing. */
export const refreshBooking = async (id: string): Promise<Problem | undefined> => {
  const row = slips.value[id];
  if (!row || row.found) return undefined;
  const answer = await get<BookingView>(`/bookings/${id}`, { as: row.as });
  if (!answer.ok) return answer.error;
  saveBooking(answer.value);
  return isLive(answer.value) && !slips.value[id]?.slip ? saveSlip(id) : undefined;
};

/** All bookings of this person's account. */
export const loadBookings = async (): Promise<Problem | undefined> => {
  const answer = await get<{ items: readonly BookingView[] }>("/bookings");
  if (!answer.ok) return answer.error;
  for (const booking of answer.value.items) saveBooking(booking);
  return undefined;
};

/** Takes a slip off this phone; the booking itself stays. */
export const forgetSlip = (id: string): void => forgetSlips((row) => row.booking.id === id);

/** Takes off a counter's tablet what was made there for somebody else. */
export const forgetDeskSlips = (): void => forgetSlips((row) => row.atDesk === true);

const forgetSlips = (goes: (row: SavedSlip) => boolean): void => {
  slips.value = Object.fromEntries(Object.entries(slips.value).filter(([, row]) => !goes(row)));
  keep("slips", slips.value);
};

/** Still to come: it has a slip to show. One whose cancellation waits for its home is not to come any more. */
export const isLive = ({ state, pending }: BookingView): boolean =>
  pending !== "cancel" && (state === "confirmed" || state === "checked_in" || state === "serving");
