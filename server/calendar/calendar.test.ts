import { expect, test } from "vitest";

import { type BranchCalendar, dayPlan } from "./calendar";
import { countryCalendar } from "./country";
import type { LocalDate } from "../../sync/core/local-date";
import { seedBranchHours, seedCountryRows } from "./seed";

const country = countryCalendar(seedCountryRows);

const branchOf = (branch: string, state: string, changes: Partial<BranchCalendar> = {}): BranchCalendar => ({
  branch,
  state,
  zone: "Asia/Kuala_Lumpur",
  hours: seedBranchHours.filter((row) => row.branch === branch),
  specialOpenings: [],
  everyNWeeks: [],
  closures: [],
  ...changes,
});

const kualaLumpur = branchOf("KUL-HQ1", "MY-14");
const johor = branchOf("JHR-HQ1", "MY-01");
const kedah = branchOf("KDH-HQ1", "MY-02");
const utcIpoh = branchOf("PRK-U01", "MY-08");

/** "08:00-13:00 14:00-17:00" on the wall in Malaysia, or the reason it is closed. */
const hoursOn = (branch: BranchCalendar, date: LocalDate, group?: string): string => {
  const plan = dayPlan({ country, branch, ...(group === undefined ? {} : { group }) }, date);
  if (!plan.ok) return plan.error.type;
  if (plan.value.type === "closed") return plan.value.reason.type;
  return plan.value.intervals
    .map(({ startMs, endMs }) => `${malaysianTime(startMs)}-${malaysianTime(endMs)}`)
    .join(" ");
};
const malaysianTime = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16);
const at = (localTime: string): number => Date.parse(`${localTime}+08:00`);

test("a working Monday in Kuala Lumpur is open from eight to five with an hour for lunch", () => {
  expect(hoursOn(kualaLumpur, "2027-01-04")).toBe("08:00-13:00 14:00-17:00");
});

test("Friday leaves time for prayers, in the Peninsula, in Sabah and in Sarawak each at its own time", () => {
  expect(hoursOn(kualaLumpur, "2027-01-08")).toBe("08:00-12:15 14:45-17:00");
  expect(hoursOn(branchOf("SBH-HQ1", "MY-12"), "2027-01-08")).toBe("08:00-11:30 14:00-17:00");
  expect(hoursOn(branchOf("SWK-HQ1", "MY-13"), "2027-01-08")).toBe("08:00-11:45 14:15-17:00");
});

test("Kedah rests on Friday and Saturday and works on Sunday, Kuala Lumpur the other way round", () => {
  expect(["2027-01-08", "2027-01-09", "2027-01-10"].map((date) => hoursOn(kedah, date as LocalDate))).toEqual(
    ["weekend", "weekend", "08:00-13:00 14:00-17:00"],
  );
  expect(hoursOn(kualaLumpur, "2027-01-10")).toBe("weekend");
});

test("Johor's weekend moved on 1 January 2025, and its offices with it", () => {
  const holidays = seedCountryRows.holidays.map((row) => ({
    ...row,
    date: row.date.replace("2026", "2024") as LocalDate,
  }));
  const moved = seedCountryRows.holidays.map((row) => ({
    ...row,
    date: row.date.replace("2026", "2025") as LocalDate,
  }));
  const then = countryCalendar({ ...seedCountryRows, holidays: [...holidays, ...moved] });
  const typeOn = (date: LocalDate) => {
    const plan = dayPlan({ country: then, branch: johor }, date);
    return plan.ok && plan.value.type === "closed"
      ? plan.value.reason.type
      : plan.ok
        ? "open"
        : plan.error.type;
  };
  expect(["2024-12-13", "2024-12-14", "2024-12-15"].map((date) => typeOn(date as LocalDate))).toEqual([
    "weekend",
    "weekend",
    "open",
  ]);
  expect(["2025-01-10", "2025-01-11", "2025-01-12"].map((date) => typeOn(date as LocalDate))).toEqual([
    "open",
    "weekend",
    "weekend",
  ]);
});

