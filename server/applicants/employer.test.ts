import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import type { ApplicantInput } from "./applicant";
import { parseEmployer } from "./employer";
import { parseSsm } from "./ssm";

const rule = { today: "2026-11-23", visitOn: "2027-02-11", validityMonthsMin: 6 } as const;
const worker = (number: string, expiresOn = "2029-05-01"): ApplicantInput => ({
  name: "Md Rahim",
  document: { type: "passport", country: "BGD", number, expiresOn },
});
const input = {
  ssm: "201901000005 (1312525-A)",
  company: "Syarikat Maju Jaya Sdn. Bhd.",
  representative: { name: "Lim Wei", document: { type: "mykad", number: "850505-07-5123" } } as const,
  workers: [worker("A12345671"), worker("A12345672")],
};

describe("an SSM number", () => {
  test.each([
    ["201901000005", "201901000005", undefined],
    ["2019-01-000005", "201901000005", undefined],
    ["201901000005 (1312525-A)", "201901000005", "1312525-A"],
    ["123456-a", "123456-A", undefined],
    ["123456A", "123456-A", undefined],
    ["123456–A", "123456-A", undefined],
    ["JM0123456-K", "JM0123456-K", undefined],
    ["LLP0012345-LGN", "LLP0012345-LGN", undefined],
  ])("%s is %s", (text, number, oldNumber) => {
    expect(parseSsm(text, rule.today)).toEqual({
      ok: true,
      value: { ssm: { number, oldNumber }, warnings: [] },
    });
  });

  test.each([
    ["", { type: "SsmEmpty" }],
    ["20190100000", { type: "SsmLength", digits: 11 }],
    ["202701000005", { type: "SsmYear", year: 2027 }],
    ["180001000005", { type: "SsmYear", year: 1800 }],
    ["MAJU JAYA", { type: "SsmShape" }],
    ["201901000005 (x)", { type: "SsmShape" }],
  ])("%j is refused", (text, error) => {
    expect(parseSsm(text, rule.today)).toEqual({ ok: false, error });
  });

  test("of an unknown kind is accepted with a warning", () => {
    expect(orThrow(parseSsm("201909000005", rule.today)).warnings).toEqual([
      { type: "SsmKindUnknown", code: "09" },
    ]);
  });
});

describe("an employer's visit", () => {
  test("is a company, one who comes, and workers with their own documents", () => {
    const { employer, warnings } = orThrow(parseEmployer(input, rule));
    expect(warnings).toEqual([]);
    expect(employer.key).toBe("MYS:ssm:201901000005");
    expect(employer.representative.key).toBe("MYS:mykad:850505075123");
    expect(employer.workers.map(({ key }) => key)).toEqual([
      "BGD:passport:A12345671",
      "BGD:passport:A12345672",
    ]);
  });

  test("takes at most ten workers", () => {
    const workers = Array.from({ length: 11 }, (_, i) => worker(`A1234560${i}`.slice(0, 9)));
    expect(parseEmployer({ ...input, workers }, rule)).toEqual({
      ok: false,
      error: [{ field: "workers", error: { type: "PeopleTooMany", people: 11, peopleMax: 10 } }],
    });
    expect(parseEmployer({ ...input, workers: workers.slice(0, 10) }, rule).ok).toBe(true);
  });

  test("asks the minimum validity of the workers only", () => {
    const short = worker("A12345673", "2027-03-01");
    expect(parseEmployer({ ...input, representative: short }, rule).ok).toBe(true);
    expect(parseEmployer({ ...input, workers: [short] }, rule)).toMatchObject({
      error: [{ field: "workers", error: { type: "PersonRefused", person: 0 } }],
    });
  });

  test("learns everything that is wrong at once", () => {
    const bad = parseEmployer(
      { ssm: "1", company: "", representative: { ...input.representative, name: "" }, workers: [] },
      rule,
    );
    expect(bad.ok ? [] : bad.error.map(({ field }) => field)).toEqual([
      "ssm",
      "company",
      "representative",
      "workers",
    ]);
  });
});
