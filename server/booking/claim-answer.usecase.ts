/** Headquarters' answer to a node that asks whether identities are free: by its own knowledge, which is every node's. */
import type { Reader } from "../../drizzle/db";
import { indexKeyVersion } from "../../sync/sealer";
import type { ClaimAnswer, ClaimedPerson, ClaimRequest } from "../../sync/transport";
import { decideClaim } from "./booking";
import { standingClaims } from "./booking.store";
import { todayMin } from "./claim.usecase";

/**
 * Decides nothing: the node that asks does, in its own commit, and two who asked at once meet at the merge. `branch`: for whose
 * day it is asked. Says nothing of people whose indexes were made with another key: nobody can be found by those.
 */
export const answerClaim = (
  reader: Reader & { readonly nowMs: number },
  branch: string | null,
  request: ClaimRequest,
): Omit<ClaimAnswer, "nowMs"> => {
  if (request.indexVersion !== indexKeyVersion) return { people: [] };
  const fromMin = todayMin(reader, branch);
  return {
    people: request.people.map(({ no, index }): ClaimedPerson => {
      const standing = standingClaims(reader, index, request.service, fromMin).filter(
        ({ booking, party }) => booking !== request.again || party !== no,
      );
      const decided = decideClaim(standing, request);
      // Blocks (no-shows, cool-downs) are not kept yet.
      const blocks: ClaimedPerson["blocks"] = [];
      switch (decided.type) {
        case "Clear":
          return { no, decision: "clear", blocks };
        case "Contested":
          return { no, decision: "contested", blocks };
        case "Wins":
          return { no, decision: "wins", blocks };
        case "AlreadyBooked": {
          const { ref, startsAtMs } = decided;
          return { no, decision: "already_booked", ref, startsAtMs, blocks };
        }
        case "BringDocument":
          return { no, decision: "bring_document", blocks };
      }
    }),
  };
};
