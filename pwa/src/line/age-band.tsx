import { node } from "../node";
import { staffState } from "../staff/session";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { nowMs } from "../ui/now";
import { dayAndClock } from "../words/staff-times";
import { common } from "../words/common";
import { span } from "../words/when";
import { ageWords as words } from "./age-words";

const mayCarry: readonly string[] = ["supervisor", "branch_admin", "hq_admin"];

/** In hours, as the limits are, until that is a number nobody reads. */
const hoursMax = 100;

/** Headquarters' word is old: what stops and when, or has stopped, and what to do about it. */
export const AgeBand = () => {
  const age = node.value?.lineAge;
  const state = staffState.value;
  if (!age) return null;
  const isStopped = age.phase === "stopped";
  const hours = Math.floor((nowMs.value - age.wordAt) / 3_600_000);
  const length = hours < hoursMax ? common.hours({ count: hours }) : span(nowMs.value - age.wordAt);
  return (
    <Band tone={age.phase === "soon" ? "warning" : "danger"} icon="cloud-off" alert={isStopped}>
      <div class="stack tight">
        <span>
          <strong>{isStopped ? words.stopped({ span: length }) : words.soon({ span: length })}</strong>{" "}
          {isStopped ? words.goesOn() : words.stops({ time: dayAndClock(age.stopsAt) })}
        </span>
        <span>{isStopped ? words.open() : words.avoid()}</span>
        {state.type === "open" && mayCarry.includes(state.staff.role) ? (
          location.pathname !== "/line" && (
            <div class="row">
              <Button icon="arrow-right" href="/line#usb">
                {words.toStick()}
              </Button>
            </div>
          )
        ) : (
          <span>{words.ask({ page: words.page() })}</span>
        )}
      </div>
    </Band>
  );
};
