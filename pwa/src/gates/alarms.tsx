import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icons";
import { inLanguage } from "../words/language";
import { clockTime } from "../words/when";
import { type Commands, handle } from "./gates";
import type { Alarm, GateLane } from "./gates-types";
import { laneWords } from "./lane-words";
import { gatesWords as words } from "./words";

const ranks: Readonly<Record<Alarm["rank"], { readonly icon: IconName; readonly word: () => string }>> = {
  1: { icon: "octagon-alert", word: words.rank1 },
  2: { icon: "triangle-alert", word: words.rank2 },
  3: { icon: "info", word: words.rank3 },
};

/** What is wrong, the most urgent first: one line of cause and one thing to do for each. The first is the filled button. */
export const Alarms = ({
  alarms,
  lanes,
  commands,
  mayAct,
}: {
  alarms: readonly Alarm[];
  lanes: readonly GateLane[];
  commands: Commands;
  mayAct: boolean;
}) => {
  const first = alarms.find(({ action, rank }) => action !== null && rank === 1);
  return (
    <section class="card stack tight gates-alarms" aria-live="polite">
      <h2>
        {words.toDo()} {alarms.length > 0 && <span class="figures">{alarms.length}</span>}
      </h2>
      {alarms.length === 0 && <p class="soft">{words.allCalm()}</p>}
      <ul class="gates-list" tabIndex={0} aria-label={words.toDo()}>
        {alarms.map((alarm) => (
          <AlarmRow
            key={alarm.id}
            alarm={alarm}
            lane={lanes.find(({ id }) => id === alarm.lane)}
            commands={commands}
            mayAct={mayAct}
            isFirst={alarm === first}
          />
        ))}
      </ul>
    </section>
  );
};

const AlarmRow = ({
  alarm,
  lane,
  commands,
  mayAct,
  isFirst,
}: {
  alarm: Alarm;
  lane: GateLane | undefined;
  commands: Commands;
  mayAct: boolean;
  isFirst: boolean;
}) => {
  const { icon, word } = ranks[alarm.rank];
  const cause = inLanguage(alarm.cause);
  const name = lane?.name ?? "";
  const { action } = alarm;
  return (
    <li data-rank={alarm.rank}>
      <Icon name={icon} />
      <div>
        <p>
          <span class="hear">{word()}: </span>
          <span class="strong">{name}</span> {cause}
        </p>
        <p class="small soft">
          {word()} ·{" "}
          {alarm.times > 1
            ? words.times({ count: alarm.times, time: clockTime(alarm.lastMs) })
            : words.since({ time: clockTime(alarm.firstMs) })}
          {action === null && ` · ${words.endsItself()}`}
        </p>
      </div>
      {action !== null && mayAct && (
        <Button
          kind={isFirst ? "primary" : "outline"}
          label={words.actOn({ action: laneWords[action](), lane: name, cause })}
          onClick={() => void handle(commands, alarm, lane)}
        >
          {laneWords[action]()}
        </Button>
      )}
    </li>
  );
};
