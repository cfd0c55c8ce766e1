import { signal } from "@preact/signals";
import type { Caller } from "../../../server/identity/session";
import { session } from "../counter/session";
import { forget, keep, kept } from "../local";

/**
 * Who books on these pages. On a phone it is its owner; on an officer's tablet, between "book for this person" and the
 * way back to the counter, it is the officer. Kept, so that a reload in the middle does not change who books.
 */
export const atDesk = signal(kept<boolean>("book.desk") ?? false);

/** The officer who books for the person at the counter; undefined on everybody's own phone. */
export const officerBooking = (): string | undefined => (atDesk.value ? session.value?.officer : undefined);

export const asBooker = (): Caller => (officerBooking() === undefined ? "public" : "staff");

export const bookAsOfficer = (yes: boolean): void => {
  atDesk.value = yes;
  if (yes) keep("book.desk", true);
  else forget("book.desk");
};
