import { useState } from "preact/hooks";
import type { Tone } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icons";
import { common } from "../words/common";
import { clockTime } from "../words/when";
import type { Device } from "./counter-types";
import type { Desk } from "./desk";
import { counterWords as words } from "./words";

interface Shown {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

/** What a printer is now, the worst first: sign, word and tone. */
const stateOf = (device: Device): Shown => {
  if (!device.online) return { tone: "danger", icon: "cloud-off", text: words.printerSilent() };
  if (device.cover === "open") return { tone: "danger", icon: "octagon-x", text: words.printerCover() };
  if (device.paper === "out") return { tone: "danger", icon: "octagon-x", text: words.printerNoPaper() };
  if (device.trouble.length > 0)
    return {
      tone: "warning",
      icon: "triangle-alert",
      text: words.printerDoubtful({ count: device.trouble.length }),
    };
  if (device.paper === "near") return { tone: "warning", icon: "triangle-alert", text: words.printerNear() };
  return { tone: "success", icon: "printer-check", text: words.printerReady() };
};

const rank: Readonly<Record<Tone, number>> = { danger: 0, warning: 1, primary: 2, neutral: 2, success: 3 };

/** The branch's printers in the header, as the worst of them; a tap lists them and prints a lost ticket again. */
export const PrinterTag = ({ desk }: { desk: Desk }) => {
  const [open, setOpen] = useState(false);
  const devices = desk.devices.value;
  const [worst] = devices.map(stateOf).toSorted((left, right) => rank[left.tone] - rank[right.tone]);
  if (!worst) return null;
  return (
    <>
      <button type="button" class={`tag staff-tag ${worst.tone}-tone`} onClick={() => setOpen(true)}>
        <Icon name={worst.icon} />
        {worst.text}
      </button>
      <Dialog open={open} title={words.printers()} onClose={() => setOpen(false)}>
        {devices.map((device) => (
          <PrinterRow key={device.id} desk={desk} device={device} />
        ))}
        <Button onClick={() => setOpen(false)}>{common.close()}</Button>
      </Dialog>
    </>
  );
};

const PrinterRow = ({ desk, device }: { desk: Desk; device: Device }) => {
  const { tone, icon, text } = stateOf(device);
  return (
    <section class="stack tight">
      <div class="row apart">
        <h3>{device.name}</h3>
        <span class={`tag ${tone}-tone`}>
          <Icon name={icon} />
          {text}
        </span>
      </div>
      {device.lastSeenMs !== null && !device.online && (
        <p class="small quiet">{words.lastSeen({ time: clockTime(device.lastSeenMs) })}</p>
      )}
      {device.trouble.map((row) => (
        <div class="row apart" key={row.id}>
          <span>
            <strong class="figures">{row.number}</strong>{" "}
            <span class="small soft">
              {row.print === "suspect" ? words.printSuspect() : words.printFailed()}, {clockTime(row.atMs)}
            </span>
          </span>
          <Button
            icon="printer"
            busy={desk.acting.value === "reprint"}
            onClick={() => void desk.act({ type: "reprint", of: row, reason: "not_printed" })}
          >
            {words.reprint()}
          </Button>
        </div>
      ))}
    </section>
  );
};
