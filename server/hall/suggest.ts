/** What a supervisor may best do next, from the numbers of the hall. Pure; ordered by how many people it is for. */

export interface QueueFacts {
  readonly group: string;
  readonly waiting: number;
  /** Of them, who has waited longer than the target. */
  readonly overTarget: number;
  readonly targetMin: number;
  /** Who will still wait when the branch closes, with the counters now open. */
  readonly unserved: number;
  readonly paused: boolean;
}

export interface CounterFacts {
  readonly id: string;
  readonly no: number;
  readonly state: "closed" | "open" | "break";
  readonly groups: readonly string[];
  readonly isBusy: boolean;
}

export interface HallFacts {
  readonly queues: readonly QueueFacts[];
  readonly counters: readonly CounterFacts[];
  /** Printers that give no paper now, and who prints for them. */
  readonly printers: readonly {
    readonly id: string;
    readonly name: string;
    readonly trouble: "paper_out" | "cover_open" | "not_answering";
    readonly coveredBy: string | null;
  }[];
  readonly bells: readonly {
    readonly id: string;
    readonly place: { readonly ms: string; readonly en: string };
    readonly atMs: number;
  }[];
}

export type Suggestion =
  | {
      readonly type: "answer_bell";
      readonly event: string;
      readonly place: { readonly ms: string; readonly en: string };
      readonly sinceMs: number;
    }
  | (ForQueue & {
      readonly type: "open_counter";
      readonly counter: string;
      readonly no: number;
      readonly state: "closed" | "break";
    })
  | (ForQueue & {
      readonly type: "move_counter";
      readonly counter: string;
      readonly no: number;
      readonly groups: readonly string[];
    })
  | { readonly type: "pause_intake"; readonly group: string; readonly people: number }
  | {
      readonly type: "see_printer";
      readonly printer: string;
      readonly name: string;
      readonly trouble: HallFacts["printers"][number]["trouble"];
      readonly coveredBy: string | null;
    };

interface ForQueue {
  readonly group: string;
  readonly people: number;
  readonly targetMin: number;
}

export const suggestionsMax = 3;

/**
 * At most three. A bell comes first: there a person stands. Then what helps most people; a printer that another covers comes last.
 * One counter is suggested once, and never one that has a person.
 */
export const suggest = (facts: HallFacts): readonly Suggestion[] => {
  const bells: Suggestion[] = facts.bells.map(({ id, place, atMs }) => ({
    type: "answer_bell",
    event: id,
    place,
    sinceMs: atMs,
  }));
  const queues = facts.queues.toSorted(
    (one, other) =>
      needOf(other) - needOf(one) || other.waiting - one.waiting || compare(one.group, other.group),
  );
  const taken = new Set<string>();
  const forQueues = queues.flatMap((queue): Suggestion[] => {
    if (needOf(queue) === 0) return [];
    const { group, targetMin } = queue;
    const about = { group, people: needOf(queue), targetMin };
    const counter = helperFor(queue, facts, taken);
    if (counter) taken.add(counter.id);
    const help: Suggestion[] =
      counter === undefined
        ? []
        : counter.state === "open"
          ? [
              {
                type: "move_counter",
                counter: counter.id,
                no: counter.no,
                groups: [...counter.groups, group],
                ...about,
              },
            ]
          : [{ type: "open_counter", counter: counter.id, no: counter.no, state: counter.state, ...about }];
    // Numbers that cannot be served any more are a wait for nothing.
    const pause: Suggestion[] =
      queue.unserved > 0 && !queue.paused ? [{ type: "pause_intake", group, people: queue.unserved }] : [];
    return [...help, ...pause];
  });
  const printers = facts.printers
    .toSorted(
      (one, other) =>
        Number(one.coveredBy !== null) - Number(other.coveredBy !== null) || compare(one.id, other.id),
    )
    .map(({ id, ...printer }): Suggestion => ({ type: "see_printer", printer: id, ...printer }));
  const dark = printers.filter((one) => one.type === "see_printer" && one.coveredBy === null);
  const covered = printers.filter((one) => one.type === "see_printer" && one.coveredBy !== null);
  return [...bells, ...forQueues.slice(0, 1), ...dark, ...forQueues.slice(1), ...covered].slice(
    0,
    suggestionsMax,
  );
};

const needOf = ({ overTarget, unserved }: QueueFacts): number => Math.max(overTarget, unserved);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** One on a break that serves the group, then a closed one, the group's own first; then an open one that has nobody to call. */
const helperFor = (
  { group }: QueueFacts,
  { queues, counters }: HallFacts,
  taken: ReadonlySet<string>,
): CounterFacts | undefined => {
  const waitingIn = (code: string) => queues.find((queue) => queue.group === code)?.waiting ?? 0;
  const free = counters
    .filter(({ id, isBusy }) => !isBusy && !taken.has(id))
    .toSorted((one, other) => one.no - other.no || compare(one.id, other.id));
  return (
    free.find(({ state, groups }) => state === "break" && groups.includes(group)) ??
    free.find(
      ({ state, groups }) =>
        state === "open" && !groups.includes(group) && groups.every((code) => waitingIn(code) === 0),
    ) ??
    free.find(({ state, groups }) => state === "closed" && groups.includes(group)) ??
    free.find(({ state }) => state === "closed")
  );
};
