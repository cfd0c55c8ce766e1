/**
 * Finished answers of reads, kept until something they show may have changed: a commit that touched one of their tables, or a
 * new moment of the clock. For showing only; no decision ever reads it.
 */
import type { MiddlewareHandler } from "hono";
import type { Clock } from "../../sync/core/clock";
import type { TableName } from "../../sync/policies";
import type { Writer } from "../../sync/submit";
import { actor, type Env } from "./request";

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
  readonly type: string;
}

export class BodyCache {
  private readonly answers = new Map<string, Kept>();
  private moment: number | string = "";
  private generation = 0;

  constructor(
    writer: Writer,
    private readonly clock: Clock,
    private readonly options: BodyCacheOptions,
  ) {
    writer.onCommit((_intents, touched) => {
      if (options.tables.some((table) => touched.has(table))) this.drop();
    });
  }

  /** Answers a question asked before without running its route; the public and the desk are answered apart. */
  get answer(): MiddlewareHandler<Env> {
    return async (c, next) => {
      this.turn();
      const { url } = c.req;
      const key = (actor(c).kind === "public" ? "p" : "d") + url.slice(url.indexOf("/", 8));
      const kept = this.answers.get(key);
      if (kept) return c.body(kept.body, 200, { "content-type": kept.type });
      const { generation } = this;
      await next();
      if (c.res.status !== 200) return undefined;
      const body = await c.res.clone().text();
      // A commit while the answer was being written has made it old: it is sent, and not kept.
      if (generation === this.generation)
        this.keep(key, { body, type: c.res.headers.get("content-type") ?? "" });
      return undefined;
    };
  }

  private keep(key: string, kept: Kept): void {
    if (this.answers.size >= (this.options.answersMax ?? 500)) {
      for (const oldest of this.answers.keys()) {
        this.answers.delete(oldest);
        break;
      }
    }
    this.answers.set(key, kept);
  }

  private turn(): void {
    const moment = this.options.momentOf(this.clock.nowMs());
    if (moment === this.moment) return;
    this.moment = moment;
    this.drop();
  }

  private drop(): void {
    this.generation++;
    this.answers.clear();
  }
}
