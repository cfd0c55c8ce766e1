import { expect, test } from "vitest";
import { checkPolicy, policyAt, policyDefault } from "./policy";
import { at } from "./queue.fixture";

test("the policy a branch starts with is a lawful first version", () => {
  expect(checkPolicy(policyDefault, null)).toEqual({ ok: true, value: policyDefault });
});

test("versions count up by one", () => {
  expect(checkPolicy(policyDefault, policyDefault)).toMatchObject({
    error: { type: "VersionNotNext", version: 1, expected: 2 },
  });
});

test.each([
  ["ageingMin", { ageingMin: 0 }],
  ["priorityInRowMax", { priorityInRowMax: 0 }],
  ["longest.everyCalls", { longest: { afterMin: 45, everyCalls: 1_000 } }],
  ["quick.everyCalls", { quick: { stages: [], everyCalls: 2.5 } }],
  ["laneWeights.priority", { laneWeights: { ...policyDefault.laneWeights, priority: Number.NaN } }],
])("a policy with a wild %s is refused by name", (field, change) => {
  expect(checkPolicy({ ...policyDefault, ...change }, null)).toMatchObject({
    error: { type: "OutOfRange", fields: [{ path: field }] },
  });
});

test("every wild field is named at once", () => {
  const policy = { ...policyDefault, ageingMin: 0, appointmentLeadMin: 90 };
  expect(checkPolicy(policy, null)).toMatchObject({
    error: {
      fields: [
        { path: "ageingMin", value: 0, min: 1, max: 60 },
        { path: "appointmentLeadMin", value: 90, min: 0, max: 60 },
      ],
    },
  });
});

test("a policy counts from its moment on, the default before, and the higher version of two at once", () => {
  const second = { ...policyDefault, version: 2 };
  const third = { ...policyDefault, version: 3 };
  const history = [
    { fromMs: at(60), policy: third },
    { fromMs: at(0), policy: policyDefault },
    { fromMs: at(60), policy: second },
  ];
  expect(policyAt([], at(0))).toBe(policyDefault);
  expect(policyAt(history, at(60) - 1).version).toBe(1);
  expect(policyAt(history, at(60)).version).toBe(3);
});
