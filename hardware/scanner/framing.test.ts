import { expect, test } from "vitest";
import { idleFraming, quiet, quietAfterMs, scanCharsMax, silenceMs, take } from "./framing";
import { repeats } from "../../sync/core/repeats";

const heard = (text: string) => take(idleFraming, Buffer.from(text, "latin1"));
const passport = [
  "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
  "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
] as const;

test("a code with CR behind it is a scan at once", () => {
  expect(heard("02R1-XCF3\r").texts).toEqual(["02R1-XCF3"]);
});

test("a code with nothing behind it is a scan after 50 ms of silence", () => {
  const { framing, texts } = heard("02R1-XCF3");
  expect(texts).toEqual([]);
  expect(quietAfterMs(framing)).toBe(silenceMs);
  expect(quiet(framing).texts).toEqual(["02R1-XCF3"]);
});

test("lines of a zone wait for one another, and small letters become large ones there only", () => {
  expect(heard(`${passport[0]}\r`).texts).toEqual([]);
  expect(heard(`${passport.join("\r").toLowerCase()}\r`).texts).toEqual([passport.join("\n")]);
  expect(heard("https://example.my/a\r").texts).toEqual(["https://example.my/a"]);
});

test("the code of a slip keeps the space at its end", () => {
  expect(heard("STO1:6BF \r").texts).toEqual(["STO1:6BF "]);
});

test("half a zone is told as it is: what reads documents asks for another scan", () => {
  expect(quiet(heard(`${passport[0]}\r`).framing).texts).toEqual([passport[0]]);
  expect(heard(`${passport[0]}\r02R1-XCF3\r`).texts).toEqual([passport[0], "02R1-XCF3"]);
});

test("a scan with a byte of noise is dropped whole, and the next one is read", () => {
  const { texts, garbage } = heard(`02R1\xffXCF3\r7KJ2-0001\r\x02ABC\x1bDEF\x03\x02GHI\x03`);
  expect(texts).toEqual(["7KJ2-0001", "GHI"]);
  expect(garbage).toBeGreaterThan(8);
});

test("a frame without its end, and an end without its frame, are no scans", () => {
  expect(heard("\x02ABC\x02DEF\x03").texts).toEqual(["DEF"]);
  expect(heard("ABC\x03DEF\r").texts).toEqual(["DEF"]);
  const begun = heard("\x02ABC").framing;
  expect([quietAfterMs(begun), quiet(begun)]).toEqual([
    1_000,
    { framing: idleFraming, texts: [], garbage: 3 },
  ]);
});

test("a scan of more than 2,048 characters is dropped, however it is divided into lines", () => {
  expect(heard(`${"A".repeat(scanCharsMax)}\r`).texts).toHaveLength(1);
  expect(heard(`${"A".repeat(scanCharsMax + 1)}\rB1\r`).texts).toEqual(["B1"]);
  expect(heard(`\x02${"ABCDEFG\r".repeat(300)}\x03\x02B1\x03`).texts).toEqual(["B1"]);
});

test("the same text is told once in three seconds, another one at once", () => {
  const seen = repeats();
  expect([seen.isNew("A", 0), seen.isNew("A", 2_999), seen.isNew("B", 2_999)]).toEqual([true, false, true]);
  expect([seen.isNew("A", 3_000), seen.isNew("B", 3_001)]).toEqual([true, false]);
});
