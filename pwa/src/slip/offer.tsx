import type { BookingView } from "../api-types";
import { Button } from "../ui/button";
import { inLanguage } from "../words/language";
import { dateOf, dateShort, timeOf } from "../words/when";
import { words } from "./words";

/** The office took the time away: why, and the new times kept first for this person. */
export const Offer = ({
  booking,
  offer,
}: {
  booking: BookingView;
  offer: NonNullable<BookingView["offer"]>;
}) => (
  <section class="card stack tight offer warning-tone" role="alert">
    <h2>{words.offerTitle()}</h2>
    <p>{inLanguage(offer.reason)}</p>
    <div class="row">
      {offer.slots.map((slot, index) => (
        <Button key={slot.slot} kind={index === 0 ? "primary" : "outline"} href={newTime(booking, slot.slot)}>
          {dateShort(dateOf(slot.startsAtMs))}, {timeOf(slot.startsAtMs)}
        </Button>
      ))}
      <Button kind="quiet" href={newTime(booking)}>
        {words.offerOther()}
      </Button>
    </div>
  </section>
);

/** A booking that still stands is moved; in place of one that does not, a new one is made. */
const newTime = (booking: BookingView, slot?: string): string => {
  if (!booking.can.move) return `/book?service=${booking.service}&branch=${booking.branch}`;
  return `/my/move/${booking.id}${slot === undefined ? "" : `?slot=${encodeURIComponent(slot)}`}`;
};
