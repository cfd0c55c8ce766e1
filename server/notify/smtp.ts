/** E-mail over SMTP (RFC 5321), through a small pool of connections. */
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { brokenField, type Channel, type Handed, type Outgoing, type SendError } from "./channel";
import type { SmtpPool } from "./smtp-pool";

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (port 465); `starttls` or no mail at all (port 587); `none` inside one machine or a closed network. */
  readonly tls: "tls" | "starttls" | "none";
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** The sender's address. */
  readonly from: string;
  /** PEM of the authority of an internal mail server. */
  readonly ca?: string | undefined;
}

/** A mail server may look a message over before it says yes; a page has been told after eight seconds that this way is slow. */
const answerMsMax = 20_000;

export const smtpChannel = (settings: SmtpSettings, timers: Timers): Channel => {
  const { from } = settings;
  const pool: { opened?: Promise<SmtpPool> } = {};
  /** With the first message: a node that sends none does without the library's twenty megabytes. */
  const opened = (): Promise<SmtpPool> =>
    (pool.opened ??= import("./smtp-pool").then(({ openPool }) => openPool(settings, answerMsMax)));

  const send = async (message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>> => {
    const broken = brokenField("email", message);
    if (broken) return err(broken);
    const tooLate = new AbortController();
    const cancel = timers.after(answerMsMax, () => tooLate.abort());
    try {
      const { sendMail } = await opened();
      await sendMail({
        from,
        to: { name: "", address: message.to },
        subject: message.subject,
        text: message.body,
        date: new Date(timers.nowMs()),
        // The same with every try: a mailbox shows it once.
        messageId: `<${message.id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
        // RFC 3834: no out-of-office answer comes back.
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.any([signal, tooLate.signal]),
      });
      return ok({ delivered: false });
    } catch (cause) {
      return err(errorOf(cause));
    } finally {
      cancel();
    }
  };
  return { kind: "email", send, stop: () => void pool.opened?.then(({ close }) => close()) };
};

interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** RFC 5321, 4.2.1: 5yz is for good, 4yz may pass. What is said of a recipient or a text says nothing about the server. */
const errorOf = (cause: unknown): SendError => {
  const { code = "unknown", command = "", responseCode } = cause as SmtpFailure;
  if (code === "EABORT") return { type: "Unavailable", why: "smtp_no_answer" };
  const isAboutMessage = command === "RCPT TO" || code === "EMESSAGE";
  if (!isAboutMessage || responseCode === undefined || responseCode === 421)
    return { type: "Unavailable", why: responseCode ? `smtp_${responseCode}` : code.toLowerCase() };
  return responseCode >= 500
    ? { type: "Refused", why: `smtp_${responseCode}` }
    : { type: "Later", why: `smtp_${responseCode}` };
};
