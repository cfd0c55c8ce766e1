import { expect, test } from "vitest";

import { applicantRule, isOfferedAt, isRunningOn, publicServices } from "./offers";
import { seedBranches, seedServices } from "./seed";

const service = (code: string) => seedServices.find((row) => row.code === code)!;
const branch = (code: string) => seedBranches.find((row) => row.code === code)!;
const codesFor = (kind: "citizen" | "foreigner" | "employer", today: string) =>
  publicServices(seedServices, kind, today).map((row) => row.code);

test("a citizen is shown passports, an employer worker passes, and nobody a service that only staff may book", () => {
  expect(codesFor("citizen", "2027-02-01")).toContain("PMA-BARU");
  expect(codesFor("citizen", "2027-02-01")).not.toContain("PLKS-BARU");
  expect(codesFor("employer", "2027-02-01")).toContain("PLKS-BARU");
  for (const kind of ["citizen", "foreigner", "employer"] as const) {
    expect(codesFor(kind, "2027-02-01")).not.toContain("SIASAT");
    expect(codesFor(kind, "2027-02-01")).not.toContain("DOK-DALAMAN");
  }
});

test("a programme is offered until its last day and not after", () => {
  expect(isRunningOn(service("PRM"), "2026-04-30")).toBe(true);
  expect(isRunningOn(service("PRM"), "2026-05-01")).toBe(false);
  expect(isRunningOn(service("PRM"), "2025-05-18")).toBe(false);
  expect(codesFor("foreigner", "2026-04-30")).toContain("PRM");
  expect(codesFor("foreigner", "2026-05-01")).not.toContain("PRM");
});

test("a service of some states or branches is offered there only", () => {
  expect(isOfferedAt(service("PMT-BRUNEI"), branch("SWK-HQ1"))).toBe(true);
  expect(isOfferedAt(service("PMT-BRUNEI"), branch("KUL-HQ1"))).toBe(false);
  expect(isOfferedAt(service("EPI-KUTIP"), branch("PJY-HQ0"))).toBe(true);
  expect(isOfferedAt(service("EPI-KUTIP"), branch("KUL-HQ1"))).toBe(false);
  expect(isOfferedAt(service("EP"), branch("KUL-U01"))).toBe(false);
});

test("the rule of an applicant is the nearest one: sub-kind, else kind, else the service's only sub-kind", () => {
  expect(applicantRule(service("PS"), "foreigner", "minor")).toMatchObject({ subKind: "minor" });
  expect(applicantRule(service("EP"), "foreigner", "minor")).toMatchObject({ subKind: null });
  expect(applicantRule(service("RE-PERMIT"), "foreigner")).toMatchObject({ subKind: "permanentResident" });
  expect(applicantRule(service("PMA-BARU"), "foreigner")).toBeUndefined();
});

test("a new worker's passport must last 18 months, a renewal's 12, a citizen's card needs no more than the day", () => {
  expect(applicantRule(service("PLKS-BARU"), "employer")?.documentValidityMonthsMin).toBe(18);
  expect(applicantRule(service("PLKS-LANJUT"), "employer")?.documentValidityMonthsMin).toBe(12);
  expect(applicantRule(service("PMA-BARU"), "citizen")?.documentValidityMonthsMin).toBe(0);
});
