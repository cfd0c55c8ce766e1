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
        <Button
          key={slot.slot}
          kind={index === 0 ? "primary" : "outline"}
          href={`/my/move/${booking.id}?slot=${encodeURIComponent(slot.slot)}`}
        >
          {dateShort(dateOf(slot.startsAtMs))}, {timeOf(slot.startsAtMs)}
        </Button>
      ))}
      <Button kind="quiet" href={`/my/move/${booking.id}`}>
        {words.offerOther()}
      </Button>
    </div>
  </section>
);
