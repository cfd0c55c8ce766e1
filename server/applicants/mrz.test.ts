import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { mrzCheckDigit } from "./mrz-check-digit";
import { parseMrz } from "./mrz";

const today = "2027-02-11";
const read = (...lines: string[]) => orThrow(parseMrz(lines.join("\n"), today));
const td3Line1 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const td3Line2 = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

describe("the specimens of ICAO Doc 9303", () => {
  test("TD3, a passport of UTO", () => {
    const { mrz, findings } = read(td3Line1, td3Line2);
    expect(findings).toEqual([]);
    expect(mrz).toMatchObject({
      format: "TD3",
      documentCode: "P",
      issuer: "UTO",
      nationality: "UTO",
      documentNumber: "L898902C3",
      name: "ERIKSSON ANNA MARIA",
      dateOfBirth: "1974-08-12",
      sex: "F",
      expiresOn: "2012-04-15",
      optional: "ZE184226B",
    });
    expect(mrz.checks.map((check) => check.field)).toEqual([
      "documentNumber",
      "dateOfBirth",
      "expiry",
      "optional",
      "composite",
    ]);
  });

  test("TD1, a card", () => {
    const { mrz, findings } = read(
      "I<UTOD231458907<<<<<<<<<<<<<<<",
      "7408122F1204159UTO<<<<<<<<<<<6",
      "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    );
    expect(findings).toEqual([]);
    expect(mrz).toMatchObject({ format: "TD1", documentNumber: "D23145890", name: "ERIKSSON ANNA MARIA" });
  });

  test("TD2, a larger card", () => {
    const { mrz, findings } = read(
      "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
      "D231458907UTO7408122F1204159<<<<<<<6",
    );
    expect(findings).toEqual([]);
    expect(mrz).toMatchObject({ format: "TD2", documentNumber: "D23145890", dateOfBirth: "1974-08-12" });
  });

  test("MRV-A and MRV-B, visas without a composite digit", () => {
    const a = read(
      "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
      "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    );
    expect(a.findings).toEqual([]);
    expect(a.mrz).toMatchObject({
      format: "MRV-A",
      nationality: "XXX",
      dateOfBirth: "1940-09-07",
      expiresOn: "1996-12-10",
      optional: "6ZE184226B",
    });
    const b = read("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<");
    expect(b.findings).toEqual([]);
    expect(b.mrz).toMatchObject({ format: "MRV-B", optional: "", documentNumber: "L8988901C" });
  });
});

describe("documents as they are", () => {
  test("a Malaysian passport keeps the whole name in one part", () => {
    const body = "A12345678";
    const line2 = withChecks(`${body}${mrzCheckDigit(body)}MYS`, "900101", "M", "300101", "900101145678<<");
    const { mrz, findings } = read("P<MYSMUHAMMAD<ALI<BIN<ABU<<<<<<<<<<<<<<<<<<<", line2);
    expect(findings).toEqual([]);
    expect(mrz).toMatchObject({ name: "MUHAMMAD ALI BIN ABU", optional: "900101145678", issuer: "MYS" });
  });

  test("Germany writes D and is DEU", () => {
    const { mrz } = read(
      "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<",
      "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4",
    );
    expect(mrz).toMatchObject({ issuer: "DEU", nationality: "DEU", documentNumber: "C01X00T47" });
  });

  test("empty optional data may have `<` for its digit", () => {
    const line2 = withChecks("C01X00T478D<<", "640812", "F", "270228", "<<<<<<<<<<<<<<");
    expect(line2[42]).toBe("0");
    const filled = `${line2.slice(0, 42)}<${line2.slice(43)}`;
    expect(read(td3Line1, line2).findings).toEqual([]);
    expect(read(td3Line1, filled).findings).toEqual([]);
  });

  // Both cards carry D23145890734; they differ in whether the filler counts as a place.
  test.each([["D23145890734"], ["D23145890<734"]])(
    "a long number continues in the optional data (%s)",
    (over) => {
      const line1 = `I<UTOD23145890<734${mrzCheckDigit(over)}<<<<<<<<<<<`;
      const line2 = "7408122F1204159UTO<<<<<<<<<<<";
      const composite = mrzCheckDigit(
        line1.slice(5) + line2.slice(0, 7) + line2.slice(8, 15) + line2.slice(18),
      );
      const { mrz, findings } = read(line1, line2 + composite, "ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
      expect(findings).toEqual([]);
      expect(mrz).toMatchObject({ documentNumber: "D23145890734", optional: "" });
    },
  );

  test.each([
    ["740812", "1974-08-12"],
    ["7408<<", "1974-08"],
    ["74<<<<", "1974"],
    ["<<<<<<", undefined],
    ["270211", "2027-02-11"],
    ["270212", "1927-02-12"],
    ["2703<<", "1927-03"],
    ["000229", "2000-02-29"],
  ])("born %s is %s", (printed, dateOfBirth) => {
    const line2 = withChecks("L898902C36UTO", printed, "<", "300415", "<<<<<<<<<<<<<<");
    const { mrz, findings } = read(td3Line1, line2);
    expect(findings).toEqual([]);
    expect(mrz.dateOfBirth).toBe(dateOfBirth);
    expect(mrz.sex).toBe("X");
  });
});

describe("what a scanner sends", () => {
  const whole = read(td3Line1, td3Line2);
  test.each([
    ["small letters", `${td3Line1}\n${td3Line2}`.toLowerCase()],
    ["framing bytes and carriage returns", `\u0002${td3Line1}\r${td3Line2}\r\u0003`],
    ["no line break", td3Line1 + td3Line2],
    ["spaces between characters", `${[...td3Line1].join(" ")}\n${td3Line2}`],
    ["guillemets", `${td3Line1.replaceAll("<<", "«")}\n${td3Line2}`],
    ["no trailing fillers", `${td3Line1.replace(/<+$/, "")}\n${td3Line2}`],
    ["full-width letters", `${td3Line1.replace("ANNA", "ＡＮＮＡ")}\n${td3Line2}`],
    ["empty lines", `\n\n${td3Line1}\n\n${td3Line2}\n`],
  ])("is read with %s", (_, text) => {
    expect(orThrow(parseMrz(text, today))).toEqual(whole);
  });
});

describe("a doubtful reading is a finding, not a refusal", () => {
  test.each([
    ["L898902C46UTO7408122F1204159ZE184226B<<<<<10", ["documentNumber", "composite"]],
    ["L898902C36UTO7408132F1204159ZE184226B<<<<<10", ["dateOfBirth", "composite"]],
    ["L898902C36UTO7408122F1304159ZE184226B<<<<<10", ["expiry", "composite"]],
    ["L898902C36UTO7408122F1204159ZE284226B<<<<<10", ["optional", "composite"]],
    ["L898902C36UTO7408122F1204159ZE184226B<<<<<11", ["composite"]],
  ])("%s: the digits of %s", (line2, fields) => {
    const { findings } = read(td3Line1, line2);
    expect(findings.map((finding) => "field" in finding && finding.field)).toEqual(fields);
    expect(findings[0]?.type).toBe("MrzCheckDigit");
  });

  test("names what stands there and what should", () => {
    expect(read(td3Line1, "L898902C35UTO7408122F1204159ZE184226B<<<<<10").findings[0]).toEqual({
      type: "MrzCheckDigit",
      field: "documentNumber",
      expected: "6",
      found: "5",
    });
  });

  test("a day that does not exist, a letter in a date, an unknown sex, no name", () => {
    const line2 = withChecks("L898902C36UTO", "740231", "Q", "3O0415", "<<<<<<<<<<<<<<");
    expect(read(`P<UTO${"<".repeat(39)}`, line2).findings).toEqual([
      { type: "MrzDate", field: "dateOfBirth", text: "740231" },
      { type: "MrzDate", field: "expiry", text: "3O0415" },
      { type: "MrzSex", text: "Q" },
      { type: "MrzNameMissing" },
    ]);
  });
});

describe("what is not a machine-readable zone is refused", () => {
  test.each([
    ["", { type: "MrzEmpty" }],
    [" \r\n\u0002 ", { type: "MrzEmpty" }],
    ["STO1:%69 VD92EX0", { type: "MrzCharacters", characters: ":%" }],
    ["P<UTO\nL898902C3", { type: "MrzShape", lineLengths: [5, 9] }],
    [`${td3Line1}<\n${td3Line2}`, { type: "MrzShape", lineLengths: [45, 44] }],
    [td3Line1, { type: "MrzShape", lineLengths: [44] }],
  ])("%j", (text, error) => {
    expect(parseMrz(text, today)).toEqual({ ok: false, error });
  });
});

/** A TD3 second line with right digits. */
const withChecks = (start: string, born: string, sex: string, expiry: string, optional: string): string => {
  const dates = born + mrzCheckDigit(born) + sex + expiry + mrzCheckDigit(expiry);
  const line = start + dates + optional + mrzCheckDigit(optional);
  return line + mrzCheckDigit(line.slice(0, 10) + line.slice(13, 20) + line.slice(21));
};
