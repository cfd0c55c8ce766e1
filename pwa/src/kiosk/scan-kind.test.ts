import { expect, test } from "vitest";
import { paperText } from "../../../server/booking/paper-text";
import { scanOf } from "./scan-kind";

test("a slip, a reference with or without hyphen, and nothing else", () => {
  expect(scanOf([`STO1:${"A".repeat(40)}`])).toMatchObject({ type: "slip" });
  expect(scanOf(["k7f4q2mx"])).toEqual({ type: "reference", ref: "K7F4-Q2MX" });
  expect(scanOf(["STO1:short"])).toBeUndefined();
  expect(scanOf(["K7F4-Q2MU"])).toBeUndefined();
  expect(scanOf(["STO2:".padEnd(60, "A")])).toBeUndefined();
});

test("a paper with a visit's code, as it was printed", () => {
  const paper = { holdId: "01a20692-2609-7de3-82b7-a03a38627bcf", code: "04711123" };
  expect(scanOf([paperText(paper)])).toEqual({ type: "paper", paper });
  expect(scanOf([paperText({ ...paper, code: "0471112" })])).toBeUndefined();
});

test("machine-readable zones are whole with two lines of 44 or 36 and three of 30", () => {
  const line = (length: number) => "P<".padEnd(length, "<");
  expect(scanOf([line(44)])).toBe("more");
  expect(scanOf([line(36), line(36)])).toMatchObject({ type: "mrz" });
  expect(scanOf([line(30), line(30)])).toBe("more");
  expect(scanOf([line(30), line(30), line(30)])).toMatchObject({ type: "mrz" });
  expect(scanOf([line(44), line(30)])).toBeUndefined();
});
