/** A document-reader service of our own, with specimens instead of a lens: what `reader/service.ts` describes, and its ways to fail. */
import { type Timers, systemTimers } from "../../sync/core/timers";
import type { ChipResult } from "../ports";

export interface LaidDocument {
  readonly mrz: readonly string[];
  readonly chip: ChipResult;
  readonly image?: Uint8Array | null;
  readonly face?: Uint8Array | null;
}

/**
 * - `well`: as described.
 * - `slow`: each answer waits for this many milliseconds.
 * - `garbage`: answers that are no JSON. `nonsense`: JSON that no reader says. `endless`: an answer that is too long.
 * - `hang`: takes questions and never answers.
 */
export type ReaderMood =
  | "well"
  | "garbage"
  | "nonsense"
  | "endless"
  | "hang"
  | { readonly type: "slow"; readonly ms: number };

export interface ReaderSimulator {
  readonly url: string;
  /** Somebody lays a document on the glass. */
  lay(document: LaidDocument): void;
  setMood(mood: ReaderMood): void;
  /** Gone, or back at the same place; what it knew is forgotten. */
  power(on: boolean): Promise<void>;
  close(): Promise<void>;
}

const waitMsMax = 30_000;
/** Reads kept for who asks late. */
const readsKept = 16;

export const startReaderSimulator = async ({
  host = "127.0.0.1",
  port = 0,
  timers = systemTimers,
}: {
  readonly host?: string;
  readonly port?: number;
  readonly timers?: Timers;
} = {}): Promise<ReaderSimulator> => {
  let life = 0;
  let seq = 0;
  let reads: { readonly seq: number; readonly atMs: number; readonly body: object }[] = [];
  let mood: ReaderMood = "well";
  const waiting = new Set<() => void>();
  let server = serve(port);
  const keptPort = server.port ?? port;
  const url = `http://${host}:${keptPort}`;

  return {
    url,
    lay({ mrz, chip, image = null, face = null }) {
      seq++;
      const body = { id: `${life}-${seq}`, mrz, chip, image: base64(image), face: base64(face) };
      reads = [...reads, { seq, atMs: timers.nowMs(), body }].slice(-readsKept);
      wake();
    },
    setMood(next) {
      mood = next;
      wake();
    },
    async power(on) {
      if (!on) return close();
      life++;
      seq = 0;
      reads = [];
      server = serve(keptPort);
    },
    close,
  };

  function serve(at: number) {
    return Bun.serve({ hostname: host, port: at, idleTimeout: 60, development: false, fetch: hear });
  }

  async function close(): Promise<void> {
    wake();
    await server.stop(true);
  }

  function wake(): void {
    for (const run of waiting) run();
  }

  async function hear(request: Request): Promise<Response> {
    const asked = new URL(request.url);
    if (asked.pathname !== "/v1/reads") return new Response("", { status: 404 });
    if (mood === "hang") return new Promise(() => {});
    if (typeof mood === "object") await pause(mood.ms);
    if (mood === "garbage") return new Response("\u0002 not a word of JSON");
    if (mood === "nonsense") return Response.json({ cursor: 7, reads: "none" });
    if (mood === "endless") return new Response(" ".repeat(8 * 1024 * 1024));
    const [ofLife, after] = (asked.searchParams.get("after") ?? "").split(".").map(Number);
    if (ofLife !== life || after === undefined || asked.searchParams.get("after") === null)
      return answer(seq);
    const wait = Math.min(waitMsMax, Number(asked.searchParams.get("wait") ?? 0) || 0);
    if (after >= seq) await pause(wait);
    return answer(after);
  }

  function answer(after: number): Response {
    const nowMs = timers.nowMs();
    const found = reads
      .filter((read) => read.seq > after)
      .map(({ body, atMs }) => ({ ...body, ageMs: Math.max(0, nowMs - atMs) }));
    return Response.json({ cursor: `${life}.${seq}`, reads: found });
  }

  /** Until something is laid down, or the time is over. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        cancel();
        waiting.delete(done);
        resolve();
      };
      const cancel = timers.after(ms, done);
      waiting.add(done);
    });
  }
};

const base64 = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString("base64");
