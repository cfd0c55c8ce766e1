/** Recoveries of people's accounts whose document is shown at this branch, and what an officer does with them. */
import type * as z from "zod";
import type { seenDocument, waitingRecoveries } from "../../../server/identity/account-recovery.schema";
import { type Answer, get, post } from "../api";

export type WaitingRecovery = z.infer<typeof waitingRecoveries>["items"][number];
export type SeenDocument = z.infer<typeof seenDocument>;

const as = "staff";

export const waitingList = (): Answer<{ items: readonly WaitingRecovery[] }> => get("/recoveries", { as });
export const showDocument = (id: string, document: SeenDocument): Answer<null> =>
  post(`/recoveries/${id}/document`, { document }, { as });
export const stopRecovery = (id: string): Answer<null> => post(`/recoveries/${id}/stop`, {}, { as });
export const erasePerson = (document: SeenDocument): Answer<null> => post("/erasures", { document }, { as });
