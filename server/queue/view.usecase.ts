/** Tickets as their holders and officers see them: read, nothing decided. */
import type { BilingualText } from "../catalogue/catalogue";
import { findService } from "../catalogue/catalogue.usecase";
import { type CounterVisit, counterVisit } from "../booking/hall.usecase";
import type { Deps } from "../deps";
import type { Print, PrinterHere } from "../devices/devices";
import { printOfTicket } from "../devices/devices.usecase";
import type { Counter, CounterState } from "./counters.store";
import type { Estimate } from "./estimate";
import { explain, type Why } from "./explain";
import { hallNow, type HallReader } from "./hall.usecase";
import type { Lane, PriorityReason } from "./lanes";
import { reachOf } from "./line.usecase";
import { order } from "./order";
import { type Picture, type PictureDeps, pictureOf } from "./picture.usecase";
import {
  branchOfTicket,
  type HallTicket,
  latestStepMs,
  notesOf,
  stepsOf,
  ticketById,
  ticketsAt,
} from "./queue.store";
import type { Stage, TicketState } from "./ticket";
import { type Undoable, undoableOf } from "./undo.usecase";

type PageDeps = PictureDeps & Pick<Deps, "sealer" | "printers">;

/** A reason on the wire: its code, and the figures its sentence needs. */
export interface Reason {
  readonly code: string;
  readonly [figure: string]: unknown;
}

/** A number as whoever holds it sees it. No personal data: anyone with the link may look. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly branch: string;
  readonly service: string;
  readonly group: string;
  readonly lane: Lane;
  readonly stage: Stage;
  readonly state: TicketState;
  readonly counter: string | null;
  readonly issuedAtMs: number;
  readonly appointmentAtMs: number | null;
  /** People of the same group who are called before this number, as things stand. */
  readonly ahead: number;
  readonly estimate: Estimate | null;
  readonly why: readonly Reason[];
  readonly print: Print;
  readonly claims: readonly PriorityReason[];
}

/** How a ticket stands now; undefined when there is none. */
export const ticketState = (reader: HallReader, id: string): TicketState | undefined =>
  ticketById(reader, id)?.now.state;

/** Whose number it is; undefined when this node does not know it. */
export const ticketBranch = (reader: Pick<HallReader, "db">, id: string): string | undefined =>
  branchOfTicket(reader, id);

/** When the latest thing that this node knows of a hall happened there; 0 when it knows nothing. */
export const toldAtMs = (reader: HallReader): number => latestStepMs(reader);

export const ticketView = (deps: PictureDeps, id: string): TicketView | undefined => {
  const found = ticketById(hallNow(deps), id);
  return found && viewOf(deps, pictureOf(deps), found);
};

const viewOf = (
  deps: PictureDeps,
  picture: Picture,
  { ticket, now, branch, issuedAtMs, appointmentAtMs }: HallTicket,
): TicketView => {
  const waiting = now.state === "waiting";
  const line = waiting ? picture.lineOf(now.group) : [];
  const place = line.find((ranked) => ranked.waiting.ticketId === ticket.ticketId)?.place ?? 1;
  return {
    id: ticket.ticketId,
    number: ticket.number,
    branch,
    service: ticket.service,
    group: now.group,
    lane: now.lane,
    stage: now.stage,
    state: now.state,
    counter: waiting ? null : counterNo(picture, now.counterId),
    issuedAtMs,
    appointmentAtMs,
    ahead: place - 1,
    estimate: waiting ? picture.estimateOf(ticket.ticketId) : null,
    why: reasonsOf(picture, explain(picture.line.policy, line, ticket.ticketId, picture.reader.nowMs) ?? []),
    print: printOfTicket(deps, ticket.ticketId),
    claims: ticket.claims,
  };
};

/** The number on the counter's sign. */
export const counterNo = (picture: Picture, counterId: string | null): string | null => {
  const no = picture.counters.find(({ id }) => id === counterId)?.no;
  return no === undefined ? null : String(no);
};

