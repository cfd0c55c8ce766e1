import { err, ok, type Result } from "../../sync/core/result";
import { plainDigits } from "./identity";
import { type LocalDate, yearOf } from "../../sync/core/local-date";

/**
 * A registration number of Suruhanjaya Syarikat Malaysia. Since 11 October 2019 it has twelve digits,
 * `YYYYTTNNNNNN` (year, type, serial); older papers show `123456-A`, `JM0123456-K` or `LLP0012345-LGN`,
 * and many companies print both: `201901000005 (1312525-A)`. All are accepted.
 *
 * The two numbers of one company cannot be computed from each other: only who gives both is known by both.
 */
export interface Ssm {
  /** The twelve digits where given, else the old number, with its hyphen. */
  readonly number: string;
  /** The old number when both were given. */
  readonly oldNumber: string | undefined;
}

export type SsmError =
  | { readonly type: "SsmEmpty" }
  | { readonly type: "SsmShape" }
  | { readonly type: "SsmLength"; readonly digits: number }
  | { readonly type: "SsmYear"; readonly year: number };

export type SsmWarning = { readonly type: "SsmKindUnknown"; readonly code: string };

export const parseSsm = (
  text: string,
  today: LocalDate,
): Result<{ readonly ssm: Ssm; readonly warnings: readonly SsmWarning[] }, SsmError> => {
  const typed = plainDigits(text.normalize("NFKC"))
    .toUpperCase()
    .replace(/\p{Pd}/gu, "-")
    .replace(/[\s\p{Cf}]/gu, "");
  if (typed === "") return err({ type: "SsmEmpty" });
  const both = /^([0-9-]+)\(([^()]+)\)$/.exec(typed);
  const number = readNumber(both?.[1] ?? typed, today);
  if (!number.ok) return number;
  const oldNumber = both ? readOld(both[2] ?? "") : undefined;
  if (both && oldNumber === undefined) return err({ type: "SsmShape" });
  const code = /^\d{4}(\d{2})\d{6}$/.exec(number.value)?.[1];
  return ok({
    ssm: { number: number.value, oldNumber },
    warnings: code === undefined || knownKinds.includes(code) ? [] : [{ type: "SsmKindUnknown", code }],
  });
};

const readNumber = (typed: string, today: LocalDate): Result<string, SsmError> => {
  const digits = typed.replaceAll("-", "");
  if (/^[0-9]+$/.test(digits)) {
    if (digits.length !== 12) return err({ type: "SsmLength", digits: digits.length });
    const year = Number(digits.slice(0, 4));
    return year < firstYear || year > yearOf(today) ? err({ type: "SsmYear", year }) : ok(digits);
  }
  const old = readOld(typed);
  return old === undefined ? err({ type: "SsmShape" }) : ok(old);
};

const readOld = (typed: string): string | undefined => {
  const parts = /^([A-Z]{0,3}[0-9]{3,9})-?([A-Z]{1,3})$/.exec(typed);
  return parts ? `${parts[1]}-${parts[2]}` : undefined;
};

/** 01 local company, 02 foreign company, 03 business, 04 LLP, 05 foreign LLP, 06 professional LLP. */
const knownKinds = ["01", "02", "03", "04", "05", "06"];

/** Old companies got new numbers with their true year; the register goes back to colonial times. */
const firstYear = 1890;
