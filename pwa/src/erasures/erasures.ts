/** Erasures that are not over, as headquarters tells them. */
import type * as z from "zod";
import type { erasuresView } from "../../../server/hq/erasures.schema";
import { type Answer, get } from "../api";

export type Erasures = z.infer<typeof erasuresView>["items"];
export type OpenErasure = Erasures[number];

export const loadErasures = (): Answer<{ readonly items: Erasures }> => get("/hq/erasures", { as: "staff" });
