/**
 * One log record: what one commit changed for one stream. Tables and columns are numbers, values stand in the order of
 * their column numbers. Records are written once and never changed.
 *
 *   [version, schema, incarnation, intent, actor, cause, ops]      op = [table, kind, columns, values, at?]
 *
 * The stream, sequence, stamp and commit id stand beside the body, in the row (and later the batch) that carries it.
 */
import type { Actor, Value } from "./plan";

export const recordVersion = 1;

/**
 * `i`: a whole new row. `u`: columns of a row, key first. `g`: a whole row that is only guessed (made from a slip, while the
 * real one is elsewhere): whatever its home wrote stands above it.
 */
export type OpKind = "i" | "u" | "g";

export interface LogOp {
  readonly table: number;
  readonly kind: OpKind;
  readonly columns: readonly number[];
  readonly values: readonly Value[];
  /** The op's own stamp, where it corrects a column that a wrong clock stamped in the future; else the record's. */
  readonly at?: number;
}

export interface LogRecord {
  readonly schema: number;
  readonly incarnation: number;
  readonly intent: string;
  readonly actor: Actor;
  readonly cause: string;
  readonly ops: readonly LogOp[];
}

/** Bytes travel as `{"b":"…base64"}`; everything else as itself. */
export const valueToJson = (value: Value): unknown =>
  value instanceof Uint8Array
    ? { b: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") }
    : value;

export const valueFromJson = (json: unknown): Value => {
  if (json === null || typeof json === "string" || typeof json === "number") return json;
  if (typeof json === "object" && "b" in json && typeof json.b === "string")
    return new Uint8Array(Buffer.from(json.b, "base64"));
  throw new Error("a log record holds a value of no known shape");
};

export const encodeRecord = (record: LogRecord): string =>
  JSON.stringify([
    recordVersion,
    record.schema,
    record.incarnation,
    record.intent,
    record.actor,
    record.cause,
    record.ops.map((op) => [
      op.table,
      op.kind,
      op.columns,
      op.values.map(valueToJson),
      ...(op.at === undefined ? [] : [op.at]),
    ]),
  ]);

type Wire = [number, number, number, string, Actor, string, [number, OpKind, number[], unknown[], number?][]];

/** Reads a body this program (or an older one) wrote. Throws on any other shape: the caller holds a damaged log. */
export const decodeRecord = (body: string): LogRecord => {
  const [version, schema, incarnation, intent, actor, cause, ops] = JSON.parse(body) as Wire;
  if (version !== recordVersion) throw new Error(`log record version ${version} is not known`);
  return {
    schema,
    incarnation,
    intent,
    actor,
    cause,
    ops: ops.map(([table, kind, columns, values, at]) => ({
      table,
      kind,
      columns,
      values: values.map(valueFromJson),
      ...(at === undefined ? {} : { at }),
    })),
  };
};
