/** The hall in a few numbers, for people who look at many halls. */
import { allCounters } from "./counters.store";
import { type HallReader, todayOf } from "./hall.usecase";
import { type DayFigures, dayFigures } from "./queue.store";

export interface HallFigures extends DayFigures {
  readonly countersOpen: number;
  readonly counters: number;
}

export const hallFigures = (reader: HallReader): HallFigures => {
  const counters = allCounters(reader);
  return {
    ...dayFigures(reader, todayOf(reader).day),
    counters: counters.length,
    countersOpen: counters.filter(({ state }) => state === "open").length,
  };
};
