/** The pool of connections to a mail server. The only file that loads the mail library. */
import { createTransport } from "nodemailer";
import type { SmtpSettings } from "./smtp";

const connectMsMax = 8_000;

export type SmtpPool = ReturnType<typeof openPool>;

/** `answerMsMax`: how long a server may take over one message. */
export const openPool = ({ host, port, tls, user, password, ca }: SmtpSettings, answerMsMax: number) => {
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
  return {
    sendMail: pool.sendMail.bind(pool),
    close: () => pool.close({ force: true }),
  };
};
