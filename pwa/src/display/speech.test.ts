import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { partsOf, scoreOf } from "./speech";

const clipsOf = (number: string, counter: string, callNo = 1) =>
  partsOf({ number, counter, callNo }).map((part) => part.clip);

describe("saying a call", () => {
  test("chime, then Malay, then English, the number digit by digit", () => {
    expect(clipsOf("C047", "4")).toEqual([
      "all/chime",
      ..."ms/number ms/c ms/0 ms/4 ms/7 ms/go-to-counter ms/4".split(" "),
      ..."en/number en/c en/0 en/4 en/7 en/go-to-counter en/4".split(" "),
    ]);
  });

  test("counter 23 is one number, counter 41 and counter B2 are spelled", () => {
    expect(clipsOf("C047", "23")).toContain("ms/23");
    expect(clipsOf("C047", "41").slice(-2)).toEqual(["en/4", "en/1"]);
    expect(clipsOf("C047", "B2").slice(-2)).toEqual(["en/b", "en/2"]);
  });

  test("a second call says so first", () => {
    expect(clipsOf("C047", "4", 2).slice(0, 3)).toEqual(["all/chime", "ms/called-again", "ms/number"]);
  });

  test("every clip a call can need is among the built-in ones", () => {
    const folder = new URL("../../voice/clips/", import.meta.url).pathname;
    const needed = [...clipsOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "1", 2)];
    for (let counter = 2; counter <= 30; counter++) needed.push(...clipsOf("C1", String(counter)));
    expect(needed.filter((clip) => !existsSync(`${folder}${clip}.mp3`))).toEqual([]);
  });

  test("no two clips overlap, and a missing one leaves no hole", () => {
    const lengthS = (clip: string) => (clip === "ms/c" ? 0 : 0.5);
    const { notes, lengthS: totalS } = scoreOf(partsOf({ number: "C047", counter: "4", callNo: 1 }), lengthS);
    expect(notes.map((note) => note.clip)).not.toContain("ms/c");
    for (const [i, note] of notes.entries()) {
      const before = notes[i - 1];
      if (before) expect(note.atS - before.atS).toBeGreaterThanOrEqual(0.5);
    }
    expect(totalS).toBeCloseTo((notes.at(-1)?.atS ?? 0) + 0.5);
  });

  test("a hall without any clips has nothing to play and no time to lose", () => {
    expect(scoreOf(partsOf({ number: "C047", counter: "4", callNo: 1 }), () => 0)).toEqual({
      notes: [],
      lengthS: 0,
    });
  });
});
