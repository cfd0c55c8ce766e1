import { expect, test } from "vitest";
import type { GateRules } from "../../../server/gates/eligibility";
import type { GatesDraft } from "./gate-rules";
import { emptyDraft, gateRulesDraft, type MasterDraft, wishOf } from "./master";

const now: MasterDraft = {
  from: "",
  texts: { nameMs: "Pasport", nameEn: "Passport", units: "2", noticeHours: "24", bookableBy: "public" },
  fees: ["200", ""],
  branches: null,
  states: [],
  gates: null,
};
const from = "2027-01-04";
const wish = (change: Partial<MasterDraft>, texts: Record<string, string> = {}) =>
  wishOf("service", "PMA", { ...now, from, ...change, texts: { ...now.texts, ...texts } }, now);

test("a wish names only what becomes different", () => {
  expect(wish({}, { units: "3" })).toEqual({
    wish: { kind: "service", code: "PMA", from, set: { units: 3 } },
  });
  expect(wish({ fees: ["250.50", ""], branches: ["KUL-HQ1"] })).toEqual({
    wish: { kind: "service", code: "PMA", from, set: { feesSen: [25_050, null], branches: ["KUL-HQ1"] } },
  });
});

test("what is no date, number or amount is told beside its field before anybody is asked", () => {
  expect(wish({ from: "soon", fees: ["a lot", ""], branches: [] }, { units: "two" })).toEqual({
    wrong: { from: "badDate", units: "badNumber", fee0: "badAmount", branches: "branchesNeeded" },
  });
  expect(wishOf("holiday", "", { ...emptyDraft, from }, emptyDraft)).toEqual({
    wrong: { states: "stateNeeded" },
  });
});

test("a declared holiday says everything", () => {
  const draft = { ...emptyDraft, from, texts: { nameMs: "Cuti khas", nameEn: "Special" }, states: ["MY-10"] };
  expect(wishOf("holiday", "", draft, emptyDraft)).toEqual({
    wish: {
      kind: "holiday",
      from,
      set: { nameMs: "Cuti khas", nameEn: "Special", states: ["MY-10"] },
    },
  });
});

const rules: GateRules = {
  citizens: "MYS",
  nationalities: ["SGP", "JPN"],
  diplomaticCodes: ["PD"],
  validityMonthsMin: 6,
  ageMin: 12,
  ageMax: null,
  chipNeeded: true,
  mdac: { needed: true, exemptNationalities: ["SGP"], exemptCodes: ["PD"], exemptPassHolders: true },
  ask: { citizens: [], others: ["imi"] },
};
const gatesWish = (change: Partial<GatesDraft>) => {
  const draft = gateRulesDraft(rules);
  const typed = { draft: { ...draft.gates!.draft, ...change }, rules };
  return wishOf("gates", "national", { ...draft, from, gates: typed }, draft);
};

test("rules of gate lanes name only what becomes different, and keep who needs no arrival card", () => {
  expect(gatesWish({ nationalities: "sgp, JPN; fra,\nFRA" })).toMatchObject({
    wish: { kind: "gates", code: "national", from, set: { nationalities: ["SGP", "JPN", "FRA"] } },
  });
  expect(gatesWish({ isMdacNeeded: false, askCitizens: ["jpn"] })).toEqual({
    wish: {
      kind: "gates",
      code: "national",
      from,
      set: { mdac: { ...rules.mdac, needed: false }, ask: { citizens: ["jpn"], others: ["imi"] } },
    },
  });
  expect(gatesWish({ nationalities: "S1", ageMin: "99", validityMonths: "" })).toEqual({
    wrong: { nationalities: "badNationality", ageMin: "badNumber", validityMonthsMin: "badNumber" },
  });
});
