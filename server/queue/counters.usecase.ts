/** Officers at counters: sign on with the groups they serve, open, take a break, close. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, orThrow, type Result } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { allGroups, servicesEver } from "../catalogue/catalogue.usecase";
import { isOfferedAt } from "../catalogue/offers";
import {
  allCounters,
  type Counter,
  counterById,
  counterOfOfficer,
  type CounterState,
} from "./counters.store";
import { branchOf, type HallReader } from "./hall.usecase";
import { type HallTicket, ticketsAt } from "./queue.store";
import { step } from "./step";
import { type CounterPageError, currentAt, ownCounter, rowsOf } from "./steps.usecase";

export type SignOnError =
  | CounterPageError
  | { readonly type: "CounterTaken"; readonly officer: string | null }
  /** One person sits at one counter. */
  | { readonly type: "SignedOnElsewhere"; readonly counter: number }
  | { readonly type: "UnknownGroup"; readonly group: string };

export interface AtCounter {
  readonly counterId: string;
}

/** Takes a counter and opens it. Again at the same counter: changes the groups. `groups` left out: the counter's own. */
export const planSignOn = (
  tx: Tx,
  officer: string,
  counterId: string,
  groups: readonly string[] | undefined,
): Result<Plan<AtCounter>, SignOnError> => {
  const counter = counterById(tx, counterId);
  if (!counter) return err({ type: "CounterNotFound" });
  if (counter.state !== "closed" && counter.officer !== officer)
    return err({ type: "CounterTaken", officer: counter.officer });
  const elsewhere = counterOfOfficer(tx, officer);
  if (elsewhere && elsewhere.id !== counterId)
    return err({ type: "SignedOnElsewhere", counter: elsewhere.no });
  const known = allGroups(tx).map(({ code }) => code);
  const unknown = groups?.find((group) => !known.includes(group));
  if (unknown !== undefined) return err({ type: "UnknownGroup", group: unknown });
  const taken = { ...counter, officer, groups: groups ?? counter.groups };
  return ok({ intent: "signOn", rows: [counterRow(tx, taken, "open")], answer: { counterId } });
};

/** Takes people again after a break. Open already: nothing changes. */
export const planOpen = (
  tx: Tx,
  officer: string,
  counterId: string,
): Result<Plan<AtCounter>, CounterPageError> => {
  const own = ownCounter(tx, officer, counterId);
  if (!own.ok) return own;
  const rows = own.value.state === "open" ? [] : [counterRow(tx, own.value, "open")];
  return ok({ intent: "openCounter", rows, answer: { counterId } });
};

/** A pause: nobody is called here, what is kept for this counter stays kept. */
export const planBreak = (
  tx: Tx,
  officer: string,
  counterId: string,
): Result<Plan<AtCounter>, CounterPageError> => {
  const own = idleCounter(tx, officer, counterId);
  if (!own.ok) return own;
  const rows = own.value.state === "break" ? [] : [counterRow(tx, own.value, "break")];
  return ok({ intent: "break", rows, answer: { counterId } });
};

/** Signs off. Whoever is parked here or kept for this counter waits for any counter again, place kept. */
export const planClose = (
  tx: Tx,
  officer: string,
  counterId: string,
): Result<Plan<AtCounter>, CounterPageError> => {
  const own = idleCounter(tx, officer, counterId);
  if (!own.ok) return own;
  return ok({
    intent: "closeCounter",
    rows: [...releaseRows(tx, counterId), closeRow(tx, own.value)],
    answer: { counterId },
  });
};

/** The officer's own counter with nobody at it: who is being served is not left standing. */
const idleCounter = (
  tx: Tx,
  officer: string,
  counterId: string,
): ReturnType<typeof ownCounter> | Result<never, CounterPageError> => {
  const current = currentAt(tx, counterId);
  const own = ownCounter(tx, officer, counterId);
  return own.ok && current ? err({ type: "CounterBusy", ticket: current.ticket.ticketId }) : own;
};

/** A counter as it stands, for whoever orders it about. */
export const counterNow = (reader: HallReader, id: string): Counter | undefined => counterById(reader, id);

/** Where an officer is signed on. */
export const counterSignedOn = (reader: HallReader, officer: string): Counter | undefined =>
  counterOfOfficer(reader, officer);

export type { Counter };

/** The row that closes a counter, by its officer or at the end of the day. */
export const closeRow = (tx: Tx, counter: Counter): RowOp =>
  counterRow(tx, { ...counter, officer: null }, "closed");

/** Nobody does this but the program: so it is not the officer's to undo. */
export const releaseRows = (tx: Tx, counterId: string): readonly RowOp[] => {
  const by = { officerId: null, counterId: null };
  const release = (found: HallTicket, command: Parameters<typeof step>[2]) =>
    rowsOf(tx, found, orThrow(step(found.ticket, found.now, command, by, tx.nowMs)));
  return [
    ...ticketsAt(tx, counterId, "waiting").flatMap((kept) =>
      release(kept, { type: "transfer", reason: "counter_closed" }),
    ),
    ...ticketsAt(tx, counterId, "parked").flatMap((parked) => release(parked, { type: "unpark" })),
  ];
};

/** The next step of a counter. */
export const counterRow = (tx: Tx, counter: Counter, state: CounterState): RowOp =>
  insert("counterStep", {
    counter: counter.id,
    seq: counter.seq + 1,
    branch: tx.branch!,
    state,
    officer: counter.officer,
    groups: JSON.stringify(counter.groups),
    atMs: tx.nowMs,
  });

/** A branch begins with so many counters; none is published, the office changes it. */
const countersAtStart = 6;
/** Each group is served by so many of them, so that one break does not stop a queue. */
const countersPerGroup = 3;

/** At a branch's first start: counters, so that there is somewhere to sit. */
export const seedCountersTask: Task = {
  name: "seedCounters",
  plan: (tx) => {
    if (allCounters(tx).length > 0) return ok({});
    const groups = groupsInHall(tx);
    const rows = Array.from({ length: countersAtStart }, (_, at) =>
      insert("counter", {
        id: tx.newId(),
        branch: tx.branch!,
        no: at + 1,
        name: `Kaunter ${at + 1}`,
        groups: JSON.stringify(groupsOfCounter(groups, at)),
      }),
    );
    return ok({ plan: { intent: "seedCounters", rows, answer: null } });
  },
};

/** Groups with at least one service at this branch, walk-in ones too. */
export const groupsInHall = (reader: HallReader): readonly string[] => {
  const branch = branchOf(reader);
  const offered = servicesEver(reader).filter((service) => isOfferedAt(service, branch));
  return [...new Set(offered.map(({ group }) => group))].sort();
};

/** Groups spread over the counters in turn; a small branch's counters take everything. */
const groupsOfCounter = (groups: readonly string[], at: number): readonly string[] => {
  if (groups.length <= countersPerGroup) return groups;
  const step = countersAtStart / countersPerGroup;
  return groups.filter((_, index) => index % step === at % step);
};
