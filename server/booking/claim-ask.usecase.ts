/** Asking headquarters, before the commit, whether the people of a booking are free. Patience is short: nobody waits for a line. */
import type { Reader } from "../../drizzle/db";
import { indexKeyVersion, type Sealer } from "../../sync/sealer";
import type { ClaimAnswer, ClaimRequest } from "../../sync/transport";
import { holdById } from "./booking.store";
import type { ConfirmInput } from "./confirm.usecase";
import { checkDetails } from "./details";
import { isRunning } from "./hold.usecase";
import { rulesFor } from "./visit.usecase";

export interface ClaimAsker {
  /** Undefined: no answer within 300 ms. Then the node decides on what it knows. */
  ask(request: ClaimRequest): Promise<ClaimAnswer | undefined>;
}

/** What to ask for a booking to be confirmed; undefined when it would be refused whatever headquarters says. */
export const claimRequest = (
  reader: Reader & { readonly nowMs: number },
  sealer: Sealer,
  input: ConfirmInput,
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
