/** What of a branch's figures needs somebody, most urgent first: pure; the page uses it too. */
import type { Contact } from "./supervision";

/** A figure beyond these is told together with its next step. */
export const fleetLimits = {
  /** An older picture says nothing of the hall as it is now. */
  pictureMsMax: 60_000,
  diskShareMin: 0.1,
  /** A branch confirms its clock itself from five minutes on; headquarters says so earlier. */
  clockMsMax: 60_000,
  /** A backup is due every night. */
  backupMsMax: 36 * 3_600_000,
  /** Records that wait in either direction while the line is up. */
  waitingRecordsMax: 1_000,
} as const;

/** In the order in which a person should look at them. */
export const troubleKinds = [
  "suspended",
  "frozen",
  "silent",
  "clock",
  "disk",
  "printers",
  "lanes",
  "lists",
  "aside",
  "late",
  "no_backup",
  "backup",
  "old_picture",
  "version",
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

export interface Figures {
  readonly contact: Contact;
  readonly aheadMs: number;
  readonly frozenUnits: number;
  /** Records of headquarters that it does not have yet. */
  readonly toReceive: number;
  readonly pulseAtMs: number | null;
  readonly pulse: {
    readonly version: string;
    readonly pendingOut: number;
    readonly aside: number;
    readonly printers: { readonly good: number; readonly all: number };
    readonly lists?: { readonly old: number };
    readonly lanes?: { readonly trouble: number };
    readonly disk: { readonly freeBytes: number; readonly allBytes: number };
    readonly backupAtMs: number | null;
  } | null;
}

export const troublesOf = (
  { contact, aheadMs, frozenUnits, toReceive, pulse, pulseAtMs }: Figures,
  nowMs: number,
  hqVersion: string,
): readonly TroubleKind[] => {
  const isHeard = contact === "heard";
  const { pictureMsMax, diskShareMin, clockMsMax, backupMsMax, waitingRecordsMax } = fleetLimits;
  const found: { readonly [Kind in TroubleKind]: boolean } = {
    suspended: contact === "suspended",
    frozen: frozenUnits > 0,
    silent: contact === "silent",
    clock: Math.abs(aheadMs) > clockMsMax,
    disk: pulse !== null && pulse.disk.freeBytes < pulse.disk.allBytes * diskShareMin,
    printers: pulse !== null && pulse.printers.good < pulse.printers.all,
    lanes: (pulse?.lanes?.trouble ?? 0) > 0,
    lists: (pulse?.lists?.old ?? 0) > 0,
    aside: pulse !== null && pulse.aside > 0,
    late: isHeard && Math.max(toReceive, pulse?.pendingOut ?? 0) > waitingRecordsMax,
    no_backup: pulse !== null && pulse.backupAtMs === null,
    backup: pulse !== null && pulse.backupAtMs !== null && nowMs - pulse.backupAtMs > backupMsMax,
    old_picture: isHeard && (pulseAtMs === null || nowMs - pulseAtMs > pictureMsMax),
    version: pulse !== null && pulse.version !== hqVersion,
  };
  return troubleKinds.filter((kind) => found[kind]);
};

/** Sorts by the most urgent trouble; who has none comes last. */
export const urgency = (troubles: readonly TroubleKind[]): number =>
  troubles[0] === undefined ? troubleKinds.length : troubleKinds.indexOf(troubles[0]);
