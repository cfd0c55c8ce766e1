import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PrinterError, PrinterStatus, PrintOutcome } from "../../hardware/ports";
import { endOf, type JobState, printerShown, printOf } from "./devices";

const error: fc.Arbitrary<PrinterError> = fc.oneof(
  fc.constantFrom<PrinterError>(
    { type: "PaperOut" },
    { type: "CoverOpen" },
    { type: "CutterJam" },
    { type: "Broken" },
    { type: "NotReady" },
    { type: "Stopped" },
  ),
  fc.record({
    type: fc.constantFrom("Unreachable" as const, "ConnectionLost" as const),
    address: fc.string(),
    cause: fc.string(),
  }),
  fc.record({ type: fc.constant("NotConfirmed" as const), waitedMs: fc.nat() }),
);
const outcome: fc.Arbitrary<PrintOutcome> = fc.oneof(
  fc.constant<PrintOutcome>({ type: "printed" }),
  fc.record({ type: fc.constantFrom("suspect" as const, "refused" as const), reason: error }),
);

describe("what becomes of a job", () => {
  test("only a job of which not one byte was sent is tried again", () => {
    fc.assert(
      fc.property(outcome, (told) => {
        expect(endOf(told).state === "queued").toBe(told.type === "refused");
      }),
    );
  });

  test("it counts as printed only by the printer's own word, and every other end has a reason", () => {
    fc.assert(
      fc.property(outcome, (told) => {
        const { state, reason } = endOf(told);
        expect(state === "printed").toBe(told.type === "printed");
        expect(reason === null).toBe(told.type === "printed");
      }),
    );
  });

  test("people are told of paper only what is known", () => {
    const told = (["queued", "sending", "printed", "suspect", "failed", "expired"] satisfies JobState[]).map(
      printOf,
    );
    expect(told).toEqual(["queued", "queued", "printed", "suspect", "failed", "failed"]);
    expect(printOf(undefined), "forgotten after a month").toBe("printed");
  });

  test("a printer without paper still answers; one that is unplugged does not", () => {
    const status: PrinterStatus = {
      online: false,
      paper: "near_end",
      cover: "closed",
      error: null,
      lastSeenMs: 1,
    };
    fc.assert(
      fc.property(error, (why) => {
        const isSilent = ["Unreachable", "ConnectionLost", "Stopped"].includes(why.type);
        expect(printerShown({ ...status, error: why })).toEqual({
          online: !isSilent,
          paper: "near",
          cover: "closed",
        });
      }),
    );
  });
});
