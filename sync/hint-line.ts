/**
 * A node's side of hints: holds one line open, and opens it anew when it ends or falls silent. Whatever came while it was down is
 * not known, so each new line is news itself.
 */
import { backoffMs } from "./backoff";
import type { Random } from "./core/clock";
import { beatMs, type Hint } from "./hints";
import type { Timers } from "./core/timers";

/** Opens a line, tells what is heard, and resolves when the line has ended, at the latest soon after `stop` aborts. Never rejects. */
export type OpenLine = (
  heard: (hint: Hint) => void,
  stop: AbortSignal,
) => Promise<{ readonly retryAfterS?: number }>;

/** A line that says nothing this long is dead, whatever the layers below believe: three beats. */
const silenceMsMax = 3 * beatMs;
/** A line that lived for this many words works: the next failure is a first one again. */
const steadyHints = 2;

export const holdLine = (
  open: OpenLine,
  onNews: () => void,
  { timers, random }: { readonly timers: Timers; readonly random: Random },
): (() => void) => {
  let stopped = false;
  let failures = 0;
  let abort = new AbortController();
  let cancel = () => {};

  const connect = () => {
    abort = new AbortController();
    let hints = 0;
    const listen = () => {
      cancel();
      cancel = timers.after(silenceMsMax, () => abort.abort());
    };
    const heard = (hint: Hint) => {
      if (abort.signal.aborted) return;
      listen();
      hints += 1;
      if (hints === steadyHints) failures = 0;
      if (hints === 1 || hint === "news") onNews();
    };
    listen();
    void open(heard, abort.signal).then(({ retryAfterS }) => {
      cancel();
      abort.abort();
      if (stopped) return;
      failures += 1;
      cancel = timers.after(backoffMs(failures, random, { retryAfterS }), connect);
    });
  };
  connect();
  return () => {
    stopped = true;
    cancel();
    abort.abort();
  };
};
