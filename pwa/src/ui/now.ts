import { signal } from "@preact/signals";
import { systemClock } from "../../../sync/core/clock";

/** How far this device's clock is behind the node's, in ms: countdowns follow the node. */
let behindMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * The node's time in ms, ticking once a second while some component looks at it. A component that reads `nowMs.value`
 * draws itself again each second: keep it small.
 */
export const nowMs = signal(systemClock.nowMs(), {
  watched: () => {
    nowMs.value = currentMs();
    timer = setInterval(() => {
      nowMs.value = currentMs();
    }, 1000);
  },
  unwatched: () => clearInterval(timer),
});

/** The node's time now, as an event handler wants it. */
export const currentMs = (): number => Math.round(systemClock.nowMs() + behindMs);

/** How far this device's clock is behind the node's; 0 before it has heard. */
export const behindNodeMs = (): number => behindMs;

/** Takes the node's clock from an answer's `now` or Date. */
export const learnNodeTime = (nodeNowMs: number): void => {
  behindMs = nodeNowMs - systemClock.nowMs();
  nowMs.value = currentMs();
};
