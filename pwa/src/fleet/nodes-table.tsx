import { TableCard } from "../branch/table";
import { contactTone, contactWord, nodeName } from "../line/matters";
import { Tag } from "../ui/band";
import { Button } from "../ui/button";
import { nowMs } from "../ui/now";
import { span } from "../words/when";
import { freeShare } from "./attention";
import type { FleetNode } from "./fleet";
import { fleetWords as words } from "./words";

/** Every figure of every branch. */
export const NodesTable = ({
  nodes,
  onManage,
}: {
  nodes: readonly FleetNode[];
  onManage: ((node: FleetNode) => void) | undefined;
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
      { head: words.laneHead() },
      { head: words.toSend(), number: true },
      { head: words.toReceive(), number: true },
      { head: words.clock() },
      { head: words.disk(), number: true },
      { head: words.backupHead() },
      { head: words.frozenHead(), number: true },
      { head: words.version() },
      ...(onManage ? [{ head: words.manage() }] : []),
    ]}
    rows={nodes}
  >
    {(node) => <NodeRow key={node.alias} node={node} onManage={onManage} />}
  </TableCard>
);

const NodeRow = ({
  node,
  onManage,
}: {
  node: FleetNode;
  onManage: ((node: FleetNode) => void) | undefined;
}) => {
  const { pulse } = node;
  const ago = (atMs: number) => words.ago({ age: span(nowMs.value - atMs) });
  return (
    <tr>
      <td class="strong fleet-name">{nodeName(node)}</td>
      <td>
        <Tag {...contactTone[node.contact]}>{contactWord[node.contact]()}</Tag>
        <div class="small soft nowrap">{node.heardAtMs === null ? words.never() : ago(node.heardAtMs)}</div>
      </td>
      <td class="nowrap">
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
      <td class="nowrap">
        {(pulse?.lanes?.all ?? 0) > 0 &&
          words.ofAll({ part: pulse?.lanes?.open ?? 0, all: pulse?.lanes?.all ?? 0 })}
      </td>
      <td class="number">{pulse?.pendingOut}</td>
      <td class="number">{node.toReceive}</td>
      <td class="nowrap">{Math.abs(node.aheadMs) < 1000 ? words.clockRight() : clockOf(node.aheadMs)}</td>
      <td class="number nowrap">{pulse && `${freeShare(pulse.disk)}%`}</td>
      <td class="nowrap">{pulse && (pulse.backupAtMs === null ? words.never() : ago(pulse.backupAtMs))}</td>
      <td class="number">{node.frozenUnits}</td>
      <td class="nowrap">{pulse?.version}</td>
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

const clockOf = (aheadMs: number): string => `${aheadMs > 0 ? "+" : "−"}${span(Math.abs(aheadMs))}`;
