/** Writes the zone of a passport, as an issuer does (Doc 9303 part 4, TD3): for tests and the demo. Pure. */
import { mrzCheckDigit } from "./mrz-check-digit";

export interface PassportFields {
  /** One or two letters: `P`. */
  readonly code?: string;
  /** Alpha-3 of the issuer. */
  readonly country: string;
  /** The issuer's unless told. */
  readonly nationality?: string;
  /** As in a zone: `SURNAME<<GIVEN`. */
  readonly names: string;
  readonly number: string;
  /** `YYMMDD`, both. */
  readonly birth: string;
  readonly expiry: string;
  readonly sex?: "M" | "F";
  readonly optional?: string;
}

/** Fields that are too long are cut; a sign that no zone has throws. */
export const passportZone = ({
  code = "P",
  country,
  nationality = country,
  names,
  number,
  birth,
  expiry,
  sex = "F",
  optional = "",
}: PassportFields): readonly [string, string] => {
  const document = checked(filled(number, 9));
  const born = checked(birth);
  const ends = checked(expiry);
  const rest = checked(filled(optional, 14));
  return [
    filled(filled(code, 2) + filled(country, 3) + names, 44),
    document +
      filled(nationality, 3) +
      born +
      sex +
      ends +
      rest +
      mrzCheckDigit(document + born + ends + rest),
  ];
};

const filled = (text: string, chars: number): string => text.padEnd(chars, "<").slice(0, chars);
const checked = (field: string): string => field + mrzCheckDigit(field);
