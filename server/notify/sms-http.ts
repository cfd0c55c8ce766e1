/** SMS through a gateway that takes one HTTP request per message. What it wants is configuration: address, headers, fields. */
import { err, ok, type Result } from "../../sync/core/result";
import type { Timers } from "../../sync/core/timers";
import { brokenField, type Channel, type Handed, type Outgoing, type SendError } from "./channel";

export interface SmsHttpSettings {
  readonly url: string;
  readonly method: "POST" | "PUT";
  readonly format: "json" | "form";
  /** Fields of the request. In values `{{to}}` is `+60123456789`, `{{digits}}` the same without plus, `{{text}}`, `{{id}}`, `{{secret}}`. */
  readonly fields: { readonly [name: string]: Field };
  /** Headers, with `{{secret}}` and `{{id}}`. */
  readonly headers: { readonly [name: string]: string };
  /** The header that carries the message's id: a gateway that knows it sends a repeated one once. */
  readonly idHeader: string;
  readonly secret?: string | undefined;
  /** A pattern that the answer must match, where a gateway says 200 whatever happened. */
  readonly success?: string | undefined;
}

export type Field = string | number | boolean | null | { readonly [name: string]: Field } | readonly Field[];

const answerMsMax = 8_000;
/** More of an answer is not read. */
const answerBytesMax = 64 * 1024;

export const smsHttpChannel = (settings: SmsHttpSettings, timers: Timers): Channel => {
  const success = settings.success === undefined ? undefined : new RegExp(settings.success, "u");

  const send = async (message: Outgoing, signal: AbortSignal): Promise<Result<Handed, SendError>> => {
    const broken = brokenField("sms", message);
    if (broken) return err(broken);
    const tooLate = new AbortController();
    const cancel = timers.after(answerMsMax, () => tooLate.abort());
    try {
      const answer = await fetch(settings.url, {
        ...requestOf(settings, message),
        signal: AbortSignal.any([signal, tooLate.signal]),
        // An address that moves is for a person to look at: the message is not carried on to wherever it points.
        redirect: "manual",
        // One connection each: bytes that a gateway sends too many are never taken for the next message's answer.
        keepalive: false,
      });
      if (answer.status >= 300) {
        await answer.body?.cancel();
        return err(errorOf(answer));
      }
      const isTaken = success === undefined || success.test(await textOf(answer));
      return isTaken ? ok({ delivered: false }) : err({ type: "Unavailable", why: "http_no_success" });
    } catch (cause) {
      const isLate = tooLate.signal.aborted || signal.aborted;
      return err({ type: "Unavailable", why: isLate ? "http_no_answer" : codeOf(cause) });
    } finally {
      cancel();
    }
  };
  return { kind: "sms", send, stop: () => {} };
};

const requestOf = (settings: SmsHttpSettings, { to, body: text, id }: Outgoing) => {
  const values = { to, digits: to.slice(1), text, id, secret: settings.secret ?? "" };
  const fields = filled(settings.fields, values) as { readonly [name: string]: Field };
  const isJson = settings.format === "json";
  const headers = new Headers({
    "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
    [settings.idHeader]: id,
  });
  for (const [name, value] of Object.entries(settings.headers)) headers.set(name, fill(value, values));
  const form = () =>
    new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
  return { method: settings.method, headers, body: isJson ? JSON.stringify(fields) : form() };
};

type Values = { readonly [name: string]: string };

const fill = (template: string, values: Values): string =>
  template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

/** Fields are filled before they are encoded: a text can never become a field of its own. */
const filled = (field: Field, values: Values): Field => {
  if (typeof field === "string") return fill(field, values);
  if (Array.isArray(field)) return field.map((each: Field) => filled(each, values));
  if (typeof field !== "object" || field === null) return field;
  return Object.fromEntries(
    Object.entries(field).map(([name, each]) => [name, filled(each as Field, values)]),
  );
};

/** Only an answer that speaks of the message itself ends it; a wrong key, a wrong address or an empty account is mended by a person. */
const errorOf = (answer: Response): SendError => {
  const why = `http_${answer.status}`;
  if ([400, 413, 422].includes(answer.status)) return { type: "Refused", why };
  const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return { type: "Unavailable", why, ...(seconds > 0 ? { retryAfterS: seconds } : {}) };
};

const textOf = async (answer: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerBytesMax) break;
  }
  return Buffer.concat(chunks).subarray(0, answerBytesMax).toString("utf8");
};

const codeOf = (cause: unknown): string => {
  const { code } = cause as { readonly code?: unknown };
  return typeof code === "string" ? code.toLowerCase() : "http_failed";
};
