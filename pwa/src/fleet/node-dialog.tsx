import { useEffect, useState } from "preact/hooks";
import { type SuspendReason, suspendReasons } from "../../../server/hq/nodes";
import { nodeName } from "../line/matters";
import { Stick } from "../usb/stick-card";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ReasonDialog } from "../ui/reason-dialog";
import { common } from "../words/common";
import { type FleetNode, type FrozenDay, loadFrozen, suspendNode } from "./fleet";
import { placesIn } from "./settle-dialog";
import { fleetWords as words } from "./words";

/** What an administrator does about one branch's machine. */
export const NodeDialog = ({
  node,
  onReplace,
  onSuspend,
  onSettle,
  onClose,
}: {
  node: FleetNode;
  onReplace: () => void;
  onSuspend: () => void;
  onSettle: (days: readonly FrozenDay[]) => void;
  onClose: () => void;
}) => {
  const [frozen, setFrozen] = useState<readonly FrozenDay[]>([]);
  useEffect(() => {
    if (node.contact !== "suspended")
      void loadFrozen(node.alias).then((answer) => answer.ok && setFrozen(answer.value.days));
  }, [node.alias]);
  return (
    <Dialog open title={nodeName(node)} onClose={onClose}>
      <p class="soft">
        {node.pulse
          ? words.stateOf({ alias: node.alias, version: node.pulse.version })
          : words.alias({ alias: node.alias })}
      </p>
      <Button icon="refresh-cw" wide onClick={onReplace}>
        {words.replace()}
      </Button>
      {node.contact !== "suspended" && node.branch !== null && <Stick branch={node.branch} />}
      {frozen.length > 0 && (
        <Button icon="calendar-check" wide onClick={() => onSettle(frozen)}>
          {words.settleCount({ count: placesIn(frozen) })}
        </Button>
      )}
      {node.contact !== "suspended" && (
        <Button icon="octagon-x" wide onClick={onSuspend}>
          {words.suspend()}
        </Button>
      )}
      <Button wide onClick={onClose}>
        {common.back()}
      </Button>
    </Dialog>
  );
};

/** Nobody is shut out without a reason; it is kept in the audit log. */
export const SuspendDialog = ({
  node,
  onDone,
  onClose,
}: {
  node: FleetNode;
  onDone: (said: string) => void;
  onClose: () => void;
}) => {
  const suspend = async (reason: SuspendReason) => {
    const answer = await suspendNode(node.alias, reason);
    if (!answer.ok && answer.error.code !== "node_not_found") return answer.error;
    onDone(words.isOut({ branch: nodeName(node) }));
    return undefined;
  };
  return (
    <ReasonDialog
      title={words.suspendTitle({ branch: nodeName(node) })}
      intro={words.suspendWhat()}
      label={words.suspend()}
      why={words.why()}
      whyNeeded={words.whyNeeded()}
      reasons={suspendReasons.map((value) => ({ value, title: words[value]() }))}
      onSend={suspend}
      onClose={onClose}
    />
  );
};
