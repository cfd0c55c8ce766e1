/** Who holds a document to a lane, as the document says it: pure. A doubtful read is no read. */
import { type LocalDate, yearOf } from "../../sync/core/local-date";
import { err, ok, type Result } from "../../sync/core/result";
import { identityKey, normaliseCountry } from "../applicants/identity";
import { parseMrz } from "../applicants/mrz";
import { parseMyKad } from "../applicants/mykad";

export interface Traveller {
  readonly kind: "passport" | "mykad";
  /** `P`, `PD`, `I` … as in the zone, without fillers. */
  readonly code: string;
  /** Alpha-3 of the issuer. */
  readonly country: string;
  readonly number: string;
  readonly nationality: string;
  readonly name: string;
  readonly sex: "M" | "F" | "X";
  /** `1974-08-12`; `1974-08` or `1974` where the document does not know the rest; null where it knows nothing. */
  readonly birthDate: string | null;
  readonly expiresOn: LocalDate | null;
  /** The MyKad number that a Malaysian passport carries. */
  readonly mykad: string | null;
  readonly chip: "ok" | "failed" | "absent";
}

/** Read again: the zone is not whole, or a check digit, a date or a letter of it does not fit. */
export type Unreadable = { readonly type: "Unreadable" };

export const travellerOf = (
  zone: string,
  chip: Traveller["chip"],
  today: LocalDate,
): Result<Traveller, Unreadable> => {
  const read = parseMrz(zone, today);
  if (!read.ok || read.value.findings.length > 0) return err({ type: "Unreadable" });
  const { mrz } = read.value;
  if (mrz.documentNumber === "" || mrz.issuer === "") return err({ type: "Unreadable" });
  const mykad = mrz.issuer === "MYS" ? parseMyKad(mrz.optional, today) : undefined;
  return ok({
    kind: "passport",
    code: mrz.documentCode,
    // A German passport says "D" where lists and rules say "DEU".
    country: normaliseCountry(mrz.issuer),
    number: mrz.documentNumber,
    nationality: normaliseCountry(mrz.nationality),
    name: mrz.name,
    sex: mrz.sex,
    birthDate: mrz.dateOfBirth ?? null,
    expiresOn: mrz.expiresOn ?? null,
    mykad: mykad?.ok ? mykad.value.mykad.number : null,
    chip,
  });
};

/** By what a document is found again. */
export const documentKey = ({ kind, country, number }: Pick<Traveller, "kind" | "country" | "number">) =>
  identityKey(country, kind, number);

export const ageBands = ["0-6", "7-17", "18-59", "60+"] as const;
export type AgeBand = (typeof ageBands)[number];

/** Full years, the fewest that the document allows; null where it knows no birth. */
export const ageAtLeast = (birthDate: string | null, today: LocalDate): number | null => {
  if (birthDate === null) return null;
  // Of a birth in 1974 nobody knows more than that it was by the end of that year.
  const latest = birthDate + ["", "-31", "-12-31"][(10 - birthDate.length) / 3]!;
  const years = yearOf(today) - Number(latest.slice(0, 4));
  return today.slice(5) < latest.slice(5) ? years - 1 : years;
};

export const ageBandOf = (age: number | null): AgeBand | null => {
  if (age === null) return null;
  if (age < 7) return "0-6";
  if (age < 18) return "7-17";
  return age < 60 ? "18-59" : "60+";
};
