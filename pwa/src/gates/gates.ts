/** The latest picture of the lanes, and what an officer tells them. */
import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { LaneMode } from "../../../server/gates/lane";
import { post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { listen, type Live } from "../live";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import type { Alarm, GateLane, Gates, OrderAnswer } from "./gates-types";
import { laneWords as words, modeName } from "./lane-words";
import { gatesWords } from "./words";

export const as = "staff" as const;

/** Listens to the lanes while the page stands; null: headquarters, which has none. */
export const useGates = (): {
  readonly gates: ReadonlySignal<Gates | null | undefined>;
  readonly live: Live | undefined;
} => {
  const gates = useSignal<Gates | null | undefined>(undefined);
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const line = listen(["gates"], (_topic, data) => void (gates.value = data as Gates | null), { as });
    setLive(line);
    return line.close;
  }, []);
  return { gates, live };
};

/** One act at a time: a second touch while one is under way does nothing; what stood in its way is `problem`. Undefined: it was not done. */
export const useCommands = () => {
  const [problem, setProblem] = useState<Problem>();
  const [acting, setActing] = useState<string>();
  const busy = useRef(false);
  const run = async <T>(path: string, body: object): Promise<T | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setActing(path);
    const answer = await post<T>(path, body, { as, key: newCommandId() });
    busy.current = false;
    setActing(undefined);
    setProblem(answer.ok ? undefined : answer.error);
    return answer.ok ? answer.value : undefined;
  };
  return { problem, acting, run };
};

export type Commands = ReturnType<typeof useCommands>;

type Order = "open_exit" | "reject" | "lock" | "reset_alarm";

/** Tells a lane something, and says what came of it. */
export const giveOrder = async ({ run }: Commands, { id, name }: GateLane, order: Order): Promise<void> => {
  const answer = await run<OrderAnswer>(`/gates/lanes/${id}/orders`, { order });
  if (answer === undefined) return;
  const said = { lane: name, order: words[order]() };
  if (answer.outcome === "done") toast(words.orderDone(said));
  else {
    const text = answer.outcome === "refused" ? words.orderRefused(said) : words.orderUnknown(said);
    // Stays until somebody has read it.
    toast(text, { label: common.close(), run: () => {} });
  }
};

/** Says how a lane is run from now on, and whether its controller has heard. */
export const sayMode = (lane: GateLane, mode: LaneMode, { outcome }: OrderAnswer): void => {
  const said = { lane: lane.name, mode: modeName[mode]() };
  if (outcome === "done") toast(words.changed(said));
  else toast(words.changedUnheard(said), { label: common.close(), run: () => {} });
};

/** The one thing to do about an alarm, in one touch. */
export const handle = async (commands: Commands, alarm: Alarm, lane: GateLane | undefined): Promise<void> => {
  const { action, cause } = alarm;
  if (action === null) return;
  if (action === "end") {
    const ended = await commands.run(`/gates/alarms/${alarm.id}/end`, {});
    if (ended !== undefined) toast(gatesWords.ended({ lane: lane?.name ?? alarm.lane }));
  } else if (lane && action === "close_lane") {
    const wish = { mode: "closed", reason: cause.ms } as const;
    const answer = await commands.run<OrderAnswer>(`/gates/lanes/${lane.id}/mode`, wish);
    if (answer !== undefined) sayMode(lane, wish.mode, answer);
  } else if (lane && action !== "close_lane") await giveOrder(commands, lane, action);
};
