import { expect, test } from "vitest";
import { dateTyped } from "./date-field";

test("a date is read day first, however it is separated", () => {
  for (const text of ["18/9/2029", "18-09-2029", "18.9.2029", "18 09 2029", "18092029"])
    expect(dateTyped(text)).toBe("2029-09-18");
});

test("a day that does not exist, or half a date, stays as typed", () => {
  expect(dateTyped("30/02/2029")).toBe("30/02/2029");
  expect(dateTyped("18/9")).toBe("18/9");
  expect(dateTyped("")).toBe("");
});
