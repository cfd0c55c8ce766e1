import { useState } from "preact/hooks";
import { branchName } from "../line/matters";
import { catalogue } from "../node";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { nowMs } from "../ui/now";
import { common } from "../words/common";
import { inLanguage } from "../words/language";
import { stopwatch } from "../words/staff-times";
import { type FleetNode, makeNodeCode, type NodeCode } from "./fleet";
import { fleetWords as words } from "./words";

/** A one-time code for a new machine: of a branch without one, or in the place of `replaces`. */
export const CodeDialog = ({
  nodes,
  replaces,
  onClose,
}: {
  nodes: readonly FleetNode[];
  replaces: FleetNode | undefined;
  onClose: () => void;
}) => {
  const [branch, setBranch] = useState(replaces?.branch ?? "");
  const [code, setCode] = useState<NodeCode>();
  const taken = new Set(nodes.map((node) => node.branch));
  const free = (catalogue.value?.branches ?? []).filter((row) => !taken.has(row.code));
  const make = async () => {
    const answer = await makeNodeCode(branch, replaces?.alias ?? null);
    if (!answer.ok) return answer.error;
    setCode(answer.value);
    return undefined;
  };
  if (code)
    return (
      <Dialog open title={words.codeFor({ branch: branchName(branch) })} onClose={onClose}>
        {nowMs.value >= code.endsAtMs ? (
          <Band tone="warning" icon="clock-alert" alert>
            {words.over()}
          </Band>
        ) : (
          <>
            <p>{words.typeThere()}</p>
            <p class="node-command mono">{code.command}</p>
            <p class="soft" role="timer">
              {words.endsIn({ time: stopwatch(code.endsAtMs - nowMs.value) })}
            </p>
          </>
        )}
        <Button kind="primary" wide onClick={onClose}>
          {common.close()}
        </Button>
      </Dialog>
    );
  return (
    <FormDialog
      title={replaces ? words.replace() : words.enrol()}
      intro={replaces ? words.replaceWhat() : words.enrolWhat()}
      isComplete={branch !== ""}
      send={{ label: words.makeCode(), icon: "key-round" }}
      onSend={make}
      onClose={onClose}
    >
      {(tried) =>
        !replaces && (
          <SelectField
            label={words.whichBranch()}
            value={branch}
            onValue={setBranch}
            error={tried && branch === "" ? words.branchNeeded() : undefined}
            options={[
              { value: "", label: words.chooseBranch() },
              ...free.map((row) => ({ value: row.code, label: inLanguage(row.name) })),
            ]}
          />
        )
      }
    </FormDialog>
  );
};
