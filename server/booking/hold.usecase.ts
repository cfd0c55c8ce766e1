/**
 * Holding a slot: rights leave `avail` in the commit that makes the hold, and come back when it lapses or is let go.
 *
 *   held ── details given ──► pending ── two kinds of proof ► the row goes, its rights are spent
 *    ├───── move ────────────► the row goes, its rights are spent
 *    ├───── let go, replaced ► the row goes, its rights are on sale again
 *    └───── time is over ────► expired: rights on sale again; remembered for an hour, so that its owner can be told what it was
 *
 * A pending one goes the same ways, later: while a code may still be good its place is kept.
 *
 * Rights that come back to a time that was closed meanwhile are burned instead. Which branch it is about stands in the slot's id.
 */
import { err, ok, type Result } from "../../sync/core/result";
import type { Plan, RowOp } from "../../sync/core/plan";
import { parseSlotId, slotId } from "../../sync/core/slot";
import { burnIfClosed } from "../../sync/escrow";
import { askRows } from "../../sync/escrow-tasks";
import { type Limit, type LimitError, planTry } from "../../sync/limit";
import { add, put, remove } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import { utcToLocal } from "../calendar/time-zone";
import {
  applicantRowOf,
  branchNamed,
  type CatalogueError,
  findBranch,
  findService,
  groupOf,
  isSoldHere,
  type PublicKind,
} from "../catalogue/catalogue.usecase";
import type { Branch, Service } from "../catalogue/catalogue";
import { isOfferedAt, isRunningOn } from "../catalogue/offers";
import { allocate } from "./availability-allocate";
import { poolOf } from "./availability-pools";
import { dropProofs } from "../identity/kinds.usecase";
import { branchOfSlot, holdMs, holdsPerOwnerMax } from "./booking";
import {
  forgottenHolds,
  holdById,
  type HoldRow,
  holdsOf,
  isDayMinted,
  isStartMinted,
  lapsedHolds,
  nextLapseMs,
  pendingVisitOf,
  type RightRow,
  rightsFrom,
} from "./booking.store";

/** Where somebody books: on their own phone, at a kiosk in the hall, or with an officer who sees them. */
export type Place = "phone" | "kiosk" | "counter";

export interface HoldInput {
  readonly owner: string;
  readonly at: Place;
  /** Whence a phone asks. */
  readonly network?: string;
  readonly slot: string;
  readonly service: string;
  readonly kind: PublicKind;
  readonly parties: number;
  /** A hold of the same owner to let go in the same commit. */
  readonly replaces: string | undefined;
}

export interface HoldMade {
  readonly holdId: string;
}

export type HoldError =
  | CatalogueError
  | LimitError
  /** No such start, or none that this node may sell. */
  | { readonly type: "UnknownSlot"; readonly slot: string }
  /** The day is closed, not on sale yet, or outside the service's programme. */
  | { readonly type: "SlotNotOpen"; readonly slot: string }
  /** The slot is over, or begins too soon for this service. */
  | { readonly type: "SlotPast"; readonly slot: string; readonly noticeHours: number }
  | { readonly type: "SlotFull"; readonly slot: string; readonly parties: number }
  | { readonly type: "KindNotServed"; readonly service: string; readonly kind: PublicKind }
  | { readonly type: "NotBookable"; readonly service: string }
  | { readonly type: "TooManyPeople"; readonly parties: number; readonly partiesMax: number }
  | { readonly type: "TooManyHolds"; readonly holdsMax: number; readonly retryAfterS: number };

/** People one booking may hold: employers 10 workers, families and helpers 6, a kind that must come alone 1. */
export const partiesMaxOf = (kind: PublicKind): number =>
  kind === "employer" ? 10 : kind === "diplomatic" ? 1 : 6;

/** Slots that one phone may take in ten minutes: looking around is free, collecting is not. */
const triesMax = { triesMax: 60, windowMs: 600_000 };

/** Accounts cost nothing to make, so a network is counted too: a full hall on one Wi-Fi gets through. */
const networkTriesMax = { triesMax: 240, windowMs: 600_000 };

