import { type BranchCalendar, type CalendarError, type DayPlan, dayPlan } from "./calendar";
import type { CountryCalendar } from "./country";
import type { LocalDate } from "../../sync/core/local-date";
import { type HoursFinding, hoursFindings } from "./preview-hours";
import { utcToLocal } from "./time-zone";

/** One person of a live booking, as it would have to be served under the proposal. */
export interface BookedParty {
  /** UUIDv7: ids rise with time, so the earlier booking keeps its place. */
  readonly bookingId: string;
  readonly group: string;
  readonly pool: string;
  /** UTC minutes. */
  readonly startMin: number;
  /** Adjacent slots, by the proposed duration of the service. */
  readonly units: number;
}

/** A group's slots under the proposal. */
interface ProposedGrid {
  readonly slotMinutes: number;
  /** Units that would be minted at a start. */
  unitsAt(startMin: number, pool: string): number;
}

/** Everything as it would be if the change were made. Nothing in here changes anything. */
export interface Proposal {
  readonly country: CountryCalendar;
  readonly branch: BranchCalendar;
  readonly grids: ReadonlyMap<string, ProposedGrid>;
  readonly parties: readonly BookedParty[];
}

export type Finding =
  | HoursFinding
  /** The visit would fall outside opening hours, or run into a break, a closure or the end of the day. */
  | { readonly type: "BookingOutsideHours"; readonly bookingId: string; readonly date: LocalDate }
  /** No slot of the new grid begins at this time. */
  | { readonly type: "BookingOffGrid"; readonly bookingId: string; readonly startMin: number }
  | {
      readonly type: "OverbookedStart";
      readonly group: string;
      readonly pool: string;
      readonly startMin: number;
      readonly booked: number;
      readonly units: number;
      readonly bookingIds: readonly string[];
    }
  /** The day cannot be judged: see the error. */
  | { readonly type: "DayUnknown"; readonly date: LocalDate; readonly error: CalendarError };

export interface Preview {
  readonly findings: readonly Finding[];
  /** Bookings that could not stay as they are, each once, in order: whom to offer a new slot. */
  readonly bookingsHit: readonly string[];
}

/** What a change of hours, capacity, slot length, duration or closure would do to the rows and to the people already booked. */
export const previewChange = (proposal: Proposal): Preview => {
  const grids = [...proposal.grids].map(([group, { slotMinutes }]) => ({ group, slotMinutes }));
  const findings: Finding[] = [...hoursFindings(proposal.country, proposal.branch, grids)];
  const hit = new Set<string>();
  const cells = new Map<string, Cell>();
  const planOn = planner(proposal, findings);

  const inOrder = [...proposal.parties].sort(
    (a, b) => compare(a.bookingId, b.bookingId) || a.startMin - b.startMin,
  );
  for (const party of inOrder) {
    const { bookingId, group, startMin } = party;
    const grid = proposal.grids.get(group);
    const date = utcToLocal(proposal.branch.zone, startMin * minuteMs).date;
    const plan = planOn(group, date);
    if (plan === undefined) continue;
    const interval = grid === undefined ? undefined : intervalAround(plan, party, grid);
    if (grid === undefined || interval === undefined) {
      findings.push({ type: "BookingOutsideHours", bookingId, date });
      hit.add(bookingId);
      continue;
    }
    if ((startMin - interval.startMs / minuteMs) % grid.slotMinutes !== 0) {
      findings.push({ type: "BookingOffGrid", bookingId, startMin });
      hit.add(bookingId);
      continue;
    }
    const needed = cellsOf(party, grid, cells);
    for (const cell of needed) cell.bookingIds.push(bookingId);
    if (needed.every((cell) => cell.kept < cell.units)) for (const cell of needed) cell.kept++;
    else hit.add(bookingId);
  }
  findings.push(...overbooked(cells));
  return { findings, bookingsHit: [...hit].sort(compare) };
};

/** One slot of the new grid, one pool: who stands there, and how many of them may stay. */
interface Cell {
  readonly group: string;
  readonly pool: string;
  readonly startMin: number;
  readonly units: number;
  readonly bookingIds: string[];
  kept: number;
}

const minuteMs = 60_000;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Plans each day of each group once, and reports a day that cannot be planned once. */
const planner = ({ country, branch }: Proposal, findings: Finding[]) => {
  const plans = new Map<string, DayPlan | undefined>();
  return (group: string, date: LocalDate): DayPlan | undefined => {
    const key = `${group} ${date}`;
    if (plans.has(key)) return plans.get(key);
    const plan = dayPlan({ country, branch, group }, date);
    plans.set(key, plan.ok ? plan.value : undefined);
    const isReported = findings.some((finding) => finding.type === "DayUnknown" && finding.date === date);
    if (!plan.ok && !isReported) findings.push({ type: "DayUnknown", date, error: plan.error });
    return plans.get(key);
  };
};

/** The one open interval that holds the whole visit. */
const intervalAround = (plan: DayPlan, { startMin, units }: BookedParty, { slotMinutes }: ProposedGrid) =>
  plan.type === "closed"
    ? undefined
    : plan.intervals.find(
        ({ startMs, endMs }) =>
          startMs <= startMin * minuteMs && (startMin + units * slotMinutes) * minuteMs <= endMs,
      );

const cellsOf = (party: BookedParty, grid: ProposedGrid, cells: Map<string, Cell>): Cell[] => {
  const { group, pool } = party;
  return Array.from({ length: party.units }, (_, unit) => {
    const startMin = party.startMin + unit * grid.slotMinutes;
    const key = `${group} ${pool} ${startMin}`;
    const known = cells.get(key);
    if (known !== undefined) return known;
    const cell = { group, pool, startMin, units: grid.unitsAt(startMin, pool), bookingIds: [], kept: 0 };
    cells.set(key, cell);
    return cell;
  });
};

const overbooked = (cells: ReadonlyMap<string, Cell>): Finding[] =>
  [...cells.values()]
    .filter((cell) => cell.bookingIds.length > cell.units)
    .sort((a, b) => a.startMin - b.startMin || compare(a.group + a.pool, b.group + b.pool))
    .map(({ group, pool, startMin, units, bookingIds }) => ({
      type: "OverbookedStart",
      group,
      pool,
      startMin,
      booked: bookingIds.length,
      units,
      bookingIds: [...new Set(bookingIds)],
    }));
