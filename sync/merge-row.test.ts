import { describe, expect, test } from "vitest";
import { stampAt } from "./core/hlc";
import { ok } from "./core/result";
import { mergeAppended } from "./merge-row";
import { insert } from "./rows";
import { command, mondayMorningMs, setupNode, type TestNode } from "./testing";

const minuteMs = 60_000;
const firstMin = mondayMorningMs / minuteMs;

/** A node with two units at 08:00, 08:15 and 08:30 of two groups. */
const setupSelling = async () => {
  const node = setupNode({ checkReplay: false });
  await node.writer.submit(command(), (tx) =>
    ok({
      intent: "mint",
      rows: ["B", "C"].map((grp) =>
        insert("mint", {
          id: tx.newId(),
          branch: "SGR-KLJ",
          grp,
          date: "2026-12-07",
          slotMinutes: 15,
          pools: '["general"]',
          starts: JSON.stringify([0, 15, 30].map((after) => [firstMin + after, 2])),
        }),
      ),
      answer: null,
    }),
  );
  return node;
};

/** Another node's closure of group B from 08:05 to 08:30. */
const closure = {
  id: "closure-1",
  branch: "SGR-KLJ",
  fromMs: mondayMorningMs + 5 * minuteMs,
  toMs: mondayMorningMs + 30 * minuteMs,
  groups: '["B"]',
  doc: "{}",
};

const merge = (node: TestNode, operation: { origin?: number; seq?: number } = {}) =>
  node.writer.submit(command(), (tx) =>
    ok({
      intent: "merge",
      rows: mergeAppended(
        tx,
        {
          origin: 9,
          stream: "branch:SGR-KLJ",
          seq: 5,
          index: 0,
          stamp: stampAt(mondayMorningMs),
          ...operation,
        },
        "closure",
        closure,
      ),
      answer: null,
    }),
  );

const rights = ({ db }: TestNode) =>
  db
    .query("SELECT grp, start_min - ? AS after, avail, burned FROM right_ ORDER BY grp, start_min")
    .values(firstMin);

describe("a closure that another node wrote", () => {
  test("takes this node's own free rights of that time and group out of sale, in its own log", async () => {
    const node = await setupSelling();
    await merge(node);
    expect(rights(node)).toEqual([
      ["B", 0, 0, 2],
      ["B", 15, 0, 2],
      ["B", 30, 2, 0],
      ["C", 0, 2, 0],
      ["C", 15, 2, 0],
      ["C", 30, 2, 0],
    ]);
    expect(node.db.query("SELECT _n FROM closure").values(), "the closure stays its writer's").toEqual([[9]]);
    expect(node.db.query("SELECT _n, units, reason FROM burn").values()).toEqual([
      [2, 2, "closure-1"],
      [2, 2, "closure-1"],
    ]);
    const [, body] = node.db.query("SELECT body FROM log_open ORDER BY seq").values().flat();
    expect(body).toContain('"merge"');
    expect(body, "only the burns are this node's own words").not.toContain("{}");
  });

  test("that arrives twice burns once, even what has come on sale in between", async () => {
    const node = await setupSelling();
    await merge(node);
    node.db.run("UPDATE right_ SET avail = 2, burned = 0 WHERE grp = 'B'");
    await merge(node);
    expect(node.db.query("SELECT count(*) FROM burn").values()).toEqual([[2]]);
    expect(node.db.query("SELECT count(*) FROM closure").values()).toEqual([[1]]);
  });

  test("asks nothing of the node that wrote it", async () => {
    const node = await setupSelling();
    await merge(node, { origin: node.node });
    expect(node.db.query("SELECT count(*) FROM burn").values()).toEqual([[0]]);
  });
});
