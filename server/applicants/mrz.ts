import { ok, type Result } from "../../sync/core/result";
import { normaliseCountry } from "./identity";
import { mrzCheckDigit } from "./mrz-check-digit";
import { type MrzFormat, type MrzLayout, mrzLayoutByFormat, type Span } from "./mrz-layout";
import { type MrzLinesError, readMrzLines } from "./mrz-lines";
import { type LocalDate, localDate, yearOf } from "../../sync/core/local-date";

/**
 * The machine-readable zone of a passport, card or visa (ICAO Doc 9303 parts 3 to 7).
 *
 * A zone of the right shape is always read; what is doubtful in it is a finding. A device driver asks for
 * another scan on any finding, a person may type on. The identity of a document is its issuer and number,
 * never the nationality.
 */
export interface Mrz {
  readonly format: MrzFormat;
  /** `P`, `PM`, `I`, `V` ... without fillers. */
  readonly documentCode: string;
  /** Alpha-3 or an ICAO special code, `UTO` included; Germany's `D` is written `DEU`. */
  readonly issuer: string;
  readonly nationality: string;
  readonly documentNumber: string;
  /** One name, as printed, never to be split: Malaysian passports put all of it in the primary part. */
  readonly name: string;
  /** `1974-08-12`, or `1974-08`, or `1974` when the document does not know the rest. */
  readonly dateOfBirth: string | undefined;
  /** X: not specified. */
  readonly sex: "M" | "F" | "X";
  readonly expiresOn: LocalDate | undefined;
  /** Optional data without fillers; Malaysian passports often hold the MyKad number here. */
  readonly optional: string;
  readonly checks: readonly MrzCheck[];
}

export interface MrzCheck {
  readonly field: "documentNumber" | "dateOfBirth" | "expiry" | "optional" | "composite";
  readonly expected: string;
  readonly found: string;
  readonly passed: boolean;
}

export type MrzFinding =
  | {
      readonly type: "MrzCheckDigit";
      readonly field: MrzCheck["field"];
      readonly expected: string;
      readonly found: string;
    }
  | { readonly type: "MrzDate"; readonly field: "dateOfBirth" | "expiry"; readonly text: string }
  | { readonly type: "MrzSex"; readonly text: string }
  | { readonly type: "MrzNameMissing" };

/** `today` tells the century of a birth: nobody is born tomorrow. */
export const parseMrz = (
  text: string,
  today: LocalDate,
): Result<{ readonly mrz: Mrz; readonly findings: readonly MrzFinding[] }, MrzLinesError> => {
  const read = readMrzLines(text);
  if (!read.ok) return read;
  const { format, lines } = read.value;
  const layout = mrzLayoutByFormat[format];
  const at = ([line, start, end]: Span) => lines[line]?.slice(start, end) ?? "";

  const number = readDocumentNumber(layout, at);
  const dateOfBirth = readBirth(at(layout.dateOfBirth), today);
  const expiresOn = readExpiry(at(layout.expiry), today);
  const sex = sexByLetter[at(layout.sex)];
  const mrz: Mrz = {
    format,
    documentCode: withoutFillers(at(layout.documentCode)),
    issuer: normaliseCountry(at(layout.issuer)),
    nationality: normaliseCountry(at(layout.nationality)),
    documentNumber: number.value,
    name: withoutFillers(at(layout.names)),
    dateOfBirth,
    sex: sex ?? "X",
    expiresOn,
    optional: number.optional,
    checks: [number.check, ...otherChecks(layout, at)],
  };

  const findings: MrzFinding[] = mrz.checks
    .filter((check) => !check.passed)
    .map(({ field, expected, found }) => ({ type: "MrzCheckDigit", field, expected, found }));
  for (const [field, value] of [
    ["dateOfBirth", dateOfBirth],
    ["expiry", expiresOn],
  ] as const) {
    const printed = at(layout[field]);
    if (value === undefined && !isEmpty(printed)) findings.push({ type: "MrzDate", field, text: printed });
  }
  if (sex === undefined) findings.push({ type: "MrzSex", text: at(layout.sex) });
  if (mrz.name === "") findings.push({ type: "MrzNameMissing" });
  return ok({ mrz, findings });
};

