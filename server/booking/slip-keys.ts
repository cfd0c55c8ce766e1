import type { Database } from "bun:sqlite";
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import type { OwnKeys } from "../../sync/own-keys";
import { formerSlipKeys } from "../../sync/rotation";
import { allNodes } from "../../sync/roster";
import type { FindSlipKey, SlipSigner } from "./slip-codec";

/**
 * Slip keys on the server: Ed25519 by node:crypto. Signing is deterministic, so the same booking always
 * gives the same slip, and a slip can be signed when it is first read.
 */
export interface SlipPublicKey {
  /** 4 bytes: the first of the SHA-256 of the public key. */
  readonly kid: Uint8Array;
  /** 32 bytes, raw. */
  readonly publicKey: Uint8Array;
}

/** The signer of a node's slip key; `seed` is the 32-byte Ed25519 secret of RFC 8032. */
export const slipSigner = (seed: Uint8Array): SlipSigner & SlipPublicKey => {
  if (seed.length !== 32) throw new Error("a slip key seed has 32 bytes");
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = Uint8Array.from(
    createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32),
  );
  return {
    kid: slipKeyId(publicKey),
    publicKey,
    sign: (bytes) => Uint8Array.from(sign(null, bytes, privateKey)),
  };
};

/** The signer of this node's slip key as it is at each slip. */
export const ownSlipSigner = (own: OwnKeys): SlipSigner & SlipPublicKey => {
  let seeds = own.seeds;
  let signer = slipSigner(seeds.slipSeed);
  const now = () => {
    if (seeds !== own.seeds) {
      seeds = own.seeds;
      signer = slipSigner(seeds.slipSeed);
    }
    return signer;
  };
  return {
    get kid() {
      return now().kid;
    },
    get publicKey() {
      return now().publicKey;
    },
    sign: (bytes) => now().sign(bytes),
  };
};

export const slipKeyId = (publicKey: Uint8Array): Uint8Array => sha256(publicKey).slice(0, 4);

/** Looks slip keys up among those given. */
export const slipKeyring = (keys: readonly SlipPublicKey[]): FindSlipKey => {
  const verifiers = new Map(keys.map(({ kid, publicKey }) => [hex(kid), verifierOf(publicKey)]));
  return (kid) => verifiers.get(hex(kid));
};

/**
 * Looks slip keys up among this node's own and those of the roster, as it stands at each scan. Every node's: also of one that is
 * suspended, because people hold slips that it signed when it was trusted. A key that its node changed counts until the visits of its
 * slips are over: whoever has stolen it can sign slips no longer than that.
 */
export const rosterSlipKeys = (db: Database, own: SlipPublicKey, nowMs: () => number): FindSlipKey => {
  const known = new Map<string, { readonly kid: string; readonly verify: VerifySlip }>();
  return (kid) => {
    // Four bytes name a key, they do not prove it: two nodes may share a name.
    const all = slipPublicKeys(db, own, nowMs()).flatMap((publicKey) => {
      const name = hex(publicKey);
      let key = known.get(name);
      if (!key) known.set(name, (key = { kid: hex(slipKeyId(publicKey)), verify: verifierOf(publicKey) }));
      return key.kid === hex(kid) ? [key.verify] : [];
    });
    return all.length === 0
      ? undefined
      : (bytes, signature) => all.some((verify) => verify(bytes, signature));
  };
};

/** Every key that `rosterSlipKeys` looks among, raw. */
export const slipPublicKeys = (db: Database, own: SlipPublicKey, nowMs: number): readonly Uint8Array[] => [
  own.publicKey,
  ...[...allNodes(db).map(({ slipKey }) => slipKey), ...formerSlipKeys(db, nowMs - slipMsMax)]
    .map((slipKey) => new Uint8Array(Buffer.from(slipKey, "base64url")))
    .filter((key) => hex(key) !== hex(own.publicKey)),
];

/** From the signing of a slip to the end of its visit: no day is on sale that long ahead. */
const slipMsMax = 120 * 86_400_000;

/** The check of one key. */
type VerifySlip = NonNullable<ReturnType<FindSlipKey>>;

const verifierOf = (publicKey: Uint8Array): VerifySlip => {
  const key = createPublicKey({ key: Buffer.concat([spkiStart, publicKey]), format: "der", type: "spki" });
  return (bytes, signature) => verify(null, bytes, key, signature);
};

/** For `holderHash` and key ids. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(bytes).digest());

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** What RFC 8410 puts before the 32 bytes of a private and of a public Ed25519 key. */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiStart = Buffer.from("302a300506032b6570032100", "hex");
