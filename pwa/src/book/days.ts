import { signal } from "@preact/signals";
import { get, isLineTrouble, type Problem } from "../api";
import type { Day, Kind, Slot } from "../api-types";
import { online } from "../node";
import { asBooker } from "./booker";

/** What availability is asked for. */
export interface Question {
  readonly branch: string;
  readonly service: string;
  readonly kind: Kind;
  readonly parties: number;
}

/** Days by date and slots by day for the question being asked; another question starts empty. */
export const days = signal<Readonly<Record<string, Day>>>({});
export const slotsByDate = signal<Readonly<Record<string, readonly Slot[]>>>({});
export const daysProblem = signal<Problem | undefined>(undefined);

let asked = "";

const queryOf = (question: Question, more: Record<string, string>): string =>
  new URLSearchParams({ ...question, parties: String(question.parties), ...more }).toString();

/** Loads the days from `from` to `to`, both included. An answer to an older question is dropped. */
export const loadDays = async (question: Question, from: string, to: string): Promise<void> => {
  const asking = begin(question);
  const answer = await get<{ days: readonly Day[] }>(`/availability?${queryOf(question, { from, to })}`, {
    as: asBooker(),
  });
  if (asking !== asked) return;
  online.value = answer.ok || !isLineTrouble(answer.error);
  daysProblem.value = answer.ok ? undefined : answer.error;
  if (answer.ok)
    days.value = { ...days.value, ...Object.fromEntries(answer.value.days.map((day) => [day.date, day])) };
};

export const loadSlots = async (question: Question, date: string): Promise<void> => {
  const asking = begin(question);
  const answer = await get<{ slots: readonly Slot[] }>(`/availability/day?${queryOf(question, { date })}`, {
    as: asBooker(),
  });
  if (asking !== asked) return;
  online.value = answer.ok || !isLineTrouble(answer.error);
  daysProblem.value = answer.ok ? undefined : answer.error;
  if (answer.ok) slotsByDate.value = { ...slotsByDate.value, [date]: answer.value.slots };
};

/** The first free start at the branch, in ms; undefined when there is none or no answer. */
export const earliestStart = async (question: Question): Promise<number | undefined> => {
  const answer = await get<{ earliest: readonly { startsAtMs: number }[] }>(
    `/availability/earliest?${queryOf(question, {})}`,
    { as: asBooker() },
  );
  if (!answer.ok) return undefined;
  return answer.value.earliest.map((row) => row.startsAtMs).toSorted((a, b) => a - b)[0];
};

const begin = (question: Question): string => {
  const asking = JSON.stringify(question);
  if (asking !== asked) {
    asked = asking;
    days.value = {};
    slotsByDate.value = {};
  }
  return asking;
};
