import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../api";
import { common } from "../words/common";
import { Button } from "./button";
import { Dialog } from "./dialog";
import type { IconName } from "./icons";
import { ProblemBand } from "./problem-band";

/**
 * A question with an answer to type or to choose. `onSend` is called with what is complete only (`isComplete`), one at a time, and
 * gives back what stood in its way; when nothing did, its caller closes the dialog.
 */
export const FormDialog = ({
  title,
  intro,
  isComplete,
  send,
  problemText,
  onSend,
  onClose,
  children,
}: {
  title: string;
  /** What it is about, above what went wrong. */
  intro?: string;
  isComplete: boolean;
  send: { readonly label: string; readonly icon?: IconName; readonly kind?: "primary" | "danger" };
  problemText?: (problem: Problem) => string | undefined;
  onSend: () => Promise<Problem | undefined>;
  onClose: () => void;
  /** The fields; `tried` once it was sent with something missing. */
  children: (tried: boolean) => ComponentChildren;
}) => {
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    setTried(true);
    if (!isComplete || busy) return;
    setBusy(true);
    const refused = await onSend();
    setBusy(false);
    setProblem(refused);
  };
  const text = problem && problemText?.(problem);
  return (
    <Dialog open title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {intro && <p>{intro}</p>}
        {problem && <ProblemBand problem={problem} {...(text === undefined ? {} : { text })} />}
        {children(tried)}
        <Button
          kind={send.kind ?? "primary"}
          type="submit"
          wide
          busy={busy}
          {...(send.icon ? { icon: send.icon } : {})}
        >
          {send.label}
        </Button>
        <Button wide onClick={onClose}>
          {common.back()}
        </Button>
      </form>
    </Dialog>
  );
};
