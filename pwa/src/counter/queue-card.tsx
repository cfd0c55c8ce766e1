import { useState } from "preact/hooks";
import { serviceName } from "../service-name";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { laneIcons } from "../ui/lane-icons";
import { clockTime } from "../words/when";
import type { QueueItem, QueueState } from "./counter-types";
import type { Desk } from "./desk";
import { claimWords, lanesInOrder, laneWord } from "./lanes";
import { counterWords as words } from "./words";

/** Rows shown before "show more": the next few are what an officer looks for. */
const rowsMax = 8;

/** The line as the policy calls it: how many, of which lanes, who is next, who has waited too long. */
export const QueueCard = ({
  desk,
  queue,
  onVisits,
}: {
  desk: Desk;
  queue: QueueState;
  onVisits: () => void;
}) => {
  const [all, setAll] = useState(false);
  const shown = all ? queue.waiting : queue.waiting.slice(0, rowsMax);
  const more = queue.waiting.length - rowsMax;
  const capped = queue.waitingTotal - queue.waiting.length;
  return (
    <aside class="card queue-card" aria-label={words.queueOf({ groups: queue.counter.groups.join(", ") })}>
      <div class="queue-head">
        <h2>{words.queueOf({ groups: queue.counter.groups.join(", ") })}</h2>
        <p class="small quiet" role="status">
          {words.waitingTotal({ count: queue.waitingTotal })}
        </p>
        <ul class="lane-counts">
          {lanesInOrder
            .filter((lane) => queue.lanes[lane] > 0 || lane !== "employer")
            .map((lane) => (
              <li key={lane}>
                <Icon name={laneIcons[lane]} />
                <span class="figures">{queue.lanes[lane]}</span>
                <span class="small">{laneWord(lane)}</span>
              </li>
            ))}
        </ul>
      </div>
      {desk.visits.value.length > 0 && (
        <button type="button" class="button queue-visits" onClick={onVisits}>
          <Icon name="ticket" />
          <span class="grow">{words.kioskVisits({ count: desk.visits.value.length })}</span>
          <Icon name="chevron-right" />
        </button>
      )}
      {queue.parked.length > 0 && <Parked desk={desk} parked={queue.parked} />}
      <ol class="queue-rows">
        {shown.map((item) => (
          <QueueRow key={item.id} item={item} next={item.id === queue.next?.ticket.id} />
        ))}
      </ol>
      {more > 0 && (
        <Button kind="quiet" wide onClick={() => setAll(!all)}>
          {all ? words.showLess() : words.showMore({ count: more })}
        </Button>
      )}
      {all && capped > 0 && <p class="small quiet queue-capped">{words.moreNotShown({ count: capped })}</p>}
      <div class="queue-foot">
        {queue.counter.state === "open" && (
          <Button
            icon="coffee"
            wide
            busy={desk.acting.value === "break"}
            onClick={() => void desk.act({ type: "break" })}
          >
            {words.takeBreak()}
          </Button>
        )}
        {queue.counter.state !== "closed" && (
          <Button
            icon="log-out"
            wide
            busy={desk.acting.value === "close"}
            onClick={() => void desk.act({ type: "close" })}
          >
            {words.close()}
          </Button>
        )}
      </div>
    </aside>
  );
};

const QueueRow = ({ item, next }: { item: QueueItem; next: boolean }) => {
  const reason = item.claims.length > 0 ? claimWords(item.claims) : laneWord(item.lane);
  const detail =
    item.claims.length > 0 && item.claimConfirmed === null
      ? words.claimed()
      : item.appointmentAtMs !== null
        ? words.appointmentAt({ time: clockTime(item.appointmentAtMs) })
        : serviceName(item.service);
  return (
    <li class={next ? "queue-row next" : "queue-row"} aria-current={next ? "true" : undefined}>
      <Icon name={laneIcons[item.lane]} />
      <span class="figures">{item.number}</span>
      <span class="queue-what">
        <span>{next ? words.isNext() : reason}</span>
        <span class="small quiet">{detail}</span>
      </span>
      <Waited item={item} />
    </li>
  );
};

/** Over the target is a clock and bolder, far over it an octagon: never the colour alone. */
const Waited = ({ item }: { item: QueueItem }) => (
  <span
    class={
      item.overTarget === 0
        ? "queue-waited"
        : item.overTarget === 1
          ? "queue-waited over"
          : "queue-waited far"
    }
  >
    {item.overTarget > 0 && <Icon name={item.overTarget === 2 ? "octagon-alert" : "clock-alert"} />}
    {words.minutes({ count: item.waitedMin })}
    {item.overTarget > 0 && <span class="hear">, {words.overTarget()}</span>}
  </span>
);

const Parked = ({ desk, parked }: { desk: Desk; parked: readonly QueueItem[] }) => (
  <section class="queue-parked" aria-label={words.parked()}>
    <h3 class="small quiet">{words.parked()}</h3>
    {parked.map((item) => (
      <Button
        key={item.id}
        icon="undo-2"
        wide
        onClick={() => void desk.act({ type: "unpark", ticket: item.id })}
      >
        {words.unpark({ number: item.number })}
      </Button>
    ))}
  </section>
);
