import { expect, test } from "vitest";
import { emptyDraft } from "./draft";
import { changeOf } from "./change-of";

const draft = emptyDraft("2027-02-11");

test("a closure goes from one wall-clock time to another, as instants", () => {
  const filled = {
    ...draft,
    hours: { ...draft.hours, open: "14:00", close: "15:00" },
    note: "Latihan",
    groups: ["C"],
  };
  expect(changeOf("closure", filled)).toEqual({
    type: "closure",
    from: Date.UTC(2027, 1, 11, 6, 0),
    to: Date.UTC(2027, 1, 11, 7, 0),
    groups: ["C"],
    note: { ms: "Latihan", en: "Latihan" },
  });
});

test("a closure that ends before it begins, or says nothing to the public, is not ready", () => {
  const backwards = { ...draft, hours: { ...draft.hours, open: "15:00", close: "14:00" }, note: "Latihan" };
  expect(changeOf("closure", backwards)).toBeUndefined();
  expect(
    changeOf("closure", {
      ...backwards,
      hours: { ...draft.hours, open: "14:00", close: "15:00" },
      note: " ",
    }),
  ).toBeUndefined();
});

test("a special opening carries its break, and half a break is not ready", () => {
  const hours = { ...draft.hours, open: "08:00", close: "17:00", breakFrom: "13:00", breakTo: "14:00" };
  expect(changeOf("special_opening", { ...draft, hours, note: "Sabtu" })).toMatchObject({
    date: "2027-02-11",
    open: "08:00",
    breaks: [{ from: "13:00", to: "14:00" }],
  });
  expect(
    changeOf("special_opening", { ...draft, hours: { ...hours, breakTo: "" }, note: "Sabtu" }),
  ).toBeUndefined();
});

test("a week names only its open days, Monday is 1, and an empty end means from then on", () => {
  const week = draft.week.map((day, index) => ({ ...day, isOpen: index < 2 }));
  const change = changeOf("hours", { ...draft, week });
  expect(change).toMatchObject({ type: "hours", from: "2027-02-11", to: null });
  expect(change?.type === "hours" && change.weekly?.map((day) => day.weekday)).toEqual([1, 2]);
});

test("capacity and duration are whole numbers", () => {
  expect(changeOf("capacity", { ...draft, group: "C", perStart: "6", slotMinutes: "15" })).toMatchObject({
    perStart: 6,
  });
  expect(changeOf("capacity", { ...draft, group: "C", perStart: "2.5", slotMinutes: "15" })).toBeUndefined();
  expect(changeOf("duration", { ...draft, service: "EP", units: "0" })).toBeUndefined();
});

test("a date that is only half typed is not ready, and is never sent", () => {
  const hours = { ...draft.hours, open: "14:00", close: "15:00" };
  const filled = { ...draft, hours, note: "Latihan", group: "C", perStart: "2", service: "SOAL" };
  for (const type of [
    "closure",
    "special_opening",
    "hours",
    "capacity",
    "duration",
    "every_n_weeks",
  ] as const) {
    expect(changeOf(type, filled), type).toBeDefined();
    expect(changeOf(type, { ...filled, date: "18/9" }), type).toBeUndefined();
  }
  expect(changeOf("closure", { ...filled, dateTo: "31/02/2027" })).toBeUndefined();
  expect(changeOf("hours", { ...filled, dateEnd: "18/9" })).toBeUndefined();
});

test("walk-in numbers: times, how many, shares and the group they are for", () => {
  const batches = [
    { opensAt: "07:30", numbers: "40" },
    { opensAt: "14:00", numbers: "20" },
  ];
  const share = { normal: "60", priority: "20", employer: "20" };
  const filled = { ...draft, batches, share, keptForLaneMin: "30" };
  expect(changeOf("batches", filled)).toEqual({
    type: "batches",
    group: null,
    batches: [
      { opensAt: "07:30", numbers: 40 },
      { opensAt: "14:00", numbers: 20 },
    ],
    share: { normal: 60, priority: 20, employer: 20 },
    keptForLaneMin: 30,
    from: "2027-02-11",
    to: null,
  });
  expect(changeOf("batches", { ...filled, group: "B" })).toMatchObject({ group: "B" });
  expect(changeOf("batches", { ...filled, batches: [{ opensAt: "", numbers: "5" }] })).toBeUndefined();
  expect(changeOf("batches", { ...filled, share: { ...share, normal: "half" } })).toBeUndefined();
});
