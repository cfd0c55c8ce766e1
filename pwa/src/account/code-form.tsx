import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer, Problem } from "../api";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { currentMs, nowMs } from "../ui/now";
import { minutesAndSeconds } from "../words/when";
import { channels, type CodeSent, type ContactKind, loadChannels } from "./account";
import { ProofProblem } from "./problems";
import { words } from "./words";

const codeMs = 10 * 60_000;
/** A gateway that does not answer is told of within ten seconds. */
const lookEveryMs = 4_000;

/** Eight digits that came by message: what is left of their time, another message, and another way when none comes. */
export const CodeForm = ({
  kind,
  sent,
  told,
  doWords,
  onCode,
  onResend,
  onOther,
  endsAtMs,
}: {
  kind: ContactKind;
  sent: CodeSent;
  /** Where it went. */
  told: ComponentChildren;
  doWords: string;
  onCode: (code: string) => Promise<Problem | undefined>;
  onResend: () => Answer<CodeSent>;
  onOther: () => void;
  /** What the node knows of its end: ten minutes from when the gateway had it. */
  endsAtMs?: () => Promise<number | undefined>;
}) => {
  const code = useSignal("");
  const error = useSignal<string | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const sending = useSignal(false);
  const ends = useSignal(currentMs() + codeMs);
  const next = useSignal(sent.nextAtMs);
  useEffect(() => {
    const look = async () => {
      await loadChannels();
      const known = await endsAtMs?.();
      if (known !== undefined) ends.value = known;
    };
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  const give = async () => {
    const digits = code.value.replace(/[^0-9]/g, "");
    error.value = digits.length === 8 ? undefined : words.codeShort({ count: digits.length });
    if (error.value !== undefined || sending.value) return;
    sending.value = true;
    problem.value = await onCode(digits);
    sending.value = false;
  };
  const resend = async () => {
    const again = await onResend();
    problem.value = again.ok ? undefined : again.error;
    if (!again.ok) return;
    code.value = "";
    ends.value = currentMs() + codeMs;
    next.value = again.value.nextAtMs;
  };
  const isSilent = channels.value?.[kind].health === "failing";
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <p>{told}</p>
      {isSilent && <Band tone="warning">{kind === "sms" ? words.smsSilent() : words.emailSilent()}</Band>}
      {problem.value && <ProofProblem problem={problem.value} />}
      <TextField
        label={words.code()}
        hint={<Left endsAtMs={ends.value} />}
        error={error.value}
        inputMode="numeric"
        autoComplete="one-time-code"
        lengthMax={12}
        mono
        value={code.value}
        onValue={(value) => {
          code.value = value;
        }}
      />
      <div class="row">
        <Button type="submit" kind="primary" icon="check" busy={sending.value}>
          {doWords}
        </Button>
        <Resend atMs={next.value} onResend={() => void resend()} />
        <Button kind="quiet" onClick={onOther}>
          {words.otherContact()}
        </Button>
      </div>
    </form>
  );
};

const Left = ({ endsAtMs }: { endsAtMs: number }) => {
  const leftMs = endsAtMs - nowMs.value;
  return <>{leftMs > 0 ? words.codeLeft({ left: minutesAndSeconds(leftMs) }) : words.codeOver()}</>;
};

const Resend = ({ atMs, onResend }: { atMs: number; onResend: () => void }) => {
  const leftMs = atMs - nowMs.value;
  if (leftMs > 0)
    return <span class="small soft">{words.resendIn({ left: minutesAndSeconds(leftMs) })}</span>;
  return (
    <Button icon="refresh-cw" onClick={onResend}>
      {words.resend()}
    </Button>
  );
};
