import { expect, test } from "vitest";
import { rohani, setupHall } from "../queue/hall.fixture";
import { decodePaper } from "./ticket/decode.fixture";
import { setupPrinting, startHallPrinters } from "./printing.fixture";

test("a disk that is full for a while loses no outcome and prints nothing twice", async () => {
  let isFull = false;
  const commit = (db: { run(sql: string): unknown }) => {
    if (isFull) throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    db.run("COMMIT");
  };
  const { comes, emulator, untilOnline, untilJob, jobs, when } = await setupPrinting({ writer: { commit } });
  await untilOnline();
  const stop = emulator.onTicket(() => {
    isFull = true;
    stop();
  });
  const siti = await comes();
  await when(() => isFull);
  for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next));
  expect(jobs(siti.ticketId), "on paper, and not yet written").toEqual(["sending"]);
  isFull = false;
  await untilJob(siti.ticketId, "printed");
  expect(emulator.tickets()).toHaveLength(1);
});

test("an outcome that could not be written is written later, and the ticket comes out once", async () => {
  const { comes, db, errors, emulator, untilOnline, untilJob, when } = await setupPrinting();
  await untilOnline();
  const stop = emulator.onTicket(() => {
    db.run("ALTER TABLE device_job RENAME TO out_of_reach");
    stop();
  });
  const siti = await comes();
  await when(() => errors.length > 0);
  db.run("ALTER TABLE out_of_reach RENAME TO device_job");
  await untilJob(siti.ticketId, "printed");
  expect(emulator.tickets()).toHaveLength(1);
  expect(String(errors.splice(0)[0])).toContain("no such table");
});

test("a database error while looking for work is told, and the printer works on after it", async () => {
  const { comes, db, errors, emulator, untilOnline, untilJob, when } = await setupPrinting();
  await untilOnline();
  db.run("ALTER TABLE device_job RENAME TO out_of_reach");
  emulator.setPaper("near_end");
  await when(() => errors.length > 0);
  db.run("ALTER TABLE out_of_reach RENAME TO device_job");
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  expect(String(errors.splice(0)[0])).toContain("no such table");
});

test("a ticket that cannot be drawn fails alone; the next one comes out", async () => {
  const hall = await setupHall();
  const broken = await hall.comes();
  // What a job of a ticket that is gone looks like.
  hall.db.run(`UPDATE device_job SET subject = 'gone'`);
  const { emulator, when } = await startHallPrinters(hall);
  const states = () => hall.db.query("SELECT state, reason FROM device_job ORDER BY rowid").values();
  await hall.comes();
  await when(() => emulator.tickets().length === 1);
  await when(() => states().every(([state]) => state !== "sending"));
  expect(states()).toEqual([
    ["failed", "NotDrawn"],
    ["printed", null],
  ]);
  hall.db.run("UPDATE device_job SET subject = ? WHERE subject = 'gone'", [broken.ticketId]);
  expect((await hall.ticket(broken.ticketId)).print).toBe("failed");
});

test("bytes that steer printers, in a name of the catalogue, never reach the paper", async () => {
  const hall = await setupHall({ checkReplay: false });
  const { emulator, untilJob } = await startHallPrinters(hall);
  const { ticketId } = await hall.comes();
  await untilJob(ticketId, "printed");
  const copy = async () => {
    await hall.call("POST", `/tickets/${ticketId}/reprint`, { reason: "lost" }, { as: rohani });
    await untilJob(ticketId, "printed");
  };
  await copy();
  const doc = hall.db
    .query<{ doc: string }, []>("SELECT doc FROM service WHERE code = 'PLS-LANJUT'")
    .get()!.doc;
  const service = JSON.parse(doc) as { nameMs: string };
  const steered = JSON.stringify({
    ...service,
    nameMs: `${service.nameMs}\u001b@\u001dV\u0000\u0010\u0014\u0001`,
  });
  hall.db.run("UPDATE service SET doc = ?, _h = _h + 1 WHERE code = 'PLS-LANJUT'", [steered]);
  await copy();

  const [, before, after] = emulator.tickets();
  expect(after!.bitmap.heightPx).toBe(before!.bitmap.heightPx);
  // Questions to the printer come when they come; all else that is not dots is a command of ours.
  const commands = async (bytes: Uint8Array) =>
    (await decodePaper(bytes)).commands.filter((each) => !each.startsWith("DLE"));
  expect(await commands(after!.bytes)).toEqual(await commands(before!.bytes));
});
