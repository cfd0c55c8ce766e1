import * as fc from "fast-check";
import { expect, test } from "vitest";
import { orThrow, type Result } from "../../sync/core/result";
import type { Plan } from "../../sync/core/plan";
import type { Tx } from "../../sync/submit";
import { mayConfirm } from "../identity/kinds";
import type { TestBranch } from "../testing";
import { holdMs } from "./booking";
import { setupOpenBranch, startOf } from "./booking.fixture";
import { planCancel, planDrop, planMove } from "./change.usecase";
import { planConfirm } from "./confirm.usecase";
import { lapseTask, planHold, planRelease } from "./hold.usecase";

/** Three people with phones book, change and give up at random around six neighbouring starts. */
type Step =
  | {
      readonly type: "hold";
      readonly who: number;
      readonly start: number;
      readonly parties: number;
      readonly replace: boolean;
    }
  | { readonly type: "release"; readonly who: number; readonly pick: number }
  | {
      readonly type: "confirm";
      readonly who: number;
      readonly pick: number;
      readonly identity: number;
      readonly verified: boolean;
    }
  | { readonly type: "cancel"; readonly pick: number }
  | { readonly type: "move"; readonly who: number; readonly pick: number; readonly start: number }
  | { readonly type: "drop"; readonly pick: number; readonly no: number }
  | { readonly type: "wait"; readonly ms: number; readonly look: boolean };

const who = fc.nat(2);
/** The newest most often: old ones have ended. */
const pick = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("hold" as const),
      who,
      start: fc.nat(5),
      parties: fc.integer({ min: 1, max: 3 }),
      replace: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("release" as const), who, pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("confirm" as const),
      who,
      pick,
      identity: fc.nat(7),
      verified: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("cancel" as const), pick }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("move" as const), who, pick, start: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("drop" as const), pick, no: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      ms: fc.constantFrom(1000, 2000, holdMs / 2, holdMs),
      look: fc.boolean(),
    }),
  },
);

test("whatever people do, every unit is in one place, no start is sold beyond its capacity, and refusals change nothing", async () => {
  const branch = await setupOpenBranch();
  const slots = [0, 1, 2, 3, 4, 5].map((at) => startOf(branch, at, { group: "A", units: 1 }).slot);
  const done: { [type: string]: number } = {};
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 50 }), async (steps) => {
      for (const each of steps) {
        if (await take(branch, slots, each)) done[each.type] = (done[each.type] ?? 0) + 1;
        expectUnitsInPlace(branch);
      }
    }),
    { numRuns: 25, seed: 20261207 },
  );
  for (const type of ["hold", "release", "confirm", "cancel", "move", "drop"]) {
    expect(done[type] ?? 0, `${type} succeeded`).toBeGreaterThan(4);
  }
});

/** Which kinds they are is not this test's: any two do. */
const twoKinds = (nowMs: number) => {
  const visit = { session: "s", hold: "h", isShared: false };
  const proofs = (["sms", "email"] as const).map((kind) => ({
    session: "s",
    about: "h",
    kind,
    ref: "",
    atMs: nowMs,
  }));
  return orThrow(mayConfirm(proofs, visit, nowMs));
};