const reasonCodes = {
  Ahead: "ahead",
  AppointmentDue: "appointment_due",
  AppointmentEarly: "appointment_early",
  PriorityLane: "priority_lane",
  PriorityUnconfirmed: "priority_unconfirmed",
  PriorityInRow: "priority_in_row",
  QuickStage: "quick_stage",
  WaitedLongest: "waited_longest",
  Waited: "waited",
  MissedCall: "missed_call",
  KeptForCounter: "kept_for_counter",
  OvertakenBy: "overtaken_by",
} as const satisfies Record<Why["type"], string>;

/** `due` is the rule's own word; people read "appointment". Counters are told by the number on their sign. */
const reasonsOf = (picture: Picture, why: readonly Why[]): readonly Reason[] =>
  why.map(({ type, ...figures }) => ({
    code: reasonCodes[type],
    ...figures,
    ...("counterId" in figures ? { counterId: counterNo(picture, figures.counterId) } : {}),
    ...("turn" in figures && figures.turn === "due" ? { turn: "appointment" } : {}),
  }));

export interface CounterView {
  readonly id: string;
  readonly no: number;
  readonly name: string;
  readonly groups: readonly string[];
  readonly state: CounterState;
  readonly officer: string | null;
  readonly current: TicketView | null;
}

export const counterViews = (deps: PictureDeps): readonly CounterView[] => {
  const picture = pictureOf(deps);
  return picture.counters.map((counter) => counterViewOf(deps, picture, counter));
};

export const counterView = (deps: PictureDeps, counterId: string): CounterView | undefined => {
  const picture = pictureOf(deps);
  const counter = picture.counters.find(({ id }) => id === counterId);
  return counter && counterViewOf(deps, picture, counter);
};

const counterViewOf = (deps: PictureDeps, picture: Picture, counter: Counter): CounterView => {
  const current = picture.currentByCounter.get(counter.id);
  const { id, no, name, groups, state, officer } = counter;
  return { id, no, name, groups, state, officer, current: current ? viewOf(deps, picture, current) : null };
};

/** A line of the officer's list. */
export interface QueueItem {
  readonly id: string;
  readonly number: string;
  readonly lane: Lane;
  readonly service: string;
  readonly stage: Stage;
  readonly state: TicketState;
  readonly appointmentAtMs: number | null;
  readonly waitingSinceMs: number;
  readonly waitedMin: number;
  /** 1 over the policy's target, 2 over one and a half times it. */
  readonly overTarget: 0 | 1 | 2;
  readonly claims: readonly PriorityReason[];
  /** Null: nobody has looked yet, or nothing was claimed. */
  readonly claimConfirmed: boolean | null;
  readonly lang: string;
  readonly counter: string | null;
}

export const queueItem = (deps: PictureDeps, id: string): QueueItem | undefined => {
  const found = ticketById(hallNow(deps), id);
  return found && itemOf(pictureOf(deps), found);
};

const itemOf = (picture: Picture, { ticket, now, appointmentAtMs, lang }: HallTicket): QueueItem => {
  const waitedMin = Math.max(0, Math.floor((picture.reader.nowMs - now.waitingSinceMs) / 60_000));
  const targetMin = picture.line.policy.longest.afterMin;
  return {
    id: ticket.ticketId,
    number: ticket.number,
    lane: now.lane,
    service: ticket.service,
    stage: now.stage,
    state: now.state,
    appointmentAtMs,
    waitingSinceMs: now.waitingSinceMs,
    waitedMin,
    overTarget: waitedMin >= targetMin * 1.5 ? 2 : waitedMin >= targetMin ? 1 : 0,
    claims: ticket.claims,
    claimConfirmed: now.claim === "confirmed" ? true : now.claim === "denied" ? false : null,
    lang,
    counter: counterNo(picture, now.counterId),
  };
};

/** The person at the counter, with the papers to ask for and what was noted before. */
export interface Case extends QueueItem {
  readonly calledAtMs: number;
  readonly servingAtMs: number | null;
  readonly calls: number;
  readonly people: number;
  readonly booking: CounterVisit | null;
  readonly documents: readonly BilingualText[];
  readonly notes: readonly { readonly atMs: number; readonly officer: string; readonly text: string }[];
  readonly usualMin: number;
}

