import { expect, test } from "vitest";
import { ticketTime } from "./when";

const at = (hourUtc: number, minute = 0) => Date.UTC(2027, 1, 11, hourUtc, minute);
const zone = "Asia/Kuala_Lumpur";

test("a time is told as people say it, in each language", () => {
  expect(ticketTime(at(2, 14), zone, "ms")).toBe("Khamis, 11 Februari 2027 · 10.14 pagi");
  expect(ticketTime(at(2, 14), zone, "en")).toBe("Thursday, 11 February 2027 · 10.14 am");
  expect(ticketTime(at(2, 14), zone, "zh")).toBe("2027年2月11日 星期四 · 上午10:14");
  expect(ticketTime(at(2, 14), zone, "ta")).toBe("வியாழன், 11 பிப்ரவரி 2027 · காலை 10.14");
});

test.each([
  [4, "12.00 tengah hari"],
  [6, "2.00 petang"],
  [11, "7.00 malam"],
  [16, "12.00 pagi"],
])("at %i hours UTC it is %s in Malaysia", (hour, clock) => {
  expect(ticketTime(at(hour), zone, "ms")).toContain(clock);
});

test("the branch's zone decides the day", () => {
  expect(ticketTime(at(20), zone, "ms")).toMatch(/^Jumaat, 12 Februari/);
  expect(ticketTime(at(20), "Europe/Berlin", "ms")).toMatch(/^Khamis, 11 Februari 2027 · 9\.00 malam/);
});
