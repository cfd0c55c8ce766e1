import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { arrowOf, nextState, wordOf } from "./lane-state";
import { decideEligibility, rulesOnDay, shippedRules } from "./eligibility";
import { figureRows, isUnusual, percentile } from "./figures";
import { zoneOf } from "./lanes.fixture";
import { reconcile } from "./reconcile";
import { ageAtLeast, travellerOf } from "./traveller";

const today = "2026-11-23";
const facts = {
  today,
  direction: "in",
  allows: new Set<string>(),
  unusable: new Set<string>(),
  hasCompanion: false,
} as const;
const traveller = (holder: Parameters<typeof zoneOf>[0]) =>
  orThrow(travellerOf(zoneOf(holder).join("\n"), "ok", today));

test("a Japanese needs an arrival card to come in, and none to leave", () => {
  const japanese = traveller({ country: "JPN", number: "TK1234567" });
  expect(decideEligibility(japanese, shippedRules, facts)).toEqual(["mdac_missing"]);
  expect(decideEligibility(japanese, shippedRules, { ...facts, unusable: new Set(["mdac"]) })).toEqual([
    "mdac_unchecked",
  ]);
  expect(decideEligibility(japanese, shippedRules, { ...facts, allows: new Set(["mdac"]) })).toEqual([]);
  expect(decideEligibility(japanese, shippedRules, { ...facts, direction: "out" })).toEqual([]);
});

test("whoever holds a long-term pass needs no listed nationality and no arrival card", () => {
  const holder = traveller({ country: "BGD", number: "BX1234567" });
  expect(decideEligibility(holder, shippedRules, facts)).toEqual(["nationality_not_listed", "mdac_missing"]);
  expect(decideEligibility(holder, shippedRules, { ...facts, allows: new Set(["passes"]) })).toEqual([]);
  expect(decideEligibility(holder, shippedRules, { ...facts, unusable: new Set(["passes"]) })).toContain(
    "passes_unchecked",
  );
});

test("diplomats and Singaporeans are exempt from the arrival card", () => {
  expect(decideEligibility(traveller({ country: "BGD", code: "PD" }), shippedRules, facts)).toEqual([]);
  expect(decideEligibility(traveller({ country: "SGP" }), shippedRules, facts)).toEqual([]);
});

test("on the day on which a passport ends, and on the twelfth birthday, the lane still and already opens", () => {
  expect(decideEligibility(traveller({ expiry: "261123" }), shippedRules, facts)).toEqual([]);
  expect(decideEligibility(traveller({ expiry: "261122" }), shippedRules, facts)).toEqual(["expired"]);
  expect(decideEligibility(traveller({ birth: "141123" }), shippedRules, facts)).toEqual([]);
  expect(decideEligibility(traveller({ birth: "141124" }), shippedRules, facts)).toEqual(["minor"]);
});

test("of a birth of which only the year is known somebody is as young as that year allows", () => {
  expect(ageAtLeast("2014", today)).toBe(11);
  expect(ageAtLeast("2014-11", today)).toBe(11);
  expect(ageAtLeast("2014-10", today)).toBe(12);
  expect(ageAtLeast(null, today)).toBeNull();
});

test("headquarters adds a nationality from a day on; the day before nothing is different", () => {
  const changes = [{ from: "2026-12-01", patch: { nationalities: ["BGD"] } }] as const;
  expect(rulesOnDay(changes, "2026-11-30").nationalities).toEqual(shippedRules.nationalities);
  expect(rulesOnDay(changes, "2026-12-01").nationalities).toEqual(["BGD"]);
});