export const caseAt = (deps: PageDeps, counterId: string): Case | null => {
  const picture = pictureOf(deps);
  const current = picture.currentByCounter.get(counterId);
  if (!current) return null;
  const { ticket, now } = current;
  const steps = stepsOf(deps, ticket.ticketId);
  const service = findService(deps, ticket.service);
  return {
    ...itemOf(picture, current),
    calledAtMs: steps.findLast(({ kind }) => kind === "call")?.atMs ?? now.atMs,
    servingAtMs:
      now.state === "serving" ? (steps.findLast(({ kind }) => kind === "serve")?.atMs ?? now.atMs) : null,
    calls: now.calls,
    people: current.people,
    booking: (ticket.bookingId === null ? undefined : counterVisit(deps, ticket.bookingId)) ?? null,
    documents: service.ok ? service.value.documents : [],
    notes: notesOf(deps, ticket.ticketId).flatMap((note) => {
      const subject = deps.sealer.open(deps.db, note.subject);
      if (!subject) return [];
      const { text } = deps.sealer.unseal<{ text: string }>(subject, "caseNote", note.id, note.sealed);
      return [{ atMs: note.atMs, officer: note.officer, text }];
    }),
    usualMin: Math.max(1, Math.round(picture.times(now.group, now.stage).usualMs / 60_000)),
  };
};

/** Who is at the counter where an officer is signed on. */
export const caseOfOfficer = (deps: PageDeps, officer: string): Case | null => {
  const counter = pictureOf(deps).counters.find(
    (each) => each.officer === officer && each.state !== "closed",
  );
  return counter ? caseAt(deps, counter.id) : null;
};

/** Everything on an officer's page. */
export interface QueueView {
  readonly counter: CounterView;
  readonly current: Case | null;
  readonly next: { readonly ticket: QueueItem; readonly why: readonly Reason[] } | null;
  readonly waiting: readonly QueueItem[];
  readonly waitingTotal: number;
  readonly lanes: Readonly<Record<Lane, number>>;
  readonly parked: readonly QueueItem[];
  readonly undo: Undoable | null;
  readonly nextAppointmentAtMs: number | null;
  readonly printer: PrinterHere | null;
  readonly policyVersion: number;
}

/** A longer list is no use to anyone at a counter. */
const waitingShownMax = 50;

export const queueView = (deps: PageDeps, counterId: string): QueueView | undefined => {
  const picture = pictureOf(deps);
  const counter = picture.counters.find(({ id }) => id === counterId);
  if (!counter) return undefined;
  const now = hallNow(deps);
  const { policy, waiting, calls, ticketById: waitingById } = picture.line;
  const line = order(policy, waiting, calls, reachOf(counter), picture.reader.nowMs);
  const items = line
    .slice(0, waitingShownMax)
    .map((ranked) => itemOf(picture, waitingById.get(ranked.waiting.ticketId)!));
  const [first] = items;
  const lanes = { appointment: 0, priority: 0, normal: 0, employer: 0 };
  for (const ranked of line) lanes[ranked.waiting.lane]++;
  const expected = picture.toCome.find(
    ({ grp, startMin }) => counter.groups.includes(grp) && startMin * 60_000 > now.nowMs,
  );
  return {
    counter: counterViewOf(deps, picture, counter),
    current: caseAt(deps, counterId),
    next: first
      ? {
          ticket: first,
          why: reasonsOf(picture, explain(policy, line, first.id, picture.reader.nowMs) ?? []),
        }
      : null,
    waiting: items,
    waitingTotal: line.length,
    lanes,
    parked: ticketsAt(now, counterId, "parked").map((parked) => itemOf(picture, parked)),
    undo: counter.officer === null ? null : undoableOf(now, counter.officer),
    nextAppointmentAtMs: expected ? expected.startMin * 60_000 : null,
    printer: deps.printers.status(),
    policyVersion: policy.version,
  };
};
