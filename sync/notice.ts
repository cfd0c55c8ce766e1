/** Messages to people. They wait as rows, sealed under the person's key, for a channel that sends them (`server/notify`). */
import type { Notice, NoticeChannel } from "./core/plan";
import type { Sealer, Subject } from "./sealer";
import type { Tx } from "./submit";
import { statement } from "./tables";

/** What a message tells. Names of offices and services are looked up when it is sent. */
export type Message =
  /** `use`: what the code is asked for. */
  | {
      readonly purpose: "code";
      readonly use: "booking" | "contact" | "recovery" | "sign_in";
      readonly code: string;
    }
  | (Visit & { readonly purpose: VisitPurpose })
  /** `contact_changed` goes to the contact that was; `backup_lost`: only one device has the key now. */
  | { readonly purpose: "contact_changed" | "passkey_added" | "backup_lost"; readonly atMs: number }
  /** `opensAtMs`: until then nothing happens. `stop` ends it, and can do nothing else. */
  | {
      readonly purpose: "recovery_asked";
      readonly atMs: number;
      readonly opensAtMs: number;
      readonly stop: string;
    };

export type VisitPurpose =
  | "booked"
  | "cancelled"
  | "moved"
  /** Another document was seen for the same identity. */
  | "superseded"
  /** The office had to change the time: this is the old one. */
  | "office_changed"
  | "reminder";

interface Visit {
  readonly ref: string;
  readonly branch: string;
  readonly service: string;
  readonly startsAtMs: number;
}

/** The sealed value of a notice. */
export interface NoticeBody {
  /** An e-mail address, or a number as E.164. */
  readonly to: string;
  readonly lang: "ms" | "en";
  readonly message: Message;
}

export interface NoticeInput extends NoticeBody {
  readonly channel: NoticeChannel;
  /** Sent no later: null when it is never too late. */
  readonly untilMs: number | null;
  /** Whose id it shares, where something else is to be found by it: a code. */
  readonly id?: string;
  readonly bookingId?: string;
}

/** One message to one address, sealed under the key of the person it is about. */
export const noticeTo = (
  tx: Tx,
  sealer: Sealer,
  holder: Subject,
  { channel, untilMs, bookingId, id = tx.newId(), to, lang, message }: NoticeInput,
): Notice => {
  const body: NoticeBody = { to, lang, message };
  return {
    id,
    purpose: message.purpose,
    channel,
    untilMs,
    subject: holder.subject,
    ...(bookingId === undefined ? {} : { bookingId }),
    sealed: sealer.seal(holder, "notice", id, body),
  };
};

export interface Contact {
  readonly email: string | null;
  readonly phone: string | null;
}

/** A visit as its holder is told of it. */
export interface VisitTold extends Visit {
  readonly id: string;
  readonly lang: string;
}

/**
 * One message per contact; none where nothing was given: "My appointments" tells it. After the visit has begun nobody needs them.
 * An SMS goes to Malaysian mobile numbers alone: landlines cannot read it, and numbers abroad cost what a stranger may run up.
 */
export const visitNotices = (
  tx: Tx,
  sealer: Sealer,
  holder: Subject,
  { email, phone }: Contact,
  { id, lang, ref, branch, service, startsAtMs }: VisitTold,
  purpose: VisitPurpose,
): readonly Notice[] =>
  (
    [
      ["email", email],
      ["sms", phone?.startsWith("+601") ? phone : null],
    ] as const
  ).flatMap(([channel, to]) =>
    to === null
      ? []
      : noticeTo(tx, sealer, holder, {
          channel,
          to,
          lang: lang === "en" ? "en" : "ms",
          message: { purpose, ref, branch, service, startsAtMs },
          untilMs: startsAtMs,
          bookingId: id,
        }),
  );

/** The messages as the booking stands before the plan's own changes, with the new time where it moves. */
export const bookingNotices = (
  tx: Tx,
  sealer: Sealer,
  bookingId: string,
  purpose: VisitPurpose,
  startsAtMs?: number,
): readonly Notice[] => {
  const booking = statement(
    tx.db,
    `SELECT id, ref, branch, service, lang, start_min * 60000 AS startsAtMs, subject, sealed FROM booking WHERE id = ?`,
  ).get(bookingId) as (VisitTold & { readonly subject: string; readonly sealed: Uint8Array }) | null;
  if (!booking) throw new Error(`no booking ${bookingId} to tell anybody about`);
  const holder = sealer.open(tx.db, booking.subject);
  if (!holder) return [];
  const { contact } = sealer.unseal<{ contact: Contact }>(holder, "booking", booking.id, booking.sealed);
  const told = startsAtMs === undefined ? booking : { ...booking, startsAtMs };
  return visitNotices(tx, sealer, holder, contact, told, purpose);
};
