import { expect, test } from "vitest";
import { matchPath } from "./match-path";

test("a named part gives its value, decoded", () => {
  expect(matchPath("/ticket/:id", "/ticket/018f-1")).toEqual({ id: "018f-1" });
  expect(matchPath("/slip/:ref", "/slip/K3%2D8")).toEqual({ ref: "K3-8" });
});

test("a longer, shorter or emptier path is another page", () => {
  expect(matchPath("/book", "/book/2")).toBeUndefined();
  expect(matchPath("/ticket/:id", "/ticket")).toBeUndefined();
  expect(matchPath("/ticket/:id", "/ticket/")).toBeUndefined();
});

test("a broken escape is kept as it stands, not thrown", () => {
  expect(matchPath("/slip/:ref", "/slip/%E0%A4%A")).toEqual({ ref: "%E0%A4%A" });
});
