/** Devices on the wire. */
import * as z from "zod";
import { id, line, listOf } from "../http/api";
import { revokeReasons } from "./device";
import { deviceKinds } from "./roles";

const kind = z.enum(deviceKinds);
const name = line(40);
/** Base64url without padding. */
const bytes = (length: number) => z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}$`));

export const deviceWish = z.strictObject({ kind, name });

export const deviceCodeView = z
  .object({
    /** Shown once: nothing here knows it afterwards. */
    code: z.string(),
    /** The page that enrols itself with the code; null for kinds without a page. */
    url: z.string().nullable(),
    qrSvg: z.string().nullable(),
    endsAtMs: z.number(),
  })
  .meta({ id: "DeviceCode" });

export const enrolBody = z.strictObject({
  kind,
  code: z.string().max(40),
  /** Ed25519, raw, and its signature over `enrolText`. */
  publicKey: bytes(32),
  signature: bytes(64),
});

export const challengeBody = z.strictObject({ device: id });

export const openBody = z.strictObject({ device: id, challenge: bytes(32), signature: bytes(64) });

export const openedView = z.object({ device: z.string(), endsAtMs: z.number() });

export const renameBody = z.strictObject({ name });

export const revokeBody = z.strictObject({ reason: z.enum(revokeReasons) });

export const enrolledList = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        kind,
        name: z.string(),
        state: z.enum(["active", "revoked"]),
        /** Who enrolled it, as colleagues see them; null when this node does not know. */
        by: z.string().nullable(),
        enrolledAtMs: z.number(),
        /** Null: not in the last twelve hours. */
        seenAtMs: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "EnrolledDevices" });
