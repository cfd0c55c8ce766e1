import type { NodeInfo } from "../api-types";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icons";
import { node } from "../node";
import { nowMs } from "../ui/now";
import { hqLine } from "./hq-line";
import { levelsWords as words } from "./levels-words";
import { lineWords } from "./line-words";

interface Level {
  readonly icon: IconName;
  readonly name: string;
  readonly what: string;
}

const levelsOf = ({ connected, pendingOut, mirror }: NodeInfo["sync"]): readonly Level[] => [
  { icon: "circle-check", name: words.here(), what: words.hereWhat() },
  ...(mirror === null ? [] : [secondDevice[mirror]()]),
  pendingOut === 0
    ? { icon: "circle-check", name: lineWords.safe(), what: words.atHqWhat() }
    : { icon: "hourglass", name: words.notAtHq(), what: words.notAtHqWhat({ count: pendingOut }) },
  ...(connected
    ? []
    : ([
        { icon: "play", name: words.goesOn(), what: isLong() ? words.goesOnLong() : words.goesOnWhat() },
        { icon: "pause", name: words.waits(), what: isLong() ? words.waitsLong() : words.waitsWhat() },
      ] as const)),
];

/** Headquarters' word is so old that less goes on. */
const isLong = (): boolean => node.value?.lineAge?.phase === "stopped";

const secondDevice: Readonly<Record<NonNullable<NodeInfo["sync"]["mirror"]>, () => Level>> = {
  complete: () => ({ icon: "circle-check", name: words.second(), what: words.secondWhat() }),
  lost: () => ({ icon: "triangle-alert", name: words.secondLost(), what: words.secondLostWhat() }),
};

/** What is safe where; while the line is cut, what goes on and what waits. */
export const Levels = ({ sync }: { sync: NodeInfo["sync"] }) => {
  const { text } = hqLine(sync, nowMs.value);
  return (
    <>
      {text !== lineWords.safe() && <p class="strong">{text}</p>}
      {sync.trouble !== null && !sync.connected && <p>{words.why({ code: sync.trouble })}</p>}
      <ul class="levels">
        {levelsOf(sync).map(({ icon, name, what }) => (
          <li key={name}>
            <Icon name={icon} />
            <span>
              <span class="strong">{name}</span>
              <span class="soft">{what}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
