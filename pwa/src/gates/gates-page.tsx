import { useState } from "preact/hooks";
import { isStale } from "../live";
import type { Staff } from "../staff/session";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { ProblemBand } from "../ui/problem-band";
import { clockTime } from "../words/when";
import { Alarms } from "./alarms";
import { FiguresStrip } from "./figures-strip";
import { useCommands, useGates } from "./gates";
import { GatesFrame } from "./gates-frame";
import type { GateLane, Gates } from "./gates-types";
import { LaneDialog } from "./lane-dialog";
import { LaneTile } from "./lane-tile";
import { ModeDialog } from "./mode-dialog";
import { gatesProblemText } from "./problems";
import { laneNameOf } from "./referral";
import { WaitingList } from "./waiting-list";
import { gatesWords as words } from "./words";

/** `/gates`: one officer watches every lane. What needs somebody comes first. */
const GatesPage = () => (
  <GatesFrame title={words.allLanes()}>{(staff) => <Watch staff={staff} />}</GatesFrame>
);

export default GatesPage;

const Watch = ({ staff }: { staff: Staff }) => {
  const { gates, live } = useGates();
  const commands = useCommands();
  const [asked, setAsked] = useState<{ readonly what: "lane" | "mode"; readonly lane: string }>();
  const now = gates.value;
  if (now === undefined) return <Loading />;
  if (now === null || now.lanes.length === 0) return <Band>{words.notHere()}</Band>;
  const mayAct = staff.role !== "auditor";
  const lane = now.lanes.find(({ id }) => id === asked?.lane);
  const close = () => setAsked(undefined);
  return (
    <>
      {now.emergency.length > 0 && <Emergency gates={now} />}
      {live && isStale(live, nowMs.value) && (
        <Band tone="warning" alert>
          {words.stale({ time: clockTime(live.heardAtMs.value) })}
        </Band>
      )}
      {!now.hasMatcher && <Band tone="warning">{words.noMatcher()}</Band>}
      {now.clockUnsure && <Band tone="warning">{words.clockUnsure()}</Band>}
      {mayAct && now.onDuty.every(({ officer }) => officer !== staff.id) && (
        <Band tone="primary">
          <div class="row apart">
            {words.notOnDuty()}
            <Button icon="log-in" onClick={() => void commands.run("/gates/shift", { what: "begin" })}>
              {words.beginShift()}
            </Button>
          </div>
        </Band>
      )}
      {commands.problem && !asked && (
        <ProblemBand problem={commands.problem} text={gatesProblemText(commands.problem)} />
      )}
      <FiguresStrip lastHour={now.lastHour} />
      <div class="gates-columns">
        <Lanes lanes={now.lanes} onOpen={({ id }) => setAsked({ what: "lane", lane: id })} />
        <div class="gates-side">
          <Alarms alarms={now.alarms} lanes={now.lanes} commands={commands} mayAct={mayAct} />
          <WaitingList referrals={now.referrals} lanes={now.lanes} commands={commands} mayAct={mayAct} />
        </div>
      </div>
      {lane && asked?.what === "lane" && (
        <LaneDialog
          lane={lane}
          commands={commands}
          mayAct={mayAct}
          onOther={() => setAsked({ what: "mode", lane: lane.id })}
          onClose={close}
        />
      )}
      {lane && asked?.what === "mode" && <ModeDialog lane={lane} onClose={close} />}
    </>
  );
};

/** Nobody goes through a lane that is so. */
const standing: ReadonlySet<GateLane["step"]> = new Set(["closed", "out_of_service", "trouble", "emergency"]);

/** Every lane in its physical order. On a phone those that simply work are shown when asked for. */
const Lanes = ({ lanes, onOpen }: { lanes: readonly GateLane[]; onOpen: (lane: GateLane) => void }) => {
  const [isAll, setAll] = useState(false);
  const running = lanes.filter(({ step }) => !standing.has(step)).length;
  return (
    <section class="card gates-lanes">
      <h2>
        {words.lanes()}{" "}
        <span class="small soft">{words.lanesReady({ ready: running, all: lanes.length })}</span>
      </h2>
      <ul class={isAll ? "lane-grid all" : "lane-grid"}>
        {lanes.map((lane) => (
          <LaneTile key={lane.id} lane={lane} onOpen={() => onOpen(lane)} />
        ))}
      </ul>
      {!isAll && (
        <Button icon="chevron-down" wide class="lanes-more" onClick={() => setAll(true)}>
          {words.showAll({ count: lanes.length })}
        </Button>
      )}
    </section>
  );
};

/** Lanes stand open by their hardware: nothing on the page is larger. */
const Emergency = ({ gates }: { gates: Gates }) => (
  <div class="gates-emergency" role="alert">
    <Icon name="siren" />
    <div>
      <p class="strong">
        {words.emergency({
          lanes: gates.emergency.map((id) => laneNameOf(gates.lanes, id)).join(", "),
          count: gates.emergency.length,
        })}
      </p>
      <p>{words.emergencyNext()}</p>
    </div>
  </div>
);
