import { expect, test, vi } from "vitest";
import { setupBranch } from "./testing";

const seenFrom = (address: string) => ({ requestIP: () => ({ address }) });

test("figures are read on the machine itself: not from elsewhere, and not through a proxy on this machine", async () => {
  const { app } = await setupBranch();
  const metrics = (address: string, headers: Record<string, string> = {}) =>
    app.request("/metrics", { headers }, seenFrom(address));
  const here = await metrics("127.0.0.1");
  const figures = await here.text();
  expect(figures).toContain("sto_log_records");
  expect(figures, "where the secret keys lie, never what they are").toContain('store="file"} 1\n');
  expect((await metrics("203.0.113.9")).status).toBe(404);
  for (const header of ["x-forwarded-for", "forwarded", "x-real-ip"]) {
    const proxied = await metrics("127.0.0.1", { [header]: "203.0.113.9" });
    expect(proxied.status).toBe(403);
    expect(await proxied.text()).toMatch(/not through a proxy/);
  }
});

test("how much waits for headquarters is read from the ends of the streams, never by counting the log", async () => {
  const { app, call, db } = await setupBranch();
  const { n } = db.query<{ n: number }, []>("SELECT count(*) AS n FROM log_open").get()!;
  expect(n).toBeGreaterThan(0);
  const asked = [vi.spyOn(db, "query"), vi.spyOn(db, "prepare")];
  expect((await call("GET", "/node")).body.sync.pendingOut).toBe(n);
  const figures = await (await app.request("/metrics")).text();
  expect(figures).toContain(`sto_log_records{node="test-node"} ${n}\n`);
  expect(asked.flatMap((spy) => spy.mock.calls.map(([text]) => text)).join()).not.toContain("log_open");
});

test("a very first start on a full disk serves reads, says why it is not ready, and begins when there is room", async () => {
  const disk = { full: true };
  const { app, call, db, scheduler, errors } = await setupBranch({
    closed: true,
    writer: {
      commit: (db) => {
        if (disk.full) throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
        db.run("COMMIT");
      },
    },
  });
  const tasks = () => db.query<{ n: number }, []>("SELECT count(*) AS n FROM schedule").get()!.n;
  expect(await scheduler.runDue(), "nothing is there to run").toBe(0);
  expect((await call("GET", "/catalogue")).status).toBe(200);
  const waiting = await app.request("/readyz");
  expect(waiting.status).toBe(503);
  expect(await waiting.text()).toContain("see that the disk has room");
  expect(errors.splice(0).map(String), "said once, not every second").toEqual(['Error: {"type":"DiskFull"}']);

  disk.full = false;
  expect(await scheduler.runDue()).toBeGreaterThan(0);
  expect((await app.request("/readyz")).status).toBe(200);
  expect(tasks()).toBeGreaterThan(1);
  expect(db.query("SELECT 1 FROM right_ LIMIT 1").get(), "its days are open").not.toBeNull();
});
