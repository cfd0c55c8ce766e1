import { useEffect, useState } from "preact/hooks";
import { get } from "../api";
import { catalogue } from "../node";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { Ticket } from "../ui/ticket";
import { inLanguage } from "../words/language";
import { dayAndTime } from "../words/staff-times";
import { timeOf } from "../words/when";
import { Heading, KioskFrame } from "./kiosk-frame";
import type { Kiosk } from "./kiosk";
import type { VisitWaits } from "./kiosk-types";
import { Todo } from "./result-screen";
import { kioskWords as words } from "./words";

/** How often the kiosk asks whether the paper is out. */
const lookMs = 1_000;

/** Begun here, ended at a counter: the paper with the code, or the code itself where no paper comes. */
export const PaperScreen = ({
  kiosk,
  visit: asked,
  service: code,
}: {
  kiosk: Kiosk;
  visit: VisitWaits;
  service: string;
}) => {
  const { paper, startsAtMs, endsAtMs } = useVisit(kiosk, asked);
  const service = catalogue.value?.services.find((row) => row.code === code);
  const onScreen = paper?.onScreen ?? null;
  return (
    <KioskFrame
      kiosk={kiosk}
      info={
        <>
          <Heading sign={<Icon name="ticket" />} tone="primary" detail={words.notBookedYet()}>
            <PageTitle>{words.goToCounter()}</PageTitle>
          </Heading>
          <Ticket
            class="kiosk-ticket"
            stub={
              <div class="stack tight">
                <strong>{dayAndTime(startsAtMs)}</strong>
                <span class="soft">{service ? inLanguage(service.name) : code}</span>
              </div>
            }
          >
            <div class="kiosk-number">
              {onScreen && (
                <span class="figures kiosk-code">{`${onScreen.slice(0, 4)} ${onScreen.slice(4)}`}</span>
              )}
              <span class="quiet">{words.goodUntil()}</span>
              <strong class="kiosk-until">{timeOf(endsAtMs)}</strong>
              <span class="soft">
                {words.minutesLeft({ count: Math.max(0, Math.ceil((endsAtMs - nowMs.value) / 60_000)) })}
              </span>
            </div>
          </Ticket>
          <ul class="kiosk-todo">
            {onScreen ? (
              <Todo
                tone="warning"
                icon="camera"
                title={words.paperFailed()}
                detail={words.photographCode()}
              />
            ) : paper?.print === "queued" ? (
              <Todo icon="printer" title={words.paperPrinting()} />
            ) : (
              <Todo icon="ticket" title={words.takePaper()} />
            )}
            <Todo icon="id-card" title={words.withDocument()} detail={words.anyCounter()} />
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

/** Looks until it is known whether the paper came out: within seconds, says the node. */
const useVisit = (kiosk: Kiosk, asked: VisitWaits): VisitWaits => {
  const [visit, setVisit] = useState(asked);
  const isKnown = visit.paper?.print !== "queued";
  useEffect(() => {
    if (isKnown) return undefined;
    const look = async () => {
      const answer = await get<VisitWaits>(`/holds/${asked.holdId}/visit`, { as: kiosk.as });
      if (answer.ok) setVisit(answer.value);
    };
    const timer = setInterval(() => void look(), lookMs);
    return () => clearInterval(timer);
  }, [isKnown]);
  return visit;
};
