/**
 * What people do in a simulated history, as plans: as small as they can be, put together from the kernel's own functions, so that
 * what is tested is the kernel. Branches have one service group; days and slots lie years ahead of every clock.
 */
import type { Database } from "bun:sqlite";
import { type Plan, type RowOp } from "../core/plan";
import { partyRanks, type PartyState } from "../core/party-state";
import { err, ok, type Result } from "../core/result";
import { liveClaims } from "../conflicts";
import { contactIndexes } from "../derive";
import {
  type DayPool,
  freeRights,
  grantRows,
  returnRows,
  rightsOf,
  slotOf,
  type StartUnits,
} from "../escrow";
import { askRows, shareTask } from "../escrow-tasks";
import { inheritTask } from "../heir";
import { cancelRows } from "../home";
import { isOwnHome, nodeOfBranch } from "../roster";
import { guess, insert, update } from "../rows";
import { indexKeyVersion, type Sealer } from "../sealer";
import type { Tx } from "../submit";
import { statement } from "../tables";
import type { ClaimAnswer, ClaimRequest } from "../transport";

export type Decide<Answer> = (tx: Tx) => Result<Plan<Answer>, { readonly type: string }>;

const minuteMs = 60_000;
export const grp = "A";
export const slotMinutes = 15;
export const days = ["2029-06-04", "2029-06-05"] as const;
export const firstStartMin = (date: string): number => Date.parse(`${date}T00:00:00Z`) / minuteMs;

export const dayOf = (branch: string, date: string, pool: string): DayPool => ({ branch, grp, date, pool });

/** `_what` is for the reader. */
const plan = <Answer>(_what: string, rows: readonly RowOp[], answer: Answer) =>
  ok({ intent: "test" as const, rows, answer });
const refuse = (type: string) => err({ type });

// --- Rights ----------------------------------------------------------------------------------------------------------

export interface Minted {
  readonly id: string;
  readonly pools: readonly string[];
  /** `[startMin, units of each pool …]` */
  readonly starts: readonly (readonly number[])[];
}

export const planMint =
  (branch: string, date: string, pools: readonly string[], starts: Minted["starts"]): Decide<Minted> =>
  (tx) => {
    const id = tx.newId();
    const found = statement(tx.db, "SELECT 1 FROM mint WHERE branch = ? AND grp = ? AND date = ?");
    if (found.get(branch, grp, date) !== null) return refuse("Minted");
    // What is closed is not opened.
    const closed = statement(tx.db, "SELECT 1 FROM closure WHERE branch = ? AND to_ms > ? AND from_ms < ?");
    const [fromMs, toMs] = [starts[0]![0]! * minuteMs, (starts.at(-1)![0]! + slotMinutes) * minuteMs];
    if (closed.get(branch, fromMs, toMs) !== null) return refuse("Closed");
    const row = { id, branch, grp, date, slotMinutes, pools: JSON.stringify(pools) };
    return plan("mint", [insert("mint", { ...row, starts: JSON.stringify(starts) })], { id, pools, starts });
  };

/** The branch's own task. */
export const planShare: Decide<null> = (tx) => {
  const done = shareTask.plan(tx, "");
  return done.ok && done.value.plan ? plan("share", done.value.plan.rows, null) : refuse("NothingToShare");
};

/** What a node does that goes on for another. */
export const planInherit =
  (sealer: Sealer): Decide<null> =>
  (tx) => {
    const done = inheritTask(sealer).plan(tx, "");
    return done.ok && done.value.plan ? ok({ ...done.value.plan, answer: null }) : refuse("NothingLeft");
  };

/** Gives part of what is free here to the other holder. */
export const planGrant =
  (day: DayPool, to: number | undefined, share: number): Decide<null> =>
  (tx) => {
    const receiver = to ?? nodeOfBranch(tx.db, day.branch)?.alias;
    if (receiver === undefined || receiver === tx.node) return refuse("NobodyThere");
    const units = rightsOf(tx.db, day, tx.node).flatMap(({ startMin, avail }) => {
      const part = Math.ceil(avail * share);
      return part > 0 ? [[startMin, part] as const] : [];
    });
    const rows = grantRows(tx, day, receiver, units, slotMinutes, "leftovers");
    return rows.length > 0 ? plan("grant", rows, null) : refuse("NothingFree");
  };

