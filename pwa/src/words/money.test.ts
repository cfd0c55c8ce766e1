import { expect, test } from "vitest";
import { feeText, ringgit } from "./money";

const fee = (sen: number | null) => ({ label: "", sen, unit: "application" });

test("ringgit are grouped, and sen shown only when there are some", () => {
  expect(ringgit(20_000)).toBe("RM200");
  expect(ringgit(123_450)).toBe("RM1,234.50");
  expect(ringgit(123_456_700)).toBe("RM1,234,567");
});

test("fees are one amount, a range, nothing, or told at the counter", () => {
  expect(feeText([fee(6000)])).toContain("RM60,");
  expect(feeText([fee(20_000), fee(10_000)])).toContain("RM100 hingga RM200");
  expect(feeText([fee(0)])).toBe("Tiada bayaran urusan");
  expect(feeText([])).toBe("Tiada bayaran urusan");
  expect(feeText([fee(null)])).toContain("di kaunter");
});
