/** The claim of priority that a booking brings along. */
import type { Reader } from "../../drizzle/db";
import type { LocalDate } from "../../sync/core/local-date";
import type { Sealer } from "../../sync/sealer";
import { parseMyKad } from "../applicants/mykad";
import type { FoundBooking } from "../booking/find.usecase";
import { goesAhead, type Need } from "../booking/needs";
import { partyDetails } from "../booking/view.usecase";
import {
  claimAtStart,
  type ClaimState,
  isElderly,
  type PriorityReason,
  priorityReasons,
} from "../queue/lanes";
import { visitClaims } from "./priority";

export interface ClaimedPriority {
  readonly claims: readonly PriorityReason[];
  readonly claim: ClaimState;
}

/**
 * What a visit claims: as booked, and by age. A date of birth counts as proven only when an officer saw that
 * person's document; one that was merely typed is a claim like any other. A booking known from its slip alone claims nothing.
 *
 * @param today local date of the branch.
 */
export const priorityOf = (
  { db }: Reader,
  sealer: Sealer,
  found: FoundBooking | undefined,
  needs: readonly Need[],
  today: LocalDate,
): ClaimedPriority => {
  if (!found) return { claims: [], claim: "none" };
  const visitors = found.live.flatMap((party) => {
    const details = partyDetails({ db, sealer }, party);
    return details
      ? [{ priority: details.priority, bornOn: bornOnOf(details, today), verified: party.verified === 1 }]
      : [];
  });
  const elderly = (date: string) => isElderly(date, today);
  const { reasons } = visitClaims(visitors, elderly);
  const asks = goesAhead(needs) ? [...reasons, "oku"] : reasons;
  const proven = visitClaims(
    visitors.filter(({ verified }) => verified),
    elderly,
  );
  const claims = priorityReasons.filter((reason) => asks.includes(reason));
  return { claims, claim: claimAtStart(claims, proven.bornOn, today) };
};

/** A MyKad number begins with the date of birth; passports keep theirs to themselves. */
const bornOnOf = (
  details: { readonly documentType: string; readonly number: string },
  today: LocalDate,
): string | null => {
  const read = details.documentType === "mykad" ? parseMyKad(details.number, today) : undefined;
  return read?.ok ? read.value.mykad.dateOfBirth : null;
};
