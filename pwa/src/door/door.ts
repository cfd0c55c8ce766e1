/**
 * A tablet's door, as one state: the list it keeps, whether its branch answers, what it has not told yet, and the last verdict. One
 * window of the tablet works at a time (Web Locks), so that a slip counts once here and acts are sent in their order.
 */
import { signal } from "@preact/signals";
import type * as z from "zod";
import { bookingIdOf } from "../../../server/booking/slip-codec";
import type { ListedBooking } from "../../../server/checkin/door";
import type { doorAnswer } from "../../../server/checkin/door.schema";
import { get, isLineTrouble, post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import type { CheckInAnswer } from "../kiosk/kiosk-types";
import { plainRef } from "../slips";
import { letIn as comeInAgain } from "../device/watch";
import { currentMs } from "../ui/now";
import { language } from "../words/language";
import { checkSlip, readList, type SignedDayList, slipOf } from "./check";

import { forgetList, type Holder, keepList, type ListState, markUsed, openList } from "./kept-list";
import {
  type Act,
  dropAct,
  dropUnsettled,
  keepAct,
  keepUnsettled,
  keptActs,
  keptUnsettled,
  type Unsettled,
} from "./outbox";
import { unsentCount, watchUnsent } from "./unsent";

export type DoorAnswer = z.infer<typeof doorAnswer>;

/** The visit that a verdict is about, as far as it is known. */
export interface About {
  readonly ref: string | null;
  readonly service: string;
  readonly startsAtMs: number;
}

export type Verdict =
  | { readonly type: "recorded"; readonly answer: DoorAnswer }
  /** Let in, kept on this tablet, told later. */
  | { readonly type: "kept"; readonly about: About }
  /** Not let in, or not to be recorded: why, by its code. `branch`: where the visit is. */
  | {
      readonly type: "turned_away";
      readonly code: string;
      readonly about: About | null;
      readonly branch: string | null;
    }
  /** A typed reference while the branch does not answer: what the list says, and nothing is recorded. */
  | { readonly type: "listed"; readonly booking: ListedBooking }
  | { readonly type: "no_list" }
  | { readonly type: "cannot_keep" }
  /** Nobody is signed in any more: the slip is looked at again as soon as somebody is. */
  | { readonly type: "sign_in"; readonly slip: string }
  | { readonly type: "problem"; readonly problem: Problem };

/** Whether the branch answered when it was asked last. */
export type Reach = "unknown" | "there" | "gone";

export const reach = signal<Reach>("unknown");
export const kept = signal<ListState | undefined>(undefined);
export const verdict = signal<Verdict | undefined>(undefined);
export const checking = signal(false);
export const unsent = signal<readonly Act[]>([]);
export const unsettled = signal<readonly Unsettled[]>([]);

/** At a door people stand and wait: whoever does not answer by then is away. */
const patienceMs = 4_000;
const listEveryMs = 60_000;
const lookEveryMs = 5_000;

const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request("sto-door", work);

/** Reads what this tablet has. A browser that keeps nothing has nothing. */
const load = async (): Promise<void> => {
  try {
    kept.value = await openList(currentMs());
    await loadActs();
  } catch {
    kept.value ??= { type: "none" };
  }
};

const loadActs = async (): Promise<void> => {
  unsent.value = await keptActs();
  unsettled.value = await keptUnsettled();
};

/** A list is read once; it goes when its time is over. */
const isToBeRead = (): boolean => {
  const now = kept.peek();
  return now === undefined || (now.type === "open" && currentMs() >= now.holder.endsMs);
};

/** Opens the door's state and looks after it. `holder` says who is signed in, if anybody is. Returns how to stop. */
export const watchDoor = (holder: () => Holder | undefined): (() => void) => {
  let listedMs = -Infinity;
  let looking = false;
  const look = async () => {
    if (isToBeRead()) await load();
    else if (unsentCount.peek() !== unsent.peek().length) await loadActs();
    const signedIn = holder();
    if (!signedIn) return;
    const isDue = reach.peek() !== "there" || currentMs() - listedMs >= listEveryMs;
    if (isDue || kept.peek()?.type === "none") await refreshList(signedIn);
    if (reach.peek() !== "there") return;
    if (isDue) listedMs = currentMs();
    if (unsent.peek().length > 0) await alone(tellAll);
  };
  const soon = () => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  };
  void watchUnsent();
  soon();
  const timer = setInterval(soon, lookEveryMs);
  addEventListener("online", soon);
  return () => {
    clearInterval(timer);
    removeEventListener("online", soon);
  };
};

