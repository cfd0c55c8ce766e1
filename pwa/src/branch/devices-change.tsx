import { useState } from "preact/hooks";
import type { Caller } from "../../../server/identity/session";
import { type RevokeReason, revokeReasons } from "../../../server/identity/device";
import { post } from "../api";
import { Choices } from "../ui/choices";
import { TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { Icon } from "../ui/icon";
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
  const [reason, setReason] = useState<RevokeReason>();
  const shutOut = async () => {
    const answer = await post(`/devices/${device.id}/revoke`, { reason }, { as });
    if (!answer.ok && answer.error.code !== "device_not_found") return answer.error;
    onDone(words.isOut({ name }));
    return undefined;
  };
  return (
    <FormDialog
      title={words.shutOutTitle({ name })}
      intro={words.shutOutWhat()}
      isComplete={reason !== undefined}
      send={{ label: words.shutOutDo(), icon: "octagon-x", kind: "danger" }}
      onSend={shutOut}
      onClose={onClose}
    >
      {(tried) => (
        <>
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
        </>
      )}
    </FormDialog>
  );
};