type At = (span: Span) => string;

/**
 * Cards with a number of more than nine characters put `<` for its check digit and go on in the optional
 * data: the rest, the check digit, a filler. Doc 9303 does not say whether that `<` counts as a place, and
 * both kinds of card exist: either digit passes.
 */
const readDocumentNumber = (
  layout: MrzLayout,
  at: At,
): { readonly value: string; readonly optional: string; readonly check: MrzCheck } => {
  const start = at(layout.documentNumber);
  const found = at(layout.documentNumberCheck);
  const optional = layout.optional.map(at);
  const [first = "", ...others] = optional;
  const filler = first.indexOf("<");
  const longPart = filler === -1 ? first : first.slice(0, filler);

  const mayBeLong = layout.composite !== undefined && layout.optionalCheck === undefined;
  if (mayBeLong && found === "<" && longPart.length >= 2 && !start.includes("<")) {
    const rest = longPart.slice(0, -1);
    const digit = longPart.slice(-1);
    const expected = mrzCheckDigit(start + rest);
    const passed = digit === expected || digit === mrzCheckDigit(`${start}<${rest}`);
    return {
      value: start + rest,
      optional: joinFields([first.slice(longPart.length), ...others]),
      check: { field: "documentNumber", expected, found: digit, passed },
    };
  }
  return {
    value: start.replaceAll("<", ""),
    optional: joinFields(optional),
    check: checkOf("documentNumber", start, found),
  };
};

const otherChecks = (layout: MrzLayout, at: At): readonly MrzCheck[] => {
  const checks = [
    checkOf("dateOfBirth", at(layout.dateOfBirth), at(layout.dateOfBirthCheck)),
    checkOf("expiry", at(layout.expiry), at(layout.expiryCheck)),
  ];
  if (layout.optionalCheck) {
    checks.push(checkOf("optional", layout.optional.map(at).join(""), at(layout.optionalCheck)));
  }
  if (layout.composite) {
    checks.push(checkOf("composite", layout.composite.over.map(at).join(""), at(layout.composite.check)));
  }
  return checks;
};

/** An empty field may show `<` for its digit (Doc 9303 part 4, section 4.2.2.2). */
const checkOf = (field: MrzCheck["field"], over: string, found: string): MrzCheck => {
  const expected = mrzCheckDigit(over);
  return { field, expected, found, passed: found === expected || (found === "<" && isEmpty(over)) };
};

/** Of 19YY and 20YY the later one that is not in the future. Month and day may be `<<`. */
const readBirth = (text: string, today: LocalDate): string | undefined => {
  const parts = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (!parts) return undefined;
  const [, year = "", month = "", day = ""] = parts;
  if (month === "<<" && day !== "<<") return undefined;
  const inCentury = (century: number): string | undefined => {
    const full = localDate(
      century + Number(year),
      month === "<<" ? 1 : Number(month),
      day === "<<" ? 1 : Number(day),
    );
    const known = full?.slice(0, month === "<<" ? 4 : day === "<<" ? 7 : 10);
    return known !== undefined && known <= today.slice(0, known.length) ? known : undefined;
  };
  return inCentury(2000) ?? inCentury(1900);
};

/** The year nearest to today among 19YY, 20YY and 21YY: no document runs for fifty years. */
const readExpiry = (text: string, today: LocalDate): LocalDate | undefined => {
  if (!/^\d{6}$/.test(text)) return undefined;
  const firstYear = yearOf(today) - 50;
  const year = firstYear + ((Number(text.slice(0, 2)) - (firstYear % 100) + 100) % 100);
  return localDate(year, Number(text.slice(2, 4)), Number(text.slice(4, 6)));
};

const sexByLetter: Readonly<Record<string, Mrz["sex"]>> = { M: "M", F: "F", "<": "X", X: "X" };

const isEmpty = (field: string): boolean => /^<*$/.test(field);

const withoutFillers = (field: string): string => field.replace(/<+/g, " ").trim();

const joinFields = (fields: readonly string[]): string =>
  fields
    .map(withoutFillers)
    .filter((field) => field !== "")
    .join(" ");
