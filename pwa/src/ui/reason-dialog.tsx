import { useState } from "preact/hooks";
import type { Problem } from "../api";
import { Choices } from "./choices";
import { FormDialog } from "./form-dialog";
import { Icon } from "./icon";

/** Something is shut out for good, with a reason that is kept: nothing is sent without one. */
export const ReasonDialog = <Reason extends string>({
  title,
  intro,
  label,
  why,
  whyNeeded,
  reasons,
  onSend,
  onClose,
}: {
  title: string;
  intro: string;
  /** The button's words. */
  label: string;
  why: string;
  whyNeeded: string;
  reasons: readonly { readonly value: Reason; readonly title: string }[];
  /** What stood in the way; nothing when it is done. */
  onSend: (reason: Reason) => Promise<Problem | undefined>;
  onClose: () => void;
}) => {
  const [reason, setReason] = useState<Reason>();
  return (
    <FormDialog
      title={title}
      intro={intro}
      isComplete={reason !== undefined}
      send={{ label, icon: "octagon-x", kind: "danger" }}
      onSend={async () => (reason === undefined ? undefined : onSend(reason))}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Choices legend={why} options={reasons} chosen={reason} onPick={setReason} />
          {tried && !reason && (
            <p class="field-error" role="alert">
              <Icon name="circle-alert" />
              {whyNeeded}
            </p>
          )}
        </>
      )}
    </FormDialog>
  );
};
