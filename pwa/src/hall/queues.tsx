import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import type { Hall, HallQueue, Wish } from "./hall-types";
import { rounded } from "./rounded";
import { words } from "./words";

/** Each queue: how many, the longest wait against its target, when the last is called, who serves it. */
export const Queues = ({ hall, onWish }: { hall: Hall; onWish: ((wish: Wish) => void) | undefined }) => (
  <section class="card hall-queues">
    <h2>{words.queues()}</h2>
    <ul>
      {hall.queues.map((queue) => (
        <li key={queue.group}>
          <span class="hall-group figures">{queue.group}</span>
          <span class="hall-name">{inLanguage(queue.name)}</span>
          <span class="hall-count">
            <span class="hear">{words.waiting()}</span>
            <span class="figures strong">{rounded(queue.waiting)}</span>
          </span>
          <Longest queue={queue} />
          <span class="small hall-done">
            {queue.unserved > 0 ? (
              <span class="hall-far">
                <Icon name="octagon-alert" /> {words.notServed({ people: rounded(queue.unserved) })}
              </span>
            ) : (
              queue.doneAtMs !== null && `${words.lastCalled()} ${clockTime(queue.doneAtMs)}`
            )}
          </span>
          <span class="small soft hall-by">
            {words.counters()}: {queue.counters.join(", ") || words.none()}
          </span>
          {onWish && hall.pause === null && (
            <Button
              kind="quiet"
              icon={queue.pause ? "play" : "pause"}
              label={`${queue.pause ? words.resume() : words.pause()} ${queue.group}`}
              onClick={() =>
                onWish({
                  type: "intake",
                  group: queue.group,
                  to: queue.pause ? "open" : "paused",
                  seen: queue.pause?.id ?? null,
                })
              }
            />
          )}
          {queue.pause && (
            <span class="small hall-paused">
              {words.paused({ by: queue.pause.by, time: clockTime(queue.pause.atMs) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  </section>
);

/** The bar's whole length is twice the target, so that the target stands in its middle. */
const Longest = ({ queue: { longestMin, targetMin } }: { queue: HallQueue }) => {
  const min = longestMin ?? 0;
  const level = min >= targetMin * 1.5 ? "far" : min >= targetMin ? "over" : "well";
  return (
    <span class="hall-longest">
      <svg class={`hall-bar ${level}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="6" />
        <rect class="wait" width={Math.min(100, (min / targetMin) * 50)} height="6" />
        <rect class="target" x="49.6" width="0.8" height="6" />
      </svg>
      <span class={`small figures-line hall-${level}`}>
        {level !== "well" && <Icon name={level === "far" ? "octagon-alert" : "clock-alert"} />}{" "}
        {words.ofTarget({ min, target: targetMin })}
      </span>
    </span>
  );
};
