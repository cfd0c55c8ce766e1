/** What other slices ask the catalogue: services, groups and branches by code, as decisions of one transaction. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { allNodes, nodeOfBranch } from "../../sync/roster";
import { utcToLocal } from "../calendar/time-zone";
import type { Dated } from "./branch-rule";
import type { ApplicantKind, ApplicantSubKind, Branch, Service, ServiceGroup } from "./catalogue";
import {
  allBranches,
  allMasterChanges,
  allServices,
  branchByCode,
  branchRules,
  groupByCode,
  masterChanges,
  serviceByCode,
} from "./catalogue.store";
import { type BranchPatch, branchOnDay, serviceOnDay, type ServicePatch, serviceVersions } from "./master";
import { type ServiceChange, serviceWith } from "./service-settings";

export { ruleOn } from "./branch-rule";
export {
  allBranches,
  allGroups,
  allMasterChanges,
  allServices,
  allStates,
  type BranchRule,
  type BranchRuleKind,
  branchRules,
  calendarDocs,
  masterChanges,
  type MasterKind,
} from "./catalogue.store";

export type CatalogueError =
  | { readonly type: "UnknownService"; readonly service: string }
  | { readonly type: "UnknownBranch"; readonly branch: string };

/** Where and when a visit is, in UTC minutes: a slot, a hold or a booking. */
export interface Visit {
  readonly branch: string;
  readonly startMin: number;
}

/** A service; with a visit, as that branch runs it on that day. */
export const findService = (reader: Reader, code: string, visit?: Visit): Result<Service, CatalogueError> => {
  const service = serviceByCode(reader, code);
  if (!service) return err({ type: "UnknownService", service: code });
  if (!visit) return ok(service);
  const rules = branchRules<ServiceChange>(reader, visit.branch, "service");
  const changes = masterChanges<ServicePatch>(reader, "service", code);
  if (rules.length === 0 && changes.length === 0) return ok(service);
  const branch = findBranch(reader, visit.branch);
  if (!branch.ok) return branch;
  const { date } = utcToLocal(branch.value.zone, visit.startMin * 60_000);
  return ok(serviceWith(serviceOnDay(service, changes, date), rules, date));
};

/** A service as a branch runs it, day by day: for whoever asks about many days. `more` is only being looked at. */
export const serviceByDate = (
  reader: Reader,
  service: Service,
  branch: string,
  more: readonly (Dated & { readonly doc: ServiceChange })[] = [],
): ((date: LocalDate) => Service) => {
  const rules = [...branchRules<ServiceChange>(reader, branch, "service"), ...more];
  const changes = masterChanges<ServicePatch>(reader, "service", service.code);
  return (date) => serviceWith(serviceOnDay(service, changes, date), rules, date);
};

/** Every service as a branch runs it on a day. */
export const servicesOn = (reader: Reader, branch: string, date: LocalDate): readonly Service[] => {
  const rules = branchRules<ServiceChange>(reader, branch, "service");
  const changes = allMasterChanges<ServicePatch>(reader, "service");
  const services = allServices(reader);
  if (rules.length === 0 && changes.size === 0) return services;
  return services.map((service) =>
    serviceWith(serviceOnDay(service, changes.get(service.code) ?? [], date), rules, date),
  );
};

/** Every service in every way that headquarters runs it or will: whose groups need a slot grid. */
export const servicesEver = (reader: Reader): readonly Service[] => {
  const changes = allMasterChanges<ServicePatch>(reader, "service");
  const services = allServices(reader);
  if (changes.size === 0) return services;
  return services.flatMap((service) => serviceVersions(service, changes.get(service.code) ?? []));
};

/** A branch as it is on a day: where people have to go, and under which name. Its code, zone and state never change. */
export const branchOn = (reader: Reader, branch: Branch, date: LocalDate): Branch =>
  branchOnDay(branch, masterChanges<BranchPatch>(reader, "branch", branch.code), date);

/** The same, at an instant. */
export const branchAt = (reader: Reader, branch: Branch, atMs: number): Branch =>
  branchOn(reader, branch, utcToLocal(branch.zone, atMs).date);

/** Every branch as it is on a day. */
export const branchesOn = (reader: Reader, date: LocalDate): readonly Branch[] => {
  const changes = allMasterChanges<BranchPatch>(reader, "branch");
  return allBranches(reader).map((branch) => branchOnDay(branch, changes.get(branch.code) ?? [], date));
};

/** A branch as the catalogue was shipped: its code, zone, state and categories. */
export const findBranch = (reader: Reader, code: string): Result<Branch, CatalogueError> => {
  const branch = branchByCode(reader, code);
  return branch ? ok(branch) : err({ type: "UnknownBranch", branch: code });
};

/** A node that reads: the branch it serves, null at headquarters. */
export interface Serving extends Reader {
  readonly branch: string | null;
}

/** The branch this node serves: missing is a bug. */
export const ownBranch = (reader: Serving): Branch => branchNamed(reader, String(reader.branch));

/** A branch that a row names: missing is a bug. */
export const branchNamed = (reader: Reader, code: string): Branch => {
  const branch = branchByCode(reader, code);
  if (!branch) throw new Error(`branch ${code} is not in the catalogue`);
  return branch;
};

/** The zone of a branch; headquarters keeps that of the country's first office. */
export const zoneOf = (reader: Reader, branch: string | null): string =>
  branch === null ? allBranches(reader)[0]!.zone : branchNamed(reader, branch).zone;

/** Whether this node takes appointments for a branch: its own; at headquarters, every one that has a node. */
export const isSoldHere = (here: Serving, code: string): boolean =>
  here.branch === null ? nodeOfBranch(here.db, code) !== undefined : here.branch === code;

/** Branches that have a node, whoever sells their slots. */
export const enrolledBranches = ({ db }: Reader): ReadonlySet<string> =>
  new Set(
    allNodes(db).flatMap(({ branch, state }) => (branch !== null && state === "active" ? [branch] : [])),
  );

/** A group that the catalogue itself names: missing is a bug. */
export const groupOf = (reader: Reader, code: string): ServiceGroup => {
  const group = groupByCode(reader, code);
  if (!group) throw new Error(`service group ${code} is not in the catalogue`);
  return group;
};

/** Who a service is for, by the words of the API: sub-kinds stand beside kinds. */
export type PublicKind = ApplicantKind | "minor" | "permanent_resident" | "undocumented" | "diplomatic";

const wordOf = {
  minor: "minor",
  permanentResident: "permanent_resident",
  undocumented: "undocumented",
  diplomatic: "diplomatic",
} as const satisfies Record<ApplicantSubKind, PublicKind>;

/** The applicant row of a service that a public kind falls under. */
export const applicantRowOf = (service: Service, kind: PublicKind) =>
  service.applicants.find((row) => (row.subKind === null ? row.kind : wordOf[row.subKind]) === kind);

export const publicKindsOf = (service: Service): readonly PublicKind[] =>
  service.applicants.map((row) => (row.subKind === null ? row.kind : wordOf[row.subKind]));
