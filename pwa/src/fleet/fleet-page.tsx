import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api";
import { TableCard } from "../branch/table";
import { StaffHeader } from "../counter/staff-header";
import { contactTone, contactWord, nodeName } from "../line/matters";
import { loadCatalogue } from "../node";
import { signOut, type Staff } from "../staff/session";
import { SignedIn } from "../staff/signed-in";
import { staffWords } from "../staff/words";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { Loading } from "../ui/loading";
import { nowMs } from "../ui/now";
import { PageTitle } from "../ui/page-title";
import { ProblemBand } from "../ui/problem-band";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import { span } from "../words/when";
import { CodeDialog } from "./code-dialog";
import {
  backupMsMax,
  clockMsMax,
  diskShareMin,
  type Fleet,
  type FleetNode,
  loadFleet,
  pictureMsMax,
  waitingAt,
  worstFirst,
} from "./fleet";
import { NodeDialog, SuspendDialog } from "./node-dialog";
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

const lookMs = 5_000;

type Asked =
  | { readonly what: "enrol" }
  | { readonly what: "manage" | "replace" | "suspend"; readonly node: FleetNode };

const Branches = ({ me }: { me: Staff }) => {
  const [fleet, setFleet] = useState<Fleet>();
  const [problem, setProblem] = useState<Problem>();
  const [asked, setAsked] = useState<Asked>();
  const load = async () => {
    const answer = await loadFleet();
    if (answer.ok) setFleet(answer.value);
    setProblem(answer.ok ? undefined : answer.error);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), lookMs);
    return () => clearInterval(timer);
  }, []);
  const close = () => setAsked(undefined);
  const isAdministrator = me.role === "hq_admin";
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
        {problem && <ProblemBand problem={problem} onRetry={() => void load()} />}
        {!fleet && !problem && <Loading />}
        {fleet && (
          <>
            <Country country={fleet.country} />
            <div class="fleet-columns">
              <Nodes
                nodes={fleet.nodes}
                {...(isAdministrator ? { onManage: (node) => setAsked({ what: "manage", node }) } : {})}
              />
              <Queues nodes={fleet.nodes} />
            </div>
          </>
        )}
        <div class="row">
          <Button kind="quiet" icon="triangle-alert" href="/line">
            {words.line()}
          </Button>
          <Button kind="quiet" icon="users" href="/staff">
            {words.staffPage()}
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
          onClose={close}
        />
      )}
      {asked?.what === "suspend" && (
        <SuspendDialog
          node={asked.node}
          onDone={(said) => {
            close();
            toast(said);
            void load();
          }}
          onClose={close}
        />
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

const Nodes = ({
  nodes,
  onManage,
}: {
  nodes: readonly FleetNode[];
  onManage?: (node: FleetNode) => void;
}) => (
  <TableCard
    name={words.list()}
    empty={words.none()}
    columns={[
      { head: words.branch() },
      { head: words.contact() },
      { head: words.hall() },
      { head: words.counterHead() },
      { head: words.printers() },
      { head: words.toSend(), number: true },
      { head: words.box() },
      ...(onManage ? [{ head: words.manage() }] : []),
    ]}
    rows={nodes.toSorted(worstFirst)}
  >
    {(node) => <NodeRow key={node.alias} node={node} {...(onManage ? { onManage } : {})} />}
  </TableCard>
);

const NodeRow = ({ node, onManage }: { node: FleetNode; onManage?: (node: FleetNode) => void }) => {
  const { pulse } = node;
  return (
    <tr>
      <td class="strong">{nodeName(node)}</td>
      <td>
        <Tag {...contactTone[node.contact]}>{contactWord[node.contact]()}</Tag>
        <div class="small soft nowrap">
          {node.heardAtMs === null ? words.never() : words.ago({ age: span(nowMs.value - node.heardAtMs) })}
        </div>
      </td>
      <td>
        {pulse ? (
          words.hallNow({ count: pulse.queue.waiting })
        ) : (
          <span class="soft">{words.noPicture()}</span>
        )}
        {pulse && (pulse.queue.longestWaitMin ?? 0) > 0 && (
          <div class="small soft">{words.longest({ minutes: pulse.queue.longestWaitMin ?? 0 })}</div>
        )}
      </td>
      <td class="nowrap">{pulse && words.ofAll({ part: pulse.counters.open, all: pulse.counters.all })}</td>
      <td class="nowrap">{pulse && words.ofAll({ part: pulse.printers.good, all: pulse.printers.all })}</td>
      <td class="number">{pulse?.pendingOut}</td>
      <td class="small">
        {remarksOf(node, nowMs.value).map((remark) => (
          <div key={remark}>{remark}</div>
        ))}
      </td>
      {onManage && (
        <td>
          <Button label={words.manageOf({ branch: nodeName(node) })} onClick={() => onManage(node)}>
            {words.manage()}
          </Button>
        </td>
      )}
    </tr>
  );
};

/** What is to be said of a machine; nothing of one that is well. */
const remarksOf = (
  { pulse, pulseAtMs, aheadMs, frozenUnits }: FleetNode,
  atMs: number,
): readonly string[] => {
  const remarks: string[] = [];
  if (frozenUnits > 0) remarks.push(words.frozen({ count: frozenUnits }));
  if (Math.abs(aheadMs) > clockMsMax) remarks.push(words.clockOff({ span: span(Math.abs(aheadMs)) }));
  if (!pulse || pulseAtMs === null) return remarks;
  if (atMs - pulseAtMs > pictureMsMax) remarks.push(words.oldPicture({ age: span(atMs - pulseAtMs) }));
  const { freeBytes, allBytes } = pulse.disk;
  if (freeBytes / allBytes < diskShareMin)
    remarks.push(words.diskFree({ percent: Math.floor((freeBytes / allBytes) * 100) }));
  if (pulse.aside > 0) remarks.push(words.aside({ count: pulse.aside }));
  if (pulse.backupAtMs === null) remarks.push(words.noBackup());
  else if (atMs - pulse.backupAtMs > backupMsMax)
    remarks.push(words.backup({ age: span(atMs - pulse.backupAtMs) }));
  return remarks;
};
