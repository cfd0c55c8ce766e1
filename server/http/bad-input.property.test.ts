import * as fc from "fast-check";
import { expect, test } from "vitest";
import { detailsOf, hold, mykad, setupOpenBranch, startOf } from "../booking/booking.fixture";
import { phone } from "../testing";

const as = phone("siti");
const character = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 3 }),
  fc.constantFrom("\u0000", "\u001b@", "\ud800", "\u202e", "__proto__"),
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  character,
  fc.constantFrom<unknown>(null, -1, 0, 1e308, -0, "", "1", [], {}, [[]], true, "9".repeat(500), {
    toString: 1,
  }),
);

/** A body that was right, with some of its values, at any depth, replaced by others. */
const spoil = (body: unknown, at: readonly number[], by: unknown): unknown => {
  if (body === null || typeof body !== "object") return by;
  const keys = Object.keys(body);
  const [first = 0, ...rest] = at;
  if (keys.length === 0 || at.length === 0) return by;
  const key = keys[first % keys.length]!;
  const spoilt = spoil((body as Record<string, unknown>)[key], rest, by);
  return Array.isArray(body)
    ? body.map((item, index) => (String(index) === key ? spoilt : (item as unknown)))
    : { ...body, [key]: spoilt };
};

const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 });

test("no JSON thrown at holds and visits ever breaks the node", async () => {
  const branch = await setupOpenBranch();
  const { slot } = startOf(branch);
  const statuses = new Set<number>();
  const expectAnswered = async (to: string, body: unknown) => {
    const answered = await branch.call("POST", to, JSON.stringify(body) ?? "undefined", { as });
    statuses.add(answered.status);
    expect(answered.status, JSON.stringify(answered.body)).toBeLessThan(500);
    if (answered.status >= 400) expect(answered.body.code).toMatch(/^[a-z_]+$/);
  };
  await fc.assert(
    fc.asyncProperty(fc.boolean(), value, path, async (whole, other, at) => {
      branch.db.run("DELETE FROM rate_limit");
      const wish = { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
      await expectAnswered("/holds", whole ? other : spoil(wish, at, other));
      const visit = {
        as: "malik",
        people: [mykad("900101-14-5678", "SITI", { answers: { fileNo: "1" }, priority: ["oku"] })],
        slot,
      };
      const id =
        branch.db.query<{ id: string }, []>("SELECT id FROM hold LIMIT 1").get()?.id ??
        (await hold(branch, visit)).body.holdId;
      await expectAnswered(`/holds/${id}/visit`, whole ? other : spoil(detailsOf(visit), at, other));
      await expectAnswered(`/holds/${id}/codes/try`, spoil({ kind: "sms", code: "1" }, at, other));
      await expectAnswered(`/holds/${id}/confirm`, other);
    }),
    { numRuns: 300, seed: 20261207 },
  );
  expect(statuses).toContain(400);
});
