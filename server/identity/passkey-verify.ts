/**
 * Verifies what a passkey answered (WebAuthn 7.1 and 7.2) with @simplewebauthn/server, and closes the gaps that it leaves: frames of
 * other sites, the id beside the attested one, the fixed backup eligibility, loose encodings, and the counter, which it would judge
 * before the signature. Pure: expectations come in, nothing is written. Loaded at the first ceremony: the library takes 20 MB.
 */
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { err, ok, type Result } from "../../sync/core/result";
import {
  type CeremonyRules,
  ceremonyRules,
  credentialIdBytesMax,
  type Passkey,
  type PasskeyRefused,
  refused,
  type RelyingParty,
} from "./passkey";
import { isBase64url, readClientData } from "./passkey-client-data";
import { isExactAttestation, isExactSignature } from "./passkey-encoding";

/** A browser's answer to `navigator.credentials.create()`; binary values are base64url. */
export interface RegistrationAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[] | undefined;
  };
}

/** A browser's answer to `navigator.credentials.get()`. */
export interface AssertionAnswer {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null | undefined;
  };
}

export interface Expected {
  readonly challenge: string;
  readonly rp: Pick<RelyingParty, "id" | "origins">;
}

/** A key that was just made: what is kept of it, and what its maker says. */
export interface NewPasskey {
  readonly id: string;
  readonly publicKey: string;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly counter: number;
  readonly rpId: string;
  readonly origin: string;
  /**
   * DER certificates that came with it, its own first; none where it attests for itself or not at all. `attestation.ts` judges
   * them for staff.
   */
  readonly certificates: readonly Uint8Array[];
}

/** A key that was used, by a person whom it verified. The counter is for `planUsePasskey` to judge. */
export interface UsedPasskey {
  readonly counter: number;
  readonly backedUp: boolean;
}

export const verifyRegistration = async (
  { id, response }: RegistrationAnswer,
  { challenge, rp }: Expected,
  rules: CeremonyRules = ceremonyRules,
): Promise<Result<NewPasskey, PasskeyRefused>> => {
  const client = readClientData(response.clientDataJSON);
  if (!client.ok) return client;
  if (!isBase64url(id) || !isBase64url(response.attestationObject)) return err(refused("not base64url"));
  const { clientDataJSON, attestationObject } = response;
  const done = await attempt(() =>
    verifyRegistrationResponse({
      response: { ...envelope(id), response: { clientDataJSON, attestationObject } },
      expectedChallenge: challenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: rules.userVerification,
      supportedAlgorithmIDs: [...rules.algorithms],
    }),
  );
  if (!done.ok) return done;
  if (!done.value.verified) return err(refused("attestation does not verify"));
  const { credential, aaguid, credentialDeviceType, credentialBackedUp, origin } =
    done.value.registrationInfo;
  if (credential.id !== id) return err(refused("id differs from the attested one"));
  if (bytesOf(id).length > credentialIdBytesMax) return err(refused("id is too long"));
  if (!isExactAttestation(bytesOf(attestationObject), credential.publicKey))
    return err(refused("attestation is written in another way than the one there is"));
  return ok({
    id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    transports: knownTransports.filter((name) => response.transports?.includes(name)),
    aaguid,
    backupEligible: credentialDeviceType === "multiDevice",
    backedUp: credentialBackedUp,
    counter: credential.counter,
    rpId: rp.id,
    origin,
    certificates: decodeAttestationObject(bytesOf(attestationObject)).get("attStmt").get("x5c") ?? [],
  });
};

export const verifyAssertion = async (
  { id, response }: AssertionAnswer,
  { challenge, rp }: Expected,
  known: Pick<Passkey, "id" | "publicKey" | "backupEligible">,
  rules: CeremonyRules = ceremonyRules,
): Promise<Result<UsedPasskey, PasskeyRefused>> => {
  const client = readClientData(response.clientDataJSON);
  if (!client.ok) return client;
  const { clientDataJSON, authenticatorData, signature } = response;
  if (id !== known.id) return err(refused("another key"));
  if (!isBase64url(authenticatorData) || !isBase64url(signature)) return err(refused("not base64url"));
  const publicKey = bytesOf(known.publicKey);
  const done = await attempt(() =>
    verifyAuthenticationResponse({
      response: { ...envelope(id), response: { clientDataJSON, authenticatorData, signature } },
      expectedChallenge: challenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: rules.userVerification,
      // Counter 0: the library would refuse a lower one before it looks at the signature, and a forger could suspend any key.
      credential: { id, publicKey, counter: 0 },
    }),
  );
  if (!done.ok) return done;
  const { verified, authenticationInfo: info } = done.value;
  if (!verified) return err(refused("signature does not verify"));
  if (!isExactSignature(bytesOf(signature), publicKey))
    return err(refused("signature is written in another way than the one there is"));
  if ((info.credentialDeviceType === "multiDevice") !== known.backupEligible)
    return err(refused("backup eligibility changed"));
  return ok({ counter: info.newCounter, backedUp: info.credentialBackedUp });
};

/** WebAuthn 5.8.4; others are ignored, as it asks. */
const knownTransports = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"] as const;

const envelope = (id: string) => ({ id, rawId: id, type: "public-key", clientExtensionResults: {} }) as const;

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"));

/** The library throws what is wrong with an answer; to us that is an answer like any other. */
const attempt = async <T>(verify: () => Promise<T>): Promise<Result<T, PasskeyRefused>> => {
  try {
    return ok(await verify());
  } catch (cause) {
    return err(refused(cause instanceof Error ? cause.message : "malformed"));
  }
};
