/**
 * One counter's page as signals: the queue as the node tells it, the act under way, and the line.
 *
 * The page never computes a queue of its own. Every act is one POST with one command id; the answer and each event of
 * the stream lead to a fresh reading of `/queue`, so whatever two officers do at once, both see what was committed.
 */
import { computed, signal } from "@preact/signals";
import { get, isLineTrouble, post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { listen } from "../live";
import { currentMs } from "../ui/now";
import type { Device, PartyOutcome, QueueState, WaitingVisit } from "./counter-types";
import type { CounterSession } from "./session";

export type Act =
  | { readonly type: "next"; readonly finish: boolean }
  | { readonly type: "call"; readonly ticket: string; readonly reason: string }
  | { readonly type: "recall" | "serve" | "park" | "unpark" | "absent" | "undo"; readonly ticket: string }
  | {
      readonly type: "finish";
      readonly ticket: string;
      readonly outcome: "next_stage" | "done";
      readonly parties?: readonly PartyOutcome[];
    }
  | {
      readonly type: "transfer";
      readonly ticket: string;
      readonly to: { readonly group: string } | { readonly counter: string };
      readonly reason: string;
    }
  | { readonly type: "priority"; readonly ticket: string; readonly confirmed: boolean }
  | { readonly type: "note"; readonly ticket: string; readonly text: string }
  | {
      readonly type: "reprint";
      readonly of: { readonly kind: "ticket" | "slip"; readonly id: string };
      readonly reason: "not_printed";
    }
  | { readonly type: "sign-on" | "open" | "break" | "close" };

const requestOf = (counterId: string, act: Act): { path: string; body: object } => {
  switch (act.type) {
    case "next":
      return { path: `/counters/${counterId}/next`, body: act.finish ? { finish: true } : {} };
    case "call":
      return { path: `/counters/${counterId}/call`, body: { ticket: act.ticket, reason: act.reason } };
    case "sign-on":
    case "open":
    case "break":
    case "close":
      return { path: `/counters/${counterId}/${act.type}`, body: {} };
    case "reprint":
      return {
        path:
          act.of.kind === "ticket" ? `/tickets/${act.of.id}/reprint` : `/bookings/${act.of.id}/slip/print`,
        body: { reason: act.reason },
      };
    case "transfer":
      return { path: `/tickets/${act.ticket}/transfer`, body: { ...act.to, reason: act.reason } };
    default: {
      const { type, ticket, ...body } = act;
      return { path: `/tickets/${ticket}/${type}`, body };
    }
  }
};

export const createDesk = ({ officer, counterId }: CounterSession) => {
  const as = "staff" as const;
  const queue = signal<QueueState | null>(null);
  const devices = signal<readonly Device[]>([]);
  const visits = signal<readonly WaitingVisit[]>([]);
  const acting = signal<Act["type"] | null>(null);
  const problem = signal<Problem | null>(null);
  const reached = signal(true);
  let underWay: Promise<boolean> | undefined;
  let isOneWaiting = false;
  let reading: Promise<void> | undefined;
  let readAgain = false;

  const read = async (): Promise<void> => {
    const answer = await get<QueueState>(`/queue?counter=${encodeURIComponent(counterId)}`, { as });
    reached.value = answer.ok || !isLineTrouble(answer.error);
    if (answer.ok) queue.value = answer.value;
    else if (reached.value) problem.value = answer.error;
  };

  /** Reads the queue; calls that come while one is under way lead to exactly one more. */
  const refresh = (): Promise<void> => {
    if (reading) {
      readAgain = true;
      return reading;
    }
    reading = read().finally(() => {
      reading = undefined;
      if (readAgain) {
        readAgain = false;
        void refresh();
      }
    });
    return reading;
  };

  const live = listen(
    ["queue", "devices", "visits"],
    (topic, data) => {
      if (topic === "queue") void refresh();
      else if (data === null) return;
      else if (topic === "devices") devices.value = (data as { items: readonly Device[] }).items;
      else visits.value = (data as { items: readonly WaitingVisit[] }).items;
    },
    { as },
  );

  const commit = async (act: Act): Promise<boolean> => {
    acting.value = act.type;
    problem.value = null;
    const { path, body } = requestOf(counterId, act);
    const answer = await post<unknown>(path, body, { as, key: newCommandId() });
    if (!answer.ok) problem.value = answer.error;
    await refresh();
    acting.value = null;
    return answer.ok;
  };

  return {
    officer,
    counterId,
    as,
    queue,
    devices,
    /** Begun at a kiosk: their people come with a paper. */
    visits,
    acting,
    problem,
    /** False while the node cannot be reached: nothing is invented then, the page says so. */
    reached: computed(() => reached.value && (live.connected.value || live.heardAtMs.value === 0)),
    undoable: () => {
      const undo = queue.value?.undo;
      return undo && undo.untilMs > currentMs() ? undo : undefined;
    },
    refresh,
    /**
     * Does one act. True when it was committed. The same press again while it is under way does nothing; another act waits for the
     * one before it: an event of the stream may show the new queue before that act's own answer is here, and the officer's next
     * press must not be lost in between.
     */
    act: async (act: Act): Promise<boolean> => {
      if (acting.peek() === act.type || isOneWaiting) return false;
      isOneWaiting = true;
      await underWay;
      isOneWaiting = false;
      underWay = commit(act);
      return underWay;
    },
    close: live.close,
  };
};

export type Desk = ReturnType<typeof createDesk>;
