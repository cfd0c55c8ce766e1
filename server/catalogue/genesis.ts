/** The catalogue and calendar that the program ships with, as rows. */
import type { GenesisRow } from "../../sync/genesis";
import { seedBranchHours, seedCountryRows } from "../calendar/seed";
import { seedBranches, seedCountries, seedGroups, seedIcaoCodes, seedServices, seedStates } from "./seed";

/** When this seed was compiled: raise it with every change, so that nodes take the new rows. */
export const seedReleasedMs = Date.UTC(2026, 10, 22);

export const genesisRows = (): readonly GenesisRow[] => [
  ...seedStates.map((doc) => ({ table: "state" as const, code: doc.code, doc })),
  ...seedBranches.map((doc) => ({ table: "branch" as const, code: doc.code, doc })),
  ...seedGroups.map((doc) => ({ table: "serviceGroup" as const, code: doc.code, doc })),
  ...seedServices.map((doc) => ({ table: "service" as const, code: doc.code, doc })),
  ...seedCountries.map((doc) => ({ table: "country" as const, code: doc.alpha3, doc })),
  ...seedIcaoCodes.map((doc) => ({ table: "icaoCode" as const, code: doc.code, doc })),
  ...seedBranchHours.map((doc) => ({ table: "branchHours" as const, code: doc.id, doc })),
  ...seedCountryRows.patterns.map((doc) => ({ table: "hoursPattern" as const, code: doc.code, doc })),
  ...seedCountryRows.weekends.map((doc) => ({
    table: "weekendRule" as const,
    code: `${doc.state}/${doc.from ?? ""}`,
    doc,
  })),
  ...seedCountryRows.holidays.map((doc) => ({ table: "holiday" as const, code: doc.id, doc })),
  ...seedCountryRows.ramadanPeriods.map((doc) => ({
    table: "ramadan" as const,
    code: `period/${doc.from}`,
    doc,
  })),
  ...seedCountryRows.ramadanRules.map((doc) => ({
    table: "ramadan" as const,
    code: `rule/${doc.code}`,
    doc,
  })),
];
