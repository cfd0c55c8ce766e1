/**
 * What this node can sell, read and not decided: the days of a branch, the starts of a day, and the earliest of all. A branch
 * looks at its own slots, headquarters at those of every branch with a node; both at their own rights alone.
 */
import type { Reader } from "../../drizzle/db";
import { addDays, addMonths, dayNumber, type LocalDate, yearOf } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { slotId } from "../../sync/core/slot";
import { type BranchDays, branchDays } from "../calendar/calendar.usecase";
import { utcToLocal } from "../calendar/time-zone";
import type { BilingualText, Branch, Service } from "../catalogue/catalogue";
import {
  applicantRowOf,
  type CatalogueError,
  findBranch,
  allBranches,
  findService,
  groupOf,
  isSoldHere,
  type PublicKind,
  serviceByDate,
} from "../catalogue/catalogue.usecase";
import { isOfferedAt, isRunningOn } from "../catalogue/offers";
import type { Deps } from "../deps";
import {
  type DayAvailability,
  dayAvailability,
  type DayInput,
  daySlots,
  type SlotState,
} from "./availability";
import { poolOf } from "./availability-pools";
import { type DayReason, fullHere, inWords } from "./availability-words";
import { type FreeDay, freeByDay } from "./booking.store";
import { partiesMaxOf } from "./hold.usecase";

/** A node that looks at its own rights. */
export interface Looking extends Reader {
  readonly nowMs: number;
  readonly node: number;
  readonly branch: string | null;
}

/** What a page's read looks at: now, from here. */
export const lookingNow = ({ db, clock, self }: Pick<Deps, "db" | "clock" | "self">): Looking => ({
  db,
  nowMs: clock.nowMs(),
  node: self.alias,
  branch: self.branch,
});

export interface Question {
  readonly branch: string;
  readonly service: string;
  readonly kind: PublicKind;
  readonly parties: number;
  /** Staff and kiosks serve the person in front of them: notice does not apply. */
  readonly atDesk: boolean;
}

export type AvailabilityError =
  | CatalogueError
  /** Another node sells this branch: ask there. */
  | { readonly type: "BranchElsewhere"; readonly branch: string }
  /** It has no node: no online appointments yet. */
  | { readonly type: "BranchNotOnline"; readonly branch: string }
  | { readonly type: "KindNotServed"; readonly service: string; readonly kind: PublicKind }
  | { readonly type: "NotBookable"; readonly service: string }
  | { readonly type: "TooManyPeople"; readonly parties: number; readonly partiesMax: number };

export interface Day {
  readonly date: LocalDate;
  readonly state: DayAvailability<never>["state"];
  /** Start times that have room for everybody. */
  readonly places: number;
  readonly reason: BilingualText | null;
}

export interface Slot {
  readonly slot: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** People who could begin here. */
  readonly free: number;
  readonly state: SlotState;
}

export interface Earliest {
  readonly branch: string;
  readonly date: LocalDate;
  readonly slot: string;
  readonly startsAtMs: number;
}

/** The state of each day from `from` to `to`, both included. */
export const daysFor = (
  looking: Looking,
  question: Question,
  from: LocalDate,
  to: LocalDate,
): Result<readonly Day[], AvailabilityError> => {
  const asked = ask(looking, question, from, to);
  if (!asked.ok) return asked;
  const days: Day[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = shownDay(date, asked.value.dayOn(date), asked.value.branch.zone);
    const isElsewhere = day.state === "full" && asked.value.isElsewhere(date);
    days.push(isElsewhere ? { ...day, reason: fullHere(looking.branch === null) } : day);
  }
  return ok(days);
};

const shownDay = (date: LocalDate, day: DayAvailability<DayReason>, zone: string): Day => {
  switch (day.state) {
    case "open":
      return { date, state: "open", places: day.freeCount, reason: null };
    case "full":
      return { date, state: "full", places: 0, reason: null };
    case "not_yet_open":
      return {
        date,
        state: "not_yet_open",
        places: 0,
        reason: inWords({ type: "notYetOpen", opensAtMs: day.opensAtMs }, zone),
      };
    case "closed": {
      // A year that nobody has entered yet will open some day: it is not "closed".
      const state = day.reason.type === "unknownYear" ? "not_yet_open" : "closed";
      return { date, state, places: 0, reason: inWords(day.reason, zone) };
    }
  }
};

/** The starts of one day; none when the day is not on sale. */
export const slotsFor = (
  looking: Looking,
  question: Question,
  date: LocalDate,
): Result<readonly Slot[], AvailabilityError> => {
  const asked = ask(looking, question, date, date);
  if (!asked.ok) return asked;
  const { dayOn, inputOn, group } = asked.value;
  const input = inputOn(date);
  if (!input.ok || dayOn(date).state === "not_yet_open") return ok([]);
  return ok(
    daySlots(input.value).map(({ startMin, endMin, free, state: slotState }) => ({
      slot: slotId(question.branch, group, startMin),
      startsAtMs: startMin * 60_000,
      endsAtMs: endMin * 60_000,
      free,
      state: slotState,
    })),
  );
};

