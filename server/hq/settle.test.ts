/** A box is gone with its rights: nobody sells them, until headquarters gives them to the box that goes on for it, less what slips need. */
import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { publicKeysOf } from "../../sync/public-keys";
import { insert } from "../../sync/rows";
import { thursday } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import { credentialsOf, type TestBranch } from "../testing";

const system = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;

/** The branch as node 2 opened it, and as node 9 goes on: as a restored box stands there after its first rounds. */
const setupHeir = async () => {
  const country = await setupCountry();
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
  return { hq };
};

const unitsOf = ({ db }: TestBranch, node: number) =>
  db
    .query<{ avail: number; granted: number; received: number }, [string, number]>(
      `SELECT sum(avail) AS avail, sum(granted) AS granted, sum(received) AS received FROM right_
       WHERE date = ? AND grp = 'B' AND node = ?`,
    )
    .get(thursday, node)!;

const asAdmin = { as: "hq_admin:noor" };
const shutOut = (hq: TestBranch) => hq.call("POST", "/hq/nodes/2/suspend", { reason: "retired" }, asAdmin);
const giveBack = (hq: TestBranch, more: object = {}) =>
  hq.call(
    "POST",
    "/hq/nodes/2/settle",
    { dates: [thursday], reason: "Mesin lama di tangan kami", ...more },
    asAdmin,
  );

describe("the places of a box that is gone", () => {
  test("are listed by day and group, and given to the box in its place: what one has less the other has more", async () => {
    const { hq } = await setupHeir();
    const before = unitsOf(hq, 2);
    expect(before.avail).toBeGreaterThan(0);
    await shutOut(hq);
    const { body } = await hq.call("GET", "/hq/nodes/2/frozen", undefined, asAdmin);
    expect(body.days).toContainEqual({ date: thursday, group: "B", units: before.avail });

    const given = await giveBack(hq);
    expect([given.status, given.body.units > before.avail]).toEqual([200, true]);
    expect(unitsOf(hq, 2)).toMatchObject({ avail: 0, granted: before.granted + before.avail });
    expect(unitsOf(hq, 9)).toMatchObject({ avail: before.avail, received: before.avail });
    const left = await hq.call("GET", "/hq/nodes/2/frozen", undefined, asAdmin);
    expect((left.body.days as { date: string }[]).filter(({ date }) => date === thursday)).toEqual([]);
    expect((await giveBack(hq)).body, "asked again it gives nothing").toEqual({ units: 0 });
  });

  test("stay where they are as far as people hold slips of the old box", async () => {
    const { hq } = await setupHeir();
    await shutOut(hq);
    const before = unitsOf(hq, 2);
    await giveBack(hq, { keep: [{ date: thursday, group: "B", units: 3 }] });
    expect(unitsOf(hq, 2).avail).toBe(3);
    expect(unitsOf(hq, 9).avail).toBe(before.avail - 3);
  });

  test("are not given while headquarters still takes what the box says, nor to nobody", async () => {
    const { hq } = await setupHeir();
    const early = await giveBack(hq);
    expect([early.status, early.body.code]).toEqual([409, "node_not_gone"]);
    const none = await hq.call(
      "POST",
      "/hq/nodes/77/settle",
      { dates: [thursday], reason: "Ujian" },
      asAdmin,
    );
    expect([none.status, none.body.code]).toEqual([404, "node_not_found"]);
    await shutOut(hq);
    await hq.call("POST", "/hq/nodes/9/suspend", { reason: "stolen" }, asAdmin);
    const alone = await giveBack(hq);
    expect([alone.status, alone.body.code]).toEqual([409, "no_node_in_place"]);
  });
});
