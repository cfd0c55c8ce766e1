/**
 * The visit whose details the node has and whose person is not proven yet. All that happened so far stands at the node: a reload, a lost
 * line or another language change nothing of it.
 */
import { signal } from "@preact/signals";
import type * as z from "zod";
import { addPasskey, signIn } from "../../account/account";
import { err, ok, type Result } from "../../../../sync/core/result";
import type { pendingView } from "../../../../server/booking/pending.schema";
import { type Answer, get, isLineTrouble, post, type Problem } from "../../api";
import type { BookingView, Kind, Service } from "../../api-types";
import { newCommandId } from "../../command-id";
import { online } from "../../node";
import { type CeremonyOptions, touchPasskey } from "../../passkey";
import { saveBooking } from "../../slips";
import { officerBooking } from "../booker";
import { clearDraft, draft, edit } from "../draft";
import { visitInput } from "../details/visit-input";
import { hold, holdWasUsed, type OwnHold } from "../hold";
import { rememberProfile } from "../profile";

export type Visit = z.infer<typeof pendingView>;
export type KindOfProof = Visit["kinds"][number];
export type CodeKind = "sms" | "email" | "paper_code";

/** What the visit waits for, as the node said last; undefined before it has. */
export const visit = signal<Visit | undefined>(undefined);

/** Gives the details. From then on the draft and the node agree, until the draft is changed. */
export const giveDetails = async (
  kept: OwnHold,
  kind: Kind,
  service: Service,
): Promise<Problem | undefined> => {
  const body = visitInput(draft.peek(), kind, service);
  const problem = taken(kept, await post<Visit>(pathOf(kept), body, { as: kept.as, key: newCommandId() }));
  if (!problem) edit({ given: kept.holdId, confirmKey: newCommandId() });
  return problem;
};

export const lookAtVisit = async (kept: OwnHold): Promise<Problem | undefined> =>
  taken(kept, await get<Visit>(pathOf(kept), { as: kept.as }));

export const sendCode = async (kept: OwnHold, kind: "sms" | "email"): Promise<Problem | undefined> =>
  taken(
    kept,
    await post<Visit>(`/holds/${kept.holdId}/codes`, { kind }, { as: kept.as, key: newCommandId() }),
  );

/** Without a key: each try counts. */
export const tryCode = async (kept: OwnHold, kind: CodeKind, code: string): Promise<Problem | undefined> => {
  const problem = taken(
    kept,
    await post<Visit>(`/holds/${kept.holdId}/codes/try`, { kind, code }, { as: kept.as }),
  );
  // A code that was tried too often is over: the node says what may be done now.
  if (problem?.code === "tries_used_up") await lookAtVisit(kept);
  return problem;
};

/** Has a code printed for the person at the counter. */
export const printCode = async (kept: OwnHold): Promise<Problem | undefined> =>
  taken(kept, await post<Visit>(`/holds/${kept.holdId}/paper`, {}, { as: kept.as, key: newCommandId() }));

/** `again`: the holder of this session, once more. */
export const usePasskey = async (kept: OwnHold, again: boolean): Promise<Problem | undefined> => {
  const done = await signIn(again);
  return done.ok ? lookAtVisit(kept) : done.error;
};

/** A first passkey on this device: it makes the account that the booking then belongs to. */
export const makePasskey = async (kept: OwnHold): Promise<Problem | undefined> => {
  const done = await addPasskey();
  return done.ok ? lookAtVisit(kept) : done.error;
};

/** The person at the counter uses a passkey of theirs on the officer's tablet. */
export const usePasskeyAtDesk = async (kept: OwnHold): Promise<Problem | undefined> => {
  const path = `/holds/${kept.holdId}/passkey`;
  const begun = await post<CeremonyOptions>(`${path}/options`, {}, { as: kept.as });
  if (!begun.ok) return begun.error;
  const touched = await touchPasskey(begun.value);
  if (!touched.ok) return touched.error;
  return taken(kept, await post<Visit>(path, { answer: touched.value }, { as: kept.as }));
};

/**
 * Makes the booking. The command's id is kept with the draft: sent again after a lost line, or after a reload, it is the same command
 * and makes one booking.
 */
export const confirmVisit = async (kept: OwnHold): Promise<Result<BookingView, Problem>> => {
  const now = draft.peek();
  const key = now.confirmKey ?? newCommandId();
  edit({ given: now.given, confirmKey: key });
  const answer = await post<BookingView>(`/holds/${kept.holdId}/confirm`, {}, { as: kept.as, key });
  if (!answer.ok) {
    taken(kept, answer);
    return err(answer.error);
  }
  const atDesk = officerBooking() !== undefined;
  if (!atDesk) rememberProfile(now);
  holdWasUsed();
  clearDraft();
  visit.value = undefined;
  saveBooking(answer.value, { as: kept.as, ...(atDesk ? { atDesk } : {}) });
  return ok(answer.value);
};

const pathOf = ({ holdId }: OwnHold): string => `/holds/${holdId}/visit`;

/** Takes what the node said of the visit, and until when it keeps the place. */
const taken = (
  kept: OwnHold,
  answer: Awaited<Answer<Visit>> | Result<never, Problem>,
): Problem | undefined => {
  online.value = answer.ok || !isLineTrouble(answer.error);
  // Another hold was taken meanwhile: this answer is about the one before.
  if (hold.peek()?.holdId !== kept.holdId) return undefined;
  if (answer.ok) {
    visit.value = answer.value;
    hold.value = { ...kept, expiresAtMs: answer.value.endsAtMs };
    return undefined;
  }
  if (answer.error.code === "hold_gone") hold.value = { ...kept, expiresAtMs: 0 };
  return answer.error;
};