/** Sets rights aside for a visit of `parties` people from the chosen start: all of them or none. */
export const planHold = (tx: Tx, input: HoldInput): Result<Plan<HoldMade>, HoldError> => {
  const asked = visitAsked(tx, input);
  if (!asked.ok) return asked;
  const { service, branch, group, pool, date, startMin } = asked.value;
  const counted = input.at === "phone" ? planTry(tx, limitsOf(input)) : undefined;
  if (counted && !counted.ok) return counted;

  const replaced = input.replaces === undefined ? undefined : ownHold(tx, input.owner, input.replaces);
  const running = holdsOf(tx, input.owner, tx.nowMs).filter(({ id }) => id !== replaced?.id);
  if (input.at === "phone" && running.length >= holdsPerOwnerMax) {
    const retryAfterS = Math.ceil((running[0]!.expiresAtMs - tx.nowMs) / 1000);
    return err({ type: "TooManyHolds", holdsMax: holdsPerOwnerMax, retryAfterS });
  }

  const full = { type: "SlotFull", slot: input.slot, parties: input.parties } as const;
  const run = adjacent(rightsFrom(tx, branch, group, date, startMin, pool, tx.node), startMin);
  if (run.length === 0) {
    if (isStartMinted(tx, input.slot, pool)) return err(full);
    return err({
      type: isDayMinted(tx, branch, group, date) ? "UnknownSlot" : "SlotNotOpen",
      slot: input.slot,
    });
  }
  // Lapsed holds give their rights back here at once, so nobody is told "full" by somebody who has gone.
  const lapsed = lapsedHolds(tx, tx.nowMs).map((each) => ({ each, returning: comingBack(tx, each) }));
  const letGo = replaced && comingBack(tx, replaced);
  const free = withBack(run, pool, [...lapsed.map(({ returning }) => returning), ...(letGo ? [letGo] : [])]);
  const seats = allocate(free, 0, input.parties, service.units);
  if (!seats) return err(full);

  const starts = seats.map((seat) => run.slice(seat, seat + service.units).map((right) => right.startMin));
  const hold: HoldRow = {
    id: tx.newId(),
    owner: input.owner,
    state: "held",
    service: service.code,
    kind: input.kind,
    grp: group,
    pool,
    slot: input.slot,
    startMin,
    endMin: Math.max(...starts.flat()) + run[0]!.slotMinutes,
    parties: input.parties,
    units: JSON.stringify(starts),
    expiresAtMs: tx.nowMs + holdMs,
  };
  return ok({
    intent: "hold",
    rows: [
      ...(counted?.value.rows ?? []),
      ...lapsed.flatMap(({ each, returning }) => [...returning.rows, expiredRow(each)]),
      ...(replaced && letGo ? [...letGo.rows, remove("hold", { id: replaced.id })] : []),
      ...moveRows(tx, hold, 1),
      put("hold", hold),
      ...askRows(tx, { branch, grp: group, date, pool }, starts.flat().length),
    ],
    answer: { holdId: hold.id },
  });
};

const limitsOf = ({ owner, network }: HoldInput): readonly Limit[] => [
  { bucket: `hold:${owner}`, ...triesMax },
  ...(network === undefined ? [] : [{ bucket: `hold-net:${network}`, ...networkTriesMax }]),
];

export interface HoldGone {
  readonly type: "HoldGone";
}

/** Lets a hold go before its time. */
export const planRelease = (tx: Tx, owner: string, holdId: string): Result<Plan<null>, HoldGone> => {
  const hold = ownHold(tx, owner, holdId);
  if (!hold) return err({ type: "HoldGone" });
  return ok({ intent: "releaseHold", rows: releaseRows(tx, hold), answer: null });
};

/** A hold of this owner that still runs. */
export const ownHold = (
  reader: Pick<Tx, "db" | "nowMs">,
  owner: string,
  holdId: string,
): HoldRow | undefined => {
  const hold = holdById(reader, holdId);
  return hold?.owner === owner && isRunning(hold, reader.nowMs) ? hold : undefined;
};

export const isRunning = (hold: HoldRow, nowMs: number): boolean => isTaken(hold) && hold.expiresAtMs > nowMs;

/** Whether rights are set aside for it. */
const isTaken = ({ state }: HoldRow): boolean => state === "held" || state === "pending";

/** An expired hold is remembered this long: "that time is over; it is still free, take it again?" */
const rememberMs = 3_600_000;

