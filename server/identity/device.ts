/**
 * Devices of the hall: what a supervisor enrols, what a device signs to come in, and what ends it. Pure; the pages use it too.
 *
 *   supervisor ─► code, ten minutes, one use ─► device makes a key, signs the code ─► enrolled
 *   each twelve hours: challenge ─► device signs it ─► session                      └─► shut out by a supervisor, for good
 *
 * The key is Ed25519 (RFC 8032); its private half is made in the device and cannot be taken out of it (kernel.md 7).
 */
import type { Random } from "../../sync/core/clock";
import { crockford, parseReference } from "../../sync/core/ids";
import type { EnrolledKind } from "./roles";

export const deviceCodeMs = 10 * 60_000;

/** Eight characters, 40 random bits: all tries of one network (`device.route.ts`) in ten minutes find one in 30,000 million. */
export const newDeviceCode = (random: Random): string =>
  Array.from(random.bytes(8), (byte) => crockford[byte & 31]!).join("");

/** As people read it out: two groups of four. */
export const shownDeviceCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** A code as people type it; undefined for what cannot be one. */
export const parseDeviceCode = parseReference;

/** Where a device of this kind opens its page with a code; the others have no page of their own. */
export const devicePages: { readonly [Kind in EnrolledKind]?: string } = {
  kiosk: "/kiosk",
  display: "/display",
  tablet: "/tablet",
  lane: "/lane",
};

/** What a device signs to show that the key it hands in is its own. The kinds of text begin differently: none passes for another. */
export const enrolText = (code: string): string => `sto device enrol\n${code}`;

/** What a device signs to open a session. */
export const sessionText = (device: string, challenge: string): string =>
  `sto device session\n${device}\n${challenge}`;

/** Why a device was shut out; kept in the audit log. */
export const revokeReasons = ["lost", "replaced", "misused", "mistake"] as const;
export type RevokeReason = (typeof revokeReasons)[number];
