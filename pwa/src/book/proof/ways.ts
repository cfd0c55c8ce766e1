import { parseEmail, parsePhone } from "../../../../server/applicants/contact";
import { channels, isServed } from "../../channels";
import { hasPasskeys } from "../../passkey";
import { form } from "../details/words";
import { type Draft, draft } from "../draft";
import { proof } from "./words";

/** A way in which this person can show who they are, as far as this device and the node know. */
export interface Way {
  readonly kind: "passkey" | "sms" | "email";
  readonly name: string;
  readonly isReady: boolean;
  /** Where a code would go, or what stands in the way. */
  readonly says: string;
}

/** How many a booking needs (`server/identity/kinds.ts`). */
export const waysMin = 2;

export const waysOf = (now: Draft): readonly Way[] => [passkeyWay(), smsWay(now.phone), emailWay(now.email)];

export const readyWays = (): number => waysOf(draft.value).filter(({ isReady }) => isReady).length;

const passkeyWay = (): Way => {
  const isReady = hasPasskeys();
  const says = isReady ? proof.passkeyReady() : proof.notHere();
  return { kind: "passkey", name: proof.passkeyHere(), isReady, says };
};

const smsWay = (typed: string): Way => {
  const blocked = notWell("sms");
  const isPhone = parsePhone(typed).ok;
  const reached = isPhone && isServed(typed);
  const says =
    blocked ??
    (reached ? proof.codeTo({ to: typed.trim() }) : isPhone ? proof.notReached() : proof.givePhone());
  return { kind: "sms", name: proof.sms(), isReady: reached && blocked === undefined, says };
};

const emailWay = (typed: string): Way => {
  const blocked = notWell("email");
  const isEmail = parseEmail(typed).ok;
  const says = blocked ?? (isEmail ? proof.codeTo({ to: typed.trim() }) : proof.giveEmail());
  return { kind: "email", name: form.email(), isReady: isEmail && blocked === undefined, says };
};

/** Why the node cannot send by this way now. Nothing is known before it has answered. */
const notWell = (kind: "sms" | "email"): string | undefined => {
  const health = channels.value?.[kind].health;
  if (health === "not_configured") return proof.notHere();
  return health === "failing" ? proof.silentNow() : undefined;
};