export const planAsk =
  (day: DayPool): Decide<null> =>
  (tx) => {
    const rows = askRows(tx, day, 0);
    return rows.length > 0 ? plan("ask", rows, null) : refuse("Enough");
  };

/** The branch takes a time out of sale, and burns what it could still sell. */
export const planClose =
  (branch: string, fromMin: number, toMin: number): Decide<{ readonly id: string }> =>
  (tx) => {
    const id = tx.newId();
    const [fromMs, toMs] = [fromMin * minuteMs, toMin * minuteMs];
    const burned = freeRights(tx, branch, fromMs, toMs).map(({ slot, pool, avail }) =>
      insert("burn", { id: tx.newId(), branch, slot, pool, units: avail, reason: id }),
    );
    const closure = insert("closure", { id, branch, fromMs, toMs, groups: null, doc: "{}" });
    return plan("close", [closure, ...burned], { id });
  };

// --- Bookings --------------------------------------------------------------------------------------------------------

export const service = "S";

export interface BookInput {
  readonly day: DayPool;
  /** Which start of the day the first of them would like. */
  readonly start: number;
  readonly people: readonly string[];
  readonly account: string;
  readonly verified: boolean;
}

export interface Booked {
  readonly booking: string;
  readonly parties: number;
  readonly rev: number;
}

export const planBook =
  (
    sealer: Sealer,
    { day, start, people, account, verified }: BookInput,
    said?: ClaimAnswer,
  ): Decide<Booked> =>
  (tx) => {
    const seats = seatsFor(rightsOf(tx.db, day, tx.node), start, people.length);
    if (!seats) return refuse("Full");
    const { branch } = day;
    const id = tx.newId();
    const parties = people.map((person, at) => {
      const index = sealer.blindIndex(person);
      return { no: at + 1, person, index, seat: seats[at]! };
    });
    for (const { no, index } of parties) {
      const word = said?.people.find((each) => each.no === no)?.decision;
      if (word === "already_booked" || word === "bring_document") return refuse(word);
      if (liveClaims(tx.db, index, service, 0).length > 0) return refuse("AlreadyBooked");
    }
    const subjects = parties.map((each) => ({
      ...each,
      subject: sealer.subjectFor(tx.db, each.index, tx.newId, tx.nowMs),
    }));
    const holder = subjects[0]!.subject;
    const visit = { contact: { email: "holder@example.com", phone: null } };
    return plan(
      "confirm",
      [
        ...subjects.flatMap(({ subject }) => subject.rows),
        insert(
          "booking",
          {
            ...bookingRow(id, day, seats[0]!, account),
            home: tx.node,
            rev: 1,
            createdAtMs: tx.nowMs,
            subject: holder.subject,
            sealed: sealer.seal(holder, "booking", id, visit),
          },
          contactIndexes(sealer, visit.contact),
        ),
        ...subjects.map(({ no, person, index, subject }) =>
          insert(
            "party",
            {
              ...partyRow(id, no, branch, account),
              verified: verified ? 1 : 0,
              subject: subject.subject,
              sealed: sealer.seal(subject, "party", `${id}/${no}`, {
                identity: person,
                index,
                indexKey: indexKeyVersion,
              }),
            },
            { identityIndex: index },
          ),
        ),
        ...parties.map(({ no, seat }) => spend(id, no, 1, day, seat)),
      ],
      { booking: id, parties: people.length, rev: 1 },
    );
  };

const bookingRow = (id: string, { branch, pool: _pool }: DayPool, startMin: number, account: string) => ({
  id,
  ref: id.slice(-8),
  branch,
  grp,
  service,
  kind: "individual",
  slot: `${branch}.${grp}.${startMin}`,
  startMin,
  endMin: startMin + slotMinutes,
  changes: 0,
  account,
  lang: "ms",
  salt: "",
});

