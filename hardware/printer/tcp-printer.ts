import type { Printer } from "../ports";
import type { Timers } from "../../sync/core/timers";
import { tcpLink } from "../tcp-link";
import { escposPrinter, type EscposPrinterOptions } from "./escpos-printer";

export interface TcpPrinterOptions extends Pick<EscposPrinterOptions, "confirmation"> {
  readonly host: string;
  /** 9100 unless the printer was told otherwise. */
  readonly port: number;
  readonly timers: Timers;
}

/** An ESC/POS printer on the network. One process owns it: such printers serve one connection at a time. */
export const tcpPrinter = ({ host, port, timers, ...options }: TcpPrinterOptions): Printer =>
  escposPrinter({ link: tcpLink({ host, port, timers }), timers, ...options });
