import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { rohani, setupHall } from "../queue/hall.fixture";
import { planJobEnd, planSend } from "./devices.usecase";
import { kiosk } from "../checkin/checkin.fixture";
import { setupPrinting } from "./printing.fixture";

const two = [{ id: "hall" }, { id: "spare", spare_for: "hall" }] as const;

const setup = async () => {
  const hall = await setupPrinting({ printers: two });
  await hall.untilOnline();
  const papers = () => hall.emulators.map((each) => each.tickets().filter(({ whole }) => whole).length);
  return { ...hall, papers };
};

test("1: a printer without paper hands what waits to its spare within seconds, and takes its own again with new paper", async () => {
  const { comes, emulators, untilJob, papers, printer, call, when, deps } = await setup();
  emulators[0]!.setPaper("out");
  await when(() => !deps.printers.list()[0]!.printer.status().online);
  const before = deps.printers.list()[0]!.printer.status();
  expect(before.error).toEqual({ type: "PaperOut" });
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  expect(papers()).toEqual([0, 1]);
  expect(await printer()).toMatchObject({ error: "paper_out", coveredBy: "Pencetak spare", queued: 0 });
  expect(await printer(1)).toMatchObject({ coveredBy: null, spareFor: "Pencetak hall" });
  const { body } = await call("GET", "/kiosk", undefined, { as: kiosk });
  expect(body.printer, "kiosks look at the one that prints").toEqual({
    online: true,
    paper: "ok",
    cover: "closed",
    elsewhere: "Pencetak spare",
  });

  emulators[0]!.setPaper("ok");
  await when(() => deps.printers.list()[0]!.printer.status().online);
  const ravi = await comes();
  await untilJob(ravi.ticketId, "printed");
  expect(papers()).toEqual([1, 1]);
});

test("2: a roll that is nearly at its end is spared, and printed on when the other printer cannot", async () => {
  const { comes, emulators, untilJob, papers, when, deps, printer } = await setup();
  emulators[0]!.setPaper("near_end");
  await when(() => deps.printers.list()[0]!.can() === "low");
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  expect(papers()).toEqual([0, 1]);
  expect(await printer()).toMatchObject({ paper: "near", coveredBy: "Pencetak spare" });

  await emulators[1]!.power(false);
  await when(() => deps.printers.list()[1]!.can() === "not");
  const ravi = await comes();
  await untilJob(ravi.ticketId, "printed");
  expect(papers()).toEqual([1, 1]);
});

test("7: a printer that another computer holds is no printer: its spare prints", async () => {
  const { comes, emulators, untilJob, papers, when, deps } = await setup();
  emulators[0]!.freeze();
  await when(() => deps.printers.list()[0]!.can() === "not");
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  expect(papers()).toEqual([0, 1]);
});

test("1: what is half on paper stays doubtful; the spare does not print it", async () => {
  const { comes, emulators, untilJob, jobs, papers, when, deps } = await setup();
  emulators[0]!.failAfterRows(200, "paper");
  const siti = await comes();
  await untilJob(siti.ticketId, "suspect");
  await when(() => deps.printers.list()[0]!.can() === "not");
  const ravi = await comes();
  await untilJob(ravi.ticketId, "printed");
  expect(jobs(siti.ticketId)).toEqual(["suspect"]);
  expect(papers()).toEqual([0, 1]);
});

test("a test paper comes out of the printer it tells of, or not at all", async () => {
  const { call, emulators, when, deps, printer, papers } = await setup();
  const ask = (id: string) => call("POST", `/devices/${id}/test`, {}, { as: rohani });
  expect((await ask("hal")).body).toMatchObject({ status: 404, code: "printer_not_found" });
  emulators[0]!.setPaper("near_end");
  await when(() => deps.printers.list()[0]!.can() === "low");
  expect(await ask("hall")).toMatchObject({ status: 201, body: { print: "queued" } });
  expect((await ask("hall")).body.code).toBe("still_printing");
  await when(() => papers()[0] === 1);
  expect(papers()).toEqual([1, 0]);
  await when(() => deps.db.query("SELECT state FROM device_job").values()[0]?.[0] === "printed");
  expect((await printer()).test).toMatchObject({ print: "printed" });

  emulators[0]!.setPaper("out");
  await when(() => deps.printers.list()[0]!.can() === "not");
  expect((await ask("hall")).status).toBe(201);
  let looks = 0;
  await when(() => looks++ > 500);
  expect(papers()).toEqual([1, 0]);
  expect((await printer()).test).toMatchObject({ print: "queued" });
});

test("copies are counted for the day, at the printer that they were asked of", async () => {
  const { comes, call, untilJob, printer } = await setup();
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  for (const reason of ["lost", "unreadable"]) {
    await call("POST", `/tickets/${siti.ticketId}/reprint`, { reason }, { as: rohani });
    await untilJob(siti.ticketId, "printed");
  }
  expect((await printer()).copies).toBe(2);
  expect((await printer(1)).copies).toBe(0);
});

test("a paper that its spare did not take after all waits again for the printer it was asked of", async () => {
  const { deps, comes, db } = await setupHall();
  const { ticketId } = await comes();
  const [{ id }] = db.query<{ id: string }, []>("SELECT id FROM device_job").all() as [{ id: string }];
  const spare = { printer: "spare", from: ["hall"], unnamed: ["hall", "spare"] };
  const sent = orThrow(await deps.writer.submit(command(), (tx) => planSend(tx, spare)));
  expect(sent).toMatchObject({ id, of: ticketId, device: "printer" });
  const end = { state: "queued", reason: "CoverOpen" } as const;
  await deps.writer.submit(command(), (tx) => planJobEnd(tx, sent!, end));
  expect(db.query("SELECT device, state, reason FROM device_job").values()).toEqual([
    ["printer", "queued", "CoverOpen"],
  ]);
});
