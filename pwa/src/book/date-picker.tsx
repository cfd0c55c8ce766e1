import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { addDays, addMonths, type LocalDate } from "../../../sync/core/local-date";
import type { Problem } from "../api";
import { Loading } from "../ui/loading";
import { currentMs } from "../ui/now";
import { ProblemBand } from "../ui/problem-band";
import { announce } from "../ui/toast";
import { dateOf, dateWithWeekday, timeOf } from "../words/when";
import { Calendar } from "./calendar";
import { days, daysProblem, earliestStart, loadDays, loadSlots, type Question, slotsByDate } from "./days";
import { hold, holdIsOver, takeHold } from "./hold";
import { SlotGrid } from "./slot-grid";
import { book } from "./words";

/** Days come open three months ahead. */
const horizonMonths = 3;

/**
 * Month, days and start times. The first place that is free is in view without a touch; pressing a time keeps it at
 * once (`hold`). A time that somebody else was quicker for stays where it was and says so.
 */
export const DatePicker = ({
  question,
  date: chosen,
  onDate,
}: {
  question: Question;
  date: string | undefined;
  onDate: (date: string) => void;
}) => {
  const today = dateOf(currentMs());
  const month = useSignal(firstOfMonth((chosen ?? today) as LocalDate));
  const taking = useSignal<string | undefined>(undefined);
  const taken = useSignal<ReadonlySet<string>>(new Set());
  const problem = useSignal<Problem | undefined>(undefined);
  const asked = JSON.stringify(question);

  const loadMonth = () =>
    loadDays(question, month.peek() < today ? today : month.peek(), addDays(addMonths(month.peek(), 1), -1));
  useEffect(() => void loadMonth(), [asked, month.value]);

  const goTo = (date: string) => {
    month.value = firstOfMonth(date as LocalDate);
    onDate(date);
  };
  // A person who has chosen no day yet begins where the first place is free.
  useEffect(() => {
    if (chosen) return;
    void earliestStart(question).then((startsAtMs) => {
      if (startsAtMs !== undefined) goTo(dateOf(startsAtMs));
    });
  }, [asked]);
  useEffect(() => {
    if (chosen) void loadSlots(question, chosen);
  }, [asked, chosen]);

  const take = async (slot: string) => {
    if (taking.value) return;
    taking.value = slot;
    const { service, kind, parties } = question;
    problem.value = await takeHold({ slot, service, kind, parties });
    taking.value = undefined;
    const kept = hold.peek();
    if (problem.value?.code === "slot_full") {
      taken.value = new Set([...taken.value, slot]);
      if (chosen) void loadSlots(question, chosen);
    } else if (!problem.value && kept)
      announce(`${dateWithWeekday(dateOf(kept.startsAtMs))}, ${timeOf(kept.startsAtMs)}`);
  };
  return (
    <>
      {problem.value && (
        <ProblemBand
          problem={problem.value}
          {...(problem.value.code === "slot_full" ? { text: book.taken() } : {})}
        />
      )}
      {daysProblem.value && (
        <ProblemBand
          problem={daysProblem.value}
          onRetry={() => {
            void loadMonth();
            if (chosen) void loadSlots(question, chosen);
          }}
        />
      )}
      <Calendar
        month={month.value}
        today={today}
        last={firstOfMonth(addMonths(today, horizonMonths))}
        chosen={chosen}
        onMonth={(value) => {
          month.value = value;
        }}
        onPick={onDate}
      />
      {chosen && (
        <SlotGrid
          date={chosen}
          slots={slotsByDate.value[chosen]}
          chosen={holdFits(question) && !holdIsOver.value ? hold.value?.slot : undefined}
          taking={taking.value}
          taken={taken.value}
          onTake={(slot) => void take(slot)}
        />
      )}
      {!chosen && Object.keys(days.value).length === 0 && !daysProblem.value && <Loading />}
    </>
  );
};

/** Whether the place being kept is for this service and this many people. */
export const holdFits = (question: Question): boolean =>
  hold.value?.parties === question.parties && hold.value.service === question.service;

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;