/** Takes one step. True: done; false: refused, and then nothing was written; undefined: there was nothing to do it to. */
const take = async (
  branch: TestBranch,
  slots: readonly string[],
  each: Step,
): Promise<boolean | undefined> => {
  const { db, deps, clock } = branch;
  const nth = (sql: string, at: number): string | undefined => {
    const ids = db.query<{ id: string }, []>(sql).all();
    return ids.length === 0 ? undefined : ids[at % ids.length]!.id;
  };
  const ownHold = (at: number, owner: number) =>
    nth(`SELECT id FROM hold WHERE owner = 'phone ${owner}' ORDER BY state DESC, rowid DESC`, at);
  const aBooking = (at: number) =>
    nth(
      `SELECT id FROM booking b ORDER BY EXISTS (SELECT 1 FROM party p WHERE p.booking = b.id AND p.state = 'confirmed') DESC, rowid DESC`,
      at,
    );
  const submit = async (plan: (tx: Tx) => Result<Plan<unknown>, unknown>) => {
    const actor = { kind: "public", account: "test" } as const;
    const written = () => db.query<{ n: number }, []>("SELECT total_changes() AS n").get()!.n;
    const before = written();
    const { ok } = await deps.writer.submit({ actor, requestId: "test" }, plan);
    if (!ok) expect(written(), "a refusal writes nothing").toBe(before);
    return ok;
  };
  const holdFor = (phone: number, start: number, parties: number, replaces: string | undefined) => {
    db.run("DELETE FROM rate_limit");
    const owner = `phone ${phone}`;
    const wish = { at: "phone", slot: slots[start]!, service: "PMA-BARU", kind: "citizen" } as const;
    return submit((tx) => planHold(tx, { ...wish, owner, parties, replaces }));
  };
  switch (each.type) {
    case "hold":
      return holdFor(each.who, each.start, each.parties, each.replace ? ownHold(0, each.who) : undefined);
    case "release": {
      const holdId = ownHold(each.pick, each.who);
      return holdId === undefined ? undefined : submit((tx) => planRelease(tx, `phone ${each.who}`, holdId));
    }
    case "confirm": {
      const holdId = ownHold(each.pick, each.who);
      if (holdId === undefined) return undefined;
      const { parties: count } = db
        .query<{ parties: number }, [string]>("SELECT parties FROM hold WHERE id = ?")
        .get(holdId)!;
      const parties = Array.from({ length: count }, (_, at) => ({
        name: "SITI",
        document: { type: "mykad" as const, number: `90010${((each.identity + at) % 8) + 1}145678` },
        relation: "self" as const,
        priority: [],
        answers: {},
      }));
      const owner = `phone ${each.who}`;
      const input = {
        owner,
        holdId,
        kind: "citizen",
        lang: "ms",
        account: owner,
        verified: each.verified,
        contact: {},
        parties,
        kinds: twoKinds(clock.nowMs()),
      } as const;
      return submit((tx) => planConfirm(tx, deps.sealer, input));
    }
    case "cancel": {
      const bookingId = aBooking(each.pick);
      return bookingId === undefined
        ? undefined
        : submit((tx) => planCancel(tx, deps.sealer, bookingId, "phone"));
    }
    case "move": {
      const bookingId = aBooking(each.pick);
      if (bookingId === undefined) return undefined;
      const people = db
        .query<{ n: number }, [string]>(
          "SELECT count(*) AS n FROM party WHERE booking = ? AND state = 'confirmed'",
        )
        .get(bookingId)!.n;
      if (!(await holdFor(each.who, each.start, people, undefined))) return false;
      const holdId = ownHold(0, each.who)!;
      return submit((tx) => planMove(tx, deps.sealer, { bookingId, owner: `phone ${each.who}`, holdId }));
    }
    case "drop": {
      const bookingId = aBooking(each.pick);
      return bookingId === undefined ? undefined : submit((tx) => planDrop(tx, bookingId, each.no, "phone"));
    }
    case "wait": {
      clock.advance(each.ms);
      if (each.look) {
        await submit((tx) => {
          const looked = lapseTask.plan(tx, "");
          return looked.ok
            ? { ok: true, value: looked.value.plan ?? { intent: "test", rows: [], answer: null } }
            : looked;
        });
      }
      return undefined;
    }
  }
};

/** Counted anew from holds and allocations, without believing the counters. */
const expectUnitsInPlace = ({ db }: TestBranch): void => {
  const rights = db
    .query<
      { slot: string; startMin: number; avail: number; held: number; spent: number; minted: number },
      []
    >(
      `SELECT slot, start_min AS startMin, avail, held, spent, minted FROM right_
       WHERE grp = 'A' AND date = '2026-12-10' AND pool = 'general' ORDER BY start_min LIMIT 12`,
    )
    .all();
  const held = new Map<number, number>();
  for (const { units } of db
    .query<{ units: string }, []>("SELECT units FROM hold WHERE state = 'held'")
    .all()) {
    for (const start of (JSON.parse(units) as number[][]).flat()) held.set(start, (held.get(start) ?? 0) + 1);
  }
  const spent = new Map(
    db
      .query<{ slot: string; n: number }, []>(
        "SELECT slot, sum(CASE state WHEN 'spent' THEN units ELSE -units END) AS n FROM allocation GROUP BY slot",
      )
      .all()
      .map(({ slot, n }) => [slot, n]),
  );
  for (const right of rights) {
    expect(right.held, right.slot).toBe(held.get(right.startMin) ?? 0);
    expect(right.spent, right.slot).toBe(spent.get(right.slot) ?? 0);
    expect(right.avail + right.held + right.spent, right.slot).toBe(right.minted);
    expect(right.avail, right.slot).toBeGreaterThanOrEqual(0);
  }
  const people = db
    .query<{ n: number }, []>("SELECT count(*) AS n FROM party WHERE state = 'confirmed'")
    .get()!.n;
  const units = rights.reduce((sum, right) => sum + right.spent, 0);
  expect(units, "two units for each person who still comes").toBe(people * 2);
};
