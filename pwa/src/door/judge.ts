/** What a slip or a reference is worth: asked of the branch, and decided here when it does not answer. */
import { bookingIdOf } from "../../../server/booking/slip-codec";
import { post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import type { CheckInAnswer } from "../kiosk/kiosk-types";
import { plainRef } from "../slips";
import { currentMs } from "../ui/now";
import { language } from "../words/language";
import { isAway, isShut, learn, patienceMs, send, type Shown } from "./ask-branch";
import { checkSlip, slipOf } from "./check";
import { markUsed } from "./kept-list";
import { keepAct } from "./outbox";
import { kept, load, reach, unsent, type Verdict } from "./state";

export const judge = async (slip: string, officer: string): Promise<Verdict> => {
  const lang = language.peek() === "en" ? "en" : "ms";
  const shown: Shown = { id: newCommandId(), slip, lang, atMs: currentMs(), officer };
  if (reach.peek() === "gone") return judgeHere(shown);
  const answer = await send(shown, false);
  if (answer.ok) {
    reach.value = "there";
    await rememberUse(slip);
    return { type: "recorded", answer: answer.value };
  }
  const { error } = answer;
  await learn(error);
  if (isAway(error)) return judgeHere(shown);
  if (error.status === 401) return { type: "sign_in", slip };
  return isShut(error) ? { type: "problem", problem: error } : turnedAway(error);
};

/** The branch took it: from now on this tablet knows without asking. A list that cannot be written forgets it until the next one. */
const rememberUse = async (text: string): Promise<void> => {
  const slip = slipOf(text);
  if (slip) await markUsed(bookingIdOf(slip)).catch(() => {});
};

/** By what the tablet has: for a branch that does not answer. */
const judgeHere = async (shown: Shown): Promise<Verdict> => {
  await load();
  const known = kept.peek();
  if (known?.type !== "open") return { type: "no_list" };
  const used = new Set([...known.used, ...unsent.peek().map(({ booking }) => booking)]);
  const checked = await checkSlip(shown.slip, { list: known.list, used }, shown.atMs);
  if (!checked.ok) {
    const { error } = checked;
    if (error.type === "SlipInvalid")
      return { type: "turned_away", code: "slip_invalid", about: null, branch: null };
    const { slip, visit } = error;
    const about = { ref: slip.reference, service: slip.service, startsAtMs: visit.startsAtMs };
    return { type: "turned_away", code: codeOf(error.type), about, branch: visit.branch };
  }
  const { reference: ref, service, startsAtMin } = checked.value;
  const about = { ref, service, startsAtMs: startsAtMin * 60_000 };
  const booking = bookingIdOf(checked.value);
  try {
    await keepAct({ ...shown, ...about, booking });
    await markUsed(booking);
  } catch {
    return { type: "cannot_keep" };
  }
  await load();
  return { type: "kept", id: shown.id, about };
};

/** A reference and the document that was shown with it. */
export const judgeReference = async (ref: string, documentNumber: string): Promise<Verdict> => {
  if (reach.peek() !== "gone") {
    const lang = language.peek() === "en" ? "en" : "ms";
    const body = { by: "reference", ref, documentNumber, lang };
    const answer = await post<CheckInAnswer>("/checkins", body, {
      as: "staff",
      key: newCommandId(),
      timeoutMs: patienceMs,
    });
    if (answer.ok)
      return "ticket" in answer.value
        ? { type: "recorded", answer: answer.value }
        : turnedAway({ code: answer.value.type, data: { ...answer.value } });
    await learn(answer.error);
    if (!isAway(answer.error)) {
      return isShut(answer.error) ? { type: "problem", problem: answer.error } : turnedAway(answer.error);
    }
  }
  const known = kept.peek();
  if (known?.type !== "open") return { type: "no_list" };
  const booking = known.list.bookings.find((row) => row.ref === plainRef(ref));
  return booking
    ? { type: "listed", booking }
    : { type: "turned_away", code: "booking_not_found", about: null, branch: null };
};

/** `WrongDay` is `wrong_day`, as the branch says it. */
const codeOf = (type: string): string =>
  type.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** A refusal of the branch. */
export const turnedAway = ({ code, data }: Pick<Problem, "code" | "data">): Verdict => {
  const { service, startsAtMs, branch } = data;
  const about =
    typeof service === "string" && typeof startsAtMs === "number" ? { ref: null, service, startsAtMs } : null;
  return { type: "turned_away", code, about, branch: typeof branch === "string" ? branch : null };
};
