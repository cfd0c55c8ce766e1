/** What is asked of others while somebody stands in a lane: side by side, and within one budget. Pure. */
import { keysOf, type Person } from "../screening/entries";
import type { Ask } from "../screening/registries.usecase";
import { type GateRules, isCitizen } from "./eligibility";
import type { Traveller } from "./traveller";

/** The law by which a lane asks (Immigration Act 1959/63, section 26 as Act A1790 section 8 rewrites it). */
const basis = "imm_1959_s26";

/** Who is asked about a traveller, by the rules of the day. */
export const questionsFor = (traveller: Traveller, rules: GateRules): readonly Ask[] =>
  rules.ask[isCitizen(traveller, rules) ? "citizens" : "others"].map((source) => ({
    source,
    purpose: "passage",
    basis,
    what: "status",
    keys: keysOf(personOf(traveller)),
  }));

export const personOf = ({ kind, country, number, mykad, name, birthDate }: Traveller): Person => ({
  document: { country, type: kind, number },
  mykad,
  name,
  birthDate: birthDate?.length === 10 ? birthDate : null,
});
