/** The staff of a demo and of tests: invented people with roles at every branch, and devices that were enrolled long ago. Pure. */
import { seedBranches } from "../catalogue/seed";
import type { GenesisRow } from "../../sync/genesis";
import type { StaffRole } from "../../sync/core/plan";
import type { EnrolledKind } from "../identity/roles";

/** Name at work by id, with the role. */
export const demoStaff = {
  rohani: ["Rohani", "officer"],
  selvam: ["Selvam", "officer"],
  lim: ["Lim", "officer"],
  ali: ["Ali", "officer"],
  farah: ["Farah", "officer"],
  kumar: ["Kumar", "gate_operator"],
  azlina: ["Azlina", "supervisor"],
  aminah: ["Aminah", "supervisor"],
  hafiz: ["Hafiz", "branch_admin"],
  mei: ["Mei", "auditor"],
  noor: ["Noor", "hq_admin"],
} as const satisfies { readonly [id: string]: readonly [name: string, role: StaffRole] };

/** One device of each kind, with its name. */
export const demoDevices: { readonly [Kind in EnrolledKind]: string } = {
  kiosk: "Kios 1",
  display: "Paparan 1",
  tablet: "Tablet 1",
  scanner: "Pengimbas 1",
  lane: "Lorong 1",
};

/** A demo is not to end after three days. */
const forEverMs = Date.UTC(2093, 0, 1);

export const grantIdOf = (staff: string): string => `demo/${staff}`;

/** Nobody's secret, and in the form that browsers give a handle back in. */
export const handleOf = (staff: string): string => Buffer.from(staff).toString("base64url");

/** Ids are one branch's own: headquarters has the devices of all. */
export const deviceIdOf = (branch: string | null, kind: string, no: string): string =>
  `${branch}/${kind}-${no}`;

/** What a demo node's file begins with; headquarters (null) knows the devices of every branch, as it does once they are enrolled. */
export const demoRows = (branch: string | null): readonly GenesisRow[] => [
  ...Object.entries(demoStaff).flatMap(([id, [name, role]]): GenesisRow[] => [
    { table: "staff", row: { id, name, branch: null, state: "active", handle: handleOf(id) } },
    {
      table: "staffGrant",
      row: {
        id: grantIdOf(id),
        staff: id,
        role,
        branch: null,
        untilMs: forEverMs,
        standing: 0,
        by: "demo",
        revokedAtMs: null,
      },
    },
  ]),
  // Their keys are nobody's: only a demo's own way in opens a session for them.
  ...(branch === null ? seedBranches.map(({ code }) => code) : [branch]).flatMap((code) =>
    Object.entries(demoDevices).map(([kind, name]): GenesisRow => ({
      table: "device",
      row: {
        id: deviceIdOf(code, kind, "1"),
        branch: code,
        kind,
        name,
        key: "",
        state: "active",
        by: "azlina",
        enrolledAtMs: Date.UTC(2026, 10, 2, 1),
      },
    })),
  ),
];
