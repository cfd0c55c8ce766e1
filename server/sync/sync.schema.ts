/** What nodes may send each other in JSON. Unknown fields of a newer node are left out; what is known must be right. */
import * as z from "zod";
import type { Pulse } from "../../sync/core/pulse";
import {
  type BackupLock,
  claimPeopleMax,
  type ClaimRequest,
  keysMax,
  type KeysRequest,
} from "../../sync/transport";

const subject = z.string().min(1).max(64);

export const keysRequest: z.ZodType<KeysRequest> = z
  .object({
    give: z
      .array(z.object({ subject, keyId: z.int().min(1), box: z.string().regex(/^[\w-]{1,400}$/) }))
      .max(keysMax),
    want: z.array(subject).max(keysMax),
    rows: z.array(z.string().max(200)).max(keysMax).exactOptional(),
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

const count = z.int().min(0);

export const pulseBody: z.ZodType<Pulse> = z.object({
  version: z.string().max(40),
  pendingOut: count,
  aside: count,
  queue: z.object({
    waiting: count,
    longestWaitMin: count.nullable(),
    numbersToday: count,
    servedToday: count,
  }),
  counters: z.object({ open: count, all: count }),
  printers: z.object({ good: count, all: count }),
  lists: z.object({ old: count }).exactOptional(),
  lanes: z.object({ open: count, all: count, trouble: count }).exactOptional(),
  disk: z.object({ freeBytes: count, allBytes: count }),
  backupAtMs: z.int().nullable(),
});

export const unlockBody: z.ZodType<BackupLock> = z.object({
  alias: z.int().min(0).max(1023),
  incarnation: z.int().min(1),
  atMs: z.int(),
  period: z.string().max(16),
  box: z.string().regex(/^[\w-]{1,400}$/),
});

/** One stream: `all`, `hq`, `branch:SGR-KLJ`. */
const streamShape = /^(all|hq|branch:[A-Z0-9-]{1,24})$/;

/** The streams of a pull, in the order asked; undefined when one is misspelt or named twice. */
export const readStreams = (text: string | undefined): readonly string[] | undefined => {
  const streams = text?.split(",") ?? [];
  const good = streams.length > 0 && streams.length <= 8 && streams.every((name) => streamShape.test(name));
  return good && new Set(streams).size === streams.length ? streams : undefined;
};
