import { useEffect } from "preact/hooks";
import { get } from "../api";
import { leave, Supervised, type Supervisor } from "../branch/supervised";
import { TableCard } from "../branch/table";
import { branchWords } from "../branch/words";
import { StaffHeader } from "../counter/staff-header";
import { loadCatalogue, node } from "../node";
import { useAsked } from "../ui/asked";
import { Band, Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { span } from "../words/when";
import { StickCard } from "../usb/stick-card";
import { Levels } from "./levels";
import { levelsWords } from "./levels-words";
import type { HqState, NodeContact } from "./line-types";
import { contactTone, contactWord, mattersOf, nodeName, type Matter } from "./matters";
import { pageWords as words } from "./page-words";

/** `/line`: how the line stands and what needs a supervisor, at a branch and at headquarters. */
const LinePage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <Supervised title={levelsWords.linePage()}>
      {(supervisor) => <LineAndRights supervisor={supervisor} />}
    </Supervised>
  );
};

export default LinePage;

const lookMs = 10_000;

const LineAndRights = ({ supervisor: { name, as } }: { supervisor: Supervisor }) => {
  const {
    value: state,
    problem,
    again,
  } = useAsked(() => get<HqState>("/hq/state", { as }), { everyMs: lookMs });
  return (
    <div class="staff branch">
      <StaffHeader title={levelsWords.linePage()} detail={branchWords.supervisor({ name })} />
      <main id="content" class="branch-main">
        {state?.role === "branch" && (
          <div>
            <Button kind="quiet" icon="arrow-left" href="/branch">
              {branchWords.pageName()}
            </Button>
          </div>
        )}
        <div>
          <PageTitle>{levelsWords.linePage()}</PageTitle>
          <p class="soft">{words.lead()}</p>
        </div>
        {problem && <ProblemBand problem={problem} onRetry={() => void again()} />}
        {!state && !problem && <Loading />}
        {state && (
          <div class="line-columns">
            <div class="stack">
              <Matters matters={mattersOf(state)} />
              {state.role === "branch" && <StickCard />}
            </div>
            <div class="stack">
              {state.role === "branch" ? <OwnLine /> : <Nodes nodes={state.nodes} />}
              <div>
                <Button kind="quiet" icon="log-out" onClick={leave}>
                  {branchWords.leave()}
                </Button>
              </div>
            </div>
          </div>
        )}
      </main>
    </div>
  );
};

const Matters = ({ matters }: { matters: readonly Matter[] }) => (
  <section class="stack" aria-live="polite">
    <h2>{words.matters()}</h2>
    {matters.length === 0 && <Band tone="success">{words.quiet()}</Band>}
    {matters.map((matter) => (
      <section class="card stack tight" key={matter.id}>
        <div class="matter-head">
          <span class={`matter-sign ${matter.tone}-tone`}>
            <Icon name={matter.icon} />
          </span>
          <h3>{matter.title}</h3>
        </div>
        <p>{matter.what}</p>
        <p>
          <span class="strong">{words.next()}:</span> {matter.next}
        </p>
        {matter.rows.length > 0 && (
          <ul class="matter-rows" tabIndex={0} aria-label={matter.title}>
            {matter.rows.map((row) => (
              <li key={row}>{row}</li>
            ))}
          </ul>
        )}
      </section>
    ))}
  </section>
);

const OwnLine = () => {
  const sync = node.value?.sync;
  if (!sync) return null;
  return (
    <section class="card stack">
      <h2>{words.line()}</h2>
      <Levels sync={sync} />
    </section>
  );
};

const Nodes = ({ nodes }: { nodes: readonly NodeContact[] }) => (
  <TableCard
    name={words.nodes()}
    empty={words.noNodes()}
    columns={[{ head: words.branch() }, { head: words.contact() }, { head: words.lastHeard() }]}
    rows={nodes.toSorted(worstFirst)}
  >
    {(row) => (
      <tr key={row.alias}>
        <td>{nodeName(row)}</td>
        <td>
          <Tag {...contactTone[row.contact]}>{contactWord[row.contact]()}</Tag>
        </td>
        <td class="nowrap">
          {row.heardAtMs === null
            ? words.neverHeard()
            : words.ago({ age: span(nowMs.value - row.heardAtMs) })}
        </td>
      </tr>
    )}
  </TableCard>
);

const contactsInOrder: readonly NodeContact["contact"][] = ["suspended", "silent", "heard", "replaced"];

/** Who needs a call stands on top; a node that was replaced needs nothing any more. */
const worstFirst = (a: NodeContact, b: NodeContact): number =>
  contactsInOrder.indexOf(a.contact) - contactsInOrder.indexOf(b.contact);
