/** A matcher of our own, 1:1, that looks at nobody: it does what it is told, by a switch or by the reference it gets. */

/** `stall`: takes the question and never answers. `garbage`: answers something else. */
export type MatcherMood = "match" | "no_match" | "doubt" | "stall" | "garbage";

export interface MatcherSimulator {
  readonly url: string;
  /** What it does unless the reference says otherwise, at one lane or everywhere. */
  setMood(mood: MatcherMood, at?: string): void;
  /** Gone, or back at the same place. */
  power(on: boolean): Promise<void>;
  /** Questions so far. */
  readonly asked: number;
  close(): Promise<void>;
}

const threshold = 0.6;
const scoreByMood = { match: 0.93, no_match: 0.12, doubt: 0.57 } as const;

/** A reference that begins with these letters is treated so: `simulator:doubt`. */
const told = /^simulator:(match|no_match|doubt|stall|garbage)\b/;

export const startMatcherSimulator = async ({
  host = "127.0.0.1",
  port = 0,
}: { readonly host?: string; readonly port?: number } = {}): Promise<MatcherSimulator> => {
  let everywhere: MatcherMood = "match";
  const byPlace = new Map<string, MatcherMood>();
  let asked = 0;
  let server = serve(port);
  const keptPort = server.port ?? port;

  return {
    url: `http://${host}:${keptPort}`,
    get asked() {
      return asked;
    },
    setMood(mood, at) {
      if (at === undefined) {
        everywhere = mood;
        byPlace.clear();
      } else byPlace.set(at, mood);
    },
    async power(on) {
      if (on) server = serve(keptPort);
      else await server.stop(true);
    },
    close: () => server.stop(true),
  };

  function serve(at: number) {
    return Bun.serve({ hostname: host, port: at, development: false, idleTimeout: 60, fetch: hear });
  }

  async function hear(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== "/v1/match") return new Response("", { status: 404 });
    asked++;
    const { id, at, reference } = (await request.json()) as {
      readonly id: string;
      readonly at: string;
      readonly reference: string | null;
    };
    const mood = moodOf(reference) ?? byPlace.get(at) ?? everywhere;
    if (mood === "stall") return new Promise(() => {});
    if (mood === "garbage") return new Response("\u0002no JSON");
    return Response.json({ id, result: mood, score: scoreByMood[mood], threshold, engine: "simulator 1" });
  }
};

const moodOf = (reference: string | null): MatcherMood | undefined => {
  if (reference === null) return undefined;
  return told.exec(Buffer.from(reference, "base64").toString("latin1"))?.[1] as MatcherMood | undefined;
};
