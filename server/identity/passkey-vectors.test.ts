/**
 * The test vectors of W3C Web Authentication Level 3 through our verification: which pass, which are refused by us, which by the
 * library's known strictness, and that nothing passes which differs from a vector in any field.
 */
import { SettingsService, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { chainsTo } from "./attestation-chain";
import { ceremonyRules } from "./passkey";
import {
  type AssertionAnswer,
  type RegistrationAnswer,
  verifyAssertion,
  verifyRegistration,
} from "./passkey-verify";
import { attestationRoot, type Vector, vectorNamed, vectorRules, vectors } from "./vectors/vectors.fixture";

const nowMs = Date.UTC(2026, 11, 7);

/** Apple's format is the one that pins its root whatever is asked for: here it is the vectors' own. */
const appleRoots = SettingsService.getRootCertificates({ identifier: "apple" });
beforeAll(() =>
  SettingsService.setRootCertificates({
    identifier: "apple",
    certificates: [new Uint8Array(attestationRoot)],
  }),
);
afterAll(() => SettingsService.setRootCertificates({ identifier: "apple", certificates: appleRoots }));

const register = ({ registration }: Vector, answer: RegistrationAnswer = registration.answer) =>
  verifyRegistration(answer, registration.expected, vectorRules);

const signIn = async (vector: Vector, answer: AssertionAnswer = vector.authentication.answer) =>
  verifyAssertion(answer, vector.authentication.expected, await keyOf(vector), vectorRules);

/** The key of a vector, whether we would enrol it or not. */
const keyOf = async ({ registration }: Vector) => {
  const { id, response } = registration.answer;
  const { clientDataJSON, attestationObject } = response;
  const done = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON, attestationObject },
    },
    expectedChallenge: registration.expected.challenge,
    expectedOrigin: [...registration.expected.rp.origins],
    expectedRPID: registration.expected.rp.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: [...vectorRules.algorithms],
  });
  if (!done.verified) throw new Error("the library does not know this vector");
  const { credential, credentialDeviceType } = done.registrationInfo;
  return {
    id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    backupEligible: credentialDeviceType === "multiDevice",
  };
};

/** What is said of each vector: "ok", or why it is refused; "-" where there is no key to sign in with. */
const table: readonly (readonly [name: string, registration: string, authentication: string])[] = [
  ["ES256 Credential with No Attestation", "ok", "ok"],
  ["ES256 Credential with Self Attestation", "ok", "ok"],
  ['"crossOrigin": true', "used in another site's frame", "used in another site's frame"],
  ['"topOrigin"', "used in another site's frame", "used in another site's frame"],
  ["very long credential ID", "ok", "ok"],
  ["Packed Attestation with ES256", "ok", "ok"],
  ["Packed Attestation with ES384", "ok", "ok"],
  ["Packed Attestation with ES512", "ok", "ok"],
  ["Packed Attestation with RS256", "ok", "ok"],
  ["Packed Attestation with Ed25519", "ok", "ok"],
  // We never offer Ed448: Web Crypto has no such curve.
  ["Packed Attestation with Ed448", "ok", "Public key had invalid alg -53 (OKP)"],
  ["Apple Anonymous Attestation", "ok", "ok"],
  // Known strict: a manufacturer that does not exist, a root that is not Google's, an AAGUID where U2F has none.
  ["TPM Attestation", 'Could not match TPM manufacturer "id:00000000" (TPM)', "-"],
  ["Android Key Attestation", "Unexpected error while validating certificate path (Android Key)", "-"],
  ["FIDO U2F Attestation", 'AAGUID "2.335482741825557e+38" was not expected value', "-"],
];

