/** The line between a phone or tablet and the branch, in a test's own hands. */
import { onTestFinished } from "vitest";

export interface Line {
  /** Where the phone finds the branch. */
  readonly url: string;
  /** From now on the branch serves a newer version of the pages' service worker. */
  newVersion(): void;
  /** Nobody listens there any more; open connections break. */
  cut(): void;
  mend(): void;
}

export const openLine = (branch: string): Line => {
  let version = "";
  const listen = (port: number) =>
    Bun.serve({
      hostname: "127.0.0.1",
      port,
      idleTimeout: 60,
      fetch: async (request) => {
        const { pathname, search } = new URL(request.url);
        const sent = new Headers(request.headers);
        for (const name of ["host", "accept-encoding", "if-none-match"]) sent.delete(name);
        // The branch is asked under its own address, as a proxy of its own would.
        if (sent.has("origin")) sent.set("origin", branch);
        const { method, body, signal } = request;
        const answer = await fetch(branch + pathname + search, {
          method,
          headers: sent,
          body,
          signal,
          redirect: "manual",
        });
        const headers = new Headers(answer.headers);
        for (const name of ["content-encoding", "content-length", "etag"]) headers.delete(name);
        const whole = pathname === "/sw.js" ? `${await answer.text()}\n${version}` : answer.body;
        return new Response(whole, { status: answer.status, headers });
      },
    });
  let server = listen(0);
  const { port } = server;
  onTestFinished(() => server.stop(true));
  return {
    url: `http://localhost:${port}`,
    newVersion: () => {
      version = "// the next version";
    },
    cut: () => void server.stop(true),
    mend: () => {
      server = listen(port!);
    },
  };
};
