import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { dayAndClock } from "../words/staff-times";
import type { Account } from "./account";
import { proofProblemText } from "./problems";
import { stopByCode, stopOwn } from "./recovery";
import { words } from "./recovery-words";

export const recoveryProblemText = (problem: Problem): string => {
  const { code } = problem;
  if (code === "recovery_not_ready" || code === "recovery_not_found" || code === "still_to_come")
    return words[code]();
  return proofProblemText(problem);
};

/** In the account itself: somebody asks to come in without a passkey; or all of its keys are suspended. */
export const RecoveryNews = ({ account: { recovery, passkeys } }: { account: Account }) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const stop = async () => {
    problem.value = await stopOwn();
    if (!problem.value) toast(words.stopped());
  };
  if (recovery)
    return (
      <Band tone="danger" alert>
        <p>{words.underWay({ opens: dayAndClock(recovery.opensAtMs) })}</p>
        {problem.value && <p>{recoveryProblemText(problem.value)}</p>}
        <Button kind="danger" icon="octagon-x" onClick={() => void stop()}>
          {words.stop()}
        </Button>
      </Band>
    );
  if (passkeys.length === 0 || passkeys.some(({ state }) => state === "active")) return null;
  return (
    <Band tone="warning">
      {words.allSuspended()} <a href="/account/recover">{words.link()}</a>
    </Band>
  );
};

/** For whoever got the message and did not ask: the code in it stops the recovery. */
export const StopByCode = () => {
  const code = useSignal("");
  const error = useSignal<string | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const stop = async () => {
    const typed = code.value.replace(/[^0-9A-Za-z]/g, "");
    error.value = typed.length === 12 ? undefined : words.stopMissing();
    if (error.value !== undefined) return;
    problem.value = await stopByCode(typed);
    if (problem.value) return;
    code.value = "";
    toast(words.stopped());
  };
  return (
    <details class="disclosure card">
      <summary>
        <Icon name="chevron-down" /> {words.notYou()}
      </summary>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void stop();
        }}
      >
        {problem.value && <ProblemBand problem={problem.value} text={recoveryProblemText(problem.value)} />}
        <TextField
          label={words.stopCode()}
          hint={words.stopHint()}
          error={error.value}
          lengthMax={20}
          exact
          mono
          value={code.value}
          onValue={(value) => {
            code.value = value;
          }}
        />
        <div>
          <Button type="submit">{words.stop()}</Button>
        </div>
      </form>
    </details>
  );
};
