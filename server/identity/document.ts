/** A document that lies before an officer. Pure. */
import {
  type DocumentType,
  type IdentityKey,
  identityKey,
  normaliseCountry,
  normaliseDocumentNumber,
} from "../applicants/identity";

/** Whose it is; undefined for fields that are none. */
export const identityOf = ({
  type,
  number,
  country,
}: {
  readonly type: Exclude<DocumentType, "ssm">;
  readonly number: string;
  readonly country?: string | undefined;
}): IdentityKey | undefined => {
  const issuer = type === "mykad" ? "MYS" : (country ?? "");
  if (normaliseDocumentNumber(number) === "" || normaliseCountry(issuer) === "") return undefined;
  return identityKey(issuer, type, number);
};
