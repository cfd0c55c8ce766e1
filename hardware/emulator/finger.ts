/** A fingerprint reader of our own with no finger on it: each template is made from the finger's name and a count. */

/** `stall`: takes the question and never answers. */
export type FingerMood = "captured" | "poor_quality" | "timeout" | "stall" | "garbage";

export interface FingerSimulator {
  readonly url: string;
  setMood(mood: FingerMood): void;
  close(): Promise<void>;
}

export const startFingerSimulator = async ({
  host = "127.0.0.1",
  port = 0,
}: { readonly host?: string; readonly port?: number } = {}): Promise<FingerSimulator> => {
  let mood: FingerMood = "captured";
  let touches = 0;
  const server = Bun.serve({
    hostname: host,
    port,
    development: false,
    idleTimeout: 60,
    fetch: hear,
  });
  return {
    url: `http://${host}:${server.port}`,
    setMood(next) {
      mood = next;
    },
    close: () => server.stop(true),
  };

  async function hear(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== "/v1/capture") return new Response("", { status: 404 });
    const { finger } = (await request.json()) as { readonly finger: string };
    if (mood === "stall") return new Promise(() => {});
    if (mood === "garbage") return Response.json({ result: "captured", template: 7 });
    if (mood !== "captured") return Response.json({ result: mood });
    // The head of a finger minutiae record (ISO/IEC 19794-2) and no minutiae: nothing that could be somebody's.
    const template = Buffer.from(`FMR\0 20\0simulator ${finger} ${++touches}`);
    const answer = { template: template.toString("base64"), quality: 71, engine: "simulator 1" };
    return Response.json({ result: "captured", ...answer });
  }
};
