/** What supervisors do in the hall. Each act names what its page showed: of two opposite orders the later hears of the first. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import { expectedPeople, offerNewTime } from "../booking/availability-change.usecase";
import { lastChange } from "../calendar/changes.usecase";
import { allGroups } from "../catalogue/catalogue.usecase";
import { type Counter, counterNow, counterRow } from "../queue/counters.usecase";
import { planFreeCounter } from "../queue/free-counter.usecase";
import { dayRange, type HallReader, todayOf } from "../queue/hall.usecase";
import { type DisruptionKind, disruptionOffer } from "./disruption";
import {
  type BothTexts,
  type Ending,
  type EndError,
  type HallChanged,
  type HallEventKind,
  isStanding,
  mayEnd,
  ringsMax,
  ringsWithinMs,
} from "./hall";
import { eventById, lastPause, lastRing, ringsSince } from "./hall.store";
import { disruptionNow, standingNow } from "./standing.usecase";

export type CounterAct =
  | { readonly act: "move"; readonly groups: readonly string[] }
  /** The officer is back from a break. */
  | { readonly act: "open" }
  | { readonly act: "close"; readonly person: "waits" | "served" }
  /** Staff screens ask for an officer for a closed counter. */
  | { readonly act: "ask"; readonly group: string };

export interface CounterOrder {
  readonly counterId: string;
  readonly order: CounterAct;
  /** The counter's step that the page showed. */
  readonly seq: number;
  readonly reason: string;
  readonly actor: string;
}

export type CounterOrderError =
  | HallChanged
  | { readonly type: "CounterNotFound" }
  | { readonly type: "UnknownGroup"; readonly group: string }
  | { readonly type: "CounterNotOpen"; readonly state: string }
  | { readonly type: "CounterNotOnBreak"; readonly state: string }
  | { readonly type: "CounterNotClosed"; readonly state: string };

/** Moves, opens or closes a counter, or asks for an officer. Whoever sits there stays, and goes on serving whom they serve. */
export const planCounterOrder = (
  tx: Tx,
  asked: CounterOrder,
): Result<Plan<{ readonly counterId: string }>, CounterOrderError> => {
  const { counterId, order, seq, reason, actor } = asked;
  const counter = counterNow(tx, counterId);
  if (!counter) return err({ type: "CounterNotFound" });
  if (counter.seq !== seq) return err(changedSince(tx, counter, actor));
  const answer = { counterId };
  if (order.act === "close") {
    return planFreeCounter(tx, { counterId, actor, reason, person: order.person });
  }
  if (order.act === "ask") {
    if (counter.state !== "closed") return err({ type: "CounterNotClosed", state: counter.state });
    if (!isGroup(tx, order.group)) return err({ type: "UnknownGroup", group: order.group });
    const place = { ms: `Kaunter ${counter.no}`, en: `Counter ${counter.no}` };
    const doc = { place, kiosk: null, group: order.group };
    return ok({ intent: "askOfficer", rows: [eventRow(tx, "help", doc, actor, null)], answer });
  }
  if (order.act === "open") {
    if (counter.state !== "break") return err({ type: "CounterNotOnBreak", state: counter.state });
    return ok({
      intent: "openForOfficer",
      rows: [counterRow(tx, counter, "open"), bookRow(tx, asked, counter, { ...counter, state: "open" })],
      answer,
    });
  }
  if (counter.state === "closed") return err({ type: "CounterNotOpen", state: counter.state });
  const unknown = order.groups.find((group) => !isGroup(tx, group));
  if (unknown !== undefined) return err({ type: "UnknownGroup", group: unknown });
  const moved = { ...counter, groups: order.groups };
  return ok({
    intent: "moveCounter",
    rows: [counterRow(tx, moved, counter.state), bookRow(tx, asked, counter, moved)],
    answer,
  });
};

const isGroup = (tx: Tx, group: string): boolean => allGroups(tx).some(({ code }) => code === group);

/** Who changed the counter last: a supervisor's acts stand in the branch's book, an officer's are the officer's own. */
const changedSince = (tx: Tx, counter: Counter, asker: string): HallChanged => {
  const book = lastChange(tx, "counter");
  const by = book?.atMs === counter.sinceMs ? book.actor : (counter.officer ?? asker);
  const what = counter.state === "closed" ? "closed" : "changed";
  return { type: "HallChanged", what, by, atMs: counter.sinceMs };
};

