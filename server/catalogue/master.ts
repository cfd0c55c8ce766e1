/**
 * What headquarters corrects in the catalogue from a day on: pure. A change says only what becomes different; what held before its day
 * is never overwritten, and of two changes of one field the one that begins later stands.
 */
import type { LocalDate } from "../../sync/core/local-date";
import type { Branch, Service } from "./catalogue";

/** A correction with its first day. */
export interface MasterChange<Patch> {
  readonly id: string;
  readonly from: LocalDate;
  readonly patch: Patch;
}

export type BranchPatch = Partial<
  Pick<Branch, "nameMs" | "nameEn" | "address" | "postcode" | "city" | "phone">
>;

export interface ServicePatch {
  readonly nameMs?: string;
  readonly nameEn?: string;
  /** Adjacent slots that one person needs. */
  readonly units?: number;
  readonly noticeHours?: number;
  readonly bookableBy?: Service["settings"]["bookableBy"];
  /** Where it is offered; null is every branch of its category. */
  readonly branches?: readonly string[] | null;
  /** In the order of the service's fees; RM1 is 100 sen, null is not fixed. */
  readonly feesSen?: readonly (number | null)[];
}

/** A day that the government declares: it is entered late, and never replaced. */
export interface DeclaredHoliday {
  readonly nameMs: string;
  readonly nameEn: string;
  readonly states: readonly string[];
}

const until = <Patch>(changes: readonly MasterChange<Patch>[], date: LocalDate): readonly Patch[] =>
  changes.filter(({ from }) => from <= date).map(({ patch }) => patch);

/** A branch as it is on a day. Changes stand in order of their beginning, here and below. */
export const branchOnDay = (
  branch: Branch,
  changes: readonly MasterChange<BranchPatch>[],
  date: LocalDate,
): Branch => until(changes, date).reduce<Branch>((row, patch) => ({ ...row, ...patch }), branch);

/** A service as the country runs it on a day; what a branch does differently comes on top (`service-settings.ts`). */
export const serviceOnDay = (
  service: Service,
  changes: readonly MasterChange<ServicePatch>[],
  date: LocalDate,
): Service => until(changes, date).reduce(serviceWithPatch, service);

/** A service through all of its changes, the last ones too: every way it is or will be run. */
export const serviceVersions = (
  service: Service,
  changes: readonly MasterChange<ServicePatch>[],
): readonly Service[] =>
  changes.reduce<readonly Service[]>(
    (versions, { patch }) => [...versions, serviceWithPatch(versions.at(-1)!, patch)],
    [service],
  );

export const serviceWithPatch = (service: Service, patch: ServicePatch): Service => {
  const { nameMs, nameEn, units, feesSen, branches, noticeHours, bookableBy } = patch;
  return {
    ...service,
    nameMs: nameMs ?? service.nameMs,
    nameEn: nameEn ?? service.nameEn,
    units: units ?? service.units,
    fees: service.fees.map((fee, at) => {
      const sen = feesSen?.[at];
      return sen === undefined ? fee : { ...fee, sen };
    }),
    settings: {
      ...service.settings,
      noticeHours: noticeHours ?? service.settings.noticeHours,
      bookableBy: bookableBy ?? service.settings.bookableBy,
      // A list of branches says it all: the states it was limited to before no longer count.
      ...(branches === undefined ? {} : { branches, states: null }),
    },
  };
};
