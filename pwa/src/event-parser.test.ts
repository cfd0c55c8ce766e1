import fc from "fast-check";
import { expect, test } from "vitest";
import { eventParser } from "./event-parser";

const stream =
  'event: display\ndata: {"a":1}\n\n: a remark\nevent: beat\r\ndata: {"now":\r\ndata: 5}\r\n\r\n';

const read = (pieces: readonly string[]) => {
  const seen: [string, string][] = [];
  const parse = eventParser((event, data) => seen.push([event, data]));
  for (const piece of pieces) parse(piece);
  return seen;
};

test("an event ends with an empty line; several data lines are one text", () => {
  expect(read([stream])).toEqual([
    ["display", '{"a":1}'],
    ["beat", '{"now":\n5}'],
  ]);
});

test("cut anywhere, the stream reads the same", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 8 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      const pieces = at.slice(1).map((end, index) => stream.slice(at[index], end));
      expect(read(pieces)).toEqual(read([stream]));
    }),
  );
});

test("half an event is not an event", () => {
  expect(read(["event: display\ndata: {}\n"])).toEqual([]);
});
