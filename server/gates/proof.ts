/**
 * The code on the proof of an entry or exit: as a slip's, CBOR in COSE_Sign1 in base45, behind `STOM1:`, signed by the branch's slip
 * key. No name and no number: a salted hash by which whoever has the document recognises it.
 */
import { encode } from "cborg";
import { err, ok, type Result } from "../../sync/core/result";
import { base45Decode, base45Encode } from "../booking/slip-base45";
import type { FindSlipKey, SlipSigner } from "../booking/slip-codec";
import { cborDecode, coseDecode, coseEncode, coseToBeSigned, sameBytes } from "../booking/slip-cose";

export interface Proof {
  readonly branch: string;
  /** Of the movement. */
  readonly id: string;
  readonly kind: "entry" | "exit";
  readonly atMs: number;
  /** 16 bytes each: see `holderHash`. */
  readonly salt: Uint8Array;
  readonly holderHash: Uint8Array;
}

export type ProofError = { readonly type: "ProofUnreadable" } | { readonly type: "ProofSignatureBad" };

const prefix = "STOM1:";
const charsMax = 768;

export const encodeProof = (proof: Proof, signer: SlipSigner): string => {
  const { branch, id, kind, atMs, salt, holderHash } = proof;
  const payload = encode([branch, id, kind, atMs, salt, holderHash]);
  const signature = signer.sign(coseToBeSigned(signer.kid, payload));
  return prefix + base45Encode(coseEncode({ kid: signer.kid, payload, signature }));
};

/** Never throws; what is not signed by a key of the roster proves nothing. */
export const decodeProof = (text: string, findKey: FindSlipKey): Result<Proof, ProofError> => {
  if (!text.startsWith(prefix) || text.length > charsMax) return err({ type: "ProofUnreadable" });
  const bytes = base45Decode(text.slice(prefix.length));
  const cose = bytes.ok ? coseDecode(bytes.value) : bytes;
  if (!cose.ok) return err({ type: "ProofUnreadable" });
  const { kid, payload, signature } = cose.value;
  if (findKey(kid)?.(coseToBeSigned(kid, payload), signature) !== true)
    return err({ type: "ProofSignatureBad" });
  const decoded = cborDecode(payload);
  if (!decoded.ok || !Array.isArray(decoded.value) || !sameBytes(encode(decoded.value), payload))
    return err({ type: "ProofUnreadable" });
  const [branch, id, kind, atMs, salt, holderHash] = decoded.value as unknown[];
  const isProof =
    typeof branch === "string" &&
    typeof id === "string" &&
    (kind === "entry" || kind === "exit") &&
    typeof atMs === "number" &&
    salt instanceof Uint8Array &&
    holderHash instanceof Uint8Array;
  return isProof ? ok({ branch, id, kind, atMs, salt, holderHash }) : err({ type: "ProofUnreadable" });
};
