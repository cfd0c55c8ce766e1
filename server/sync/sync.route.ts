/**
 * `/sync/v1` at HQ: what other nodes ask. No browser comes here: no cookies, no origin, no idempotency keys; every request is signed
 * by its node, and saying anything twice is harmless. The door (`sync/door.ts`) decides; this file speaks HTTP for it.
 */
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type * as z from "zod";
import type { NewId } from "../../sync/core/ids";
import { err, ok, type Result } from "../../sync/core/result";
import {
  type Asked,
  type BlobGift,
  type DoorRefusal,
  type PullRequest,
  refused,
  type SyncDoor,
} from "../../sync/door";
import { bodyHashOf } from "../../sync/request-signing";
import type { BlobPiece, Refused, SnapshotPiece } from "../../sync/transport";
import { decodeHave, framesOf, splitFrames } from "../../sync/wire";
import { problem } from "../http/problem";
import type { Env } from "../http/request";
import { claimRequest, keysRequest, pulseBody, readStreams, unlockBody } from "./sync.schema";

export interface SyncRoutesDeps {
  readonly door: SyncDoor;
  readonly newId: NewId;
}

/** To be mounted at `/sync/v1`. Nodes that listen count as `door.hints.size`; `door.hints.stop()` lets them go. */
export const syncRoutes = ({ door, newId }: SyncRoutesDeps) =>
  new Hono<Env>()
    .use(async (c, next) => {
      const requestId = newId();
      c.set("requestId", requestId);
      await next();
      c.header("x-request-id", requestId);
    })
    .post("/push", async (c) => {
      const pushed = await door.push(asked(c, splitBody));
      return pushed.ok ? told(c, pushed.value) : refusal(c, pushed.error);
    })
    .get("/pull", async (c) => {
      const pulled = await door.pull(asked(c, () => readPull(c)));
      if (!pulled.ok) return refusal(c, pulled.error);
      const { batches, more, nowMs } = pulled.value;
      return c.body(streamOf(framesOf(batches)), 200, {
        "content-type": "application/octet-stream",
        // A full segment is what came next after this vector, and will be for ever.
        "cache-control": more ? "private, max-age=31536000, immutable" : "no-store",
        "sto-more": more ? "1" : "0",
        "sto-now": String(nowMs),
      });
    })
    .post("/backup-key", async (c) => {
      const opened = await door.unlock(asked(c, parseWith(unlockBody)));
      return opened.ok ? told(c, opened.value) : refusal(c, opened.error);
    })
    .get("/snapshot", async (c) => {
      const offered = await door.snapshot(asked(c, () => readPull(c)));
      return offered.ok ? told(c, offered.value) : refusal(c, offered.error);
    })
    .get("/snapshot/:sha256{[0-9a-f]{64}}", async (c) => {
      const read = await door.snapshotPiece(asked(c, () => readPiece(c)));
      if (!read.ok) return refusal(c, read.error);
      const { bytes } = read.value;
      return c.body(new Uint8Array(bytes), 206, {
        "content-type": "application/octet-stream",
        "cache-control": "no-store",
        "accept-ranges": "bytes",
      });
    })
    .get("/blobs/:name{[0-9a-f]{64}}", async (c) => {
      const read = await door.blobPiece(asked(c, () => readBlobPiece(c)));
      if (!read.ok) return refusal(c, read.error);
      return c.body(new Uint8Array(read.value.bytes), 206, {
        "content-type": "application/octet-stream",
        "cache-control": "no-store",
        "accept-ranges": "bytes",
      });
    })
    .put("/blobs/:name{[0-9a-f]{64}}", async (c) => {
      const given = await door.giveBlob(asked(c, (bytes) => readBlobGift(c, bytes)));
      return given.ok ? told(c, given.value) : refusal(c, given.error);
    })
    .get("/sums", async (c) => {
      const added = await door.sums(asked(c, () => ok(null)));
      return added.ok ? told(c, added.value) : refusal(c, added.error);
    })
    .post("/pulse", async (c) => {
      const kept = await door.pulse(asked(c, parseWith(pulseBody)));
      return kept.ok ? told(c, kept.value) : refusal(c, kept.error);
    })
    .get("/hint", (c) => hintStream(c, door))
    .post("/keys", async (c) => {
      const answered = await door.keys(asked(c, parseWith(keysRequest)));
      return answered.ok ? told(c, answered.value) : refusal(c, answered.error);
    })
    .post("/claim", async (c) => {
      const answered = await door.claim(asked(c, parseWith(claimRequest)));
      return answered.ok ? told(c, answered.value) : refusal(c, answered.error);
    });

const told = (c: Context, answer: object): Response => c.json(answer, 200, { "cache-control": "no-store" });

/** The request as the door wants it: `parse` sees the body once its sender is believed. */
const asked = <Body>(c: Context, parse: (bytes: Uint8Array) => Result<Body, Refused>): Asked<Body> => ({
  ...knockOf(c),
  read: async () => {
    const bytes = await bodyOf(c);
    if (!bytes) return err(refused("truncated_body"));
    const parsed = parse(bytes);
    return parsed.ok ? ok({ hash: bodyHashOf([bytes]), body: parsed.value }) : parsed;
  },
});

