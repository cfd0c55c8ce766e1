/**
 * One column of a batch as JSON. A column is an array of values, or one of four shorter forms of the same:
 *
 *   { "of": [v, …], "at": "#$#…" }     few different values, and one character for each row; no "at" when all are equal
 *   { "id": "9f3…", "t": times }       UUIDv7s: 19 hex digits each (what is random in them), and their times
 *   { "ms": times }                    moments in milliseconds
 *   { "b": "base64", "n": lengths }    bytes, one after the other
 *
 * Times are distances from the millisecond of the commit that carries the row: ids and moments are mostly made in their
 * commit, so most distances are 0. What is left of a time-ordered id are its 74 random bits, which nothing can shorten.
 */
import { hlcEpochMs } from "./hlc";
import { isUuidv7 } from "./ids";
import type { Value } from "./plan";

export type ColumnJson =
  | readonly unknown[]
  | { readonly of: readonly unknown[]; readonly at?: string }
  | { readonly id: string; readonly t: ColumnJson }
  | { readonly ms: ColumnJson }
  | { readonly b: string; readonly n: ColumnJson };

/** Thrown when a body has no known shape. */
export class Malformed extends Error {}

export const malformed = (what: string): never => {
  throw new Malformed(what);
};

/** `baseMs` holds the milliseconds of each row's commit. */
export const encodeColumn = (values: readonly Value[], baseMs: readonly number[]): ColumnJson =>
  coded(values) ??
  (every(values, isId)
    ? {
        id: values.map((id) => id.slice(15, 18) + id.slice(19, 23) + id.slice(24)).join(""),
        t: encodeNumbers(values.map((id, row) => msOfId(id) - baseMs[row]!)),
      }
    : every(values, isMoment)
      ? { ms: encodeNumbers(values.map((ms, row) => ms - baseMs[row]!)) }
      : every(values, isBytes)
        ? {
            b: joined(values).toBase64(),
            n: encodeNumbers(values.map((bytes) => bytes.length)),
          }
        : values.map(toJson));

/** As `encodeColumn`, for numbers that are no moments. */
export const encodeNumbers = (values: readonly number[]): ColumnJson => coded(values) ?? values;

/** Gives back `count` values. Throws `Malformed`. */
export const decodeColumn = (json: unknown, count: number, baseMs: readonly number[]): Value[] => {
  if (Array.isArray(json)) return plainValues(json, count);
  if (typeof json !== "object" || json === null) return malformed("a column");
  if ("of" in json) return codedValues(json, count);
  if ("id" in json && "t" in json) return decodeIds(json.id, decodeIntegers(json.t, count), baseMs);
  if ("ms" in json) return decodeIntegers(json.ms, count).map((distance, row) => baseMs[row]! + distance);
  if ("b" in json && "n" in json) return decodeBytes(json.b, decodeIntegers(json.n, count));
  return malformed("a column");
};

export const decodeIntegers = (json: unknown, count: number): number[] => {
  const values = Array.isArray(json) ? plainValues(json, count) : codedValues(json, count);
  for (const value of values) if (!Number.isSafeInteger(value)) malformed("a column of whole numbers");
  return values as number[];
};

export const decodeStrings = (json: unknown, count: number, baseMs: readonly number[]): string[] => {
  const values = decodeColumn(json, count, baseMs);
  for (const value of values) if (typeof value !== "string") malformed("a column of texts");
  return values as string[];
};

// --- Few different values -------------------------------------------------------------------------------------------

/** Characters that JSON writes as themselves: `#` to `~` without the backslash. */
const codes = Array.from({ length: 92 }, (_, at) => String.fromCharCode(35 + at)).filter((c) => c !== "\\");
const codeOf = new Int8Array(128).fill(-1);
for (const [code, char] of codes.entries()) codeOf[char.charCodeAt(0)] = code;

