/** The channels of a running node: one loop each, and how they are. */
import type { NoticeChannel } from "../../sync/core/plan";
import { type Timers, systemTimers } from "../../sync/core/timers";
import type { Deps } from "../deps";
import type { Channel, Forgotten } from "./channel";
import { type ChannelLoop, channelLoop } from "./channel-loop";
import type { ChannelHealth } from "./health";
import { dueNotices, nextTryMs, planSettle, type WhenHanded, writeNotice } from "./outbox.usecase";

export interface NotifyOptions {
  readonly report: (what: string, cause: unknown) => void;
  readonly whenHanded?: WhenHanded;
  /** Time for waits; tests move it by hand. */
  readonly timers?: Timers;
}

export interface Notify {
  /** Whether a code by this way is likely to come. Failing is told within ten seconds of the first message that does not go. */
  health(kind: NoticeChannel): ChannelHealth;
  /** Removes what gateways still keep for somebody. */
  forget(of: Forgotten): Promise<void>;
  stop(): Promise<void>;
}

export const startNotify = (
  deps: Pick<Deps, "db" | "writer" | "sealer" | "self" | "random">,
  channels: readonly Channel[],
  { report, whenHanded = () => [], timers = systemTimers }: NotifyOptions,
): Notify => {
  const { db, writer, random } = deps;
  const loops = new Map<NoticeChannel, ChannelLoop>();
  for (const channel of channels) {
    const { kind } = channel;
    const command = { actor: { kind: "system", task: "notify" }, requestId: `notify:${kind}` } as const;
    const outbox = {
      due: (nowMs: number, busy: readonly string[], max: number) =>
        dueNotices({ db }, kind, nowMs, busy, max),
      nextTryMs: (nowMs: number) => nextTryMs({ db }, kind, nowMs),
      write: (row: Parameters<typeof writeNotice>[1]) => writeNotice(deps, row),
      settle: async (id: string, sent: Parameters<typeof planSettle>[2], atMs: number) => {
        const done = await writer.submit(command, (tx) => planSettle(tx, id, sent, atMs, whenHanded));
        return done.ok || done.error.type === "Stopping" || done.error.type === "OutcomeUnknown";
      },
    };
    loops.set(kind, channelLoop({ channel, outbox, timers, random, report }));
  }
  const stopListening = writer.onCommit((intents, tables) => {
    // What the loops write themselves wakes nobody: they look again anyhow.
    const isOwn = [...intents].every((intent) => intent === "settleNotice");
    if (tables.has("notice") && !isOwn) for (const loop of loops.values()) loop.wake();
  });
  return {
    health: (kind) => loops.get(kind)?.health() ?? { type: "not_configured" },
    forget: async (of) => {
      for (const channel of channels) await channel.forget?.(of);
    },
    stop: async () => {
      stopListening();
      await Promise.all([...loops.values()].map((loop) => loop.stop()));
    },
  };
};
