import { expect, test } from "vitest";

import { countryCalendar } from "./country";
import { type Holiday, replacementDays, withReplacements } from "./holidays";
import type { LocalDate } from "../../sync/core/local-date";
import { seedCountryRows } from "./seed";

const holiday = (date: LocalDate, changes: Partial<Holiday> = {}): Holiday => ({
  ...seedCountryRows.holidays[0]!,
  id: date,
  date,
  states: ["MY-14"],
  kind: "federal",
  ...changes,
});
const movedTo = (...holidays: readonly Holiday[]) =>
  replacementDays(holidays, seedCountryRows.weekends, holidays[0]!.states[0]!).map((day) => day.date);

test("a Sunday holiday in Kuala Lumpur moves to Monday, and on when Monday is a holiday too", () => {
  expect(movedTo(holiday("2027-01-10"))).toEqual(["2027-01-11"]);
  expect(movedTo(holiday("2027-01-10"), holiday("2027-01-11"))).toEqual(["2027-01-12"]);
});

test("a Saturday holiday in Kuala Lumpur is lost, and two holidays on one Sunday give one day", () => {
  expect(movedTo(holiday("2027-01-09"))).toEqual([]);
  expect(movedTo(holiday("2027-01-10"), holiday("2027-01-10"))).toEqual(["2027-01-11"]);
});

test("Kedah's Friday holiday moves over Saturday to Sunday; Kelantan's Saturday holiday to Sunday, its Friday one nowhere", () => {
  expect(movedTo(holiday("2027-01-08", { states: ["MY-02"] }))).toEqual(["2027-01-10"]);
  expect(movedTo(holiday("2027-01-09", { states: ["MY-03"] }))).toEqual(["2027-01-10"]);
  expect(movedTo(holiday("2027-01-08", { states: ["MY-03"] }))).toEqual([]);
});

test("an ad hoc day is not replaced, but a replacement does not land on it", () => {
  expect(movedTo(holiday("2027-01-10", { kind: "ad hoc" }))).toEqual([]);
  expect(movedTo(holiday("2027-01-10"), holiday("2027-01-11", { kind: "ad hoc" }))).toEqual(["2027-01-12"]);
});

test("no day replaces two holidays: after a week full of them the second Sunday's moves one day further", () => {
  const week = [10, 11, 12, 13, 14, 15, 17].map((day) => holiday(`2027-01-${day}` as LocalDate));
  expect(movedTo(...week)).toEqual(["2027-01-18", "2027-01-19"]);
});

test("a tentative holiday that is announced a day earlier takes its replacement along", () => {
  const { holidays } = seedCountryRows;
  const on = (rows: readonly Holiday[], date: LocalDate) =>
    countryCalendar({ ...seedCountryRows, holidays: rows }).holidays.on("MY-14", date);
  // Awal Muharam 2027 is expected on a Sunday, and moves over Monday, the King's birthday, to Tuesday.
  expect(on(holidays, "2027-06-08")).toMatchObject({ kind: "replacement", tentative: true });
  const announced = holidays.map((row) =>
    row.date === "2027-06-06" && row.nameMs.startsWith("Awal Muharam")
      ? { ...row, date: "2027-06-05" as LocalDate, tentative: false }
      : row,
  );
  expect(on(announced, "2027-06-05")?.nameMs).toContain("Awal Muharam");
  expect(on(announced, "2027-06-08"), "a Saturday's holiday is lost in Kuala Lumpur").toBeUndefined();
});

test("a holiday that is moved onto a Sunday gets a replacement with its name, which no list prints", () => {
  const moved = withReplacements(
    [holiday("2027-01-10", { nameMs: "Hari Thaipusam", nameEn: "Thaipusam", tentative: true })],
    seedCountryRows.weekends,
  );
  expect(moved[1]).toMatchObject({
    date: "2027-01-11",
    replaces: "2027-01-10",
    states: ["MY-14"],
    kind: "replacement",
    nameMs: "Cuti ganti Hari Thaipusam",
    nameEn: "Replacement: Thaipusam",
    tentative: true,
  });
});

test("the lists that were shipped stay as they are printed, state by state", () => {
  const byState = (rows: readonly Holiday[]) =>
    rows
      .flatMap(({ states, id, date, nameMs, nameEn, kind, tentative, replaces }) =>
        states.map((state) => `${state} ${date} ${id} ${nameMs} ${nameEn} ${kind} ${tentative} ${replaces}`),
      )
      .sort();
  const { holidays, weekends } = seedCountryRows;
  expect(byState(withReplacements(holidays, weekends))).toEqual(byState(holidays));
});