const knockOf = (c: Context): Omit<Asked<never>, "read"> => {
  const { pathname, search } = new URL(c.req.url);
  const length = c.req.header("content-length");
  const isEmpty = c.req.method === "GET" && length === undefined;
  return {
    method: c.req.method,
    target: pathname + search,
    authorization: c.req.header("authorization"),
    bytes: isEmpty ? 0 : length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
  };
};

/** The whole body; undefined when the line broke before its end. */
const bodyOf = async (c: Context): Promise<Uint8Array | undefined> => {
  try {
    return new Uint8Array(await c.req.raw.arrayBuffer());
  } catch {
    return undefined;
  }
};

const splitBody = (bytes: Uint8Array): Result<readonly Uint8Array[], Refused> => {
  const split = splitFrames(bytes);
  if (split.ok) return split;
  return err(refused(split.error.type === "Truncated" ? "truncated_body" : "invalid_body"));
};

const parseWith =
  <Body>(schema: z.ZodType<Body>) =>
  (bytes: Uint8Array): Result<Body, Refused> => {
    try {
      const parsed = schema.safeParse(JSON.parse(Buffer.from(bytes).toString("utf8")));
      return parsed.success ? ok(parsed.data) : err(refused("invalid_body"));
    } catch {
      return err(refused("malformed_json"));
    }
  };

const readPull = (c: Context): Result<PullRequest, Refused> => {
  const streams = readStreams(c.req.query("streams"));
  const have = streams && decodeHave(streams, c.req.query("have") ?? "");
  return streams && have ? ok({ streams, have }) : err(refused("invalid_query"));
};

/** From which byte on: `Range: bytes=N-…`. How many come is this side's to say. */
const readPiece = (c: Context): Result<SnapshotPiece, Refused> => {
  const [, from] = /^bytes=(\d{1,15})-\d*$/.exec(c.req.header("range") ?? "bytes=0-") ?? [];
  return from === undefined
    ? err(refused("invalid_query"))
    : ok({ sha256: c.req.param("sha256")!, from: Number(from) });
};

const readBlobPiece = (c: Context): Result<BlobPiece, Refused> => {
  const range = /^bytes=(\d{1,15})-/.exec(c.req.header("range") ?? "");
  return range ? ok({ name: c.req.param("name")!, from: Number(range[1]) }) : err(refused("invalid_query"));
};

const readBlobGift = (c: Context, bytes: Uint8Array): Result<BlobGift, Refused> => {
  const range = /^bytes (\d{1,15})-\d{1,15}\/\*$/.exec(c.req.header("content-range") ?? "");
  if (!range) return err(refused("invalid_query"));
  return ok({ piece: { name: c.req.param("name")!, from: Number(range[1]) }, bytes });
};

/** One piece at a time, as fast as the reader takes them. */
const streamOf = (pieces: Iterator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: (controller) => {
      const next = pieces.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });

/** What may wait for a node that does not read its hints before it is let go: it will come back and ask. */
const backlogBytesMax = 4096;

const hintStream = (c: Context, door: SyncDoor): Response => {
  const encoder = new TextEncoder();
  let stop = () => {};
  let line: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        line = controller;
      },
      cancel: () => stop(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: backlogBytesMax }),
  );
  const close = () => {
    stop();
    try {
      line?.close();
    } catch {
      // The node went first.
    }
  };
  const opened = door.hint(knockOf(c), {
    close,
    send: (hint) => {
      if ((line?.desiredSize ?? 0) > 0) line?.enqueue(encoder.encode(`event: ${hint}\ndata: \n\n`));
      else close();
    },
  });
  if (!opened.ok) return refusal(c, opened.error);
  stop = opened.value;
  return c.body(body, 200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
};

const statusByCode: { readonly [code: string]: ContentfulStatusCode } = {
  invalid_body: 400,
  invalid_query: 400,
  malformed_json: 400,
  truncated_body: 400,
  body_differs: 400,
  signature_required: 401,
  unknown_node: 401,
  bad_signature: 401,
  replayed: 401,
  node_suspended: 403,
  foreign_stream: 403,
  foreign_backup: 403,
  no_snapshot: 404,
  unknown_blob: 404,
  blob_not_here: 404,
  blob_too_large: 413,
  snapshot_gone: 410,
  snapshot_failed: 409,
  snapshot_behind: 409,
  behind_horizon: 409,
  backup_too_old: 410,
  gap: 409,
  fork: 409,
  chain_broken: 409,
  stamp_behind: 409,
  length_required: 411,
  body_too_large: 413,
};

const refusal = (c: Context, error: DoorRefusal): Response => {
  switch (error.type) {
    case "WrongTime":
      return problem(c, { status: 401, code: "clock_off", nowMs: error.nowMs });
    case "Busy": {
      const { code = "overloaded", retryAfterS } = error;
      return problem(c, { status: code === "push_in_flight" ? 429 : 503, code, retryAfterS });
    }
    case "Refused":
      // What the peer finds wrong with well-formed bytes: 422 (RFC 9110, 15.5.21).
      return problem(c, {
        status: statusByCode[error.code] ?? 422,
        code: error.code,
        detail: error.detail,
      });
  }
};
