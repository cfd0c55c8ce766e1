import { useEffect, useState } from "preact/hooks";
import { type LocalDate, parseLocalDate } from "../../../sync/core/local-date";
import { get, type Problem } from "../api";
import { ScrollTable, TableCard } from "../branch/table";
import { Tag, type Tone } from "../ui/band";
import { DateField } from "../ui/date-field";
import type { IconName } from "../ui/icons";
import { Loading } from "../ui/loading";
import { currentMs } from "../ui/now";
import { ProblemBand } from "../ui/problem-band";
import { clockTime, dateLong, dateOf } from "../words/when";
import { as } from "./gates";
import { GatesFrame } from "./gates-frame";
import type { FigureRow, Figures, Reconciliation } from "./gates-types";
import { figuresWords as words } from "./figures-words";
import { gatesProblemText } from "./problems";
import { secondsOf } from "./seconds";

/** `/gates/figures`: how a day went, by lane, nationality and age, and whether sensors and records agree. */
const FiguresPage = () => <GatesFrame title={words.pageName()}>{() => <DayOfLanes />}</GatesFrame>;

export default FiguresPage;

const DayOfLanes = () => {
  const [day, setDay] = useState<LocalDate>(dateOf(currentMs()));
  const [figures, setFigures] = useState<Figures>();
  const [count, setCount] = useState<Reconciliation>();
  const [problem, setProblem] = useState<Problem>();
  const load = async () => {
    const [figured, counted] = await Promise.all([
      get<Figures>(`/gates/figures?day=${day}`, { as }),
      get<Reconciliation>(`/gates/reconciliation?day=${day}`, { as }),
    ]);
    if (figured.ok) setFigures(figured.value);
    if (counted.ok) setCount(counted.value);
    setProblem([figured, counted].flatMap((answer) => (answer.ok ? [] : [answer.error]))[0]);
  };
  useEffect(() => void load(), [day]);
  const laneName = (id: string) => count?.lanes.find(({ lane }) => lane === id)?.name ?? id;
  return (
    <>
      <div class="row apart">
        <p class="soft">{dateLong(day)}</p>
        <DayField day={day} onDay={setDay} />
      </div>
      {problem && (
        <ProblemBand problem={problem} text={gatesProblemText(problem)} onRetry={() => void load()} />
      )}
      {!figures && !problem && <Loading />}
      {figures && <FiguresTable rows={figures.rows} laneName={laneName} />}
      {count && <Counts count={count} />}
    </>
  );
};

const DayField = ({ day, onDay }: { day: LocalDate; onDay: (day: LocalDate) => void }) => {
  const [text, setText] = useState<string>(day);
  return (
    <DateField
      label={<span class="hear">{words.date()}</span>}
      value={text}
      onValue={(typed) => {
        setText(typed);
        const picked = parseLocalDate(typed);
        if (picked.ok) onDay(picked.value);
      }}
    />
  );
};

const groups = [
  ["lane", words.byLane],
  ["nationality", words.byNationality],
  ["age", words.byAge],
] as const;

const FiguresTable = ({
  rows,
  laneName,
}: {
  rows: readonly FigureRow[];
  laneName: (id: string) => string;
}) => {
  const nameOf = ({ by, key }: FigureRow) => {
    if (by === "all") return words.everybody();
    return by === "lane" ? laneName(key) : key;
  };
  return (
    <section class="card stack tight">
      <h2>{words.day()}</h2>
      {rows.length === 0 ? (
        <p class="soft">{words.noFigures()}</p>
      ) : (
        <div class="stack tight figures-groups">
          <p class="small soft">{words.unusualHow()}</p>
          <Rows name={words.everybody()} rows={rows.filter(({ by }) => by === "all")} nameOf={nameOf} />
          {groups.map(([group, name]) => (
            <Rows key={group} name={name()} rows={rows.filter(({ by }) => by === group)} nameOf={nameOf} />
          ))}
        </div>
      )}
    </section>
  );
};

const Rows = ({
  name,
  rows,
  nameOf,
}: {
  name: string;
  rows: readonly FigureRow[];
  nameOf: (row: FigureRow) => string;
}) => (
  <ScrollTable
    name={name}
    columns={[
      { head: name },
      { head: words.travellers(), number: true },
      { head: words.passed(), number: true },
      { head: words.referred(), number: true },
      { head: words.qr(), number: true },
      { head: words.passport(), number: true },
      { head: words.own(), number: true },
    ]}
  >
    {rows.map((row) => (
      <tr key={row.key}>
        <td>
          {nameOf(row)}{" "}
          {row.unusual && (
            <Tag tone="danger" icon="triangle-alert">
              {words.unusual()}
            </Tag>
          )}
        </td>
        <td class="number">{row.travellers}</td>
        <td class="number">{row.passed}</td>
        <td class="number">
          {row.referred} ({(row.referralRate * 100).toFixed(1)} %)
        </td>
        <td class="number">{pair(row.qrP50Ms, row.qrP90Ms)}</td>
        <td class="number">{pair(row.passportP50Ms, row.passportP90Ms)}</td>
        <td class="number">{row.ownP99Ms === null ? "–" : secondsOf(row.ownP99Ms)}</td>
      </tr>
    ))}
  </ScrollTable>
);

const pair = (halfMs: number | null, mostMs: number | null): string =>
  halfMs === null || mostMs === null ? "–" : `${secondsOf(halfMs)} / ${secondsOf(mostMs)}`;

const results: Readonly<
  Record<
    Reconciliation["lanes"][number]["result"],
    { readonly tone: Tone; readonly icon: IconName; readonly word: () => string }
  >
> = {
  agrees: { tone: "success", icon: "check", word: words.agrees },
  differs: { tone: "danger", icon: "triangle-alert", word: words.differs },
  no_count: { tone: "neutral", icon: "minus", word: words.no_count },
};

const Counts = ({ count: { lanes } }: { count: Reconciliation }) => (
  <>
    <TableCard
      name={words.countOf()}
      empty={words.noCount()}
      columns={[
        { head: words.lane() },
        { head: words.result() },
        { head: words.counted(), number: true },
        { head: words.recorded(), number: true },
        { head: words.withoutCommand(), number: true },
        { head: words.withoutPassage() },
      ]}
      rows={lanes}
    >
      {(row) => {
        const { tone, icon, word } = results[row.result];
        return (
          <tr key={row.lane}>
            <td>{row.name}</td>
            <td>
              <Tag tone={tone} icon={icon}>
                {word()}
              </Tag>
            </td>
            <td class="number">{row.counted ?? "–"}</td>
            <td class="number">{row.recorded}</td>
            <td class="number">{row.withoutCommand}</td>
            <td>
              {row.withoutPassage.length === 0
                ? "0"
                : words.loose({
                    count: row.withoutPassage.length,
                    times: row.withoutPassage.map(({ atMs }) => clockTime(atMs)).join(", "),
                  })}
            </td>
          </tr>
        );
      }}
    </TableCard>
    <p class="small soft">{words.countHow()}</p>
  </>
);
