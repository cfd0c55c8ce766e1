/** The hall as the node tells it: its own schema, read as a type. */
import type * as z from "zod";
import type { counterOrderBody, hallSchema } from "../../../server/hall/hall.schema";

export type Hall = z.infer<typeof hallSchema>;
export type HallQueue = Hall["queues"][number];
export type HallCounter = Hall["counters"][number];
export type Suggestion = Hall["suggestions"][number];
export type CounterOrder = z.infer<typeof counterOrderBody>["order"];

/** What a supervisor is about to order: the second touch, and its reason, is the dialog's. */
export type Wish =
  | { readonly type: "counter"; readonly counter: HallCounter; readonly order?: CounterOrder }
  | {
      readonly type: "intake";
      readonly group: string | null;
      readonly to: "paused" | "open";
      readonly seen: string | null;
    }
  | { readonly type: "announce" }
  | { readonly type: "disrupt" };
