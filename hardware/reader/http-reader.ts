import type { Cancel, Timers } from "../../sync/core/timers";
import { ask, type AskError } from "../http-ask";
import type { DocumentRead, DocumentReader, ReaderError, ReaderStatus } from "../ports";
import { repeats } from "../../sync/core/repeats";
import { answerBytesMax, readAnswer } from "./service";

/** How long the service may keep a question while nobody lays a document down. */
const waitMs = 5_000;
/** And how much longer the answer may take on the wire. */
const graceMs = 2_000;
const retryMsMin = 100;
const retryMsMax = 5_000;

/**
 * A document-reader service over HTTP: one open question at a time, asked again at once.
 *
 *   away --cursor--> listening --reads, or nothing for 5 s--> listening
 *    ^                  |
 *    +--- no answer within 7 s, not JSON, too long: again after 100 ms, ever less often, at most every 5 s
 *
 * What was read while the line was away, longer than five seconds ago, belongs to somebody who has gone and is not told.
 */
export const httpReader = ({
  url,
  timers,
}: {
  /** Where the service is: "http://127.0.0.1:8090". */
  readonly url: string;
  readonly timers: Timers;
}): DocumentReader => {
  const readListeners = new Set<(read: DocumentRead) => void>();
  const changeListeners = new Set<() => void>();
  const base = url.replace(/\/$/, "");
  let known: ReaderStatus = { online: false, error: { type: "Stopped" }, lastSeenMs: null };
  let running: AbortController | undefined;
  let ended: Promise<void> = Promise.resolve();

  return {
    start() {
      if (running) return;
      running = new AbortController();
      become({ error: null });
      ended = listen(running.signal);
    },
    async stop() {
      running?.abort();
      running = undefined;
      become({ online: false, error: { type: "Stopped" } });
      await ended;
    },
    status: () => known,
    onRead(listener) {
      readListeners.add(listener);
      return () => readListeners.delete(listener);
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
  };

  async function listen(signal: AbortSignal): Promise<void> {
    const told = repeats();
    let cursor: string | undefined;
    let retryMs = retryMsMin;
    while (!signal.aborted) {
      const askedAtMs = timers.nowMs();
      const answer = await askReads(cursor, signal);
      if (signal.aborted) return;
      const nowMs = timers.nowMs();
      const said = answer.ok ? readAnswer(answer.value, nowMs) : answer;
      if (!said.ok) {
        become({ online: false, error: errorOf(said.error) });
        await pause(retryMs, signal);
        retryMs = Math.min(retryMsMax, retryMs * 2);
        continue;
      }
      const { reads, garbled } = said.value;
      const mightWait = cursor !== undefined;
      cursor = said.value.cursor;
      retryMs = retryMsMin;
      const error: ReaderError | null = garbled > 0 ? { type: "Garbled", address: base, bytes: 0 } : null;
      become({ online: true, error, lastSeenMs: nowMs });
      const fresh = reads.filter(({ mrz, chip }) => told.isNew(`${mrz.join("\n")} ${chip}`, nowMs));
      for (const read of fresh) for (const listener of readListeners) listener(read);
      // A service that does not wait, or gives its list again, must not be asked in a tight loop.
      const hurries = mightWait && fresh.length === 0 && nowMs - askedAtMs < retryMsMin;
      if (hurries) await pause(retryMsMin, signal);
    }
  }

  function askReads(after: string | undefined, signal: AbortSignal) {
    const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}&wait=${waitMs}`;
    const deadlineMs = after === undefined ? graceMs : waitMs + graceMs;
    return ask({ url: `${base}/v1/reads${query}`, deadlineMs, bytesMax: answerBytesMax, timers, signal });
  }

  function errorOf(error: AskError | { readonly type: "Garbled" }): ReaderError {
    if (error.type === "Unreachable") return { ...error, address: base };
    return { type: "Garbled", address: base, bytes: "bytes" in error ? error.bytes : 0 };
  }

  function pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      let cancel: Cancel = () => {};
      const done = () => {
        cancel();
        resolve();
      };
      cancel = timers.after(ms, done);
      signal.addEventListener("abort", done, { once: true });
    });
  }

  function become(change: Partial<ReaderStatus>): void {
    const before = known;
    known = { ...known, ...change };
    if (before.online !== known.online || before.error?.type !== known.error?.type)
      for (const listener of changeListeners) listener();
  }
};
