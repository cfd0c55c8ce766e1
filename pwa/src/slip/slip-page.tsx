import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../api";
import type { BookingView } from "../api-types";
import { catalogue, loadCatalogue } from "../node";
import type { Page } from "../pages";
import { isLive, loadBookings, refreshBooking, type SavedSlip, shownRef, slipByRef, slips } from "../slips";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { Qr } from "../ui/qr";
import { Summary, type SummaryRow } from "../ui/summary";
import { Ticket } from "../ui/ticket";
import { inLanguage } from "../words/language";
import { feeText } from "../words/money";
import { dateLong, dateOf, span, timeOf, timeRange } from "../words/when";
import { currentMs } from "../ui/now";
import { Offer } from "./offer";
import { SlipActions, SlipFoot, SlipProof } from "./slip-actions";
import { lookOf } from "./state-words";
import { useWakeLock } from "./wake-lock";
import { words } from "./words";

/** `/slip/<ref>`: the proof of a booking. From this phone at once, refreshed when the line is there. */
const SlipPage: Page = ({ params }) => {
  const ref = params["ref"] ?? "";
  const tried = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const row = slipByRef(ref);

  useEffect(() => {
    void loadCatalogue();
    void load(ref).then((refused) => {
      problem.value = refused;
      tried.value = true;
    });
  }, [ref]);

  if (row) return <Slip row={row} problem={problem.value} />;
  return (
    <Frame back={{ href: "/my", title: words.title() }}>
      {tried.value ? (
        <>
          <PageTitle>{words.gone()}</PageTitle>
          <p>{words.goneNext()}</p>
          <div>
            <Button kind="primary" icon="search" href={`/my?ref=${encodeURIComponent(ref)}`}>
              {words.find()}
            </Button>
          </div>
        </>
      ) : (
        <Loading />
      )}
    </Frame>
  );
};

const load = async (ref: string): Promise<Problem | undefined> => {
  if (!slipByRef(ref)) await loadBookings();
  const row = slipByRef(ref);
  return row && refreshBooking(row.booking.id);
};

const Slip = ({ row, problem }: { row: SavedSlip; problem: Problem | undefined }) => {
  useWakeLock();
  const { booking, slip } = row;
  // Who asked for it to be cancelled is not to come: the code goes, although home has not done it yet.
  const leaving = booking.pending === "cancel";
  const live = isLive(booking);
  const service = catalogue.value?.services.find((one) => one.code === booking.service);
  const offline = problem?.code === "line_lost" || problem?.code === "timed_out";
  return (
    <Frame
      back={{ href: row.atDesk ? "/counter" : "/my", title: words.title() }}
      {...(live ? { foot: <SlipFoot row={row} /> } : {})}
    >
      {booking.offer && <Offer booking={booking} offer={booking.offer} />}
      {offline && <Band icon="cloud-off">{words.updated({ age: span(currentMs() - row.savedAtMs) })}</Band>}
      <Ticket
        head={<SlipHead booking={booking} />}
        stub={<Summary plain rows={summaryRows(booking)} />}
        class={live ? "" : "void"}
      >
        <div class="slip-code">
          {live ? <Code row={row} slip={slip} /> : <VoidBand booking={booking} />}
          <div class="figures slip-ref">{shownRef(booking.ref)}</div>
          {live && slip && <div class="small soft">{words.scan()}</div>}
          {live && slip && (
            <Tag tone="success" icon="cloud-off">
              {words.offline()}
            </Tag>
          )}
          {live && slip && <p class="tiny quiet">{words.brightness()}</p>}
        </div>
      </Ticket>
      {live && service && (
        <section class="card stack tight">
          <h2>{words.bring()}</h2>
          <ul class="checks">
            {service.documents.map((document) => (
              <li key={document.en}>
                <Icon name="check" /> <span>{inLanguage(document)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {live && !booking.ticketId && !row.found && !row.atDesk && isToday(booking) && (
        <div class="no-print">
          <Button icon="ticket-check" href="/checkin">
            {words.checkInHere()}
          </Button>
        </div>
      )}
      {!leaving && <SlipActions row={slips.value[booking.id] ?? row} />}
      {!row.found && <SlipProof row={row} />}
      {live && slip && !row.atDesk && <p class="small quiet no-print">{words.linkOpensAll()}</p>}
    </Frame>
  );
};

const isToday = ({ startsAtMs }: BookingView): boolean => dateOf(startsAtMs) === dateOf(currentMs());

const SlipHead = ({ booking }: { booking: BookingView }) => (
  <>
    <div>{dateLong(dateOf(booking.startsAtMs))}</div>
    <PageTitle name={words.title()}>
      <span class="slip-time">{timeOf(booking.startsAtMs)}</span>
    </PageTitle>
    <div class="slip-arrive">
      <Icon name="clock" />
      {words.between({ range: timeRange(booking.arriveFromMs, booking.startsAtMs) })}
    </div>
  </>
);

const Code = ({ row, slip }: { row: SavedSlip; slip: SavedSlip["slip"] }) => {
  if (slip) return <Qr svg={slip.qrSvg} label={words.qrLabel()} />;
  return <p class="soft">{row.found ? words.readOnly() : words.noQrYet()}</p>;
};

/** What stands where the code was: in words, across the ticket. */
const VoidBand = ({ booking }: { booking: BookingView }) => {
  const text = {
    cancelled: words.cancelledBand,
    superseded: words.supersededBand,
    no_show: words.noShowBand,
  };
  const look = lookOf(booking);
  const say =
    booking.pending === "cancel"
      ? words.cancelPendingBand
      : ((text as Partial<Record<string, () => string>>)[booking.state] ?? words.servedBand);
  return (
    <div class="stack tight">
      <h2>
        <Icon name={look.icon} /> {look.word()}
      </h2>
      <p>{say()}</p>
    </div>
  );
};

const summaryRows = (booking: BookingView): readonly SummaryRow[] => {
  const service = catalogue.value?.services.find((one) => one.code === booking.service);
  const branch = catalogue.value?.branches.find((one) => one.code === booking.branch);
  return [
    { term: words.service(), value: service ? inLanguage(service.name) : booking.service },
    {
      term: words.branch(),
      value: branch ? (
        <>
          {inLanguage(branch.name)}
          <span class="soft slip-line">
            {[branch.address, branch.postcode, branch.city].filter(Boolean).join(", ")}
          </span>
        </>
      ) : (
        booking.branch
      ),
    },
    ...(booking.employer ? [{ term: words.company(), value: booking.employer.company }] : []),
    {
      term: words.people(),
      value: booking.parties
        .filter((party) => party.state !== "cancelled" || booking.state === "cancelled")
        .map((party) => (
          <span key={party.no} class="slip-line">
            {party.name} <span class="soft nowrap">{party.documentMasked}</span>
            <span class="small soft slip-line">{party.verified ? words.seen() : words.notSeen()}</span>
          </span>
        )),
    },
    {
      term: words.fee(),
      value: (
        <>
          {words.free()}
          {service && <span class="soft slip-line">{feeText(service.fees)}</span>}
        </>
      ),
    },
  ];
};

export default SlipPage;
