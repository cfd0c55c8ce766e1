import { useRef, useState } from "preact/hooks";
import type { Problem } from "../api";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { ProblemBand } from "../ui/problem-band";
import { takeFile, type Taken } from "./lists";
import { words } from "./words";

/** An agency's signed file, chosen and handed over; what became of it in a sentence. */
export const TakeFile = ({ onTaken }: { onTaken: () => void }) => {
  const [share, setShare] = useState<number>();
  const [taken, setTaken] = useState<Taken>();
  const [problem, setProblem] = useState<Problem>();
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setTaken(undefined);
    setProblem(undefined);
    setShare(0);
    const answer = await takeFile(file, setShare);
    setShare(undefined);
    if (answer.ok) setTaken(answer.value);
    else if (answer.error.code !== "step_up") setProblem(answer.error);
    onTaken();
  };
  return (
    <section class="card stack" aria-live="polite">
      <Button icon="log-in" busy={share !== undefined} onClick={() => chooser.current?.click()}>
        {words.take()}
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={words.take()}
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = "";
        }}
      />
      {share !== undefined && <p role="status">{words.sending({ percent: Math.floor(share * 100) })}</p>}
      {taken && <Outcome taken={taken} />}
      {problem && <ProblemBand problem={problem} />}
    </section>
  );
};

const Outcome = ({ taken }: { taken: Taken }) =>
  taken.state === "taken" ? (
    <Band tone="success">
      {words.taken({
        list: words[taken.list as "suspects"](),
        version: taken.version,
        entries: taken.entries,
      })}
    </Band>
  ) : (
    <Band tone="warning" alert>
      {Object.hasOwn(words, taken.code)
        ? words[taken.code as "list_line_wrong"]({ line: taken.line ?? 0 })
        : words.refused({ code: taken.code })}
    </Band>
  );