/** Gives lapsed holds back to the public. */
export const lapseTask: Task = {
  name: "lapseHolds",
  plan: (tx) => {
    const rows = [
      ...lapsedHolds(tx, tx.nowMs).flatMap((hold) => [...comingBack(tx, hold).rows, expiredRow(hold)]),
      ...forgottenHolds(tx, tx.nowMs - rememberMs).map((id) => remove("hold", { id })),
    ];
    const plan = rows.length > 0 ? { intent: "lapseHolds" as const, rows, answer: null } : undefined;
    // A hold lasts longer than from one look to the next, so each one's end is known in time to wake exactly then.
    const lookMs = tx.nowMs + holdMs / 2;
    return ok({ plan, nextDueMs: plan ? tx.nowMs : Math.min(lookMs, nextLapseMs(tx) ?? lookMs) });
  },
};

/** The starts of each person of a hold, in UTC minutes. */
export const startsByParty = (hold: HoldRow): readonly (readonly number[])[] =>
  JSON.parse(hold.units) as number[][];

/** Lets a hold go: its rights are on sale again. */
export const releaseRows = (tx: Tx, hold: HoldRow): readonly RowOp[] => [
  ...comingBack(tx, hold).rows,
  remove("hold", { id: hold.id }),
];

/** Rights back from a hold to `avail`, for a plan that gives them to somebody or takes them away in the same commit. */
export const takeBackRows = (tx: Tx, hold: HoldRow): readonly RowOp[] => [
  ...moveRows(tx, hold, -1),
  ...endPendingRows(tx, hold),
  remove("hold", { id: hold.id }),
];

/** The details of a hold are given: it waits for proofs until then. */
export const pendRows = (tx: Tx, hold: HoldRow, expiresAtMs: number): readonly RowOp[] => [
  ...(hold.state === "held"
    ? [...unitsByStart(hold)].map(([startMin, units]) =>
        add(
          "right",
          { slot: slotId(branchOfSlot(hold.slot), hold.grp, startMin), pool: hold.pool, node: tx.node },
          { held: -units, pending: units },
        ),
      )
    : []),
  put("hold", { ...hold, state: "pending", expiresAtMs: Math.max(hold.expiresAtMs, expiresAtMs) }),
];

/** What a pending hold leaves behind when it goes: details and proofs confirm nothing else. */
const endPendingRows = (tx: Tx, hold: HoldRow): readonly RowOp[] => {
  const visit = hold.state === "pending" ? pendingVisitOf(tx, hold.id) : undefined;
  if (!visit) return [];
  return [
    remove("pendingVisit", { hold: hold.id }),
    remove("keyring", { subject: visit.subject }),
    ...dropProofs(tx, { session: visit.session, hold: hold.id }),
  ];
};

/**
 * Whether a closure took a hold's time out of sale. The branch itself lets such holds go when it closes; another node learns of
 * it while the form is being filled in.
 */
export const isTakenAway = (tx: Tx, hold: HoldRow): boolean => {
  const branch = branchOfSlot(hold.slot);
  return (
    tx.branch !== branch &&
    [...unitsByStart(hold)].some(
      ([startMin, units]) =>
        burnIfClosed(tx, slotId(branch, hold.grp, startMin), hold.pool, units).length > 0,
    )
  );
};

/** Whether a visit like the expired hold's would still fit: then one tap takes it again. */
export const wouldStillFit = (tx: Tx, hold: HoldRow, service: Service): boolean => {
  const { grp, startMin, pool } = hold;
  const branch = branchNamed(tx, branchOfSlot(hold.slot));
  const { date } = utcToLocal(branch.zone, startMin * 60_000);
  const run = adjacent(rightsFrom(tx, branch.code, grp, date, startMin, pool, tx.node), startMin);
  // Its own rights may not be back yet: the clock has passed its end, the look that frees it comes a moment later.
  const free = withBack(run, pool, isTaken(hold) ? [comingBack(tx, hold)] : []);
  return hold.startMin * 60_000 > tx.nowMs && allocate(free, 0, hold.parties, service.units) !== undefined;
};

interface VisitAsked {
  readonly service: Service;
  readonly branch: string;
  readonly group: string;
  readonly pool: string;
  readonly date: string;
  readonly startMin: number;
}

