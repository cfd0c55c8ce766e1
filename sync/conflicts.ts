/**
 * Two live claims of one identity and service, made on nodes that could not ask each other. Headquarters alone decides, with an
 * append row for each side; the loser's home acts on it (`kernel.md` 4).
 */
import type { Database } from "bun:sqlite";
import { isLater } from "./core/hlc";
import { claimsMax, partyRanks, type PartyState } from "./core/party-state";
import { statement } from "./tables";

export interface LiveClaim {
  readonly booking: string;
  readonly no: number;
  readonly branch: string;
  readonly home: number;
  readonly account: string;
  readonly verified: boolean;
  readonly contested: boolean;
  readonly state: PartyState;
  readonly ref: string;
  readonly startsAtMs: number;
  /** When the claim was made. */
  readonly stamp: number;
  readonly node: number;
}

export type Outcome = "superseded" | "contested" | "settled" | "both_arrived";

export interface Decided {
  readonly claim: LiveClaim;
  /** The claim it stands beside, or loses to; itself when nobody is left. */
  readonly beside: LiveClaim;
  readonly outcome: Outcome;
}

/**
 * What becomes of the live claims of one identity and service. One account, or a document seen: the verified one stands, then
 * the one that got furthest, then the earliest. Unverified claims of different accounts: two stay, contested, until a document
 * is seen. Nobody who has arrived is sent away by a rule: then a supervisor decides.
 */
export const decideConflicts = (claims: readonly LiveClaim[]): readonly Decided[] => {
  const [first, ...others] = claims.toSorted(strongestFirst);
  if (!first) return [];
  const decided: Decided[] = [];
  const beside: LiveClaim[] = [];
  for (const claim of others) {
    const isDecided = first.verified || claim.account === first.account;
    if (!isDecided && beside.length < claimsMax - 1) beside.push(claim);
    else if (hasArrived(claim)) decided.push({ claim, beside: first, outcome: "both_arrived" });
    else decided.push({ claim, beside: first, outcome: "superseded" });
  }
  for (const claim of [first, ...beside]) {
    const other = claim === first ? beside[0] : first;
    if (other && !claim.contested) decided.push({ claim, beside: other, outcome: "contested" });
    if (!other && claim.contested) decided.push({ claim, beside: claim, outcome: "settled" });
  }
  return decided;
};

export const hasArrived = ({ state }: Pick<LiveClaim, "state">): boolean =>
  partyRanks[state] >= partyRanks.checked_in;

const strongestFirst = (a: LiveClaim, b: LiveClaim): number =>
  Number(b.verified) - Number(a.verified) ||
  partyRanks[b.state] - partyRanks[a.state] ||
  (isLater(a, b) ? 1 : -1);

/**
 * Live claims of one identity and service: visits that are not over at `nowMin`, and of people who arrived those that were not over
 * at `arrivedMin`, a day before. Who waited in vain this morning may book again.
 */
export const liveClaims = (
  db: Database,
  identityIndex: string,
  service: string,
  nowMin: number,
  arrivedMin = nowMin - 1440,
): readonly LiveClaim[] =>
  (
    statement(
      db,
      `SELECT p.booking, p.no, b.branch, b.home, p.account, p.verified, p.contested, p.state, b.ref,
              b.start_min * 60000 AS startsAtMs, b._h AS stamp, b._n AS node
       FROM party p JOIN booking b ON b.id = p.booking
       WHERE p.identity_index = ?1 AND p.service = ?2 AND p.state IN ('confirmed', 'checked_in', 'serving')
         AND b.end_min > iif(p.state = 'confirmed', ?3, ?4)`,
    ).all(identityIndex, service, nowMin, arrivedMin) as (Omit<LiveClaim, "verified" | "contested"> & {
      verified: number;
      contested: number;
    })[]
  ).map((row) => ({ ...row, verified: row.verified === 1, contested: row.contested === 1 }));
