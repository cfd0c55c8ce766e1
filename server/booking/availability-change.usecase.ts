/** What a change of a branch's calendar does to slots and to people: looked at first, then made rows. */
import type { LocalDate } from "../../sync/core/local-date";
import type { Notice, RowOp } from "../../sync/core/plan";
import { parseSlotId } from "../../sync/core/slot";
import { insert, update } from "../../sync/rows";
import type { Sealer } from "../../sync/sealer";
import type { Tx } from "../../sync/submit";
import type { BilingualText, ServiceGroup } from "../catalogue/catalogue";
import { bookedSlots, hasOffer, rightsBetween, unitHolds, type SlotRights } from "./availability.store";
import { cell, settle } from "./availability-settle";
import type { Looking } from "./availability.usecase";
import type { HoldRow } from "./booking.store";
import { startsByParty, takeBackRows } from "./hold.usecase";
import { bookingNotices } from "../../sync/notice";

/** One expected person of a booking. */
export interface ExpectedPerson {
  readonly booking: string;
  readonly ref: string;
  readonly group: string;
  readonly service: string;
  readonly pool: string;
  readonly visitStartMin: number;
  /** Their own first start, in UTC minutes, and how many adjacent slots from there. */
  readonly startMin: number;
  readonly units: number;
  /** The office took this time away before, and another one is on offer. */
  readonly offered: boolean;
}

/** People who are expected for visits that begin in [fromMs, toMs). */
export const expectedPeople = (
  looking: Looking,
  branch: string,
  fromMs: number,
  toMs: number,
): readonly ExpectedPerson[] => {
  const people = new Map<string, ExpectedPerson>();
  for (const row of bookedSlots(looking, branch, Math.ceil(fromMs / 60_000), Math.ceil(toMs / 60_000))) {
    const slot = parseSlotId(row.slot);
    if (!slot.ok) throw new Error(`booking ${row.booking} holds ${row.slot}`);
    const key = `${row.booking}/${row.party}`;
    const person = people.get(key);
    people.set(key, {
      booking: row.booking,
      ref: row.ref,
      group: row.grp,
      service: row.service,
      pool: row.pool,
      visitStartMin: row.visitStartMin,
      startMin: Math.min(person?.startMin ?? Number.POSITIVE_INFINITY, slot.value.startMin),
      units: (person?.units ?? 0) + 1,
      offered: row.offered === 1,
    });
  }
  return [...people.values()];
};

/** What one group's day should have from now on. */
export interface DayTarget {
  readonly group: ServiceGroup;
  readonly date: LocalDate;
  readonly slotMinutes: number;
  /** Units by `cell(startMin, pool)`; a start that is not named is closed. */
  readonly units: ReadonlyMap<string, number>;
}

/**
 * Rows that bring the rights of days to their targets. Holds on starts that close are let go: whoever fills in the form is
 * told before they confirm, not after.
 */
export const settleRows = (
  tx: Tx,
  branch: string,
  targets: readonly DayTarget[],
  reason: string,
): readonly RowOp[] => {
  const holds = unitHolds(tx);
  const nowMin = tx.nowMs / 60_000;
  const released = new Set<string>();
  return targets.flatMap(({ group, date, slotMinutes, units }) => {
    const rights = rightsBetween(tx, tx.node, branch, group.code, date, date).filter(
      (row) => row.startMin > nowMin,
    );
    const closed = new Set(
      rights.map(({ startMin }) => startMin).filter((startMin) => !isOpen(units, group, startMin)),
    );
    const letGo = holds.filter(
      (hold) =>
        hold.grp === group.code &&
        !released.has(hold.id) &&
        startsByParty(hold)
          .flat()
          .some((start) => closed.has(start)),
    );
    for (const { id } of letGo) released.add(id);
    const back = unitsOf(letGo);
    const settled = settle({
      target: new Map([...units].filter(([key]) => Number(key.slice(0, key.indexOf(" "))) > nowMin)),
      slotMinutes,
      rights: rights.map((row) => {
        const freed = back.get(cell(row.startMin, row.pool)) ?? 0;
        return { ...row, avail: row.avail + freed, taken: taken(row) - freed };
      }),
    });
    return [
      ...letGo.flatMap((hold) => takeBackRows(tx, hold)),
      ...settled.burn.map(({ slot, pool, units: burned }) =>
        insert("burn", { id: tx.newId(), branch, slot, pool, units: burned, reason }),
      ),
      ...mintRows(tx, branch, group, date, slotMinutes, settled.mint),
    ];
  });
};

/** With somebody here, or with another node, which sells it: neither is made a second time. */
const taken = ({ held, pending, spent, elsewhere }: SlotRights): number => held + pending + spent + elsewhere;

const isOpen = (units: ReadonlyMap<string, number>, group: ServiceGroup, startMin: number): boolean =>
  group.pools.some(({ code }) => units.has(cell(startMin, code)));

const unitsOf = (holds: readonly HoldRow[]): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  for (const hold of holds) {
    for (const start of startsByParty(hold).flat()) {
      const key = cell(start, hold.pool);
      units.set(key, (units.get(key) ?? 0) + 1);
    }
  }
  return units;
};

const mintRows = (
  tx: Tx,
  branch: string,
  group: ServiceGroup,
  date: LocalDate,
  slotMinutes: number,
  mint: ReturnType<typeof settle>["mint"],
): readonly RowOp[] => {
  if (mint.length === 0) return [];
  const pools = group.pools.map(({ code }) => code);
  const unitsByStart = new Map<number, number[]>();
  for (const { startMin, pool, units } of mint) {
    const row = unitsByStart.get(startMin) ?? pools.map(() => 0);
    row[pools.indexOf(pool)] = units;
    unitsByStart.set(startMin, row);
  }
  const starts = [...unitsByStart].sort(([a], [b]) => a - b).map(([startMin, units]) => [startMin, ...units]);
  return [
    insert("mint", {
      id: tx.newId(),
      branch,
      grp: group.code,
      date,
      slotMinutes,
      pools: JSON.stringify(pools),
      starts: JSON.stringify(starts),
    }),
  ];
};

/** Those of these bookings that were never offered another time. */
export const neverOffered = (tx: Tx, bookings: readonly string[]): readonly string[] =>
  bookings.filter((booking) => !hasOffer(tx, booking));

/** Each of these bookings is offered another time, and its holder is told. Nothing is cancelled. */
export const offerNewTime = (
  tx: Tx,
  sealer: Sealer,
  branch: string,
  bookings: readonly string[],
  reason: BilingualText,
): { readonly rows: readonly RowOp[]; readonly notices: readonly Notice[] } => ({
  rows: bookings.map((booking) => {
    const offer = { reason: JSON.stringify(reason), state: "open", atMs: tx.nowMs };
    return hasOffer(tx, booking)
      ? update("offer", { booking }, offer)
      : insert("offer", { booking, branch, ...offer });
  }),
  notices: bookings.flatMap((booking) => bookingNotices(tx, sealer, booking, "office_changed")),
});
