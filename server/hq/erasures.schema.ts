/** Erasures on the wire: nothing of the person. */
import * as z from "zod";
import { listOf } from "../http/api";

export const erasuresView = z
  .object({
    items: listOf(
      z.object({
        id: z.string(),
        atMs: z.number(),
        decidedAt: z.string().nullable(),
        heard: z.number(),
        owing: listOf(
          z.object({
            alias: z.number(),
            branch: z.string().nullable(),
            contact: z.enum(["heard", "silent", "suspended", "replaced"]),
            heardAtMs: z.number().nullable(),
          }),
        ),
        backupsEndMs: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "Erasures" });
