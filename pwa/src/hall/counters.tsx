import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import type { Hall, HallCounter, Wish } from "./hall-types";
import { words } from "./words";

/** A case that takes twice the usual time wants somebody to look. */
const longRatio = 2;

/** Each counter: officer, services, state, who is there and for how long. A touch manages it. */
export const Counters = ({ hall, onWish }: { hall: Hall; onWish: ((wish: Wish) => void) | undefined }) => (
  <section class="card hall-counters">
    <h2>{words.counters()}</h2>
    <ul>
      {hall.counters.map((counter) => (
        <li key={counter.id}>
          <button
            type="button"
            class={`hall-tile ${counter.state}`}
            aria-disabled={onWish ? undefined : "true"}
            onClick={() => onWish?.({ type: "counter", counter })}
          >
            <Tile counter={counter} />
            <span class="hear">{words.change({ no: counter.no })}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
);

const Tile = ({ counter: { no, groups, state, officer, current } }: { counter: HallCounter }) => {
  const min = current ? Math.max(0, Math.floor((nowMs.value - current.sinceMs) / 60_000)) : 0;
  const isLong = current !== null && min >= current.usualMin * longRatio;
  return (
    <>
      <span class="hall-tile-head">
        <span>
          <strong class="figures">{no}</strong> <span class="small">{officer ?? words.noOfficer()}</span>
        </span>
        <span class={isLong ? "small hall-over" : "small"}>
          <Icon name={isLong ? "clock-alert" : signs[state]} />{" "}
          {isLong ? words.long() : state === "open" && current ? words.serving() : stateWord[state]()}
        </span>
      </span>
      <span class="hall-tile-foot">
        <span class="figures hall-number">{current?.number ?? ""}</span>
        <span class="small quiet">{current ? words.minutes({ count: min }) : groups.join(", ")}</span>
      </span>
    </>
  );
};

const signs = { open: "play", break: "coffee", closed: "circle-off" } as const;
const stateWord = { open: words.open, break: words.onBreak, closed: words.closed } as const;
