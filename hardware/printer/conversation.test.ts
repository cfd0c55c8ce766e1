import { describe, expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { conversation } from "./conversation";

/** A conversation over a line of which the test is the printer. */
const setup = (confirmation: "probe" | "processId" | "inTurn") => {
  const timers = manualTimers(0);
  const sent: number[] = [];
  const dropped: string[] = [];
  let confirmed = 0;
  const paper: boolean[] = [];
  const talk = conversation({
    timers,
    confirmation,
    link: {
      address: "printer",
      open: () => {},
      write: (bytes) => sent.push(...bytes),
      drop: (cause) => dropped.push(cause),
      close: async () => {},
    },
    onSignals: () => void paper.push(talk.signals().paperEnd),
    onConfirmed: () => confirmed++,
  });
  const say = (...bytes: number[]) => talk.hear(Uint8Array.from(bytes));
  /** The id asked for last: the four bytes after GS ( H 6 0 0 0. */
  const lastId = () => sent.slice(-4);
  return { talk, timers, sent, dropped, paper, say, lastId, confirmed: () => confirmed };
};

const picture = new Uint8Array(80_000);

test("paper that ended and was filled up before anybody looked is told all the same", () => {
  const { talk, paper, say } = setup("processId");
  talk.sendJob(picture);
  // GS a, twice in one packet: out, and well again.
  say(0x18, 0x00, 0x0c, 0x00, 0x10, 0x00, 0x00, 0x00);
  expect(paper).toContain(true);
  expect(talk.signals().paperEnd).toBe(false);
});

describe("a confirmation", () => {
  test("counts for the job that asked for it, never for the next one", () => {
    const { talk, say, lastId, confirmed } = setup("processId");
    talk.sendJob(picture);
    const firstId = lastId();
    talk.jobOver();
    talk.sendJob(picture);
    say(0x37, 0x22, ...firstId, 0);
    expect(confirmed()).toBe(0);
    say(0x37, 0x22, ...lastId(), 0);
    expect(confirmed()).toBe(1);
  });

  test("in turn counts only after the answers owed to earlier jobs", () => {
    const { talk, say, confirmed } = setup("inTurn");
    talk.sendJob(picture);
    talk.jobOver();
    talk.sendJob(picture);
    say(0x00);
    expect(confirmed()).toBe(0);
    say(0x0c);
    expect(confirmed()).toBe(0);
    say(0x03);
    expect(confirmed()).toBe(1);
  });
});

test("half a status block does not continue on the next line", () => {
  const { talk, say } = setup("processId");
  say(0x30, 0x00);
  void talk.begin();
  say(0x00, 0x0f);
  expect(talk.signals().coverOpen).toBe(false);
  say(0x30, 0x00, 0x00, 0x0f);
  expect(talk.signals().coverOpen).toBe(true);
});

describe("a question", () => {
  test("unanswered for a second breaks the line", async () => {
    const { talk, timers, dropped } = setup("processId");
    const answer = talk.ask();
    timers.advance(999);
    expect(dropped).toEqual([]);
    timers.advance(1);
    expect(dropped).toEqual(["no answer within 1000 ms"]);
    talk.end();
    expect(await answer).toBe(false);
  });

  test("behind a ticket of one second waits for the ticket too", () => {
    const { talk, timers, dropped } = setup("processId");
    talk.sendJob(picture);
    void talk.ask();
    timers.advance(1_999);
    expect(dropped).toEqual([]);
    timers.advance(1);
    expect(dropped).toHaveLength(1);
  });

  test("asked twice at once is asked once", () => {
    const { talk, say } = setup("processId");
    expect(talk.ask()).toBe(talk.ask());
    say(0x12, 0x12, 0x12, 0x1e);
    expect(talk.signals().paperNearEnd).toBe(true);
  });
});

test("silence teaches nothing while the cover is open", async () => {
  const { talk, timers, say, lastId, sent } = setup("probe");
  const first = talk.learnConfirmation();
  say(0x38, 0x00, 0x00, 0x0f);
  timers.advance(1_000);
  expect(await first).toBe(true);

  say(0x10, 0x00, 0x00, 0x0f);
  const before = sent.length;
  const second = talk.learnConfirmation();
  expect(sent.length).toBeGreaterThan(before);
  say(0x37, 0x22, ...lastId(), 0);
  expect(await second).toBe(true);
});
