import { useState } from "preact/hooks";
import { nodeName } from "../line/matters";
import { FormDialog } from "../ui/form-dialog";
import { TextField } from "../ui/field";
import { ReasonField } from "../ui/reason-field";
import { type FleetNode, type FrozenDay, settlePlaces } from "./fleet";
import { fleetWords as words } from "./words";

const keepMax = 20;
const problems: { readonly [code: string]: () => string } = {
  old_box_under_way: words.settleUnderWay,
  node_not_in_place: words.settleNotInPlace,
};

/** One of each: a slip or two that turn up do not make anybody wait. */
const keepAtFirst = "1";

export const placesIn = (days: readonly FrozenDay[]): number =>
  days.reduce((sum, { units }) => sum + units, 0);

/** What earlier machines of a branch took along is sold again by the one in their place, less what their slips need. */
export const SettleDialog = ({
  node,
  days,
  onDone,
  onClose,
}: {
  node: FleetNode;
  days: readonly FrozenDay[];
  onDone: (said: string) => void;
  onClose: () => void;
}) => {
  const [keep, setKeep] = useState(keepAtFirst);
  const [reason, setReason] = useState("");
  const isNumber = /^\d{1,2}$/.test(keep) && Number(keep) <= keepMax;
  const settle = async () => {
    const answer = await settlePlaces(node.alias, { keepEach: Number(keep), reason: reason.trim() });
    if (!answer.ok) return answer.error;
    onDone(words.settled({ count: answer.value.units }));
    return undefined;
  };
  const dates = new Set(days.map(({ date }) => date));
  return (
    <FormDialog
      title={words.settleTitle({ branch: nodeName(node) })}
      intro={words.settleWhat({ count: placesIn(days), days: dates.size, alias: node.alias })}
      isComplete={isNumber && reason.trim().length >= 3}
      send={{ label: words.settle(), icon: "calendar-check" }}
      problemText={({ code }) => problems[code]?.()}
      onSend={settle}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <TextField
            label={words.settleKeep()}
            hint={words.settleKeepHint()}
            value={keep}
            onValue={setKeep}
            inputMode="numeric"
            lengthMax={2}
            error={tried && !isNumber ? words.settleKeepWrong({ max: keepMax }) : undefined}
          />
          <ReasonField label={words.why()} value={reason} onValue={setReason} tried={tried} charsMin={3} />
        </>
      )}
    </FormDialog>
  );
};
