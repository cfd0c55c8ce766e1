import { expect, test } from "vitest";
import { buildApp } from "../app";
import { minuteMs, rohani, selvam, setupHall } from "../queue/hall.fixture";
import { headersAs, setupBranch } from "../testing";

test("the hall sees who is called where, then the last five, and how many wait", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C", "E"]);
  for (let person = 0; person < 8; person++) await hall.comes();
  await hall.comes({ service: "EP" });
  for (let call = 0; call < 7; call++) {
    await hall.calls(rohani, hall.counter1, { finish: true, outcome: "done" });
    hall.clock.advance(minuteMs);
  }
  const shown = await hall.display();
  expect(shown).toMatchObject({ branch: "SGR-HQ1", now: hall.clock.nowMs(), opensAtMs: null });
  expect(shown.calling).toEqual([
    { number: "C006", counter: "1", lane: "normal", calledAtMs: hall.clock.nowMs() - minuteMs, callNo: 1 },
  ]);
  expect(shown.last.map(({ number }: { number: string }) => number)).toEqual([
    "C005",
    "C004",
    "C003",
    "C002",
    "E001",
  ]);
  expect(shown.waiting).toMatchObject([
    { group: "C", name: { ms: "Visa dan pas", en: "Visa and pass" }, count: 2 },
    { group: "E", count: 0 },
  ]);
  expect(shown.waiting[0].estimate.lowMin).toBeLessThan(shown.waiting[0].estimate.highMin);
});

test("a call keeps its time and number when the person is served, and a recall is a new one", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes();
  await hall.calls(rohani, hall.counter1);
  hall.clock.advance(minuteMs);
  await hall.does(rohani, `/tickets/${ticketId}/recall`);
  const [recalled] = (await hall.display()).calling;
  expect(recalled).toMatchObject({ callNo: 2, calledAtMs: hall.clock.nowMs() });
  hall.clock.advance(minuteMs);
  await hall.does(rohani, `/tickets/${ticketId}/serve`);
  expect(await hall.display()).toMatchObject({ calling: [], last: [recalled] });
});

test("somebody called again comes before those called since", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  await hall.signsOn(selvam, hall.counter2, ["C"]);
  const [first, second] = [await hall.comes(), await hall.comes()];
  await hall.calls(rohani, hall.counter1);
  await hall.calls(selvam, hall.counter2);
  await hall.does(rohani, `/tickets/${first.ticketId}/recall`);
  const numbers = (await hall.display()).calling.map(({ number }: { number: string }) => number);
  expect(numbers).toEqual([first.number, second.number]);
});

test("headquarters has no hall: its display and counters lead nowhere", async () => {
  const hall = await setupHall();
  const self = { ...hall.deps.self, role: "hq" as const, branch: null };
  const hq = buildApp({ ...hall.deps, self }, { report: () => {}, log: () => {} });
  for (const path of ["display", "counters", "queue?counter=1", "branch/policy"]) {
    const answer = await hq.request(`/api/v1/${path}`, { headers: headersAs(hall, rohani) });
    expect(await answer.json(), path).toMatchObject({ status: 404, code: "no_hall_here" });
  }
  expect((await hq.request("/api/v1/events?topics=display")).status).toBe(403);
});

test("nobody's name, document or need is on the wall", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes({ claims: ["pregnant"], claim: "claimed" });
  await hall.calls(rohani, hall.counter1);
  await hall.does(rohani, `/tickets/${ticketId}/note`, { text: "Siti hamil" });
  const wall = JSON.stringify(await hall.display());
  for (const secret of ["pregnant", "Siti", "rohani", ticketId]) expect(wall).not.toContain(secret);
});

test("before opening it tells when the doors open and when numbers come", async () => {
  const sevenMs = Date.parse("2026-12-07T07:00:00+08:00");
  const branch = await setupBranch({ closed: true, nowMs: sevenMs });
  const { body } = await branch.call("GET", "/display", undefined, { as: "display:1" });
  expect(body).toMatchObject({
    calling: [],
    last: [],
    waiting: [],
    opensAtMs: sevenMs + 60 * minuteMs,
    nextBatchAtMs: sevenMs + 60 * minuteMs,
  });
  branch.clock.set(Date.parse("2026-12-11T20:00:00+08:00"));
  const friday = await branch.call("GET", "/display", undefined, { as: "display:1" });
  expect(friday.body, "Friday evening: Monday morning, and no more numbers today").toMatchObject({
    opensAtMs: Date.parse("2026-12-14T08:00:00+08:00"),
    nextBatchAtMs: null,
  });
});
