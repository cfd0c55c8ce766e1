/** The only SQL of tickets: who waits and who is served today, what was called, the numbers given out. */
import type { SQLQueryBindings } from "bun:sqlite";
import type { Reader } from "../../drizzle/db";
import { stampAt, stampToMs } from "../../sync/core/hlc";
import { statement } from "../../sync/tables";
import type { HallReader } from "./hall.usecase";
import type { BaseLane, PriorityReason, WalkInLane } from "./lanes";
import { startsAtMs, type TicketSource } from "./source";
import { stepOf } from "./step-row";
import type { Stage, Ticket, TicketState, TicketStep } from "./ticket";
import { ticketNumber, trainingSeries } from "./ticket-number";

/** A ticket with the step that is its state now. */
export interface HallTicket {
  readonly ticket: Ticket;
  readonly now: TicketStep;
  readonly branch: string;
  readonly source: TicketSource;
  readonly people: number;
  readonly lang: string;
  readonly issuedAtMs: number;
  /** What the slip said, also when it no longer counts in the calling order. */
  readonly appointmentAtMs: number | null;
}

interface HallTicketRow {
  readonly id: string;
  readonly branch: string;
  readonly day: string;
  readonly prefix: string;
  readonly no: number;
  readonly booking: string | null;
  readonly service: string;
  readonly source: TicketSource;
  readonly lane: BaseLane;
  readonly claims: string;
  readonly people: number;
  readonly lang: string;
  readonly issuedAtMs: number;
  readonly appointmentAtMs: number | null;
  readonly stages: string;
  readonly doc: string;
}

const hallTickets = ({ db }: Reader, where: string, ...bindings: SQLQueryBindings[]): HallTicket[] =>
  (
    statement(
      db,
      `SELECT t.id, t.branch, t.day, t.prefix, t.no, t.booking, t.service, t.source, t.lane, t.claims, t.people, t.lang,
              t.issued_at_ms AS issuedAtMs, t.appointment_at_ms AS appointmentAtMs, t.stages, s.doc
       FROM ticket_now n JOIN ticket t ON t.id = n.ticket JOIN ticket_step s ON s.ticket = n.ticket AND s.seq = n.seq
       WHERE ${where}`,
    ).all(...bindings) as HallTicketRow[]
  ).map(hallTicketOf);

const hallTicketOf = (row: HallTicketRow): HallTicket => ({
  ticket: {
    ticketId: row.id,
    number: ticketNumber(row.prefix, row.no),
    day: row.day,
    service: row.service,
    stages: JSON.parse(row.stages) as Stage[],
    laneBase: row.lane,
    startsAtMs: startsAtMs(row.source, row.appointmentAtMs),
    claims: JSON.parse(row.claims) as PriorityReason[],
    bookingId: row.booking,
  },
  now: stepOf(row.doc),
  branch: row.branch,
  source: row.source,
  people: row.people,
  lang: row.lang,
  issuedAtMs: row.issuedAtMs,
  appointmentAtMs: row.appointmentAtMs,
});

/** Whose number it is; undefined when there is none. */
export const branchOfTicket = ({ db }: Reader, id: string): string | undefined =>
  (statement(db, "SELECT branch FROM ticket WHERE id = ?").get(id) as { branch: string } | null)?.branch;

export const ticketById = (reader: Reader, id: string): HallTicket | undefined =>
  hallTickets(reader, "n.ticket = ?", id)[0];

/** Today's ticket with this number. */
export const ticketByNumber = (
  reader: HallReader,
  day: string,
  prefix: string,
  no: number,
): HallTicket | undefined =>
  hallTickets(
    reader,
    "n.ticket = (SELECT id FROM ticket WHERE branch = ? AND day = ? AND prefix = ? AND no = ?)",
    reader.branch,
    day,
    prefix,
    no,
  )[0];

export const ticketsIn = (reader: HallReader, day: string, state: TicketState): HallTicket[] =>
  hallTickets(reader, "n.branch = ? AND n.day = ? AND n.state = ?", reader.branch, day, state);

/** Whom a counter calls, serves, has parked or has kept for it. */
export const ticketsAt = (reader: HallReader, counterId: string, state: TicketState): HallTicket[] =>
  hallTickets(reader, "n.counter = ? AND n.state = ?", counterId, state);

/** Tickets of the day whose latest step is not older than `fromMs`, the latest first. */
export const ticketsSince = (reader: HallReader, day: string, fromMs: number): HallTicket[] =>
  hallTickets(
    reader,
    "n.branch = ? AND n.day = ? AND n.at_ms >= ? ORDER BY s._h DESC",
    reader.branch,
    day,
    fromMs,
  );

/** Tickets of the days [fromDay, day) that nobody ended, the oldest first. */
export const leftOver = (reader: HallReader, fromDay: string, day: string, countMax: number): HallTicket[] =>
  hallTickets(
    reader,
    `n.branch = ? AND n.day >= ? AND n.day < ? AND n.state IN ('waiting', 'called', 'serving', 'parked', 'absent')
     ORDER BY n.ticket LIMIT ?`,
    reader.branch,
    fromDay,
    day,
    countMax,
  );

const docs = (rows: unknown[]): TicketStep[] => (rows as { doc: string }[]).map(({ doc }) => stepOf(doc));

export const stepsOf = ({ db }: Reader, ticketId: string): TicketStep[] =>
  docs(statement(db, "SELECT doc FROM ticket_step WHERE ticket = ? ORDER BY seq").all(ticketId));

