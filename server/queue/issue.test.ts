import { expect, test } from "vitest";
import { command } from "../../sync/testing";
import { ok, orThrow } from "../../sync/core/result";
import { setupBranch, type TestBranch } from "../testing";
import { type IssueInput, issueTicket } from "./issue.usecase";
import { mayIssueWalkIn, walkInState } from "./walk-ins.usecase";
import { hallNow } from "./hall.usecase";

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

const issue = async (branch: TestBranch, input: Partial<IssueInput> = {}) =>
  orThrow(
    await branch.deps.writer.submit(command(), (tx) => {
      const { rows, jobs, ticketId, number } = orThrow(issueTicket(tx, { ...walkIn, ...input }));
      return ok({ intent: "walkIn", rows, jobs, answer: { ticketId, number } });
    }),
  );

test("numbers of a group count up from 001, each group has its own series, and the next day begins anew", async () => {
  const branch = await setupBranch({ closed: true });
  const numbers = [await issue(branch), await issue(branch, { service: "EP" }), await issue(branch)];
  expect(numbers.map(({ number }) => number)).toEqual(["C001", "E001", "C002"]);
  branch.clock.advance(24 * 3_600_000);
  expect((await issue(branch)).number).toBe("C001");
});

test("a ticket waits from its first row, and its paper is asked for once", async () => {
  const branch = await setupBranch({ closed: true });
  const { ticketId } = await issue(branch, { claims: ["pregnant"], claim: "claimed" });
  const now = branch.db
    .query("SELECT state, stage, lane, seq FROM ticket_now WHERE ticket = ?")
    .get(ticketId);
  expect(now).toEqual({ state: "waiting", stage: "application", lane: "priority", seq: 1 });
  const jobs = branch.db.query("SELECT device, subject, state FROM device_job").all();
  expect(jobs).toEqual([{ device: "printer", subject: ticketId, state: "queued" }]);
});

test("walk-in numbers come in batches: what is given is gone, and the next batch has a time", async () => {
  const branch = await setupBranch({ closed: true });
  const { left } = walkInState(hallNow(branch.deps), "C");
  expect(left).toBeGreaterThan(0);
  for (let i = 0; i < left; i++) await issue(branch);
  const eightInTheMorning = branch.clock.nowMs();
  const gone = mayIssueWalkIn(hallNow(branch.deps), "C", "normal");
  expect(gone).toMatchObject({
    ok: false,
    error: { type: "NumbersGone", nextBatchAtMs: eightInTheMorning + 60 * 60_000 },
  });
  expect(mayIssueWalkIn(hallNow(branch.deps), "C", "priority")).toMatchObject({ ok: true });

  branch.clock.advance(60 * 60_000);
  const shared = walkInState(hallNow(branch.deps), "C").left;
  expect(shared, "after an hour what other lanes left over is for everybody").toBeGreaterThan(0);
  for (let i = 0; i < shared; i++) await issue(branch);
  expect(walkInState(hallNow(branch.deps), "C")).toEqual({
    left: 0,
    nextBatchAtMs: eightInTheMorning + 6 * 60 * 60_000,
  });
});

test("people with an appointment take no walk-in's number; a latecomer does", async () => {
  const branch = await setupBranch({ closed: true });
  const left = () => walkInState(hallNow(branch.deps), "C").left;
  const before = left();
  await issue(branch, {
    source: "appointment",
    laneBase: "appointment",
    appointmentAtMs: branch.clock.nowMs(),
  });
  expect(left()).toBe(before);
  await issue(branch, { source: "late", appointmentAtMs: branch.clock.nowMs() - 3_600_000 });
  expect(left()).toBe(before - 1);
});
