import { useState } from "preact/hooks";
import type { Tone } from "../ui/band";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { printerState } from "../devices/printer-state";
import { printerWords } from "../devices/printer-words";
import { common } from "../words/common";
import { clockTime } from "../words/when";
import type { Device } from "./counter-types";
import type { Desk } from "./desk";
import { counterWords as words } from "./words";

const rank: Readonly<Record<Tone, number>> = { danger: 0, warning: 1, primary: 2, neutral: 2, success: 3 };

/** The branch's printers in the header, as the worst of them; a tap lists them and prints a lost ticket again. */
export const PrinterTag = ({ desk }: { desk: Desk }) => {
  const [open, setOpen] = useState(false);
  const devices = desk.devices.value;
  const [worst] = devices.map(printerState).toSorted((left, right) => rank[left.tone] - rank[right.tone]);
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
        <Button kind="quiet" iconEnd="arrow-right" href="/devices">
          {printerWords.devices()}
        </Button>
        <Button onClick={() => setOpen(false)}>{common.close()}</Button>
      </Dialog>
    </>
  );
};

const PrinterRow = ({ desk, device }: { desk: Desk; device: Device }) => {
  const { tone, icon, text } = printerState(device);
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
        <p class="small quiet">{printerWords.lastSeen({ time: clockTime(device.lastSeenMs) })}</p>
      )}
      {device.trouble.map((row) => (
        <div class="row apart" key={row.id}>
          <span>
            <strong class="figures">{row.number}</strong>{" "}
            <span class="small soft">
              {row.print === "suspect" ? printerWords.mayNot() : printerWords.didNot()}, {clockTime(row.atMs)}
            </span>
          </span>
          <Button
            icon="printer"
            busy={desk.acting.value === "reprint"}
            onClick={() => void desk.act({ type: "reprint", of: row, reason: "not_printed" })}
          >
            {printerWords.again()}
          </Button>
        </div>
      ))}
    </section>
  );
};
