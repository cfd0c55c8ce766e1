import type * as z from "zod";
import type { devicesSchema } from "../../../server/devices/devices.schema";
import type { Tone } from "../ui/band";
import type { IconName } from "../ui/icons";
import { printerWords as words } from "./printer-words";

export type DeviceList = z.infer<typeof devicesSchema>;
export type PrinterNow = DeviceList["items"][number];

export interface Shown {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
  /** What a person can do something about. */
  readonly fault?: Fault;
}

export type Fault = "silent" | "cover" | "paper" | "knife" | "broken" | "near";

/** What a printer is now, the worst first: sign, word and tone. */
export const printerState = (printer: PrinterNow): Shown => {
  const bad = (text: string, fault: Fault): Shown => ({
    tone: "danger",
    icon: "octagon-x",
    text,
    fault,
  });
  const mind = (text: string, fault?: Fault): Shown => ({
    tone: "warning",
    icon: "triangle-alert",
    text,
    ...(fault === undefined ? {} : { fault }),
  });
  if (!printer.online) return { tone: "danger", icon: "cloud-off", text: words.silent(), fault: "silent" };
  if (printer.cover === "open") return bad(words.cover(), "cover");
  if (printer.paper === "out") return bad(words.noPaper(), "paper");
  if (printer.error === "cutter_jam") return bad(words.knife(), "knife");
  if (printer.error === "broken") return bad(words.broken(), "broken");
  if (printer.error !== null) return mind(words.notReady());
  if (printer.trouble.length > 0) return mind(words.doubtful({ count: printer.trouble.length }));
  if (printer.paper === "near") return mind(words.near(), "near");
  return { tone: "success", icon: "printer-check", text: words.ready() };
};
