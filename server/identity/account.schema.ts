/** An applicant's account on the wire: what its holder sees of it, and sends. */
import * as z from "zod";
import { lang, line, listOf } from "../http/api";
import { runningRecovery } from "./account-recovery.schema";
import { assertionAnswer, registrationAnswer } from "./passkey.schema";

const contactView = z.object({ masked: z.string(), provenAtMs: z.number() }).nullable();

export const accountView = z
  .object({
    /** Null: there is no account yet, only a session. */
    createdAtMs: z.number().nullable(),
    passkeys: listOf(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAtMs: z.number(),
        /** `suspended`: it may have been copied, and opens nothing. */
        state: z.enum(["active", "suspended"]),
        /** Kept by the holder's phone maker, too: it is there again on a new phone. */
        isSynced: z.boolean(),
      }),
    ),
    /** Null while the key to them has not come from headquarters. */
    contacts: z.object({ email: contactView, phone: contactView }).nullable(),
    /** Until then what needs a passkey in hand may be done; null: a passkey is asked for first. */
    freshUntilMs: z.number().nullable(),
    /** Somebody asks to come in without a passkey: if it is not its holder, they stop it. */
    recovery: runningRecovery,
  })
  .meta({ id: "Account" });

export const newPasskeyBody = z.strictObject({ answer: registrationAnswer, name: line(40).optional(), lang });

export const renameBody = z.strictObject({ name: line(40) });

/** `again`: the holder of this session, once more; only their own keys are asked for. */
export const signInOptionsBody = z.strictObject({ again: z.boolean().optional() });

export const signInBody = z.strictObject({ answer: assertionAnswer, again: z.boolean().optional() });

export const smsCodeBody = z.strictObject({ to: line(30), lang });

/** Eight digits; people type spaces and hyphens between them. */
const code = z.string().max(40);

export const smsSignInBody = z.strictObject({ to: line(30), code });

const channel = z.enum(["sms", "email"]);

export const contactCodeBody = z.strictObject({ kind: channel, to: line(254), lang });

export const contactBody = z.strictObject({ kind: channel, to: line(254), code, lang });

/** The same for a number that nobody has. */
export const codeSentView = z.object({
  /** Until then no other one is sent there. */
  nextAtMs: z.number(),
});

export const codesView = z.object({
  items: listOf(
    z.object({
      kind: channel,
      sentAtMs: z.number(),
      /** Grows when the gateway has taken the message: its ten minutes begin then. */
      endsAtMs: z.number(),
      resendAtMs: z.number(),
    }),
  ),
});

const health = z.enum(["ok", "failing", "not_configured"]);

export const channelsView = z
  .object({
    sms: z.object({
      health,
      /** Beginnings of numbers that get an SMS. */
      prefixes: listOf(z.string()),
    }),
    email: z.object({ health }),
  })
  .meta({ id: "Channels" });
