/** What the public page of a branch is told. */
import * as z from "zod";
import { listOf, text } from "../http/api";
import { estimate } from "../queue/queue.schema";

const instant = z.number().nullable();

export const branchNowView = z
  .object({
    branch: z.string(),
    now: z.number(),
    heardAtMs: instant,
    open: z.boolean(),
    opensAtMs: instant,
    closesAtMs: instant,
    nextBatchAtMs: instant,
    disruption: z.object({ id: z.string(), text, atMs: z.number(), untilMs: instant }).nullable(),
    services: listOf(
      z.object({
        code: z.string(),
        waiting: z.number(),
        estimate: estimate.nullable(),
        numbersLeft: z.number(),
        freeAtMs: instant,
      }),
    ),
  })
  .meta({ id: "BranchNow" });
