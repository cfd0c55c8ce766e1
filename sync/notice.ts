/** Messages to the holder of a booking. They wait as rows, sealed under the holder's key, for a channel that sends them. */
import type { Notice } from "./core/plan";
import type { Sealer } from "./sealer";
import type { Tx } from "./submit";
import { statement } from "./tables";

/** The part of a booking's sealed value that this file needs. */
interface SealedContact {
  readonly contact: { readonly email: string | null; readonly phone: string | null };
}

/** What a message needs to be written and sent. */
export interface NoticeBody {
  /** Both null: nothing to send to; "My appointments" tells it. */
  readonly to: SealedContact["contact"];
  readonly lang: string;
  readonly ref: string;
  readonly branch: string;
  readonly service: string;
  readonly startsAtMs: number;
}

interface BookingTold {
  readonly id: string;
  readonly ref: string;
  readonly branch: string;
  readonly service: string;
  readonly lang: string;
  readonly startMin: number;
  readonly subject: string;
  readonly sealed: Uint8Array;
}

/** Another document was seen for the same identity, or the office had to change the time. */
export type NoticePurpose = "superseded" | "office_changed";

/** The message as it stands before the plan's own changes: the old time, when the time is what changes. */
export const bookingNotice = (tx: Tx, sealer: Sealer, bookingId: string, purpose: NoticePurpose): Notice => {
  const booking = statement(
    tx.db,
    `SELECT id, ref, branch, service, lang, start_min AS startMin, subject, sealed FROM booking WHERE id = ?`,
  ).get(bookingId) as BookingTold | null;
  if (!booking) throw new Error(`no booking ${bookingId} to tell anybody about`);
  const id = tx.newId();
  const holder = sealer.open(tx.db, booking.subject);
  const nobody: SealedContact["contact"] = { email: null, phone: null };
  const body: NoticeBody = {
    to: holder ? sealer.unseal<SealedContact>(holder, "booking", booking.id, booking.sealed).contact : nobody,
    lang: booking.lang,
    ref: booking.ref,
    branch: booking.branch,
    service: booking.service,
    startsAtMs: booking.startMin * 60_000,
  };
  const sealed = holder ? sealer.seal(holder, "notice", id, body) : new Uint8Array();
  return { id, purpose, subject: booking.subject, bookingId, sealed };
};
