import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { burstGapMsMax, feed, idleWedge, settle, type Heard, type Wedge } from "./wedge";

/** Feeds keys with one pause between them and says what was heard, the last key settled. */
const play = (keys: readonly string[], gapMs: number, from: Wedge = idleWedge, startMs = 0) => {
  let wedge = from;
  let atMs = startMs;
  const heard: Heard[] = [];
  let swallowed = 0;
  for (const key of keys) {
    const fed = feed(wedge, key, atMs);
    wedge = fed.wedge;
    heard.push(...fed.heard);
    if (fed.swallow) swallowed++;
    atMs += gapMs;
  }
  const last = settle(wedge, atMs + burstGapMsMax);
  return { wedge: last.wedge, heard: [...heard, ...last.heard], swallowed, atMs };
};

const slip = `STO1:${"6BF$%*+ -./:ABC09".repeat(4)}`;

describe("a scanner that types like a keyboard", () => {
  test("a slip read in one burst is a scan, and nothing of it is typing", () => {
    const { heard, swallowed } = play([...slip, "Enter"], 8);
    expect(heard).toEqual([{ type: "scan", scan: { type: "slip", slip } }]);
    expect(swallowed).toBe(slip.length);
  });

  test("a slip whose beginning a busy page heard long before the rest is a slip all the same", () => {
    let wedge = idleWedge;
    const heard: Heard[] = [];
    for (const [index, key] of [...slip, "Enter"].entries()) {
      const fed = feed(wedge, key, index * 5);
      heard.push(...fed.heard);
      // The page was busy after three keys: its timer ran before it heard of the others.
      const after =
        index === 2 ? settle(fed.wedge, Number.POSITIVE_INFINITY) : { wedge: fed.wedge, heard: [] };
      heard.push(...after.heard);
      wedge = after.wedge;
    }
    expect(heard.filter(({ type }) => type === "scan")).toEqual([
      { type: "scan", scan: { type: "slip", slip } },
    ]);
  });

  test("Tab ends a burst as well as Enter", () => {
    expect(play([..."K7F4-Q2MX", "Tab"], 10).heard).toEqual([
      { type: "scan", scan: { type: "reference", ref: "K7F4-Q2MX" } },
    ]);
  });

  test("a passport's two lines are one machine-readable zone", () => {
    const lines = [
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];
    const first = play([...(lines[0] ?? ""), "Enter"], 5);
    expect(first.heard).toEqual([]);
    const second = play([...(lines[1] ?? ""), "Enter"], 5, first.wedge, first.atMs + 60);
    expect(second.heard).toEqual([{ type: "scan", scan: { type: "mrz", lines } }]);
  });

  test("a second line that comes minutes later belongs to another document", () => {
    const first = play([..."P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Enter"], 5);
    const other = play([..."L898902C36UTO7408122F1204159ZE184226B<<<<<10", "Enter"], 5, first.wedge, 300_000);
    expect(other.heard).toEqual([]);
  });

  test("a slip after half a passport is a slip", () => {
    const first = play([..."P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "Enter"], 5);
    const next = play([...slip, "Enter"], 5, first.wedge, first.atMs + 60);
    expect(next.heard).toEqual([{ type: "scan", scan: { type: "slip", slip } }]);
  });

  test("a web address is an unknown code, not typing", () => {
    const text = "https://example.test/x";
    expect(play([...text, "Enter"], 9).heard).toEqual([{ type: "unknownCode", text }]);
  });

  test("a burst without its ending is dropped", () => {
    expect(play([...slip], 8).heard).toEqual([]);
  });
});

describe("a person at a keyboard", () => {
  test("each key arrives as typed, and Enter stays the page's own", () => {
    const { heard, swallowed } = play([..."K7F4", "Enter"], 120);
    expect(heard.map((one) => (one.type === "typed" ? one.key : one.type)).join("")).toBe("K7F4");
    expect(swallowed).toBe(0);
  });

  test("two keys hit together are still two typed keys", () => {
    expect(play(["K", "7"], 20).heard).toEqual([
      { type: "typed", key: "K" },
      { type: "typed", key: "7" },
    ]);
  });

  test("whatever is typed slowly arrives whole; whatever is typed fast never arrives as typing", () => {
    const text = fc.stringMatching(/^[0-9A-Z<:$ ]{6,60}$/);
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: burstGapMsMax, max: 400 }),
        fc.integer({ min: 0, max: burstGapMsMax - 1 }),
        (keys, slowMs, fastMs) => {
          const slow = play([...keys, "Enter"], slowMs).heard;
          expect(slow.map((one) => (one.type === "typed" ? one.key : "?")).join("")).toBe(keys);
          const fast = play([...keys, "Enter"], fastMs).heard;
          expect(fast.filter((one) => one.type === "typed")).toEqual([]);
        },
      ),
    );
  });
});
