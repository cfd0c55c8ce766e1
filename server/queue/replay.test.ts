import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import { type Day, playDay } from "./hall-day.fixture";
import { policyDefault } from "./policy";
import { at, callNow, counter4, story, ticketC047 } from "./queue.fixture";
import { hallOf, recheckCalls } from "./replay";
import { type TicketCommand, undo } from "./step";
import { stages, type TicketStep } from "./ticket";
import type { Reach } from "./waiting";

test("the state of a ticket is its latest row by sequence, whatever order the rows arrived in", () => {
  const rows = story(ticketC047(), callNow, { type: "serve" }, { type: "finish", outcome: "nextStage" });
  const hall = hallOf([ticketC047()], rows.toReversed());
  expect(hall.latest.get("ticket-47")).toBe(rows[3]);
  expect(hall.waiting).toMatchObject([{ number: "C047", stage: "payment", later: ["collection"] }]);
});

test("a call that was undone is no call: the person waits again and the shares do not count it", () => {
  const rows = story(ticketC047(), callNow);
  expect(hallOf([ticketC047()], rows)).toMatchObject({ waiting: [], calls: [{ ticketId: "ticket-47" }] });
  const undone = orThrow(undo(rows[0], rows[1]!, counter4, at(1)));
  expect(hallOf([ticketC047()], [...rows, undone])).toMatchObject({
    waiting: [{ number: "C047", waitingSinceMs: at(0) }],
    calls: [],
  });
});

test("an appointment counts as one until its first stage is over or a call is missed", () => {
  const ticket = ticketC047({ laneBase: "appointment", startsAtMs: at(30) });
  const waitingAfter = (...commands: TicketCommand[]) =>
    hallOf([ticket], story(ticket, ...commands)).waiting[0];
  expect(waitingAfter()).toMatchObject({ startsAtMs: at(30), lane: "appointment" });
  expect(waitingAfter(callNow, { type: "finish", outcome: "nextStage" })).toMatchObject({
    startsAtMs: null,
    lane: "appointment",
  });
  expect(waitingAfter(callNow, { type: "absent" })).toMatchObject({ startsAtMs: null, lane: "normal" });
});

describe("the calls of a whole day, made once more from the log", () => {
  const reaches: Reach[] = [
    { counterId: "counter-1", groups: ["C"], stages },
    { counterId: "counter-2", groups: ["C", "E"], stages },
    { counterId: "counter-3", groups: ["E"], stages: ["application"] },
  ];
  const reachAt = (counterId: string) => reaches.find((reach) => reach.counterId === counterId);
  const policies = [{ fromMs: at(0), policy: policyDefault }];
  let day: Day;
  beforeAll(() => {
    const usualMin = () => 8;
    const plan = { policy: policyDefault, reaches, walkIns: 40, appointments: 30, usualMin };
    day = playDay(plan, seededRandom(7), () => {});
  });

  test("come out the same, every one", () => {
    expect(day.rows.filter(({ kind }) => kind === "call").length).toBeGreaterThan(100);
    expect(recheckCalls(policies, day.tickets, day.rows, reachAt)).toEqual([]);
  });

  test("show a favour: somebody called before their turn under the name of a rule", () => {
    const index = day.rows.findIndex(
      (row, i) =>
        row.kind === "call" && i > 60 && hallOf(day.tickets, day.rows.slice(0, i)).waiting.length > 3,
    );
    const before = day.rows.slice(0, index);
    const call = day.rows[index]!;
    const friend = hallOf(day.tickets, before).waiting.find(({ ticketId, group }) => {
      return ticketId !== call.ticketId && reachAt(call.counterId!)!.groups.includes(group);
    })!;
    const forged: TicketStep = { ...call, ticketId: friend.ticketId, seq: 99 };
    expect(recheckCalls(policies, day.tickets, [...before, forged], reachAt)).toEqual([
      { row: forged, expected: { ticketId: call.ticketId, turn: call.turn } },
    ]);
  });

  test("show a policy that was not the declared one", () => {
    const other = { ...policyDefault, appointmentLeadMin: 0, priorityInRowMax: 1 };
    const deviations = recheckCalls([{ fromMs: at(0), policy: other }], day.tickets, day.rows, reachAt);
    expect(deviations.length).toBeGreaterThan(0);
  });
});
