/** The state of the hall as a kiosk shows it while nobody stands before it. */
import { branchDays } from "../calendar/calendar.usecase";
import { servicesOn } from "../catalogue/catalogue.usecase";
import { isOfferedAt, isRunningOn } from "../catalogue/offers";
import { branchOf, type HallReader, todayOf } from "../queue/hall.usecase";
import { hoursToday, type HoursToday, numbersLeft, soonest } from "./numbers.usecase";

export interface ServiceShown {
  readonly code: string;
  readonly group: string;
  /** Numbers that anybody could still get now. */
  readonly numbersLeft: number;
}

export interface HallShown {
  readonly branch: string;
  /** Counters serve at this moment. */
  readonly open: boolean;
  readonly services: readonly ServiceShown[];
  /** When the first of the services without numbers has new ones today. */
  readonly nextBatchAtMs: number | null;
  readonly opensAtMs: number | null;
  readonly closesAtMs: number | null;
}

/** The services this branch gives numbers for today. A day that the calendar does not know is shown as closed, never as open. */
export const hallShown = (reader: HallReader): HallShown => {
  const branch = branchOf(reader);
  const { day } = todayOf(reader);
  const days = branchDays(reader, branch, reader.nowMs);
  const hoursOf = (group?: string): HoursToday | null => {
    const hours = hoursToday(reader, group, days);
    return hours.ok ? hours.value : null;
  };
  const services = servicesOn(reader, branch.code, day).filter(
    (service) => isOfferedAt(service, branch) && isRunningOn(service, day),
  );
  const groups = [...new Set(services.map(({ group }) => group))];
  const numbers = new Map(
    groups.map((group) => [group, numbersLeft(reader, group, "normal", hoursOf(group))]),
  );
  const today = hoursOf();
  return {
    branch: branch.code,
    open: today?.isOpen ?? false,
    services: services.map(({ code, group }) => ({ code, group, numbersLeft: numbers.get(group)!.left })),
    nextBatchAtMs: soonest([...numbers.values()].map(({ nextBatchAtMs }) => nextBatchAtMs)),
    opensAtMs: today?.opensAtMs ?? null,
    closesAtMs: today?.closesAtMs ?? null,
  };
};
