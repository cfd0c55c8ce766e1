import { Icon } from "../ui/icon";
import { clockTime } from "../words/when";
import { deviceWord } from "./do-now";
import type { Hall } from "./hall-types";
import { rounded } from "./rounded";
import { words } from "./words";

/** Figures so far, devices, and what the counters now open come to. */
export const Side = ({ hall: { figures, devices, queues, closesAtMs } }: { hall: Hall }) => {
  const late = queues.reduce((total, { unserved }) => total + unserved, 0);
  return (
    <aside class="hall-column">
      <dl class="card hall-figures">
        <Figure value={figures.waiting} name={words.waitingNow()} />
        <Figure value={figures.served} name={words.servedToday()} />
        <Figure value={figures.numbers} name={words.numbersToday()} />
        <Figure value={figures.toCome} name={words.toCome()} />
        {figures.rating.mean !== null && (
          <Figure
            value={Math.round(figures.rating.mean * 10) / 10}
            name={words.rating({ count: figures.rating.count })}
          />
        )}
      </dl>
      <section class="card">
        <h2>{words.forecast()}</h2>
        <p>
          {closesAtMs === null
            ? words.closedToday()
            : late > 0
              ? words.forecastLate({ people: rounded(late), time: clockTime(closesAtMs) })
              : words.forecastWell({ time: clockTime(closesAtMs) })}
        </p>
      </section>
      <section class="card hall-devices">
        <h2>
          <a href="/devices">{words.devices()}</a>
        </h2>
        {devices.length === 0 && <p class="soft">{words.noDevices()}</p>}
        <ul>
          {devices.map(({ id, name, state, coveredBy }) => (
            <li key={id}>
              <span>
                {name}
                {coveredBy !== null && <span class="small soft"> {words.covered({ name: coveredBy })}</span>}
              </span>
              <span
                class={
                  state === "ok"
                    ? "small hall-fine"
                    : state === "paper_near"
                      ? "small hall-over"
                      : "small hall-far"
                }
              >
                <Icon
                  name={
                    state === "ok" ? "circle-check" : state === "paper_near" ? "triangle-alert" : "octagon-x"
                  }
                />{" "}
                {deviceWord[state]()}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
};

const Figure = ({ value, name }: { value: number; name: string }) => (
  <div>
    <dt class="small quiet">{name}</dt>
    <dd class="figures">{rounded(value)}</dd>
  </div>
);
