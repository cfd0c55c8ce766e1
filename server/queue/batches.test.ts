import fc from "fast-check";
import { expect, test } from "vitest";
import { type BatchPlan, batchPlanDefault, checkBatchPlan, mayIssue, sharesOf } from "./batches";
import { type WalkInLane, walkInLanes } from "./lanes";

const none = { normal: 0, priority: 0, employer: 0 };
const clock = (hours: number, minutes = 0) => hours * 60 + minutes;

test("before eight nobody needs to stand in line: the first numbers come at eight", () => {
  expect(mayIssue(batchPlanDefault, none, "normal", clock(7, 59))).toEqual({
    ok: false,
    error: { type: "NotYet", nextAtMin: clock(8) },
  });
  expect(mayIssue(batchPlanDefault, none, "normal", clock(8))).toEqual({ ok: true, value: { left: 36 } });
});

test("numbers gone tells the next batch, and when leftovers of other lanes may open", () => {
  expect(mayIssue(batchPlanDefault, { ...none, normal: 36 }, "normal", clock(8, 30))).toEqual({
    ok: false,
    error: { type: "NumbersGone", nextAtMin: clock(14), leftoversAtMin: clock(9) },
  });
  expect(mayIssue(batchPlanDefault, { normal: 36, priority: 12, employer: 12 }, "normal", clock(10))).toEqual(
    { ok: false, error: { type: "NumbersGone", nextAtMin: clock(14), leftoversAtMin: null } },
  );
});

test("the numbers of the elderly are theirs for an hour, then nobody is sent away while some are left", () => {
  const issued = { normal: 36, priority: 2, employer: 12 };
  expect(mayIssue(batchPlanDefault, issued, "normal", clock(8, 59)).ok).toBe(false);
  expect(mayIssue(batchPlanDefault, issued, "normal", clock(9))).toEqual({ ok: true, value: { left: 10 } });
});

test("what the morning leaves over stays for the afternoon, and a lane that borrowed pays back", () => {
  expect(mayIssue(batchPlanDefault, none, "priority", clock(14))).toMatchObject({ value: { left: 20 } });
  const borrowed = { normal: 60, priority: 0, employer: 0 };
  expect(mayIssue(batchPlanDefault, borrowed, "normal", clock(14))).toMatchObject({
    error: { type: "NumbersGone", leftoversAtMin: clock(15) },
  });
  expect(mayIssue(batchPlanDefault, borrowed, "priority", clock(14))).toMatchObject({ value: { left: 20 } });
});

test("a lane's own share is no promise of numbers that others had already borrowed", () => {
  const small = { opensAtMin: clock(14), numbers: 10 };
  const plan = { ...batchPlanDefault, batches: [batchPlanDefault.batches[0]!, small] };
  expect(mayIssue(plan, { normal: 60, priority: 0, employer: 0 }, "priority", clock(14))).toEqual({
    ok: true,
    value: { left: 10 },
  });
});

test("after the last batch is gone there is nothing more today", () => {
  expect(mayIssue(batchPlanDefault, { ...none, normal: 100 }, "priority", clock(16))).toEqual({
    ok: false,
    error: { type: "NumbersGone", nextAtMin: null, leftoversAtMin: null },
  });
});

const plans: fc.Arbitrary<BatchPlan> = fc
  .record({
    times: fc.uniqueArray(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 4 }),
    numbers: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 4, maxLength: 4 }),
    normal: fc.integer({ min: 0, max: 100 }),
    priorityOfRest: fc.integer({ min: 0, max: 100 }),
    keptForLaneMin: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ times, numbers, normal, priorityOfRest, keptForLaneMin }) => {
    const priority = Math.floor(((100 - normal) * priorityOfRest) / 100);
    return {
      batches: times.toSorted((a, b) => a - b).map((opensAtMin, i) => ({ opensAtMin, numbers: numbers[i]! })),
      sharePercent: { normal, priority, employer: 100 - normal - priority },
      keptForLaneMin,
    };
  });

test("shares of a batch are whole, within one of the exact share, and add up to the batch", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(checkBatchPlan(plan).ok).toBe(true);
      for (const { numbers } of plan.batches) {
        const shares = sharesOf(numbers, plan.sharePercent);
        expect(shares.normal + shares.priority + shares.employer).toBe(numbers);
        for (const lane of walkInLanes) {
          expect(Math.abs(shares[lane] - (numbers * plan.sharePercent[lane]) / 100)).toBeLessThan(1);
        }
      }
    }),
  );
});

test("never more numbers than released, and none refused after the hour while one is left", () => {
  const askers = fc.array(
    fc.record({ lane: fc.constantFrom<WalkInLane>(...walkInLanes), afterMin: fc.nat({ max: 20 }) }),
    { maxLength: 300 },
  );
  fc.assert(
    fc.property(plans, askers, (plan, list) => {
      const issued = { ...none };
      let nowMin = 0;
      for (const { lane, afterMin } of list) {
        nowMin += afterMin;
        const opened = plan.batches.filter(({ opensAtMin }) => opensAtMin <= nowMin);
        const released = opened.reduce((total, { numbers }) => total + numbers, 0);
        const total = () => issued.normal + issued.priority + issued.employer;
        const answer = mayIssue(plan, issued, lane, nowMin);
        if (answer.ok) issued[lane]++;
        const sharedFrom = (opened.at(-1)?.opensAtMin ?? Infinity) + plan.keptForLaneMin;
        if (!answer.ok && nowMin >= sharedFrom) expect(total()).toBe(released);
        expect(total()).toBeLessThanOrEqual(released);
      }
    }),
  );
});

test.each([
  [
    "order",
    {
      batches: [
        { opensAtMin: 840, numbers: 5 },
        { opensAtMin: 480, numbers: 5 },
      ],
    },
  ],
  ["order", { batches: [{ opensAtMin: 1440, numbers: 5 }] }],
  ["shares", { sharePercent: { normal: 60, priority: 20, employer: 10 } }],
  ["empty", { batches: [] }],
  ["empty", { batches: [{ opensAtMin: 480, numbers: 0 }] }],
] as const)("a plan with bad %s is refused", (problem, change) => {
  expect(checkBatchPlan({ ...batchPlanDefault, ...change })).toEqual({
    ok: false,
    error: { type: "BadPlan", problem },
  });
});
