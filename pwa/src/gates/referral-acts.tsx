import { useState } from "preact/hooks";
import type { Staff } from "../staff/session";
import { post } from "../api";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { ProblemBand } from "../ui/problem-band";
import { useCommand } from "../use-command";
import { as, useCommands } from "./gates";
import type { Referral } from "./gates-types";
import { gatesProblemText } from "./problems";
import { referralWords as words } from "./referral-words";

/**
 * What this officer may do now: take it, decide, or agree as the second of two. Letting through against a grave reason takes two
 * officers, each with a touch of their own key (the step-up comes up by itself).
 */
export const ReferralActs = ({
  referral,
  staff,
  onDone,
}: {
  referral: Referral;
  staff: Staff;
  onDone: () => Promise<void>;
}) => {
  const commands = useCommands();
  const [asked, setAsked] = useState<"pass" | "refuse">();
  const isMine = referral.officer === staff.id;
  const act = async (what: "take" | "agree" | "left") => {
    await commands.run(`/gates/referrals/${referral.id}/${what}`, {});
    await onDone();
  };
  const { problem } = commands;
  return (
    <div class="stack">
      {problem && <ProblemBand problem={problem} text={gatesProblemText(problem)} />}
      {referral.state === "open" && (
        <Button kind="primary" icon="hand-helping" wide onClick={() => void act("take")}>
          {words.take()}
        </Button>
      )}
      {referral.state === "taken" && !isMine && (
        <Other referral={referral} onAgree={() => void act("agree")} />
      )}
      {referral.state === "taken" && isMine && (
        <>
          {referral.askedBy !== null && (
            <Band tone="primary" icon="users">
              {words.askedSecond()}
            </Band>
          )}
          <div class="referral-acts">
            {referral.askedBy === null && (
              <Button kind="primary" icon="check" onClick={() => setAsked("pass")}>
                {referral.officersNeeded === 2 ? words.askSecond() : words.pass()}
              </Button>
            )}
            <Button icon="x" onClick={() => setAsked("refuse")}>
              {words.refuse()}
            </Button>
            <Button icon="log-out" onClick={() => void act("left")}>
              {words.leftDo()}
            </Button>
          </div>
        </>
      )}
      {asked && (
        <NoteDialog
          what={asked}
          referral={referral}
          onDone={() => {
            setAsked(undefined);
            void onDone();
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
};

/** Another officer has it; who is asked for agreement agrees here, on a session of their own. */
const Other = ({ referral, onAgree }: { referral: Referral; onAgree: () => void }) => {
  const name = referral.officerName ?? "";
  if (referral.askedBy === null) return <Band icon="user">{words.takenByOther({ name })}</Band>;
  return (
    <>
      <Band tone="warning" icon="users">
        {words.asksYou({ name: referral.askedByName ?? name })}
      </Band>
      <Button kind="primary" icon="key-round" wide onClick={onAgree}>
        {words.agree()}
      </Button>
    </>
  );
};

const NoteDialog = ({
  what,
  referral,
  onDone,
  onClose,
}: {
  what: "pass" | "refuse";
  referral: Referral;
  onDone: () => void;
  onClose: () => void;
}) => {
  const [note, setNote] = useState("");
  const keyOf = useCommand();
  const needsTwo = what === "pass" && referral.officersNeeded === 2;
  const send = async () => {
    const text = note.trim();
    const body = what === "pass" ? { note: text, override: needsTwo } : { note: text };
    const answer = await post(`/gates/referrals/${referral.id}/${what}`, body, { as, key: keyOf(body) });
    if (!answer.ok) return answer.error;
    onDone();
    return undefined;
  };
  return (
    <FormDialog
      title={titleOf(what, needsTwo)}
      intro={introOf(what, needsTwo)}
      isComplete={note.trim() !== ""}
      send={{ label: titleOf(what, needsTwo), icon: what === "pass" ? "check" : "x" }}
      problemText={gatesProblemText}
      onSend={send}
      onClose={onClose}
    >
      {(tried) => (
        <TextField
          label={what === "pass" ? words.passNote() : words.refuseNote()}
          hint={words.noteHint()}
          value={note}
          onValue={setNote}
          lengthMax={400}
          lines={2}
          error={tried && note.trim() === "" ? words.noteMissing() : undefined}
        />
      )}
    </FormDialog>
  );
};

const titleOf = (what: "pass" | "refuse", needsTwo: boolean): string => {
  if (what === "refuse") return words.refuse();
  return needsTwo ? words.askSecond() : words.pass();
};

const introOf = (what: "pass" | "refuse", needsTwo: boolean): string => {
  if (what === "refuse") return words.refuseHow();
  return needsTwo ? words.askSecondHow() : words.passHow();
};
