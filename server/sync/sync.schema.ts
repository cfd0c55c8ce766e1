/** What nodes may send each other in JSON. Unknown fields of a newer node are left out; what is known must be right. */
import * as z from "zod";
import { claimPeopleMax, type ClaimRequest, keysMax, type KeysRequest } from "../../sync/transport";

const subject = z.string().min(1).max(64);

export const keysRequest: z.ZodType<KeysRequest> = z
  .object({
    give: z
      .array(z.object({ subject, keyId: z.int().min(1), box: z.string().regex(/^[\w-]{1,400}$/) }))
      .max(keysMax),
    want: z.array(subject).max(keysMax),
  })
  .refine(({ give, want }) => give.length + want.length <= keysMax);

export const claimRequest: z.ZodType<ClaimRequest> = z.object({
  indexVersion: z.int().min(1),
  service: z.string().min(1).max(64),
  account: z.string().min(1).max(128),
  verified: z.boolean(),
  people: z
    .array(z.object({ no: z.int().min(1).max(claimPeopleMax), index: z.string().min(1).max(128) }))
    .min(1)
    .max(claimPeopleMax),
  again: z.string().min(1).max(64).exactOptional(),
});

/** One stream: `all`, `hq`, `branch:SGR-KLJ`. */
const streamShape = /^(all|hq|branch:[A-Z0-9-]{1,24})$/;

/** The streams of a pull, in the order asked; undefined when one is misspelt or named twice. */
export const readStreams = (text: string | undefined): readonly string[] | undefined => {
  const streams = text?.split(",") ?? [];
  const good = streams.length > 0 && streams.length <= 8 && streams.every((name) => streamShape.test(name));
  return good && new Set(streams).size === streams.length ? streams : undefined;
};
