import { expect, test } from "vitest";
import { visitClaims } from "./priority";

const bornBefore1967 = (bornOn: string) => bornOn < "1967";

test("one claim of a family counts for all, each reason once", () => {
  const family = [
    { priority: ["infant"], bornOn: "1990-01-01" },
    { priority: ["infant", "pregnant"], bornOn: null },
  ];
  expect(visitClaims(family, bornBefore1967)).toEqual({
    reasons: ["infant", "pregnant"],
    bornOn: "1990-01-01",
  });
});

test("sixty years are a claim that nobody needs to tick", () => {
  const pair = [
    { priority: [], bornOn: "1990-01-01" },
    { priority: ["oku"], bornOn: "1950-05-05" },
  ];
  expect(visitClaims(pair, bornBefore1967)).toEqual({ reasons: ["elderly", "oku"], bornOn: "1950-05-05" });
});

test("who claims nothing and tells no age has no claim", () => {
  expect(visitClaims([{ priority: [], bornOn: null }], bornBefore1967)).toEqual({
    reasons: [],
    bornOn: null,
  });
});
