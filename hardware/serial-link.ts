import { execFile } from "node:child_process";
import type { Timers } from "../sync/core/timers";
import { deviceLink } from "./device-link";
import type { Link } from "./link";

/** Speeds that devices on such a line are set to. */
export const bauds = [
  1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600,
] as const;
export type Baud = (typeof bauds)[number];

export interface SerialLinkOptions {
  /** Stable name of the line: `/dev/imm/printer1`. */
  readonly path: string;
  readonly baud: Baud;
  /** How a full device asks us to wait; `xonxoff` unless told otherwise. Nothing that a printer says looks like XON or XOFF. */
  readonly flow?: "xonxoff" | "rtscts" | "none";
  readonly timers: Timers;
}

/** A setting waits for what is still on the line. */
const setUpMs = 2_000;

/** A serial line, or a USB device that looks like one: 8 data bits, no parity, 1 stop bit. */
export const serialLink = ({ path, baud, flow = "xonxoff", timers }: SerialLinkOptions): Link => {
  const flowArgs = [flow === "xonxoff" ? "ixon" : "-ixon", flow === "rtscts" ? "crtscts" : "-crtscts"];
  const settings = [`${baud}`, "raw", "-echo", "cs8", "-parenb", "-cstopb", "clocal", ...flowArgs];
  return deviceLink({
    path,
    timers,
    setUp: (line) =>
      new Promise((resolve) => {
        const child = execFile("stty", ["-F", line, ...settings], (error) => {
          cancel();
          resolve(error && (error.killed ? `not set up within ${setUpMs} ms` : "this is no serial line"));
        });
        const cancel = timers.after(setUpMs, () => child.kill("SIGKILL"));
      }),
  });
};
