import { expect, test } from "vitest";
import { claimAtStart, isElderly } from "./lanes";

test("a person is elderly from the sixtieth birthday on, not a day before", () => {
  expect(isElderly("1967-02-12", "2027-02-11")).toBe(false);
  expect(isElderly("1967-02-11", "2027-02-11")).toBe(true);
  expect(isElderly("1967-01-31", "2027-02-11")).toBe(true);
  expect(isElderly("2015-06-01", "2027-02-11")).toBe(false);
});

test("someone born on 29 February turns sixty on that day", () => {
  expect(isElderly("1968-02-29", "2028-02-28")).toBe(false);
  expect(isElderly("1968-02-29", "2028-02-29")).toBe(true);
});

test("a checked birth date proves the age; any other claim waits for an officer", () => {
  expect(claimAtStart(["elderly"], "1950-05-05", "2027-02-11")).toBe("confirmed");
  expect(claimAtStart([], "1950-05-05", "2027-02-11")).toBe("confirmed");
  expect(claimAtStart(["elderly"], null, "2027-02-11")).toBe("claimed");
  expect(claimAtStart(["pregnant"], "1999-05-05", "2027-02-11")).toBe("claimed");
  expect(claimAtStart([], "1999-05-05", "2027-02-11")).toBe("none");
});
