import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { clipTexts, numberWords, voiceLanguages } from "./phrases";

const folder = new URL("clips/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${folder}clips.json`, "utf8")) as {
  format: string;
  clips: Record<string, string[]>;
};

describe("the words of a number", () => {
  test("Malay counters are read as people say them", () => {
    const said = [0, 4, 10, 11, 12, 19, 20, 23, 30].map((value) => numberWords("ms", value));
    expect(said).toEqual([
      "kosong",
      "empat",
      "sepuluh",
      "sebelas",
      "dua belas",
      "sembilan belas",
      "dua puluh",
      "dua puluh tiga",
      "tiga puluh",
    ]);
  });

  test("English counters too", () => {
    expect([0, 9, 12, 20, 29].map((value) => numberWords("en", value))).toEqual([
      "zero",
      "nine",
      "twelve",
      "twenty",
      "twenty nine",
    ]);
  });
});

describe("the committed clips", () => {
  test("every word of both languages has its clip, and the manifest names exactly the files", () => {
    for (const language of voiceLanguages) {
      const wanted = [...clipTexts(language).keys()];
      expect(manifest.clips[language]).toEqual(wanted);
      expect(readdirSync(`${folder}${language}`).toSorted()).toEqual(
        wanted.map((name) => `${name}.mp3`).toSorted(),
      );
    }
    expect(readdirSync(`${folder}all`)).toEqual(["chime.mp3"]);
  });

  test("each is an MP3 that holds sound, and all of them together stay under 400 kB", () => {
    let bytes = 0;
    for (const [language, names] of Object.entries(manifest.clips)) {
      for (const name of names) {
        const path = `${folder}${language}/${name}.mp3`;
        const head = readFileSync(path);
        expect([head[0], (head[1] ?? 0) & 0xe0], path).toEqual([0xff, 0xe0]);
        expect(head.length, path).toBeGreaterThan(700);
        bytes += statSync(path).size;
      }
    }
    expect(bytes).toBeLessThan(400_000);
  });
});
