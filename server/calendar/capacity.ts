import type { Branch, Service, ServiceGroup } from "../catalogue/catalogue";

/** Dated setting of a branch for one group: people served at once, slot length, share of the day kept for walk-ins. */
export interface Capacity {
  readonly group: string;
  readonly unitsPerStart: number;
  readonly slotMinutes: number;
  readonly walkInPercent: number;
}

/** What a group starts with at a branch before anybody set its capacity. */
export const capacityDefault = (branch: Branch, group: ServiceGroup): Capacity => ({
  group: group.code,
  unitsPerStart: group.unitsPerStartByBranchKind[branch.kind],
  slotMinutes: group.slotMinutes,
  walkInPercent: group.walkInPercent,
});

/** Days go on sale as far ahead as the service with the longest horizon. */
export const horizonMonthsOf = (services: readonly Service[]): number =>
  Math.max(...services.map((service) => service.settings.horizonMonths));
