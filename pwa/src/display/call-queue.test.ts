import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manualClock } from "../../../sync/core/clock";
import {
  advance,
  callKey,
  emptyBoard,
  hear,
  lastCalls,
  shownMsMin,
  type Board,
  type HallCall,
} from "./call-queue";

const startMs = Date.UTC(2027, 1, 11, 2, 0);
const call = (number: string, calledAtMs: number, counter = "4"): HallCall => ({
  number,
  counter,
  calledAtMs,
  callNo: 1,
});
const speaking = () => 9_000;
const opened = (): Board => hear(emptyBoard, [], startMs);

describe("calls in the hall", () => {
  test("a page that has just opened shows the latest call and says nothing", () => {
    const board = hear(emptyBoard, [call("C046", startMs - 5_000), call("C047", startMs - 1_000)], startMs);
    expect(board.shown?.call.number).toBe("C047");
    expect(advance(board, startMs, speaking).started).toBeNull();
  });

  test("two calls of the same moment follow each other, the second after the first has been spoken", () => {
    const clock = manualClock(startMs);
    let board = hear(opened(), [call("C047", startMs, "4"), call("D112", startMs + 1, "7")], clock.nowMs());
    const first = advance(board, clock.nowMs(), speaking);
    expect(first.started?.number).toBe("C047");
    board = first.board;
    clock.advance(8_999);
    expect(advance(board, clock.nowMs(), speaking).started).toBeNull();
    clock.advance(1);
    expect(advance(board, clock.nowMs(), speaking).started?.number).toBe("D112");
  });

  test("a call without a voice still stays six seconds", () => {
    const { board } = advance(hear(opened(), [call("C047", startMs)], startMs), startMs, () => 0);
    expect(board.shown?.untilMs).toBe(startMs + shownMsMin);
  });

  test("the same snapshot twice announces once; a recall is a new call", () => {
    const first = call("C047", startMs);
    let { board } = advance(hear(opened(), [first], startMs), startMs, speaking);
    board = hear(board, [first], startMs + 1_000);
    expect(board.waiting).toEqual([]);
    board = hear(board, [{ ...first, calledAtMs: startMs + 20_000, callNo: 2 }], startMs + 20_000);
    expect(advance(board, startMs + 20_000, speaking).started?.callNo).toBe(2);
  });

  test("a call undone before its turn is never announced", () => {
    const [one, two] = [call("C047", startMs), call("D112", startMs + 1)];
    let { board } = advance(hear(opened(), [one, two], startMs), startMs, speaking);
    board = hear(board, [one], startMs + 2_000);
    expect(advance(board, startMs + 60_000, speaking).started).toBeNull();
  });

  test("after a long cut the missed calls are listed, not spoken", () => {
    const missed = call("C047", startMs);
    const board = hear(opened(), [missed], startMs + 120_000);
    expect(board.waiting).toEqual([]);
    expect(lastCalls(board, [missed])).toEqual([missed]);
  });

  test("the list holds five, newest first, without the one shown and those still waiting", () => {
    const old = ["A1", "A2", "A3", "A4", "A5", "A6"].map((number, i) => call(number, startMs - 60_000 + i));
    const [now, next] = [call("C047", startMs), call("D112", startMs + 1)];
    const { board } = advance(
      hear(hear(emptyBoard, old, startMs), [...old, now, next], startMs),
      startMs,
      speaking,
    );
    expect(lastCalls(board, [...old, now, next]).map((one) => one.number)).toEqual([
      "A6",
      "A5",
      "A4",
      "A3",
      "A2",
    ]);
  });

  test("whatever arrives and whenever, calls never overlap and none is announced twice", () => {
    const steps = fc.array(
      fc.record({ waitMs: fc.nat(15_000), calls: fc.nat(4), lengthMs: fc.nat(12_000) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (plan) => {
        const clock = manualClock(startMs);
        let board = opened();
        const told: HallCall[] = [];
        const announced: { key: string; atMs: number; untilMs: number }[] = [];
        for (const step of plan) {
          clock.advance(step.waitMs);
          for (let i = 0; i < step.calls; i++) told.push(call(`C${told.length}`, clock.nowMs()));
          board = hear(board, told, clock.nowMs());
          const result = advance(board, clock.nowMs(), () => step.lengthMs);
          board = result.board;
          if (result.started) {
            announced.push({
              key: callKey(result.started),
              atMs: clock.nowMs(),
              untilMs: clock.nowMs() + Math.max(step.lengthMs, shownMsMin),
            });
          }
        }
        expect(new Set(announced.map((one) => one.key)).size).toBe(announced.length);
        for (const [i, one] of announced.entries()) {
          const before = announced[i - 1];
          if (before) expect(one.atMs).toBeGreaterThanOrEqual(before.untilMs);
        }
      }),
    );
  });
});
