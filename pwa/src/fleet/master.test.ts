import { expect, test } from "vitest";
import { emptyDraft, type MasterDraft, wishOf } from "./master";

const now: MasterDraft = {
  from: "",
  texts: { nameMs: "Pasport", nameEn: "Passport", units: "2", noticeHours: "24", bookableBy: "public" },
  fees: ["200", ""],
  branches: null,
  states: [],
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
