/** The proof of an entry or exit with its code, as a page or a paper shows it. */
import { sha256 } from "../../sync/audit";
import { holderHash } from "../booking/slip-codec";
import type { Deps } from "../deps";
import { branchOf } from "../queue/hall.usecase";
import { movementProof } from "./movement.usecase";
import { encodeProof } from "./proof";
import type { ProofView } from "./proof-page";

/** Undefined for a movement that is none, or of somebody who was erased. Each time with a salt of its own. */
export const signedProof = (
  { db, sealer, clock, self, random, slipSigner }: Deps,
  id: string,
): ProofView | undefined => {
  const reader = { db, nowMs: clock.nowMs(), branch: self.branch };
  const found = movementProof(reader, sealer, id);
  if (!found) return undefined;
  const salt = random.bytes(16);
  const hash = holderHash(sha256, salt, found.identity);
  const branch = branchOf(reader);
  return {
    ...found,
    branch: { ms: branch.nameMs, en: branch.nameEn },
    timeZone: branch.zone,
    text: encodeProof({ ...found, salt, holderHash: hash }, slipSigner),
  };
};
