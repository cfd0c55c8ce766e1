/**
 * Live pages: one server-sent stream per page with the topics it asks for. Each topic begins with a full snapshot and is sent
 * again, whole, after a commit that touched its tables; what is missed does not matter, the next one is complete.
 */
import type { Context } from "hono";
import type { Writer } from "../../sync/submit";
import type { Clock } from "../../sync/core/clock";
import type { TableName } from "../../sync/policies";
import { access } from "../access";
import { mayPass } from "./guard";
import { networkOf } from "./network";
import { actor, type Env } from "./request";
import { ProblemError } from "./problem";
import type { Actor } from "../../sync/core/plan";

export interface Topic {
  /** `display`, or `ticket` for `ticket:<id>`. */
  readonly name: string;
  readonly tables: readonly TableName[];
  /** The route that shows the same: who may call it may hear (`access.ts`). */
  readonly route: string;
  /** A topic of one's own: the argument is what this says of whoever asks, whatever the page writes. */
  readonly argument?: (who: Actor) => string;
  /** Told at most this often, however often its tables change. */
  readonly everyMs?: number;
  /** What to show now. `undefined`: there is no such thing. */
  snapshot(argument: string): unknown;
}

interface Asked {
  readonly topic: Topic;
  readonly argument: string;
}

interface Listener {
  readonly topics: ReadonlyMap<string, Asked>;
  readonly isStranger: boolean;
  readonly network: string;
  send(event: string, data: string): void;
}

/** Commits of the same moment make one event. */
const gatherMs = 25;
/** Pages at a time. Strangers have half of the places, so that a crowd of them never darkens a counter or the hall's screen. */
export const pageLimits = {
  beatMs: 5000,
  listenersMax: 2000,
  /** Strangers of one network: a full hall on one Wi-Fi. */
  perNetworkMax: 400,
  /** What may wait for a slow reader before it is let go: it comes back and gets everything anew. */
  backlogBytesMax: 256 * 1024,
};
const topicsMax = 8;

export class Live {
  private readonly topics = new Map<string, Topic>();
  private readonly listeners = new Set<Listener>();
  private readonly changed = new Set<string>();
  private readonly toldAtMs = new Map<string, number>();
  private gathering: ReturnType<typeof setTimeout> | undefined;
  /** For topics that wait for their turn: an alarm of its own, so that they hold up nobody else. */
  private turn: ReturnType<typeof setTimeout> | undefined;

  constructor(
    writer: Writer,
    private readonly clock: Clock,
    private readonly limits = pageLimits,
  ) {
    writer.onCommit((_intents, tables) => {
      for (const table of tables) this.changed.add(table);
      this.gathering ??= setTimeout(() => this.publish(), gatherMs);
    });
  }

  register(topic: Topic): void {
    this.topics.set(topic.name, topic);
  }

  /** Something outside the database changed (a printer went off): tell this topic's listeners. */
  touch(name: string): void {
    for (const table of this.topics.get(name)?.tables ?? []) this.changed.add(table);
    this.changed.add(`topic:${name}`);
    this.gathering ??= setTimeout(() => this.publish(), gatherMs);
  }

  stop(): void {
    clearTimeout(this.gathering);
    clearTimeout(this.turn);
  }

  /** Whether any page listens to this topic now. */
  hears(name: string): boolean {
    for (const { topics } of this.listeners) if (topics.has(name)) return true;
    return false;
  }

  /** How many pages listen now: requests that never end by themselves. */
  get open(): number {
    return this.listeners.size;
  }

