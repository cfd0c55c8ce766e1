import { useState } from "preact/hooks";
import { keyProblemText } from "../staff/problems";
import { staffWords } from "../staff/words";
import { DateField } from "../ui/date-field";
import { FormDialog } from "../ui/form-dialog";
import { extend, type Grant, untilDate } from "./people";
import { words } from "./words";

/** Another end for a role that somebody has. */
export const ExtendDialog = ({
  name,
  grant,
  onClose,
  onDone,
}: {
  name: string;
  grant: Grant;
  onClose: () => void;
  onDone: (said: string) => void;
}) => {
  const [until, setUntil] = useState("");
  const untilMs = untilDate(until);
  const isWrong = untilMs !== null && Number.isNaN(untilMs);
  const send = async () => {
    const done = await extend(grant.id, untilMs);
    if (!done.ok) return done.error;
    onDone(words.extended());
    return undefined;
  };
  return (
    <FormDialog
      title={words.extendOf({ name, role: staffWords[grant.role]() })}
      isComplete={!isWrong}
      send={{ label: words.extend() }}
      problemText={keyProblemText}
      onSend={send}
      onClose={onClose}
    >
      {(tried) => (
        <DateField
          label={words.until()}
          hint={words.untilHint()}
          value={until}
          onValue={setUntil}
          error={tried && isWrong ? words.badDate() : undefined}
        />
      )}
    </FormDialog>
  );
};