test("of all single substitutions in a passport's second line the digits see nine in ten; the others are known, and decided by the rules", () => {
  const lines = zoneOf();
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
  let seen = 0;
  const unseen = { line1: 0, nationality: 0, sex: 0, sameDigit: 0 };
  for (const [row, line] of lines.entries())
    for (let at = 0; at < line.length; at++)
      for (const letter of alphabet) {
        if (letter === line[at]) continue;
        const wrong = lines.map((text, no) =>
          no === row ? text.slice(0, at) + letter + text.slice(at + 1) : text,
        );
        const read = travellerOf(wrong.join("\n"), "ok", today);
        if (!read.ok) seen += 1;
        else if (row === 0) unseen.line1 += 1;
        else if (at >= 10 && at < 13) unseen.nationality += 1;
        else if (at === 20) unseen.sex += 1;
        else unseen.sameDigit += 1;
        // A document that was read as another one's matches no list of that person and no booking, so what it says of itself counts:
        // a nationality that is not its issuer's never opens a lane for a citizen.
        if (read.ok && row === 1 && at >= 10 && at < 13)
          expect(decideEligibility(read.value, shippedRules, facts)).toContain("issuer_differs");
      }
  // The first line has no digit at all. In the second, letters and digits alike modulo 10 pass (ICAO Doc 9303 part 3, 4.9).
  expect({ seen, ...unseen }).toEqual({ seen: 1391, line1: 1584, nationality: 108, sex: 3, sameDigit: 82 });
});

test("the traveller's screen says the same to whoever is held as to whoever is sent to an officer", () => {
  const checking = { step: "checking", sinceMs: 0 } as const;
  const words = (["refer", "hold"] as const).map((decision) =>
    wordOf(nextState(checking, { type: "decided", decision }, 1).step),
  );
  expect(words).toEqual(["see_officer", "see_officer"]);
  expect(arrowOf("see_officer")).toBe("stop");
});

test("nothing but an admission opens, and an open lane is closed by its end alone", () => {
  const open = { step: "open", sinceMs: 0 } as const;
  for (const type of ["read", "unreadable", "rest"] as const) expect(nextState(open, { type }, 1)).toBe(open);
  expect(nextState({ step: "idle", sinceMs: 0 }, { type: "decided", decision: "admit" }, 1).step).toBe(
    "idle",
  );
  expect(nextState(open, { type: "ended", outcome: "unknown" }, 1).step).toBe("unconfirmed");
});

test("a group that is sent to officers twice as often as all is told, if it is more than chance", () => {
  expect(isUnusual(20, 100, 0.1)).toBe(true);
  expect(isUnusual(19, 100, 0.1)).toBe(false);
  expect(isUnusual(4, 20, 0.1)).toBe(false);
  expect(isUnusual(5, 30, 0.08)).toBe(false);
  const one = { lane: "in-1", document: "passport", nationality: "MYS", ageBand: "18-59", isPassed: true };
  const fine = Array.from({ length: 900 }, () => ({ ...one, isReferred: false, laneMs: 4_000, ownMs: 100 }));
  const sent = Array.from({ length: 60 }, () => ({
    ...one,
    nationality: "JPN",
    isReferred: true,
    isPassed: false,
    laneMs: null,
    ownMs: 300,
  }));
  const rows = figureRows([...fine, ...sent]);
  expect(rows.find(({ key }) => key === "JPN")).toMatchObject({ referralRate: 1, unusual: true });
  expect(rows.find(({ key }) => key === "MYS")).toMatchObject({ passportP90Ms: 4_000, unusual: false });
  expect(percentile([5, 1, 3], 0.5)).toBe(3);
  expect(percentile([], 0.5)).toBeNull();
});

test("the night finds a passage that nobody asked for, and a command of which nothing was heard", () => {
  const sent = { id: "p", seq: 1, atMs: 1, outcome: "passed" } as const;
  const before = { boot: 1, passages: 10 };
  const clean = reconcile({ before, readings: [{ boot: 1, passages: 11 }], sent: [sent], notAsked: 0 });
  expect(clean).toMatchObject({ counted: 1, recorded: 1, result: "agrees" });
  const more = reconcile({ before, readings: [{ boot: 1, passages: 12 }], sent: [sent], notAsked: 0 });
  expect(more).toMatchObject({ result: "differs", withoutCommand: 1 });
  const lost = { ...sent, id: "q", outcome: null };
  const less = reconcile({ before, readings: [{ boot: 2, passages: 11 }], sent: [sent, lost], notAsked: 0 });
  expect(less).toMatchObject({
    result: "differs",
    withoutPassage: [{ id: "q", outcome: "none" }],
    starts: 1,
  });
  const relay = reconcile({ before: null, readings: [], sent: [sent], notAsked: 0 });
  expect(relay).toMatchObject({ counted: null, result: "no_count" });
});
