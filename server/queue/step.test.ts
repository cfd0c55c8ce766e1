import { describe, expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { at, callNow, counter4, counter5, story, ticketC047 } from "./queue.fixture";
import { step, type TicketCommand, undo } from "./step";
import type { TicketStep } from "./ticket";

const refused = (
  rows: readonly TicketStep[],
  command: TicketCommand,
  by = counter4,
  ticket = ticketC047(),
) => {
  const decided = step(ticket, rows.at(-1)!, command, by, at(60));
  return decided.ok ? undefined : decided.error;
};

test("a visit keeps its number through application, payment and collection, and every step has its time", () => {
  const next: TicketCommand = { type: "finish", outcome: "nextStage" };
  const serve: TicketCommand = { type: "serve" };
  const done: TicketCommand = { type: "finish", outcome: "done" };
  const rows = story(ticketC047(), callNow, serve, next, callNow, serve, next, callNow, serve, done);

  const states = "waiting called serving waiting called serving waiting called serving done";
  expect(rows.map((row) => row.state).join(" ")).toBe(states);
  expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows.map((row) => row.atMs)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(at));
  expect(rows.filter((row) => row.state === "waiting").map((row) => row.stage)).toEqual([
    "application",
    "payment",
    "collection",
  ]);
  expect(rows.filter((row) => row.state === "waiting").map((row) => row.waitingSinceMs)).toEqual(
    [0, 3, 6].map(at),
  );
});

test("after the last stage there is no next one", () => {
  const ticket = ticketC047({ stages: ["application"] });
  const rows = story(ticket, callNow, { type: "serve" });
  expect(refused(rows, { type: "finish", outcome: "nextStage" }, counter4, ticket)).toEqual({
    type: "NoNextStage",
    stage: "application",
  });
});

test("two officers cannot call the same person", () => {
  expect(refused(story(ticketC047(), callNow), callNow, counter5)).toEqual({
    type: "WrongState",
    command: "call",
    state: "called",
  });
});

test("only the counter that called may recall, serve, finish or mark absent", () => {
  const rows = story(ticketC047(), callNow);
  const commands: TicketCommand[] = [
    { type: "recall" },
    { type: "serve" },
    { type: "finish", outcome: "done" },
    { type: "absent" },
  ];
  for (const command of commands) {
    expect(refused(rows, command, counter5)).toEqual({ type: "OtherCounter", counterId: "counter-4" });
  }
});

test("a person is recalled three times and not a fourth", () => {
  const recall: TicketCommand = { type: "recall" };
  const rows = story(ticketC047(), callNow, recall, recall, recall);
  expect(rows.at(-1)!.calls).toBe(4);
  expect(refused(rows, recall)).toEqual({ type: "RecallsUsedUp", recallsMax: 3 });
});

describe("absence", () => {
  test("the first missed call puts the person at the end of the lane, the second ends the wait", () => {
    const rows = story(ticketC047(), callNow, { type: "absent" }, callNow, { type: "absent" });
    expect(rows[2]).toMatchObject({ state: "waiting", waitingSinceMs: at(2), absences: 1, calls: 0 });
    expect(rows[4]).toMatchObject({ state: "absent", absences: 2, counterId: null });
  });

  test("a missed call costs an appointment its right of way, and a frail person keeps the lane", () => {
    const appointment = ticketC047({ laneBase: "appointment", startsAtMs: at(30) });
    expect(story(appointment, callNow, { type: "absent" })[2]!.lane).toBe("normal");
    const claimed = ticketC047({ laneBase: "appointment", claims: ["oku"] });
    expect(story(claimed, callNow, { type: "absent" })[2]!.lane).toBe("priority");
    expect(story(claimed, callNow, { type: "absent" }, { type: "denyPriority" })[3]!.lane).toBe("normal");
  });

  test("someone who comes back after two absences is taken by choice, with a reason", () => {
    const rows = story(ticketC047(), callNow, { type: "absent" }, callNow, { type: "absent" });
    expect(refused(rows, callNow)).toMatchObject({ type: "WrongState", state: "absent" });
    const choice: TicketCommand = {
      type: "call",
      turn: "chosen",
      policyVersion: 1,
      reason: "Datang semula dari surau",
    };
    expect(refused(rows, { ...choice, reason: " " })).toEqual({ type: "ReasonMissing", command: "call" });
    expect(orThrow(step(ticketC047(), rows.at(-1)!, choice, counter4, at(9)))).toMatchObject({
      state: "called",
      turn: "chosen",
    });
  });
});

