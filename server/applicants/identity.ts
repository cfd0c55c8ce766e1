/**
 * Who a booking belongs to, as one string per identity document.
 *
 * The same document gives the same key however it was typed: small letters, spaces, hyphens, full-width
 * or Bengali digits, invisible characters. The key is personal data: it is never stored or logged in the
 * clear, only looked up through a blind index or hashed into a slip.
 */

/** `mykad` stands for every 12-digit JPN number (MyKad, MyPR, MyKAS, MyKid): they share one series. */
export type DocumentType = "mykad" | "passport" | "splp" | "ssm";

declare const identityKeyBrand: unique symbol;
/** `country:type:number`, normalised; for example `MYS:mykad:900101145678`. */
export type IdentityKey = string & { readonly [identityKeyBrand]: true };

/**
 * The identity key of a document. `country` is the alpha-3 code of the issuer (`MYS` for MyKad and SSM).
 * The parts must have passed their own rules first; an empty number or country is a bug and throws.
 */
export const identityKey = (country: string, type: DocumentType, number: string): IdentityKey => {
  const issuer = normaliseCountry(country);
  const digits = normaliseDocumentNumber(number);
  if (issuer === "" || digits === "") throw new Error("identityKey needs a country and a document number");
  return `${issuer}:${type}:${digits}` as IdentityKey;
};

/** Only letters and digits, capital, in their plain form: what two spellings of one number share. */
export const normaliseDocumentNumber = (text: string): string => {
  const letters = text.replace(notLetterOrDigit, "").normalize("NFKC").toUpperCase();
  return plainDigits(letters.normalize("NFKC").replace(notLetterOrDigit, "")).normalize("NFKC");
};

/** The alpha-3 code as machine-readable zones and forms write it: `D<<`, `D` and `DEU` are all Germany. */
export const normaliseCountry = (text: string): string => {
  const code = normaliseDocumentNumber(text);
  return code === "D" ? "DEU" : code;
};

/**
 * A document number fit for a screen or a slip: `•••••4672`. At most the last four characters, and never
 * more than half; the dots are always five, so that the length is not told either.
 */
export const maskDocumentNumber = (number: string): string => {
  const plain = [...normaliseDocumentNumber(number)];
  const shown = Math.min(4, Math.floor(plain.length / 2));
  return "•".repeat(5) + plain.slice(plain.length - shown).join("");
};

/** Digits of any script as 0-9. Unicode keeps each script's ten digits together, in order. */
export const plainDigits = (text: string): string => text.replace(/\p{Nd}/gu, digitOf);

const notLetterOrDigit = /[^\p{L}\p{N}]/gu;

const digitOf = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
};
