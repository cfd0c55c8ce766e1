/**
 * Certificate chains without a network and on the injected clock. The library's own check asks for revocation lists over the wire,
 * which a branch that is cut off would wait for, and lets a chain bring its own root (GHSA-6hxq-p678-4hr2, until 13.3.2).
 */
import { X509Certificate } from "node:crypto";

/** Whether `chain` (DER, its own certificate first) leads to one of the pinned `anchors` (DER), each link valid now. */
export const chainsTo = (
  chain: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  nowMs: number,
): boolean => {
  const links = readAll(chain);
  const roots = readAll(anchors)?.filter((root) => isValid(root, nowMs));
  if (!links || !roots || links.length === 0 || links.length > linksMax) return false;
  for (const [at, link] of links.entries()) {
    if (!isValid(link, nowMs)) return false;
    // Some makers list the attestation certificate itself instead of who signed it (FIDO Metadata Statement 4.1.1).
    if (roots.some((root) => root.raw.equals(link.raw) || isIssued(link, root))) return true;
    const next = links[at + 1];
    if (!next || !isIssued(link, next)) return false;
  }
  return false;
};

/** More than any maker has; each costs a signature. */
const linksMax = 6;

const isValid = ({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean =>
  validFromDate.getTime() <= nowMs && nowMs < validToDate.getTime();

/** Only what may sign certificates counts as having signed one: else any attested key could make attestations. */
const isIssued = (link: X509Certificate, by: X509Certificate): boolean =>
  by.ca && link.checkIssued(by) && link.verify(by.publicKey);

const readAll = (certificates: readonly Uint8Array[]): readonly X509Certificate[] | undefined => {
  try {
    return certificates.map((der) => new X509Certificate(der));
  } catch {
    return undefined;
  }
};
