/** Invented people without an appointment for a demo hall: the same seed brings the same people. Pure. */
import type { Random } from "../../sync/core/clock";
import { priorityReasons } from "../queue/lanes";

/** What each of them asks the kiosk for: the body of `POST /walkins`. */
export interface DemoPerson {
  readonly service: string;
  readonly lane: "normal" | "priority";
  readonly claims: readonly string[];
  readonly lang: string;
}

const langs = ["ms", "ms", "en", "zh", "ta"] as const;
const peopleMin = 5;
const peopleMax = 9;

/** Five to nine people; one in four has a reason to go first. `services` are codes that give numbers now. */
export const demoPeople = (random: Random, services: readonly string[]): readonly DemoPerson[] => {
  const below = (count: number): number => random.bytes(1)[0]! % count;
  const one = <T>(list: readonly T[]): T => list[below(list.length)]!;
  if (services.length === 0) return [];
  return Array.from({ length: peopleMin + below(peopleMax - peopleMin + 1) }, (): DemoPerson => {
    const service = one(services);
    const lang = one(langs);
    return below(4) === 0
      ? { service, lane: "priority", claims: [one(priorityReasons)], lang }
      : { service, lane: "normal", claims: [], lang };
  });
};
