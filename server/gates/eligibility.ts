/**
 * Who may use an automated lane on a day: dated configuration, corrected by headquarters (`master`, kind `gates`), and one pure
 * decision. Nobody is refused here: whoever does not fit, or of whom something is not known, sees an officer (Act A1790 section 8,
 * section 26(2A): who could not be examined by the system appears before an officer).
 */
import { addMonths, type LocalDate } from "../../sync/core/local-date";
import type { RegistryName } from "../screening/registry";
import { ageAtLeast, type Traveller } from "./traveller";

export interface GateRules {
  /** Whose citizens need no list. */
  readonly citizens: string;
  /** Alpha-3 codes of nationalities that may use lanes. */
  readonly nationalities: readonly string[];
  /** Kinds of passport that may whatever the nationality: `PD` is diplomatic (Doc 9303 part 4). */
  readonly diplomaticCodes: readonly string[];
  /** What a passport has to be valid for yet when a foreigner comes in, counted from the day. */
  readonly validityMonthsMin: number;
  /** Younger ones go through with a companion whom an officer has confirmed, or see an officer. */
  readonly ageMin: number;
  /** Older ones see an officer; null: nobody is too old. */
  readonly ageMax: number | null;
  /** Documents without a chip that holds see an officer. */
  readonly chipNeeded: boolean;
  /** Foreigners who come in have sent an arrival card (MDAC), but for these. */
  readonly mdac: {
    readonly needed: boolean;
    readonly exemptNationalities: readonly string[];
    readonly exemptCodes: readonly string[];
    readonly exemptPassHolders: boolean;
  };
  /** Registries that are asked while somebody stands in the lane, beside the lists that are here. */
  readonly ask: { readonly citizens: readonly RegistryName[]; readonly others: readonly RegistryName[] };
}

/** What somebody else knows of the traveller. */
export interface EligibilityFacts {
  readonly today: LocalDate;
  readonly direction: "in" | "out";
  /** Allow lists that name the document: `mdac`, `passes`. */
  readonly allows: ReadonlySet<string>;
  /** Lists that may not decide: missing, too old, not whole. */
  readonly unusable: ReadonlySet<string>;
  /** An officer has confirmed who goes with this child. */
  readonly hasCompanion: boolean;
}

export const eligibilityReasons = [
  "not_accepted",
  "issuer_differs",
  "expired",
  "expiry_unknown",
  "validity_short",
  "nationality_not_listed",
  "passes_unchecked",
  "mdac_missing",
  "mdac_unchecked",
  "minor",
  "age_unknown",
  "over_age",
  "chip_absent",
  "chip_failed",
] as const;
export type EligibilityReason = (typeof eligibilityReasons)[number];

/** Every reason why not; none: an automated lane may take them. */
export const decideEligibility = (
  traveller: Traveller,
  rules: GateRules,
  facts: EligibilityFacts,
): readonly EligibilityReason[] => [
  ...ofDocument(traveller, rules, facts),
  ...ofAge(traveller, rules, facts),
  ...(isCitizen(traveller, rules) ? [] : ofForeigner(traveller, rules, facts)),
];

export const isCitizen = ({ nationality }: Traveller, { citizens }: GateRules): boolean =>
  nationality === citizens;

const ofDocument = (
  { kind, code, country, nationality, expiresOn, chip }: Traveller,
  { citizens, chipNeeded }: GateRules,
  { today }: EligibilityFacts,
): readonly EligibilityReason[] => {
  const reasons: EligibilityReason[] = [];
  // Visas, cards and emergency papers are for an officer's eyes.
  if (kind === "passport" && !code.startsWith("P")) reasons.push("not_accepted");
  if ((nationality === citizens) !== (country === citizens)) reasons.push("issuer_differs");
  if (expiresOn === null) reasons.push("expiry_unknown");
  else if (expiresOn < today) reasons.push("expired");
  if (chipNeeded && chip !== "ok") reasons.push(chip === "absent" ? "chip_absent" : "chip_failed");
  return reasons;
};

const ofAge = (
  { birthDate }: Traveller,
  { ageMin, ageMax }: GateRules,
  { today, hasCompanion }: EligibilityFacts,
): readonly EligibilityReason[] => {
  const age = ageAtLeast(birthDate, today);
  // Half a date finds nobody on the list of names either.
  if (age === null || birthDate?.length !== 10) return ["age_unknown"];
  if (age < ageMin && !hasCompanion) return ["minor"];
  return ageMax !== null && age > ageMax ? ["over_age"] : [];
};

const ofForeigner = (
  traveller: Traveller,
  rules: GateRules,
  { today, direction, allows, unusable }: EligibilityFacts,
): readonly EligibilityReason[] => {
  const { nationality, code, expiresOn } = traveller;
  const reasons: EligibilityReason[] = [];
  const isPassHolder = allows.has("passes");
  const isListed = rules.nationalities.includes(nationality) || rules.diplomaticCodes.includes(code);
  if (!isListed && !isPassHolder)
    reasons.push(unusable.has("passes") ? "passes_unchecked" : "nationality_not_listed");
  if (direction === "out") return reasons;
  if (expiresOn !== null && expiresOn >= today && expiresOn < addMonths(today, rules.validityMonthsMin))
    reasons.push("validity_short");
  const { mdac } = rules;
  const isExempt =
    mdac.exemptNationalities.includes(nationality) ||
    mdac.exemptCodes.includes(code) ||
    (mdac.exemptPassHolders && isPassHolder);
  if (mdac.needed && !isExempt && !allows.has("mdac"))
    reasons.push(unusable.has("mdac") ? "mdac_unchecked" : "mdac_missing");
  return reasons;
};

/** What headquarters says differently from a day on; what it leaves out stays. */
export type GatesPatch = { readonly [Field in keyof GateRules]?: GateRules[Field] };

/**
 * What the program ships with. Sources: `nationalities` the first ten countries of February 2023; the 63 of 1 June 2024 differ from
 * tally to tally, so headquarters enters them. Validity: six months. MDAC and its exemptions: the notice of 6 December 2023;
 * border passes, transit and the Brunei schemes have no code in a passport's zone, and see an officer. No limit of age was published:
 * twelve is a suggestion.
 */
export const shippedRules: GateRules = {
  citizens: "MYS",
  nationalities: ["AUS", "BRN", "DEU", "GBR", "JPN", "KOR", "NZL", "SAU", "SGP", "USA"],
  diplomaticCodes: ["PD"],
  validityMonthsMin: 6,
  ageMin: 12,
  ageMax: null,
  chipNeeded: true,
  mdac: {
    needed: true,
    exemptNationalities: ["SGP"],
    exemptCodes: ["PD"],
    exemptPassHolders: true,
  },
  ask: { citizens: [], others: ["imi"] },
};

/** The rules of a day: every correction that has begun, in order. */
export const rulesOnDay = (
  changes: readonly { readonly from: LocalDate; readonly patch: GatesPatch }[],
  day: LocalDate,
): GateRules =>
  changes
    .filter(({ from }) => from <= day)
    .reduce<GateRules>((rules, { patch }) => ({ ...rules, ...patch }), shippedRules);
