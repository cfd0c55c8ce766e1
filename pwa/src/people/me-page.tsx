import { useEffect, useState } from "preact/hooks";
import type * as z from "zod";
import { staffRoles } from "../../../server/identity/roles";
import type { sessionList } from "../../../server/identity/session.schema";
import { type Answer, get, type Problem, remove } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { keyProblemText } from "../staff/problems";
import { signOut } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { staffWords } from "../staff/words";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { dayAndClock } from "../words/staff-times";
import { dateInFigures, dateOf } from "../words/when";
import { MyPages } from "./my-pages";
import { addKey, myKeys, removeKey, renameKey, type StaffKey } from "./people";
import { words } from "./words";

type Session = z.infer<typeof sessionList>["items"][number];

/** `/staff/me`: one's own keys and sessions, for everybody of the staff. */
const MePage = () => (
  <SignedIn title={words.mine()} roles={staffRoles}>
    {({ name, role }) => (
      <div class="staff">
        <StaffHeader title={words.mine()} detail={name} />
        <main id="content" class="main stack">
          <PageTitle>{words.mine()}</PageTitle>
          <MyPages role={role} />
          <Keys />
          <Sessions />
          <div class="row">
            <Button kind="quiet" icon="log-out" onClick={() => void signOut()}>
              {staffWords.signOut()}
            </Button>
          </div>
        </main>
      </div>
    )}
  </SignedIn>
);

export default MePage;

const Keys = () => {
  const [keys, setKeys] = useState<readonly StaffKey[]>([]);
  const [problem, setProblem] = useState<Problem>();
  const [naming, setNaming] = useState<StaffKey | "new">();
  const load = async () => {
    const answer = await myKeys();
    if (answer.ok) setKeys(answer.value.items);
  };
  useEffect(() => void load(), []);
  const did = async (done: Answer<unknown>, said: string) => {
    const answer = await done;
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok && said) toast(said);
    await load();
  };
  return (
    <section class="card stack tight">
      <h2>{words.myKeys()}</h2>
      {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
      <ul class="people">
        {keys.map((key) => (
          <li key={key.id}>
            <div>
              <span class="strong">{key.name}</span>{" "}
              {key.state === "suspended" && (
                <Tag tone="warning" icon="triangle-alert">
                  {words.suspended()}
                </Tag>
              )}
              <div class="small soft">{words.madeOn({ date: dateInFigures(dateOf(key.createdAtMs)) })}</div>
            </div>
            <div class="row">
              <Button icon="pencil" label={words.rename({ name: key.name })} onClick={() => setNaming(key)} />
              <Button
                icon="trash-2"
                label={words.removeKey({ name: key.name })}
                onClick={() => void did(removeKey(key.id), words.keyRemoved())}
              />
            </div>
          </li>
        ))}
      </ul>
      <Button icon="plus" wide onClick={() => setNaming("new")}>
        {words.addKey()}
      </Button>
      {naming && (
        <NameKey
          name={naming === "new" ? words.keyDefault() : naming.name}
          onClose={() => setNaming(undefined)}
          onName={(name) => {
            setNaming(undefined);
            void did(
              naming === "new" ? addKey(name) : renameKey(naming.id, name),
              naming === "new" ? words.keyAdded() : "",
            );
          }}
        />
      )}
    </section>
  );
};

const NameKey = ({
  name: before,
  onClose,
  onName,
}: {
  name: string;
  onClose: () => void;
  onName: (name: string) => void;
}) => {
  const [name, setName] = useState(before);
  return (
    <Dialog open title={words.keyName()} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") onName(name.trim());
        }}
      >
        <TextField
          label={words.keyName()}
          hint={words.keyNameHint()}
          value={name}
          onValue={setName}
          lengthMax={40}
          error={name.trim() === "" ? words.keyNameMissing() : undefined}
        />
        <Button kind="primary" type="submit" wide>
          {words.saveName()}
        </Button>
      </form>
    </Dialog>
  );
};

const as = "staff";

const Sessions = () => {
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const load = async () => {
    const answer = await get<{ items: readonly Session[] }>("/sessions", { as });
    if (answer.ok) setSessions(answer.value.items);
  };
  useEffect(() => void load(), []);
  const end = async (path: string) => {
    await remove(path, { as });
    await load();
  };
  return (
    <section class="card stack tight">
      <h2>{words.mySessions()}</h2>
      <ul class="people">
        {sessions.map(({ id, label, seenAtMs, isThis }) => (
          <li key={id}>
            <div>
              <span class="strong">{label || "?"}</span> {isThis && <Tag>{words.thisOne()}</Tag>}
              <div class="small soft">{words.seen({ time: dayAndClock(seenAtMs) })}</div>
            </div>
            {!isThis && <Button onClick={() => void end(`/sessions/${id}`)}>{words.endOne()}</Button>}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button icon="log-out" wide onClick={() => void end("/sessions")}>
          {words.endOthers()}
        </Button>
      )}
    </section>
  );
};
