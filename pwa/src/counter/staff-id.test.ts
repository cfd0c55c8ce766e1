import { expect, test } from "vitest";
import { staffIdOf } from "./staff-id";

test("a name becomes an id that a header can carry", () => {
  expect(staffIdOf("Pn. Rohani binti Ismail")).toBe("pn-rohani-binti-ismail");
  expect(staffIdOf("  José  ")).toBe("jose");
  expect(staffIdOf("...")).toBe("staff");
  expect(staffIdOf("x".repeat(60))).toHaveLength(40);
});

test("two names in another script stay two people", () => {
  expect(staffIdOf("陈美玲")).not.toBe(staffIdOf("李美玲"));
  expect(staffIdOf("陈美玲")).toMatch(/^[\w-]{1,40}$/);
});
