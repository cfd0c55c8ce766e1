import { useSignal } from "@preact/signals";
import type { Problem } from "../api";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { currentMs } from "../ui/now";
import { span } from "../words/when";
import { endOthers, endSession, sessions } from "./account";
import { ProofProblem } from "./problems";
import { words } from "./words";

/** Where the account is open on this branch's server, and the end of it there. */
export const SessionList = () => {
  const problem = useSignal<Problem | undefined>(undefined);
  const end = async (what: Promise<Problem | undefined>) => {
    problem.value = await what;
  };
  const others = sessions.value.filter(({ isThis }) => !isThis);
  return (
    <section class="card stack">
      <h2>{words.sessions()}</h2>
      <p class="soft">{words.sessionsHint()}</p>
      {problem.value && <ProofProblem problem={problem.value} />}
      <ul class="lines">
        {sessions.value.map(({ id, label, seenAtMs, isThis }) => {
          const name = label || words.unknownDevice();
          return (
            <li key={id}>
              <span>
                <span class="strong">{name}</span> {isThis && <Tag tone="primary">{words.thisPhone()}</Tag>}
                <span class="small soft">{words.lastSeen({ age: span(currentMs() - seenAtMs) })}</span>
              </span>
              {!isThis && (
                <Button
                  kind="quiet"
                  icon="log-out"
                  label={words.endOne({ name })}
                  onClick={() => void end(endSession(id))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <div>
          <Button icon="log-out" onClick={() => void end(endOthers())}>
            {words.endOthers()}
          </Button>
        </div>
      )}
    </section>
  );
};
