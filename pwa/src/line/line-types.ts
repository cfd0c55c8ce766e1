/** What the page of line and rights asks under `/api/v1`: the node's own schema, read as types. */
import type * as z from "zod";
import type { hqState } from "../../../server/hq/hq.route";

export type HqState = z.infer<typeof hqState>;
export type NodeContact = HqState["nodes"][number];
export type Conflict = HqState["conflicts"][number];