test("an office follows its state's weekend even when its pattern names the day; a UTC follows its pattern", () => {
  const standard = { ...kedah, hours: [{ ...kedah.hours[0]!, pattern: "STD-PEN" }] };
  expect(hoursOn(standard, "2027-01-08")).toBe("weekend");
  expect(hoursOn(branchOf("KDH-U01", "MY-02"), "2027-01-08")).toBe("08:00-12:15 14:45-17:00");
});

test("a UTC opens at weekends but not on a public holiday, and an entry point never closes", () => {
  expect(hoursOn(utcIpoh, "2027-01-09")).toBe("08:00-17:00");
  expect(hoursOn(utcIpoh, "2027-08-31")).toBe("holiday");
  expect(hoursOn(branchOf("SGR-E01", "MY-10"), "2027-08-31")).toBe("00:00-00:00");
});

test("a public holiday closes the states that have it, by name, and no others", () => {
  const plan = dayPlan({ country, branch: kualaLumpur }, "2027-02-01");
  expect(plan).toMatchObject({ ok: true, value: { type: "closed", reason: { type: "holiday" } } });
  expect(dayPlan({ country, branch: kualaLumpur }, "2027-08-31")).toEqual({
    ok: true,
    value: {
      type: "closed",
      date: "2027-08-31",
      reason: { type: "holiday", nameMs: "Hari Kebangsaan", nameEn: "National Day", tentative: false },
    },
  });
  const newYear = [kualaLumpur, johor, kedah].map((branch) => hoursOn(branch, "2026-01-01"));
  expect(newYear).toEqual(["holiday", "08:00-13:00 14:00-17:00", "08:00-13:00 14:00-15:30"]);
});

test("a year that nobody entered is an error with the year and the state, never open", () => {
  expect(dayPlan({ country, branch: johor }, "2028-03-01")).toEqual({
    ok: false,
    error: { type: "NoHolidayData", year: 2028, state: "MY-01" },
  });
  expect(hoursOn(branchOf("SGR-E01", "MY-10"), "2028-03-01")).toBe("NoHolidayData");
});

test("one early ad hoc day does not make a year's list", () => {
  const adHoc = seedCountryRows.holidays.find((row) => row.kind === "ad hoc")!;
  const early = countryCalendar({
    ...seedCountryRows,
    holidays: [...seedCountryRows.holidays, { ...adHoc, date: "2028-01-03", states: ["MY-01"] }],
  });
  const plan = dayPlan({ country: early, branch: johor }, "2028-03-01");
  expect(plan.ok ? "open" : plan.error.type).toBe("NoHolidayData");
});

test("in Ramadan a UTC keeps eight to half past four, offices their usual hours until headquarters adopts shorter ones", () => {
  expect(hoursOn(utcIpoh, "2027-02-15")).toBe("08:00-16:30");
  expect(hoursOn(utcIpoh, "2027-03-15")).toBe("08:00-21:00");
  expect(hoursOn(branchOf("SBH-U01", "MY-12"), "2027-02-12")).toBe("08:00-11:30 14:00-16:30");
  expect(hoursOn(kualaLumpur, "2027-02-15")).toBe("08:00-13:00 14:00-17:00");
  const adopted = countryCalendar({
    ...seedCountryRows,
    ramadanRules: seedCountryRows.ramadanRules.map((rule) => ({ ...rule, adopted: true })),
  });
  const plan = dayPlan({ country: adopted, branch: kualaLumpur }, "2027-02-15");
  expect(plan).toMatchObject({ ok: true, value: { type: "open", hours: "ramadan" } });
  expect(
    plan.ok && plan.value.type === "open" ? plan.value.intervals.map((i) => malaysianTime(i.endMs)) : [],
  ).toEqual(["13:00", "16:30"]);
});

test("a special opening beats the weekend and a holiday, with its own hours", () => {
  const special = {
    id: "s1",
    openMin: 540,
    closeMin: 720,
    breaks: [],
    reasonMs: "Hari terbuka",
    reasonEn: "Open day",
  };
  const branch = {
    ...kualaLumpur,
    specialOpenings: [
      { ...special, date: "2027-01-10" as const },
      { ...special, date: "2027-08-31" as const },
    ],
  };
  expect(hoursOn(branch, "2027-01-10")).toBe("09:00-12:00");
  expect(hoursOn(branch, "2027-08-31")).toBe("09:00-12:00");
  expect(hoursOn(branch, "2027-01-11")).toBe("08:00-13:00 14:00-17:00");
});