const bookRow = (tx: Tx, { reason, actor }: CounterOrder, before: Counter, after: Counter): RowOp => {
  const told = ({ no, state, officer, groups }: Counter) => JSON.stringify({ no, state, officer, groups });
  return insert("calendarChange", {
    id: tx.newId(),
    branch: tx.branch!,
    what: "counter",
    reason,
    actor,
    atMs: tx.nowMs,
    before: told(before),
    after: told(after),
  });
};

export interface IntakeOrder {
  /** Null: all groups. */
  readonly group: string | null;
  readonly to: "paused" | "open";
  /** The pause that the page showed; null: none. */
  readonly seen: string | null;
  readonly reason: string;
  readonly actor: string;
}

export type IntakeError = HallChanged | { readonly type: "UnknownGroup"; readonly group: string };

/** No new numbers for a group or for all, or numbers again. Whoever has a booking or a number comes in all the same. */
export const planIntake = (
  tx: Tx,
  { group, to, seen, reason, actor }: IntakeOrder,
): Result<Plan<{ readonly paused: boolean }>, IntakeError> => {
  if (group !== null && !isGroup(tx, group)) return err({ type: "UnknownGroup", group });
  const last = lastPause(tx, startOfDay(tx), group);
  const standing = last && isStanding(last, tx.nowMs) ? last : undefined;
  if ((standing?.id ?? null) !== seen || (to === "open" && !standing) || (to === "paused" && standing)) {
    if (standing) return err({ type: "HallChanged", what: "paused", by: standing.by, atMs: standing.atMs });
    return err({
      type: "HallChanged",
      what: "resumed",
      by: last?.endedBy ?? actor,
      atMs: last?.endedAtMs ?? tx.nowMs,
    });
  }
  const rows = standing
    ? [endRow(tx, standing.id, actor, { ...standing.doc, resumed: reason })]
    : [eventRow(tx, "pause", { group, reason }, actor, dayRange(tx, todayOf(tx).day).toMs)];
  return ok({ intent: standing ? "resumeIntake" : "pauseIntake", rows, answer: { paused: !standing } });
};

export interface Announcement {
  readonly text: BothTexts;
  readonly minutes: number;
  readonly reason: string;
  readonly actor: string;
}

/** Something for everybody in the hall, on its displays for so long. The latest one is shown. */
export const planAnnounce = (
  tx: Tx,
  { text, minutes, reason, actor }: Announcement,
): Result<Plan<{ readonly id: string }>, never> => {
  const row = eventRow(tx, "announcement", { text, reason }, actor, tx.nowMs + minutes * 60_000);
  return ok({ intent: "announce", rows: [row], answer: { id: idOf(row) } });
};

export interface Disruption {
  readonly what: DisruptionKind;
  /** How long it is expected to last. */
  readonly minutes: number;
  readonly reason: string;
  readonly actor: string;
}

/**
 * Something has stopped the branch: displays and the branch's page say so, whoever is booked in that time is offered another and told
 * at once, and nobody is late or absent for it. Nothing is cancelled: whoever comes is taken in all the same.
 */
export const planDisruption = (
  tx: Tx,
  sealer: Sealer,
  { what, minutes, reason, actor }: Disruption,
): Result<Plan<{ readonly id: string }>, HallChanged> => {
  const standing = disruptionNow(tx);
  if (standing) return err({ type: "HallChanged", what: "disrupted", by: standing.by, atMs: standing.atMs });
  const untilMs = tx.nowMs + minutes * 60_000;
  const hit = expectedPeople(tx, tx.branch!, tx.nowMs, untilMs).filter(({ offered }) => !offered);
  const bookings = [...new Set(hit.map(({ booking }) => booking))];
  const told = offerNewTime(tx, sealer, tx.branch!, bookings, disruptionOffer(what));
  const row = eventRow(tx, "disruption", { what, reason, offered: bookings.length }, actor, untilMs);
  return ok({
    intent: "declareDisruption",
    about: { hallEvent: idOf(row), what, bookings: bookings.length },
    rows: [row, ...told.rows],
    notices: told.notices,
    answer: { id: idOf(row) },
  });
};

