import { useState } from "preact/hooks";
import { type SuspendReason, suspendReasons } from "../../../server/hq/nodes";
import { nodeName } from "../line/matters";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Dialog } from "../ui/dialog";
import { FormDialog } from "../ui/form-dialog";
import { Icon } from "../ui/icon";
import { common } from "../words/common";
import { type FleetNode, suspendNode } from "./fleet";
import { fleetWords as words } from "./words";

/** What an administrator does about one branch's machine. */
export const NodeDialog = ({
  node,
  onReplace,
  onSuspend,
  onClose,
}: {
  node: FleetNode;
  onReplace: () => void;
  onSuspend: () => void;
  onClose: () => void;
}) => (
  <Dialog open title={nodeName(node)} onClose={onClose}>
    <p class="soft">
      {node.pulse
        ? words.stateOf({ alias: node.alias, version: node.pulse.version })
        : words.alias({ alias: node.alias })}
    </p>
    <Button icon="refresh-cw" wide onClick={onReplace}>
      {words.replace()}
    </Button>
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
  const [reason, setReason] = useState<SuspendReason>();
  const suspend = async () => {
    if (!reason) return undefined;
    const answer = await suspendNode(node.alias, reason);
    if (!answer.ok && answer.error.code !== "node_not_found") return answer.error;
    onDone(words.isOut({ branch: nodeName(node) }));
    return undefined;
  };
  return (
    <FormDialog
      title={words.suspendTitle({ branch: nodeName(node) })}
      intro={words.suspendWhat()}
      isComplete={reason !== undefined}
      send={{ label: words.suspend(), icon: "octagon-x", kind: "danger" }}
      onSend={suspend}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Choices
            legend={words.why()}
            options={suspendReasons.map((value) => ({ value, title: words[value]() }))}
            chosen={reason}
            onPick={setReason}
          />
          {tried && !reason && (
            <p class="field-error" role="alert">
              <Icon name="circle-alert" />
              {words.whyNeeded()}
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
};
