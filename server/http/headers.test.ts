/** What every answer says of itself to a browser (ASVS 3.4, 3.5, 16.5). */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pwaFolder } from "../../pwa/embed";
import { stateHash } from "../../sync/replay";
import { headersAs, phone, setupBranch, type TestBranch } from "../testing";
import { bodyBytesMax } from "./server";

const own = "http://localhost";
const asPerson = (branch: TestBranch) => ({ ...headersAs(branch, phone("siti")), origin: own });

/** One of each sort of answer, by what it is. */
const answersOf = async (branch: TestBranch): Promise<readonly (readonly [what: string, Response])[]> => {
  const { app } = branch;
  const hashed = readdirSync(join(pwaFolder, "assets")).find((name) => name.endsWith(".js"))!;
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  const post = (body: string, headers: Record<string, string> = {}) =>
    app.request("/api/v1/holds", {
      method: "POST",
      headers: { ...asPerson(branch), "content-type": "application/json", ...headers },
      body,
    });
  const days = "/api/v1/availability/earliest?service=PMA-BAHARUI&kind=citizen";
  return [
    ["a page", await get("/")],
    ["a hashed file", await get(`/assets/${hashed}`)],
    ["a worker", await get("/worker/scan.js")],
    ["the service worker", await get("/sw.js")],
    ["an answer", await get("/api/v1/node")],
    ["an answer that is kept", (await get(days), await get(days))],
    ["a description", await get("/api/openapi.json")],
    ["a sign of life", await get("/healthz")],
    ["figures", await get("/metrics")],
    ["a stream", await get("/api/v1/events?topics=display", headersAs(branch, "display:1"))],
    ["400", await post("{")],
    ["401", await get("/api/v1/bookings")],
    ["403", await get("/api/v1/queue", asPerson(branch))],
    ["404 of the API", await get("/api/v1/nowhere")],
    ["404 of the pages", await get("/nowhere")],
    ["413", await post("x".repeat(bodyBytesMax + 1))],
    ["415", await post("{}", { "content-type": "text/plain" })],
    ["another origin", await post("{}", { origin: "https://evil.example" })],
  ];
};

test("every answer, also a refusal, a file and a stream, says that this site is https and what it may do", async () => {
  const branch = await setupBranch({ closed: true });
  for (const [what, { headers, body }] of await answersOf(branch)) {
    await body?.cancel();
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(
      headers.get("strict-transport-security") ?? "",
    )!;
    expect(Number(seconds), what).toBeGreaterThanOrEqual(31_536_000);
    expect(headers.get("x-content-type-options"), what).toBe("nosniff");
    expect(headers.get("referrer-policy"), what).toBe("no-referrer");
    expect(headers.get("content-type") ?? "", what).toMatch(/\w\/\w/);
    expect(headers.get("content-security-policy"), what).toMatch(/^default-src 'none'/);
  }
});

test("a page loads only what is ours, inlines nothing, and is framed by nobody", async () => {
  const branch = await setupBranch({ closed: true });
  for (const [what, { headers, body }] of await answersOf(branch)) {
    await body?.cancel();
    const csp = headers.get("content-security-policy")!;
    const sources = csp.split("; ").flatMap((part) => part.split(" ").slice(1));
    const allowed = ["'none'", "'self'", "data:", "blob:"];
    // The camera's decoder is a program in WebAssembly: its worker alone may compile one.
    if (what === "a worker") allowed.push("'wasm-unsafe-eval'");
    expect(
      sources.filter((source) => !allowed.includes(source)),
      `${what}: ${csp}`,
    ).toEqual([]);
    if (!/text\/html|json/.test(headers.get("content-type")!)) continue;
    expect(csp, what).toContain("frame-ancestors 'none'");
    expect(csp, what).toContain("base-uri 'none'");
    expect(csp, what).toContain("form-action 'self'");
    expect(headers.get("x-frame-options"), what).toBe("DENY");
    expect(headers.get("cross-origin-opener-policy"), what).toBe("same-origin");
  }
});

test("no other origin is ever told that it may read", async () => {
  const branch = await setupBranch({ closed: true });
  const paths = ["/", "/api/v1/node", "/api/v1/catalogue", "/api/openapi.json", "/healthz", "/nowhere"];
  for (const origin of ["https://evil.example", "null", "http://localhost.evil.example", own]) {
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "OPTIONS"]) {
        const asked = { origin, "access-control-request-method": "POST" };
        const { headers } = await branch.app.request(path, { method, headers: asked });
        const given = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
        expect(given, `${method} ${path} from ${origin}`).toEqual([]);
      }
    }
  }
});

test("who names another origin is refused, whatever the method, also on the live pages and where an answer is kept", async () => {
  const branch = await setupBranch({ closed: true });
  const before = stateHash(branch.db);
  const days = "/availability/earliest?service=PMA-BAHARUI&kind=citizen";
  expect((await branch.call("GET", days)).status).toBe(200);
  const paths = ["/node", "/bookings", "/holds/x", "/events?topics=ticket:x", days];
  for (const origin of ["https://evil.example", "null", "", "http://localhost:1", `${own}, ${own}`]) {
    for (const path of paths) {
      for (const method of ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]) {
        const what = `${method} ${path} from ${origin}`;
        const headers = { ...headersAs(branch, phone("siti")), origin };
        const refused = await branch.app.request(`/api/v1${path}`, { method, headers });
        expect(refused.status, what).toBe(403);
        if (method !== "HEAD") expect(await refused.json(), what).toMatchObject({ code: "wrong_origin" });
      }
    }
  }
  expect(stateHash(branch.db)).toBe(before);
  expect((await branch.call("GET", "/node", undefined, { headers: { origin: own } })).status).toBe(200);
});

test("without the right origin no content type gets a change through", async () => {
  const branch = await setupBranch({ closed: true });
  const types = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data",
    "",
  ];
  for (const origin of [undefined, "https://evil.example"]) {
    for (const type of types) {
      const refused = await branch.app.request("/api/v1/holds", {
        method: "POST",
        headers: {
          ...headersAs(branch, phone("siti")),
          "content-type": type,
          ...(origin === undefined ? {} : { origin }),
        },
        body: "{}",
      });
      const { code } = (await refused.json()) as { code: string };
      expect([refused.status, code], `${origin} ${type}`).toEqual([403, "wrong_origin"]);
    }
  }
});

test("a file that is sent along is not taken: forms with parts are no JSON", async () => {
  const branch = await setupBranch({ closed: true });
  const form = new FormData();
  form.set("file", new Blob(["x"]), "x.png");
  const answer = await branch.app.request("/api/v1/holds", {
    method: "POST",
    headers: asPerson(branch),
    body: form,
  });
  expect(answer.status).toBe(415);
});

test("an error that no rule foresaw is answered by an id alone, and reported under that id", async () => {
  const branch = await setupBranch({ closed: true, checkReplay: false });
  branch.db.run("ALTER TABLE branch RENAME TO branch_gone");
  const broken = await branch.call("GET", "/catalogue");
  expect(broken.status).toBe(500);
  expect(broken.body).toEqual({
    type: "about:blank",
    title: "Internal error",
    status: 500,
    code: "internal_error",
    requestId: broken.headers.get("x-request-id"),
  });
  expect(broken.headers.get("strict-transport-security")).toMatch(/max-age/);
  expect(String(branch.errors.splice(0)[0])).toMatch(/no such table/);
});
