import { addDays, addMonths, dayNumber, type LocalDate, weekdayOf } from "../../../sync/core/local-date";
import type { Day } from "../api-types";
import { isNarrow } from "../ui/narrow";
import { Icon } from "../ui/icon";
import { inLanguage } from "../words/language";
import { dateWithWeekday, dayAndMonth, monthAndYear, weekdayHeads } from "../words/when";
import { days } from "./days";
import { book } from "./words";

/**
 * A month of days in four states, each told by shape and word: open (blue edge, count), full (filled, struck), closed (no
 * edge), not yet open (dashed). Below 360 px and at 400 % zoom it is a list of the open days instead.
 */
export const Calendar = ({
  today,
  month,
  last,
  chosen,
  onMonth,
  onPick,
}: {
  /** Weeks that are over are not shown. */
  today: LocalDate;
  /** First day of the month in view, and of the last month there is. */
  month: LocalDate;
  last: LocalDate;
  chosen: string | undefined;
  onMonth: (month: LocalDate) => void;
  onPick: (date: string) => void;
}) => {
  const dates = datesOf(month).filter((date) => date >= mondayOf(today));
  const shown = dates.map((date) => days.value[date]);
  const reasons = closedReasons(shown);
  const loaded = shown.some(Boolean);
  const anyOpen = shown.some((day) => day?.state === "open");
  const next = addMonths(month, 1);
  return (
    <section class="card calendar" aria-label={monthAndYear(month)}>
      <div class="row apart no-wrap">
        <h2 aria-live="polite">{monthAndYear(month)}</h2>
        <span class="row no-wrap">
          <MonthButton
            icon="chevron-left"
            label={book.previousMonth()}
            off={month <= today}
            onClick={() => onMonth(addMonths(month, -1))}
          />
          <MonthButton
            icon="chevron-right"
            label={book.nextMonth()}
            off={month >= last}
            onClick={() => onMonth(next)}
          />
        </span>
      </div>
      {isNarrow.value ? (
        <DayList
          days={shown.filter((day) => day?.state === "open") as Day[]}
          chosen={chosen}
          onPick={onPick}
        />
      ) : (
        <MonthGrid dates={dates} chosen={chosen} onPick={onPick} />
      )}
      {loaded && !anyOpen && (
        <p class="small" role="status">
          {book.noneInMonth({ month: monthAndYear(month) })}{" "}
          {month < last && (
            <button type="button" class="link" onClick={() => onMonth(next)}>
              {book.seeMonth({ month: monthAndYear(next) })}
            </button>
          )}
        </p>
      )}
      {!isNarrow.value && <Legend />}
      {reasons.length > 0 && (
        <ul class="holidays tiny quiet">
          {reasons.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </section>
  );
};

const MonthGrid = ({
  dates,
  chosen,
  onPick,
}: {
  dates: readonly LocalDate[];
  chosen: string | undefined;
  onPick: (date: string) => void;
}) => (
  <div class="month">
    {weekdayHeads().map((head) => (
      <abbr key={head.short} title={head.long} class="weekday">
        {head.short}
      </abbr>
    ))}
    {dates.map((date, index) => {
      const day = days.value[date];
      const column = index === 0 ? `col-${weekdayOf(date)}` : "";
      if (day?.state === "open")
        return (
          <button
            key={date}
            type="button"
            class={`day open ${column} ${date === chosen ? "chosen" : ""}`}
            aria-pressed={date === chosen}
            onClick={() => onPick(date)}
          >
            <span class="hear">{dateWithWeekday(date)}: </span>
            <b>{Number(date.slice(8))}</b>
            <span>{book.slotsCount({ count: day.places })}</span>
          </button>
        );
      return (
        <div key={date} class={`day ${day?.state ?? "unknown"} ${column}`}>
          {day?.state === "full" ? <s>{Number(date.slice(8))}</s> : <b>{Number(date.slice(8))}</b>}
          <span>{day ? dayWord(day) : "\u00a0"}</span>
        </div>
      );
    })}
  </div>
);

const DayList = ({
  days: open,
  chosen,
  onPick,
}: {
  days: readonly Day[];
  chosen: string | undefined;
  onPick: (date: string) => void;
}) => (
  <ul class="stack tight day-list">
    {open.map((day) => (
      <li key={day.date}>
        <button
          type="button"
          class={`day open wide ${day.date === chosen ? "chosen" : ""}`}
          aria-pressed={day.date === chosen}
          onClick={() => onPick(day.date)}
        >
          <b>{dateWithWeekday(day.date)}</b>
          <span>{book.slotsCount({ count: day.places })}</span>
        </button>
      </li>
    ))}
  </ul>
);

const MonthButton = ({
  icon,
  label,
  off,
  onClick,
}: {
  icon: "chevron-left" | "chevron-right";
  label: string;
  off: boolean;
  onClick: () => void;
}) => (
  <button
    type="button"
    class="button quiet square"
    aria-label={label}
    aria-disabled={off ? "true" : undefined}
    onClick={() => {
      if (!off) onClick();
    }}
  >
    <Icon name={icon} />
  </button>
);

const Legend = () => (
  <div class="legend small soft" aria-hidden="true">
    <span>
      <i class="open" /> {book.legendOpen()}
    </span>
    <span>
      <i class="full" /> {book.full()}
    </span>
    <span>
      <i class="not_yet_open" /> {book.legendNotYet()}
    </span>
  </div>
);

const dayWord = (day: Day): string => {
  if (day.state === "full") return book.full();
  if (day.state === "not_yet_open") return book.notYet();
  return book.closed();
};

/** Why days are closed, each reason once with its days: "25, 26 Disember: Krismas". */
const closedReasons = (shown: readonly (Day | undefined)[]): readonly string[] => {
  const datesByReason = new Map<string, string[]>();
  for (const day of shown) {
    if (day?.state !== "closed" || day.reason === null) continue;
    const reason = inLanguage(day.reason);
    datesByReason.set(reason, [...(datesByReason.get(reason) ?? []), day.date]);
  }
  return [...datesByReason].map(([reason, dates]) => {
    const days = dates.map((date, index) =>
      index < dates.length - 1 ? Number(date.slice(8)) : dayAndMonth(date),
    );
    return `${days.join(", ")}: ${reason}`;
  });
};

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

const datesOf = (month: LocalDate): readonly LocalDate[] => {
  const count = dayNumber(addMonths(month, 1)) - dayNumber(month);
  return Array.from(
    { length: count },
    (_, index) => `${month.slice(0, 8)}${String(index + 1).padStart(2, "0")}` as LocalDate,
  );
};
