import { useEffect, useState } from "preact/hooks";
import type * as z from "zod";
import type { deviceCodeView } from "../../../server/identity/device.schema";
import { deviceKinds, type EnrolledKind } from "../../../server/identity/roles";
import type { Caller } from "../../../server/identity/session";
import { post } from "../api";
import { Band } from "../ui/band";
import { Button } from "../ui/button";
import { Choices } from "../ui/choices";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { FormDialog } from "../ui/form-dialog";
import { nowMs } from "../ui/now";
import { Qr } from "../ui/qr";
import { common } from "../words/common";
import { stopwatch } from "../words/staff-times";
import type { EnrolledDevice } from "./devices";
import { devicesWords as words } from "./devices-words";

type DeviceCode = z.infer<typeof deviceCodeView>;

/** A code for one new device: asked for here, shown large until the device is in or the code is over. */
export const AddDevice = ({
  as,
  devices,
  onClose,
  onIn,
}: {
  as: Caller;
  /** The list as it is now: the new one is in when it stands there. */
  devices: readonly EnrolledDevice[];
  onClose: () => void;
  onIn: (name: string) => void;
}) => {
  const [kind, setKind] = useState<EnrolledKind>("kiosk");
  const [name, setName] = useState("");
  const [code, setCode] = useState<DeviceCode>();
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());

  const isNew = (device: EnrolledDevice) =>
    device.kind === kind && device.name === name.trim() && !known.has(device.id);
  const isIn = code !== undefined && devices.some(isNew);
  useEffect(() => {
    if (isIn) onIn(name.trim());
  }, [isIn]);

  const make = async () => {
    setKnown(new Set(devices.map(({ id }) => id)));
    const answer = await post<DeviceCode>("/devices/codes", { kind, name: name.trim() }, { as });
    if (answer.ok) setCode(answer.value);
    return answer.ok ? undefined : answer.error;
  };
  if (code)
    return (
      <Dialog open title={words.codeFor({ name: name.trim() })} onClose={onClose}>
        <ShownCode code={code} onAgain={() => setCode(undefined)} />
        <Button wide onClick={onClose}>
          {common.close()}
        </Button>
      </Dialog>
    );
  return (
    <FormDialog
      title={words.add()}
      isComplete={name.trim() !== ""}
      send={{ label: words.makeCode(), icon: "qr-code" }}
      onSend={make}
      onClose={onClose}
    >
      {(tried) => (
        <>
          <Choices
            legend={words.whichKind()}
            options={deviceKinds.map((value) => ({
              value,
              title: words[value](),
              detail: words[`${value}Detail`](),
            }))}
            chosen={kind}
            onPick={setKind}
          />
          <TextField
            label={words.name()}
            hint={words.nameHint()}
            value={name}
            onValue={setName}
            lengthMax={40}
            error={tried && name.trim() === "" ? words.nameNeeded() : undefined}
          />
        </>
      )}
    </FormDialog>
  );
};

const ShownCode = ({ code, onAgain }: { code: DeviceCode; onAgain: () => void }) => {
  const address = code.url?.split("#")[0] ?? "";
  if (nowMs.value >= code.endsAtMs)
    return (
      <>
        <Band tone="warning" icon="clock-alert" alert>
          {words.codeOver()}
        </Band>
        <Button kind="primary" icon="refresh-cw" wide onClick={onAgain}>
          {words.newCode()}
        </Button>
      </>
    );
  return (
    <div class="device-code">
      <p>{code.url === null ? words.typeThere() : words.openThere({ address })}</p>
      {code.qrSvg && <Qr svg={code.qrSvg} label={words.codeIs({ code: code.code })} />}
      <p class="figures device-code-text">{code.code}</p>
      <p class="soft" role="timer">
        {words.endsIn({ time: stopwatch(code.endsAtMs - nowMs.value) })}
      </p>
    </div>
  );
};