/** An emergency: every staff screen shows where. One that its sender has already sent from there stands. */
export const planPanic = (
  tx: Tx,
  actor: string,
  place: BothTexts,
): Result<Plan<{ readonly id: string }>, never> => {
  const standing = standingNow(tx).find((event) => event.kind === "panic" && event.by === actor);
  if (standing) return ok({ intent: "panic", rows: [], answer: { id: standing.id } });
  const row = eventRow(tx, "panic", { place }, actor, null);
  return ok({ intent: "panic", rows: [row], answer: { id: idOf(row) } });
};

export interface TooManyRings {
  readonly type: "TooManyTries";
  readonly retryAtMs: number;
}

/** Somebody at a kiosk needs a person. One bell rings per kiosk, and not all day long. */
export const planRing = (
  tx: Tx,
  kiosk: string,
  place: BothTexts,
): Result<Plan<{ readonly id: string }>, TooManyRings> => {
  const last = lastRing(tx, kiosk, startOfDay(tx));
  if (last && isStanding(last, tx.nowMs))
    return ok({ intent: "ringBell", rows: [], answer: { id: last.id } });
  if (ringsSince(tx, kiosk, tx.nowMs - ringsWithinMs) >= ringsMax)
    return err({ type: "TooManyTries", retryAtMs: (last?.atMs ?? tx.nowMs) + ringsWithinMs });
  const row = eventRow(tx, "help", { place, kiosk, group: null }, kiosk, dayRange(tx, todayOf(tx).day).toMs);
  return ok({ intent: "ringBell", rows: [row], answer: { id: idOf(row) } });
};

export type EndEventError = EndError | { readonly type: "EventNotFound" };

const endIntents = {
  announcement: "endAnnouncement",
  disruption: "endDisruption",
  pause: "resumeIntake",
  panic: "endPanic",
  help: "answerBell",
} as const;

/** Ends an announcement, an emergency or a bell. A second one hears who was first. */
export const planEndEvent = (tx: Tx, id: string, ending: Ending): Result<Plan<null>, EndEventError> => {
  const event = eventById(tx, id);
  if (!event) return err({ type: "EventNotFound" });
  const may = mayEnd(event, ending, tx.nowMs);
  if (!may.ok) return may;
  const doc = ending.note === undefined ? event.doc : { ...event.doc, note: ending.note };
  return ok({ intent: endIntents[event.kind], rows: [endRow(tx, id, ending.who, doc)], answer: null });
};

const startOfDay = (tx: Tx): number => dayRange(tx, todayOf(tx).day).fromMs;

const eventRow = (
  tx: Tx,
  kind: HallEventKind,
  doc: object,
  by: string,
  untilMs: number | null,
): RowOp & { readonly op: "insert" } =>
  insert("hallEvent", {
    id: tx.newId(),
    branch: tx.branch!,
    kind,
    doc: JSON.stringify(doc),
    by,
    atMs: tx.nowMs,
    untilMs,
    endedAtMs: null,
    endedBy: null,
  }) as RowOp & { readonly op: "insert" };

const idOf = (row: RowOp & { readonly op: "insert" }): string => String(row.row["id"]);

const endRow = (tx: Tx, id: string, endedBy: string, doc: object): RowOp =>
  update("hallEvent", { id }, { endedAtMs: tx.nowMs, endedBy, doc: JSON.stringify(doc) });

export interface BellState {
  readonly state: "silent" | "ringing" | "coming";
}

/** So long a kiosk says that somebody is on the way. */
const comingMs = 3 * 60_000;

/** What a kiosk says of its own bell. */
export const bellOf = (reader: HallReader, kiosk: string): BellState => {
  const last = lastRing(reader, kiosk, reader.nowMs - 24 * 3_600_000);
  if (!last) return { state: "silent" };
  if (isStanding(last, reader.nowMs)) return { state: "ringing" };
  return { state: reader.nowMs - (last.endedAtMs ?? 0) < comingMs ? "coming" : "silent" };
};
