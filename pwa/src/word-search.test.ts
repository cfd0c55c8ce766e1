import { expect, test } from "vitest";
import { hasWords } from "./word-search";

test("a branch is found by parts of its name and its town, in any order", () => {
  const text = "Pejabat Imigresen Kelana Jaya Petaling Jaya Selangor";
  for (const typed of ["kelana", "KELANA jaya", "selangor kelana", "petal"])
    expect(hasWords(text, typed), typed).toBe(true);
  expect(hasWords(text, "kelana johor")).toBe(false);
});

test("nothing typed, or spaces only, finds everything", () => {
  for (const typed of ["", "  "]) expect(hasWords("Johor", typed)).toBe(true);
});
