import { useSignal } from "@preact/signals";
import { CodeEntry, Resend } from "../../account/code-entry";
import { codeWords } from "../../account/code-words";
import { ProofProblem, proofProblemText } from "../../account/problems";
import type { Problem } from "../../api";
import { Band } from "../../ui/band";
import { Button } from "../../ui/button";
import { timeOf } from "../../words/when";
import { officerBooking } from "../booker";
import { form } from "../details/words";
import type { OwnHold } from "../hold";
import { goToStep } from "../steps";
import { ProofCard } from "./card";
import { type KindOfProof, sendCode, tryCode } from "./visit";
import { proof } from "./words";

/** A code by SMS or e-mail: sent, typed, sent again; and in words why it cannot be. */
export const CodeCard = ({
  kept,
  row,
  kind,
  first,
  onUse,
}: {
  kept: OwnHold;
  row: KindOfProof;
  kind: "sms" | "email";
  /** Its button is the filled one. */
  first: boolean;
  /** The person has begun with this kind. */
  onUse: () => void;
}) => {
  const problem = useSignal<Problem | undefined>(undefined);
  const sending = useSignal(false);
  const send = async () => {
    if (sending.value) return;
    onUse();
    sending.value = true;
    problem.value = await sendCode(kept, kind);
    sending.value = false;
    document.getElementById(`code-${kind}`)?.focus();
  };
  const check = async (code: string): Promise<boolean> => {
    onUse();
    problem.value = await tryCode(kept, kind, code);
    return problem.value === undefined;
  };
  const name = kind === "sms" ? proof.sms() : form.email();
  return (
    <ProofCard
      icon={kind === "sms" ? "message-square" : "mail"}
      title={row.to === null ? name : `${name} · ${row.to}`}
      state={row.state}
    >
      {row.state !== "done" && row.why === "gateway_silent" && (
        <Band tone="warning" alert>
          {kind === "sms" ? codeWords.smsSilent() : codeWords.emailSilent()}
        </Band>
      )}
      {row.state !== "done" && problem.value && <ProofProblem problem={problem.value} />}
      {row.state === "open" && (
        <div>
          <Button kind={first ? "primary" : "outline"} busy={sending.value} onClick={() => void send()}>
            {codeWords.sendCode()}
          </Button>
        </div>
      )}
      {row.state === "unavailable" && row.why !== "gateway_silent" && <WhyNot row={row} kind={kind} />}
      {row.state === "sent" && (
        <CodeEntry
          key={row.sentAtMs}
          id={`code-${kind}`}
          hint={sentTo(row)}
          doWords={proof.check()}
          outlined={!first}
          byItself
          onCode={check}
        >
          <Resend atMs={row.resendAtMs ?? 0} onResend={() => void send()} />
        </CodeEntry>
      )}
    </ProofCard>
  );
};

const sentTo = ({ to, codeEndsAtMs }: KindOfProof): string => {
  const text = { to: to ?? "", time: timeOf(codeEndsAtMs ?? 0) };
  return officerBooking() === undefined ? proof.codeUntil(text) : proof.codeReadOut(text);
};

const WhyNot = ({ row: { why }, kind }: { row: KindOfProof; kind: "sms" | "email" }) => {
  if (why === "not_configured")
    return <p class="soft">{kind === "sms" ? codeWords.smsAbsent() : codeWords.emailAbsent()}</p>;
  return (
    <div class="row apart">
      <span class="soft">
        {why === "number_not_served" ? proofProblemText({ code: why }) : proof.noContactGiven()}
      </span>
      <button
        type="button"
        class="link"
        onClick={() => goToStep(officerBooking() === undefined ? "contact" : "details")}
      >
        {proof.giveContact()}
      </button>
    </div>
  );
};