const partyRow = (booking: string, no: number, branch: string, account: string) => ({
  booking,
  no,
  branch,
  service,
  account,
  state: "confirmed",
  verified: 0,
  contested: 0,
});

const spend = (booking: string, party: number, rev: number, day: DayPool, startMin: number): RowOp =>
  insert("allocation", {
    booking,
    party,
    rev,
    slot: slotOf(day, startMin),
    state: "spent",
    branch: day.branch,
    pool: day.pool,
    units: 1,
    to: null,
  });

/** One start for each of them, from the wished one on; undefined when not all find one. */
const seatsFor = (
  rights: readonly StartUnits[],
  start: number,
  people: number,
): readonly number[] | undefined => {
  const seats = rights
    .slice(start)
    .flatMap(({ startMin, avail }) => Array.from({ length: avail }, () => startMin));
  return seats.length < people ? undefined : seats.slice(0, people);
};

export interface Changed {
  readonly booking: string;
  readonly rev: number;
  /** `asked`: its home will do it when it hears of it. */
  readonly done: "here" | "asked";
}

/** Cancels at home; elsewhere asks home to. */
export const planCancel =
  (booking: string): Decide<Changed> =>
  (tx) => {
    const row = bookingAt(tx.db, booking);
    if (!row) return refuse("UnknownBooking");
    if (!partiesOf(tx.db, booking).some(({ state }) => state === "confirmed")) return refuse("WrongState");
    if (isOwnHome(tx, booking))
      return plan("cancel", cancelRows(tx, booking), { booking, rev: row.rev, done: "here" as const });
    const asked = { what: "cancel", party: null, actor: "a", atMs: tx.nowMs };
    const ask = insert("homeRequest", { id: tx.newId(), branch: row.branch, booking, ...asked });
    return plan("askCancel", [ask], { booking, rev: row.rev, done: "asked" as const });
  };

/** Spends the new, returns the old, in one commit at home. */
export const planMove =
  (booking: string, pool: string, date: string, start: number): Decide<Changed> =>
  (tx) => {
    const row = bookingAt(tx.db, booking);
    if (!row || !isOwnHome(tx, booking)) return refuse("NotHome");
    const parties = partiesOf(tx.db, booking);
    if (parties.some(({ state }) => state !== "confirmed")) return refuse("WrongState");
    const day = dayOf(row.branch, date, pool);
    const seats = seatsFor(rightsOf(tx.db, day, tx.node), start, parties.length);
    if (!seats) return refuse("Full");
    const rev = row.rev + 1;
    const startMin = seats[0]!;
    const slot = slotOf(day, startMin);
    return plan(
      "move",
      [
        ...parties.map(({ no }, at) => spend(booking, no, rev, day, seats[at]!)),
        ...returnRows(tx, row.branch, booking),
        update("booking", { id: booking }, { slot, startMin, endMin: startMin + slotMinutes, rev }),
      ],
      { booking, rev, done: "here" as const },
    );
  };

// --- The hall --------------------------------------------------------------------------------------------------------

/** What a slip says of a booking. */
export interface Slip {
  readonly booking: string;
  readonly branch: string;
  readonly parties: number;
  readonly rev: number;
  readonly account: string;
  readonly home: number;
}

export interface Ticket {
  readonly id: string;
  readonly booking: string | null;
  readonly number: string;
}

