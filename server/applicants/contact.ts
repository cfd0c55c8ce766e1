import { err, ok, type Result } from "../../sync/core/result";
import { plainDigits } from "./identity";

/** How to reach a person: telephone, e-mail, postcode. Shape only; a code sent there proves the rest. */
export interface Phone {
  /** E.164: `+60123456789`. */
  readonly number: string;
  /** Only a Malaysian mobile or a foreign number is sent an SMS. */
  readonly kind: "mobile" | "landline" | "foreign";
}

export type PhoneError =
  | { readonly type: "PhoneEmpty" }
  | { readonly type: "PhoneCharacters"; readonly characters: string }
  | { readonly type: "PhoneLength"; readonly digits: number };

/**
 * Reads `012-345 6789`, `+60 12 345 6789`, `6012...`, `0065 ...`. A number without `+`, `00` or `60` is
 * Malaysian; its leading 0 may be missing (MCMC numbering plan: mobile 01x and 7 or 8 digits, Peninsula 03 and 8,
 * other areas 04-09 and 7, Sabah and Sarawak 08x and 6).
 */
export const parsePhone = (text: string): Result<Phone, PhoneError> => {
  const typed = plainDigits(text.normalize("NFKC")).replace(/[\s\p{Pd}\p{Cf}().]/gu, "");
  if (typed === "") return err({ type: "PhoneEmpty" });
  const strange = typed.replace(/^\+/, "").replace(/[0-9]/g, "");
  if (strange !== "") return err({ type: "PhoneCharacters", characters: [...new Set(strange)].join("") });

  const international = typed.replace(/^(\+|00)/, "");
  const isInternational = international !== typed || /^60[1-9]/.test(typed);
  const digits = isInternational ? international : typed;
  if (isInternational && !digits.startsWith("60")) {
    if (!/^[1-9][0-9]{6,14}$/.test(digits)) return err({ type: "PhoneLength", digits: digits.length });
    return ok({ number: `+${digits}`, kind: "foreign" });
  }
  // `+60 (0)12` is a common spelling: the zero in brackets is not dialled.
  const national = (isInternational ? digits.slice(2) : digits).replace(/^0/, "");
  if (/^1[0-9]{8,9}$/.test(national)) return ok({ number: `+60${national}`, kind: "mobile" });
  if (/^(3[0-9]{8}|[4-9][0-9]{7})$/.test(national)) return ok({ number: `+60${national}`, kind: "landline" });
  return err({ type: "PhoneLength", digits: typed.replace(/^\+/, "").length });
};

export type EmailError =
  | { readonly type: "EmailEmpty" }
  | { readonly type: "EmailShape" }
  | { readonly type: "EmailTooLong"; readonly charactersMax: number };

/** An address as RFC 5321 dot-atom; the domain in small letters. No quotes, comments or line breaks. */
export const parseEmail = (text: string): Result<string, EmailError> => {
  const typed = text.normalize("NFKC").trim();
  if (typed === "") return err({ type: "EmailEmpty" });
  if (typed.length > emailCharactersMax)
    return err({ type: "EmailTooLong", charactersMax: emailCharactersMax });
  const parts = /^([^@]{1,64})@([^@]+)$/.exec(typed);
  const [, local = "", domain = ""] = parts ?? [];
  if (!/^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local))
    return err({ type: "EmailShape" });
  if (!/^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])$/.test(domain)) {
    return err({ type: "EmailShape" });
  }
  return ok(`${local}@${domain.toLowerCase()}`);
};

const emailCharactersMax = 254;

export type PostcodeError =
  | { readonly type: "PostcodeLength"; readonly digits: number }
  | { readonly type: "PostcodeOutside"; readonly postcode: string };

/** A Malaysian postcode: five digits, from 01000 (Perlis) to 98859 (Sarawak). */
export const parsePostcode = (text: string): Result<string, PostcodeError> => {
  const postcode = plainDigits(text.normalize("NFKC")).replace(/[\s\p{Pd}\p{Cf}]/gu, "");
  const digits = postcode.replace(/[^0-9]/g, "").length;
  if (!/^[0-9]{5}$/.test(postcode)) return err({ type: "PostcodeLength", digits });
  return "01000" <= postcode && postcode <= "98859"
    ? ok(postcode)
    : err({ type: "PostcodeOutside", postcode });
};
