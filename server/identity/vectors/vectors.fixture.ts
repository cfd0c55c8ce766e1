/** The test vectors of W3C Web Authentication Level 3, as a browser would hand them over. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CeremonyRules } from "../passkey";
import type { AssertionAnswer, Expected, RegistrationAnswer } from "../passkey-verify";

interface Raw {
  readonly rpId: string;
  readonly origin: string;
  readonly attestationRoot: { readonly attestation_ca_cert: string };
  readonly vectors: readonly {
    readonly name: string;
    readonly registration: { readonly [field: string]: string };
    readonly authentication: { readonly [field: string]: string };
  }[];
}

const raw = JSON.parse(readFileSync(join(import.meta.dirname, "webauthn-level3.json"), "utf8")) as Raw;

/** The certificate that signed all attestation certificates of the vectors. */
export const attestationRoot = Buffer.from(raw.attestationRoot.attestation_ca_cert, "hex");

/** The vectors use more algorithms than the product offers, and some were made without user verification. */
export const vectorRules: CeremonyRules = {
  algorithms: [-8, -7, -257, -35, -36, -53],
  userVerification: false,
};

export interface Vector {
  readonly name: string;
  readonly registration: { readonly answer: RegistrationAnswer; readonly expected: Expected };
  readonly authentication: { readonly answer: AssertionAnswer; readonly expected: Expected };
  /** Private key of the attestation certificate, where the vector tells it. */
  readonly attestationKey: Buffer | undefined;
}

const text = (hex: string | undefined): string => Buffer.from(hex ?? "", "hex").toString("base64url");

const rp = { id: raw.rpId, origins: [raw.origin] };

export const vectors: readonly Vector[] = raw.vectors.map(({ name, registration, authentication }) => {
  const id = text(registration["credential_id"]);
  const key = registration["attestation_private_key"];
  return {
    name,
    registration: {
      answer: {
        id,
        response: {
          clientDataJSON: text(registration["clientDataJSON"]),
          attestationObject: text(registration["attestationObject"]),
        },
      },
      expected: { rp, challenge: text(registration["challenge"]) },
    },
    authentication: {
      answer: {
        id,
        response: {
          clientDataJSON: text(authentication["clientDataJSON"]),
          authenticatorData: text(authentication["authenticatorData"]),
          signature: text(authentication["signature"]),
        },
      },
      expected: { rp, challenge: text(authentication["challenge"]) },
    },
    attestationKey: key === undefined ? undefined : Buffer.from(key, "hex"),
  };
});

export const vectorNamed = (part: string): Vector => {
  const found = vectors.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`no vector is named ${part}`);
  return found;
};
