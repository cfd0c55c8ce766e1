import { useState } from "preact/hooks";
import { isLineTrouble, post, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { toast } from "../ui/toast";
import { common } from "../words/common";
import type { CaseParty } from "./counter-types";
import type { Desk } from "./desk";
import { dialogWords as says } from "./dialog-words";
import { counterProblemText } from "./problems";
import { counterWords as words } from "./words";

/** The officer holds this person's document: asked once more, because another's claim may end with it. */
export const SeenDialog = ({
  desk,
  bookingId,
  party,
  open,
  onClose,
}: {
  desk: Desk;
  bookingId: string;
  party: CaseParty;
  open: boolean;
  onClose: () => void;
}) => {
  // One id for the act, however often it is pressed on a poor line.
  const [key] = useState(newCommandId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const confirm = async () => {
    setBusy(true);
    const path = `/bookings/${bookingId}/parties/${party.no}/seen`;
    const answer = await post(path, {}, { as: desk.as, key });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.error);
    toast(says.seenDone({ name: party.name }));
    onClose();
    return desk.refresh();
  };
  return (
    <Dialog open={open} title={words.seenTitle({ name: party.name })} onClose={onClose}>
      <p>{says.seenAsk({ document: party.documentMasked })}</p>
      {party.contested && <Band tone="warning">{says.seenContested()}</Band>}
      {problem && (
        <Band tone="warning" alert>
          {textOf(problem)}
        </Band>
      )}
      <Button kind="primary" icon="id-card" wide busy={busy} onClick={() => void confirm()}>
        {says.seenDo()}
      </Button>
      <Button wide onClick={onClose}>
        {common.back()}
      </Button>
    </Dialog>
  );
};

const textOf = (problem: Problem): string => {
  if (problem.code === "wrong_state") return says.visitOver();
  if (problem.code === "unknown_party") return says.seenUnknown();
  return isLineTrouble(problem) ? says.seenLine() : counterProblemText(problem);
};
