import type { ApplicantKind, Branch, Service, ServiceApplicant } from "./catalogue";

/** Whether a branch offers a service at all: its category, and the states or branches the service is limited to. */
export const isOfferedAt = (service: Service, branch: Branch): boolean => {
  const { states, branches } = service.settings;
  return (
    branch.serviceCategories.includes(service.category) &&
    (states === null || states.includes(branch.state)) &&
    (branches === null || branches.includes(branch.code))
  );
};

/** Whether visits on this day are possible: a programme has a first and a last day. Dates are "YYYY-MM-DD". */
export const isRunningOn = (service: Service, date: string): boolean => {
  const { from, to } = service.settings;
  return (from === null || from <= date) && (to === null || date <= to);
};

/** What an applicant of this kind may book alone, on a public page, for some day from `today` on. */
export const publicServices = (services: readonly Service[], kind: ApplicantKind, today: string): Service[] =>
  services.filter(
    (service) =>
      service.settings.bookableBy === "public" &&
      applicantRule(service, kind) !== undefined &&
      (service.settings.to === null || today <= service.settings.to),
  );

/**
 * The rule for an applicant: of the same kind the exact sub-kind first, then the one for everybody of the kind. A service for a
 * single sub-kind implies it: who books a confirmation notice is a permanent resident.
 */
export const applicantRule = (
  service: Service,
  kind: ApplicantKind,
  subKind: ServiceApplicant["subKind"] = null,
): ServiceApplicant | undefined => {
  const ofKind = service.applicants.filter((row) => row.kind === kind);
  return (
    ofKind.find((row) => row.subKind === subKind) ?? ofKind.find((row) => row.subKind === null) ?? ofKind[0]
  );
};

/**
 * The service groups with a slot grid at a branch, in order of their prefixes: those with at least one service that takes
 * appointments.
 */
export const groupsAt = (services: readonly Service[], branch: Branch): string[] => {
  const booked = services.filter(
    (service) => service.settings.bookableBy !== "walkIn" && isOfferedAt(service, branch),
  );
  return [...new Set(booked.map((service) => service.group))].sort();
};
