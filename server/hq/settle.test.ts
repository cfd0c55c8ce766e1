/** A box is gone with its rights: nobody sells them, until headquarters gives them to the box that goes on for it, less what slips need. */
import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { vectorOf } from "../../sync/node-log";
import { publicKeysOf } from "../../sync/public-keys";
import { insert } from "../../sync/rows";
import { sealOpen } from "../../sync/sealing";
import { book, mykad, startOf, thursday } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { credentialsOf, type TestBranch } from "../testing";

const system = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;

/** The branch as node 2 opened it, and as node 9 goes on: as a restored box stands there after its first rounds. */
const setupHeir = async ({ oldIsCut = false } = {}) => {
  const country = await setupCountry();
  // The old box goes on as long as it does not hear that another one is in its place.
  if (oldIsCut) country.cut(country.branches[0]);
  const { hq, settle } = country;
  const heir = {
    alias: 9,
    id: "heir",
    role: "branch",
    branch: "SGR-HQ1",
    incarnation: 2,
    state: "active",
    heirOf: 2,
    ...publicKeysOf(credentialsOf(9)),
  } as const;
  orThrow(
    await hq.deps.writer.submit(system, () =>
      ok({ intent: "enrol", rows: [insert("node", heir)], answer: null }),
    ),
  );
  await settle();
  return { ...country, hq };
};

const heldBy2 = ({ db }: TestBranch) =>
  db
    .query<{ units: number }, [string]>(
      "SELECT sum(avail) AS units FROM right_ WHERE date = ? AND grp = 'B' AND node = 2",
    )
    .get(thursday)!.units;

/** What the box in its place is given of the Thursday. */
const givenTo9 = ({ db }: TestBranch) =>
  db
    .query<{ units: string }, [string]>(
      `SELECT units FROM right_settle WHERE date = ? AND grp = 'B' AND "of" = 2 AND "to" = 9`,
    )
    .all(thursday)
    .flatMap(({ units }) => JSON.parse(units) as [number, number][])
    .reduce((sum, [, units]) => sum + units, 0);

const asAdmin = { as: "hq_admin:noor" };
const giveBack = (hq: TestBranch, keepEach = 0, alias = 9) =>
  hq.call("POST", `/hq/nodes/${alias}/settle`, { keepEach, reason: "Mesin lama di tangan kami" }, asAdmin);

const frozenAt = async (hq: TestBranch) =>
  (await hq.call("GET", "/hq/nodes/9/frozen", undefined, asAdmin)).body.days as {
    date: string;
    group: string;
  }[];

describe("the places of a box that is gone", () => {
  test("are listed by day and group, and given to the box in its place, once", async () => {
    const { hq } = await setupHeir();
    const units = heldBy2(hq);
    expect(units).toBeGreaterThan(0);
    expect(await frozenAt(hq)).toContainEqual({ alias: 2, date: thursday, group: "B", units });

    const given = await giveBack(hq);
    expect([given.status, given.body.units > units]).toEqual([200, true]);
    expect(givenTo9(hq)).toBe(units);
    expect(await frozenAt(hq)).toEqual([]);
    expect((await giveBack(hq)).body, "asked again it gives nothing").toEqual({ units: 0 });
    expect(givenTo9(hq)).toBe(units);
    const { body } = await hq.call("GET", "/hq/fleet", undefined, asAdmin);
    expect((body.nodes as { frozenUnits: number }[]).every(({ frozenUnits }) => frozenUnits === 0)).toBe(
      true,
    );
  });

  test("are given only with the old box shut out: nothing of it can come any more", async () => {
    const { hq } = await setupHeir();
    const stateOf = () => hq.db.query("SELECT state FROM node WHERE alias = 2").values();
    expect(stateOf()).toEqual([["active"]]);
    await giveBack(hq);
    expect(stateOf()).toEqual([["suspended"]]);
  });

  test("stay where they are as far as people may hold slips of the old box", async () => {
    const { hq } = await setupHeir();
    const units = heldBy2(hq);
    await giveBack(hq, 3);
    expect(givenTo9(hq)).toBe(units - 3);
    expect(await frozenAt(hq)).toContainEqual({ alias: 2, date: thursday, group: "B", units: 3 });
  });

  test("are not given while what came of the old box last is not applied: it may have sold them", async () => {
    const { hq, branches } = await setupHeir({ oldIsCut: true });
    const [old] = branches;
    await book(old, { as: "siti", people: [mykad("900101-14-5678")], slot: startOf(old).slot });
    const { store, sealing } = old.deps.sync.replication;
    orThrow(await sealOpen(sealing));
    const there = hq.deps.sync.replication;
    const { batches } = await store.since(["branch:SGR-HQ1", "hq"], await vectorOf(there.store), {
      bytesMax: 1e6,
    });
    orThrow(await there.store.append(batches));
    const refused = await giveBack(hq);
    expect([refused.status, refused.body.code]).toEqual([409, "old_box_under_way"]);
    const before = heldBy2(hq);
    orThrow(await there.merger.applyPending());
    expect(heldBy2(hq)).toBe(before - 1);
    await giveBack(hq);
    expect(givenTo9(hq)).toBe(before - 1);
  });

  test("are given to nobody but the box that serves the branch now", async () => {
    const { hq } = await setupHeir();
    const old = await giveBack(hq, 0, 2);
    expect([old.status, old.body.code]).toEqual([409, "node_not_in_place"]);
    const none = await giveBack(hq, 0, 77);
    expect([none.status, none.body.code]).toEqual([404, "node_not_found"]);
  });
});
