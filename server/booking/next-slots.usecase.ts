/** The next free start times for a visit: offered first to people whose slot the office took away. */
import { addDays } from "../../sync/core/local-date";
import { utcToLocal } from "../calendar/time-zone";
import { branchNamed, isSoldHere } from "../catalogue/catalogue.usecase";
import { daysFor, type Looking, type Question, type Slot, slotsFor } from "./availability.usecase";

const daysAheadMax = 45;

/** At most `count` starts with room for everybody, the earliest first; none when this node does not sell the visit. */
export const nextFreeSlots = (
  looking: Looking,
  question: Question,
  count = 3,
): readonly Pick<Slot, "slot" | "startsAtMs">[] => {
  if (!isSoldHere(looking, question.branch)) return [];
  const today = utcToLocal(branchNamed(looking, question.branch).zone, looking.nowMs).date;
  const days = daysFor(looking, question, today, addDays(today, daysAheadMax));
  if (!days.ok) return [];
  const found: Pick<Slot, "slot" | "startsAtMs">[] = [];
  for (const { date } of days.value.filter(({ state }) => state === "open")) {
    const slots = slotsFor(looking, question, date);
    const free = slots.ok ? slots.value.filter(({ state }) => state === "free") : [];
    found.push(...free.slice(0, count - found.length).map(({ slot, startsAtMs }) => ({ slot, startsAtMs })));
    if (found.length === count) break;
  }
  return found;
};
