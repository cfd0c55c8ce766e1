/** Rules of gate lanes as the form types them, and what of them becomes different. */
import type { GateRules, GatesPatch } from "../../../server/gates/eligibility";
import type { RegistryName } from "../../../server/screening/registry";

export interface GatesDraft {
  /** Codes with commas between. */
  readonly nationalities: string;
  readonly validityMonths: string;
  readonly ageMin: string;
  readonly isMdacNeeded: boolean;
  readonly askCitizens: readonly RegistryName[];
  readonly askOthers: readonly RegistryName[];
}

export const registryNames = ["jpn", "pdrm", "imi"] as const satisfies readonly RegistryName[];

export const gatesDraftOf = (rules: GateRules): GatesDraft => ({
  nationalities: rules.nationalities.join(", "),
  validityMonths: String(rules.validityMonthsMin),
  ageMin: String(rules.ageMin),
  isMdacNeeded: rules.mdac.needed,
  askCitizens: rules.ask.citizens,
  askOthers: rules.ask.others,
});

/** "SGP, jpn" as codes, each once. */
export const codesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((code) => code !== ""),
  ),
];

/** Wishes are about fields that were touched; `wrong` names what cannot be read, by field. */
export const gatesSetOf = (
  draft: GatesDraft,
  rules: GateRules,
): { readonly set: GatesPatch; readonly wrong: Readonly<Record<string, "badNumber" | "badNationality">> } => {
  const now = gatesDraftOf(rules);
  const nationalities = codesOf(draft.nationalities);
  const isNumber = (text: string, max: number) => /^\d{1,3}$/.test(text.trim()) && Number(text) <= max;
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return {
    set: {
      ...(isSame(nationalities, rules.nationalities) ? {} : { nationalities }),
      ...(draft.validityMonths === now.validityMonths
        ? {}
        : { validityMonthsMin: Number(draft.validityMonths) }),
      ...(draft.ageMin === now.ageMin ? {} : { ageMin: Number(draft.ageMin) }),
      ...(draft.isMdacNeeded === now.isMdacNeeded
        ? {}
        : { mdac: { ...rules.mdac, needed: draft.isMdacNeeded } }),
      ...(isSame([draft.askCitizens, draft.askOthers], [now.askCitizens, now.askOthers])
        ? {}
        : { ask: { citizens: draft.askCitizens, others: draft.askOthers } }),
    },
    wrong: {
      ...(nationalities.every((code) => /^[A-Z]{1,3}$/.test(code))
        ? {}
        : { nationalities: "badNationality" as const }),
      ...(isNumber(draft.validityMonths, 24) ? {} : { validityMonthsMin: "badNumber" as const }),
      ...(isNumber(draft.ageMin, 21) ? {} : { ageMin: "badNumber" as const }),
    },
  };
};
