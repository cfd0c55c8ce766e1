/**
 * A list as an agency hands it over: one line with its signature, then the signed bytes: a head, and a line for each entry.
 *
 *     STO-LIST 1 imi-2026 kZ3…
 *     {"list":"suspects","version":12,"base":0,"madeAt":1785542400000}
 *     {"document":{"country":"MYS","type":"passport","number":"A12345678"},"code":"exit_ban","agency":"ptptn"}
 *     {"mykad":"900101145678","code":"exit_ban","agency":"lhdn"}
 *     {"name":"SITI BINTI ALI","birthDate":"1990-01-01","code":"possible","agency":"pdrm"}
 *     {"mykad":"880202105555","gone":true}
 *
 * Each line says whom it means in one of these ways. A version with a base changes that version; a line with `gone` takes an entry
 * off, and stands in such a version only.
 */
import { err, ok, type Result } from "../../sync/core/result";
import type { Verify } from "../../sync/request-signing";
import type { Person } from "./entries";
import { type Agency, agencies, type Code, isListName, type ListName, ruleOf } from "./lists";

/** Who may send lists: named by the operator. */
export interface ListSource {
  readonly id: string;
  /** Ed25519, 32 bytes as base64url. */
  readonly key: string;
  readonly lists: readonly string[];
}

export interface ListHead {
  readonly list: ListName;
  readonly version: number;
  /** The version that this one changes; 0: it is the whole list. */
  readonly base: number;
  readonly madeAtMs: number;
  readonly source: string;
}

export type ListFileError =
  | { readonly type: "ListFileUnreadable" }
  | { readonly type: "ListSourceUnknown"; readonly source: string }
  | { readonly type: "ListSignatureWrong" }
  | { readonly type: "ListHeadWrong" }
  | { readonly type: "ListNotOfSource"; readonly list: string };

export interface ListFile {
  readonly head: ListHead;
  /** The lines after the head. */
  readonly body: Uint8Array;
  /** What was signed. */
  readonly signed: Uint8Array;
}

/** Two million lines. */
export const fileBytesMax = 256 * 1024 * 1024;
/** Lines before the first entry: where a wrong line is counted from. */
export const headLines = 2;
const lineFeed = 0x0a;
const versionMax = 2 ** 40;

/** Checks who sent a file, and reads its head. Nothing of an unsigned file is looked at but its first line. */
export const openListFile = (
  bytes: Uint8Array,
  sources: readonly ListSource[],
  verify: Verify,
): Result<ListFile, ListFileError> => {
  const [first, signed] = splitLine(bytes);
  const named = /^STO-LIST 1 ([\w-]{1,64}) ([\w-]{86})$/.exec(textOf(first));
  if (!named) return err({ type: "ListFileUnreadable" });
  const source = sources.find(({ id }) => id === named[1]);
  if (!source) return err({ type: "ListSourceUnknown", source: named[1]! });
  if (!verify(source.key, signed, Buffer.from(named[2]!, "base64url")))
    return err({ type: "ListSignatureWrong" });
  const [line, body] = splitLine(signed);
  const head = readHead(textOf(line), source.id);
  if (!head) return err({ type: "ListHeadWrong" });
  if (!source.lists.includes(head.list)) return err({ type: "ListNotOfSource", list: head.list });
  return ok({ head, body, signed });
};

const readHead = (text: string, source: string): ListHead | undefined => {
  const head = parsed(text);
  const { list, version, base, madeAt } = head ?? {};
  const areNumbers = [version, base, madeAt].every((number) => Number.isSafeInteger(number));
  if (typeof list !== "string" || !isListName(list) || !areNumbers) return undefined;
  const numbers = { version: Number(version), base: Number(base), madeAtMs: Number(madeAt) };
  if (numbers.version < 1 || numbers.version > versionMax) return undefined;
  if (numbers.base < 0 || numbers.base >= numbers.version || numbers.madeAtMs < 0) return undefined;
  return { list, ...numbers, source };
};

/** One entry: whom it means, and what it says of them; null: it goes. */
export interface ListLine {
  readonly person: Person;
  readonly says: { readonly code: Code; readonly agency: Agency } | null;
}

/** Reads one line of a list; undefined when it is none. */
export const readListLine = (text: string, { list, base }: ListHead): ListLine | undefined => {
  const line = parsed(text);
  if (!line) return undefined;
  const person = personOf(line);
  if (!person) return undefined;
  const { gone } = line;
  if (gone === true) return base > 0 ? { person, says: null } : undefined;
  if (gone !== undefined) return undefined;
  const rule = ruleOf(list);
  const { code = rule.codes[0], agency = "other" } = line;
  const isOurs = rule.codes.some((known) => known === code) && agencies.some((known) => known === agency);
  return isOurs ? { person, says: { code: code as Code, agency: agency as Agency } } : undefined;
};

const documentTypes: readonly unknown[] = ["mykad", "passport", "splp"];

/** One way to say whom a line means: by a second one nobody would be found, and its owner would not know. */
const personOf = ({ document, mykad, name, birthDate }: Fields): Person | undefined => {
  if ([document, mykad, name ?? birthDate].filter((way) => way !== undefined).length !== 1) return undefined;
  const nobody = { document: null, mykad: null, name: null, birthDate: null };
  if (isFields(document)) {
    const { country, type, number } = document;
    const isDocument =
      isText(country, /^[A-Z]{1,3}$/) &&
      documentTypes.includes(type) &&
      isText(number, /^[\p{L}\p{N} -]{1,24}$/u);
    return isDocument && /[\p{L}\p{N}]/u.test(number)
      ? { ...nobody, document: { country, type: type as "passport", number } }
      : undefined;
  }
  if (isText(mykad, /^\d{6}-?\d{2}-?\d{4}$/)) return { ...nobody, mykad };
  if (isText(name, /^.{1,400}$/u) && /\p{L}/u.test(name) && isText(birthDate, /^\d{4}-\d{2}-\d{2}$/))
    return { ...nobody, name, birthDate };
  return undefined;
};

interface Fields {
  readonly [field: string]: unknown;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown, shape: RegExp): value is string =>
  typeof value === "string" && shape.test(value);

const parsed = (text: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** The first line, and what follows it. */
const splitLine = (bytes: Uint8Array): readonly [line: Uint8Array, rest: Uint8Array] => {
  const end = bytes.indexOf(lineFeed);
  return end < 0 ? [bytes, bytes.subarray(bytes.length)] : [bytes.subarray(0, end), bytes.subarray(end + 1)];
};

/** Each line of `body` that is not empty, with its number in the file. */
export function* linesOf(body: Uint8Array): Generator<{ readonly no: number; readonly text: string }> {
  for (let rest = body, no = headLines + 1; rest.length > 0; no++) {
    const [line, after] = splitLine(rest);
    if (line.length > 0) yield { no, text: textOf(line) };
    rest = after;
  }
}

const textOf = (line: Uint8Array): string =>
  Buffer.from(line.buffer, line.byteOffset, line.length).toString("utf8");
