import { useState } from "preact/hooks";
import { post, type Problem } from "../api";
import { loadNode, node } from "../node";
import { staffState } from "../staff/session";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { nowMs } from "../ui/now";
import { problemText } from "../words/problems";
import { clockTime, span } from "../words/when";
import { clockWords as words } from "./clock-words";

const mayConfirm: readonly string[] = ["supervisor", "branch_admin", "hq_admin"];

/** This machine's clock is in doubt: what goes on, what waits, and a supervisor's word. */
export const ClockBand = () => {
  const [problem, setProblem] = useState<Problem>();
  const clock = node.value?.clock;
  const state = staffState.value;
  if (!clock || clock.isConfirmed) return null;
  const off = span(Math.abs(clock.byMs));
  const confirm = async () => {
    const answer = await post("/branch/clock/confirm", {}, { as: "staff" });
    setProblem(answer.ok || answer.error.code === "clock_is_right" ? undefined : answer.error);
    await loadNode();
  };
  return (
    <Band tone="danger" icon="clock-alert" alert>
      <div class="stack tight">
        <span>
          <strong>{clock.trouble === "off" ? words.off({ span: off }) : words.behind({ span: off })}</strong>{" "}
          {words.what()}
        </span>
        {state.type === "open" && mayConfirm.includes(state.staff.role) ? (
          <div class="row">
            <Button icon="check" onClick={() => void confirm()}>
              {words.confirm({ time: clockTime(nowMs.value) })}
            </Button>
          </div>
        ) : (
          <span>{words.ask()}</span>
        )}
        {problem && <span>{problemText(problem)}</span>}
      </div>
    </Band>
  );
};
