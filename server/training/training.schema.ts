import * as z from "zod";

/** A page of ours: nothing that a browser could take for another host. */
export const trainingWish = z.strictObject({
  page: z
    .string()
    .max(200)
    .regex(/^\/(?![/\\])/),
});

export const trainingWay = z.object({ url: z.string() }).meta({ id: "TrainingWay" });
