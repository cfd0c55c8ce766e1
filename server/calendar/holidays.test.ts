import { expect, test } from "vitest";

import { type Holiday, replacementDays } from "./holidays";
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
