import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { slipIcs } from "./slip-ics";
import type { SlipView } from "./slip-view";
import { view } from "./slip.fixture";

/** Read by Mozilla's parser, not by our own. */
const read = (slip: SlipView) => {
  const calendar = new ICAL.Component(ICAL.parse(slipIcs(slip)) as unknown[]);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
  return { calendar, event };
};

describe("the calendar file", () => {
  test("puts the visit at its time, in any zone", () => {
    const { calendar, event } = read(view);
    expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
    expect(event.uid).toBe(view.bookingId);
    expect(event.startDate.toJSDate().getTime()).toBe(view.startsAtMs);
    expect(event.endDate.toJSDate().getTime()).toBe(view.endsAtMs);
    expect(event.summary).toBe(
      "Temujanji: Lanjutan Pas Lawatan Sosial / Appointment: Extension of a Social Visit Pass",
    );
    expect(event.location).toBe(
      "Pejabat Imigresen Kelana Jaya, Kompleks Kelana Centre Point, Jalan SS 7/19, 47301 Petaling Jaya, Selangor",
    );
    expect(event.description).toContain("Sampai sebelum 10.00 pagi\nNombor rujukan: 7K3M-Z0QX");
    expect(event.description).toContain("Arrive before 10.00 am");
    expect(event.component.getAllSubcomponents("valarm")).toHaveLength(1);
  });

  test("after a change of date replaces the same entry", () => {
    const moved = read({ ...view, rev: 2, startsAtMs: view.startsAtMs + 86_400_000 });
    expect(moved.event.uid).toBe(view.bookingId);
    expect(moved.event.sequence).toBe(2);
  });

  test.each([["cancelled"], ["superseded"]] as const)("when %s takes the entry away", (state) => {
    const { calendar, event } = read({ ...view, state, rev: 2 });
    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect(event.component.getFirstPropertyValue("status")).toBe("CANCELLED");
    expect(event.uid).toBe(view.bookingId);
    expect(event.component.getAllSubcomponents("valarm")).toHaveLength(0);
  });

  test("ends every line with CR LF", () => {
    expect(slipIcs(view).replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(slipIcs(view).endsWith("END:VCALENDAR\r\n")).toBe(true);
  });
});

test("any words come back unchanged, on lines of at most 75 octets, and never as lines of their own", () => {
  const words = fc.string({
    unit: fc.constantFrom(
      "a",
      "é",
      "漢",
      "😀",
      ",",
      ";",
      "\\",
      ":",
      '"',
      "\n",
      "\r",
      "\u0007",
      " ",
      "BEGIN:VEVENT",
    ),
    maxLength: 120,
  });
  fc.assert(
    fc.property(words, words, (service, address) => {
      const branch = { name: { ms: `x${service}`, en: "y" }, addressLines: [address], phone: undefined };
      const slip: SlipView = { ...view, branch, service: { ms: service, en: `${service}.` } };
      for (const line of slipIcs(slip).split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const { calendar, event } = read(slip);
      expect(calendar.getAllSubcomponents()).toHaveLength(1);
      const expected = service.replace(/\r\n?/g, "\n").replaceAll("\u0007", "");
      expect(event.summary).toBe(`Temujanji: ${expected} / Appointment: ${expected}.`);
    }),
  );
});
