/** The door at work: it looks after its list, judges what is shown, and tells its branch what that has not heard. */
import { get } from "../api";
import { currentMs } from "../ui/now";
import { isAway, isShut, learn, patienceMs, send } from "./ask-branch";
import { readList, type SignedDayList } from "./check";
import { judge, judgeReference, turnedAway } from "./judge";
import { forgetList, type Holder, keepList, openList } from "./kept-list";
import { dropAct, dropUnsettled, keepUnsettled, keptActs, keptUnsettled } from "./outbox";
import { alone, checking, kept, load, loadActs, reach, unsent, unsettled, verdict } from "./state";
import { unsentCount, watchUnsent } from "./unsent";

const listEveryMs = 60_000;
const lookEveryMs = 5_000;

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
    kept.value = await openList();
  } catch {
    // The door goes on with the branch's answers; without its network it will say that there is no list.
    kept.value = { type: "none" };
  }
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

/** Somebody without a code names the reference, and shows the document. */
export const typeReference = async (ref: string, documentNumber: string): Promise<void> => {
  if (checking.peek()) return;
  checking.value = true;
  verdict.value = undefined;
  verdict.value = await judgeReference(ref, documentNumber);
  checking.value = false;
};

/** Tells the branch of every act, the oldest first. The first that gets no answer ends it: the rest waits. */
const tellAll = async (): Promise<void> => {
  for (const act of await keptActs()) {
    const answer = await send(act, true);
    if (!answer.ok && (isAway(answer.error) || isShut(answer.error))) {
      await learn(answer.error);
      break;
    }
    const isRecorded = answer.ok && answer.value.type !== "used_twice";
    if (!isRecorded) await keepUnsettled({ act, code: answer.ok ? answer.value.type : answer.error.code });
    await dropAct(act.id);
    // It is still on the screen: now there is a number, or a reason why there is none.
    const now = verdict.peek();
    if (now?.type === "kept" && now.id === act.id)
      verdict.value = answer.ok ? { type: "recorded", answer: answer.value } : turnedAway(answer.error);
  }
  await loadActs();
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
