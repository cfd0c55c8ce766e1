/** The section `[channels]` of `sto.toml`: how messages leave this node. Secrets are in files of their own, never in the section. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod";

const smtp = z.strictObject({
  host: z.string(),
  /** 587 with `starttls`, 465 with `tls`, 25 with `none`. */
  port: z.int().min(1).max(65_535).optional(),
  tls: z.enum(["starttls", "tls", "none"]).default("starttls"),
  user: z.string().optional(),
  password_file: z.string().optional(),
  /** The sender's address. */
  from: z.email(),
  /** PEM of the authority that signed an internal mail server's certificate. */
  ca_file: z.string().optional(),
});

/** See `server/notify/sms-http.ts` for what stands in braces. */
const smsHttp = z.strictObject({
  url: z.url(),
  method: z.enum(["POST", "PUT"]).default("POST"),
  format: z.enum(["json", "form"]).default("json"),
  fields: z.record(z.string(), z.json()),
  headers: z.record(z.string(), z.string()).default({}),
  id_header: z.string().default("Idempotency-Key"),
  secret_file: z.string().optional(),
  success: z.string().optional(),
});

const smstools = z.strictObject({ dir: z.string() });

export const channelsSchema = z.strictObject({
  /** A folder that gets messages as files, by ways that have no gateway below: for the demo and for trying out. */
  spool: z.string().optional(),
  smtp: smtp.optional(),
  sms_http: smsHttp.optional(),
  smstools: smstools.optional(),
});

export type ChannelsConfig = z.infer<typeof channelsSchema>;

/** The settings of the section, or of a section in it: for a word that is none of them. */
export const channelKeysAt = (path: readonly PropertyKey[]): string[] => {
  const sections = { smtp, sms_http: smsHttp, smstools } as const;
  const inner = path[1] as keyof typeof sections | undefined;
  return Object.keys((inner === undefined ? channelsSchema : sections[inner]).shape);
};

/** What does not go together, in sentences. */
export const channelProblems = ({ smtp, sms_http: http, smstools }: ChannelsConfig): readonly string[] => {
  const problems: string[] = [];
  if (http && smstools)
    problems.push("channels takes one way for SMS: [channels.sms_http] or [channels.smstools]");
  if (smtp && (smtp.user === undefined) !== (smtp.password_file === undefined))
    problems.push("channels.smtp takes user and password_file together, or neither");
  if (smtp?.tls === "none" && smtp.user !== undefined)
    problems.push('channels.smtp: with tls = "none" the password would travel in the clear; take "starttls"');
  if (http) problems.push(...httpProblems(http));
  return problems;
};

const httpProblems = ({
  url,
  format,
  fields,
  headers,
  id_header: idHeader,
  secret_file: secret,
  success,
}: z.infer<typeof smsHttp>): string[] => {
  const at = "channels.sms_http";
  const problems: string[] = [];
  const { protocol, hostname } = new URL(url);
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isHere))
    problems.push(`${at}.url takes https://: numbers and codes travel by it`);
  const templates = JSON.stringify(fields);
  if (!/\{\{(to|digits)\}\}/.test(templates) || !templates.includes("{{text}}"))
    problems.push(`${at}.fields takes {{to}} (or {{digits}}) and {{text}} somewhere`);
  if (format === "form" && Object.values(fields).some((field) => typeof field === "object"))
    problems.push(`${at}.fields: a form has no fields within fields; take format = "json"`);
  if (secret === undefined && `${templates}${JSON.stringify(headers)}`.includes("{{secret}}"))
    problems.push(`${at} names {{secret}}: say where it is with secret_file`);
  if ([idHeader, ...Object.keys(headers)].some((name) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name)))
    problems.push(`${at}: a header's name is letters, digits and hyphens`);
  if (success !== undefined && !isPattern(success)) problems.push(`${at}.success takes a regular expression`);
  return problems;
};

const isPattern = (source: string): boolean => {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
};

/** Paths as meant from the configuration's own folder. */
export const channelsFrom = (here: string, channels: ChannelsConfig): ChannelsConfig => {
  const path = (file: string | undefined) => (file === undefined ? undefined : resolve(here, file));
  const { spool, smtp, sms_http: http, smstools } = channels;
  return {
    ...(spool === undefined ? {} : { spool: resolve(here, spool) }),
    ...(smtp && {
      smtp: { ...smtp, password_file: path(smtp.password_file), ca_file: path(smtp.ca_file) },
    }),
    ...(http && { sms_http: { ...http, secret_file: path(http.secret_file) } }),
    ...(smstools && { smstools: { dir: resolve(here, smstools.dir) } }),
  };
};

/** Files that are named and cannot be read, in sentences. */
export const unreadableFiles = ({ smtp, sms_http: http }: ChannelsConfig): readonly string[] =>
  (
    [
      ["smtp.password_file", smtp?.password_file],
      ["smtp.ca_file", smtp?.ca_file],
      ["sms_http.secret_file", http?.secret_file],
    ] as const
  ).flatMap(([name, file]) =>
    file === undefined || isReadable(file) ? [] : [`channels.${name}: the file ${file} cannot be read`],
  );

const isReadable = (file: string): boolean => {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
};
