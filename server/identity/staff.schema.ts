/** People of the staff on the wire. */
import * as z from "zod";
import { id, line, listOf } from "../http/api";
import { registrationAnswer } from "./passkey.schema";
import { staffRoles } from "./roles";

export { registrationAnswer };

export const byId = { params: z.object({ id: z.string().max(60) }) };
/** A credential id as base64url. */
export const byKey = { params: z.object({ id: z.string().max(1364) }) };

const typedCode = z.string().max(40);
const role = z.enum(staffRoles);
export const keyName = line(40);
const nameAtWork = line(60);

export const codeBody = z.strictObject({ code: typedCode });

export const enrolKeyBody = z.strictObject({
  code: typedCode,
  keyName,
  /** Of the first administrator alone. */
  name: nameAtWork.optional(),
  answer: registrationAnswer,
});

export const newKeyBody = z.strictObject({ keyName, answer: registrationAnswer });
export const renameKeyBody = z.strictObject({ name: keyName });

export const keyList = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAtMs: z.number(),
        state: z.enum(["active", "suspended", "removed"]),
        isSynced: z.boolean(),
      }),
    ),
  })
  .meta({ id: "StaffKeys" });

/** `until` null: standing, renewed as long as nobody takes it back. */
const grant = { role, branch: z.string().max(16).nullable(), untilMs: z.int().positive().nullable() };

export const grantBody = z.strictObject(grant);
export const extendBody = z.strictObject({ untilMs: grant.untilMs });
export const addStaffBody = z.strictObject({ name: nameAtWork, ...grant });

/** Whom to look for. In a body: a name has no business in an address, which histories, proxies and logs keep. */
export const peopleWish = z.strictObject({
  q: z.string().max(60).optional(),
  branch: z.string().max(16).optional(),
});

export const peopleList = z
  .object({
    /** Whether people and roles are changed at this node; else at headquarters. */
    writes: z.boolean(),
    items: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        branch: z.string().nullable(),
        grants: listOf(
          z.object({
            id: z.string(),
            role,
            branch: z.string().nullable(),
            untilMs: z.number(),
            isStanding: z.boolean(),
            /** Until when it is renewed; null: not at all, or as long as it stands. */
            renewedUntilMs: z.number().nullable(),
          }),
        ),
        keys: z.number(),
        /** On this node. */
        sessions: z.number(),
      }),
    ),
    /** There are more than fit: search for a name. */
    more: z.boolean(),
  })
  .meta({ id: "StaffPeople" });

export const staffCodeView = z
  .object({
    /** Shown once: nothing here knows it afterwards. */
    code: z.string(),
    url: z.string().nullable(),
    endsAtMs: z.number(),
  })
  .meta({ id: "StaffCode" });

export const telephoneBody = z.strictObject({ branch: z.string().max(16) });
export const breakGlassBody = z.strictObject({ code: typedCode, name: nameAtWork });

export const recoveryList = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        staff: id,
        name: z.string(),
        /** Who asked, as colleagues see them. */
        by: z.string(),
        isMine: z.boolean(),
        atMs: z.number(),
        untilMs: z.number(),
      }),
    ),
  })
  .meta({ id: "StaffRecoveries" });
