import type { Caller } from "../../../server/identity/session";
import { computed, effect, signal } from "@preact/signals";
import { get, post, type Problem, remove } from "../api";
import type { Hold, Kind } from "../api-types";
import { newCommandId } from "../command-id";
import { forget, keep, kept } from "../local";
import { nowMs } from "../ui/now";
import { setBusy } from "../update";
import { asBooker } from "./booker";

/**
 * The place kept for this person while the form is filled in. One hold at a time; it is kept on the phone, so that a
 * reload does not lose it, and its end is the node's, so that no two countdowns disagree.
 *
 *     none --take--> held --time runs out--> over --take--> held
 *                     |---confirm or release--> none
 */
export const hold = signal<OwnHold | undefined>(kept<OwnHold>("hold"));

/** A hold and as whom it was taken: nobody else may use it or give it back. */
export interface OwnHold extends Hold {
  readonly as: Caller;
}

/** Milliseconds left of the hold; 0 when it is over, undefined without one. Ticks once a second. */
export const holdLeftMs = computed(() =>
  hold.value === undefined ? undefined : Math.max(0, hold.value.expiresAtMs - nowMs.value),
);

export const holdIsOver = computed(() => holdLeftMs.value === 0);

effect(() => {
  if (hold.value) keep("hold", hold.value);
  else forget("hold");
  setBusy("hold", hold.value !== undefined && !holdIsOver.value);
});

export interface Wish {
  readonly slot: string;
  readonly service: string;
  readonly kind: Kind;
  readonly parties: number;
}

/**
 * Asks the node to keep a place, for whoever books here unless told; the hold before, if any, goes back in the same step.
 * The problem, or nothing.
 */
export const takeHold = async (wish: Wish, as: Caller = asBooker()): Promise<Problem | undefined> => {
  const before = holdIsOver.peek() || hold.peek()?.as !== as ? undefined : hold.peek();
  const body = { ...wish, ...(before ? { replaces: before.holdId } : {}) };
  const answer = await post<Hold>("/holds", body, { as, key: newCommandId() });
  if (!answer.ok) return answer.error;
  hold.value = { ...answer.value, as };
  return undefined;
};

/** Gives the place back at once, so that someone else may have it. */
export const releaseHold = (): void => {
  const before = hold.peek();
  hold.value = undefined;
  if (before) void remove(`/holds/${before.holdId}`, { as: before.as });
};

/** The hold became a booking: nothing to give back. */
export const holdWasUsed = (): void => {
  hold.value = undefined;
};

/** After a reload: asks whether the node still keeps the place. */
export const checkHold = async (): Promise<void> => {
  const before = hold.peek();
  if (!before) return;
  const answer = await get<Hold>(`/holds/${before.holdId}`, { as: before.as });
  if (hold.peek()?.holdId !== before.holdId) return;
  if (answer.ok) hold.value = { ...answer.value, as: before.as };
  else if (answer.error.code === "hold_gone") hold.value = { ...before, expiresAtMs: 0 };
};