describe("the vectors of W3C", () => {
  test("are 15 registrations, 12 of which have a key to sign in with", () => {
    expect(table.map(([name]) => vectorNamed(name).name).toSorted()).toEqual(
      vectors.map(({ name }) => name).toSorted(),
    );
    expect([table.length, table.filter(([, , authentication]) => authentication !== "-").length]).toEqual([
      15, 12,
    ]);
  });

  test.each(table)("%s: registration %s, authentication %s", async (name, registration, authentication) => {
    const vector = vectorNamed(name);
    const registered = await register(vector);
    expect(registered.ok ? "ok" : registered.error.why).toBe(registration);
    if (authentication === "-") return;
    const signedIn = await signIn(vector);
    expect(signedIn.ok ? "ok" : signedIn.error.why).toBe(authentication);
  });

  test("pass by the product's own rules where they show user verification and an algorithm that we offer", async () => {
    const own = async ({ registration, authentication }: Vector) => {
      const made = await verifyRegistration(registration.answer, registration.expected);
      if (!made.ok) return made.error.why;
      const used = await verifyAssertion(authentication.answer, authentication.expected, made.value);
      return used.ok ? "ok" : used.error.why;
    };
    expect(await own(vectorNamed("Packed Attestation with ES256"))).toBe("ok");
    expect(await own(vectorNamed("very long credential ID"))).toBe(
      "User verification was required, but user could not be verified",
    );
    const { registration } = vectorNamed("ES384");
    const offered = { ...vectorRules, algorithms: ceremonyRules.algorithms };
    expect(await verifyRegistration(registration.answer, registration.expected, offered)).toMatchObject({
      error: { why: 'Unexpected public key alg "-35", expected one of "-8, -7, -257"' },
    });
  });
});

/** Vectors whose key signs in: what differs from them must not. */
const passing = table.flatMap(([name, , authentication]) =>
  authentication === "ok" ? [vectorNamed(name)] : [],
);

const flip = (base64url: string, at: number, bit: number): string => {
  const bytes = Buffer.from(base64url, "base64url");
  bytes[at]! ^= 1 << bit;
  return bytes.toString("base64url");
};

const sizeOf = (base64url: string): number => Buffer.from(base64url, "base64url").length;

const changeClient = (base64url: string, change: { readonly [field: string]: unknown }): string => {
  const data = JSON.parse(Buffer.from(base64url, "base64url").toString()) as object;
  return Buffer.from(JSON.stringify({ ...data, ...change })).toString("base64url");
};

const clientChanges = (create: boolean) => [
  { type: create ? "webauthn.get" : "webauthn.create" },
  { challenge: "AAAA" },
  { origin: "https://example.org.evil.example" },
  { origin: "http://example.org" },
  { crossOrigin: true },
  { crossOrigin: "false" },
  { topOrigin: "https://example.org" },
];

/** Where authenticator data begins in an attestation object: with the hash of the RP ID. */
const authDataAt = (attestationObject: string): number => {
  const bytes = Buffer.from(attestationObject, "base64url");
  const authData = decodeAttestationObject(new Uint8Array(bytes)).get("authData");
  return bytes.indexOf(authData);
};

/** Bits of the flags, which are looked at whoever signed them. */
const toldFlags = { userPresent: 0, attestedData: 6, extensions: 7 };

/** One altered byte each: all of the authenticator data's head, and every seventh byte of the rest. */
const attestationMutants = ({ registration }: Vector): readonly string[] => {
  const { attestationObject } = registration.answer.response;
  const bytes = new Uint8Array(Buffer.from(attestationObject, "base64url"));
  const isSigned = decodeAttestationObject(bytes).get("fmt") !== "none";
  const start = authDataAt(attestationObject);
  const places = [...bytes.keys()].flatMap((at): (readonly [at: number, bit: number])[] => {
    const inHead = at >= start && at < start + 55;
    // Without an attestation nobody vouches for counter and AAGUID, and of the flags only these are told by what follows.
    if (!isSigned && at > start + 32 && at < start + 53) return [];
    if (!isSigned && at === start + 32) return Object.values(toldFlags).map((bit) => [at, bit]);
    return inHead || at % 7 === 0 ? [[at, at % 8]] : [];
  });
  return places.map(([at, bit]) => flip(attestationObject, at, bit));
};

