import { useState } from "preact/hooks";
import type { Problem } from "../api";
import { keyProblemText } from "../staff/problems";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { ProblemBand } from "../ui/problem-band";
import { confirmRecovery, type StaffCode, type Waiting as Person, waitingPeople } from "./people";
import { words } from "./words";

const lookMs = 10_000;

/** Who lost all keys and waits for a second supervisor. */
export const Waiting = ({ onCode }: { onCode: (code: StaffCode, name: string) => void }) => {
  const { value, again } = useAsked(waitingPeople, { everyMs: lookMs });
  const people = value?.items ?? [];
  const [problem, setProblem] = useState<Problem>();
  const confirm = async ({ id, name }: Person) => {
    const done = await confirmRecovery(id);
    setProblem(done.ok ? undefined : done.error);
    if (done.ok) onCode(done.value, name);
    await again();
  };
  if (people.length === 0 && !problem) return null;
  return (
    <section class="card stack tight">
      <h2>{words.waiting()}</h2>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      <ul class="people">
        {people.map((person) => (
          <li key={person.id}>
            <span>{words.waitingRow({ name: person.name, by: person.by })}</span>
            {person.isMine ? (
              <Tag>{words.yours()}</Tag>
            ) : (
              <Button label={words.confirmFor({ name: person.name })} onClick={() => void confirm(person)}>
                {words.confirm()}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
