/**
 * A batch: consecutive records of one stream of one node, sealed together. This file is its columnar body and what its head
 * says; `sync/envelope.ts` signs and opens it.
 *
 *   [1, firstMs, msSteps, counters, commitIds, schemas, incarnations, intents, actors, causes, sizes, order, shapes]
 *
 * The records' own fields are columns. `sizes` says how many ops each record has, `order` the shape of each op in turn. Ops
 * of one shape (table, kind and columns) lie together: shape = [table, kind, columns, one column each, stamps of their own?].
 */
import { hlcEpochMs, type Stamp, stampAt, stampToMs } from "./hlc";
import type { Actor, Value } from "./plan";
import type { LogOp, LogRecord, OpKind } from "./record";
import {
  type ColumnJson,
  decodeColumn,
  decodeIntegers,
  decodeStrings,
  encodeColumn,
  encodeNumbers,
  malformed,
} from "./columns";

/** One commit's part for one stream, as it stands in the log. */
export interface StreamRecord {
  readonly seq: number;
  readonly stamp: Stamp;
  readonly commitId: string;
  readonly record: LogRecord;
}

export interface BatchHead {
  /** Alias of the node that wrote it, and which life of that node. */
  readonly origin: number;
  readonly incarnation: number;
  readonly stream: string;
  /** First and last sequence number: a batch has no gap. */
  readonly from: number;
  readonly to: number;
  /** SHA-256 in hex of the bytes of the batch before it in (origin, stream); "" for the first. */
  readonly prev: string;
  /** The highest schema of its records. */
  readonly schema: number;
  /** How far the origin had headquarters' stream `all` (a sequence number) when it sealed; 0 = nothing. */
  readonly dep: number;
  readonly firstStamp: Stamp;
  readonly lastStamp: Stamp;
  /** Row changes in it. */
  readonly rows: number;
  /** Length of the columnar body in bytes, before compression. */
  readonly rawBytes: number;
}

/** All ops of one shape, in their order. */
export interface DecodedShape {
  readonly table: number;
  readonly kind: OpKind;
  readonly columns: readonly number[];
  /** One array per column, one value per op. */
  readonly values: readonly (readonly Value[])[];
  /** The ops' own stamps, where they have them. */
  readonly at: readonly Stamp[] | undefined;
  /** The place in `records` of the record that each op belongs to. */
  readonly records: readonly number[];
}

/** A record without its ops. */
export type RecordHead = Omit<StreamRecord, "record"> & { readonly record: Omit<LogRecord, "ops"> };

/**
 * A batch as it was sent, by columns. A merge may take all rows of a shape at once, or go through `order`, where the nth
 * mention of a shape is its nth op. `recordsOf` builds whole records of it.
 */
export interface DecodedBatch {
  readonly records: readonly RecordHead[];
  /** How many ops each record has. */
  readonly sizes: readonly number[];
  /** The place in `shapes` of each op's shape. */
  readonly order: readonly number[];
  readonly shapes: readonly DecodedShape[];
}

const bodyVersion = 1;
/** A few characters may say that a column of a million rows has one value: this is where believing ends. */
const cellsMax = 4_000_000;
export const recordsMax = 10_000;

/** The body of a batch. `records` (at most `recordsMax`) follow each other without a gap, their stamps rise. */
export const encodeColumns = (records: readonly StreamRecord[]): string => {
  if (records.length === 0 || records.length > recordsMax) throw new Error(`${records.length} records`);
  const ms = records.map(({ stamp }) => stampToMs(stamp));
  const shapes = new Map<string, { of: LogOp; index: number; ops: LogOp[]; ms: number[] }>();
  const order: number[] = [];
  for (const [at, { seq, stamp, record }] of records.entries()) {
    const before = records[at - 1];
    if (before && (seq !== before.seq + 1 || stamp <= before.stamp))
      throw new Error(`record ${seq} does not follow ${before.seq}`);
    for (const op of record.ops) {
      const key = `${op.table}${op.kind}${op.at === undefined ? "" : "@"}${op.columns.join()}`;
      let shape = shapes.get(key);
      if (!shape) shapes.set(key, (shape = { of: op, index: shapes.size, ops: [], ms: [] }));
      shape.ops.push(op);
      shape.ms.push(ms[at]!);
      order.push(shape.index);
    }
  }
  const column = (values: readonly Value[]): ColumnJson => encodeColumn(values, ms);
  return JSON.stringify([
    bodyVersion,
    ms[0]! - hlcEpochMs,
    encodeNumbers(ms.map((each, at) => each - ms[Math.max(0, at - 1)]!)),
    encodeNumbers(records.map(({ stamp }, at) => stamp - stampAt(ms[at]!))),
    column(records.map(({ commitId }) => commitId)),
    encodeNumbers(records.map(({ record }) => record.schema)),
    encodeNumbers(records.map(({ record }) => record.incarnation)),
    column(records.map(({ record }) => record.intent)),
    column(records.map(({ record }) => JSON.stringify(record.actor))),
    column(records.map(({ record }) => record.cause)),
    encodeNumbers(records.map(({ record }) => record.ops.length)),
    encodeNumbers(order),
    [...shapes.values()].map(({ of, ops, ms }) => [
      of.table,
      of.kind,
      of.columns,
      of.columns.map((_, at) =>
        encodeColumn(
          ops.map((op) => op.values[at] ?? null),
          ms,
        ),
      ),
      ...(of.at === undefined ? [] : [encodeNumbers(ops.map((op) => op.at!))]),
    ]),
  ]);
};

