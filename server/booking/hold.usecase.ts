/** Holding a slot: rights leave `avail` in the commit that makes the hold, and come back when it lapses or is let go. */
import type { Plan, RowOp } from "../../sync/core/plan";
import { err, ok, type Result } from "../../sync/core/result";
import { parseSlotId, slotId } from "../../sync/core/slot";
import { add, put, remove } from "../../sync/rows";
import type { Task } from "../../sync/scheduler";
import type { Tx } from "../../sync/submit";
import type { Service } from "../catalogue/catalogue";
import { applicantRowOf, type CatalogueError, findService, groupOf, type PublicKind } from "../catalogue/catalogue.usecase";
import { allocate } from "./availability-allocate";
import { poolOf } from "./availability-pools";
import { holdMs, holdsPerOwnerMax } from "./booking";
import { holdById, type HoldRow, holdsOf, lapsedHolds, nextLapseMs, type RightRow, rightsFrom, rightsOfSlot } from "./booking.store";

export interface HoldInput {
  readonly owner: string;
  readonly slot: string;
  readonly service: string;
  readonly kind: PublicKind;
  readonly parties: number;
  /** A hold of the same owner to let go in the same commit. */
  readonly replaces: string | undefined;
  /** Staff and kiosks serve the person in front of them: notice does not apply. */
  readonly atDesk: boolean;
}

export interface HoldMade {
  readonly holdId: string;
}

export type HoldError =
  | CatalogueError
  | { readonly type: "UnknownSlot"; readonly slot: string }
  /** The slot is over, or begins too soon for this service. */
  | { readonly type: "SlotPast"; readonly slot: string; readonly noticeHours: number }
  | { readonly type: "SlotFull"; readonly slot: string; readonly parties: number }
  | { readonly type: "KindNotServed"; readonly service: string; readonly kind: PublicKind }
  | { readonly type: "NotBookable"; readonly service: string }
  | { readonly type: "TooManyPeople"; readonly parties: number; readonly partiesMax: number }
  | { readonly type: "TooManyHolds"; readonly holdsMax: number };

/** People one booking may hold: employers 10 workers, families and helpers 6, a kind that must come alone 1. */
export const partiesMaxOf = (kind: PublicKind): number => (kind === "employer" ? 10 : kind === "diplomatic" ? 1 : 6);

/** Sets rights aside for a visit of `parties` people from the chosen start: all of them or none. */
export const planHold = (tx: Tx, input: HoldInput): Result<Plan<HoldMade>, HoldError> => {
  const place = parseSlotId(input.slot);
  if (!place.ok || place.value.branch !== tx.branch) return err({ type: "UnknownSlot", slot: input.slot });
  const found = findService(tx, input.service);
  if (!found.ok) return found;
  const service = found.value;
  if (service.group !== place.value.group) return err({ type: "UnknownSlot", slot: input.slot });
  if (service.settings.bookableBy !== "public" && !input.atDesk) return err({ type: "NotBookable", service: service.code });
  const row = applicantRowOf(service, input.kind);
  if (!row) return err({ type: "KindNotServed", service: service.code, kind: input.kind });
  const partiesMax = partiesMaxOf(input.kind);
  if (input.parties > partiesMax) return err({ type: "TooManyPeople", parties: input.parties, partiesMax });
  const noticeMs = input.atDesk ? 0 : service.settings.noticeHours * 3_600_000;
  if (place.value.startMin * 60_000 < tx.nowMs + noticeMs) {
    return err({ type: "SlotPast", slot: input.slot, noticeHours: service.settings.noticeHours });
  }

  // Lapsed holds give their rights back here at once, so nobody is told "full" by somebody who has gone.
  const running = holdsOf(tx, input.owner, tx.nowMs);
  const replaced = input.replaces === undefined ? undefined : holdById(tx, input.replaces);
  const freed = [...lapsedHolds(tx, tx.nowMs), ...(replaced?.owner === input.owner && replaced.expiresAtMs > tx.nowMs ? [replaced] : [])];
  const staying = running.filter(({ id }) => !freed.some((hold) => hold.id === id));
  if (!input.atDesk && staying.length >= holdsPerOwnerMax) return err({ type: "TooManyHolds", holdsMax: holdsPerOwnerMax });

  const { group, startMin } = place.value;
  const date = rightsOfSlot(tx, input.slot, tx.node)[0]?.date;
  if (date === undefined) return err({ type: "UnknownSlot", slot: input.slot });
  const pool = poolOf(groupOf(tx, group).pools, row.kind, service.code).code;
  const rights = adjacent(rightsFrom(tx, group, date, startMin, pool, tx.node), startMin);
  const back = unitsOf(freed);
  const free = rights.map((right) => right.avail + (back.get(`${right.slot}|${right.pool}`) ?? 0));
  const seats = allocate(free, 0, input.parties, service.units);
  if (!seats) return err({ type: "SlotFull", slot: input.slot, parties: input.parties });

  const partyStarts = seats.map((seat) => rights.slice(seat, seat + service.units).map((right) => right.startMin));
  const lastMin = Math.max(...partyStarts.flat());
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
    endMin: lastMin + (rights[0]?.slotMinutes ?? 0),
    parties: input.parties,
    units: JSON.stringify(partyStarts),
    expiresAtMs: tx.nowMs + holdMs,
  };
  return ok({
    intent: "hold",
    rows: [...freed.flatMap((each) => releaseRows(tx, each)), ...takeRows(tx, hold), put("hold", hold)],
    answer: { holdId: hold.id },
  });
};

