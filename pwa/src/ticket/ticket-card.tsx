import type { ComponentChildren } from "preact";
import type { Lane, TicketView } from "../api-types";
import { Tag } from "../ui/band";
import type { IconName } from "../ui/icons";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { Ticket } from "../ui/ticket";
import { common } from "../words/common";
import { timeOf } from "../words/when";
import { words } from "./words";

const laneLook: Readonly<Record<Lane, { readonly icon: IconName; readonly word: () => string }>> = {
  appointment: { icon: "calendar-check", word: words.appointment },
  priority: { icon: "accessibility", word: words.priority },
  normal: { icon: "users", word: words.normal },
  employer: { icon: "briefcase", word: words.employer },
};

/** An hour and more: time for a meal. */
const goOutMinutesMin = 60;

/** The number, the lane, and while waiting the estimate as a range and the people ahead. */
export const TicketCard = ({ ticket }: { ticket: TicketView }) => {
  const lane = laneLook[ticket.lane];
  return (
    <Ticket {...(ticket.state === "waiting" ? { stub: <WaitStub ticket={ticket} /> } : {})}>
      <div class="ticket-hero">
        <div class="soft">{words.yourNumber()}</div>
        <PageTitle name={ticket.number}>
          <span class="figures ticket-number">{ticket.number}</span>
        </PageTitle>
        <Tag tone={ticket.lane === "appointment" ? "primary" : "neutral"} icon={lane.icon}>
          {lane.word()}
        </Tag>
      </div>
    </Ticket>
  );
};

const WaitStub = ({ ticket }: { ticket: TicketView }) => {
  const { estimate } = ticket;
  const until = (minutes: number) => timeOf(currentMs() + minutes * 60_000);
  return (
    <div class="stack tight">
      <div class="ticket-facts">
        <Fact term={words.estimate()} value={estimate ? rangeText(estimate) : words.unknown()}>
          {estimate && estimate.highMin > 0 && words.until({ time: until(estimate.highMin) })}
        </Fact>
        <Fact
          term={words.ahead()}
          value={ticket.ahead === 0 ? words.youAreNext() : common.people({ count: ticket.ahead })}
        />
      </div>
      {estimate && estimate.lowMin >= goOutMinutesMin && (
        <p class="small">{words.goOut({ time: until(Math.floor(estimate.lowMin / 2)) })}</p>
      )}
    </div>
  );
};

const rangeText = ({ lowMin, highMin }: NonNullable<TicketView["estimate"]>): string => {
  if (highMin <= 1) return words.soon();
  return lowMin === highMin ? words.about({ count: highMin }) : words.range({ low: lowMin, high: highMin });
};

const Fact = ({ term, value, children }: { term: string; value: string; children?: ComponentChildren }) => (
  <div>
    <div class="small soft">{term}</div>
    <div class="fact-value">{value}</div>
    {children && <div class="small soft">{children}</div>}
  </div>
);
