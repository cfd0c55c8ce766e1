import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get, isLineTrouble } from "../api";
import type { TicketShown, TicketView } from "../api-types";
import { keep, kept } from "../local";
import { listen } from "../live";
import { catalogue, loadCatalogue } from "../node";
import type { Page } from "../pages";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Frame } from "../ui/frame";
import { Loading } from "../ui/loading";
import { currentMs, nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { inLanguage } from "../words/language";
import { span } from "../words/when";
import { Called } from "./called";
import { isSoundOn, switchSound } from "./ring";
import { Rate } from "./rate";
import { TicketCard } from "./ticket-card";
import { whyText } from "./why";
import { words } from "./words";

/** Older than this, and the page says how old it is. */
const staleMsMin = 30_000;

interface Known {
  readonly ticket: TicketShown;
  readonly atMs: number;
}

/** `/ticket/<id>`: one number, live. What was last known stays on the phone. */
const TicketPage: Page = ({ params }) => {
  const id = params["id"] ?? "";
  const known = useSignal<Known | undefined>(keptTicket(id));
  const missing = useSignal(false);
  useEffect(() => {
    void loadCatalogue();
    const take = (ticket: TicketShown) => {
      known.value = { ticket, atMs: ticket.heardAtMs ?? currentMs() };
      keep("ticket", known.value);
    };
    void get<TicketShown>(`/tickets/${id}`).then((answer) => {
      if (answer.ok) take(answer.value);
      else missing.value = !isLineTrouble(answer.error) && !known.peek();
    });
    const live = listen(
      [`ticket:${id}`],
      (topic, data) => {
        // A number the node does not know has no snapshot.
        if (topic === `ticket:${id}` && data !== null) take(data as TicketShown);
      },
      {},
    );
    // Each beat of the branch says that what is shown still holds; headquarters' only that headquarters is there.
    const stop = live.heardAtMs.subscribe((atMs) => {
      const ticket = known.peek()?.ticket;
      if (atMs > 0 && ticket && (ticket.heardAtMs ?? null) === null) known.value = { ticket, atMs };
    });
    return () => {
      stop();
      live.close();
    };
  }, [id]);

  const ticket = known.value?.ticket;
  if (!ticket)
    return (
      <Frame back={{ href: "/my", title: words.title() }}>
        {missing.value ? (
          <>
            <PageTitle>{words.gone()}</PageTitle>
            <p>{words.goneNext()}</p>
          </>
        ) : (
          <Loading />
        )}
      </Frame>
    );
  const atMs = known.value?.atMs ?? 0;
  if (ticket.state === "called")
    return (
      <Called key={ticket.counter} ticket={ticket}>
        <Age atMs={atMs} />
      </Called>
    );
  return <Waiting ticket={ticket} atMs={atMs} />;
};

const keptTicket = (id: string): Known | undefined => {
  const found = kept<Known>("ticket");
  return found?.ticket.id === id ? found : undefined;
};

const Waiting = ({ ticket, atMs }: { ticket: TicketShown; atMs: number }) => {
  const service = catalogue.value?.services.find((one) => one.code === ticket.service);
  const branch = catalogue.value?.branches.find((one) => one.code === ticket.branch);
  const reasons = ticket.why.map(whyText).filter((text) => text !== undefined);
  return (
    <Frame back={{ href: "/my", title: words.title() }}>
      <StateBand ticket={ticket} />
      <TicketCard ticket={ticket} />
      {ticket.state === "done" && <Rate ticket={ticket} />}
      {service && (
        <p class="soft">
          {inLanguage(service.name)}
          <br />
          {branch && inLanguage(branch.name)}
        </p>
      )}
      {ticket.state === "waiting" && reasons.length > 0 && (
        <section class="card stack tight">
          <h2>{words.why()}</h2>
          <ul class="reasons">
            {reasons.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {ticket.state === "waiting" && <SoundSwitch />}
      <Age atMs={atMs} />
    </Frame>
  );
};

const StateBand = ({ ticket }: { ticket: TicketView }) => {
  switch (ticket.state) {
    case "serving":
      return (
        <Band tone="success" icon="play">
          {words.serving({ counter: ticket.counter ?? "" })}
        </Band>
      );
    case "parked":
      return (
        <Band tone="primary" icon="pause">
          {words.parked()}
        </Band>
      );
    case "absent":
      return (
        <Band tone="warning" icon="user-x" alert>
          {words.absent()}
        </Band>
      );
    case "done":
      return (
        <Band tone="success">
          {words.done()} {words.doneNext()}
        </Band>
      );
    case "closed":
      return <Band icon="circle-off">{words.closed()}</Band>;
    default:
      return null;
  }
};

/** A browser rings only after somebody touched the page: so it is asked for before the turn comes. */
const SoundSwitch = () => (
  <div>
    <Button kind="outline" icon={isSoundOn.value ? "volume-2" : "volume-x"} onClick={switchSound}>
      {isSoundOn.value ? words.soundOn() : words.turnSoundOn()}
    </Button>
  </div>
);

/** How old the page is, in words; loud only when it matters. */
const Age = ({ atMs }: { atMs: number }) => {
  const ageMs = nowMs.value - atMs;
  if (atMs === 0)
    return (
      <Band icon="cloud-off" alert>
        {words.notHeard()}
      </Band>
    );
  if (ageMs < staleMsMin) return <p class="small quiet">{words.fresh()}</p>;
  return (
    <Band icon="cloud-off" alert>
      {words.stale({ age: span(ageMs) })}
    </Band>
  );
};

export default TicketPage;
