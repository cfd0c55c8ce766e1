import { expect, test } from "vitest";
import { filesHolding } from "../holding.testing";
import { borderIn, borderOut, setupHall, zoneOf } from "./lanes.fixture";

const azlina = { as: "supervisor:azlina" } as const;
const hourMs = 3_600_000;

/** Nobody stands there for hours: only the calendar moves. */
const sleep = async (hall: Awaited<ReturnType<typeof setupHall>>, ms: number) => {
  hall.timers.set(hall.timers.nowMs() + ms);
  await hall.scheduler.runDue();
};
const alarms = async (hall: Awaited<ReturnType<typeof setupHall>>): Promise<readonly string[]> =>
  (await hall.call("GET", "/gates", undefined, azlina)).body.alarms.map(({ kind }: { kind: string }) => kind);

test("after midnight the scheduler writes for each lane whether its sensor and the records agree, once, and tells of the one that differs", async () => {
  const hall = await setupHall({ lanes: [borderIn, borderOut] });
  await hall.scheduler.runDue();
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  await hall.lay("out-1", zoneOf());
  await hall.pass(5_000);
  expect(hall.last("out-1").outcome).toBe("passed");
  // A record without a passage: somebody took the end of it out of the file.
  hall.db.run("DELETE FROM passage_end WHERE passage = ?", [hall.last("out-1").id]);
  const { body } = await hall.call("GET", "/gates", undefined, azlina);
  await sleep(hall, 24 * hourMs);
  const written = () => hall.db.query("SELECT lane, day, doc FROM lane_day ORDER BY lane").all() as Day[];
  expect(written().map(({ lane, day }) => [lane, day])).toEqual([
    ["in-1", body.day],
    ["out-1", body.day],
  ]);
  expect(written().map(({ doc }) => JSON.parse(doc).result)).toEqual(["agrees", "differs"]);
  expect(await alarms(hall)).toContain("reconciliation");
  await sleep(hall, 24 * hourMs);
  expect(written().length, "a day on which nobody came says nothing").toBe(2);
});

interface Day {
  readonly lane: string;
  readonly day: string;
  readonly doc: string;
}

test("a nationality that is sent to officers far more often than all is told to the hall by itself, once", async () => {
  const hall = await setupHall();
  await hall.scheduler.runDue();
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  const many = (prefix: string, count: number, nationality: string, decision: string) =>
    hall.db
      .query(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
         INSERT INTO passage (id, branch, lane, purpose, direction, document, decision, reasons, checks, nationality,
           age_band, drill, subject, sealed, read_at_ms, at_ms, _h, _n)
         SELECT ?2 || i, branch, lane, purpose, direction, document, ?4, '[]', '{}', ?3,
           age_band, 0, subject, sealed, read_at_ms, at_ms, _h, _n FROM passage, n WHERE id = ?5`,
      )
      .run(count, prefix, nationality, decision, hall.last("in-1").id);
  many("fine-", 400, "SGP", "admit");
  await sleep(hall, hourMs);
  expect(await alarms(hall)).not.toContain("unusual_group");
  many("sent-", 60, "JPN", "refer");
  await sleep(hall, hourMs);
  await sleep(hall, hourMs);
  expect((await alarms(hall)).filter((kind) => kind === "unusual_group")).toHaveLength(1);
});

test("an erased traveller's entries say when and where, and lead to nobody: no index, no answer of a registry, no question that waits, no key in any file", async () => {
  const hall = await setupHall();
  hall.registry.says = "down";
  await hall.lay("in-1", zoneOf({ country: "SGP", number: "E7654321N" }));
  await hall.pass(9_000);
  hall.registry.says = "clear";
  await hall.lay("in-1", zoneOf({ country: "SGP", number: "E7654321N" }));
  await hall.pass(5_000);
  const count = (sql: string) => (hall.db.query(`SELECT count(*) AS n FROM ${sql}`).get() as { n: number }).n;
  const left = () => [
    count("movement WHERE document_index IS NOT NULL"),
    count("registry_cache"),
    count("recheck"),
    count("movement"),
  ];
  expect(left()).toEqual([1, 1, 1, 1]);
  const wrapped = hall.db
    .query("SELECT wrapped FROM keyring WHERE subject = (SELECT subject FROM passage LIMIT 1)")
    .get() as { wrapped: Uint8Array };
  const mark = new Uint8Array(wrapped.wrapped);
  expect(filesHolding(hall.dir, [mark]).length).toBeGreaterThan(0);
  const document = { type: "passport", country: "SGP", number: "E7654321N" };
  const erased = await hall.call("POST", "/erasures", { document }, { as: "officer:rohani" });
  expect([erased.status, erased.body?.code]).toEqual([204, undefined]);
  expect(left()).toEqual([0, 0, 0, 1]);
  expect(filesHolding(hall.dir, [mark])).toEqual([]);
});