/** Everything about the wish that has nothing to do with who else wants it. */
const visitAsked = (tx: Tx, input: HoldInput): Result<VisitAsked, HoldError> => {
  const { slot, kind, parties, at } = input;
  const place = parseSlotId(slot);
  if (!place.ok || !isSoldHere(tx, place.value.branch)) return err({ type: "UnknownSlot", slot });
  const { group, startMin } = place.value;
  const branch = findBranch(tx, place.value.branch);
  if (!branch.ok) return branch;
  const found = findService(tx, input.service, place.value);
  if (!found.ok) return found;
  const service = found.value;
  if (service.group !== group) return err({ type: "UnknownSlot", slot });
  if (!isSoldAt(service, branch.value, at)) return err({ type: "NotBookable", service: service.code });
  const row = applicantRowOf(service, kind);
  if (!row) return err({ type: "KindNotServed", service: service.code, kind });
  const partiesMax = partiesMaxOf(kind);
  if (parties > partiesMax) return err({ type: "TooManyPeople", parties, partiesMax });
  const noticeHours = at === "phone" ? service.settings.noticeHours : 0;
  if (startMin * 60_000 < tx.nowMs + noticeHours * 3_600_000)
    return err({ type: "SlotPast", slot, noticeHours });
  const { date } = utcToLocal(branch.value.zone, startMin * 60_000);
  if (!isRunningOn(service, date)) return err({ type: "SlotNotOpen", slot });
  return ok({
    service,
    branch: branch.value.code,
    group,
    date,
    startMin,
    pool: poolOf(groupOf(tx, group).pools, row.kind, service.code).code,
  });
};

const isSoldAt = (service: Service, branch: Branch, at: Place): boolean => {
  const { bookableBy } = service.settings;
  return (
    isOfferedAt(service, branch) && (bookableBy === "public" || (bookableBy === "staff" && at === "counter"))
  );
};

/** The hold stays as a memory. */
const expiredRow = (hold: HoldRow): RowOp => put("hold", { ...hold, state: "expired" });

const moveRows = (tx: Tx, hold: HoldRow, sign: 1 | -1): readonly RowOp[] =>
  [...unitsByStart(hold)].map(([startMin, units]) =>
    add(
      "right",
      { slot: slotId(branchOfSlot(hold.slot), hold.grp, startMin), pool: hold.pool, node: tx.node },
      { avail: -sign * units, [hold.state === "pending" ? "pending" : "held"]: sign * units },
    ),
  );

const unitsByStart = (hold: HoldRow): ReadonlyMap<number, number> => {
  const units = new Map<number, number>();
  for (const start of startsByParty(hold).flat()) units.set(start, (units.get(start) ?? 0) + 1);
  return units;
};

interface Returning {
  readonly rows: readonly RowOp[];
  readonly pool: string;
  /** Units that are on sale again, by slot. */
  readonly back: ReadonlyMap<string, number>;
}

/** A hold's units when it goes: on sale again, or burned where the time was closed meanwhile. */
const comingBack = (tx: Tx, hold: HoldRow): Returning => {
  const rows = [...moveRows(tx, hold, -1), ...endPendingRows(tx, hold)];
  const back = new Map<string, number>();
  for (const [startMin, units] of unitsByStart(hold)) {
    const slot = slotId(branchOfSlot(hold.slot), hold.grp, startMin);
    const burned = burnIfClosed(tx, slot, hold.pool, units);
    rows.push(...burned);
    if (burned.length === 0) back.set(slot, units);
  }
  return { rows, pool: hold.pool, back };
};

/** Free units of each start of a run, once these have come back. */
const withBack = (
  run: readonly RightRow[],
  pool: string,
  returning: readonly Returning[],
): readonly number[] =>
  run.map(({ slot, avail }) =>
    returning.reduce((sum, each) => sum + (each.pool === pool ? (each.back.get(slot) ?? 0) : 0), avail),
  );

/** The unbroken run of starts that begins at the chosen one; empty when that one does not exist. */
const adjacent = (rights: readonly RightRow[], startMin: number): readonly RightRow[] => {
  const run: RightRow[] = [];
  let due = startMin;
  for (const right of rights) {
    // Starts of an older grid may lie between: taken out of sale, or still somebody's.
    if (right.startMin < due) continue;
    if (right.startMin > due) break;
    run.push(right);
    due += right.slotMinutes;
  }
  return run;
};
