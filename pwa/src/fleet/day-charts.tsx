import { useEffect, useState } from "preact/hooks";
import { addDays, type LocalDate } from "../../../sync/core/local-date";
import { sampleDaysBack, sampleEveryMs } from "../../../server/hq/samples";
import type { Problem } from "../api";
import { ScrollTable } from "../branch/table";
import { download } from "../download";
import { Button } from "../ui/button";
import { SelectField } from "../ui/field";
import { nowMs } from "../ui/now";
import { ProblemBand } from "../ui/problem-band";
import { clockTime, dateOf, dateShort } from "../words/when";
import { chartOf } from "./chart";
import { dayFile, type Fleet, loadDay, type Sample } from "./fleet";
import { fleetWords as words } from "./words";

type Figure = "waiting" | "served" | "numbers" | "branches";

const figures: readonly { readonly figure: Figure; readonly name: () => string }[] = [
  { figure: "waiting", name: words.chartWaiting },
  { figure: "served", name: words.chartServed },
  { figure: "numbers", name: words.chartNumbers },
  { figure: "branches", name: words.chartBranches },
];

/** The country's day: four small lines, the table behind them, and the same as a file. Today's ends are live. */
export const DayCharts = ({ country }: { country: Fleet["country"] }) => {
  const today = dateOf(nowMs.value);
  const [chosen, setChosen] = useState<string>();
  const date = chosen ?? today;
  const [samples, setSamples] = useState<readonly Sample[]>();
  const [problem, setProblem] = useState<Problem>();
  const load = async () => {
    const answer = await loadDay(date);
    if (answer.ok) setSamples(answer.value.items);
    setProblem(answer.ok ? undefined : answer.error);
  };
  const everyFiveMinutes = Math.floor(nowMs.value / sampleEveryMs);
  useEffect(() => void load(), [date, everyFiveMinutes]);
  const save = async () => {
    const file = await dayFile(date);
    if (file.ok) download(file.value, `sto-${date}.csv`);
    else setProblem(file.error);
  };
  const now: Sample = {
    atMs: nowMs.value,
    waiting: country.waiting,
    served: country.servedToday,
    numbers: country.numbersToday,
    branches: country.heard,
  };
  const shown = samples && (date === today ? [...samples, now] : samples);
  return (
    <section class="card stack" aria-label={words.day()}>
      <div class="branch-head">
        <h2>{words.day()}</h2>
        <div class="day-tools">
          <SelectField
            label={words.whichDay()}
            value={date}
            onValue={(value) => setChosen(value === today ? undefined : value)}
            options={Array.from({ length: sampleDaysBack + 1 }, (_, back) => {
              const value = addDays(today as LocalDate, -back);
              return { value, label: back === 0 ? words.today() : dateShort(value) };
            })}
          />
          <Button icon="download" onClick={() => void save()}>
            {words.saveCsv()}
          </Button>
        </div>
      </div>
      {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
      {shown && (
        <>
          <div class="day-charts">
            {figures.map(({ figure, name }) => (
              <Line key={figure} name={name()} samples={shown} figure={figure} />
            ))}
          </div>
          <details>
            <summary>{words.asTable()}</summary>
            <ScrollTable
              name={words.day()}
              columns={[
                { head: words.time() },
                ...figures.map(({ name }) => ({ head: name(), number: true })),
              ]}
            >
              {shown.toReversed().map((sample) => (
                <tr key={sample.atMs}>
                  <td>{clockTime(sample.atMs)}</td>
                  {figures.map(({ figure }) => (
                    <td class="number" key={figure}>
                      {sample[figure]}
                    </td>
                  ))}
                </tr>
              ))}
            </ScrollTable>
          </details>
        </>
      )}
    </section>
  );
};

const frame = { width: 320, height: 110, bottom: 18, top: 16 } as const;

const Line = ({ name, samples, figure }: { name: string; samples: readonly Sample[]; figure: Figure }) => {
  const { line, ticks, last, most } = chartOf(
    samples.map((sample) => ({ min: minuteOf(sample.atMs), value: sample[figure] })),
    frame,
  );
  const foot = frame.height - frame.bottom;
  const heard =
    last && most
      ? words.chartHeard({
          name,
          value: last.value,
          most: most.value,
          time: clockOf(most.min),
        })
      : words.noReadings();
  return (
    <figure class="day-chart">
      <figcaption>
        <span>{name}</span>
        <span class="figures">{last?.value ?? "–"}</span>
      </figcaption>
      <svg viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={heard}>
        <line x1="0" x2={frame.width} y1={foot} y2={foot} class="chart-axis" />
        {most && most.value > 0 && (
          <>
            <line x1="0" x2={frame.width} y1={frame.top} y2={frame.top} class="chart-grid" />
            <text x="0" y={frame.top - 4} class="chart-word">
              {most.value}
            </text>
          </>
        )}
        {ticks.map(({ x, hour }, at) => (
          <text
            key={hour}
            x={x}
            y={frame.height - 4}
            text-anchor={at === 0 ? "start" : at === 2 ? "end" : "middle"}
            class="chart-word"
          >
            {`${hour}.00`}
          </text>
        ))}
        <path d={line} class="chart-line" />
        {last && <circle cx={Math.min(last.x, frame.width - 4)} cy={last.y} r="4" class="chart-end" />}
      </svg>
    </figure>
  );
};

/** Minutes since midnight on the country's wall clock. */
const minuteOf = (atMs: number): number => {
  const [hour, minute] = clockTime(atMs).split(".").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

const clockOf = (min: number): string => `${Math.floor(min / 60)}.${String(min % 60).padStart(2, "0")}`;
