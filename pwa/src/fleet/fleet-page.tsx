import { useEffect, useState } from "preact/hooks";
import { StaffHeader } from "../counter/staff-header";
import { listen } from "../live";
import { nodeName } from "../line/matters";
import { loadCatalogue } from "../node";
import { signOut, type Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { staffWords } from "../staff/words";
import { useAsked } from "../ui/asked";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { Attention } from "./attention";
import { CodeDialog } from "./code-dialog";
import { type Fleet, type FleetNode, type FrozenDay, loadFleet, waitingAt, worstFirst } from "./fleet";
import { DayCharts } from "./day-charts";
import { NodeDialog, SuspendDialog } from "./node-dialog";
import { NodesTable } from "./nodes-table";
import { Revocations } from "./revocations";
import { SettleDialog } from "./settle-dialog";
import { fleetWords as words } from "./words";

/** `/fleet`: every branch, at headquarters. */
const FleetPage = () => {
  useEffect(() => void loadCatalogue(), []);
  return (
    <SignedIn title={words.pageName()} roles={["auditor", "hq_admin"]}>
      {(staff) => <Branches me={staff} />}
    </SignedIn>
  );
};

export default FleetPage;

/** Live news come with each picture; who falls silent sends none. */
const lookMs = 30_000;

type Asked =
  | { readonly what: "enrol" }
  | { readonly what: "manage" | "replace" | "suspend"; readonly node: FleetNode }
  | { readonly what: "settle"; readonly node: FleetNode; readonly days: readonly FrozenDay[] };

const Branches = ({ me }: { me: Staff }) => {
  const { value: fleet, problem, setValue, again } = useAsked(loadFleet, { everyMs: lookMs });
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    const live = listen(["fleet"], (_topic, data) => setValue(data as Fleet), { as: "staff" });
    return () => live.close();
  }, []);
  const close = () => setAsked(undefined);
  const done = (said: string) => {
    close();
    toast(said);
    void again();
  };
  const isAdministrator = me.role === "hq_admin";
  const onManage = isAdministrator ? (node: FleetNode) => setAsked({ what: "manage", node }) : undefined;
  const nodes = fleet?.nodes.toSorted(worstFirst(nowMs.value, fleet.version)) ?? [];
  return (
    <div class="staff branch">
      <StaffHeader title={words.pageName()} detail={me.name} />
      <main id="content" class="branch-main">
        <div class="branch-head">
          <div>
            <PageTitle>{words.pageName()}</PageTitle>
            <p class="soft">{words.lead()}</p>
          </div>
          {isAdministrator && (
            <Button kind="primary" icon="plus" onClick={() => setAsked({ what: "enrol" })}>
              {words.enrol()}
            </Button>
          )}
        </div>
        {problem && <ProblemBand problem={problem} onRetry={() => void again()} />}
        {!fleet && !problem && <Loading />}
        {fleet && (
          <>
            <Country country={fleet.country} />
            <Attention nodes={nodes} version={fleet.version} onManage={onManage} />
            <div class="fleet-columns">
              <DayCharts country={fleet.country} />
              <Queues nodes={nodes} />
            </div>
            <NodesTable nodes={nodes} onManage={onManage} />
            <Revocations isAdministrator={isAdministrator} />
          </>
        )}
        <div class="row">
          <Button kind="quiet" icon="triangle-alert" href="/line">
            {words.line()}
          </Button>
          <Button kind="quiet" icon="pencil" href="/fleet/data">
            {words.masterPage()}
          </Button>
          <Button kind="quiet" icon="log-out" onClick={() => void signOut()}>
            {staffWords.signOut()}
          </Button>
        </div>
      </main>
      {asked?.what === "enrol" && (
        <CodeDialog nodes={fleet?.nodes ?? []} replaces={undefined} onClose={close} />
      )}
      {asked?.what === "replace" && (
        <CodeDialog nodes={fleet?.nodes ?? []} replaces={asked.node} onClose={close} />
      )}
      {asked?.what === "manage" && (
        <NodeDialog
          node={asked.node}
          onReplace={() => setAsked({ what: "replace", node: asked.node })}
          onSuspend={() => setAsked({ what: "suspend", node: asked.node })}
          onSettle={(days) => setAsked({ what: "settle", node: asked.node, days })}
          onClose={close}
        />
      )}
      {asked?.what === "suspend" && <SuspendDialog node={asked.node} onDone={done} onClose={close} />}
      {asked?.what === "settle" && (
        <SettleDialog node={asked.node} days={asked.days} onDone={done} onClose={close} />
      )}
    </div>
  );
};

/** The country in five numbers. */
const Country = ({ country }: { country: Fleet["country"] }) => (
  <dl class="figures-row">
    {[
      [words.waiting(), country.waiting],
      [words.served(), country.servedToday],
      [words.numbers(), country.numbersToday],
      [words.counters(), country.countersOpen],
      [words.heard(), `${country.heard} / ${country.branches}`],
    ].map(([name, value]) => (
      <div class="card" key={name}>
        <dt class="small soft">{name}</dt>
        <dd class="figures">{value}</dd>
      </div>
    ))}
  </dl>
);

/** Who waits where: a bar each, the fullest first. */
const Queues = ({ nodes }: { nodes: readonly FleetNode[] }) => {
  const rows = nodes.filter((node) => waitingAt(node) > 0).toSorted((a, b) => waitingAt(b) - waitingAt(a));
  const most = Math.max(1, ...rows.map(waitingAt));
  return (
    <section class="card stack tight">
      <h2>{words.queues()}</h2>
      {rows.length === 0 && <p class="soft">{words.nobody()}</p>}
      <ul class="fleet-bars">
        {rows.slice(0, barsMax).map((node) => (
          <li key={node.alias}>
            <span>{nodeName(node)}</span>
            <span class="figures">{common.people({ count: waitingAt(node) })}</span>
            <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
              <rect width="100" height="4" rx="2" class="bar-track" />
              <rect width={(waitingAt(node) / most) * 100} height="4" rx="2" class="bar-fill" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
};

const barsMax = 12;
