import { useState } from "preact/hooks";
import type { LaneMode } from "../../../server/gates/lane";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { ProblemBand } from "../ui/problem-band";
import { Summary } from "../ui/summary";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { clockTime } from "../words/when";
import { type Commands, giveOrder, sayMode } from "./gates";
import type { GateLane, OrderAnswer } from "./gates-types";
import { laneWords as words, modeName, steps, usualChanges } from "./lane-words";
import { gatesProblemText } from "./problems";

const orders = ["open_exit", "reject", "lock", "reset_alarm"] as const;

/** One lane: how it stands, how it is run, and what it may be told. A change of mode is the second touch. */
export const LaneDialog = ({
  lane,
  commands,
  mayAct,
  onOther,
  onClose,
}: {
  lane: GateLane;
  commands: Commands;
  mayAct: boolean;
  /** A reason of one's own is wanted. */
  onOther: () => void;
  onClose: () => void;
}) => {
  const { icon, word } = steps[lane.step];
  const { problem } = commands;
  const setMode = async (mode: LaneMode, reason: string) => {
    const answer = await commands.run<OrderAnswer>(`/gates/lanes/${lane.id}/mode`, { mode, reason });
    if (answer === undefined) return;
    sayMode(lane, mode, answer);
    onClose();
  };
  return (
    <Dialog open title={`${lane.name} · ${words[lane.direction]()}`} onClose={onClose}>
      <p class="lane-now">
        <Icon name={icon} /> <span class="strong">{word()}</span>
      </p>
      {problem && <ProblemBand problem={problem} text={gatesProblemText(problem)} />}
      <Summary
        plain
        rows={[
          { term: words.modeNow(), value: [modeName[lane.mode](), lane.reason].filter(Boolean).join(": ") },
          { term: words.controller(), value: controllerText(lane) },
          { term: words.inside(), value: common.people({ count: lane.gate.occupancy }) },
          { term: words.todayPassed(), value: lane.today.passed },
          { term: words.todayReferred(), value: lane.today.referred },
        ]}
      />
      {mayAct && (
        <>
          <fieldset class="lane-changes">
            <legend class="strong">{words.changeMode()}</legend>
            {usualChanges
              .filter(({ mode }) => mode !== lane.mode)
              .map(({ mode, why }) => (
                <Button key={why()} onClick={() => void setMode(mode, why())}>
                  <span>
                    <span class="strong">{modeName[mode]()}</span>: {why()}
                  </span>
                </Button>
              ))}
            <Button icon="pencil" onClick={onOther}>
              {words.otherReason()}
            </Button>
          </fieldset>
          {lane.wide && <Companions lane={lane} commands={commands} />}
          <details class="disclosure">
            <summary>
              {words.orders()}
              <Icon name="chevron-down" />
            </summary>
            <div class="stack tight">
              {orders.map((order) => (
                <Button key={order} wide onClick={() => void giveOrder(commands, lane, order)}>
                  {words[order]()}
                </Button>
              ))}
            </div>
          </details>
        </>
      )}
      <Button wide onClick={onClose}>
        {common.back()}
      </Button>
    </Dialog>
  );
};

const controllerText = ({ gate: { online, lastSeenMs } }: GateLane): string => {
  if (online) return words.controllerSaid();
  return lastSeenMs === null
    ? words.controllerNever()
    : words.controllerSilent({ time: clockTime(lastSeenMs) });
};

const companionsMax = 8;

/** Who goes with an adult on a wide lane: an officer sees them and says how many. */
const Companions = ({ lane, commands }: { lane: GateLane; commands: Commands }) => {
  const [count, setCount] = useState(Math.max(1, lane.companions));
  const confirm = async () => {
    const done = await commands.run(`/gates/lanes/${lane.id}/companions`, { count });
    if (done !== undefined) toast(words.companionsSaved({ lane: lane.name, count }));
  };
  return (
    <fieldset class="stack tight">
      <legend class="strong">{words.companions()}</legend>
      <p class="small soft">{words.companionsHow()}</p>
      {lane.companions > 0 && (
        <div>
          <Tag icon="users">{words.companionsNow({ count: lane.companions })}</Tag>
        </div>
      )}
      <div class="row">
        <Button icon="minus" label={words.fewer()} onClick={() => setCount(Math.max(0, count - 1))} />
        <output class="figures lane-companions">{count}</output>
        <Button
          icon="plus"
          label={words.more()}
          onClick={() => setCount(Math.min(companionsMax, count + 1))}
        />
        <Button class="grow" icon="users" onClick={() => void confirm()}>
          {words.confirmCompanions({ count })}
        </Button>
      </div>
    </fieldset>
  );
};
