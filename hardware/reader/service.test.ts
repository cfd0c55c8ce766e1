import fc from "fast-check";
import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { ageMsMax, imageBytesMax, readAnswer } from "./service";
import { passport } from "./specimens";

const nowMs = 1_800_000_000_000;
const read = { id: "r1", mrz: passport, chip: "ok", image: null, face: null, ageMs: 120 };
const answered = (...reads: unknown[]) => orThrow(readAnswer({ cursor: "7", reads }, nowMs));
const jpegOf = (bytes: number) => {
  const picture = Buffer.alloc(bytes);
  picture.set([0xff, 0xd8, 0xff]);
  picture.set([0xff, 0xd9], bytes - 2);
  return picture;
};

test("a read's moment is our own clock less its age", () => {
  expect(answered(read).reads).toMatchObject([{ id: "r1", mrz: passport, atMs: nowMs - 120 }]);
  expect(answered({ ...read, ageMs: ageMsMax + 1 })).toMatchObject({ reads: [], garbled: 0 });
});

test("a read of another shape is counted and dropped; the others stay", () => {
  const odd = [
    { ...read, chip: "fine" },
    { ...read, id: "" },
    { ...read, mrz: ["P<UTO ERIKSSON"] },
    { ...read, mrz: [...passport, ...passport] },
    { ...read, ageMs: -1 },
    { ...read, ageMs: "now" },
    null,
  ];
  expect(answered(...odd, read)).toMatchObject({ garbled: odd.length, reads: [{ id: "r1" }] });
});

test("a picture that is no JPEG, or larger than 2 MB, is left out, and the read stays", () => {
  const pictures = [Buffer.from("<svg/>"), jpegOf(imageBytesMax + 1), jpegOf(imageBytesMax)];
  const { reads } = answered(...pictures.map((image) => ({ ...read, image: image.toString("base64") })));
  expect(reads.map(({ image }) => image?.length ?? null)).toEqual([null, null, imageBytesMax]);
});

test("no answer of any shape throws", () => {
  const near = fc.record(
    {
      cursor: fc.anything(),
      reads: fc.oneof(
        fc.anything(),
        fc.array(
          fc.record({ id: fc.anything(), mrz: fc.anything(), chip: fc.anything(), ageMs: fc.anything() }),
        ),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(fc.oneof(fc.anything(), near), (answer) => void readAnswer(answer, nowMs)));
});
