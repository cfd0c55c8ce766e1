/**
 * Codes that are sent to a person or printed for one: eight digits, ten minutes, five tries, one use. Pure.
 *
 * Five guesses of a hundred million are one in twenty million (26.6 bits; ASVS 6.5.4 asks for 20). The ten minutes begin when the
 * gateway has taken the message (ASVS 6.5.5, NIST SP 800-63B-4 3.1.3.2): where they began with the wish to send, people failed whose
 * message came late under load.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Random } from "../../sync/core/clock";

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

export const codeDigits = 8;
export const codeMs = 10 * minuteMs;
/** A message that no gateway took by then is dropped. */
export const handOverMs = 10 * minuteMs;
export const triesMax = 5;
export const sendsPerDayMax = 5;
/** A paper's code lasts longer: who has it waits in the hall until a counter is free. */
export const paperMs = 30 * minuteMs;
/**
 * Papers with a code. At a counter, by one officer a day: more than a busy counter needs, fewer than a trade does. At a kiosk, in half
 * an hour, which is as long as a paper keeps a place: nobody fills a form in less than two minutes, so nobody honest meets it, and
 * nobody takes a day's places by pressing keys.
 */
export const papersMax = {
  counter: { triesMax: 40, windowMs: dayMs },
  kiosk: { triesMax: 15, windowMs: paperMs },
} as const;

/** How a code reaches a person. Mail and SMS go out as messages; paper is handed over by an officer. */
export type CodeChannel = "sms" | "email" | "paper";

/** How long after the n-th message of a day (from 1) the next may go to the same contact. */
export const resendWaitMs = (sent: number): number =>
  ([0.5 * minuteMs, 2 * minuteMs] as const)[sent - 1] ?? 10 * minuteMs;

/** Eight digits, each number as likely as any other: draws above the last whole hundred million are drawn again. */
export const newCode = (random: Random): string => {
  for (;;) {
    const drawn = Buffer.from(random.bytes(4)).readUInt32BE();
    if (drawn < drawnBelow) return String(drawn % codesAll).padStart(codeDigits, "0");
  }
};

const codesAll = 10 ** codeDigits;
const drawnBelow = Math.floor(2 ** 32 / codesAll) * codesAll;

/** All that is kept of a code. Its id and purpose are bound in: it is worth nothing in another's row. */
export const codeMac = (key: Uint8Array, id: string, purpose: string, code: string): string =>
  createHmac("sha256", key).update(`${id}|${purpose}|${code}`).digest("base64url");

/** Compares in constant time, whatever was typed. People type spaces and hyphens between the digits. */
export const isCode = (
  key: Uint8Array,
  row: { readonly id: string; readonly purpose: string; readonly mac: string },
  typed: string,
): boolean => {
  const code = typed.normalize("NFKC").replace(/[\s\p{Pd}]/gu, "");
  const mac = Buffer.from(codeMac(key, row.id, row.purpose, code));
  const known = Buffer.from(row.mac);
  return known.length === mac.length && timingSafeEqual(mac, known);
};

/** What a code is about: `booking/<hold>` is about the hold, `contact` about nothing but itself. */
export const aboutOf = (purpose: string): string => purpose.split("/")[1] ?? "";

/** The latest moment at which a code can still be good: a slot that waits for it is kept until then. */
export const lastMomentMs = (code: {
  readonly sentAtMs: number;
  readonly handedAtMs: number | null;
  readonly endsMs: number;
}): number => (code.handedAtMs === null ? code.sentAtMs + handOverMs + codeMs : code.endsMs);

/** Where SMS may go, and how many. Set by the operator; a pumped range of numbers costs money for nothing. */
export interface SendRules {
  /** Beginnings of numbers that get an SMS. */
  readonly prefixes: readonly string[];
  readonly smsPerDayMax: number;
  /** To one block of ten thousand numbers, which is how ranges are rented. */
  readonly smsPerBlockPerDayMax: number;
  readonly emailsPerDayMax: number;
}

/** Malaysian mobile numbers. The day's sums are some ten times what all branches together book on a busy day. */
export const sendRules: SendRules = {
  prefixes: ["+601"],
  smsPerDayMax: 50_000,
  smsPerBlockPerDayMax: 50,
  emailsPerDayMax: 50_000,
};

/** Whether an SMS may go to this number (E.164): ask before a slot is held. */
export const isServed = ({ prefixes }: SendRules, number: string): boolean =>
  prefixes.some((prefix) => number.startsWith(prefix));

export const blockOf = (number: string): string => number.slice(0, -4);
