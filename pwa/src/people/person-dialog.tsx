import { useState } from "preact/hooks";
import type { Problem } from "../api";
import type { Answer } from "../api";
import { keyProblemText } from "../staff/problems";
import type { Staff } from "../staff/session";
import { staffWords } from "../staff/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { ProblemBand } from "../ui/problem-band";
import { dayAndClock } from "../words/staff-times";
import { branchName } from "../line/matters";
import {
  askRecovery,
  codeHeard,
  codeToRead,
  endSessions,
  type Grant,
  leave,
  makeCode,
  type Person,
  revoke,
  type StaffCode,
} from "./people";
import { words } from "./words";

/** When a grant ends, in words. */
export const grantEnds = (grant: Grant): string =>
  grant.isStanding
    ? words.standing()
    : words.endsAt({ time: dayAndClock(grant.renewedUntilMs ?? grant.untilMs) });

/** What may be done for one person, by whoever looks and where. */
export const PersonDialog = ({
  person,
  me,
  writes,
  onClose,
  onDone,
  onGive,
  onExtend,
  onCode,
}: {
  person: Person;
  me: Staff;
  /** Whether people and roles are changed here. */
  writes: boolean;
  onClose: () => void;
  onDone: (said: string) => void;
  onGive: () => void;
  onExtend: (grant: Grant) => void;
  onCode: (code: StaffCode, how: string) => void;
}) => {
  const [problem, setProblem] = useState<Problem>();
  const [heard, setHeard] = useState("");
  const did = async <T,>(done: Answer<T>, then: (value: T) => void) => {
    const answer = await done;
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok) then(answer.value);
  };
  const { id, name } = person;
  const isAdministrator = me.role === "hq_admin" || me.role === "branch_admin";
  const isHq = me.role === "hq_admin";
  const [at] = person.grants.flatMap(({ branch }) => branch ?? []);
  const branch = person.branch ?? at;
  const shown = (code: StaffCode) => onCode(code, words.codeHow());
  return (
    <Dialog open title={name} onClose={onClose}>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      <ul class="people">
        {person.grants.map((grant) => (
          <li key={grant.id}>
            <div>
              <span class="strong">{staffWords[grant.role]()}</span>
              <div class="small soft">
                {grant.branch === null ? words.everywhere() : branchName(grant.branch)} · {grantEnds(grant)}
              </div>
            </div>
            {writes && isAdministrator && (
              <>
                <Button onClick={() => onExtend(grant)}>{words.extend()}</Button>
                <Button onClick={() => void did(revoke(grant.id), () => onDone(words.revoked()))}>
                  {words.revoke()}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {isAdministrator && (
        <>
          {writes && (
            <Button icon="plus" wide onClick={onGive}>
              {words.give()}
            </Button>
          )}
          {person.keys === 0 && (
            <Button icon="key-round" wide onClick={() => void did(makeCode(id), shown)}>
              {words.makeCode()}
            </Button>
          )}
          <Button icon="log-out" wide onClick={() => void did(endSessions(id), () => onDone(words.ended()))}>
            {words.endSessions()}
          </Button>
        </>
      )}
      <h3>{words.lost()}</h3>
      <p class="small soft">{words.lostHow()}</p>
      <Button wide onClick={() => void did(askRecovery(id), () => onDone(words.asked()))}>
        {words.askSecond()}
      </Button>
      {isHq && branch !== undefined && (
        <Button
          wide
          onClick={() => void did(codeToRead(id, branch), (code) => onCode(code, words.codeRead()))}
        >
          {words.telephone()}
        </Button>
      )}
      {!isHq && (
        <form
          class="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            void did(codeHeard(id, heard), shown);
          }}
        >
          <TextField
            label={words.heard()}
            value={heard}
            onValue={setHeard}
            inputMode="numeric"
            lengthMax={12}
            mono
          />
          <Button type="submit" wide>
            {words.heardTake()}
          </Button>
        </form>
      )}
      {writes && isAdministrator && (
        <Button
          kind="danger"
          icon="user-x"
          wide
          onClick={() => void did(leave(id), () => onDone(words.left({ name })))}
        >
          {words.leave()}
        </Button>
      )}
    </Dialog>
  );
};
