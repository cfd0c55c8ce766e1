import { expect, test } from "vitest";
import { checkPolicy, policyDefault } from "../../../server/queue/policy";
import { draftOf, numberFields, policyOf } from "./policy-draft";

test("a policy that nobody touched is the same one, a version later", () => {
  expect(policyOf(draftOf(policyDefault), 2)).toEqual({ ...policyDefault, version: 2 });
});

test("every number that the rule checks has a field, and an empty or wild one is refused by that name", () => {
  const draft = draftOf(policyDefault);
  for (const field of numberFields)
    for (const typed of ["", "many", "1000", "2.5"]) {
      const policy = policyOf({ ...draft, numbers: { ...draft.numbers, [field]: typed } }, 2);
      const checked = checkPolicy(policy, policyDefault);
      expect(checked, `${field}: ${typed}`).toMatchObject({ error: { fields: [{ path: field }] } });
    }
});

test("stages keep the order of a visit however they were ticked", () => {
  const draft = { ...draftOf(policyDefault), quickStages: ["collection", "application"] as const };
  expect(policyOf(draft, 2).quick.stages).toEqual(["application", "collection"]);
});
