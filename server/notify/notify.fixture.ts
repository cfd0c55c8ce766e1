/** A node whose gateways answer when the test says so, on time that the test moves. */
import type { NoticeChannel } from "../../sync/core/plan";
import { err, ok, orThrow, type Result } from "../../sync/core/result";
import { manualTimers } from "../../sync/core/timers";
import { noticeTo, type NoticeInput } from "../../sync/notice";
import { mondayMorningMs } from "../../sync/testing";
import { setupBranch, type TestBranchOptions } from "../testing";
import type { Channel, Handed, Outgoing, SendError } from "./channel";
import { startNotify } from "./notify.usecase";
import type { WhenHanded } from "./outbox.usecase";

type Answer = Result<Handed, SendError>;

export const taken: Answer = ok({ delivered: false });
export const down: Answer = err({ type: "Unavailable", why: "http_500" });

export interface Gateway {
  readonly channel: Channel;
  /** Messages that were given to it, in order. */
  readonly got: Outgoing[];
  /** Those that wait for its answer. */
  readonly waiting: () => readonly Outgoing[];
  readonly answer: (id: string, answer: Answer) => void;
  /** From now on it answers at once; undefined: when `answer` says so. */
  always: ((message: Outgoing) => Answer) | undefined;
}

export const gateway = (kind: NoticeChannel): Gateway => {
  const waiting = new Map<string, { message: Outgoing; resolve: (answer: Answer) => void }>();
  const made: Gateway = {
    got: [],
    waiting: () => [...waiting.values()].map(({ message }) => message),
    answer: (id, answer) => {
      waiting.get(id)!.resolve(answer);
      waiting.delete(id);
    },
    always: undefined,
    channel: {
      kind,
      send: async (message, signal) => {
        made.got.push(message);
        if (made.always) return made.always(message);
        return new Promise((resolve) => {
          waiting.set(message.id, { message, resolve });
          signal.addEventListener("abort", () => resolve(err({ type: "Unavailable", why: "stopped" })));
        });
      },
      stop: () => {},
    },
  };
  return made;
};

export const setupNotify = async (
  options: TestBranchOptions & {
    readonly channels?: readonly Channel[];
    readonly whenHanded?: WhenHanded;
  } = {},
) => {
  const timers = manualTimers(mondayMorningMs);
  const branch = await setupBranch({ closed: true, ...options, clock: timers });
  const reports: unknown[] = [];
  const start = (channels: readonly Channel[]) =>
    startNotify(branch.deps, channels, {
      timers,
      report: (what, cause) =>
        void reports.push(what, cause instanceof Error ? [cause.message, cause.stack] : cause),
      ...(options.whenHanded ? { whenHanded: options.whenHanded } : {}),
    });
  /** Lets commits and answers happen; no time passes. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
  };
  const pass = async (ms: number) => {
    timers.advance(ms);
    await settle();
  };

  /** A message that waits from now on. Returns its id. */
  const tell = async (more: Partial<NoticeInput> = {}): Promise<string> => {
    const { deps } = branch;
    const command = { actor: { kind: "system", task: "test" }, requestId: "tell" } as const;
    const said = await deps.writer.submit(command, (tx) => {
      const { rows, ...person } = deps.sealer.subjectFor(tx.db, null, tx.newId, tx.nowMs);
      const notice = noticeTo(tx, deps.sealer, person, {
        channel: "sms",
        to: "+60123456789",
        lang: "ms",
        message: { purpose: "code", use: "booking", code: "00012345" },
        untilMs: tx.nowMs + 600_000,
        ...more,
      });
      return ok({ intent: "test", rows, notices: [notice], answer: notice.id });
    });
    await settle();
    return orThrow(said);
  };
  const row = (id: string) =>
    branch.db
      .query<
        {
          state: string;
          attempts: number;
          handedAtMs: number | null;
          lastError: string | null;
          bytes: number;
        },
        [string]
      >(
        `SELECT state, attempts, handed_at_ms AS handedAtMs, last_error AS lastError, length(sealed) AS bytes
         FROM notice WHERE id = ?`,
      )
      .get(id)!;
  /** Stops a loop whose messages may never be answered. */
  const stop = async (notify: { stop(): Promise<void> }) => {
    const stopped = notify.stop();
    await pass(3_000);
    await stopped;
  };
  return { ...branch, timers, start, settle, pass, tell, row, reports, stop };
};
