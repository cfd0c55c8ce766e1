import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import type { GateLane } from "./gates-types";
import { laneWords, modeName, steps } from "./lane-words";
import { gatesWords as words } from "./words";

/** One of forty lanes: its name, what it does as sign and word, which way it leads, and how long that has lasted. */
export const LaneTile = ({ lane, onOpen }: { lane: GateLane; onOpen: () => void }) => {
  const { icon, word } = steps[lane.step];
  return (
    <li>
      <button type="button" class="lane-tile" data-step={lane.step} data-mode={lane.mode} onClick={onOpen}>
        <span class="lane-tile-name">{lane.name}</span>
        <span class="lane-tile-word">
          <Icon name={icon} />
          {word()}
        </span>
        <span class="lane-tile-foot">
          <span class="lane-tile-way">
            <Icon name={lane.direction === "in" ? "log-in" : "log-out"} />
            {laneWords[lane.direction]()}
          </span>
          {isUnderWay(lane) && <Seconds sinceMs={lane.sinceMs} />}
          {(lane.mode === "drill" || lane.mode === "maintenance") && (
            <span class="lane-tile-mode">{modeName[lane.mode]()}</span>
          )}
        </span>
      </button>
    </li>
  );
};

/** Somebody stands there, or something waits for an officer. */
const isUnderWay = ({ step }: GateLane): boolean =>
  step !== "idle" && step !== "closed" && step !== "out_of_service";

const Seconds = ({ sinceMs }: { sinceMs: number }) => (
  <span class="figures">
    {words.seconds({ count: Math.min(999, Math.max(0, Math.floor((nowMs.value - sinceMs) / 1000))) })}
  </span>
);
