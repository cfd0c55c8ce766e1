/** What other slices ask the catalogue: services, groups and branches by code, as decisions of one transaction. */
import type { Reader } from "../../drizzle/db";
import { err, ok, type Result } from "../../sync/core/result";
import type { ApplicantKind, ApplicantSubKind, Branch, Service, ServiceGroup } from "./catalogue";
import { branchByCode, groupByCode, serviceByCode } from "./catalogue.store";

export type CatalogueError =
  | { readonly type: "UnknownService"; readonly service: string }
  | { readonly type: "UnknownBranch"; readonly branch: string };

export const findService = (reader: Reader, code: string): Result<Service, CatalogueError> => {
  const service = serviceByCode(reader, code);
  return service ? ok(service) : err({ type: "UnknownService", service: code });
};

export const findBranch = (reader: Reader, code: string): Result<Branch, CatalogueError> => {
  const branch = branchByCode(reader, code);
  return branch ? ok(branch) : err({ type: "UnknownBranch", branch: code });
};

/** A group that the catalogue itself names: missing is a bug. */
export const groupOf = (reader: Reader, code: string): ServiceGroup => {
  const group = groupByCode(reader, code);
  if (!group) throw new Error(`service group ${code} is not in the catalogue`);
  return group;
};

/** Who a service is for, by the words of the API: sub-kinds stand beside kinds. */
export type PublicKind = ApplicantKind | "minor" | "permanent_resident" | "undocumented" | "diplomatic";

const wordOf = { minor: "minor", permanentResident: "permanent_resident", undocumented: "undocumented", diplomatic: "diplomatic" } as const satisfies Record<
  ApplicantSubKind,
  PublicKind
>;

/** The applicant row of a service that a public kind falls under. */
export const applicantRowOf = (service: Service, kind: PublicKind) =>
  service.applicants.find((row) => (row.subKind === null ? row.kind : wordOf[row.subKind]) === kind);

export const publicKindsOf = (service: Service): readonly PublicKind[] =>
  service.applicants.map((row) => (row.subKind === null ? row.kind : wordOf[row.subKind]));