  /** Answers a request for topics with a stream that ends when the page goes. */
  stream(c: Context<Env>, names: readonly string[]): Response {
    const topics = new Map(names.map((name) => [name, this.topicFor(name, actor(c))]));
    if (topics.size === 0 || topics.size > topicsMax)
      throw new ProblemError({ status: 400, code: "invalid_topics" });
    const isStranger = actor(c).kind === "public";
    const mayGoOn = c.get("mayGoOn");
    const network = networkOf(c);
    if (!this.hasRoom(isStranger, network))
      throw new ProblemError({ status: 503, code: "overloaded", retryAfterS: 5 });
    let stop = () => {};
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => {
        const encoder = new TextEncoder();
        const write = (event: string, data: string) =>
          controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
        const send = (event: string, data: string) => {
          try {
            if ((controller.desiredSize ?? 0) > 0) write(event, data);
            else {
              stop();
              controller.error(new Error("the reader does not keep up"));
            }
          } catch {
            stop();
          }
        };
        const listener: Listener = { topics, isStranger, network, send };
        this.listeners.add(listener);
        const beat = () => {
          // Whoever signed out, was shut out or left the page alone hears no more.
          if (mayGoOn?.() === false) {
            stop();
            controller.close();
          } else send("beat", JSON.stringify({ now: this.clock.nowMs() }));
        };
        const timer = setInterval(beat, this.limits.beatMs);
        stop = () => {
          clearInterval(timer);
          this.listeners.delete(listener);
        };
        beat();
        // The first pictures come at once, however big they are together.
        for (const [name, { topic, argument }] of topics)
          write(name, JSON.stringify(topic.snapshot(argument) ?? null));
      },
      cancel: () => stop(),
    };
    const body = new ReadableStream(
      source,
      new ByteLengthQueuingStrategy({ highWaterMark: this.limits.backlogBytesMax }),
    );
    c.req.raw.signal.addEventListener("abort", () => stop());
    return c.body(body, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  }

  private hasRoom(isStranger: boolean, network: string): boolean {
    const { listenersMax, perNetworkMax } = this.limits;
    if (this.listeners.size >= listenersMax) return false;
    if (!isStranger) return true;
    const strangers = [...this.listeners].filter((listener) => listener.isStranger);
    return (
      strangers.length < listenersMax / 2 &&
      strangers.filter((listener) => listener.network === network).length < perNetworkMax
    );
  }

  private topicFor(name: string, who: Actor): Asked {
    const topic = this.topics.get(name.split(":")[0]!);
    if (!topic) throw new ProblemError({ status: 400, code: "invalid_topics" });
    if (!mayPass(access[topic.route], who)) throw new ProblemError({ status: 403, code: "not_allowed" });
    return { topic, argument: topic.argument ? topic.argument(who) : argumentOf(name) };
  }

  private publish(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    const due = this.dueTopics();
    const made = new Map<string, string>();
    for (const listener of this.listeners) {
      for (const [name, { topic, argument }] of listener.topics) {
        if (!due.has(topic)) continue;
        const what = `${topic.name}:${argument}`;
        let data = made.get(what);
        if (data === undefined) {
          data = JSON.stringify(topic.snapshot(argument) ?? null);
          made.set(what, data);
        }
        listener.send(name, data);
      }
    }
  }

  /** Which topics changed. One that is told at most so often, and was told a moment ago, waits for its turn. */
  private dueTopics(): ReadonlySet<Topic> {
    const changed = new Set(this.changed);
    this.changed.clear();
    const nowMs = this.clock.nowMs();
    const due = new Set<Topic>();
    let againMs = Infinity;
    for (const topic of this.topics.values()) {
      if (!changed.has(`topic:${topic.name}`) && !topic.tables.some((table) => changed.has(table))) continue;
      const waitMs = (topic.everyMs ?? 0) - Math.abs(nowMs - (this.toldAtMs.get(topic.name) ?? -Infinity));
      if (waitMs > 0) {
        this.changed.add(`topic:${topic.name}`);
        againMs = Math.min(againMs, waitMs);
      } else {
        due.add(topic);
        this.toldAtMs.set(topic.name, nowMs);
      }
    }
    clearTimeout(this.turn);
    if (againMs < Infinity) this.turn = setTimeout(() => this.publish(), againMs);
    return due;
  }
}

const argumentOf = (name: string): string => name.slice(name.indexOf(":") + 1);
