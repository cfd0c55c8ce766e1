/** What a page hands to `navigator.credentials`: made by the library, with its lax defaults overruled. Pure. */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { ceremonyMs, ceremonyRules, type OwnerKind, type Passkey, type RelyingParty } from "./passkey";

type Listed = Pick<Passkey, "id" | "transports">;

/**
 * Options for a new key. `userName` is what the person's device lists the key under: no personal data for an applicant, the name at
 * work for staff, whose devices must say who made them (`direct`).
 */
export const registrationOptions = (ask: {
  readonly rp: RelyingParty;
  readonly owner: OwnerKind;
  readonly handle: string;
  readonly userName: string;
  readonly challenge: string;
  /** All keys of this person: none is enrolled twice. */
  readonly known: readonly Listed[];
}): Promise<PublicKeyCredentialCreationOptionsJSON> =>
  generateRegistrationOptions({
    rpID: ask.rp.id,
    rpName: ask.rp.name,
    userID: bytesOf(ask.handle),
    userName: ask.userName,
    challenge: bytesOf(ask.challenge),
    timeout: ceremonyMs,
    attestationType: ask.owner === "staff" ? "direct" : "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: [...ceremonyRules.algorithms],
    excludeCredentials: ask.known.map(descriptor),
  });

/** Options for using a key. Without `allow` the device offers those it has for this site: nobody types a name. */
export const authenticationOptions = (ask: {
  readonly rp: RelyingParty;
  readonly challenge: string;
  readonly allow?: readonly Listed[];
}): Promise<PublicKeyCredentialRequestOptionsJSON> =>
  generateAuthenticationOptions({
    rpID: ask.rp.id,
    challenge: bytesOf(ask.challenge),
    timeout: ceremonyMs,
    userVerification: "required",
    ...(ask.allow ? { allowCredentials: ask.allow.map(descriptor) } : {}),
  });

const descriptor = ({ id, transports }: Listed) => ({ id, transports: [...transports] });

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"));