/** The first free start from today on; undefined when the whole horizon is sold. */
export const earliestFor = (
  looking: Looking,
  question: Question,
): Result<Earliest | undefined, AvailabilityError> => {
  const branch = findBranch(looking, question.branch);
  if (!branch.ok) return branch;
  const today = utcToLocal(branch.value.zone, looking.nowMs).date;
  const last = addMonths(today, 4);
  const asked = ask(looking, question, today, last);
  if (!asked.ok) return asked;
  for (let date = today; date <= last; date = addDays(date, 1)) {
    const day = asked.value.dayOn(date);
    const first = day.state === "open" ? day.slots.find((slot) => slot.isFree) : undefined;
    if (!first) continue;
    const slot = slotId(question.branch, asked.value.group, first.startMin);
    return ok({ branch: question.branch, date, slot, startsAtMs: first.startMin * 60_000 });
  }
  return ok(undefined);
};

export type StateQuestion = Omit<Question, "branch"> & { readonly state: string };

const earliestMax = 5;

/** The earliest free start of each branch of a state that this node sells, in order; at most five. */
export const earliestInState = (
  looking: Looking,
  { state, ...question }: StateQuestion,
): Result<readonly Earliest[], AvailabilityError> => {
  const found: Earliest[] = [];
  const branches = allBranches(looking).filter((branch) => branch.state === state);
  for (const { code } of branches.filter((branch) => isSoldHere(looking, branch.code))) {
    const first = earliestFor(looking, { ...question, branch: code });
    if (first.ok) found.push(...(first.value ? [first.value] : []));
    // Another branch of the state may offer what this one does not.
    else if (first.error.type !== "NotBookable") return first;
  }
  return ok(found.toSorted((a, b) => a.startsAtMs - b.startsAtMs).slice(0, earliestMax));
};

interface Asked {
  readonly branch: Branch;
  readonly group: string;
  readonly days: BranchDays;
  /** What the day is made of, or why it has nothing to sell. */
  inputOn(date: LocalDate): Result<DayInput<DayReason>, DayReason>;
  dayOn(date: LocalDate): DayAvailability<DayReason>;
  /** Another node had units of this day when this one heard of it last. */
  isElsewhere(date: LocalDate): boolean;
}

const ask = (
  looking: Looking,
  question: Question,
  from: LocalDate,
  to: LocalDate,
): Result<Asked, AvailabilityError> => {
  const { service: code, kind, parties, atDesk } = question;
  const branch = findBranch(looking, question.branch);
  if (!branch.ok) return branch;
  if (!isSoldHere(looking, question.branch)) {
    const type = looking.branch === null ? "BranchNotOnline" : "BranchElsewhere";
    return err({ type, branch: question.branch });
  }
  const found = findService(looking, code);
  if (!found.ok) return found;
  const applicant = applicantRowOf(found.value, kind);
  if (!applicant) return err({ type: "KindNotServed", service: code, kind });
  const partiesMax = partiesMaxOf(kind);
  if (parties > partiesMax) return err({ type: "TooManyPeople", parties, partiesMax });
  const serviceOn = serviceByDate(looking, found.value, question.branch);
  const isSold = ({ settings }: Service) =>
    settings.bookableBy === "public" || (atDesk && settings.bookableBy === "staff");
  const isSoldOn = (date: LocalDate) => isSold(serviceOn(date)) && isOfferedAt(serviceOn(date), branch.value);
  if (!isSoldOn(from) && !isSoldOn(to)) {
    return err({ type: "NotBookable", service: code });
  }

  const group = groupOf(looking, found.value.group);
  const days = branchDays(looking, branch.value, looking.nowMs);
  const pool = poolOf(group.pools, applicant.kind, code).code;
  const freeOn = readByFortnight(from, to, (first, last) =>
    freeByDay(looking, question.branch, group.code, pool, looking.node, first, last),
  );
  const inputOn = (date: LocalDate): Result<DayInput<DayReason>, DayReason> => {
    const service = serviceOn(date);
    const plan = days.planOn(date, group.code);
    if (!plan.ok) return err({ type: "unknownYear", year: yearOf(date) });
    if (!isRunningOn(service, date) || !isSoldOn(date)) return err({ type: "notOffered" });
    const free = freeOn(date);
    return ok({
      plan: plan.value,
      opensAtMs: plan.value.type === "open" ? days.onSaleAtMs(date) : null,
      isMinted: free !== undefined,
      slotMinutes: days.capacityOn(date, group).slotMinutes,
      freeByStart: free?.byStart ?? noneFree,
      nowMs: looking.nowMs,
      noticeMs: atDesk ? 0 : service.settings.noticeHours * 3_600_000,
      parties,
      unitsEach: service.units,
    });
  };
  const dayOn = (date: LocalDate): DayAvailability<DayReason> => {
    const input = inputOn(date);
    return input.ok ? dayAvailability(input.value) : { state: "closed", reason: input.error };
  };
  const isElsewhere = (date: LocalDate) => (freeOn(date)?.elsewhere ?? 0) > 0;
  return ok({ branch: branch.value, group: group.code, days, inputOn, dayOn, isElsewhere });
};

const noneFree: ReadonlyMap<number, number> = new Map();

/** Whoever looks for the first free day mostly finds it soon: days are read two weeks at a time, as far as they are asked for. */
const readByFortnight = (
  from: LocalDate,
  to: LocalDate,
  read: (first: LocalDate, last: LocalDate) => ReadonlyMap<string, FreeDay>,
): ((date: LocalDate) => FreeDay | undefined) => {
  const parts = new Map<number, ReadonlyMap<string, FreeDay>>();
  return (date) => {
    const at = Math.floor((dayNumber(date) - dayNumber(from)) / 14);
    let part = parts.get(at);
    if (!part) {
      const first = addDays(from, at * 14);
      const last = addDays(first, 13);
      parts.set(at, (part = read(first, last < to ? last : to)));
    }
    return part.get(date);
  };
};
