/** For supervisors and monitors: alive, ready, and figures in Prometheus text. Not public. */
import { Hono } from "hono";
import { recordsWritten } from "../sync/log-end";
import { statement } from "../sync/tables";
import type { Deps } from "./deps";
import { addressOf } from "./http/network";
import type { Env } from "./http/request";

export const healthRoutes = (deps: Deps) =>
  new Hono<Env>()
    .get("/healthz", (c) => c.text("ok\n", 200, plain))
    .get("/readyz", (c) => {
      try {
        const begun = statement(deps.db, "SELECT 1 FROM schedule LIMIT 1").get();
        return begun ? c.text("ready\n", 200, plain) : c.text(`not ready: ${notBegun}\n`, 503, plain);
      } catch {
        return c.text("not ready: the database does not answer\n", 503, plain);
      }
    })
    .get("/metrics", (c) => {
      // A monitor on the machine may read; through the public address nobody does.
      const address = addressOf(c);
      if (address !== undefined && !/^(127\.|::1$|::ffff:127\.)/.test(address)) return c.notFound();
      // Behind a proxy on this machine every stranger's peer is 127.0.0.1: the header tells that somebody stands behind it.
      if (forwarding.some((name) => c.req.header(name) !== undefined)) {
        return c.text("figures are read on the machine itself, not through a proxy\n", 403, plain);
      }
      return c.text(metrics(deps), 200, { "content-type": "text/plain; version=0.0.4" });
    });

const plain = { "content-type": "text/plain; charset=utf-8" };

/** A first start whose rows of recurring work the disk did not take: the scheduler asks again every second. */
const notBegun =
  "nothing could be written yet; see that the disk has room and works, it is tried again every second";

/** Headers by which proxies name whom they speak for. */
const forwarding = ["forwarded", "x-forwarded-for", "x-real-ip"];

const metrics = ({ db, writer, self }: Deps): string => {
  const count = (sql: string) => (statement(db, sql).get() as { n: number }).n;
  const figures: [name: string, help: string, value: number][] = [
    ["sto_writer_waiting", "Plans that wait for the writer", writer.waiting],
    ["sto_writer_groups", "Groups of plans committed since the start", writer.committed.groups],
    ["sto_writer_plans", "Plans in those groups", writer.committed.plans],
    ["sto_log_records", "Log records that this node has written", recordsWritten(db)],
    ["sto_holds", "Holds that run", count("SELECT count(*) AS n FROM hold")],
    [
      "sto_device_jobs_queued",
      "Device jobs that wait",
      count("SELECT count(*) AS n FROM device_job WHERE state = 'queued'"),
    ],
    [
      "sto_device_jobs_suspect",
      "Prints of unknown outcome",
      count("SELECT count(*) AS n FROM device_job WHERE state = 'suspect'"),
    ],
    ["process_resident_memory_bytes", "Resident memory", process.memoryUsage().rss],
  ];
  const keys = `# HELP sto_key_store Where the secret keys of this node lie\n# TYPE sto_key_store gauge\nsto_key_store{node="${self.id}",store="${self.keyStore}"} 1\n`;
  return figures
    .map(
      ([name, help, value]) =>
        `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name}{node="${self.id}"} ${value}\n`,
    )
    .concat(keys)
    .join("");
};
