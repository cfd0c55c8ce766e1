import { describe, expect, test } from "vitest";
import { decodeBatch, decodeColumns, encodeColumns, recordsMax, type StreamRecord } from "./batch";
import { stampAt } from "./hlc";
import type { LogOp } from "./record";

const eightMs = Date.UTC(2026, 11, 7);
const idAt = (ms: number, last: string) => {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7abc-9def-0123456789${last}`;
};

const record = (seq: number, ms: number, ops: readonly LogOp[], counter = 0): StreamRecord => ({
  seq,
  stamp: stampAt(ms) + counter,
  commitId: idAt(ms, `0${seq}`),
  record: {
    schema: 2,
    incarnation: 1,
    intent: "booking.confirm",
    actor: { kind: "device", id: "kiosk-1", device: "kiosk" },
    cause: idAt(ms - 3, `1${seq}`),
    ops,
  },
});

const booking = (id: string, sealed: Uint8Array): LogOp => ({
  table: 30,
  kind: "i",
  columns: [1, 3, 12, 15, 18],
  values: [id, "SGR-KLJ", null, eightMs, sealed],
});
const change: LogOp = { table: 31, kind: "u", columns: [1, 6], values: ["7", "served"], at: 99 };
const guess: LogOp = { table: 30, kind: "g", columns: [1], values: [2.5] };

const records = [
  record(7, eightMs, [booking(idAt(eightMs, "aa"), Uint8Array.of(1, 2)), change]),
  record(8, eightMs, [guess], 1),
  record(9, eightMs + 40, [booking(idAt(eightMs + 39, "bb"), new Uint8Array(0)), guess, change]),
];
const head = { from: 7, to: 9 };

describe("records of a batch", () => {
  test("come back as they were: texts, numbers, nothing, bytes, guesses and stamps of their own", () => {
    expect(decodeColumns(encodeColumns(records), head)).toEqual(records);
  });

  test("lie together by shape, each row with the record it belongs to", () => {
    const { shapes, order, sizes } = decodeBatch(encodeColumns(records), head);
    expect(sizes).toEqual([2, 1, 3]);
    expect(order).toEqual([0, 1, 2, 0, 2, 1]);
    expect(shapes.map(({ table, kind, records }) => ({ table, kind, records }))).toEqual([
      { table: 30, kind: "i", records: [0, 2] },
      { table: 31, kind: "u", records: [0, 2] },
      { table: 30, kind: "g", records: [1, 2] },
    ]);
    expect(shapes[0]!.values[0]).toEqual([idAt(eightMs, "aa"), idAt(eightMs + 39, "bb")]);
    expect(shapes.map(({ at }) => at)).toEqual([undefined, [99, 99], undefined]);
  });

  test("are written once and for ever, so this text must be read as long as there is a log", () => {
    expect(encodeColumns(records.slice(0, 2))).toBe(
      `[1,92534400000,{"of":[0]},[0,1],{"id":"abc9def012345678907abc9def012345678908","t":{"of":[0]}},{"of":[2]},{"of":[1]},` +
        `{"of":["booking.confirm"]},{"of":["{\\"kind\\":\\"device\\",\\"id\\":\\"kiosk-1\\",\\"device\\":\\"kiosk\\"}"]},` +
        `{"id":"abc9def012345678917abc9def012345678918","t":{"of":[-3]}},[2,1],[0,1,2],` +
        `[[30,"i",[1,3,12,15,18],[{"id":"abc9def0123456789aa","t":[0]},["SGR-KLJ"],[null],{"ms":[0]},{"b":"AQI=","n":[2]}]],` +
        `[31,"u",[1,6],[["7"],["served"]],[99]],[30,"g",[1],[[2.5]]]]]`,
    );
  });

  test("must follow each other, and be some", () => {
    expect(() => encodeColumns([records[0]!, records[2]!])).toThrow("record 9 does not follow 7");
    expect(() => encodeColumns([records[0]!, { ...records[1]!, stamp: records[0]!.stamp }])).toThrow(
      "does not follow",
    );
    expect(() => encodeColumns([])).toThrow("0 records");
  });

  test("hold no number that JSON would lose", () => {
    const endless: LogOp = { ...guess, values: [Number.POSITIVE_INFINITY] };
    expect(() => encodeColumns([record(1, eightMs, [endless])])).toThrow("Infinity is no value of a row");
  });
});

describe("a body of another shape is refused", () => {
  const body = () => JSON.parse(encodeColumns(records)) as unknown[];
  const changed = (at: number, value: unknown) => {
    const parts = body();
    parts[at] = value;
    return JSON.stringify(parts);
  };
  const shape = (parts: readonly unknown[]) => changed(12, [parts, ...(body()[12] as unknown[]).slice(1)]);

  test.each<[what: string, text: string, says: string]>([
    ["no JSON", "[1,", "JSON"],
    ["no array", "{}", "a body of this version"],
    ["a later version", changed(0, 2), "a body of this version"],
    ["time before the clock's epoch", changed(1, -1), "a number from 0"],
    ["fewer records than the head says", changed(2, [0, 0]), "the length of a column"],
    ["stamps that stand still", changed(3, [0, 0, 0]), "stamps that rise"],
    ["stamps that are no whole numbers", changed(3, [0.5, 1, 2]), "whole numbers"],
    ["ids cut short", changed(4, { id: "abc", t: { of: [0] } }), "a column of ids"],
    ["ids before 1970", changed(4, { id: "0".repeat(57), t: { of: [-3e12] } }), "the time of an id"],
    ["a commit id that is no text", changed(4, [1, 2, 3]), "a column of texts"],
    ["an actor nobody knows", changed(8, { of: ['{"kind":"constructor"}'] }), "an actor"],
    ["an actor without a name", changed(8, { of: ['{"kind":"public"}'] }), "an actor"],
    ["fewer ops than no op", changed(10, [-1, 3, 4]), "a number from 0"],
    ["an op of a shape that is not there", changed(11, [0, 1, 2, 0, 2, 7]), "a shape's place"],
    ["an op of a shape before the first", changed(11, [0, 1, 2, 0, 2, -1]), "a shape's place"],
    ["a shape without columns", shape([30, "i"]), "a shape"],
    ["a kind nobody knows", shape([30, "d", [1], [[1, 2]]]), "a shape's kind"],
    [
      "more columns than numbers of columns",
      shape([
        30,
        "i",
        [1],
        [
          [1, 2],
          [1, 2],
        ],
      ]),
      "a shape's columns",
    ],
    ["a table of no number", shape(["30", "i", [1], [[1, 2]]]), "a number from 0"],
    ["a column too long", shape([30, "i", [1], [[1, 2, 3]]]), "the length of a column"],
    ["a column of no known form", shape([30, "i", [1], [{ zip: 1 }]]), "a column"],
    ["a value of no known form", shape([30, "i", [1], [[1, true]]]), "a value"],
    ["a code that stands for nothing", shape([30, "i", [1], [{ of: [1, 2], at: "#%" }]]), "a coded column"],
    ["more codes than rows", shape([30, "i", [1], [{ of: [1, 2], at: "#$#" }]]), "a coded column"],
    ["a code that is no code", shape([30, "i", [1], [{ of: [1, 2], at: "#é" }]]), "a coded column"],
    ["bytes that are no base64", shape([30, "i", [1], [{ b: "*", n: [0, 0] }]]), "bytes"],
    ["bytes of other lengths", shape([30, "i", [1], [{ b: "AQI=", n: [1, 2] }]]), "a column of bytes"],
    ["bytes of a length below 0", shape([30, "i", [1], [{ b: "AQI=", n: [3, -1] }]]), "the length of bytes"],
    ["columns nested for ever", shape([30, "i", [1], [{ ms: { ms: { of: [1] } } }]]), "a coded column"],
  ])("%s", (_what, text, says) => {
    expect(() => decodeColumns(text, head)).toThrow(says);
  });

  test("a number that JSON reads as endless", () => {
    const text = shape([30, "i", [1], [[1, 2]]]).replace("[[1,2]]", "[[1,1e999]]");
    expect(() => decodeColumns(text, head)).toThrow("a value");
  });

  test("a few characters that claim a million records, or many million values", () => {
    expect(() => decodeColumns(changed(2, { of: [1] }), { from: 1, to: recordsMax + 1 })).toThrow(
      "the number of records",
    );
    const same = { of: [1] };
    const many = [
      1,
      1,
      same,
      { of: [0] },
      { of: ["a"] },
      same,
      same,
      { of: ["a"] },
      body()[8],
      { of: ["a"] },
    ];
    const rows = { of: [100_000] };
    expect(() =>
      decodeColumns(JSON.stringify([...many, rows, { of: [0] }, []]), { from: 1, to: 1000 }),
    ).toThrow("the number of rows");
    const columns = Array.from({ length: 50 }, (_, at) => at);
    const wide = [30, "i", columns, columns.map(() => same)];
    expect(() =>
      decodeColumns(JSON.stringify([...many, rows, { of: [0] }, [wide]]), { from: 1, to: 1 }),
    ).toThrow("the number of values");
  });
});