/** Reads a body by columns. Throws on any shape that `encodeColumns` does not write: the caller holds a bad batch. */
export const decodeBatch = (text: string, head: Pick<BatchHead, "from" | "to">): DecodedBatch => {
  const body = JSON.parse(text) as unknown;
  if (!Array.isArray(body) || body[0] !== bodyVersion) return malformed("a body of this version");
  const count = head.to - head.from + 1;
  if (!(count > 0 && count <= recordsMax)) return malformed("the number of records");
  const [, firstMs, steps, counters, commitIds, schemas, incarnations, intents, actors, causes, sizes] =
    body as unknown[];
  const ms = decodeIntegers(steps, count);
  let now = hlcEpochMs + natural(firstMs);
  for (let at = 0; at < count; at++) ms[at] = now += ms[at]!;
  const stamps = decodeIntegers(counters, count).map((counter, at) => stampAt(ms[at]!) + counter);
  for (let at = 0; at < count; at++)
    if (!(Number.isSafeInteger(stamps[at]) && stamps[at]! > (stamps[at - 1] ?? -1)))
      malformed("stamps that rise");
  const ids = decodeStrings(commitIds, count, ms);
  const schema = decodeIntegers(schemas, count);
  const incarnation = decodeIntegers(incarnations, count);
  const intent = decodeStrings(intents, count, ms);
  const actor = decodeStrings(actors, count, ms).map(actorReader());
  const cause = decodeStrings(causes, count, ms);
  const opCounts = decodeIntegers(sizes, count);
  return {
    records: ids.map((commitId, at) => ({
      seq: head.from + at,
      stamp: stamps[at]!,
      commitId,
      record: {
        schema: schema[at]!,
        incarnation: incarnation[at]!,
        intent: intent[at]!,
        actor: actor[at]!,
        cause: cause[at]!,
      },
    })),
    sizes: opCounts,
    ...decodeOps(body[11], body[12], opCounts, ms),
  };
};

const decodeOps = (
  orderJson: unknown,
  shapesJson: unknown,
  sizes: readonly number[],
  ms: readonly number[],
): Pick<DecodedBatch, "order" | "shapes"> => {
  if (!Array.isArray(shapesJson)) return malformed("shapes");
  let rows = 0;
  for (const size of sizes) rows += natural(size);
  if (rows > cellsMax) return malformed("the number of rows");
  const order = decodeIntegers(orderJson, rows);
  const recordsByShape: number[][] = shapesJson.map(() => []);
  let at = 0;
  for (const [record, size] of sizes.entries())
    for (const end = at + size; at < end; at++)
      (recordsByShape[order[at]!] ?? malformed("a shape's place")).push(record);
  let cells = 0;
  const shapes = shapesJson.map((json: unknown, index): DecodedShape => {
    if (!Array.isArray(json) || json.length < 4 || json.length > 5) return malformed("a shape");
    const [table, kind, columns, values, at] = json as unknown[];
    const records = recordsByShape[index]!;
    if (kind !== "i" && kind !== "u" && kind !== "g") return malformed("a shape's kind");
    if (!Array.isArray(columns) || !Array.isArray(values) || values.length !== columns.length)
      return malformed("a shape's columns");
    cells += (columns.length + 1) * records.length;
    if (cells > cellsMax) malformed("the number of values");
    const shapeMs = records.map((record) => ms[record]!);
    return {
      table: natural(table),
      kind,
      columns: columns.map(natural),
      values: values.map((column) => decodeColumn(column, records.length, shapeMs)),
      at: json.length === 5 ? decodeIntegers(at, records.length).map(natural) : undefined,
      records,
    };
  });
  return { order, shapes };
};

/** Whole records of a batch read by columns. */
export const recordsOf = ({ records, sizes, order, shapes }: DecodedBatch): readonly StreamRecord[] => {
  const next = shapes.map(() => 0);
  let at = 0;
  return records.map(({ seq, stamp, commitId, record }, index) => {
    const ops: LogOp[] = [];
    for (const end = at + sizes[index]!; at < end; at++) {
      const shape = shapes[order[at]!]!;
      const row = next[order[at]!]!++;
      const { table, kind, columns } = shape;
      const values = shape.values.map((column) => column[row]!);
      ops.push(
        shape.at ? { table, kind, columns, values, at: shape.at[row]! } : { table, kind, columns, values },
      );
    }
    return { seq, stamp, commitId, record: { ...record, ops } };
  });
};

/** The records of a body. Throws on any shape that `encodeColumns` does not write. */
export const decodeColumns = (text: string, head: Pick<BatchHead, "from" | "to">): readonly StreamRecord[] =>
  recordsOf(decodeBatch(text, head));

const natural = (json: unknown): number =>
  Number.isSafeInteger(json) && (json as number) >= 0 ? (json as number) : malformed("a number from 0");

/** Few actors write many records: each is parsed and looked at once. */
const actorReader = (): ((text: string) => Actor) => {
  const byText = new Map<string, Actor>();
  return (text) => {
    let actor = byText.get(text);
    if (!actor) byText.set(text, (actor = actorOf(JSON.parse(text))));
    return actor;
  };
};

const actorFields: ReadonlyMap<string, readonly string[]> = new Map([
  ["public", ["account"]],
  ["staff", ["id", "role"]],
  ["device", ["id", "device"]],
  ["system", ["task"]],
] satisfies [Actor["kind"], string[]][]);

const actorOf = (json: unknown): Actor => {
  if (typeof json !== "object" || json === null) return malformed("an actor");
  const actor = json as { readonly [field: string]: unknown };
  const fields = actorFields.get(String(actor["kind"]));
  return fields?.every((field) => typeof actor[field] === "string")
    ? (actor as unknown as Actor)
    : malformed("an actor");
};
