/** Asking headquarters, before the commit, whether people are free. Patience is short: nobody waits for a line. */
import { indexKeyVersion, type Sealer } from "../../sync/sealer";
import type { ClaimAnswer, ClaimRequest } from "../../sync/transport";
import { holdById } from "./booking.store";
import type { Said } from "./claim.usecase";
import type { ConfirmInput } from "./confirm.usecase";
import { type Correction, readCorrection, type Reading, readSeen } from "./correct.usecase";
import { checkDetails } from "./details";
import { isRunning } from "./hold.usecase";
import { rulesFor } from "./visit.usecase";

export interface ClaimAsker {
  /** Undefined: no answer within 300 ms. Then the node decides on what it knows. */
  ask(request: ClaimRequest): Promise<ClaimAnswer | undefined>;
}

/** `asker`: absent where nobody is above this node. Nothing to ask, or no answer in time: nothing is said. */
export const askHeadquarters = async (
  asker: ClaimAsker | undefined,
  request: ClaimRequest | undefined,
): Promise<Said | undefined> => {
  const answer = request && (await asker?.ask(request));
  if (!answer) return undefined;
  const byNo = new Map(answer.people.map((person) => [person.no, person]));
  return new Map(
    request.people.flatMap(({ no, index }) => (byNo.has(no) ? [[index, byNo.get(no)!] as const] : [])),
  );
};

/**
 * What to ask for a booking to be confirmed; undefined when it would be refused whatever headquarters says. The plan checks the
 * details once more: while headquarters was asked the rules of the visit may have become others.
 */
export const claimRequest = (
  reader: Reading,
  sealer: Sealer,
  input: Omit<ConfirmInput, "kinds">,
): ClaimRequest | undefined => {
  const hold = holdById(reader, input.holdId);
  if (!hold || hold.owner !== input.owner || !isRunning(hold, reader.nowMs)) return undefined;
  const details = checkDetails(input, rulesFor(reader, hold));
  if (!details.ok) return undefined;
  return {
    indexVersion: indexKeyVersion,
    service: hold.service,
    // A desk books for whoever stands there: each booking has an account of its own.
    account: input.account ?? "desk",
    verified: input.verified,
    people: details.value.parties.map(({ identity }, at) => ({
      no: at + 1,
      index: sealer.blindIndex(identity),
    })),
  };
};

/** What to ask before a document is noted as seen: whether the same person's was seen elsewhere. */
export const seenRequest = (reader: Reading, bookingId: string, no: number): ClaimRequest | undefined => {
  const found = readSeen(reader, bookingId, no);
  return found.ok ? asSeen(found.value.booking, no, found.value.index) : undefined;
};

/** The same for a document put right: of the person whom it names now. */
export const correctionRequest = (
  reader: Reading,
  sealer: Sealer,
  input: Correction,
): ClaimRequest | undefined => {
  const found = input.document && readCorrection(reader, sealer, input);
  return found?.ok ? asSeen(found.value.booking, input.no, found.value.index) : undefined;
};

const asSeen = (
  booking: { readonly id: string; readonly service: string; readonly account: string },
  no: number,
  index: string,
): ClaimRequest => ({
  indexVersion: indexKeyVersion,
  service: booking.service,
  account: booking.account,
  verified: true,
  people: [{ no, index }],
  again: booking.id,
});