/** A valid slip lets its people in, whether or not the booking has come; a lower rev than the known one does not. */
export const planCheckIn =
  (slip: Slip): Decide<Ticket> =>
  (tx) => {
    const { db, nowMs } = tx;
    const { booking, branch, rev } = slip;
    if (statement(db, "SELECT 1 FROM checkin WHERE booking = ?").get(booking) !== null)
      return refuse("AlreadyIn");
    const known = bookingAt(db, booking);
    if (known && slip.rev < known.rev) return refuse("OldSlip");
    const parties = partiesOf(db, booking);
    if (known && !parties.some(({ state }) => state === "confirmed")) return refuse("WrongState");
    const ticket = ticketRow(tx, branch, booking);
    const nobody = { subject: `slip:${booking}`, sealed: Buffer.alloc(0) };
    const day = dayOf(branch, days[0], "general");
    const numbers = Array.from({ length: slip.parties }, (_, at) => at + 1);
    const guessed = known
      ? []
      : [
          guess("booking", {
            ...bookingRow(booking, day, firstStartMin(days[0]), slip.account),
            home: slip.home,
            rev,
            createdAtMs: nowMs,
            ...nobody,
          }),
          ...numbers.map((no) =>
            guess("party", { ...partyRow(booking, no, branch, slip.account), ...nobody }),
          ),
        ];
    const arriving = known
      ? parties.filter(({ state }) => state === "confirmed").map(({ no }) => no)
      : numbers;
    return plan(
      "checkIn",
      [
        ...guessed,
        insert("ticket", ticket),
        insert("checkin", {
          booking,
          branch,
          rev,
          ticket: ticket.id,
          by: "slip",
          device: "k1",
          outcome: known ? "known" : "slip",
          atMs: nowMs,
        }),
        ...arriving.map((no) => update("party", { booking, no }, { state: "checked_in" })),
      ],
      { id: ticket.id, booking, number: numberOf(ticket) },
    );
  };

export const planWalkIn =
  (branch: string): Decide<Ticket> =>
  (tx) => {
    const ticket = ticketRow(tx, branch, null);
    const answer = { id: ticket.id, booking: null, number: numberOf(ticket) };
    return plan("walkIn", [insert("ticket", ticket)], answer);
  };

const numberOf = ({ branch, day, prefix, no }: { branch: string; day: string; prefix: string; no: number }) =>
  `${branch}/${day}/${prefix}${no}`;

/**
 * A node that goes on for another begins at the next free hundred above the highest number known, and above a hundred for each
 * life before it: of a life that was lost nobody may know a number.
 */
const ticketRow = (tx: Tx, branch: string, booking: string | null) => {
  const day = days[0];
  const { highest, own, lives } = statement(
    tx.db,
    `SELECT coalesce((SELECT max(no) FROM ticket WHERE branch = ?1 AND day = ?2 AND prefix = ?3), 0) AS highest,
            (SELECT max(no) FROM ticket WHERE branch = ?1 AND day = ?2 AND prefix = ?3 AND _n = ?4) AS own,
            (SELECT count(*) FROM node WHERE branch = ?1 AND alias < ?4) AS lives`,
  ).get(branch, day, grp, tx.node) as { highest: number; own: number | null; lives: number };
  const first = lives === 0 ? 1 : Math.max(Math.floor(highest / 100) + 1, lives) * 100 + 1;
  const no = own === null ? first : own + 1;
  return {
    id: tx.newId(),
    branch,
    day,
    prefix: grp,
    no,
    booking,
    service,
    source: booking ? "slip" : "walk_in",
    lane: "normal",
    claims: "[]",
    people: 1,
    lang: "ms",
    issuedAtMs: tx.nowMs,
    appointmentAtMs: null,
    stages: "[]",
  };
};

/** Calls a ticket once more: one more row of it. */
export const planCall =
  (branch: string, counterId: string): Decide<null> =>
  (tx) => {
    const next = statement(
      tx.db,
      "SELECT ticket, seq FROM ticket_now WHERE branch = ? AND day = ? ORDER BY seq, ticket LIMIT 1",
    ).get(branch, days[0]) as { ticket: string; seq: number } | null;
    if (!next) return refuse("NobodyWaits");
    const doc = { kind: "call", state: "called", stage: "s", lane: "normal", group: grp, counterId };
    const { ticket, seq } = next;
    const row = { ticket, seq: seq + 1, branch, doc: JSON.stringify(doc), atMs: tx.nowMs };
    return plan("call", [insert("ticketStep", row)], null);
  };

/** What happens to people in the hall, or to those who never came. */
export const planEnd =
  (booking: string, state: "serving" | "served" | "no_show"): Decide<{ readonly state: PartyState }> =>
  (tx) => {
    const from: readonly PartyState[] = state === "no_show" ? ["confirmed"] : ["checked_in", "serving"];
    const rows = partiesOf(tx.db, booking)
      .filter((party) => from.includes(party.state) && partyRanks[party.state] < partyRanks[state])
      .map(({ no }) => update("party", { booking, no }, { state }));
    return rows.length > 0 ? plan(state, rows, { state }) : refuse("WrongState");
  };