export type HoldGone = { readonly type: "HoldGone" };

/** Lets a hold go before its time. */
export const planRelease = (tx: Tx, owner: string, holdId: string): Result<Plan<null>, HoldGone> => {
  const hold = holdById(tx, holdId);
  if (!hold || hold.owner !== owner) return err({ type: "HoldGone" });
  return ok({ intent: "releaseHold", rows: releaseRows(tx, hold), answer: null });
};

/** Gives lapsed holds back to the public. */
export const lapseTask: Task = {
  name: "lapseHolds",
  plan: (tx) => {
    const lapsed = lapsedHolds(tx, tx.nowMs);
    const plan = lapsed.length === 0 ? undefined : { intent: "lapseHolds", rows: lapsed.flatMap((hold) => releaseRows(tx, hold)), answer: null };
    // A hold lasts much longer than this look-in, so each one's end is known in time to wake exactly then.
    const lookInMs = tx.nowMs + 10_000;
    return ok({ plan, nextDueMs: lapsed.length > 0 ? tx.nowMs : Math.min(lookInMs, nextLapseMs(tx) ?? lookInMs) });
  },
};

/** The starts of each person of a hold, in UTC minutes. */
export const startsByParty = (hold: HoldRow): readonly (readonly number[])[] => JSON.parse(hold.units) as number[][];

/** Rights back from a hold to `avail`; the hold goes. */
export const releaseRows = (tx: Tx, hold: HoldRow): readonly RowOp[] => [...moveRows(tx, hold, -1), remove("hold", { id: hold.id })];

const takeRows = (tx: Tx, hold: HoldRow): readonly RowOp[] => moveRows(tx, hold, 1);

const moveRows = (tx: Tx, hold: HoldRow, sign: 1 | -1): readonly RowOp[] =>
  [...unitsByStart(hold)].map(([startMin, units]) =>
    add(
      "right",
      { slot: slotId(tx.branch!, hold.grp, startMin), pool: hold.pool, node: tx.node },
      { avail: -sign * units, held: sign * units },
    ),
  );

const unitsByStart = (hold: HoldRow): ReadonlyMap<number, number> => {
  const units = new Map<number, number>();
  for (const starts of startsByParty(hold)) for (const start of starts) units.set(start, (units.get(start) ?? 0) + 1);
  return units;
};

const unitsOf = (holds: readonly HoldRow[]): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  for (const hold of holds) {
    const branch = parseSlotId(hold.slot);
    if (!branch.ok) continue;
    for (const [startMin, count] of unitsByStart(hold)) {
      const key = `${slotId(branch.value.branch, hold.grp, startMin)}|${hold.pool}`;
      units.set(key, (units.get(key) ?? 0) + count);
    }
  }
  return units;
};

/** The unbroken run of starts that begins at the chosen one. */
const adjacent = (rights: readonly RightRow[], startMin: number): readonly RightRow[] => {
  const run: RightRow[] = [];
  let due = startMin;
  for (const right of rights) {
    if (right.startMin !== due) break;
    run.push(right);
    due += right.slotMinutes;
  }
  return run;
};

/** Whether a visit like the lapsed hold's would still fit: "one tap takes it again". */
export const wouldStillFit = (tx: Tx, hold: HoldRow, service: Service): boolean => {
  const date = rightsOfSlot(tx, hold.slot, tx.node)[0]?.date;
  if (date === undefined) return false;
  const rights = adjacent(rightsFrom(tx, hold.grp, date, hold.startMin, hold.pool, tx.node), hold.startMin);
  return allocate(rights.map(({ avail }) => avail), 0, hold.parties, service.units) !== undefined;
};