const coded = (values: readonly Value[]): ColumnJson | undefined => {
  if (values.length < 2) return undefined;
  const distinctMax = Math.min(codes.length, values.length / 2);
  const codeByValue = new Map<Value, number>();
  let at = "";
  for (const value of values) {
    let code = codeByValue.get(value);
    if (code === undefined) {
      if (codeByValue.size >= distinctMax || !isCodable(value)) return undefined;
      codeByValue.set(value, (code = codeByValue.size));
    }
    at += codes[code]!;
  }
  const of = [...codeByValue.keys()];
  return of.length === 1 ? { of } : { of, at };
};

const isCodable = (value: Value): boolean =>
  typeof value === "number" ? Number.isFinite(value) : !(value instanceof Uint8Array);

const codedValues = (json: unknown, count: number): Value[] => {
  if (typeof json !== "object" || json === null || !("of" in json) || !Array.isArray(json.of))
    return malformed("a coded column");
  const of = plainValues(json.of, json.of.length);
  if (!("at" in json))
    return of.length === 1 ? Array<Value>(count).fill(of[0]!) : malformed("a coded column");
  const { at } = json;
  if (typeof at !== "string" || at.length !== count) return malformed("a coded column");
  const values = Array<Value>(count);
  for (let row = 0; row < count; row++) {
    const value = of[codeOf[at.charCodeAt(row)] ?? -1];
    values[row] = value === undefined ? malformed("a coded column") : value;
  }
  return values;
};

// --- Ids and moments ------------------------------------------------------------------------------------------------

const idDigits = 19;
const msOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
const isId = (value: Value): value is string => typeof value === "string" && isUuidv7(value);
const isMoment = (value: Value): value is number =>
  Number.isSafeInteger(value) && (value as number) >= hlcEpochMs && (value as number) < hlcEpochMs + 2 ** 41;

const decodeIds = (digits: unknown, distances: readonly number[], baseMs: readonly number[]): string[] => {
  // Whether they are hex digits is not asked: an id is a text to whoever reads it, and looking costs as much as building it.
  if (typeof digits !== "string" || digits.length !== distances.length * idDigits)
    return malformed("a column of ids");
  let lastMs = -1;
  let time = "";
  return distances.map((distance, row) => {
    const ms = baseMs[row]! + distance;
    if (ms !== lastMs) {
      if (!(ms >= 0 && ms < 2 ** 48)) malformed("the time of an id");
      const hex = (ms + 2 ** 48).toString(16);
      time = `${hex.slice(1, 9)}-${hex.slice(9)}-7`;
      lastMs = ms;
    }
    const from = row * idDigits;
    return `${time}${digits.slice(from, from + 3)}-${digits.slice(from + 3, from + 7)}-${digits.slice(from + 7, from + 19)}`;
  });
};

// --- Bytes, and everything else -------------------------------------------------------------------------------------

const isBytes = (value: Value): value is Uint8Array => value instanceof Uint8Array;

const joined = (values: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(values.reduce((length, bytes) => length + bytes.length, 0));
  let at = 0;
  for (const bytes of values) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
};

const decodeBytes = (base64: unknown, lengths: readonly number[]): Uint8Array[] => {
  const all = fromBase64(base64);
  let at = 0;
  const values = lengths.map((length) => {
    if (length < 0) malformed("the length of bytes");
    return all.subarray(at, (at += length));
  });
  return at === all.length ? values : malformed("a column of bytes");
};

const fromBase64 = (base64: unknown): Uint8Array => {
  try {
    return Uint8Array.fromBase64(base64 as string);
  } catch {
    return malformed("bytes");
  }
};

const toJson = (value: Value): unknown => {
  if (value instanceof Uint8Array) return { b: value.toBase64() };
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} is no value of a row`);
  return value;
};

/** In place: the array came from `JSON.parse` and nobody else has it. */
const plainValues = (json: unknown[], count: number): Value[] => {
  if (json.length !== count) return malformed("the length of a column");
  for (let row = 0; row < count; row++) {
    const value = json[row];
    if (typeof value === "string" || value === null) continue;
    if (typeof value === "number" && Number.isFinite(value)) continue;
    if (typeof value !== "object" || !("b" in value)) return malformed("a value");
    json[row] = fromBase64(value.b);
  }
  return json as Value[];
};

const every = <T extends Value>(
  values: readonly Value[],
  is: (value: Value) => value is T,
): values is readonly T[] => values.every(is);
