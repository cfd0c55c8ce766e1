import { useEffect, useState } from "preact/hooks";
import { get, isLineTrouble, post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import type { Counter } from "./counter-types";
import { counterProblemText } from "./problems";
import { signOn } from "./session";
import { StaffHeader } from "./staff-header";
import { counterWords as words } from "./words";

/** Which counter: one answer, then the counter's page. */
export const SignOn = ({ officer, id }: { officer: string; id: string }) => {
  const [counterId, setCounterId] = useState<string>();
  const [counters, setCounters] = useState<readonly Counter[]>();
  const [problem, setProblem] = useState<Problem>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);

  const load = async () => {
    const answer = await get<{ items: readonly Counter[] }>("/counters", { as: "staff" });
    if (answer.ok) {
      setCounters(answer.value.items);
      // Theirs already: they relieved a colleague here, or came back.
      setCounterId(answer.value.items.find((counter) => counter.officer === id)?.id);
    }
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => void load(), []);

  const begin = async () => {
    setTried(true);
    if (counterId === undefined) return;
    setBusy(true);
    const answer = await post(`/counters/${counterId}/sign-on`, {}, { as: "staff", key: newCommandId() });
    setBusy(false);
    if (answer.ok) signOn({ officer, counterId });
    else setProblem(answer.error);
  };

  return (
    <div class="staff">
      <StaffHeader title={words.pageName()} detail={officer} />
      <main id="content" class="main">
        <PageTitle>{words.signOnTitle()}</PageTitle>
        {problem && (
          <ProblemBand
            problem={problem}
            {...(isLineTrouble(problem) ? {} : { text: counterProblemText(problem) })}
            onRetry={() => void load()}
          />
        )}
        <form
          class="stack wide"
          onSubmit={(event) => {
            event.preventDefault();
            void begin();
          }}
        >
          {counters ? (
            <Choices
              legend={words.whichCounter()}
              options={counters.map((counter) => ({
                value: counter.id,
                title: words.counterNo({ no: counter.no }),
                detail: words.servesGroups({ groups: counter.groups.join(", ") }),
                aside: counter.officer ? words.takenBy({ officer: counter.officer }) : words.isFree(),
              }))}
              chosen={counterId}
              onPick={setCounterId}
            />
          ) : (
            !problem && <Loading />
          )}
          {tried && counterId === undefined && (
            <p class="field-error" role="alert">
              {words.counterMissing()}
            </p>
          )}
          <Button kind="primary" type="submit" icon="log-in" wide busy={busy}>
            {words.signOn()}
          </Button>
        </form>
      </main>
    </div>
  );
};
