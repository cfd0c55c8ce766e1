import { createServer, type Server, Socket } from "node:net";
import { OpenAPIHono } from "@hono/zod-openapi";
import * as fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { orThrow } from "../../sync/core/result";
import type { DoorDeps } from "../../sync/door";
import { httpTransport } from "../../sync/http-transport";
import { authorize, bodyHashOf } from "../../sync/request-signing";
import { pushBytesMax, syncPath } from "../../sync/transport";
import { transportContract } from "../../sync/transport.contract";
import {
  batchOf,
  type ConnectOptions,
  hqAlias,
  klang,
  nodeParts,
  setupHq,
  signerOf,
  turns,
  until,
} from "../../sync/transport.fixture";
import { framesOf } from "../../sync/wire";
import { notFound, onError, secure } from "../http/server";
import type { Env } from "../http/request";
import { syncRoutes } from "./sync.route";

/** HQ's routes on a real socket, as the program mounts them. */
const setup = async (options?: Pick<DoorDeps, "bytesInFlightMax">) => {
  const hq = setupHq(options);
  const reported: unknown[] = [];
  const random = seededRandom(3);
  const app = new OpenAPIHono<Env>();
  app.onError(onError((cause) => reported.push(cause)));
  app.notFound(notFound);
  app.use(secure);
  app.route("/sync/v1", syncRoutes({ door: hq.door, newId: () => uuidv7(hq.hqTimers.nowMs(), random) }));
  const listen = (port: number) =>
    Bun.serve({ hostname: "127.0.0.1", port, fetch: app.fetch, maxRequestBodySize: 2 * pushBytesMax });
  let server = listen(0);
  const port = server.port!;
  const url = `http://127.0.0.1:${port}`;
  let isUp = true;
  let underWay = 0;

  onTestFinished(async () => {
    hq.door.hints.stop();
    await server.stop(true);
  });

  const countedFetch = async (address: string, init: RequestInit) => {
    underWay += 1;
    try {
      return await fetch(address, init);
    } finally {
      underWay -= 1;
    }
  };
  return {
    ...hq,
    url,
    port,
    reported,
    connect: (connecting?: ConnectOptions) =>
      httpTransport({ ...nodeParts(hq, connecting), url, fetch: countedFetch }),
    cut: async () => {
      isUp = false;
      await server.stop(true);
    },
    mend: async () => {
      server = listen(port);
      isUp = true;
    },
    settled: async () => {
      await until(() => underWay === 0);
      // What was written before this question is asked has arrived before its answer has.
      if (isUp) await (await fetch(`${url}/`)).arrayBuffer();
      await turns(5);
    },
  };
};

transportContract("HTTP", setup);

type Hq = Awaited<ReturnType<typeof setup>>;

const one = batchOf(`${klang}/hq`, 1);
const bodyOf = (...batches: Uint8Array[]) => Buffer.concat([...framesOf(batches)]);

let nonces = 0;

/** Signs as the branch of Klang does. */
const signed = (hq: Hq, method: string, target: string, body: Uint8Array = new Uint8Array(0)) =>
  authorize(
    {
      method,
      target,
      alias: klang,
      audience: hqAlias,
      timeMs: hq.hqTimers.nowMs(),
      nonce: Buffer.alloc(16, (nonces += 1)).toString("base64url"),
      bodyHash: bodyHashOf([body]),
    },
    signerOf(klang).sign,
  );

