/** A software authenticator for tests and benches: makes keys and signs with them as a browser's answer has it. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { Random } from "../../sync/core/clock";
import type { AssertionAnswer, RegistrationAnswer } from "./passkey-verify";

export interface KeyOptions {
  /** ES256, or Ed25519. */
  readonly algorithm?: -7 | -8;
  /** A key that is synced to other devices. */
  readonly synced?: boolean;
  /** What it counts from; synced keys and most phones stay at 0. */
  readonly counter?: number;
}

/** What one use of a key may have otherwise. */
export interface UseOptions {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  /** No honest key says otherwise than when it was made. */
  readonly eligible?: boolean;
  readonly backedUp?: boolean;
  readonly client?: { readonly [field: string]: unknown };
  /** Null: a device that does not say whose key it is. */
  readonly handle?: string | null;
}

export type SoftKey = ReturnType<typeof softKey>;

export const testOrigin = "http://localhost:8080";
export const testRp = { id: "localhost", name: "STO", origins: [testOrigin] };

/** A key on one device. `copy` is the thief's: the same key with a counter of its own. */
export const softKey = (random: Random, handle: string, options: KeyOptions = {}) => {
  const { algorithm = -7, synced = false, counter = 0 } = options;
  const pair =
    algorithm === -7 ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return device(random.bytes(32), handle, pair, { algorithm, synced, counter });
};

const device = (
  idBytes: Uint8Array,
  handle: string,
  pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  { algorithm, synced, counter }: Required<KeyOptions>,
) => {
  const id = Buffer.from(idBytes).toString("base64url");
  let uses = counter;

  const authData = (use: UseOptions, attested?: Uint8Array): Buffer => {
    if (counter > 0) uses += 1;
    const flags =
      1 |
      (use.userVerified === false ? 0 : 4) |
      ((use.eligible ?? synced) ? 8 : 0) |
      ((use.backedUp ?? synced) ? 16 : 0) |
      (attested ? 64 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(uses);
    const rpHash = createHash("sha256")
      .update(use.rpId ?? testRp.id)
      .digest();
    return Buffer.concat([rpHash, Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  };
  const clientData = (type: string, challenge: string, { origin = testOrigin, client }: UseOptions) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...client }));

  return {
    id,
    handle,
    register: (challenge: string, use: UseOptions = {}): RegistrationAnswer => {
      const length = Buffer.from([idBytes.length >> 8, idBytes.length & 0xff]);
      const attested = Buffer.concat([Buffer.alloc(16), length, idBytes, coseOf(pair.publicKey, algorithm)]);
      const object = new Map<string, string | Map<never, never> | Uint8Array>([
        ["fmt", "none"],
        ["attStmt", new Map<never, never>()],
        ["authData", new Uint8Array(authData(use, attested))],
      ]);
      return {
        id,
        response: {
          clientDataJSON: clientData("webauthn.create", challenge, use).toString("base64url"),
          attestationObject: Buffer.from(isoCBOR.encode(object)).toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    use: (challenge: string, use: UseOptions = {}): AssertionAnswer => {
      const data = authData(use);
      const client = clientData("webauthn.get", challenge, use);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      const signature = sign(algorithm === -7 ? "sha256" : null, signed, pair.privateKey);
      return {
        id,
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: use.handle === undefined ? handle : use.handle,
        },
      };
    },
    /** COSE key as base64url, for a key that no ceremony enrols. */
    publicKey: () => Buffer.from(coseOf(pair.publicKey, algorithm)).toString("base64url"),
    copy: () => device(idBytes, handle, pair, { algorithm, synced, counter: uses }),
  };
};

/** COSE_Key (RFC 9052 7): kty, alg, curve and coordinates. */
const coseOf = (publicKey: KeyObject, algorithm: -7 | -8): Uint8Array => {
  const jwk = publicKey.export({ format: "jwk" });
  const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? "", "base64url"));
  const entries: [number, number | Uint8Array][] =
    algorithm === -7
      ? [
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, bytes(jwk.x)],
          [-3, bytes(jwk.y)],
        ]
      : [
          [1, 1],
          [3, -8],
          [-1, 6],
          [-2, bytes(jwk.x)],
        ];
  return isoCBOR.encode(new Map(entries));
};