/** Registers an altered answer as for staff, and signs in with what came of it: whether the alteration went unseen. */
const goesUnseen = async (vector: Vector, response: RegistrationAnswer["response"]): Promise<boolean> => {
  const made = await register(vector, { ...vector.registration.answer, response });
  if (!made.ok) return false;
  const before = decodedStatement(vector.registration.answer.response.attestationObject);
  const after = decodedStatement(response.attestationObject);
  if (before && !(after && chainsTo(after, [attestationRoot], nowMs))) return false;
  const { answer, expected } = vector.authentication;
  return (await verifyAssertion(answer, expected, made.value, vectorRules)).ok;
};

const decodedStatement = (attestationObject: string) =>
  decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url")))
    .get("attStmt")
    .get("x5c");

describe("what differs from a vector", () => {
  let tried = 0;

  test.each(passing.map((vector) => [vector.name, vector] as const))(
    "%s: no altered registration is taken for it",
    async (_name, vector) => {
      const { response } = vector.registration.answer;
      expect(await goesUnseen(vector, response)).toBe(true);
      const altered = [
        ...clientChanges(true).map((change) => ({
          ...response,
          clientDataJSON: changeClient(response.clientDataJSON, change),
        })),
        ...[...attestationMutants(vector), `${response.attestationObject}AAAA`].map((attestationObject) => ({
          ...response,
          attestationObject,
        })),
      ];
      for (const each of altered) {
        expect(await goesUnseen(vector, each), JSON.stringify(each)).toBe(false);
        tried += 1;
      }
      const another = { ...vector.registration.answer, id: flip(vector.registration.answer.id, 0, 0) };
      expect((await register(vector, another)).ok).toBe(false);
    },
  );

  test.each(passing.map((vector) => [vector.name, vector] as const))(
    "%s: no altered assertion signs in",
    async (_name, vector) => {
      const key = orThrow(await register(vector));
      const { answer, expected } = vector.authentication;
      const accepts = async (change: Partial<AssertionAnswer["response"]>) =>
        (
          await verifyAssertion(
            { ...answer, response: { ...answer.response, ...change } },
            expected,
            key,
            vectorRules,
          )
        ).ok;
      expect(await accepts({})).toBe(true);
      const { clientDataJSON, authenticatorData, signature } = answer.response;
      const altered: Partial<AssertionAnswer["response"]>[] = [
        ...clientChanges(false).map((change) => ({ clientDataJSON: changeClient(clientDataJSON, change) })),
        ...[...Array(sizeOf(clientDataJSON)).keys()].map((at) => ({
          clientDataJSON: flip(clientDataJSON, at, at % 7),
        })),
        ...[...Array(sizeOf(authenticatorData)).keys()].map((at) => ({
          authenticatorData: flip(authenticatorData, at, at % 8),
        })),
        ...[...Array(sizeOf(signature)).keys()].map((at) => ({ signature: flip(signature, at, at % 8) })),
        { signature: "" },
        { signature: `${signature}AAAA` },
        { authenticatorData: `${authenticatorData}AAAA` },
      ];
      for (const change of altered) {
        expect(await accepts(change), JSON.stringify(change)).toBe(false);
        tried += 1;
      }
      const others = [
        { ...expected, challenge: `${expected.challenge.slice(0, -2)}AA` },
        { ...expected, rp: { ...expected.rp, id: "example.com" } },
        { ...expected, rp: { ...expected.rp, origins: ["https://example.com"] } },
      ];
      for (const each of others)
        expect((await verifyAssertion(answer, each, key, vectorRules)).ok).toBe(false);
    },
  );

  test("that were more than 500 alterations, none of them accepted", () => {
    expect(tried).toBeGreaterThan(500);
  });
});
