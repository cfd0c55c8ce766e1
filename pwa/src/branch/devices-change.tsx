import { useState } from "preact/hooks";
import type { Caller } from "../../../server/identity/session";
import { type RevokeReason, revokeReasons } from "../../../server/identity/device";
import { post } from "../api";
import { TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { ReasonDialog } from "../ui/reason-dialog";
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
  const isEmpty = name.trim() === "";
  const save = async () => {
    const answer = await post(`/devices/${device.id}/rename`, { name: name.trim() }, { as });
    if (!answer.ok) return answer.error;
    onDone(words.renamed({ name: name.trim() }));
    return undefined;
  };
  return (
    <FormDialog
      title={words.rename({ name: device.name })}
      isComplete={!isEmpty}
      send={{ label: words.saveName(), icon: "check" }}
      onSend={save}
      onClose={onClose}
    >
      {() => (
        <TextField
          label={words.name()}
          hint={words.nameHint()}
          value={name}
          onValue={setName}
          lengthMax={40}
          error={isEmpty ? words.nameNeeded() : undefined}
        />
      )}
    </FormDialog>
  );
};

/** Nothing is shut out without a reason; it is kept with the supervisor's name. */
export const ShutOutDevice = ({ as, device, onClose, onDone }: ChangeProps) => {
  const { name } = device;
  const shutOut = async (reason: RevokeReason) => {
    const answer = await post(`/devices/${device.id}/revoke`, { reason }, { as });
    if (!answer.ok && answer.error.code !== "device_not_found") return answer.error;
    onDone(words.isOut({ name }));
    return undefined;
  };
  return (
    <ReasonDialog
      title={words.shutOutTitle({ name })}
      intro={words.shutOutWhat()}
      label={words.shutOutDo()}
      why={words.why()}
      whyNeeded={words.whyNeeded()}
      reasons={revokeReasons.map((value) => ({ value, title: words[value]() }))}
      onSend={shutOut}
      onClose={onClose}
    />
  );
};