/** An officer saw a document: at the branch, or at headquarters. */
export const planSeen =
  (booking: string, no: number): Decide<null> =>
  (tx) => {
    const found = partiesOf(tx.db, booking).some((party) => party.no === no);
    // Of a guessed row only the state is sure to outlast what its home wrote.
    if (!found || !bookingAt(tx.db, booking)?.isReal) return refuse("Unknown");
    return plan("seen", [update("party", { booking, no }, { verified: 1 })], null);
  };

// --- Rows that several people change ---------------------------------------------------------------------------------

/** One column of a row, written anew, with what the writer had seen of the catalogue. */
export interface Written {
  readonly cell: string;
  readonly value: string;
}

/** The holder's language, changed at home or at the counter. */
export const planLanguage =
  (booking: string, lang: string): Decide<Written> =>
  (tx) =>
    bookingAt(tx.db, booking)?.isReal
      ? plan("language", [update("booking", { id: booking }, { lang })], {
          cell: `booking/${booking}/lang`,
          value: lang,
        })
      : refuse("UnknownBooking");

/** A counter's name or its groups; the first write makes the counter. */
export const planCounter =
  (branch: string, column: "name" | "groups", value: string): Decide<Written> =>
  (tx) => {
    const id = `counter-${branch}`;
    const isThere = statement(tx.db, "SELECT 1 FROM counter WHERE id = ?").get(id) !== null;
    const row = { id, branch, no: 1, name: "", groups: "[]", [column]: value };
    const rows = isThere ? [update("counter", { id }, { [column]: value })] : [insert("counter", row)];
    return plan("counter", rows, { cell: `counter/${id}/${column}`, value });
  };

/** Headquarters corrects the catalogue. */
export const planCatalogue =
  (code: string, value: string): Decide<Written> =>
  (tx) => {
    const isThere = statement(tx.db, "SELECT 1 FROM service WHERE code = ?").get(code) !== null;
    const rows = isThere
      ? [update("service", { code }, { doc: value })]
      : [insert("service", { code, doc: value })];
    return plan("catalogue", rows, { cell: `service/${code}/doc`, value });
  };

/** A row that says how far its writer had the catalogue: nobody may see it who has less. */
export const planCites =
  (branch: string): Decide<null> =>
  (tx) => {
    const row = statement(tx.db, "SELECT max(CAST(doc AS INTEGER)) AS seen FROM service").get() as {
      seen: number | null;
    };
    const { seen } = row;
    if (seen === null) return refuse("NoCatalogue");
    const id = tx.newId();
    return plan(
      "cite",
      [insert("offer", { booking: `cites-${id}`, branch, reason: "cites", state: String(seen), atMs: 0 })],
      null,
    );
  };

// --- Reading ---------------------------------------------------------------------------------------------------------

const bookingAt = (db: Database, id: string) =>
  statement(db, "SELECT branch, rev, _h > 0 AS isReal FROM booking WHERE id = ?").get(id) as {
    branch: string;
    rev: number;
    /** Not only guessed from a slip. */
    isReal: number;
  } | null;

const partiesOf = (db: Database, booking: string) =>
  statement(db, "SELECT no, state FROM party WHERE booking = ? ORDER BY no").all(booking) as {
    no: number;
    state: PartyState;
  }[];

/** Headquarters' answer before a booking, by what it knows. */
export const answerClaim = (db: Database, request: ClaimRequest): Omit<ClaimAnswer, "nowMs"> => ({
  people: request.people.map(({ no, index }) => {
    const live = liveClaims(db, index, request.service, 0);
    const decision =
      live.length === 0
        ? "clear"
        : live.some(({ account }) => account === request.account)
          ? "already_booked"
          : live.length > 1
            ? "bring_document"
            : "contested";
    return { no, decision, blocks: [] };
  }),
});
