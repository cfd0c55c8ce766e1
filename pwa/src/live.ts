import { signal, type ReadonlySignal } from "@preact/signals";
import type { Caller } from "../../server/identity/session";
import { openStream } from "./api";
import { eventParser } from "./event-parser";
import { alerts, type Alerts, staffStreams } from "./panic/alerts";
import { currentMs, learnNodeTime } from "./ui/now";

/** A page's one stream of server-sent events. */
export interface Live {
  /** When the last word (a beat counts) came, node time in ms; 0 before the first. */
  readonly heardAtMs: ReadonlySignal<number>;
  readonly connected: ReadonlySignal<boolean>;
  close(): void;
}

/** The server beats every 5 s: two missed beats and the line counts as lost. */
const silenceMsMax = 12_000;
/** What is older is no longer news on a screen of the hall; an open line may be later by this much, because the beat itself comes every 5 s. */
const freshMs = 5_000;
const beatSlackMs = 2_500;

/** Whether a screen that has heard something no longer knows. */
export const isStale = (
  { heardAtMs, connected }: Pick<Live, "heardAtMs" | "connected">,
  atMs: number,
): boolean =>
  heardAtMs.value !== 0 && atMs - heardAtMs.value > (connected.value ? freshMs + beatSlackMs : freshMs);

const reconnectMs = [250, 1000, 2000, 5000] as const;

/**
 * Listens to topics until closed. Each topic begins with a full snapshot, also after a reconnect, so a handler only
 * ever replaces what it shows. `fetch` instead of EventSource, because the request says as whom it asks.
 */
export const listen = (
  topics: readonly string[],
  onEvent: (topic: string, data: unknown) => void,
  options: { readonly as?: Caller } = {},
): Live => {
  const heardAtMs = signal(0);
  const connected = signal(false);
  const stop = new AbortController();
  // Every stream of the staff hears of emergencies: a browser has few lines to one server.
  const isStaff = options.as === "staff";
  const asked = isStaff ? [...topics, "panic"] : topics;
  if (isStaff) staffStreams.value += 1;
  let failures = 0;

  const heard = (event: string, data: string) => {
    const value: unknown = JSON.parse(data);
    if (event === "beat") learnNodeTime((value as { now: number }).now);
    else if (event === "panic") alerts.value = value as Alerts | null;
    else onEvent(event, value);
    heardAtMs.value = currentMs();
    connected.value = true;
    failures = 0;
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      const line = new AbortController();
      const giveUp = () => line.abort();
      stop.signal.addEventListener("abort", giveUp);
      await readStream(
        `/events?topics=${encodeURIComponent(asked.join(","))}`,
        line,
        heard,
        options.as,
      ).catch(() => {});
      stop.signal.removeEventListener("abort", giveUp);
      connected.value = false;
      const waitMs = reconnectMs[Math.min(failures, reconnectMs.length - 1)] ?? 5000;
      failures += 1;
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
  void run();
  const close = () => {
    if (isStaff && !stop.signal.aborted) staffStreams.value -= 1;
    stop.abort();
  };
  return { heardAtMs, connected, close };
};

const readStream = async (
  path: string,
  line: AbortController,
  onEvent: (event: string, data: string) => void,
  as: Caller | undefined,
): Promise<void> => {
  let silence = setTimeout(() => line.abort(), silenceMsMax);
  try {
    const response = await openStream(path, line.signal, as);
    const reader = response.ok ? response.body?.getReader() : undefined;
    if (!reader) return;
    const parse = eventParser(onEvent);
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(() => line.abort(), silenceMsMax);
      parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(silence);
    line.abort();
  }
};
