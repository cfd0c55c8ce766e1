/** Servers for benches, each in a process of its own: `bare` commits one row per request, `streams` tells it, too, `branch` is the product. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { Hono } from "hono";
import { openDb } from "../drizzle/db";
import { systemClock, systemRandom } from "../sync/core/clock";
import { orThrow } from "../sync/core/result";
import { openCredentials } from "../sync/credentials";
import { ok } from "../sync/core/result";
import { put } from "../sync/rows";
import { buildApp } from "../server/app";
import { buildNode } from "../server/node";

const [kind, arg] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), "sto-bench-"));

const bare = () => {
  const db = new Database(join(dir, "bare.db"), { create: true, strict: true });
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run("CREATE TABLE booking (id TEXT PRIMARY KEY, body TEXT NOT NULL)");
  const insert = db.query("INSERT INTO booking VALUES (?, ?)");
  const bytes = arg ? "x".repeat(Number(arg)) : "";
  return new Hono()
    .post("/row", async (c) => {
      const body = await c.req.json<object>();
      const id = crypto.randomUUID();
      insert.run(id, JSON.stringify(body));
      return c.json({ id }, 201);
    })
    .get("/bytes", (c) => c.body(bytes, 200, { "content-type": "application/json" }));
};

/** Commits one row, then tells every stream the same bytes. */
const streams = (size: number) => {
  const rows = bare();
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const event = new TextEncoder().encode(`event: row\ndata: ${"x".repeat(size)}\n\n`);
  return new Hono()
    .get("/stream", (c) =>
      c.body(
        new ReadableStream({
          start: (controller) => {
            const send = (bytes: Uint8Array) => controller.enqueue(bytes);
            listeners.add(send);
            c.req.raw.signal.addEventListener("abort", () => listeners.delete(send));
            send(event);
          },
        }),
        200,
        { "content-type": "text/event-stream" },
      ),
    )
    .post("/tell", async () => {
      const done = await rows.request("/row", { method: "POST", body: "{}" });
      for (const send of listeners) send(event);
      return done;
    });
};

const branch = async (code: string) => {
  const db = orThrow(openDb(join(dir, "sto.db")));
  const node = await buildNode({
    db,
    clock: systemClock,
    random: systemRandom,
    credentials: openCredentials(dir, systemRandom),
    self: {
      id: "bench",
      role: "branch",
      alias: 2,
      branch: code,
      version: "bench",
      demo: true,
      official: false,
      keyStore: "file",
      publicUrl: "http://localhost",
      origins: ["http://localhost"],
      hqUrl: null,
      branchUrls: new Map(),
    },
    die: () => process.exit(1),
    report: (what, cause) => console.error(what, cause),
  });
  await node.scheduler.runDue();
  const app = buildApp(node.deps, { report: (cause) => console.error(cause), log: () => {} });
  // All phones of a bench come from one address: its limit is forgotten now and then.
  app.post("/forget", (c) => {
    db.run("DELETE FROM rate_limit");
    return c.body(null, 204);
  });
  // What a bench measures is the booking: the codes before it come from people's telephones.
  app.post("/prove", (c) => {
    for (const kind of ["sms", "email"])
      db.query("INSERT OR REPLACE INTO proof SELECT session, hold, ?, 'bench', ? FROM pending_visit").run(
        kind,
        systemClock.nowMs(),
      );
    return c.body(null, 204);
  });
  // The thinnest write there is through the kernel: what group commit alone brings.
  app.post("/thin", async (c) => {
    const body = await c.req.json<object>();
    const done = await node.deps.writer.submit(
      { actor: { kind: "staff", id: "bench", role: "officer" }, requestId: "b" },
      (tx) => {
        const id = tx.newId();
        return ok({
          intent: "test",
          rows: [put("meta", { key: id, value: JSON.stringify(body) })],
          answer: { id },
        });
      },
    );
    return done.ok ? c.json(done.value, 201) : c.json(done.error, 503);
  });
  return app;
};

const app =
  kind === "bare" ? bare() : kind === "streams" ? streams(Number(arg)) : await branch(arg ?? "PJY-PPP");
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: (request, self) => app.fetch(request, self),
});
console.log(`listening ${server.port}`);