const post = async (
  hq: Hq,
  target: string,
  body: Uint8Array,
  authorization = signed(hq, "POST", target, body),
) => {
  const response = await fetch(hq.url + target, {
    method: "POST",
    headers: authorization ? { authorization } : {},
    body: Uint8Array.from(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
};

interface Answer {
  readonly code?: string;
  readonly requestId?: string;
  readonly nowMs?: number;
  readonly retryAfterS?: number;
}

/** Writes these bytes to HQ's socket and hangs up; gives back what HQ said. */
const sayRaw = (port: number, text: string, body: Uint8Array, hangUp: "end" | "destroy") =>
  new Promise<string>((resolve, reject) => {
    let heard = "";
    const socket = new Socket();
    socket.on("data", (chunk) => {
      heard += chunk.toString();
      socket.end();
    });
    socket.on("close", () => resolve(heard));
    socket.on("error", reject);
    socket.connect(port, "127.0.0.1", () => {
      socket.write(text);
      socket.write(body, () => hangUp === "destroy" && socket.destroy());
    });
  });

describe("HQ's address for nodes", () => {
  test("shuts out who shows no signature, with a problem that names its request", async () => {
    const hq = await setup();
    const shut = await post(hq, syncPath.push, bodyOf(one), "");
    expect([shut.status, shut.body.code]).toEqual([401, "signature_required"]);
    expect(shut.headers.get("content-type")).toBe("application/problem+json");
    expect(shut.headers.get("x-request-id")).toBe(shut.body.requestId);
    expect((await post(hq, syncPath.push, bodyOf(one), "Bearer x")).status).toBe(401);
    expect(hq.peer.asked).toEqual([]);
  });

  test("hears a captured request once, however it is sent again", async () => {
    const hq = await setup();
    const body = bodyOf(one);
    const captured = signed(hq, "POST", syncPath.push, body);
    expect((await post(hq, syncPath.push, body, captured)).status).toBe(200);
    expect((await post(hq, syncPath.push, body, captured)).body.code).toBe("replayed");
    expect((await post(hq, `${syncPath.push}?`, body, captured)).body.code).toBe("replayed");
    expect((await post(hq, `${syncPath.push}?x`, body, captured)).body.code).toBe("bad_signature");
    expect((await post(hq, syncPath.claim, body, captured)).body.code).toBe("bad_signature");
    hq.hqTimers.advance(300_000);
    const late = await post(hq, syncPath.push, body, captured);
    expect(late.body).toMatchObject({ code: "clock_off", nowMs: hq.hqTimers.nowMs() });
    expect(hq.peer.asked).toEqual(["push"]);
  });

  test("takes no other body than the one that was signed", async () => {
    const hq = await setup();
    const authorization = signed(hq, "POST", syncPath.push, bodyOf(one));
    const other = await post(hq, syncPath.push, bodyOf(batchOf("5/hq", 2)), authorization);
    expect([other.status, other.body.code]).toEqual([400, "body_differs"]);
    expect(hq.peer.asked).toEqual([]);
  });

  test("says what is wrong with a body that is cut short inside, or no body of ours", async () => {
    const hq = await setup();
    const codeOf = async (path: string, body: Uint8Array) => {
      const { status, body: problem } = await post(hq, path, body);
      return [status, problem.code];
    };
    expect(await codeOf(syncPath.push, bodyOf(one).subarray(0, -1))).toEqual([400, "truncated_body"]);
    expect(await codeOf(syncPath.push, Buffer.concat([bodyOf(one), one]))).toEqual([400, "invalid_body"]);
    expect(await codeOf(syncPath.keys, Buffer.from("{"))).toEqual([400, "malformed_json"]);
    expect(await codeOf(syncPath.keys, Buffer.from('{"give":[],"want":[1]}'))).toEqual([400, "invalid_body"]);
    expect(await codeOf(syncPath.claim, Buffer.from('{"people":[]}'))).toEqual([400, "invalid_body"]);
    expect(await codeOf(syncPath.claim, Buffer.alloc(20_000, " "))).toEqual([413, "body_too_large"]);
    expect(hq.peer.asked).toEqual([]);
  });

  test.each([
    "have=",
    "streams=all",
    "streams=all&have=",
    "streams=ALL&have=",
    "streams=all,all&have=,",
    "streams=all&have=x",
  ])("does not read a question of %j into anything else", async (query) => {
    const hq = await setup();
    const target = `${syncPath.pull}?${query}`;
    const response = await fetch(hq.url + target, { headers: { authorization: signed(hq, "GET", target) } });
    // An empty vector is a right answer to one stream: everything is missing.
    const isRight = query === "streams=all&have=" || query === "streams=all";
    expect(response.status).toBe(isRight ? 200 : 400);
    if (!isRight) expect(await response.json()).toMatchObject({ code: "invalid_query" });
  });

  test("refuses a body that is too large before it comes, and one of unknown length", async () => {
    const hq = await setup();
    const head = (more: string) =>
      `POST ${syncPath.push} HTTP/1.1\r\nhost: hq\r\nauthorization: ${signed(hq, "POST", syncPath.push)}\r\n${more}\r\n\r\n`;
    const tooLarge = `content-length: ${pushBytesMax + 1}`;
    expect(await sayRaw(hq.port, head(tooLarge), Buffer.from("a"), "end")).toMatch(/ 413 [^]*body_too_large/);
    const chunked = "transfer-encoding: chunked";
    expect(await sayRaw(hq.port, head(chunked), Buffer.from("1\r\na\r\n"), "end")).toMatch(/ 411 /);
    expect(hq.peer.asked).toEqual([]);
  });

  test("forgets a push whose line broke half way, and has room for the next", async () => {
    const hq = await setup();
    const body = bodyOf(one);
    const head = `POST ${syncPath.push} HTTP/1.1\r\nhost: hq\r\nauthorization: ${signed(hq, "POST", syncPath.push, body)}\r\ncontent-length: ${body.length}\r\n\r\n`;
    await sayRaw(hq.port, head, body.subarray(0, 9), "destroy");
    const node = hq.connect();
    let pushed = await node.push([one]);
    // HQ may still be learning that the first line is gone.
    while (!pushed.ok && pushed.error.type === "Busy") pushed = await node.push([one]);
    expect(orThrow(pushed).heads).toEqual({ "5/hq": 1 });
    expect(hq.peer.asked).toEqual(["push"]);
  });

  test("answers 429 to a second push of one node, 503 when all are too many, both with Retry-After", async () => {
    const hq = await setup({ bytesInFlightMax: 100 });
    const disk = Promise.withResolvers<void>();
    hq.peer.disk = disk.promise;
    const first = hq.connect().push([one]);
    await until(() => hq.peer.asked.length === 1);
    const second = await post(hq, syncPath.push, bodyOf(one));
    expect([second.status, second.headers.get("retry-after"), second.body.retryAfterS]).toEqual([
      429,
      "1",
      1,
    ]);
    disk.resolve();
    await first;
    hq.peer.refusal = { type: "Busy", retryAfterS: 9 };
    const busy = await post(hq, syncPath.push, bodyOf(one));
    expect([busy.status, busy.headers.get("retry-after"), busy.body.code]).toEqual([503, "9", "overloaded"]);
  });

  test("lets a full segment be kept for ever, by the asking node alone, and the last one not at all", async () => {
    const hq = await setup();
    hq.peer.segmentBytesMax = 10;
    hq.peer.holds(batchOf("1/all", 1), batchOf("1/all", 2));
    const pull = async (have: string) => {
      const target = `${syncPath.pull}?streams=all&have=${have}`;
      const response = await fetch(hq.url + target, {
        headers: { authorization: signed(hq, "GET", target) },
      });
      return [response.headers.get("cache-control"), response.headers.get("sto-more")];
    };
    expect(await pull("")).toEqual(["private, max-age=31536000, immutable", "1"]);
    expect(await pull("1.1")).toEqual(["no-store", "0"]);
  });

  test("survives a bug behind it: reported, answered, and the node's place is free again", async () => {
    const hq = await setup();
    const push = hq.peer.push.bind(hq.peer);
    hq.peer.push = async () => {
      throw new Error("a bug");
    };
    expect(await hq.connect().push([one])).toMatchObject({
      error: { type: "Unreachable", why: "answered with 500" },
    });
    expect(String(hq.reported[0])).toBe("Error: a bug");
    hq.peer.push = push;
    expect((await hq.connect().push([one])).ok).toBe(true);
  });

  test("lets a node go that does not read its hints", async () => {
    const hq = await setup();
    const target = syncPath.hint;
    const asleep = await fetch(hq.url + target, { headers: { authorization: signed(hq, "GET", target) } });
    expect(hq.door.hints.size).toBe(1);
    for (let beat = 0; beat < 1000; beat++) hq.hqTimers.advance(5000);
    expect(hq.door.hints.size).toBe(0);
    await asleep.body?.cancel();
  });

  test("changes nothing for ten thousand requests with something changed", async () => {
    const hq = await setup();
    const body = bodyOf(one);
    const before = signed(hq, "POST", syncPath.push, body);
    const app = new OpenAPIHono<Env>().route("/sync/v1", syncRoutes({ door: hq.door, newId: () => "r" }));
    const mutation = fc.record({
      where: fc.constantFrom("head", "body"),
      at: fc.noBias(fc.nat(999)),
      by: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ where, at, by }) => {
        const changed = Uint8Array.from(body);
        if (where === "body") changed[at % changed.length]! ^= by;
        const letters = [...before];
        const letter = at % letters.length;
        if (where === "head")
          letters[letter] = String.fromCharCode(
            33 + ((letters[letter]!.charCodeAt(0) - 33 + (by % 93) + 1) % 94),
          );
        fc.pre(where === "body" || letters.join("") !== before);
        const answered = await app.request(syncPath.push, {
          method: "POST",
          headers: { authorization: letters.join(""), "content-length": String(changed.length) },
          body: changed,
        });
        expect(answered.status).toBeGreaterThanOrEqual(400);
        expect(answered.status).toBeLessThan(500);
      }),
      { numRuns: 10_000, seed: 20261207 },
    );
    expect(hq.peer.asked).toEqual([]);
    expect(hq.peer.kept).toEqual([]);
  });
});

/** Somebody else at HQ's address: answers every line with these bytes, then hangs up unless told to wait. */
const setupImpostor = async (bytes: string | Uint8Array, options: { readonly waits?: boolean } = {}) => {
  const sockets = new Set<Socket>();
  let asked = 0;
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      asked += 1;
      if (options.waits) socket.write(bytes);
      else socket.end(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as { readonly port: number };
  const { nodeTimers } = setupHq();
  let alarms = 0;
  const counted: typeof nodeTimers = {
    ...nodeTimers,
    after: (delayMs, run) => {
      alarms += 1;
      return nodeTimers.after(delayMs, run);
    },
  };
  const node = httpTransport({ ...nodeParts({ nodeTimers: counted }), url: `http://127.0.0.1:${port}/` });
  return {
    node,
    nodeTimers,
    asked: () => asked,
    /** The node has read something of an answer: it waits anew from there. */
    hasHeard: () => until(() => alarms > 1),
    hangUp: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
};

const http = (status: string, headers: string, body: string | Uint8Array = "") =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n`, "latin1"), Buffer.from(body)]);

const segment = (body: Uint8Array, length: number, more = "") =>
  http(
    "200 OK",
    `content-type: application/octet-stream\r\nsto-now: 5000\r\ncontent-length: ${length}${more}`,
    body,
  );

describe("a node at HQ's address", () => {
  const claim = {
    indexVersion: 1,
    service: "s",
    account: "a",
    verified: false,
    people: [{ no: 1, index: "i" }],
  };

  test.each<[string, Uint8Array]>([
    ["a hotel's login page", http("200 OK", "content-type: text/html\r\ncontent-length: 5", "hello")],
    ["a way to somewhere else", http("302 Found", "location: http://127.0.0.1:1/\r\ncontent-length: 0")],
    ["a proxy without HQ", http("502 Bad Gateway", "content-type: text/html\r\ncontent-length: 3", "bad")],
    ["a proxy that forbids", http("403 Forbidden", "content-type: text/html\r\ncontent-length: 2", "no")],
    ["JSON that is no answer", http("200 OK", "content-type: application/json\r\ncontent-length: 4", "null")],
    ["JSON that is none", http("200 OK", "content-type: application/json\r\ncontent-length: 1", "{")],
    ["no HTTP", Buffer.from("SSH-2.0-OpenSSH\r\n")],
    ["nothing", Buffer.alloc(0)],
  ])("that finds %s there has reached nobody", async (_what, bytes) => {
    const { node } = await setupImpostor(bytes);
    const error = { type: "Unreachable" };
    expect(await node.push([one])).toMatchObject({ ok: false, error });
    expect(await node.pull(["all"], new Map())).toMatchObject({ ok: false, error });
    expect(await node.keys({ give: [], want: [] })).toMatchObject({ ok: false, error });
    expect(await node.claim(claim, 300)).toMatchObject({ ok: false, error });
  });

  test("keeps what came whole of a segment whose line broke, and asks for the rest", async () => {
    const body = bodyOf(batchOf("1/all", 1), batchOf("1/all", 2));
    const { node, hasHeard, hangUp } = await setupImpostor(segment(body.subarray(0, 18), body.length), {
      waits: true,
    });
    const pulled = node.pull(["all"], new Map());
    await hasHeard();
    hangUp();
    const { batches, more } = orThrow(await pulled);
    expect([batches.map((bytes) => Buffer.from(bytes).toString()), more]).toEqual([["1/all 1 "], true]);
  });

  test("is not told that a segment is whole when its end is missing, whatever the layers below say", async () => {
    const body = bodyOf(batchOf("1/all", 1));
    const { node } = await setupImpostor(segment(body.subarray(0, 8), 8));
    expect(await node.pull(["all"], new Map())).toMatchObject({ ok: false, error: { type: "Unreachable" } });
  });

  test("takes no bytes that are not framed as HQ's", async () => {
    const body = Buffer.concat([bodyOf(batchOf("1/all", 1)), Buffer.from("more")]);
    const { node } = await setupImpostor(segment(body, body.length));
    expect(await node.pull(["all"], new Map())).toMatchObject({
      ok: false,
      error: { type: "Unreachable", why: "not HQ's bytes: BytesAfterEnd" },
    });
  });

  test("adds the age of a segment that a cache gave again to HQ's time in it", async () => {
    const body = bodyOf(batchOf("1/all", 1));
    const { node } = await setupImpostor(segment(body, body.length, "\r\nage: 60"));
    expect(orThrow(await node.pull(["all"], new Map())).nowMs).toBe(65_000);
  });

  test("waits as long as a proxy asks, five seconds when it does not say", async () => {
    const asked = await setupImpostor(http("503 Busy", "retry-after: 30\r\ncontent-length: 0"));
    expect(await asked.node.push([one])).toMatchObject({ error: { type: "Busy", retryAfterS: 30 } });
    const silent = await setupImpostor(http("429 Slow", "content-length: 0"));
    expect(await silent.node.push([one])).toMatchObject({ error: { type: "Busy", retryAfterS: 5 } });
  });

  test("gives up on a line that takes everything and says nothing: soon for a pull, later for a large push", async () => {
    const { node, nodeTimers, asked } = await setupImpostor("", { waits: true });
    const outcome: string[] = [];
    const pulled = node.pull(["all"], new Map()).then((answer) => outcome.push(`pull ${answer.ok}`));
    const pushed = node
      .push([batchOf("5/hq", 1, 100_000)])
      .then((answer) => outcome.push(`push ${answer.ok}`));
    await until(() => asked() >= 2);
    nodeTimers.advance(19_999);
    await turns();
    expect(outcome).toEqual([]);
    nodeTimers.advance(1);
    await pulled;
    expect(outcome).toEqual(["pull false"]);
    nodeTimers.advance(50_010);
    await pushed;
    expect(outcome).toEqual(["pull false", "push false"]);
  });

  test("gives up on a segment that stands still, and keeps what came", async () => {
    const body = bodyOf(batchOf("1/all", 1), batchOf("1/all", 2));
    const { node, nodeTimers, hasHeard } = await setupImpostor(segment(body.subarray(0, 20), body.length), {
      waits: true,
    });
    const pulled = node.pull(["all"], new Map());
    await hasHeard();
    nodeTimers.advance(20_000);
    expect(await pulled).toMatchObject({ ok: true, value: { more: true } });
  });
});