test("a closure beats everything, takes what it covers, and says why when it takes the last hour", () => {
  const flood = { id: "c1", groups: null, reasonMs: "Banjir", reasonEn: "Flood" };
  const morning = {
    ...kualaLumpur,
    closures: [{ ...flood, fromMs: at("2027-01-04T07:00"), toMs: at("2027-01-04T10:30") }],
  };
  expect(hoursOn(morning, "2027-01-04")).toBe("10:30-13:00 14:00-17:00");
  const whole = {
    ...kualaLumpur,
    closures: [{ ...flood, fromMs: at("2027-01-04T00:00"), toMs: at("2027-01-06T00:00") }],
  };
  expect(dayPlan({ country, branch: whole }, "2027-01-05")).toEqual({
    ok: true,
    value: {
      type: "closed",
      date: "2027-01-05",
      reason: { type: "closure", id: "c1", reasonMs: "Banjir", reasonEn: "Flood" },
    },
  });
  expect(hoursOn(whole, "2027-01-06")).toBe("08:00-13:00 14:00-17:00");
});

test("a closure of one group leaves the other groups open", () => {
  const closures = [
    {
      id: "c2",
      groups: ["D"],
      fromMs: at("2027-01-04T00:00"),
      toMs: at("2027-01-05T00:00"),
      reasonMs: "Sistem",
      reasonEn: "System",
    },
  ];
  const branch = { ...kualaLumpur, closures };
  expect(hoursOn(branch, "2027-01-04", "D")).toBe("closure");
  expect(hoursOn(branch, "2027-01-04", "E")).toBe("08:00-13:00 14:00-17:00");
  expect(hoursOn(branch, "2027-01-04")).toBe("08:00-13:00 14:00-17:00");
});

test("a counter that opens every second Saturday does, also over New Year, but not on a holiday", () => {
  const mobile = {
    id: "m1",
    weekday: 6 as const,
    everyWeeks: 2,
    from: "2026-12-12" as const,
    to: null,
    openMin: 540,
    closeMin: 780,
    breaks: [],
  };
  const branch = { ...kualaLumpur, everyNWeeks: [mobile] };
  const saturdays: LocalDate[] = [
    "2026-12-05",
    "2026-12-12",
    "2026-12-19",
    "2026-12-26",
    "2027-01-02",
    "2027-01-09",
    "2027-01-23",
  ];
  expect(saturdays.map((date) => hoursOn(branch, date))).toEqual([
    "weekend",
    "09:00-13:00",
    "weekend",
    "09:00-13:00",
    "weekend",
    "09:00-13:00",
    "09:00-13:00",
  ]);
  const holiday = {
    ...branch,
    everyNWeeks: [{ ...mobile, from: "2026-12-25" as const, weekday: 5 as const, everyWeeks: 1 }],
  };
  expect(hoursOn(holiday, "2026-12-25")).toBe("holiday");
});

test("of two hours rows in force the one that began last holds, and before the first there are none", () => {
  const [row] = kualaLumpur.hours;
  const season = {
    ...row!,
    id: "season",
    pattern: "PMA-SCHOOLHOL",
    from: "2026-12-01" as const,
    to: "2026-12-31" as const,
  };
  const branch = { ...kualaLumpur, hours: [{ ...row!, from: "2026-06-01" as const }, season] };
  expect(hoursOn(branch, "2026-12-14")).toBe("08:00-13:00 14:00-20:00");
  expect(hoursOn(branch, "2027-01-04")).toBe("08:00-13:00 14:00-17:00");
  expect(hoursOn(branch, "2026-05-29")).toBe("outsideHours");
});

test("hours that name an unknown pattern are an error, not a closed day", () => {
  const branch = { ...kualaLumpur, hours: [{ ...kualaLumpur.hours[0]!, pattern: "STD-MOON" }] };
  expect(hoursOn(branch, "2027-01-04")).toBe("UnknownPattern");
});
