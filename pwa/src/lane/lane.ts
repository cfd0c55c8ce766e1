/** What a lane's screen knows: the lane's latest word, and how long ago it came. */
import { signal } from "@preact/signals";
import type * as z from "zod";
import type { screenSchema } from "../../../server/gates/gates.schema";
import { get, post } from "../api";
import { newCommandId } from "../command-id";
import { isStale, listen, type Live } from "../live";
import type { ShownWord } from "./words";

export type LaneScreen = z.infer<typeof screenSchema>;

const as = "lane" as const;
/** How often a screen that has no lane asks again. */
const askAgainMs = 5_000;

export const createLane = () => {
  const screen = signal<LaneScreen | undefined>(undefined);
  /** True: the branch has no lane by this screen's name. */
  const unknown = signal(false);
  const live = signal<Live | undefined>(undefined);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const find = async (): Promise<void> => {
    const answer = await get<LaneScreen>("/gates/lanes/mine/screen", { as });
    if (closed) return;
    unknown.value = !answer.ok && answer.error.code === "lane_not_found";
    if (!answer.ok) {
      timer = setTimeout(() => void find(), askAgainMs);
      return;
    }
    screen.value = answer.value;
    live.value = listen(
      [`lane:${answer.value.lane}`],
      (_topic, data) => {
        screen.value = (data as LaneScreen | null) ?? undefined;
      },
      { as },
    );
  };
  void find();

  return {
    screen,
    unknown,
    /** The lane's word, while it is fresh: an arrow that may be old is no arrow. */
    word: (atMs: number): ShownWord => {
      const { value: now } = screen;
      const { value: line } = live;
      if (now === undefined || line === undefined || line.heardAtMs.value === 0) return "silent";
      return isStale(line, atMs) ? "silent" : now.word;
    },
    /** What the lane's own camera or scanner read, as it stands: the branch judges it, and the screen hears what came of it. */
    scanned: (text: string) => {
      const lane = screen.peek()?.lane;
      if (lane !== undefined) void post(`/gates/lanes/${lane}/scan`, { text }, { as, key: newCommandId() });
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      live.peek()?.close();
    },
  };
};

export type Lane = ReturnType<typeof createLane>;
