import { useEffect } from "preact/hooks";
import { ok } from "../../../sync/core/result";
import type { Answer } from "../api";
import { StaffHeader } from "../counter/staff-header";
import { loadCatalogue } from "../node";
import type { Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { useAsked } from "../ui/asked";
import { Tag } from "../ui/band";
import { Loading } from "../ui/loading";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { dayAndClock } from "../words/staff-times";
import { span } from "../words/when";
import { type Lists, type ListShown, loadLists, loadRechecks, type Rechecks } from "./lists";
import { TakeFile } from "./take-file";
import { words } from "./words";

const lookMs = 10_000;
/** Whom `GET /lists` lets in. */
const staffRoles = ["gate_operator", "officer", "auditor", "supervisor", "branch_admin", "hq_admin"] as const;

/** `/lists`: how old each list is and how the lines to registries stand; at headquarters, a list is handed over here. */
const ListsPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={staffRoles}>
      {(staff) => <Everything me={staff} />}
    </SignedIn>
  );
};

export default ListsPage;

/** Whom `GET /screening/rechecks` lets in. */
const seeLate: readonly string[] = ["gate_operator", "supervisor", "branch_admin", "auditor"];

const everything = async (
  role: string,
): Answer<{ readonly lists: Lists; readonly rechecks: Rechecks | undefined }> => {
  const lists = await loadLists();
  if (!lists.ok) return lists;
  const late = seeLate.includes(role) ? await loadRechecks() : undefined;
  return ok({ lists: lists.value, rechecks: late?.ok ? late.value : undefined });
};

const Everything = ({ me }: { me: Staff }) => {
  const { value, problem, again } = useAsked(() => everything(me.role), { everyMs: lookMs });
  const { lists, rechecks } = value ?? {};
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div>
          <PageTitle>{words.pageName()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {problem && <ProblemBand problem={problem} onRetry={() => void again()} />}
        {!lists && !problem && <Loading />}
        {lists?.canTake && me.role === "hq_admin" && <TakeFile onTaken={() => void again()} />}
        {lists && (
          <section class="card stack tight">
            <h2>{words.lists()}</h2>
            <ul class="people">
              {lists.lists.map((list) => (
                <li key={list.list}>
                  <One list={list} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {lists && lists.registries.length > 0 && <Lines lists={lists} rechecks={rechecks} />}
        {rechecks && <Late rechecks={rechecks} />}
      </main>
    </div>
  );
};

const One = ({ list }: { list: ListShown }) => (
  <div class="stack tight">
    <span class="strong">{words[list.list as "suspects"]()}</span>
    <div>
      <Tag tone={list.trouble === null ? "success" : "danger"}>
        {list.trouble === null ? words.good() : words[list.trouble]()}
      </Tag>
    </div>
    {list.version > 0 && (
      <p class="small soft">
        {words.about({
          version: list.version,
          entries: list.entries,
          age: span(list.ageMs ?? 0),
          most: span(list.maxAgeMs),
        })}
      </p>
    )}
    {list.newest > list.version && list.refused !== list.newest && (
      <p class="small soft">{words.coming({ version: list.newest })}</p>
    )}
    {list.refused !== null && list.refused > list.version && (
      <p class="small">{words.notWhole({ version: list.refused })}</p>
    )}
  </div>
);

const Lines = ({ lists, rechecks }: { lists: Lists; rechecks: Rechecks | undefined }) => (
  <section class="card stack tight">
    <h2>{words.registries()}</h2>
    <ul class="people">
      {lists.registries.map(({ source, breaker }) => {
        const count = rechecks?.waiting.find((waiting) => waiting.source === source)?.count ?? 0;
        return (
          <li key={source} class="stack tight">
            <span class="strong">{source.toUpperCase()}</span>
            <div>
              <Tag tone={breaker === "closed" ? "success" : "warning"}>{words[breaker]()}</Tag>
            </div>
            {count > 0 && <p class="small soft">{words.waiting({ count })}</p>}
          </li>
        );
      })}
    </ul>
  </section>
);

const Late = ({ rechecks: { late, curious } }: { rechecks: Rechecks }) => (
  <>
    {late.length > 0 && (
      <section class="card stack tight">
        <h2>{words.late()}</h2>
        <ul class="people">
          {late.map(({ id, source, about, code, atMs }) => (
            <li key={id}>
              {words.lateOne({ source: source.toUpperCase(), at: dayAndClock(atMs), code, about })}
            </li>
          ))}
        </ul>
      </section>
    )}
    {curious.length > 0 && (
      <section class="card stack tight">
        <h2>{words.curious()}</h2>
        <ul class="people">
          {curious.map(({ who, looks }) => (
            <li key={who}>{words.curiousOne({ who, looks })}</li>
          ))}
        </ul>
      </section>
    )}
  </>
);
