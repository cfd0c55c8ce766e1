/** The channels that a configuration asks for. */
import { readFileSync } from "node:fs";
import type { NoticeChannel } from "../../sync/core/plan";
import type { Timers } from "../../sync/core/timers";
import type { Config } from "../config";
import type { Channel } from "./channel";
import { smsHttpChannel } from "./sms-http";
import { smstoolsChannel } from "./smstools";
import { smtpChannel } from "./smtp";
import { spoolChannel } from "./spool";

/** One channel for each way at most; a way without one is not offered. Throws when a secret's file has gone since the check. */
export const channelsOf = (config: Config["channels"], timers: Timers): readonly Channel[] => {
  const { spool, smtp, sms_http: http, smstools } = config;
  const spooled = (kind: NoticeChannel) => (spool === undefined ? [] : [spoolChannel(kind, spool)]);
  const sms = http
    ? [
        smsHttpChannel(
          {
            url: http.url,
            method: http.method,
            format: http.format,
            fields: http.fields,
            headers: http.headers,
            idHeader: http.id_header,
            secret: secretIn(http.secret_file),
            success: http.success,
          },
          timers,
        ),
      ]
    : smstools
      ? [smstoolsChannel({ dir: smstools.dir }, timers)]
      : spooled("sms");
  const email = smtp
    ? [
        smtpChannel(
          {
            host: smtp.host,
            port: smtp.port ?? portByTls[smtp.tls],
            tls: smtp.tls,
            user: smtp.user,
            password: secretIn(smtp.password_file),
            from: smtp.from,
            ca: smtp.ca_file === undefined ? undefined : readFileSync(smtp.ca_file, "utf8"),
          },
          timers,
        ),
      ]
    : spooled("email");
  return [...sms, ...email];
};

const portByTls = { starttls: 587, tls: 465, none: 25 } as const;

/** Without the line end that editors add. */
const secretIn = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file, "utf8").replace(/\r?\n$/, "");
