import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beatMs, downMsMin, isForgiven, settleDown, type Silences, silencesAfter } from "./down-time";

const minute = 60_000;
const nine = Date.UTC(2026, 11, 10, 1, 0);
const window = { startsAtMs: nine, earlyMin: 30, lateMin: 15 };
const down = (fromMin: number, toMin: number | null) => ({
  what: "node" as const,
  fromMs: nine + fromMin * minute,
  toMs: toMin === null ? null : nine + toMin * minute,
});

describe("who is not to blame", () => {
  test.each([
    ["dark before anybody could come", down(-60, -30), false],
    ["dark in the last minute of being on time", down(15, 40), true],
    ["dark after it", down(16, 40), false],
    ["dark, and still dark", down(-90, null), true],
    ["dark for a part of it", down(-5, 5), true],
  ])("%s", (_when, downTime, forgiven) => {
    expect(isForgiven(window, [downTime])).toBe(forgiven);
  });

  test("nobody is blamed whose time to come met a down time, and nobody is forgiven without one", () => {
    const span = fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 4 }), fc.nat(120), fc.nat(60), (spans, earlyMin, lateMin) => {
        const minutes = new Set(
          spans.flatMap(([from, long]) => Array.from({ length: long }, (_, at) => from + at)),
        );
        let met = false;
        for (let at = -earlyMin; at <= lateMin; at++) met ||= minutes.has(at);
        const downs = spans.map(([from, long]) => down(from, from + long));
        expect(isForgiven({ startsAtMs: nine, earlyMin, lateMin }, downs)).toBe(met);
      }),
    );
  });
});

describe("kiosks and printers", () => {
  const watch = (looks: readonly (boolean | null)[]) => {
    let silences: Silences = new Map();
    let standing: { id: string; what: "kiosk" }[] = [];
    return looks.map((kiosk, look) => {
      const nowMs = nine + look * beatMs;
      silences = silencesAfter(silences, { kiosk, printer: null }, nowMs);
      const { begin, end } = settleDown(standing, silences, nowMs);
      standing = [
        ...standing.filter(({ id }) => !end.includes(id)),
        ...begin.map(({ fromMs }) => ({ id: String(fromMs), what: "kiosk" as const })),
      ];
      return standing.map(({ id }) => Number(id));
    });
  };

  test("a hiccup is no down time; a long silence is one, from its beginning until it is heard again", () => {
    expect(watch([true, false, false, true]).flat()).toEqual([]);
    const looks = watch([true, false, false, false, false, false, true]);
    expect(downMsMin).toBe(3 * beatMs);
    expect(looks).toEqual([[], [], [], [], [nine + beatMs], [nine + beatMs], []]);
  });

  test("where there is none, or none was there today, none is missed", () => {
    expect(watch([null, null, null, null, null, null]).flat()).toEqual([]);
  });
});
