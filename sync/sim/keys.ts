/**
 * Keys of simulated nodes. A cheap proof of the same shape stands in for Ed25519: what is tested here is who is believed and
 * when, not the curve. Box keys are real.
 */
import { seededRandom } from "../core/clock";
import { boxPublicKey } from "../box";
import type { RosterNode } from "../peer-port";
import type { Sign, Verify } from "../request-signing";

export interface NodeKeys {
  readonly nodeKey: Uint8Array;
  readonly indexKey: Uint8Array;
  readonly logSeed: Uint8Array;
  readonly boxSeed: Uint8Array;
  readonly signer: { readonly publicKey: string; readonly sign: Sign };
  readonly public: Pick<RosterNode, "logKey" | "slipKey" | "boxKey">;
}

export const aliasOfHq = 1;

/** One index key for all nodes: they find each other's people by it. */
const indexKey = seededRandom(7).bytes(32);
const byAlias = new Map<number, NodeKeys>();

/** The same alias has the same keys in every history: making them is slow. */
export const keysOf = (alias: number): NodeKeys => {
  const known = byAlias.get(alias);
  if (known) return known;
  const random = seededRandom(1000 + alias);
  const [nodeKey, logSeed, boxSeed] = [random.bytes(32), random.bytes(32), random.bytes(32)];
  const signer = cheapSigner(logSeed);
  const keys = {
    nodeKey,
    indexKey,
    logSeed,
    boxSeed,
    signer,
    public: { logKey: signer.publicKey, slipKey: signer.publicKey, boxKey: boxPublicKey(boxSeed) },
  };
  byAlias.set(alias, keys);
  return keys;
};

/** Who knows the seed can sign; everybody in this process can check. */
export const cheapSigner = (seed: Uint8Array): NodeKeys["signer"] => {
  const publicKey = Buffer.from(seed).toString("base64url");
  return { publicKey, sign: (message) => proof(publicKey, message) };
};

export const cheapVerify: Verify = (publicKey, message, signature) =>
  Buffer.from(signature).equals(proof(publicKey, message));

const proof = (publicKey: string, message: Uint8Array): Buffer => {
  const hasher = new Bun.CryptoHasher("sha512");
  hasher.update(publicKey);
  hasher.update(message);
  return hasher.digest();
};

/** A node as the roster tells it. */
export const rosterEntry = (alias: number, branch: string | null): RosterNode => ({
  alias,
  id: branch === null ? "hq" : `${branch}/${alias}`,
  role: branch === null ? "hq" : "branch",
  branch,
  incarnation: 1,
  ...keysOf(alias).public,
  state: "active",
});
