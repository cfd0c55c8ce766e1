import fc from "fast-check";
import { expect, test } from "vitest";
import { at, counter4, counter5, ticketC047 } from "./queue.fixture";
import { type By, step, type TicketCommand, undo } from "./step";
import { issueStep, type TicketStep } from "./ticket";

const ticket = ticketC047({ claims: ["elderly"] });

const commands: fc.Arbitrary<TicketCommand> = fc.oneof(
  fc.constantFrom<TicketCommand>(
    { type: "call", turn: "points", policyVersion: 1 },
    { type: "call", turn: "chosen", policyVersion: 1, reason: "Ibu mengandung" },
    { type: "recall" },
    { type: "serve" },
    { type: "finish", outcome: "nextStage" },
    { type: "finish", outcome: "done" },
    { type: "absent" },
    { type: "park" },
    { type: "unpark" },
    { type: "confirmPriority" },
    { type: "denyPriority" },
    { type: "close", reason: "Tamat hari" },
  ),
  fc.record({
    type: fc.constant("transfer" as const),
    group: fc.constantFrom("C", "X"),
    reason: fc.constant("Pindah kaunter"),
  }),
);

/** Any afternoon of presses, by two counters, with undo mixed in; refused presses leave no row. */
const presses = fc.array(
  fc.record({
    command: fc.oneof({ weight: 5, arbitrary: commands }, fc.constant("undo" as const)),
    by: fc.constantFrom<By>(counter4, counter4, counter5),
    afterMs: fc.integer({ min: -2_000, max: 15_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const play = (list: typeof presses extends fc.Arbitrary<infer T> ? T : never): TicketStep[] => {
  const rows = [issueStep(ticket, "C", "claimed", at(0))];
  let nowMs = at(0);
  for (const { command, by, afterMs } of list) {
    nowMs += afterMs;
    const last = rows.at(-1)!;
    const decided =
      command === "undo" ? undo(rows.at(-2), last, by, nowMs) : step(ticket, last, command, by, nowMs);
    if (decided.ok) rows.push(decided.value);
  }
  return rows;
};

/** What a row says about the ticket, without what it says about the act. */
const stateOf = (row: TicketStep) => {
  const { state, group, stage, lane, claim, waitingSinceMs, counterId, calls, absences } = row;
  return { state, group, stage, lane, claim, waitingSinceMs, counterId, calls, absences };
};

test("rows count without gaps, time never runs back, and every row holds the invariants", () => {
  fc.assert(
    fc.property(presses, (list) => {
      const rows = play(list);
      for (const [i, row] of rows.entries()) {
        expect(row.seq).toBe(i + 1);
        expect(row.atMs).toBeGreaterThanOrEqual(rows[i - 1]?.atMs ?? 0);
        expect(row.calls > 0).toBe(row.state === "called" || row.state === "serving");
        expect(row.calls).toBeLessThanOrEqual(4);
        expect(row.absences).toBeLessThanOrEqual(2 + rows.filter((r) => r.turn === "chosen").length);
        if (row.state === "called" || row.state === "serving") expect(row.counterId).not.toBeNull();
        if (row.lane === "priority") expect(["claimed", "confirmed"]).toContain(row.claim);
      }
    }),
  );
});

test("an undo restores exactly the state before the step it takes back", () => {
  fc.assert(
    fc.property(presses, (list) => {
      const rows = play(list);
      for (const row of rows.filter(({ kind }) => kind === "undo")) {
        expect(row.undoOf).toBe(row.seq - 1);
        expect(stateOf(row)).toEqual(stateOf(rows[row.seq - 3]!));
      }
    }),
  );
});

test("the wait begins anew only at a next stage and a missed call; park and transfer keep the place", () => {
  fc.assert(
    fc.property(presses, (list) => {
      const rows = play(list);
      for (const [i, row] of rows.entries()) {
        const before = rows[i - 1];
        if (!before || row.kind === "undo") continue;
        const anew = row.state === "waiting" && (row.kind === "finish" || row.kind === "absent");
        expect(row.waitingSinceMs).toBe(anew ? row.atMs : before.waitingSinceMs);
      }
    }),
  );
});
