import type { Caller } from "../../../server/identity/session";
import { useEffect, useState } from "preact/hooks";
import { get, post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { FormDialog } from "../ui/form-dialog";
import type { IconName } from "../ui/icons";
import { ProblemBand } from "../ui/problem-band";
import { ReasonField } from "../ui/reason-field";
import { toast } from "../ui/toast";
import type { CounterNow } from "./branch-types";
import { branchWords as words } from "./words";

const stateOf: Readonly<Record<CounterNow["state"], { word: () => string; icon: IconName }>> = {
  open: { word: words.counterOpen, icon: "play" },
  break: { word: words.counterBreak, icon: "coffee" },
  closed: { word: words.counterClosed, icon: "circle-off" },
};

/** Who sits where now; a counter that its officer left open is freed here. */
export const Counters = ({ as, onFreed }: { as: Caller; onFreed: () => void }) => {
  const [counters, setCounters] = useState<readonly CounterNow[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [freeing, setFreeing] = useState<CounterNow>();
  const load = async () => {
    const answer = await get<{ items: readonly CounterNow[] }>("/counters", { as });
    if (answer.ok) setCounters(answer.value.items);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => void load(), []);
  return (
    <section class="card stack tight">
      <h2>{words.counters()}</h2>
      {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
      <ul class="counters">
        {counters.map((counter) => (
          <CounterRow key={counter.id} counter={counter} onFree={() => setFreeing(counter)} />
        ))}
      </ul>
      {freeing && (
        <FreeDialog
          as={as}
          counter={freeing}
          onClose={() => setFreeing(undefined)}
          onFreed={() => {
            toast(words.freed({ no: freeing.no }));
            setFreeing(undefined);
            void load();
            onFreed();
          }}
        />
      )}
    </section>
  );
};

const CounterRow = ({ counter, onFree }: { counter: CounterNow; onFree: () => void }) => {
  const { word, icon } = stateOf[counter.state];
  const taken = counter.state !== "closed";
  return (
    <li>
      <span class="strong">{words.counterNo({ no: counter.no })}</span>
      <span class="counter-now">
        <Tag icon={icon}>{word()}</Tag>
        {taken && (
          <span class="small soft">
            {[counter.officer, counter.current?.number].filter(Boolean).join(" · ")}
          </span>
        )}
      </span>
      {taken && (
        <Button label={words.freeTitle({ no: counter.no })} onClick={onFree}>
          {words.freeShort()}
        </Button>
      )}
    </li>
  );
};

/** Nobody is taken off a counter without a reason; whoever stands on it keeps the place, or is done. */
const FreeDialog = ({
  as,
  counter,
  onClose,
  onFreed,
}: {
  as: Caller;
  counter: CounterNow;
  onClose: () => void;
  onFreed: () => void;
}) => {
  const [reason, setReason] = useState("");
  const [person, setPerson] = useState<"waits" | "served">("waits");
  const { current } = counter;
  const free = async () => {
    const body = { reason: reason.trim(), person };
    const answer = await post(`/counters/${counter.id}/free`, body, { as, key: newCommandId() });
    if (!answer.ok && answer.error.code !== "counter_not_open") return answer.error;
    onFreed();
    return undefined;
  };
  return (
    <FormDialog
      title={words.freeTitle({ no: counter.no })}
      intro={words.freeWhat({ officer: counter.officer ?? "" })}
      isComplete={reason.trim() !== ""}
      send={{ label: words.freeDo(), icon: "log-out" }}
      onSend={free}
      onClose={onClose}
    >
      {(tried) => (
        <>
          {current && (
            <Choices
              legend={words.freePerson({ number: current.number })}
              options={[
                { value: "waits", title: words.freeWaits(), detail: words.freeWaitsDetail() },
                { value: "served", title: words.freeServed() },
              ]}
              chosen={person}
              onPick={setPerson}
            />
          )}
          <ReasonField value={reason} onValue={setReason} tried={tried} />
        </>
      )}
    </FormDialog>
  );
};
