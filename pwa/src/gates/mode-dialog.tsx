import { useState } from "preact/hooks";
import { type LaneMode, laneModes } from "../../../server/gates/lane";
import { post } from "../api";
import { Choices } from "../ui/choices";
import { FormDialog } from "../ui/form-dialog";
import { ReasonField } from "../ui/reason-field";
import { useCommand } from "../use-command";
import { defineWords } from "../words/messages";
import { sharedVisit } from "../words/shared-visit";
import { as, sayMode } from "./gates";
import type { GateLane, OrderAnswer } from "./gates-types";
import { laneWords, modeName } from "./lane-words";
import { gatesProblemText } from "./problems";

const words = defineWords({ confirm: sharedVisit.confirm });

/** A lane is run another way for a reason that no button has. */
export const ModeDialog = ({ lane, onClose }: { lane: GateLane; onClose: () => void }) => {
  const others = laneModes.filter((mode) => mode !== lane.mode);
  const [mode, setMode] = useState<LaneMode>(others[0]!);
  const [reason, setReason] = useState("");
  const keyOf = useCommand();
  const send = async () => {
    const body = { mode, reason: reason.trim() };
    const answer = await post<OrderAnswer>(`/gates/lanes/${lane.id}/mode`, body, { as, key: keyOf(body) });
    if (!answer.ok) return answer.error;
    sayMode(lane, mode, answer.value);
    onClose();
    return undefined;
  };
  return (
    <FormDialog
      title={laneWords.otherReasonTitle({ lane: lane.name })}
      isComplete={reason.trim() !== ""}
      send={{ label: words.confirm(), icon: "check" }}
      problemText={gatesProblemText}
      onSend={send}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Choices
            legend={laneWords.newMode()}
            options={others.map((value) => ({ value, title: modeName[value]() }))}
            chosen={mode}
            onPick={setMode}
          />
          <ReasonField value={reason} onValue={setReason} tried={tried} />
        </>
      )}
    </FormDialog>
  );
};
