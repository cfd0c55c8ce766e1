import { err, ok, type Result } from "../../sync/core/result";
import { maskDocumentNumber, plainDigits } from "./identity";
import { type Birthplace, birthplaceOf } from "./mykad-birthplaces";
import { type LocalDate, localDate } from "../../sync/core/local-date";

/**
 * A JPN identity number `YYMMDD-PB-###G`: date of birth, place of birth, serial, sex. It has no check
 * digit, so what parses is well formed, not proven: JPN or the card in the officer's hand proves it.
 */
export interface MyKad {
  /** Twelve digits, no hyphens. */
  readonly number: string;
  readonly dateOfBirth: LocalDate;
  /** False when both 19YY and 20YY were possible and the ninth digit decided. */
  readonly centuryCertain: boolean;
  readonly sex: "M" | "F";
  /** Undefined when the code is not on JPN's list as we know it. */
  readonly birthplace: Birthplace | undefined;
  /** `•••••5678`: for screens and slips. */
  readonly masked: string;
}

export type MyKadError =
  | { readonly type: "MyKadEmpty" }
  | { readonly type: "MyKadCharacters"; readonly characters: string }
  | { readonly type: "MyKadLength"; readonly digits: number }
  | {
      readonly type: "MyKadDate";
      readonly yearOfCentury: number;
      readonly month: number;
      readonly day: number;
    };

export type MyKadWarning = { readonly type: "MyKadBirthplaceUnknown"; readonly code: string };

/**
 * Reads a MyKad number as people write it: with hyphens, spaces, full-width or other scripts' digits.
 * `today` decides the century: nobody is born tomorrow.
 */
export const parseMyKad = (
  text: string,
  today: LocalDate,
): Result<{ readonly mykad: MyKad; readonly warnings: readonly MyKadWarning[] }, MyKadError> => {
  const number = plainDigits(text.normalize("NFKC")).replace(separators, "");
  if (number === "") return err({ type: "MyKadEmpty" });
  const strange = number.replace(/[0-9]/g, "");
  if (strange !== "") return err({ type: "MyKadCharacters", characters: [...new Set(strange)].join("") });
  if (number.length !== 12) return err({ type: "MyKadLength", digits: number.length });

  const born = bornOn(number, today);
  if (!born.ok) return born;

  const code = number.slice(6, 8);
  const birthplace = birthplaceOf(code);
  return ok({
    mykad: {
      number,
      ...born.value,
      sex: Number(number[11]) % 2 === 1 ? "M" : "F",
      birthplace,
      masked: maskDocumentNumber(number),
    },
    warnings: birthplace ? [] : [{ type: "MyKadBirthplaceUnknown", code }],
  });
};

/** `900101-14-5678`, as the card prints it. Takes the twelve digits of a parsed MyKad. */
export const formatMyKad = (number: string): string =>
  `${number.slice(0, 6)}-${number.slice(6, 8)}-${number.slice(8)}`;

/** Spaces, all kinds of hyphens and dashes, dots, slashes, and characters nobody can see. */
const separators = /[\s\p{Pd}\p{Cf}\u2212./_]/gu;

type Born = Pick<MyKad, "dateOfBirth" | "centuryCertain">;

/** Of 19YY and 20YY the one that exists and is not in the future; if both, the ninth digit hints. */
const bornOn = (number: string, today: LocalDate): Result<Born, MyKadError> => {
  const [yearOfCentury, month, day] = [number.slice(0, 2), number.slice(2, 4), number.slice(4, 6)].map(
    Number,
  ) as [number, number, number];
  const [in1900s, in2000s] = [1900, 2000].map((century) => {
    const date = localDate(century + yearOfCentury, month, day);
    return date !== undefined && date <= today ? date : undefined;
  });
  if (in1900s !== undefined && in2000s !== undefined) {
    // The ninth digit is 0-4 for people born from 2000, 5-9 before: a habit of JPN's series, not a rule.
    return ok({ dateOfBirth: Number(number[8]) <= 4 ? in2000s : in1900s, centuryCertain: false });
  }
  const only = in2000s ?? in1900s;
  if (only === undefined) return err({ type: "MyKadDate", yearOfCentury, month, day });
  return ok({ dateOfBirth: only, centuryCertain: true });
};