/** Calls, recalls, finishes and undos of a day, the latest `countMax`, in the order they were written. */
export const toldSince = ({ db, branch }: HallReader, fromMs: number, countMax: number): TicketStep[] =>
  docs(
    statement(
      db,
      `SELECT doc FROM ticket_step WHERE branch = ? AND _h >= ? AND json_extract(doc, '$.kind') IN ('call', 'recall', 'finish', 'undo')
       ORDER BY _h DESC, rowid DESC LIMIT ?`,
    ).all(branch, stampAt(fromMs), countMax),
  ).reverse();

/** When the latest step of this branch that is here was written; 0 when there is none. */
export const latestStepMs = ({ db, branch }: HallReader): number => {
  const row = statement(db, "SELECT max(_h) AS stamp FROM ticket_step WHERE branch = ?").get(branch);
  const { stamp } = row as { stamp: number | null };
  return stamp === null ? 0 : stampToMs(stamp);
};

const pageRows = 64;

/** The same, read backwards only until it is enough: a counter's next decision needs few of a long day's calls. */
export const toldUntil = (
  { db, branch }: HallReader,
  fromMs: number,
  isEnough: (told: readonly TicketStep[]) => boolean,
): readonly TicketStep[] => {
  const page = statement(
    db,
    `SELECT _h AS stamp, rowid AS at, doc FROM ticket_step
     WHERE branch = ?1 AND _h >= ?2 AND (_h, rowid) < (?3, ?4)
       AND json_extract(doc, '$.kind') IN ('call', 'recall', 'finish', 'undo')
     ORDER BY _h DESC, rowid DESC LIMIT ${pageRows}`,
  );
  let told: readonly TicketStep[] = [];
  let before = { stamp: Number.MAX_SAFE_INTEGER, at: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const rows = page.all(branch, stampAt(fromMs), before.stamp, before.at) as {
      stamp: number;
      at: number;
      doc: string;
    }[];
    told = [...docs(rows).reverse(), ...told];
    const oldest = rows.at(-1);
    if (!oldest || rows.length < pageRows || isEnough(told)) return told;
    before = oldest;
  }
};

/** Rows that one commit wrote, with its stamp: found by any row of it. */
export const rowsOfCommit = ({ db }: Reader, ticketId: string, seq: number): TicketStep[] =>
  docs(
    statement(
      db,
      `SELECT doc FROM ticket_step WHERE _h = (SELECT _h FROM ticket_step WHERE ticket = ? AND seq = ?) ORDER BY rowid`,
    ).all(ticketId, seq),
  );

/** Everything that happened to the tickets of a day, as it was written: what the calls are checked against. */
export const stepsOfDay = ({ db, branch }: HallReader, day: string): TicketStep[] =>
  docs(
    statement(
      db,
      `SELECT s.doc FROM ticket t JOIN ticket_step s ON s.ticket = t.id WHERE t.branch = ? AND t.day = ? ORDER BY s._h, s.rowid`,
    ).all(branch, day),
  );

export const ticketsOfDay = (reader: HallReader, day: string): HallTicket[] =>
  hallTickets(reader, "n.branch = ? AND n.day = ?", reader.branch, day);

/** The highest number given in a series today, 0 before the first. */
export interface DayFigures {
  readonly numbers: number;
  readonly served: number;
  readonly waiting: number;
  /** When the one who waits longest came; null when nobody waits. */
  readonly oldestMs: number | null;
}

/** The day in four numbers. */
export const dayFigures = ({ db, branch }: HallReader, day: string): DayFigures =>
  statement(
    db,
    `SELECT count(*) AS numbers, coalesce(sum(n.state = 'done'), 0) AS served,
            coalesce(sum(n.state = 'waiting'), 0) AS waiting,
            min(CASE WHEN n.state = 'waiting' THEN t.issued_at_ms END) AS oldestMs
     FROM ticket_now n JOIN ticket t ON t.id = n.ticket WHERE n.branch = ? AND n.day = ?`,
  ).get(branch, day) as DayFigures;

export const lastNumber = ({ db }: Reader, branch: string, day: string, prefix: string): number => {
  const row = statement(db, "SELECT no FROM ticket_series WHERE branch = ? AND day = ? AND prefix = ?").get(
    branch,
    day,
    prefix,
  );
  return (row as { no: number } | null)?.no ?? 0;
};

/** Walk-in numbers of a group today by the lane they were given in; a latecomer takes a walk-in's number. */
export const issuedByLane = (
  { db }: Reader,
  branch: string,
  day: string,
  group: string,
): Readonly<Record<WalkInLane, number>> => {
  const rows = statement(
    db,
    `SELECT json_extract(s.doc, '$.lane') AS lane, count(*) AS n FROM ticket t JOIN ticket_step s ON s.ticket = t.id AND s.seq = 1
     WHERE t.branch = ? AND t.day = ? AND t.prefix IN (?, ?) AND t.source IN ('walkin', 'late')
       AND json_extract(s.doc, '$.group') = ? GROUP BY 1`,
  ).all(branch, day, group, trainingSeries, group) as { lane: WalkInLane; n: number }[];
  const issued = { normal: 0, priority: 0, employer: 0 };
  for (const { lane, n } of rows) issued[lane] = n;
  return issued;
};

export interface NoteRow {
  readonly id: string;
  readonly officer: string;
  readonly atMs: number;
  readonly subject: string;
  readonly sealed: Uint8Array;
}

export const notesOf = ({ db }: Reader, ticketId: string): readonly NoteRow[] =>
  statement(
    db,
    "SELECT id, officer, at_ms AS atMs, subject, sealed FROM case_note WHERE ticket = ? ORDER BY _h, rowid",
  ).all(ticketId) as NoteRow[];
