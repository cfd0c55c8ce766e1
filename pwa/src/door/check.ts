/** Checks of the door that need no network: the branch's signature under the day's list, a node's signature under a slip. */
import { type DayList, decideAtDoor, signedList, type TurnedAway } from "../../../server/checkin/door";
import { bookingIdOf, parseSlip, type Slip, slipIn } from "../../../server/booking/slip-codec";
import { err, type Result } from "../../../sync/core/result";

export interface SignedDayList {
  readonly text: string;
  readonly key: string;
  readonly signature: string;
}

/** The list, when it says by which key it is signed and is. */
export const readList = async ({ text, key, signature }: SignedDayList): Promise<DayList | undefined> => {
  const isSigned = await verify(key, new TextEncoder().encode(signedList(text)), fromBase64url(signature));
  const list = JSON.parse(text) as DayList;
  return isSigned && list.keys.includes(key) ? list : undefined;
};

export type NotASlip = { readonly type: "SlipInvalid" };

/** The slip in a scanned text, signed by one of the list's keys. One that has expired is still genuine: the rules say so. */
export const readSlip = async (text: string, list: DayList): Promise<Result<Slip, NotASlip>> => {
  const scanned = parseSlip(text);
  if (!scanned.ok) return err({ type: "SlipInvalid" });
  const { signed, signature } = scanned.value;
  for (const key of await keysNamed(scanned.value.kid, list.keys)) {
    if (!(await verify(key, new Uint8Array(signed), new Uint8Array(signature)))) continue;
    const slip = slipIn(scanned.value, 0);
    return slip.ok ? slip : err({ type: "SlipInvalid" });
  }
  return err({ type: "SlipInvalid" });
};

/** What a scanned text is worth here and now. */
export const checkSlip = async (
  text: string,
  { list, used }: { readonly list: DayList; readonly used: ReadonlySet<string> },
  nowMs: number,
): Promise<Result<Slip, NotASlip | (TurnedAway & { readonly slip: Slip })>> => {
  const slip = await readSlip(text, list);
  if (!slip.ok) return slip;
  const decided = decideAtDoor(slip.value, list, { isUsed: used.has(bookingIdOf(slip.value)), nowMs });
  return decided.ok ? slip : err({ ...decided.error, slip: slip.value });
};

/** The slip in a text that the branch has just taken: it has checked the signature. */
export const slipOf = (text: string): Slip | undefined => {
  const scanned = parseSlip(text);
  const slip = scanned.ok ? slipIn(scanned.value, 0) : undefined;
  return slip?.ok ? slip.value : undefined;
};

/** A key's name on a slip: the first four bytes of its SHA-256. Two keys may share one. */
const keysNamed = async (kid: Uint8Array, keys: readonly string[]): Promise<readonly string[]> => {
  const names = await Promise.all(keys.map((key) => crypto.subtle.digest("SHA-256", fromBase64url(key))));
  return keys.filter((_, index) => kid.every((byte, at) => byte === new Uint8Array(names[index]!)[at]));
};

const verify = async (
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> => {
  const imported = await crypto.subtle.importKey("raw", fromBase64url(key), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, bytes);
};

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
