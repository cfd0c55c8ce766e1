import { useSignal } from "@preact/signals";
import { parseEmail, parsePhone } from "../../../server/applicants/contact";
import type { Answer, Problem } from "../api";
import { channels, isServed } from "../channels";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import type { CodeSent, ContactKind } from "./account";
import { ProofProblem, proofProblemText } from "./problems";
import { words } from "./words";

/** A telephone number or an address, and the button that sends a code there. What cannot be reached is said before. */
export const ContactField = ({
  kind,
  primary,
  onSend,
  onSent,
}: {
  kind: ContactKind;
  primary?: boolean;
  onSend: (to: string) => Answer<CodeSent>;
  onSent: (to: string, sent: CodeSent) => void;
}) => {
  const to = useSignal("");
  const error = useSignal<string | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const sending = useSignal(false);
  const send = async () => {
    error.value = wrongWith(kind, to.value);
    if (error.value !== undefined || sending.value) return;
    sending.value = true;
    const sent = await onSend(to.value.trim());
    sending.value = false;
    problem.value = sent.ok ? undefined : sent.error;
    if (sent.ok) onSent(to.value.trim(), sent.value);
  };
  if (channels.value?.[kind].health === "not_configured")
    return <p class="soft">{kind === "sms" ? words.smsAbsent() : words.emailAbsent()}</p>;
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {channels.value?.[kind].health === "failing" && (
        <Band tone="warning">{kind === "sms" ? words.smsSilent() : words.emailSilent()}</Band>
      )}
      {problem.value && <ProofProblem problem={problem.value} />}
      <TextField
        label={kind === "sms" ? words.phone() : words.email()}
        hint={kind === "sms" ? words.phoneHint() : words.emailHint()}
        error={error.value}
        type={kind === "sms" ? "tel" : "email"}
        inputMode={kind === "sms" ? "tel" : "email"}
        autoComplete={kind === "sms" ? "tel" : "email"}
        value={to.value}
        onValue={(value) => {
          to.value = value;
        }}
      />
      <div>
        <Button type="submit" {...(primary ? { kind: "primary" as const } : {})} busy={sending.value}>
          {words.sendCode()}
        </Button>
      </div>
    </form>
  );
};

const wrongWith = (kind: ContactKind, text: string): string | undefined => {
  if (kind === "email") return parseEmail(text).ok ? undefined : words.emailWrong();
  if (!parsePhone(text).ok) return words.phoneWrong();
  return isServed(text) ? undefined : proofProblemText({ code: "number_not_served" });
};
