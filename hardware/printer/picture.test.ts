import { describe, expect, test } from "vitest";
import { stopsTicket, troubleOf } from "./picture";
import { quiet } from "./status";

describe("trouble", () => {
  test("of an open cover goes before the missing paper it causes", () => {
    expect(troubleOf({ ...quiet, offline: true, coverOpen: true, paperEnd: true })).toEqual({
      type: "CoverOpen",
    });
  });

  test("is told by its cause before the mere fact of being offline", () => {
    expect(troubleOf({ ...quiet, offline: true, cutterError: true })).toEqual({ type: "CutterJam" });
    expect(troubleOf({ ...quiet, offline: true })).toEqual({ type: "NotReady" });
    expect(troubleOf({ ...quiet, broken: true })).toEqual({ type: "Broken" });
  });

  test("that passes by itself does not end a ticket; low paper is no trouble", () => {
    expect(stopsTicket(troubleOf({ ...quiet, recovering: true }))).toBe(false);
    expect(stopsTicket(troubleOf({ ...quiet, paperStop: true }))).toBe(true);
    expect(stopsTicket(troubleOf({ ...quiet, paperNearEnd: true }))).toBe(false);
  });
});
