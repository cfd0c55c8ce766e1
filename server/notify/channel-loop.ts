/**
 * One channel working off its messages, a few at a time; the other channel has a loop of its own, so neither waits for the other.
 *
 *   a notice was committed, a wait is over, a message ended ──► look ──► send those that are due
 *   answer ──► one commit: handed, failed, or queued again
 *
 * While the gateway fails, one message at a time tries it, with growing waits between; the others stay where they are.
 */
import { backoffMs } from "../../sync/backoff";
import type { Random } from "../../sync/core/clock";
import { err } from "../../sync/core/result";
import type { Cancel, Timers } from "../../sync/core/timers";
import type { Channel, Outgoing } from "./channel";
import { type ChannelHealth, failedPulse, healthOf, slowMs, slowPulse, wellPulse } from "./health";
import type { Sent } from "./outbox";

/** The rows behind a loop. */
export interface Outbox<Waiting extends { readonly id: string }> {
  /** What may go now, without those under way, the most urgent first. */
  due(nowMs: number, busy: readonly string[], max: number): readonly Waiting[];
  /** When the next one may be tried that has to wait; null: none. */
  nextTryMs(nowMs: number): number | null;
  /** Its words; undefined when its person was erased. */
  write(waiting: Waiting): Outgoing | undefined;
  /** One commit. True when nothing is left to try: written, or the process ends. */
  settle(id: string, sent: Sent, atMs: number): Promise<boolean>;
}

export interface ChannelLoopOptions<Waiting extends { readonly id: string }> {
  readonly channel: Channel;
  readonly outbox: Outbox<Waiting>;
  readonly timers: Timers;
  readonly random: Random;
  /** What is reported names ids and kinds of errors only. */
  readonly report: (what: string, cause: unknown) => void;
}

export interface ChannelLoop {
  /** Something may wait: look. */
  wake(): void;
  health(): ChannelHealth;
  /** Lets messages under way end for a moment, then lets go of the gateway. What was not answered is tried at the next start. */
  stop(): Promise<void>;
}

const underWayMax = 4;
/** Between tries of a gateway that fails: half of it to all of it, doubled each time. */
const pauseLimits = { firstMs: 1_000, maxMs: 60_000 };
/** After a failure of our own file. */
const retryMs = 1_000;
/** A node must stop within five seconds. */
const lastAnswersMs = 3_000;

export const channelLoop = <Waiting extends { readonly id: string }>({
  channel,
  outbox,
  timers,
  random,
  report,
}: ChannelLoopOptions<Waiting>): ChannelLoop => {
  const busy = new Map<string, Promise<void>>();
  const giveUp = new AbortController();
  let pulse = wellPulse;
  let pausedUntilMs = 0;
  const life = { stopping: false };
  let cancelAlarm: Cancel = () => {};

  const later = (delayMs: number): Promise<void> => new Promise((resolve) => timers.after(delayMs, resolve));

  const look = (): void => {
    cancelAlarm();
    if (life.stopping) return;
    const lookAt = (atMs: number) => {
      cancelAlarm = timers.after(Math.max(1, atMs - timers.nowMs()), look);
    };
    const nowMs = timers.nowMs();
    if (nowMs < pausedUntilMs) return lookAt(pausedUntilMs);
    const free = (pulse.failures > 0 ? 1 : underWayMax) - busy.size;
    if (free <= 0) return;
    try {
      const due = outbox.due(nowMs, [...busy.keys()], free);
      for (const waiting of due) begin(waiting);
      const nextMs = due.length < free ? outbox.nextTryMs(nowMs) : null;
      if (nextMs !== null) lookAt(nextMs);
    } catch (cause) {
      report(`looking for ${channel.kind} messages`, cause);
      lookAt(nowMs + retryMs);
    }
  };

  const begin = (waiting: Waiting): void => {
    const done = handle(waiting).finally(() => {
      busy.delete(waiting.id);
      look();
    });
    busy.set(waiting.id, done);
  };

  const handle = async (waiting: Waiting): Promise<void> => {
    const message = written(waiting);
    const sent = "ok" in message ? message : await send(message);
    if (!sent.ok && giveUp.signal.aborted) return;
    const atMs = timers.nowMs();
    while (!(await isSettled(waiting.id, sent, atMs)) && !life.stopping) await later(retryMs);
  };

  const written = (waiting: Waiting): Outgoing | Sent => {
    try {
      return outbox.write(waiting) ?? err({ type: "Erased" });
    } catch (cause) {
      report(`wording message ${waiting.id}`, nameOnly(cause));
      return err({ type: "NotWritten" });
    }
  };

  const send = async (message: Outgoing): Promise<Sent> => {
    const cancelSlow = timers.after(slowMs, () => {
      pulse = slowPulse(pulse, timers.nowMs());
    });
    let sent: Sent;
    try {
      sent = await channel.send(message, giveUp.signal);
    } catch (cause) {
      report(`sending message ${message.id}`, nameOnly(cause));
      sent = err({ type: "Unavailable", why: "bug" });
    }
    cancelSlow();
    if (sent.ok) {
      pulse = wellPulse;
      pausedUntilMs = 0;
    } else if (sent.error.type === "Unavailable") {
      const { retryAfterS } = sent.error;
      const nowMs = timers.nowMs();
      pausedUntilMs = nowMs + backoffMs(pulse.failures + 1, random, { retryAfterS, limits: pauseLimits });
      pulse = failedPulse(pulse, nowMs, pausedUntilMs);
    }
    return sent;
  };

  const isSettled = async (id: string, sent: Sent, atMs: number): Promise<boolean> => {
    try {
      return await outbox.settle(id, sent, atMs);
    } catch (cause) {
      report(`writing what became of message ${id}`, cause);
      return false;
    }
  };

  look();
  return {
    wake: look,
    health: () => healthOf(pulse, timers.nowMs()),
    async stop() {
      life.stopping = true;
      cancelAlarm();
      const all = Promise.all(busy.values());
      await Promise.race([all, later(lastAnswersMs)]);
      giveUp.abort();
      await all;
      channel.stop();
    },
  };
};

/** What a library or a parser writes into its message may hold an address or the text itself. */
const nameOnly = (cause: unknown): Error => {
  const named = new Error(cause instanceof Error ? cause.name : typeof cause);
  if (cause instanceof Error)
    named.stack = `${cause.name}\n${(cause.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n")}`;
  return named;
};
