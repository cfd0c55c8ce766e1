import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Desk, sampleJob } from "./printing.fixture";

/** What every printer driver keeps, whatever its wire and whatever the model can say. */
export const printerContract = (name: string, setup: () => Promise<Desk>): void => {
  describe(`${name} keeps the printer's contract`, () => {
    let desk: Desk;
    beforeEach(async () => {
      desk = await setup();
    });
    afterEach(() => desk.close());

    test("a job on paper is printed, whole and once", async () => {
      await desk.until((s) => s.online);
      expect(await desk.inTime(desk.printer.print(sampleJob("C047")))).toEqual({ type: "printed" });
      expect(desk.emulator.tickets()).toMatchObject([{ whole: true, bitmap: { heightPx: 400 } }]);
    });

    test("jobs given together come out in their order", async () => {
      await desk.until((s) => s.online);
      const jobs = ["C001", "C002", "C003"].map(sampleJob);
      await desk.inTime(Promise.all(jobs.map((job) => desk.printer.print(job))));
      const printed = desk.emulator.tickets().map((ticket) => Buffer.from(ticket.bytes));
      expect(printed.map((bytes, i) => bytes.includes(jobs[i]?.bytes ?? ""))).toEqual([true, true, true]);
    });

    test("the same job asked for twice is one ticket and one answer", async () => {
      await desk.until((s) => s.online);
      const both = [desk.printer.print(sampleJob("C047")), desk.printer.print(sampleJob("C047"))];
      expect(await desk.inTime(Promise.all(both))).toEqual([{ type: "printed" }, { type: "printed" }]);
      expect(await desk.inTime(desk.printer.print(sampleJob("C047")))).toEqual({ type: "printed" });
      expect(desk.emulator.tickets()).toHaveLength(1);
    });

    test("a job refused for want of paper can be asked again and is printed", async () => {
      await desk.until((s) => s.online);
      desk.emulator.setPaper("out");
      const first = await desk.inTime(desk.printer.print(sampleJob("C047")));
      expect(first).toEqual({ type: "refused", reason: { type: "PaperOut" } });
      expect(desk.emulator.tickets()).toEqual([]);
      desk.emulator.setPaper("ok");
      await desk.until((s) => s.online);
      expect(await desk.inTime(desk.printer.print(sampleJob("C047")))).toEqual({ type: "printed" });
    });

    test("a cover opened half way makes the job suspect, and nothing is sent again by itself", async () => {
      await desk.until((s) => s.online);
      desk.emulator.failAfterRows(150, "cover");
      const outcome = await desk.inTime(desk.printer.print(sampleJob("C047")));
      expect(outcome).toEqual({ type: "suspect", reason: { type: "CoverOpen" } });
      expect(await desk.inTime(desk.printer.print(sampleJob("C047")))).toEqual(outcome);
      expect(desk.emulator.tickets()).toMatchObject([{ whole: false, bitmap: { heightPx: 150 } }]);
    });

    test("stop makes the job in hand suspect and the waiting one refused", async () => {
      await desk.until((s) => s.online);
      desk.emulator.failAfterRows(10, "freeze");
      const [first, second] = [desk.printer.print(sampleJob("C001")), desk.printer.print(sampleJob("C002"))];
      await desk.when(() => desk.emulator.state().frozen);
      await desk.printer.stop();
      expect(await first).toEqual({ type: "suspect", reason: { type: "Stopped" } });
      expect(await second).toEqual({ type: "refused", reason: { type: "Stopped" } });
      expect(desk.printer.status()).toMatchObject({ online: false, error: { type: "Stopped" } });
    });
  });
};
