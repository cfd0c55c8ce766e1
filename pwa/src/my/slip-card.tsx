import { catalogue } from "../node";
import { forgetSlip, isLive, type SavedSlip, shownRef } from "../slips";
import { lookOf } from "../slip/state-words";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Ticket } from "../ui/ticket";
import { inLanguage } from "../words/language";
import { dateLong, dateOf, timeOf } from "../words/when";
import { words } from "./words";

/** A booking as a small ticket: when, where, its state in a word, and the way to its slip. */
export const SlipCard = ({ row, large }: { row: SavedSlip; large?: boolean }) => {
  const { booking } = row;
  const service = catalogue.value?.services.find((one) => one.code === booking.service);
  const branch = catalogue.value?.branches.find((one) => one.code === booking.branch);
  const look = lookOf(booking);
  const live = isLive(booking);
  return (
    <Ticket
      class={large ? "large" : ""}
      stub={
        <div class="row apart">
          <span class="figures">{shownRef(booking.ref)}</span>
          <span class="row">
            {booking.ticketId && live ? (
              <Button kind={large ? "primary" : "outline"} icon="ticket" href={`/ticket/${booking.ticketId}`}>
                {words.seeTicket()}
              </Button>
            ) : (
              <Button kind={large ? "primary" : "outline"} icon="qr-code" href={`/slip/${booking.ref}`}>
                {words.open()}
              </Button>
            )}
            {!live && !booking.offer && (
              <Button
                icon="trash-2"
                kind="quiet"
                label={words.remove()}
                onClick={() => forgetSlip(booking.id)}
              />
            )}
          </span>
        </div>
      }
    >
      <div class="stack tight">
        <div class="row apart">
          <span class="soft">{dateLong(dateOf(booking.startsAtMs))}</span>
          <Tag tone={look.tone} icon={look.icon}>
            {look.word()}
          </Tag>
        </div>
        <div class={large ? "card-time large" : "card-time"}>{timeOf(booking.startsAtMs)}</div>
        <div>
          <div class="strong">{service ? inLanguage(service.name) : booking.service}</div>
          <div class="small soft">{branch ? inLanguage(branch.name) : booking.branch}</div>
          {live && <div class="small soft">{booking.verified ? words.seen() : words.notSeen()}</div>}
        </div>
        {booking.offer && (
          <Tag tone="warning" icon="triangle-alert">
            {words.newTimes()}
          </Tag>
        )}
      </div>
    </Ticket>
  );
};