/** Asks for the list; the answer also says whether the branch is there. */
const refreshList = async (holder: Holder): Promise<void> => {
  const answer = await get<SignedDayList>("/door/day", { as: "staff", once: true, timeoutMs: patienceMs });
  if (!answer.ok) return learn(answer.error);
  reach.value = "there";
  const list = await readList(answer.value);
  if (!list) return;
  try {
    await alone(() => keepList(holder, list));
    kept.value = await openList(currentMs());
  } catch {
    // The door goes on with the branch's answers; without its network it will say that there is no list.
    kept.value = { type: "none" };
  }
};

/** What a refusal says about the line and the tablet. */
const learn = async (problem: Problem): Promise<void> => {
  reach.value = isAway(problem) ? "gone" : "there";
  if (problem.code === "tablet_needed" || problem.code === "tablet_revoked") await comeInAgain("tablet");
};

/** Nothing was decided: the same act may be sent again. */
const isAway = (problem: Problem): boolean => isLineTrouble(problem) || problem.status >= 500;

/** The tablet or its officer has to come in first; the act itself is as good as before. */
const isShut = ({ status }: Problem): boolean => status === 401 || status === 403 || status === 429;

/** A slip that somebody showed, before it is known what it is. */
type Shown = Pick<Act, "id" | "slip" | "lang" | "atMs" | "officer">;

const send = ({ id, slip, lang, atMs, officer }: Shown, told: boolean) => {
  const body = { slip, lang, atMs, officer, told };
  return post<DoorAnswer>("/door/checkins", body, {
    as: "staff",
    key: id,
    once: true,
    timeoutMs: patienceMs,
  });
};

/** A slip is held to the tablet. */
export const scanSlip = async (text: string, officer: string): Promise<void> => {
  if (checking.peek()) return;
  checking.value = true;
  verdict.value = undefined;
  try {
    verdict.value = await alone(() => judge(text, officer));
  } finally {
    checking.value = false;
  }
};

const judge = async (slip: string, officer: string): Promise<Verdict> => {
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
  return { type: "kept", about };
};

/** Somebody without a code names the reference, and shows the document. */
export const typeReference = async (ref: string, documentNumber: string): Promise<void> => {
  if (checking.peek()) return;
  checking.value = true;
  verdict.value = undefined;
  verdict.value = await judgeReference(ref, documentNumber);
  checking.value = false;
};

const judgeReference = async (ref: string, documentNumber: string): Promise<Verdict> => {
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

const turnedAway = ({ code, data }: Pick<Problem, "code" | "data">): Verdict => {
  const { service, startsAtMs, branch } = data;
  const about =
    typeof service === "string" && typeof startsAtMs === "number" ? { ref: null, service, startsAtMs } : null;
  return { type: "turned_away", code, about, branch: typeof branch === "string" ? branch : null };
};

/** Tells the branch of every act, the oldest first. The first that gets no answer ends it: the rest waits. */
const tellAll = async (): Promise<void> => {
  for (const act of await keptActs()) {
    const answer = await send(act, true);
    if (!answer.ok && (isAway(answer.error) || isShut(answer.error))) {
      await learn(answer.error);
      break;
    }
    const code = answer.ok
      ? answer.value.type === "used_twice"
        ? "used_twice"
        : undefined
      : answer.error.code;
    if (code !== undefined) await keepUnsettled({ act, code });
    await dropAct(act.id);
  }
  await load();
};

/** After a touch of the officer's key. Says whether the list is open now. */
export const openAgain = async (): Promise<boolean> => {
  await load();
  return kept.peek()?.type === "open";
};

/** Somebody has seen what became of it. */
export const seen = async (id: string): Promise<void> => {
  await dropUnsettled(id);
  unsettled.value = await keptUnsettled();
};

/** Nobody is signed in any more, or the tablet was shut out: the list goes, what was not told stays. */
export const closeList = async (): Promise<void> => {
  if (kept.peek()?.type === "none") return;
  await forgetList().catch(() => {});
  kept.value = { type: "none" };
};
