import { useState } from "preact/hooks";
import { type TroubleKind, troublesOf } from "../../../server/hq/fleet";
import { nodeName } from "../line/matters";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { nowMs } from "../ui/now";
import { span } from "../words/when";
import type { FleetNode } from "./fleet";
import { fleetWords as words } from "./words";

/** Branches that need somebody, the most urgent first: what is not well, and what to do. */
export const Attention = ({
  nodes,
  version,
  onManage,
}: {
  /** In order of urgency. */
  nodes: readonly FleetNode[];
  version: string;
  onManage: ((node: FleetNode) => void) | undefined;
}) => {
  const rows = nodes
    .map((node) => ({ node, troubles: troublesOf(node, nowMs.value, version) }))
    .filter(({ troubles }) => troubles.length > 0);
  const [isAll, setAll] = useState(false);
  if (rows.length === 0)
    return nodes.length === 0 ? null : <Band tone="success">{words.allWell({ count: nodes.length })}</Band>;
  return (
    <section class="card stack">
      <h2>{words.attention({ count: rows.length })}</h2>
      <ul class="attention">
        {(isAll ? rows : rows.slice(0, rowsMax)).map(({ node, troubles }) => (
          <li key={node.alias}>
            <div class="branch-head">
              <h3>{nodeName(node)}</h3>
              {onManage && (
                <Button label={words.manageOf({ branch: nodeName(node) })} onClick={() => onManage(node)}>
                  {words.manage()}
                </Button>
              )}
            </div>
            <ul class="troubles">
              {troubles.map((kind) => (
                <li key={kind}>
                  {isUrgent.has(kind) ? (
                    <Icon name="octagon-alert" class="urgent" />
                  ) : (
                    <Icon name="triangle-alert" />
                  )}
                  <div>
                    <span class="strong">{troubleOf(kind, node)}</span> {nextOf[kind]()}
                  </div>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {!isAll && rows.length > rowsMax && (
        <Button icon="chevron-down" wide onClick={() => setAll(true)}>
          {words.showMore({ count: rows.length - rowsMax })}
        </Button>
      )}
    </section>
  );
};

/** The most urgent stand open; the others are one touch away. */
const rowsMax = 6;

const isUrgent: ReadonlySet<TroubleKind> = new Set(["suspended", "frozen", "silent", "clock", "disk"]);

export const freeShare = ({ freeBytes, allBytes }: { freeBytes: number; allBytes: number }): number =>
  Math.floor((freeBytes / allBytes) * 100);

/** What is not well, in the figures of this branch. */
const troubleOf = (kind: TroubleKind, { pulse, pulseAtMs, heardAtMs, ...node }: FleetNode): string => {
  const age = (atMs: number | null | undefined) => span(Math.max(0, nowMs.value - (atMs ?? nowMs.value)));
  switch (kind) {
    case "suspended":
      return words.isSuspended();
    case "frozen":
      return words.frozen({ count: node.frozenUnits });
    case "silent":
      return heardAtMs === null ? words.neverSpoke() : words.silentFor({ age: age(heardAtMs) });
    case "clock":
      return words.clockOff({ span: span(Math.abs(node.aheadMs)) });
    case "disk":
      return words.diskFree({ percent: pulse ? freeShare(pulse.disk) : 0 });
    case "printers":
      return words.printersOff({
        count: pulse ? pulse.printers.all - pulse.printers.good : 0,
        all: pulse?.printers.all ?? 0,
      });
    case "lanes":
      return words.lanesOff({ count: pulse?.lanes?.trouble ?? 0, all: pulse?.lanes?.all ?? 0 });
    case "lists":
      return words.oldLists({ count: pulse?.lists?.old ?? 0 });
    case "aside":
      return words.aside({ count: pulse?.aside ?? 0 });
    case "late":
      return words.late({ count: Math.max(node.toReceive, pulse?.pendingOut ?? 0) });
    case "no_backup":
      return words.noBackup();
    case "backup":
      return words.backup({ age: age(pulse?.backupAtMs) });
    case "old_picture":
      return pulseAtMs === null ? words.neverTold() : words.oldPicture({ age: age(pulseAtMs) });
    case "version":
      return words.otherVersion({ version: pulse?.version ?? "" });
  }
};

const nextOf: { readonly [Kind in TroubleKind]: () => string } = {
  suspended: words.nextSuspended,
  frozen: words.nextFrozen,
  silent: words.nextSilent,
  clock: words.nextClock,
  disk: words.nextDisk,
  printers: words.nextPrinters,
  lanes: words.nextLanes,
  lists: words.nextLists,
  aside: words.nextAside,
  late: words.nextLate,
  no_backup: words.nextBackup,
  backup: words.nextBackup,
  old_picture: words.nextOldPicture,
  version: words.nextVersion,
};
