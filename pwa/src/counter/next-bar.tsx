import { Icon } from "../ui/icon";
import { currentMs, nowMs } from "../ui/now";
import { clockTime } from "../words/when";
import type { QueueState } from "./counter-types";
import type { Act, Desk } from "./desk";
import { laneWord } from "./lanes";
import { counterWords as words } from "./words";

export interface MainAct {
  readonly act: Act;
  readonly title: string;
  readonly detail: string;
}

/**
 * The one thing to do now, always in the same place: open, call, start serving, finish and call. A person who was
 * called and not served yet is never skipped by a second press of the same key.
 */
export const mainActOf = (queue: QueueState): MainAct => {
  const { counter, current, next } = queue;
  const toNext = next
    ? [
        next.ticket.number,
        next.ticket.appointmentAtMs === null
          ? laneWord(next.ticket.lane)
          : words.appointmentAt({ time: clockTime(next.ticket.appointmentAtMs) }),
        words.arrivedAt({ time: clockTime(next.ticket.waitingSinceMs) }),
        ...next.why.flatMap(({ code }) => whyByCode[code]?.() ?? []),
      ].join(" · ")
    : queue.nextAppointmentAtMs === null
      ? words.nobodyWaits()
      : words.nextAppointment({ time: clockTime(queue.nextAppointmentAtMs) });
  if (counter.state === "closed") return { act: { type: "sign-on" }, title: words.open(), detail: toNext };
  if (counter.state === "break") return { act: { type: "open" }, title: words.resume(), detail: toNext };
  if (current?.state === "called")
    return {
      act: { type: "serve", ticket: current.id },
      title: words.serve({ number: current.number }),
      detail: words.serveDetail(),
    };
  if (current)
    return {
      act: { type: "next", finish: true },
      title: next ? words.finishNext() : words.finish(),
      detail: toNext,
    };
  return {
    act: { type: "next", finish: false },
    title: next ? words.next() : words.nobodyWaits(),
    detail: toNext,
  };
};

/** Reasons that number, lane and time do not tell already. */
const whyByCode: Readonly<Record<string, () => string>> = {
  waited_longest: words.whyLongest,
  quick_stage: words.whyQuick,
};

export const NextBar = ({
  desk,
  queue,
  onMain,
  onPick,
}: {
  desk: Desk;
  queue: QueueState;
  onMain: () => void;
  onPick: () => void;
}) => {
  const main = mainActOf(queue);
  const idle = !queue.next && !queue.current && queue.counter.state === "open";
  const away = !desk.reached.value;
  const busy = desk.acting.value === main.act.type;
  return (
    <div class="next-row">
      <button
        type="button"
        class={idle || away ? "next-bar outline" : "next-bar"}
        aria-disabled={busy || away ? "true" : undefined}
        aria-keyshortcuts="Space"
        onClick={onMain}
      >
        <Icon name={busy ? "hourglass" : "chevrons-right"} />
        <span class="next-text">
          <span class="next-title">{away ? words.waitingLine() : main.title}</span>
          <span>{away ? "" : main.detail}</span>
        </span>
        <kbd>{words.space()}</kbd>
      </button>
      <BesideNext desk={desk} isOpen={queue.counter.state === "open"} onPick={onPick} />
    </div>
  );
};

/** For ten seconds after an act the square takes it back; otherwise it calls a certain number. */
const BesideNext = ({ desk, isOpen, onPick }: { desk: Desk; isOpen: boolean; onPick: () => void }) => {
  const undo = desk.undoable();
  // Read for its ticking; the time itself is taken now, so that the count never begins above ten.
  void nowMs.value;
  const left = undo ? Math.ceil((undo.untilMs - currentMs()) / 1_000) : 0;
  if (undo && left > 0)
    return (
      <button
        type="button"
        class="beside-next undo"
        aria-keyshortcuts="Z"
        onClick={() => void desk.act({ type: "undo", ticket: undo.ticketId })}
      >
        <Icon name="undo-2" />
        <span class="strong">{words.undo()}</span>
        <span class="small quiet">{words.undoLeft({ count: left })}</span>
      </button>
    );
  if (!isOpen) return null;
  return (
    <button type="button" class="beside-next" aria-keyshortcuts="N" onClick={onPick}>
      <Icon name="list-ordered" />
      <span class="strong">{words.pick()}</span>
      <span class="small quiet">{words.pickWhy()}</span>
    </button>
  );
};
