/** E-mail over SMTP (RFC 5321), through a small pool of connections. */
import { createTransport } from "nodemailer";
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { brokenField, type Channel, type Handed, type Outgoing, type SendError } from "./channel";

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
const connectMsMax = 8_000;

export const smtpChannel = (settings: SmtpSettings, timers: Timers): Channel => {
  const { host, port, tls, user, password, from, ca } = settings;
  const pool = createTransport({
    pool: true,
    host,
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
    maxConnections: 2,
    // Our outbox tries again, with its own waits.
    maxRequeues: 0,
    connectionTimeout: connectMsMax,
    greetingTimeout: connectMsMax,
    dnsTimeout: connectMsMax,
    socketTimeout: answerMsMax,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A connection that breaks while nobody sends: the next message opens another.
  pool.on("error", () => {});

  const send = async (message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>> => {
    const broken = brokenField("email", message);
    if (broken) return err(broken);
    const tooLate = new AbortController();
    const cancel = timers.after(answerMsMax, () => tooLate.abort());
    try {
      await pool.sendMail({
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
  return { kind: "email", send, stop: () => pool.close({ force: true }) };
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