test("a parked ticket keeps its place when it comes back", () => {
  const rows = story(ticketC047(), callNow, { type: "park" }, { type: "unpark" });
  expect(rows[2]).toMatchObject({ state: "parked", counterId: "counter-4" });
  expect(rows[3]).toMatchObject({ state: "waiting", counterId: null, waitingSinceMs: at(0) });
});

test("a transfer keeps number and place, and says where to and why", () => {
  const rows = story(
    ticketC047(),
    callNow,
    { type: "serve" },
    { type: "transfer", group: "X", counterId: "counter-9", reason: "Perlu siasatan" },
  );
  expect(rows[3]).toMatchObject({
    state: "waiting",
    group: "X",
    stage: "application",
    counterId: "counter-9",
    waitingSinceMs: at(0),
    reason: "Perlu siasatan",
  });
  expect(refused(rows, { type: "transfer", reason: "" })).toMatchObject({ type: "ReasonMissing" });
});

describe("priority", () => {
  const claimed = ticketC047({ claims: ["elderly"] });

  test("one touch confirms a claim", () => {
    expect(story(claimed, callNow, { type: "confirmPriority" })[2]).toMatchObject({
      state: "called",
      lane: "priority",
      claim: "confirmed",
    });
  });

  test("an officer may give priority to someone who did not ask", () => {
    expect(story(ticketC047(), { type: "confirmPriority" })[1]).toMatchObject({ lane: "priority" });
  });

  test("a refused claim goes back to its own lane and place when called, and stays when being served", () => {
    expect(story(claimed, callNow, { type: "denyPriority" })[2]).toMatchObject({
      state: "waiting",
      lane: "normal",
      claim: "denied",
      waitingSinceMs: at(0),
    });
    expect(story(claimed, callNow, { type: "serve" }, { type: "denyPriority" })[3]).toMatchObject({
      state: "serving",
      lane: "normal",
      counterId: "counter-4",
    });
  });

  test("a claim nobody made cannot be refused", () => {
    expect(refused(story(ticketC047()), { type: "denyPriority" })).toEqual({
      type: "NoClaim",
      claim: "none",
    });
  });
});

test("a call needs a counter", () => {
  const nobody = { officerId: "rohani", counterId: null };
  expect(refused(story(ticketC047()), callNow, nobody)).toEqual({ type: "NoCounter", command: "call" });
});

test("what is done stays done", () => {
  const rows = story(ticketC047(), callNow, { type: "finish", outcome: "done" });
  for (const command of [callNow, { type: "close", reason: "Tamat hari" }] as const) {
    expect(refused(rows, command)).toMatchObject({ type: "WrongState", state: "done" });
  }
});

test("time on a ticket never runs backwards, even when the clock does", () => {
  const rows = story(ticketC047(), callNow);
  expect(orThrow(step(ticketC047(), rows[1]!, { type: "serve" }, counter4, at(-5))).atMs).toBe(at(1));
});

describe("undo", () => {
  const rows = story(ticketC047(), callNow, { type: "absent" });
  const soon = rows[2]!.atMs + 10_000;

  test("within ten seconds one more row restores the state before", () => {
    const undone = orThrow(undo(rows[1], rows[2]!, counter4, soon));
    expect(undone).toMatchObject({ seq: 4, kind: "undo", undoOf: 3, state: "called", calls: 1, absences: 0 });
    expect(undone.waitingSinceMs).toBe(at(0));
  });

  test("after ten seconds it is too late", () => {
    expect(undo(rows[1], rows[2]!, counter4, soon + 1)).toEqual({
      ok: false,
      error: { type: "UndoWindowOver", endedAtMs: soon },
    });
  });

  test("only the officer who did the step may take it back", () => {
    expect(undo(rows[1], rows[2]!, counter5, soon)).toEqual({
      ok: false,
      error: { type: "NotYourStep", officerId: "rohani" },
    });
  });

  test("an undo is not undone, and neither is the ticket itself", () => {
    const undone = orThrow(undo(rows[1], rows[2]!, counter4, soon));
    expect(undo(rows[2], undone, counter4, soon)).toMatchObject({ error: { type: "NothingToUndo" } });
    expect(undo(undefined, rows[0]!, counter4, soon)).toMatchObject({ error: { type: "NothingToUndo" } });
  });
});
