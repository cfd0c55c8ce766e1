/** Which groups a branch offers, and how much of a day becomes rights: pure. */
import type { Branch, Service, ServiceGroup } from "../catalogue/catalogue";

/** Dated setting of a branch for one group: people served at once, slot length, share kept for walk-ins. */
export interface Capacity {
  readonly group: string;
  readonly unitsPerStart: number;
  readonly slotMinutes: number;
  readonly walkInPercent: number;
}

/** Services that a branch offers at all, by its categories and each service's own list of places. */
export const isOfferedAt = (branch: Branch, service: Service): boolean =>
  branch.serviceCategories.includes(service.category) &&
  (service.settings.branches?.includes(branch.code) ?? true) &&
  (service.settings.states?.includes(branch.state) ?? true);

/** Groups with at least one service that can be booked at the branch. */
export const groupsAt = (branch: Branch, services: readonly Service[]): readonly string[] => [
  ...new Set(
    services
      .filter((service) => isOfferedAt(branch, service) && service.settings.bookableBy !== "walkIn")
      .map((service) => service.group),
  ),
];

/** What a group starts with at a branch before anybody set its capacity. */
export const capacityDefault = (branch: Branch, group: ServiceGroup): Capacity => ({
  group: group.code,
  unitsPerStart: group.unitsPerStartByBranchKind[branch.kind],
  slotMinutes: group.slotMinutes,
  walkInPercent: group.walkInPercent,
});

/** Days appear for sale as far ahead as the service with the longest horizon. */
export const horizonMonthsOf = (services: readonly Service[]): number =>
  Math.max(...services.map((service) => service.settings.horizonMonths));
