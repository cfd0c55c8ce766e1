import { post } from "../api";
import { newCommandId } from "../command-id";
import { Button } from "../ui/button";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import type { CounterOrder, Hall, Suggestion, Wish } from "./hall-types";
import { rounded } from "./rounded";
import { words } from "./words";

interface Advice {
  readonly title: string;
  readonly why: string;
  readonly button: string;
  readonly wish?: Wish;
  readonly href?: string;
  readonly event?: string;
}

/** What helps most people comes first; the first alone is filled. */
export const DoNow = ({ hall, onWish }: { hall: Hall; onWish: ((wish: Wish) => void) | undefined }) => (
  <section class="card hall-now" aria-label={words.doNow()}>
    <h2>{words.doNow()}</h2>
    {hall.suggestions.length === 0 && <p class="soft">{words.allWell()}</p>}
    <ol>
      {hall.suggestions.map((suggestion, at) => {
        const advice = adviceOf(suggestion, hall);
        return (
          <li key={advice.title}>
            <span class="hall-no figures">{at + 1}</span>
            <span class="grow">
              <span class="strong">{advice.title}</span>
              <span class="small soft">{advice.why}</span>
            </span>
            {onWish && <AdviceButton advice={advice} isFirst={at === 0} onWish={onWish} />}
          </li>
        );
      })}
    </ol>
  </section>
);

const AdviceButton = ({
  advice: { button, wish, href, event },
  isFirst,
  onWish,
}: {
  advice: Advice;
  isFirst: boolean;
  onWish: (wish: Wish) => void;
}) => {
  const kind = isFirst ? "primary" : "outline";
  if (href !== undefined)
    return (
      <Button kind={kind} href={href}>
        {button}
      </Button>
    );
  const act = () => {
    if (wish) onWish(wish);
    else if (event !== undefined)
      void post(`/hall/events/${event}/end`, {}, { as: "staff", key: newCommandId() });
  };
  return (
    <Button kind={kind} onClick={act}>
      {button}
    </Button>
  );
};

const adviceOf = (suggestion: Suggestion, hall: Hall): Advice => {
  const nameOf = (group: string) => {
    const queue = hall.queues.find((each) => each.group === group);
    return queue ? `${group}, ${inLanguage(queue.name)}` : group;
  };
  const counterOf = (id: string) => hall.counters.find((each) => each.id === id);
  switch (suggestion.type) {
    case "answer_bell":
      return {
        title: words.bell({ place: inLanguage(suggestion.place) }),
        why: words.whyBell({ time: clockTime(suggestion.sinceMs) }),
        button: words.going(),
        event: suggestion.event,
      };
    case "open_counter":
    case "move_counter": {
      const { no, group, people, targetMin, counter: id } = suggestion;
      const counter = counterOf(id);
      const isMove = suggestion.type === "move_counter";
      const order: CounterOrder = isMove
        ? { act: "move", groups: [...suggestion.groups] }
        : suggestion.state === "break"
          ? { act: "open" }
          : { act: "ask", group };
      return {
        title: (isMove ? words.moveCounter : words.openCounter)({ no, group: nameOf(group) }),
        why: words.whyQueue({ people: rounded(people), min: targetMin }),
        button: (isMove ? words.moveShort : words.openShort)({ no }),
        ...(counter ? { wish: { type: "counter", counter, order } } : {}),
      };
    }
    case "pause_intake":
      return {
        title: words.pauseGroup({ group: nameOf(suggestion.group) }),
        why: words.whyPause({ people: rounded(suggestion.people) }),
        button: words.pauseShort(),
        wish: { type: "intake", group: suggestion.group, to: "paused", seen: null },
      };
    case "see_printer":
      return {
        title: words.seePrinter({ name: suggestion.name }),
        why: `${deviceWord[suggestion.trouble]()}. ${suggestion.coveredBy === null ? words.notCovered() : words.covered({ name: suggestion.coveredBy })}`,
        button: words.devices(),
        href: "/devices",
      };
  }
};

export const deviceWord = {
  ok: words.working,
  paper_near: words.paperNear,
  paper_out: words.paperOut,
  cover_open: words.coverOpen,
  not_answering: words.notAnswering,
} as const;
