/** The hall as its supervisor sees it: worked out once per change of the hall, whoever and however many look. */
import { branchDays } from "../calendar/calendar.usecase";
import { groupOf } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { printerShown } from "../devices/devices";
import { nameAtWork } from "../identity/session.usecase";
import { groupsInHall } from "../queue/counters.usecase";
import { hallFigures } from "../queue/figures.usecase";
import { branchOf, hallNow, type HallReader, todayOf } from "../queue/hall.usecase";
import { type Picture, pictureOf } from "../queue/picture.usecase";
import type { DisruptionKind } from "./disruption";
import { ratedToday } from "../rating/rating.usecase";
import { type BothTexts, type HallEventOf, pauseFor, pauseOf } from "./hall";
import { type AnnouncementShown, announcementNow, disruptionNow, standingNow } from "./standing.usecase";
import { type HallFacts, suggest, type Suggestion } from "./suggest";

export interface PauseShown {
  readonly id: string;
  readonly by: string;
  readonly atMs: number;
}

export interface QueueShown {
  readonly group: string;
  readonly name: BothTexts;
  readonly waiting: number;
  readonly overTarget: number;
  /** Null when nobody waits. */
  readonly longestMin: number | null;
  readonly targetMin: number;
  /** Who will still wait at closing, with the counters now open. */
  readonly unserved: number;
  /** When the last of them is called; null: nobody waits, or no open counter takes them. */
  readonly doneAtMs: number | null;
  /** Numbers of the open counters that take it. */
  readonly counters: readonly number[];
  readonly pause: PauseShown | null;
}

export interface HallCounter {
  readonly id: string;
  readonly no: number;
  /** What an order about it names. */
  readonly seq: number;
  readonly groups: readonly string[];
  readonly state: "closed" | "open" | "break";
  readonly officer: string | null;
  readonly sinceMs: number;
  readonly current: { readonly number: string; readonly sinceMs: number; readonly usualMin: number } | null;
}

export interface DeviceShown {
  readonly id: string;
  readonly name: string;
  readonly state: "ok" | "paper_near" | "paper_out" | "cover_open" | "not_answering";
  readonly coveredBy: string | null;
}

export interface HallView {
  readonly now: number;
  readonly closesAtMs: number | null;
  readonly isOpen: boolean;
  readonly figures: {
    readonly waiting: number;
    readonly served: number;
    readonly numbers: number;
    readonly toCome: number;
    /** Of those who rated their visit today. */
    readonly rating: { readonly count: number; readonly mean: number | null };
  };
  readonly queues: readonly QueueShown[];
  readonly counters: readonly HallCounter[];
  readonly devices: readonly DeviceShown[];
  readonly pause: PauseShown | null;
  readonly announcement: AnnouncementShown | null;
  readonly disruption:
    | (PauseShown & {
        readonly what: DisruptionKind;
        readonly untilMs: number | null;
        readonly offered: number;
      })
    | null;
  readonly suggestions: readonly Suggestion[];
}

type HallDeps = Pick<Deps, "db" | "clock" | "self" | "writer" | "printers" | "connected">;

export const hallView = (deps: HallDeps): HallView => {
  const reader = hallNow(deps);
  const picture = pictureOf(deps);
  const standing = standingNow(reader);
  const disruption = disruptionNow(reader);
  const drawn = drawnOf(reader, picture);
  const pauseShown = (pause: HallEventOf<"pause"> | undefined): PauseShown | null =>
    pause ? { id: pause.id, by: nameAtWork(reader, pause.by), atMs: pause.atMs } : null;
  const queues = drawn.queues.map((queue) => ({
    ...queue,
    pause: pauseShown(pauseOf(standing, queue.group)),
  }));
  const devices = devicesShown(deps);
  const facts: HallFacts = {
    queues: queues.map((queue) => ({ ...queue, paused: pauseFor(standing, queue.group) !== undefined })),
    counters: drawn.counters.map(({ current, ...counter }) => ({ ...counter, isBusy: current !== null })),
    printers: devices.flatMap(({ id, name, state, coveredBy, isPrinter }) =>
      isPrinter && state !== "ok" && state !== "paper_near" ? [{ id, name, trouble: state, coveredBy }] : [],
    ),
    bells: standing.flatMap((event) =>
      event.kind === "help" ? [{ id: event.id, place: event.doc.place, atMs: event.atMs }] : [],
    ),
  };
  return {
    now: reader.nowMs,
    ...drawn,
    // Not of the picture: a rating changes nobody's place.
    figures: { ...drawn.figures, rating: ratedToday(reader) },
    queues,
    devices: devices.map(({ id, name, state, coveredBy }) => ({ id, name, state, coveredBy })),
    pause: pauseShown(pauseOf(standing, null)),
    announcement: announcementNow(reader),
    disruption: disruption
      ? {
          id: disruption.id,
          by: nameAtWork(reader, disruption.by),
          atMs: disruption.atMs,
          untilMs: disruption.untilMs,
          what: disruption.doc.what,
          offered: disruption.doc.offered,
        }
      : null,
    suggestions: suggest(facts),
  };
};

type Drawn = Pick<HallView, "closesAtMs" | "isOpen" | "counters"> & {
  readonly figures: Omit<HallView["figures"], "rating">;
  readonly queues: readonly Omit<QueueShown, "pause">[];
};

