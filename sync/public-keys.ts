/** A node's public keys, as the roster tells them. */
import { boxPublicKey } from "./box";
import type { Credentials } from "./credentials";
import type { RosterNode } from "./peer-port";
import { ed25519Signer } from "./request-signing";

export const publicKeysOf = (
  keys: Pick<Credentials, "logSeed" | "slipSeed" | "boxSeed">,
): Pick<RosterNode, "logKey" | "slipKey" | "boxKey"> => ({
  logKey: ed25519Signer(keys.logSeed).publicKey,
  slipKey: ed25519Signer(keys.slipSeed).publicKey,
  boxKey: boxPublicKey(keys.boxSeed),
});
