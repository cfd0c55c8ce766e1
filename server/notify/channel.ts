/** One way to reach people: every gateway is one of these, whatever it speaks. */
import type { NoticeChannel } from "../../sync/core/plan";
import type { Result } from "../../sync/core/result";

/** A message as it leaves: written in one language, for one address. */
export interface Outgoing {
  /** The same however often it is tried, also after a restart: a gateway that had it already sends it once. */
  readonly id: string;
  readonly purpose: string;
  /** An e-mail address, or a number as E.164 with its plus. */
  readonly to: string;
  /** For e-mail; an SMS has none. */
  readonly subject: string;
  readonly body: string;
  readonly atMs: number;
  /** Nobody waits for it after this moment. Null: it is never too late. */
  readonly untilMs: number | null;
}

/** The gateway has taken it. `delivered`: the network has, too. */
export interface Handed {
  readonly delivered: boolean;
}

/** `why` is a code for logs and rows: never an address, a text, or what the gateway wrote. */
export type SendError =
  /** A header field with a line break, or an address of the wrong shape: it could carry another message. */
  | { readonly type: "BrokenField"; readonly field: "to" | "subject" }
  /** This message will never go. */
  | { readonly type: "Refused"; readonly why: string }
  /** Not now, for this address alone; the gateway itself is well. */
  | { readonly type: "Later"; readonly why: string; readonly retryAfterS?: number }
  /** The gateway does not answer as it should, to anybody. */
  | { readonly type: "Unavailable"; readonly why: string; readonly retryAfterS?: number };

/** What may still lie at a gateway for somebody: by the ids of messages, and by where they went. */
export interface Forgotten {
  readonly ids: readonly string[];
  readonly addresses: readonly string[];
}

export interface Channel {
  readonly kind: NoticeChannel;
  /** Hands one message over. Gives up when `signal` says so: then nobody knows whether it went, and the same id is tried again. */
  send(message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>>;
  /** Removes what lies here for somebody who was erased; absent where nothing is kept. */
  forget?(of: Forgotten): Promise<void>;
  /** Lets go of sockets. No message is under way any more. */
  stop(): void;
}

/** The field that must not leave as it is. Rules of contacts refuse such input earlier; this is the last door. */
export const brokenField = (
  kind: NoticeChannel,
  { to, subject }: Outgoing,
): { readonly type: "BrokenField"; readonly field: "to" | "subject" } | undefined => {
  const isAddress = kind === "sms" ? /^\+[1-9]\d{6,14}$/ : /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/;
  if (!isAddress.test(to) || hasControls(to)) return { type: "BrokenField", field: "to" };
  if (hasControls(subject)) return { type: "BrokenField", field: "subject" };
  return undefined;
};

/** RFC 5322, 2.2: a header field ends at CRLF. `$` of an expression also matches before a last line feed, so this looks again. */
const hasControls = (text: string): boolean => /[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text);
