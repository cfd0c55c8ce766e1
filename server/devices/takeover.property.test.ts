import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { setupPrinting } from "./printing.fixture";
import { type PrinterNow, takesNow, workerFor } from "./takeover";

const can = fc.constantFrom("well" as const, "low" as const, "not" as const);
/** A hall printer with up to three spares, and one that stands alone. */
const node: fc.Arbitrary<readonly PrinterNow[]> = fc
  .tuple(can, fc.array(can, { maxLength: 3 }), can)
  .map(([hall, spares, alone]) => [
    { id: "hall", spareFor: null, can: hall },
    ...spares.map((each, at) => ({ id: `spare${at}`, spareFor: "hall", can: each })),
    { id: "alone", spareFor: null, can: alone },
  ]);

describe("who prints for whom", () => {
  test("every paper has exactly one printer at any moment, also one that names no printer of the node", () => {
    fc.assert(
      fc.property(node, (printers) => {
        const all = printers.map(({ id }) => takesNow(id, printers));
        expect(all.flatMap(({ from }) => from).toSorted()).toEqual(printers.map(({ id }) => id).toSorted());
        expect(all.filter(({ unnamed }) => unnamed !== null)).toHaveLength(1);
      }),
    );
  });

  test("a printer that can print keeps its own; one that cannot gives them away while any of its group can", () => {
    fc.assert(
      fc.property(node, (printers) => {
        for (const each of printers) {
          const worker = printers.find(({ id }) => id === workerFor(each, printers));
          const group = printers.filter(({ id }) => (each.id === "alone") === (id === "alone"));
          expect(group).toContain(worker);
          if (each.can === "well") expect(worker).toBe(each);
          if (group.some((one) => one.can !== "not")) expect(worker?.can).not.toBe("not");
          else expect(worker).toBe(each);
        }
      }),
    );
  });
});

const narrow = { emulator: { ticketsKept: 1_000 } };
const two = [
  { id: "hall", model: "escpos-58mm" },
  { id: "spare", model: "escpos-58mm", spare_for: "hall" },
] as const;

const at = fc.constantFrom(0, 1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant("comes" as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("breaks" as const),
      at,
      how: fc.constantFrom("paper" as const, "cover" as const, "power" as const, "freeze" as const),
      rows: fc.integer({ min: 1, max: 600 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("paper" as const),
      at,
      now: fc.constantFrom("near_end" as const, "out" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("mended" as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant("waits" as const), steps: fc.integer({ min: 1, max: 60 }) }),
  },
);

test(
  "with any faults of two printers each number is on paper once at the most, and none is lost",
  { timeout: 60_000 },
  async () => {
    const hall = await setupPrinting({ ...narrow, printers: two });
    const { comes, emulators, jobs, when } = hall;
    const mend = async (emulator: (typeof emulators)[number]) => {
      await emulator.power(true);
      emulator.thaw();
      emulator.setCover("closed");
      emulator.setPaper("ok");
    };
    const papersOf = (ticketId: string) =>
      emulators
        .flatMap((each) => each.tickets())
        .filter(({ whole, codes }) => whole && codes.some((code) => code.endsWith(ticketId)));

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        const tickets: string[] = [];
        for (const each of steps) {
          if (each.what === "comes") tickets.push((await comes()).ticketId);
          if (each.what === "breaks") emulators[each.at]!.failAfterRows(each.rows, each.how);
          if (each.what === "paper") emulators[each.at]!.setPaper(each.now);
          if (each.what === "mended") await mend(emulators[each.at]!);
          if (each.what === "waits") {
            let left = each.steps * 10;
            await when(() => left-- <= 0);
          }
        }
        const isOver = () => tickets.every((id) => ["printed", "suspect"].includes(jobs(id).at(-1)!));
        let looks = 0;
        await when(() => {
          // A fault that was armed may strike only now.
          if (looks++ % 500 === 0) for (const emulator of emulators) void mend(emulator);
          return isOver();
        }, "an end of every paper");
        for (const id of tickets) {
          const papers = papersOf(id);
          if (jobs(id).at(-1) === "printed") expect(papers).toHaveLength(1);
          else expect(papers.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 12 },
    );
  },
);
