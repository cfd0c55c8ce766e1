/**
 * SMS by a modem of the branch's own: the spool folder of SMS Server Tools 3 (smstools.meinemullemaus.de, "SMS file format").
 *
 *   outgoing/ID ──smsd──► checked/ID ──modem──► sent/ID       the network has it
 *                                          └──► failed/ID     smsd has tried as often as it tries
 *
 * smsd ignores names that begin with a dot. `smsd.conf` must name the folders `sent` and `failed`, and keep file names (its default): they are how we hear of it. A message
 * counts as handed over when it lies in `sent`; one that smsd has not taken yet is withdrawn when it is too late.
 */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { brokenField, type Channel, type Handed, type Outgoing, type SendError } from "./channel";
import { fileErrorCode, putFile } from "./files";

export interface SmstoolsSettings {
  /** The folder with `outgoing`, `checked`, `sent` and `failed`: usually `/var/spool/sms`. */
  readonly dir: string;
}

const lookMs = 500;
/** A modem sends a message in some seconds; smsd tries three times. */
const waitMsMax = 60_000;

export const smstoolsChannel = ({ dir }: SmstoolsSettings, timers: Timers): Channel => {
  const lies = (folder: string, id: string) => existsSync(join(dir, folder, id));
  const next = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        cancel();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const cancel = timers.after(lookMs, done);
      signal.addEventListener("abort", done);
    });

  /** Looks until smsd has moved the file, or time is over. */
  const outcome = async (message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>> => {
    const { id, untilMs } = message;
    const endMs = Math.min(timers.nowMs() + waitMsMax, untilMs ?? Infinity);
    for (;;) {
      if (lies("sent", id)) return ok({ delivered: true });
      if (lies("failed", id)) return err({ type: "Refused", why: "smsd_failed" });
      if (signal.aborted || timers.nowMs() >= endMs) break;
      await next(signal);
    }
    if (untilMs !== null && timers.nowMs() >= untilMs) await rm(join(dir, "outgoing", id), { force: true });
    return err({ type: "Unavailable", why: "smsd_no_answer" });
  };

  const send = async (message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>> => {
    const broken = brokenField("sms", message);
    if (broken) return err(broken);
    const { id } = message;
    try {
      const isThere = ["outgoing", "checked", "sent", "failed"].some((folder) => lies(folder, id));
      if (!isThere)
        await putFile(
          join(dir, "outgoing", id),
          smsFile(message, timers.nowMs()),
          join(dir, "outgoing", `.${id}`),
        );
      return await outcome(message, signal);
    } catch (cause) {
      return err({ type: "Unavailable", why: fileErrorCode(cause) });
    }
  };
  return { kind: "sms", send, stop: () => {} };
};

/** One file as smsd reads it: headers in 8 bits, an empty line, the text in the alphabet that the headers name. */
export const smsFile = ({ to, body, untilMs }: Outgoing, nowMs: number): Uint8Array => {
  // ASCII is the same in every alphabet that smsd knows, whatever its settings; anything else goes as UCS-2.
  const isAscii = /^[\n\x20-\x7e]*$/.test(body);
  const minutes = untilMs === null ? Infinity : Math.floor((untilMs - nowMs) / 60_000);
  const headers = [
    `To: ${to.slice(1)}`,
    `Alphabet: ${isAscii ? "ISO" : "UCS2"}`,
    // The network, too, drops it when it is late. Five minutes is the least it knows (3GPP TS 23.040, 9.2.3.12.1).
    ...(minutes < 12 * 60 ? [`Validity: ${Math.max(5, minutes)} min`] : []),
  ];
  const text = isAscii ? Buffer.from(body, "latin1") : Buffer.from(body, "utf16le").swap16();
  return Buffer.concat([Buffer.from(`${headers.join("\n")}\n\n`, "latin1"), text]);
};
