import { err, ok, type Result } from "../../sync/core/result";
import { isDocumentCountry } from "./country-codes";
import { maskDocumentNumber, normaliseCountry, normaliseDocumentNumber } from "./identity";
import { addMonths, parseLocalDate, type LocalDate } from "../../sync/core/local-date";

/**
 * A passport, or an SPLP (Surat Perjalanan Laksana Paspor, a single-journey paper given to people without
 * a passport). An SPLP often has no machine-readable zone, so it is typed by hand; it is a document of its
 * own type, never an identity shared with a passport of the same number.
 */
export interface TravelDocument {
  readonly type: "passport" | "splp";
  /** Alpha-3 of the issuer. */
  readonly country: string;
  readonly number: string;
  readonly expiresOn: LocalDate;
  readonly masked: string;
}

export interface TravelDocumentInput {
  readonly type: TravelDocument["type"];
  readonly country: string;
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly expiresOn: string;
}

/** What the visit asks of a document. */
export interface VisitRule {
  /** The day of the slot in the branch's own zone. */
  readonly visitOn: LocalDate;
  /** The service's minimum validity, counted from the day of the visit; 0 for none. */
  readonly validityMonthsMin: number;
}

export type TravelDocumentError =
  | { readonly type: "DocumentNumberEmpty" }
  | { readonly type: "DocumentNumberCharacters"; readonly characters: string }
  | {
      readonly type: "DocumentNumberLength";
      readonly characters: number;
      readonly charactersMin: number;
      readonly charactersMax: number;
    }
  | { readonly type: "DocumentCountryUnknown"; readonly code: string }
  | { readonly type: "DocumentExpiryUnreadable"; readonly text: string }
  | {
      readonly type: "DocumentExpiresBeforeVisit";
      readonly expiresOn: LocalDate;
      readonly visitOn: LocalDate;
    }
  | {
      readonly type: "DocumentValidityShort";
      readonly expiresOn: LocalDate;
      readonly neededUntil: LocalDate;
      readonly validityMonthsMin: number;
    };

/** Ten years is the longest of almost all states: a later date is probably a slip of the pen. */
export type TravelDocumentWarning = { readonly type: "DocumentExpiryFar"; readonly expiresOn: LocalDate };

export const parseTravelDocument = (
  input: TravelDocumentInput,
  rule: VisitRule,
): Result<
  { readonly document: TravelDocument; readonly warnings: readonly TravelDocumentWarning[] },
  TravelDocumentError
> => {
  const number = readNumber(input.number, input.type);
  if (!number.ok) return number;
  const country = normaliseCountry(input.country);
  if (!isDocumentCountry(country)) return err({ type: "DocumentCountryUnknown", code: country });
  const parsed = parseLocalDate(input.expiresOn.trim());
  if (!parsed.ok) return err({ type: "DocumentExpiryUnreadable", text: input.expiresOn });
  const expiresOn = parsed.value;

  const { visitOn, validityMonthsMin } = rule;
  if (expiresOn <= visitOn) return err({ type: "DocumentExpiresBeforeVisit", expiresOn, visitOn });
  const neededUntil = addMonths(visitOn, validityMonthsMin);
  if (expiresOn < neededUntil) {
    return err({ type: "DocumentValidityShort", expiresOn, neededUntil, validityMonthsMin });
  }
  return ok({
    document: {
      type: input.type,
      country,
      number: number.value,
      expiresOn,
      masked: maskDocumentNumber(number.value),
    },
    warnings: expiresOn > addMonths(visitOn, 10 * 12 + 6) ? [{ type: "DocumentExpiryFar", expiresOn }] : [],
  });
};

/** Passports: six to nine characters (Doc 9303 holds nine). SPLP numbers follow no common rule. */
const lengthByType = {
  passport: { charactersMin: 6, charactersMax: 9 },
  splp: { charactersMin: 4, charactersMax: 16 },
} as const;

const readNumber = (text: string, type: TravelDocument["type"]): Result<string, TravelDocumentError> => {
  const number = normaliseDocumentNumber(text);
  if (number === "") return err({ type: "DocumentNumberEmpty" });
  const strange = number.replace(/[A-Z0-9]/g, "");
  if (strange !== "") {
    return err({ type: "DocumentNumberCharacters", characters: [...new Set(strange)].join("") });
  }
  const { charactersMin, charactersMax } = lengthByType[type];
  if (number.length < charactersMin || number.length > charactersMax) {
    return err({ type: "DocumentNumberLength", characters: number.length, charactersMin, charactersMax });
  }
  return ok(number);
};
