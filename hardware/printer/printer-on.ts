/** A ticket printer wherever it is fastened: the driver over the line that the configuration names. */
import { deviceLink } from "../device-link";
import type { Link } from "../link";
import type { Printer } from "../ports";
import { type Baud, serialLink } from "../serial-link";
import { tcpLink } from "../tcp-link";
import type { Timers } from "../../sync/core/timers";
import { fastWire, serialWire } from "./conversation";
import { escposPrinter } from "./escpos-printer";
import { drawsFor, type PrinterModel } from "./models";

export type PrinterLine =
  /** One process owns it: such printers serve one connection at a time. */
  | { readonly type: "tcp"; readonly host: string; readonly port: number }
  | { readonly type: "usb"; readonly path: string }
  | { readonly type: "serial"; readonly path: string; readonly baud: Baud };

export const printerOn = (line: PrinterLine, model: PrinterModel, timers: Timers): Printer =>
  escposPrinter({
    link: linkTo(line, timers),
    timers,
    confirmation: model.confirmation,
    wire: line.type === "serial" ? serialWire(line.baud, drawsFor(model, line.baud)) : fastWire,
  });

const linkTo = (line: PrinterLine, timers: Timers): Link => {
  if (line.type === "tcp") return tcpLink({ host: line.host, port: line.port, timers });
  if (line.type === "usb") return deviceLink({ path: line.path, timers });
  return serialLink({ path: line.path, baud: line.baud, timers });
};
