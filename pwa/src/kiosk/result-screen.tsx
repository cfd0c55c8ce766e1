import { useEffect, useState } from "preact/hooks";
import type { TicketView } from "../api-types";
import { listen } from "../live";
import { catalogue } from "../node";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { laneIcons } from "../ui/lane-icons";
import type { IconName } from "../ui/icons";
import { currentMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { Ticket } from "../ui/ticket";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { timeOf } from "../words/when";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import type { PrinterState, TicketOutcome } from "./kiosk-types";
import { laneText } from "./lanes";
import { kioskWords as words } from "./words";

const minuteMs = 60_000;

/** The number: the largest thing on the screen, whatever the printer does. */
export const ResultScreen = ({
  kiosk,
  ticket: issued,
  outcome,
}: {
  kiosk: Kiosk;
  ticket: TicketView;
  /** How an appointment was met; undefined for a walk-in. */
  outcome: TicketOutcome | undefined;
}) => {
  const ticket = useTicket(kiosk, issued);
  const { title, detail, tone, sign } = said(outcome);
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <Heading sign={<Icon name={sign} />} tone={tone} detail={detail}>
            <PageTitle>{title}</PageTitle>
          </Heading>
          <Ticket class="kiosk-ticket" stub={<Stub ticket={ticket} />}>
            <div class="kiosk-number">
              <span class="quiet">{words.yourNumber()}</span>
              <span class="figures number">{ticket.number}</span>
              <Tag tone="primary" icon={laneIcons[ticket.lane]}>
                {laneText(ticket.lane)}
              </Tag>
              {ticket.claims.length > 0 && <span class="small soft">{words.claimNote()}</span>}
            </div>
          </Ticket>
          <ul class="kiosk-todo">
            <PrintLine
              ticket={ticket}
              printer={kiosk.hall.value?.printer ?? null}
              again={outcome?.type === "already"}
            />
            <Todo icon="armchair" title={words.sitDown()} detail={words.sitDownDetail()} />
          </ul>
        </>
      }
      controls={
        <Button kind="primary" wide onClick={kiosk.empty}>
          {words.done()}
        </Button>
      }
    />
  );
};

/** Follows the ticket while the screen shows it: the print's outcome and the place in the queue may change. */
const useTicket = (kiosk: Kiosk, issued: TicketView): TicketView => {
  const [ticket, setTicket] = useState(issued);
  useEffect(() => {
    setTicket(issued);
    const live = listen(
      [`ticket:${issued.id}`],
      (_, data) => data !== null && setTicket(data as TicketView),
      {
        as: kiosk.as,
      },
    );
    return () => live.close();
  }, [issued.id]);
  return ticket;
};

const said = (
  outcome: TicketOutcome | undefined,
): { title: string; detail?: string; tone: "success" | "primary" | "warning"; sign: IconName } => {
  if (!outcome) return { title: words.walkedIn(), tone: "success", sign: "check" };
  const time = timeOf(outcome.booking.startsAtMs);
  const service = catalogue.value?.services.find((row) => row.code === outcome.booking.service);
  const appointment = words.appointmentAt({
    time,
    service: service ? inLanguage(service.name) : outcome.booking.service,
  });
  switch (outcome.type) {
    case "checked_in":
      return { title: words.checkedIn(), detail: appointment, tone: "success", sign: "check" };
    case "early":
      return { title: words.early(), detail: words.earlyDetail({ time }), tone: "success", sign: "check" };
    case "late": {
      const count = Math.max(
        1,
        Math.floor((outcome.ticket.issuedAtMs - outcome.booking.startsAtMs) / minuteMs),
      );
      return { title: words.late({ count }), detail: words.lateDetail(), tone: "warning", sign: "clock" };
    }
    case "already":
      return { title: words.already(), detail: words.alreadyDetail(), tone: "primary", sign: "info" };
  }
};

const Stub = ({ ticket }: { ticket: TicketView }) => {
  const estimate = ticket.estimate;
  return (
    <dl class="kiosk-stub">
      <div>
        <dt>{words.estimate()}</dt>
        <dd>
          {estimate ? (
            <>
              <strong>
                {estimate.lowMin === estimate.highMin
                  ? common.minutes({ count: estimate.highMin })
                  : words.minutesRange({ low: estimate.lowMin, high: estimate.highMin })}
              </strong>
              <span class="small">
                {words.untilAbout({ time: timeOf(currentMs() + estimate.highMin * minuteMs) })}
              </span>
            </>
          ) : (
            <strong>{words.noEstimate()}</strong>
          )}
        </dd>
      </div>
      <div>
        <dt>{words.ahead()}</dt>
        <dd>
          <strong>{common.people({ count: ticket.ahead })}</strong>
        </dd>
      </div>
    </dl>
  );
};

/** What became of the paper. The number stands on the screen in every case, so nobody has to wait for it. */
const PrintLine = ({
  ticket,
  printer,
  again,
}: {
  ticket: TicketView;
  printer: PrinterState | null;
  again: boolean;
}) => {
  const silent =
    ticket.print !== "printed" && (printer === null || !printer.online || printer.cover === "open");
  const noPaper = ticket.print !== "printed" && printer?.paper === "out";
  if (noPaper)
    return (
      <Todo
        tone="warning"
        icon="camera"
        title={words.noPaper({ number: ticket.number })}
        detail={words.takePhoto()}
      />
    );
  if (silent || ticket.print === "failed" || ticket.print === "suspect")
    return (
      <Todo
        tone="warning"
        icon="camera"
        title={words.printerDown({ number: ticket.number })}
        detail={words.takePhoto()}
      />
    );
  if (again) return null;
  if (printer !== null && printer.elsewhere !== null)
    return (
      <Todo
        icon="printer"
        title={words.takeElsewhere({ name: printer.elsewhere })}
        detail={words.takeTicketDetail()}
      />
    );
  if (ticket.print === "queued")
    return <Todo icon="printer" title={words.printing()} detail={words.takeTicketDetail()} />;
  return <Todo icon="ticket" title={words.takeTicket()} detail={words.takeTicketDetail()} />;
};

/** One thing to do now, with its sign. */
export const Todo = ({
  icon,
  title,
  detail,
  tone,
}: {
  icon: IconName;
  title: string;
  detail?: string;
  tone?: "warning";
}) => (
  <li class={tone ? "warning-tone" : undefined}>
    <Icon name={icon} />
    <div>
      <strong>{title}</strong>
      {detail && <span class="soft">{detail}</span>}
    </div>
  </li>
);
