import { describe, expect, test } from "vitest";
import { rohani, setupHall } from "../queue/hall.fixture";
import { book, kiosk, scan } from "../checkin/checkin.fixture";
import { setupBranch } from "../testing";
import { ticketOnPaper } from "./paper.usecase";
import { setupPrinting, startHallPrinters } from "./printing.fixture";
import { decodePaper, readQr } from "./ticket/decode.fixture";
import { ticketRenderer } from "./ticket/render";

describe("a ticket on paper", () => {
  test("comes out at check-in, with a code that follows the turn, read by decoders that are not ours", async () => {
    const branch = await setupBranch();
    const booked = await book(branch);
    branch.clock.advance(booked.startsAtMs - branch.clock.nowMs() - 10 * 60_000);
    const { emulator, untilJob, jobs } = await startHallPrinters(branch);
    const { ticket } = (await scan(branch, booked.slip)).body;
    expect(ticket).toMatchObject({ print: "queued" });
    await untilJob(ticket.id, "printed");

    const [paper] = emulator.tickets();
    const { picture } = await decodePaper(paper!.bytes);
    expect(await readQr(picture)).toEqual([`http://localhost/ticket/${ticket.id}`]);
    const drawn = ticketOnPaper(branch.deps, { of: ticket.id, lang: "ms", copy: 0 })!;
    expect(drawn).toMatchObject({ number: ticket.number, lane: "appointment", ahead: 0, isCopy: false });
    expect(picture, "what another decoder sees is what was drawn, number and all").toEqual(
      (await ticketRenderer()).bitmap(drawn),
    );
    expect((await branch.call("GET", `/tickets/${ticket.id}`)).body.print).toBe("printed");

    await scan(branch, booked.slip);
    expect(jobs(ticket.id), "a second scan prints nothing").toEqual(["printed"]);
  });

  test("tickets come out in the order of their numbers", async () => {
    const { comes, emulator, untilJob } = await setupPrinting();
    const people = [await comes(), await comes({ lang: "ta" }), await comes({ lang: "zh" })];
    await untilJob(people[2]!.ticketId, "printed");
    const codes = [];
    for (const { bytes } of emulator.tickets())
      codes.push(...(await readQr((await decodePaper(bytes)).picture)));
    expect(codes).toEqual(people.map(({ ticketId }) => `http://localhost/ticket/${ticketId}`));
  });

  test("waits while there is no paper, and comes out once when there is", async () => {
    const { comes, emulator, untilOnline, untilOffline, untilJob, jobs, ticket, printer, call } =
      await setupPrinting();
    await untilOnline();
    emulator.setPaper("out");
    await untilOffline();
    const siti = await comes();
    expect(await printer()).toMatchObject({
      online: true,
      paper: "out",
      error: "paper_out",
      queued: 1,
      suspect: 0,
    });
    expect((await call("GET", "/kiosk", undefined, { as: kiosk })).body.printer).toEqual({
      online: true,
      paper: "out",
      cover: "closed",
      elsewhere: null,
    });
    expect((await ticket(siti.ticketId)).print).toBe("queued");

    emulator.setPaper("ok");
    await untilJob(siti.ticketId, "printed");
    expect(emulator.tickets()).toHaveLength(1);
    expect(jobs(siti.ticketId)).toEqual(["printed"]);
    expect(await printer()).toMatchObject({ online: true, paper: "ok", error: null, queued: 0 });
  });

  test("that the paper ran out on is doubtful and never sent again by itself; a copy says COPY", async () => {
    const { comes, call, emulator, untilOnline, untilJob, jobs, ticket, printer } = await setupPrinting();
    await untilOnline();
    emulator.failAfterRows(200, "paper");
    const siti = await comes();
    await untilJob(siti.ticketId, "suspect");
    expect((await ticket(siti.ticketId)).print).toBe("suspect");
    emulator.setPaper("ok");
    await untilOnline();
    const next = await comes();
    await untilJob(next.ticketId, "printed");
    expect(jobs(siti.ticketId), "the next person's paper comes, the doubtful one stays").toEqual(["suspect"]);
    expect(await printer()).toMatchObject({
      suspect: 1,
      trouble: [
        { kind: "ticket", id: siti.ticketId, number: siti.number, print: "suspect", reason: "paper_out" },
      ],
    });

    const copied = await call(
      "POST",
      `/tickets/${siti.ticketId}/reprint`,
      { reason: "not_printed" },
      { as: rohani },
    );
    expect(copied).toMatchObject({
      status: 201,
      body: { copy: 1, ticket: { number: siti.number, print: "queued" } },
    });
    await untilJob(siti.ticketId, "printed");
    expect(jobs(siti.ticketId)).toEqual(["suspect", "printed"]);
    expect((await ticket(siti.ticketId)).print).toBe("printed");
    expect(await printer()).toMatchObject({ suspect: 0, trouble: [] });
    const [, whole, copy] = emulator.tickets();
    expect(copy!.bitmap.heightPx, "the band that says COPY makes it longer").toBeGreaterThan(
      whole!.bitmap.heightPx,
    );
  });

  test("survives a printer that is switched off and on: half-printed is doubtful, waiting comes out", async () => {
    const { comes, emulator, untilOnline, untilOffline, untilJob, jobs } = await setupPrinting({
      emulator: { rowsPerSecond: 1200 },
    });
    await untilOnline();
    emulator.failAfterRows(300, "power");
    const [siti, ravi] = [await comes(), await comes()];
    await untilJob(siti.ticketId, "suspect");
    await untilOffline();
    expect(jobs(ravi.ticketId)).toEqual(["queued"]);
    await emulator.power(true);
    await untilJob(ravi.ticketId, "printed");
    expect(jobs(siti.ticketId)).toEqual(["suspect"]);
    expect(emulator.tickets().filter(({ whole }) => whole)).toHaveLength(1);
  });

  test("on a line that is open and silent is doubtful, and the next waits until the printer answers again", async () => {
    const { comes, emulator, untilOnline, untilJob, jobs, printer } = await setupPrinting({
      emulator: { rowsPerSecond: 1200 },
    });
    await untilOnline();
    emulator.failAfterRows(100, "freeze");
    const [siti, ravi] = [await comes(), await comes()];
    await untilJob(siti.ticketId, "suspect");
    expect(await printer()).toMatchObject({ online: false, queued: 1, suspect: 1 });
    emulator.thaw();
    await untilJob(ravi.ticketId, "printed");
    expect(jobs(siti.ticketId)).toEqual(["suspect"]);
  });

  test("that nobody waits for any more is dropped, not printed", async () => {
    const { comes, clock, emulator, scheduler, untilOnline, untilOffline, untilJob, jobs, ticket } =
      await setupPrinting();
    await untilOnline();
    emulator.setPaper("out");
    await untilOffline();
    const early = await comes();
    clock.advance(30 * 60_000);
    const late = await comes();
    emulator.setPaper("ok");
    await untilJob(late.ticketId, "printed");
    await scheduler.runDue();
    expect(jobs(early.ticketId)).toEqual(["expired"]);
    expect((await ticket(early.ticketId)).print).toBe("failed");
    expect(emulator.tickets()).toHaveLength(1);
  });

  test("is told as failed after its time where there is no printer at all", async () => {
    const { comes, clock, scheduler, ticket, call } = await setupHall();
    const siti = await comes();
    expect((await ticket(siti.ticketId)).print).toBe("queued");
    clock.advance(31 * 60_000);
    await scheduler.runDue();
    expect((await ticket(siti.ticketId)).print).toBe("failed");
    expect((await call("GET", "/devices", undefined, { as: rohani })).body).toEqual({
      items: [],
      others: [],
      found: [],
    });
  });
});
