import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { manualTimers } from "../../sync/core/timers";
import { email, folder, keepsTheContract, never } from "./channel.fixture";
import { smtpChannel, type SmtpSettings } from "./smtp";

interface Mail {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly secure: boolean;
  readonly user: string | undefined;
}

/** A real mail server on a socket, and a channel for it. */
const setupMail = async (
  server: SMTPServerOptions = {},
  settings: Partial<SmtpSettings> | ((port: number) => Partial<SmtpSettings>) = {},
) => {
  const mails: Mail[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address).join(),
          text: Buffer.concat(chunks).toString("utf8"),
          secure: session.secure,
          user: session.user as string | undefined,
        });
        done();
      });
    },
    ...server,
  });
  // A client that hangs up is no event of these tests.
  smtp.on("error", () => {});
  await new Promise<void>((listening) => smtp.listen(0, "127.0.0.1", () => listening()));
  const { port } = smtp.server.address() as { port: number };
  const timers = manualTimers(1_800_000_000_000);
  const channel = smtpChannel(
    { host: "127.0.0.1", port, tls: "none", from: "sto@example.my", ...settings },
    timers,
  );
  onTestFinished(async () => {
    channel.stop();
    await new Promise<void>((closed) => smtp.close(() => closed()));
  });
  return { channel, timers, mails };
};

/** Refuses as a server with that reply does. */
const reply = (responseCode: number) =>
  Object.assign(new Error("siti@example.com is a secret"), { responseCode });

/** A certificate for 127.0.0.1 that nobody else vouches for. */
const certificate = () => {
  const dir = folder();
  const [key, cert] = [join(dir, "key.pem"), join(dir, "cert.pem")];
  const name = ["-subj", "/CN=mail", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
      ...name,
    ],
    { stdio: "pipe" },
  );
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
};

keepsTheContract("a mail server", email, async () => {
  const { channel, mails } = await setupMail();
  return {
    channel,
    // A mailbox shows mails of one Message-ID once.
    received: async () =>
      [...new Map(mails.map((mail) => [/^Message-ID: (\S+)\r$/im.exec(mail.text)![1], mail])).values()].map(
        ({ to, text }) => ({ to, text }),
      ),
  };
});

test("a mail says from whom, to whom, what about, and that no machine should answer it", async () => {
  const { channel, mails } = await setupMail();
  orThrow(
    await channel.send(email({ subject: "STO: Temujanji anda – 10.30 pagi", body: "Satu\n.\nDua\n" }), never),
  );
  const [mail] = mails;
  expect(mail).toMatchObject({ from: "sto@example.my", to: "siti@example.com" });
  const [headers, text] = mail!.text.split("\r\n\r\n");
  expect(headers).toMatch(/^From: sto@example\.my\r$/m);
  expect(headers).toMatch(/^To: siti@example\.com\r$/m);
  expect(headers).toMatch(/^Message-ID: <01a20692-2609-7de3-82b7-a03a38627bcf@example\.my>\r$/m);
  expect(headers).toMatch(/^Date: Fri, 15 Jan 2027 08:00:00 \+0000\r$/m);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(headers, "a subject beyond ASCII is encoded").toMatch(/^Subject: =\?UTF-8\?Q\?STO/m);
  expect(text, "a line with a dot alone does not end the mail").toBe("Satu\r\n.\r\nDua\r\n");
});

describe.skipIf(Bun.which("openssl") === null)("TLS (openssl)", () => {
  test("is taken up, with the password only inside, and a certificate of the configured authority", async () => {
    const { key, cert } = certificate();
    const { channel, mails } = await setupMail(
      {
        key,
        cert,
        authOptional: false,
        disabledCommands: [],
        onAuth: ({ username, password }, session, done) =>
          session.secure && password === "s3cret" ? done(null, { user: username }) : done(new Error("no")),
      },
      { tls: "starttls", user: "sto", password: "s3cret", ca: cert },
    );
    orThrow(await channel.send(email(), never));
    expect(mails).toMatchObject([{ secure: true, user: "sto" }]);
  });

  test("that the server does not offer is no mail", async () => {
    const { channel, mails } = await setupMail({}, { tls: "starttls" });
    expect(await channel.send(email(), never)).toEqual({
      ok: false,
      error: { type: "Unavailable", why: "smtp_500" },
    });
    expect(mails).toEqual([]);
  });

  test("with a certificate that nobody we know vouches for is no mail", async () => {
    const { channel, mails } = await setupMail(
      { ...certificate(), disabledCommands: [] },
      { tls: "starttls" },
    );
    expect(await channel.send(email(), never)).toMatchObject({ error: { type: "Unavailable" } });
    expect(mails).toEqual([]);
  });
});

describe("a refusal", () => {
  test.each([
    [550, { type: "Refused", why: "smtp_550" }],
    [451, { type: "Later", why: "smtp_451" }],
    [421, { type: "Unavailable", why: "smtp_421" }],
  ])("of the recipient by %i says whose trouble it is", async (code, error) => {
    const { channel } = await setupMail({ onRcptTo: (_to, _session, done) => done(reply(code)) });
    const sent = await channel.send(email(), never);
    expect(sent).toEqual({ ok: false, error });
  });

  test.each([
    [552, { type: "Refused", why: "smtp_552" }],
    [452, { type: "Later", why: "smtp_452" }],
  ])("of the text by %i too", async (code, error) => {
    const { channel } = await setupMail({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on("end", () => done(reply(code)));
      },
    });
    expect(await channel.send(email(), never)).toEqual({ ok: false, error });
  });

  test("of the sender or the password is a person's to mend, not the message's end", async () => {
    const noSender = await setupMail({ onMailFrom: (_from, _session, done) => done(reply(550)) });
    expect(await noSender.channel.send(email(), never)).toMatchObject({
      error: { type: "Unavailable", why: "smtp_550" },
    });
    const noPassword = await setupMail(
      { onAuth: (_auth, _session, done) => done(new Error("no")) },
      { user: "sto", password: "wrong" },
    );
    expect(await noPassword.channel.send(email(), never)).toMatchObject({
      error: { type: "Unavailable", why: "smtp_535" },
    });
  });
});

test("a server that says nothing is given up after twenty seconds, and the next message goes by another line", async () => {
  let isAsleep = true;
  const asked: string[] = [];
  const { channel, timers, mails } = await setupMail({
    onRcptTo: ({ address }, _session, done) => {
      asked.push(address);
      if (!isAsleep) done();
    },
  });
  const sent = channel.send(email(), never);
  while (asked.length === 0) await new Promise((next) => setImmediate(next));
  timers.advance(20_000);
  expect(await sent).toEqual({ ok: false, error: { type: "Unavailable", why: "smtp_no_answer" } });
  isAsleep = false;
  orThrow(await channel.send(email(), never));
  expect(mails).toHaveLength(1);
});

test("a server that is not there is told by its code alone, without the address", async () => {
  const channel = smtpChannel(
    { host: "127.0.0.1", port: 1, tls: "none", from: "sto@example.my" },
    manualTimers(0),
  );
  const sent = await channel.send(email(), never);
  channel.stop();
  expect(sent).toEqual({
    ok: false,
    error: { type: "Unavailable", why: expect.stringMatching(/^[a-z_]+$/) },
  });
});
