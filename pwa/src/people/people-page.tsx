import { useEffect, useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { branchName } from "../line/matters";
import { catalogue, loadCatalogue, node } from "../node";
import { keyProblemText } from "../staff/problems";
import { signOut, type Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { staffWords } from "../staff/words";
import { useAsked } from "../ui/asked";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { inLanguage } from "../words/language";
import { ExtendDialog } from "./extend-dialog";
import { GrantDialog } from "./grant-dialog";
import { findPeople, type Grant, type Person, sealCode, type StaffCode } from "./people";
import { grantEnds, PersonDialog } from "./person-dialog";
import { ShownCode } from "./shown-code";
import { Waiting } from "./waiting";
import { words } from "./words";

/** `/staff`: who works here as what. Changed at headquarters, or at a branch that stands alone. */
const PeoplePage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["supervisor", "branch_admin", "hq_admin"]}>
      {(staff) => <List me={staff} />}
    </SignedIn>
  );
};

export default PeoplePage;

type Asked =
  | { readonly what: "person" | "grant"; readonly person: Person }
  | { readonly what: "extend"; readonly person: Person; readonly grant: Grant }
  | { readonly what: "add" }
  | { readonly what: "code"; readonly code: StaffCode; readonly title: string; readonly how: string };

const List = ({ me }: { me: Staff }) => {
  const [q, setQ] = useState("");
  const [branch, setBranch] = useState("");
  const {
    value: people,
    problem,
    setProblem,
    again,
  } = useAsked(() => findPeople(q, branch), { of: [q, branch] });
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const done = (said: string) => {
    close();
    toast(said);
    void again();
  };
  const seal = async () => {
    const made = await sealCode();
    setProblem(made.ok ? undefined : made.error);
    if (made.ok)
      setAsked({ what: "code", code: made.value, title: words.sealTitle(), how: words.codeSeal() });
  };
  const isAdministrator = me.role === "hq_admin" || me.role === "branch_admin";
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {people && !people.writes && <Band>{words.atHq()}</Band>}
        {problem && <ProblemBand problem={problem} text={keyProblemText(problem)} />}
        <Waiting
          onCode={(code, name) =>
            setAsked({ what: "code", code, title: words.codeFor({ name }), how: words.codeHow() })
          }
        />
        <section class="card stack">
          <div class="people-search">
            <TextField label={words.search()} type="search" value={q} onValue={setQ} lengthMax={60} />
            {node.value?.role === "hq" && (
              <SelectField
                label={words.branch()}
                value={branch}
                onValue={setBranch}
                options={[
                  { value: "", label: words.everywhere() },
                  ...(catalogue.value?.branches ?? []).map((each) => ({
                    value: each.code,
                    label: inLanguage(each.name),
                  })),
                ]}
              />
            )}
          </div>
          {!people && !problem && <Loading />}
          {people?.items.length === 0 && <p class="soft">{words.none()}</p>}
          <ul class="people">
            {people?.items.map((person) => (
              <Row key={person.id} person={person} onOpen={() => setAsked({ what: "person", person })} />
            ))}
          </ul>
          {people?.more && <p class="soft">{words.more()}</p>}
          {isAdministrator && people?.writes && (
            <Button kind="primary" icon="plus" wide onClick={() => setAsked({ what: "add" })}>
              {words.add()}
            </Button>
          )}
        </section>
        <div class="row">
          {isAdministrator && <Button onClick={() => void seal()}>{words.seal()}</Button>}
          <Button kind="quiet" icon="key-round" href="/staff/me">
            {words.mine()}
          </Button>
          <Button kind="quiet" icon="log-out" onClick={() => void signOut()}>
            {staffWords.signOut()}
          </Button>
        </div>
      </main>
      {asked?.what === "person" && (
        <PersonDialog
          person={asked.person}
          me={me}
          writes={people?.writes === true}
          onClose={close}
          onDone={done}
          onExtend={(grant) => setAsked({ what: "extend", person: asked.person, grant })}
          onGive={() => setAsked({ what: "grant", person: asked.person })}
          onCode={(code, how) =>
            setAsked({ what: "code", code, title: words.codeFor({ name: asked.person.name }), how })
          }
        />
      )}
      {(asked?.what === "add" || asked?.what === "grant") && (
        <GrantDialog
          person={asked.what === "grant" ? asked.person : undefined}
          onClose={close}
          onDone={done}
        />
      )}
      {asked?.what === "extend" && (
        <ExtendDialog name={asked.person.name} grant={asked.grant} onClose={close} onDone={done} />
      )}
      {asked?.what === "code" && (
        <ShownCode title={asked.title} how={asked.how} code={asked.code} onClose={close} />
      )}
    </div>
  );
};

const Row = ({ person, onOpen }: { person: Person; onOpen: () => void }) => (
  <li>
    <div>
      <span class="strong">{person.name}</span>
      <div class="tags small soft">
        {person.grants.map((grant) => (
          <span key={grant.id}>
            <Tag>{staffWords[grant.role]()}</Tag>{" "}
            {grant.branch === null ? words.everywhere() : branchName(grant.branch)} · {grantEnds(grant)}
          </span>
        ))}
      </div>
      <div class="small soft">
        {words.keys({ count: person.keys })} · {words.sessions({ count: person.sessions })}
      </div>
    </div>
    <Button label={words.open({ name: person.name })} onClick={onOpen}>
      {words.manage()}
    </Button>
  </li>
);