const drawnByPicture = new WeakMap<Picture, Drawn>();

const drawnOf = (reader: HallReader, picture: Picture): Drawn => {
  const known = drawnByPicture.get(picture);
  if (known) return known;
  const drawn = draw(reader, picture);
  drawnByPicture.set(picture, drawn);
  return drawn;
};

const minuteMs = 60_000;

const draw = (reader: HallReader, picture: Picture): Drawn => {
  const { nowMs } = reader;
  const hours = branchDays(reader, branchOf(reader), nowMs).planOn(todayOf(reader).day);
  const intervals = hours.ok && hours.value.type === "open" ? hours.value.intervals : [];
  const closesAtMs = intervals.at(-1)?.endMs ?? null;
  const { policy, waiting } = picture.line;
  const targetMin = policy.longest.afterMin;
  const groups = [...new Set([...groupsInHall(reader), ...waiting.map(({ group }) => group)])].sort();
  const { waiting: waitingNow, served, numbers } = hallFigures(reader);
  return {
    closesAtMs,
    isOpen: intervals.some(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs),
    figures: {
      waiting: waitingNow,
      served,
      numbers,
      toCome: picture.toCome.length,
    },
    queues: groups.map((group) => {
      const { nameMs, nameEn } = groupOf(reader, group);
      const people = waiting.filter((one) => one.group === group);
      const waitedMin = people.map(({ waitingSinceMs }) =>
        Math.max(0, Math.floor((nowMs - waitingSinceMs) / minuteMs)),
      );
      const calledAtMs = people.map(({ ticketId }) => calledAbout(picture, ticketId));
      const known = calledAtMs.filter((atMs) => atMs !== null);
      const isLate = (atMs: number | null) => atMs === null || (closesAtMs !== null && atMs >= closesAtMs);
      return {
        group,
        name: { ms: nameMs, en: nameEn },
        waiting: people.length,
        overTarget: waitedMin.filter((min) => min >= targetMin).length,
        longestMin: waitedMin.length === 0 ? null : waitedMin.reduce((most, min) => Math.max(most, min), 0),
        targetMin,
        unserved: calledAtMs.filter(isLate).length,
        doneAtMs: known.length === 0 ? null : known.reduce((last, atMs) => Math.max(last, atMs), 0),
        counters: picture.counters
          .filter(({ state, groups: taken }) => state === "open" && taken.includes(group))
          .map(({ no }) => no),
      };
    }),
    counters: picture.counters.map(({ id, no, seq, groups: taken, state, officer, sinceMs }) => {
      const current = picture.currentByCounter.get(id);
      return {
        id,
        no,
        seq,
        groups: taken,
        state,
        officer: officer === null ? null : nameAtWork(reader, officer),
        sinceMs,
        current: current
          ? {
              number: current.ticket.number,
              sinceMs: current.now.atMs,
              usualMin: Math.max(
                1,
                Math.round(picture.times(current.now.group, current.now.stage).usualMs / minuteMs),
              ),
            }
          : null,
      };
    }),
  };
};

/** The middle of what phones are told; null: no open counter takes them. */
const calledAbout = (picture: Picture, ticketId: string): number | null => {
  const estimate = picture.estimateOf(ticketId);
  return estimate && picture.reader.nowMs + ((estimate.lowMin + estimate.highMin) / 2) * minuteMs;
};

const devicesShown = ({
  printers,
  connected,
}: HallDeps): readonly (DeviceShown & { readonly isPrinter: boolean })[] => [
  ...printers.list().map(({ id, name, printer }) => {
    const { online, paper, cover } = printerShown(printer.status());
    const worker = printers.workerFor(id);
    const state = !online
      ? ("not_answering" as const)
      : cover === "open"
        ? ("cover_open" as const)
        : paper === "out"
          ? ("paper_out" as const)
          : paper === "near"
            ? ("paper_near" as const)
            : ("ok" as const);
    return { id, name, state, coveredBy: worker && worker.id !== id ? worker.name : null, isPrinter: true };
  }),
  ...connected.list().map(({ id, name, status }) => ({
    id,
    name,
    state: status().online ? ("ok" as const) : ("not_answering" as const),
    coveredBy: null,
    isPrinter: false,
  })),
];

/** What every staff screen shows over whatever page there is. */
export interface Alerts {
  readonly panics: readonly {
    readonly id: string;
    readonly place: BothTexts;
    readonly by: string;
    readonly officer: string;
    readonly atMs: number;
  }[];
  /** Kiosks that ring, and counters for which an officer is asked. */
  readonly bells: readonly {
    readonly id: string;
    readonly place: BothTexts;
    readonly group: string | null;
    readonly atMs: number;
  }[];
}

export const alertsNow = (deps: Pick<Deps, "db" | "clock" | "self">): Alerts => {
  const reader = hallNow(deps);
  const standing = standingNow(reader);
  return {
    panics: standing.flatMap((event) =>
      event.kind === "panic"
        ? [
            {
              id: event.id,
              place: event.doc.place,
              by: event.by,
              officer: nameAtWork(reader, event.by),
              atMs: event.atMs,
            },
          ]
        : [],
    ),
    bells: standing.flatMap((event) =>
      event.kind === "help"
        ? [{ id: event.id, place: event.doc.place, group: event.doc.group, atMs: event.atMs }]
        : [],
    ),
  };
};
