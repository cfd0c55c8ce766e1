/** What only a real socket shows: where one request ends, whose address counts, and methods that no page uses. */
import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { uuidv7 } from "../../sync/core/ids";
import { setupBranch } from "../testing";
import { behindProxies } from "./network";

const listen = async (proxies: readonly string[] = []) => {
  const branch = await setupBranch({ closed: true });
  const peersOf = behindProxies(proxies);
  const asked: string[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, self) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return branch.app.fetch(request, peersOf(self));
    },
  });
  onTestFinished(() => server.stop(true));
  /** Writes these lines to a socket; resolves to everything that came back until the node closed it. */
  const speak = (...lines: readonly string[]) =>
    new Promise<string>((resolve) => {
      let heard = "";
      const socket = connect(server.port!, "127.0.0.1", () => socket.write(lines.join("\r\n")));
      socket.on("data", (data) => (heard += data.toString("latin1")));
      socket.on("close", () => resolve(heard));
      socket.on("error", () => resolve(heard));
    });
  return { branch, asked, speak, url: `http://127.0.0.1:${server.port}` };
};

/** Bun closes some without a word. */
const refusedOrDropped = /^(HTTP\/1\.1 40[0345] |$)/;

describe("where a request ends is told once", () => {
  const post = ["POST /api/v1/holds HTTP/1.1", "host: localhost"];
  const hidden = ["0", "", "GET /api/v1/hidden HTTP/1.1", "host: localhost", "", ""];

  test.each<[what: string, lines: readonly string[]]>([
    ["by length and by chunks", ["content-length: 4", "transfer-encoding: chunked", "", ...hidden]],
    ["by chunks and by length", ["transfer-encoding: chunked", "content-length: 4", "", ...hidden]],
    ["by two lengths", ["content-length: 4", "content-length: 60", "", ...hidden]],
    ["by two lengths in one line", ["content-length: 4, 60", "", ...hidden]],
    ["by two encodings", ["transfer-encoding: chunked", "transfer-encoding: identity", "", ...hidden]],
    ["by an encoding that there is not", ["transfer-encoding: xchunked", "", ...hidden]],
    ["by a length with a sign", ["content-length: +4", "", ...hidden]],
    ["by a length with a space before its colon", ["content-length : 4", "", ...hidden]],
    ["by a chunk whose size is no number", ["transfer-encoding: chunked", "", "zz", "abc", ...hidden]],
  ])("%s: refused, and what hides behind it is never asked", async (_what, lines) => {
    const { asked, speak } = await listen();
    expect(await speak(...post, ...lines)).toMatch(refusedOrDropped);
    expect(asked).not.toContain("GET /api/v1/hidden");
  });
});

test("a method that no page uses is refused, and nothing of the request comes back", async () => {
  const { speak } = await listen();
  for (const method of ["TRACE", "TRACK", "DEBUG", "PROPFIND"]) {
    for (const path of ["/", "/api/v1/node", "/healthz"]) {
      const heard = await speak(
        `${method} ${path} HTTP/1.1`,
        "host: localhost",
        "cookie: secret=1",
        "connection: close",
        "",
        "",
      );
      expect(heard, `${method} ${path}`).toMatch(refusedOrDropped);
      expect(heard).not.toContain("secret");
    }
  }
});

test("no folder is listed, and nothing beside the pages is served", async () => {
  const { url } = await listen();
  const paths = [
    "/.git/config",
    "/.git/HEAD",
    "/.env",
    "/.npmrc",
    "/package.json",
    "/bunfig.toml",
    "/server/main.ts",
    "/assets/",
    "/assets",
    "/fonts/",
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/assets/..%5c..%5cpackage.json",
    "/debug",
    "/server-status",
    "/assets/main.js.map",
  ];
  for (const path of paths) expect((await fetch(`${url}${path}`)).status, path).toBe(404);
});

describe("who asks too often", () => {
  /** Thirty codes of a device in ten minutes are what one network may try. */
  const tries = async (
    { branch, url }: Awaited<ReturnType<typeof listen>>,
    saidBefore: (at: number) => string,
  ) => {
    const { clock, random, deps } = branch;
    const guess = { kind: "kiosk", code: "0000-0000", publicKey: "A".repeat(43), signature: "A".repeat(86) };
    const statuses: number[] = [];
    for (let at = 0; at < 32; at++) {
      const answer = await fetch(`${url}/api/v1/devices/enrol`, {
        method: "POST",
        headers: {
          origin: deps.self.publicUrl,
          "content-type": "application/json",
          "idempotency-key": uuidv7(clock.nowMs(), random),
          "x-forwarded-for": saidBefore(at),
          forwarded: `for=${saidBefore(at)}`,
          "x-real-ip": saidBefore(at),
        },
        body: JSON.stringify(guess),
      });
      statuses.push(answer.status);
    }
    return statuses;
  };
  const stranger = (at: number) => `203.0.113.${at}`;

  test("is not somebody else by saying so", async () => {
    const statuses = await tries(await listen(), stranger);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 403), 429, 429]);
  });

  test("is one of many behind a proxy that the operator named, whatever is claimed before it", async () => {
    const node = await listen(["127.0.0.0/8"]);
    expect(await tries(node, stranger)).not.toContain(429);
    const one = await tries(node, (at) => `${stranger(at)}, 198.51.100.7`);
    expect(one).toEqual([...Array.from({ length: 30 }, () => 403), 429, 429]);
  });
});
