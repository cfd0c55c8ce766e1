/** An officer puts a slip of the pen right: what was typed, what is missing, and what the node is asked. */
import type { FieldProblem } from "../api";
import { parseLocalDate } from "../../../sync/core/local-date";
import type { CaseParty } from "./counter-types";

/** The documents a correction may name; "same" leaves the one on the booking. */
export const correctedTypes = ["same", "mykad", "passport", "splp", "mypr"] as const;

export type CorrectedType = (typeof correctedTypes)[number];

export interface CorrectionDraft {
  readonly name: string;
  readonly type: CorrectedType;
  readonly number: string;
  readonly country: string;
  /** YYYY-MM-DD, or the text as typed while it is no date. */
  readonly expiresOn: string;
  readonly reason: string;
}

export type CorrectionField = "name" | "type" | "number" | "country" | "expiresOn" | "reason";

export interface CorrectionInput {
  readonly reason: string;
  readonly name?: string;
  readonly document?: {
    readonly type: Exclude<CorrectedType, "same">;
    readonly number: string;
    readonly country?: string;
    readonly expiresOn?: string;
  };
}

export const correctionOf = (party: CaseParty): CorrectionDraft => ({
  name: party.name,
  type: "same",
  number: "",
  country: "",
  expiresOn: "",
  reason: "",
});

/** Whether it is a Malaysian card: its number says all there is. */
export const isCard = (type: CorrectedType): boolean => type === "mykad" || type === "mypr";

/** Fields still to be filled in. Whether what they say is right, the node decides. */
export const missingIn = (draft: CorrectionDraft): ReadonlySet<CorrectionField> => {
  const missing = new Set<CorrectionField>();
  if (draft.name.trim() === "") missing.add("name");
  if (draft.reason.trim() === "") missing.add("reason");
  if (draft.type === "same") return missing;
  if (draft.number.trim() === "") missing.add("number");
  if (isCard(draft.type)) return missing;
  if (draft.country === "") missing.add("country");
  if (!parseLocalDate(draft.expiresOn).ok) missing.add("expiresOn");
  return missing;
};

/** Only what differs is sent; undefined when nothing does. */
export const correctionInput = (draft: CorrectionDraft, party: CaseParty): CorrectionInput | undefined => {
  const name = draft.name.trim();
  const { type, country, expiresOn } = draft;
  const number = draft.number.trim();
  if (type === "same") return name === party.name ? undefined : { reason: draft.reason.trim(), name };
  return {
    reason: draft.reason.trim(),
    ...(name === party.name ? {} : { name }),
    document: isCard(type) ? { type, number, country: "MYS" } : { type, number, country, expiresOn },
  };
};

/** The field of this form that a refusal is about: `document.number` is our `number`. */
export const fieldOfProblem = ({ path }: FieldProblem): CorrectionField => {
  const last = path.split(".").at(-1);
  return last === "name" || last === "country" || last === "expiresOn" || last === "type" ? last : "number";
};
