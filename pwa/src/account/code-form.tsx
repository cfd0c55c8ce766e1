import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer, Problem } from "../api";
import { channels, loadChannels } from "../channels";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { currentMs, nowMs } from "../ui/now";
import { minutesAndSeconds } from "../words/when";
import type { CodeSent, ContactKind } from "./account";
import { CodeEntry, Resend } from "./code-entry";
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
  const problem = useSignal<Problem | undefined>(undefined);
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
  const give = async (code: string): Promise<boolean> => {
    problem.value = await onCode(code);
    return true;
  };
  const resend = async () => {
    const again = await onResend();
    problem.value = again.ok ? undefined : again.error;
    if (!again.ok) return;
    ends.value = currentMs() + codeMs;
    next.value = again.value.nextAtMs;
  };
  const isSilent = channels.value?.[kind].health === "failing";
  return (
    <div class="stack">
      <p>{told}</p>
      {isSilent && <Band tone="warning">{kind === "sms" ? words.smsSilent() : words.emailSilent()}</Band>}
      {problem.value && <ProofProblem problem={problem.value} />}
      <CodeEntry key={next.value} hint={<Left endsAtMs={ends.value} />} doWords={doWords} onCode={give}>
        <Resend atMs={next.value} onResend={() => void resend()} />
        <Button kind="quiet" onClick={onOther}>
          {words.otherContact()}
        </Button>
      </CodeEntry>
    </div>
  );
};

const Left = ({ endsAtMs }: { endsAtMs: number }) => {
  const leftMs = endsAtMs - nowMs.value;
  return <>{leftMs > 0 ? words.codeLeft({ left: minutesAndSeconds(leftMs) }) : words.codeOver()}</>;
};
