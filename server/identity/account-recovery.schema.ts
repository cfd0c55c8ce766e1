/** Recovery of an applicant's account on the wire. */
import * as z from "zod";
import { lang, line, listOf } from "../http/api";
import { recoverySteps } from "./account-recovery";
import { registrationAnswer } from "./passkey.schema";

const channel = z.enum(["sms", "email"]);

export const recoveryCodeBody = z.strictObject({ kind: channel, to: line(254), lang });
export const recoveryTryBody = z.strictObject({ kind: channel, code: z.string().max(40) });
export const recoveryStartBody = z.strictObject({ branch: z.string().max(16) });
export const recoveryStopBody = z.strictObject({ code: z.string().max(40) });
export const recoveryPasskeyBody = z.strictObject({ answer: registrationAnswer, name: line(40).optional() });

const run = {
  /** What a person tells the officer. */
  ref: z.string(),
  step: z.enum(recoverySteps),
  atMs: z.number(),
  /** A new passkey is made from then on. */
  opensAtMs: z.number(),
  untilMs: z.number(),
};

/** The document as it lies before the officer. */
export const seenDocument = z.strictObject({
  type: z.enum(["mykad", "passport", "splp"]),
  number: line(40),
  country: z.string().max(3).optional(),
});

/** Under way for an account: told to its holder, who may stop it. */
export const runningRecovery = z.object({ ...run, branch: z.string() }).nullable();

export const recoveryView = z
  .object({
    /** Which of the two codes this session has typed. */
    proven: listOf(channel),
    /** `unknown`: no account has both contacts, as far as this node knows. Null until both codes are right. */
    account: z.enum(["known", "unknown"]).nullable(),
    /** Where the document may be shown; empty: the account has no appointment to compare one with. */
    branches: listOf(z.string()),
    recovery: runningRecovery,
  })
  .meta({ id: "AccountRecovery" });

export const waitingRecoveries = z
  .object({ items: listOf(z.object({ id: z.string(), ...run })) })
  .meta({ id: "WaitingRecoveries" });
