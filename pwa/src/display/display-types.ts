/** What the hall's display hears: the node's own schema, read as a type. */
import type * as z from "zod";
import type { display } from "../../../server/display/display.route";

export type DisplayState = z.infer<typeof display>;
