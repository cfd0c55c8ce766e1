import { expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { command } from "../../sync/testing";
import { type IssueInput, issueTicket } from "../queue/issue.usecase";
import { setupPrinting } from "./printing.fixture";

const walkIn: IssueInput = {
  service: "PLS-LANJUT",
  booking: null,
  appointmentAtMs: null,
  source: "walkin",
  laneBase: "normal",
  claims: [],
  claim: "none",
  people: 1,
  lang: "ms",
};

test("each printer takes its own jobs; those for a printer this node does not have go to the first", async () => {
  const { comes, deps, db, emulators, untilOnline, untilJob } = await setupPrinting({
    printers: ["hall", "door"],
  });
  await untilOnline();
  const siti = await comes();
  await untilJob(siti.ticketId, "printed");
  expect(emulators.map((each) => each.tickets().length)).toEqual([1, 0]);

  const { ticketId } = orThrow(
    await deps.writer.submit(command(), (tx) => {
      const issued = orThrow(issueTicket(tx, walkIn));
      const jobs = issued.jobs.map((job) => ({ ...job, device: "door" }));
      return ok({ intent: "walkIn", rows: issued.rows, jobs, answer: issued });
    }),
  );
  await untilJob(ticketId, "printed");
  expect(emulators.map((each) => each.tickets().length)).toEqual([1, 1]);
  expect(db.query("SELECT device FROM device_job ORDER BY rowid").values()).toEqual([["hall"], ["door"]]);
});
