import { useState } from "preact/hooks";
import type { Caller } from "../../../server/identity/session";
import { type RevokeReason, revokeReasons } from "../../../server/identity/device";
import { post, type Problem } from "../api";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { ProblemBand } from "../ui/problem-band";
import { common } from "../words/common";
import type { EnrolledDevice } from "./devices";
import { devicesWords as words } from "./devices-words";

interface ChangeProps {
  as: Caller;
  device: EnrolledDevice;
  onClose: () => void;
  /** What is said when it is done. */
  onDone: (text: string) => void;
}

export const RenameDevice = ({ as, device, onClose, onDone }: ChangeProps) => {
  const [name, setName] = useState(device.name);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const isEmpty = name.trim() === "";
  const save = async () => {
    if (isEmpty || busy) return;
    setBusy(true);
    const answer = await post(`/devices/${device.id}/rename`, { name: name.trim() }, { as });
    setBusy(false);
    if (answer.ok) onDone(words.renamed({ name: name.trim() }));
    else setProblem(answer.error);
  };
  return (
    <Dialog open title={words.rename({ name: device.name })} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem && <ProblemBand problem={problem} />}
        <TextField
          label={words.name()}
          hint={words.nameHint()}
          value={name}
          onValue={setName}
          lengthMax={40}
          error={isEmpty ? words.nameNeeded() : undefined}
        />
        <Button kind="primary" type="submit" icon="check" wide busy={busy}>
          {words.saveName()}
        </Button>
        <Button wide onClick={onClose}>
          {common.back()}
        </Button>
      </form>
    </Dialog>
  );
};

/** Nothing is shut out without a reason; it is kept with the supervisor's name. */
export const ShutOutDevice = ({ as, device, onClose, onDone }: ChangeProps) => {
  const { name } = device;
  const [reason, setReason] = useState<RevokeReason>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const shutOut = async () => {
    setTried(true);
    if (!reason || busy) return;
    setBusy(true);
    const answer = await post(`/devices/${device.id}/revoke`, { reason }, { as });
    setBusy(false);
    if (answer.ok || answer.error.code === "device_not_found") onDone(words.isOut({ name }));
    else setProblem(answer.error);
  };
  return (
    <Dialog open title={words.shutOutTitle({ name })} onClose={onClose}>
      <p>{words.shutOutWhat()}</p>
      {problem && <ProblemBand problem={problem} />}
      <Choices
        legend={words.why()}
        options={revokeReasons.map((value) => ({ value, title: words[value]() }))}
        chosen={reason}
        onPick={setReason}
      />
      {tried && !reason && (
        <p class="field-error" role="alert">
          <Icon name="circle-alert" />
          {words.whyNeeded()}
        </p>
      )}
      <Button kind="danger" icon="octagon-x" wide busy={busy} onClick={() => void shutOut()}>
        {words.shutOutDo()}
      </Button>
      <Button wide onClick={onClose}>
        {common.back()}
      </Button>
    </Dialog>
  );
};
