/** The display's memory: the latest snapshot, the board that shows one call at a time, and the voice. */
import { signal } from "@preact/signals";
import { listen, type Live } from "../live";
import { currentMs, learnNodeTime } from "../ui/now";
import { advance, announceAgeMsMax, emptyBoard, hear, type Board } from "./call-queue";
import type { DisplayState } from "./display-types";
import type { Voice } from "./voice";

export const createHall = (voice: Voice) => {
  const state = signal<DisplayState | null>(null);
  const board = signal<Board>(emptyBoard);
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Shows the next call when its turn has come, and comes back when the shown one has had its time. */
  const step = async (): Promise<void> => {
    clearTimeout(timer);
    const [next] = board.peek().waiting;
    if (!next) return;
    await voice.prepare(next);
    if (board.peek().waiting[0] !== next) return step();
    const { board: after, started } = advance(board.peek(), currentMs(), voice.lengthMs);
    board.value = after;
    if (started) voice.say(started);
    const { shown, waiting } = after;
    if (shown && waiting.length > 0)
      timer = setTimeout(() => void step(), Math.max(0, shown.untilMs - currentMs()));
  };

  let lastTold: string | undefined;
  /** A chime for what is announced just now; none for what stood there before this screen opened. */
  const chimeFor = ({ announcement, now }: DisplayState): void => {
    const isNew = announcement !== null && announcement.id !== lastTold;
    lastTold = announcement?.id;
    if (isNew && now - announcement.atMs <= announceAgeMsMax) void voice.chime();
  };

  const live: Live = listen(
    ["display"],
    (topic, data) => {
      if (topic !== "display" || data === null) return;
      const snapshot = data as DisplayState;
      learnNodeTime(snapshot.now);
      chimeFor(snapshot);
      state.value = snapshot;
      board.value = hear(board.peek(), [...snapshot.last, ...snapshot.calling], currentMs());
      void step();
    },
    { as: "display" },
  );

  return {
    state,
    board,
    heardAtMs: live.heardAtMs,
    connected: live.connected,
    close: () => {
      clearTimeout(timer);
      live.close();
      voice.close();
    },
  };
};

export type Hall = ReturnType<typeof createHall>;
