/**
 * Finished answers of public reads, kept until something they show may have changed: a commit that touched one of their
 * tables, or a new moment of the clock. For showing only; no decision ever reads it.
 *
 * It stands before everything else at the edge: an answer given again has the headers of the first one, so that it costs no
 * more than the bytes. Staff and devices are never answered from here.
 */
import type { MiddlewareHandler } from "hono";
import type { Clock } from "../../sync/core/clock";
import type { TableName } from "../../sync/policies";
import type { Writer } from "../../sync/submit";
import { asHeader, type Env } from "./request";

export interface BodyCacheOptions {
  /** Tables that the answers are made of, as plans name them. */
  readonly tables: readonly TableName[];
  /** Answers of another moment are dropped: the minute, or the day. */
  readonly momentOf: (nowMs: number) => number | string;
  /** Different questions remembered at once; the oldest goes first. */
  readonly answersMax?: number;
}

interface Kept {
  readonly body: string;
  readonly init: { readonly headers: Headers };
}

/** Answers questions that were asked before, and remembers the others. */
export const answerFromKept = (
  writer: Writer,
  clock: Clock,
  { tables, momentOf, answersMax = 500 }: BodyCacheOptions,
): MiddlewareHandler<Env> => {
  const answers = new Map<string, Kept>();
  let moment: number | string = "";
  let generation = 0;
  const drop = () => {
    generation++;
    answers.clear();
  };
  writer.onCommit((_intents, touched) => {
    if (tables.some((table) => touched.has(table))) drop();
  });

  return async (c, next) => {
    if (c.req.method !== "GET" || !isPublic(c.req.header(asHeader))) return next();
    // Pages of our own name no origin when they read: whether another may ask is decided behind this.
    if (c.req.header("origin") !== undefined) return next();
    const now = momentOf(clock.nowMs());
    if (now !== moment) {
      moment = now;
      drop();
    }
    const { url } = c.req;
    const key = url.slice(url.indexOf("/", 8));
    const kept = answers.get(key);
    if (kept) return new Response(kept.body, kept.init);
    const before = generation;
    await next();
    if (c.res.status !== 200) return undefined;
    const body = await c.res.clone().text();
    // A commit while the answer was being written has made it old: it is sent, and not kept.
    if (before !== generation) return undefined;
    const headers = new Headers(c.res.headers);
    headers.delete("x-request-id");
    if (answers.size >= answersMax) answers.delete(answers.keys().next().value!);
    answers.set(key, { body, init: { headers } });
    return undefined;
  };
};

/** Asked as one of the public: anything else is decided where actors are. */
const isPublic = (as: string | undefined): boolean => as === undefined || as === "public";
