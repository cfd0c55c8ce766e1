import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { folder, keepsTheContract, never, sms } from "./channel.fixture";
import { smsFile, smstoolsChannel } from "./smstools";

const startMs = 1_800_000_000_000;
const { id } = sms();

/** A spool with smsd's own hand in it: `moves` does with every file in `outgoing` what smsd does. */
const setupSpool = () => {
  const dir = folder();
  for (const name of ["outgoing", "checked", "sent", "failed"]) mkdirSync(join(dir, name));
  const timers = manualTimers(startMs);
  const channel = smstoolsChannel({ dir }, timers);
  const turn = () => new Promise((next) => setImmediate(next));
  return {
    dir,
    timers,
    channel,
    move: (from: string, to: string) => renameSync(join(dir, from, id), join(dir, to, id)),
    lies: (name: string) => existsSync(join(dir, name, id)),
    /** Waits for the disk; no time passes. */
    soon: async (isSo: () => boolean) => {
      for (let turns = 0; !isSo(); turns++) {
        if (turns > 1_000_000) throw new Error("it did not come to pass");
        await turn();
      }
    },
    /** Lets time pass in small steps until it is so. */
    until: async (isSo: () => boolean) => {
      for (let step = 0; !isSo(); step++) {
        if (step > 2_000) throw new Error("it did not come to pass");
        for (let turns = 0; turns < 5; turns++) await turn();
        if (!isSo()) timers.advance(100);
      }
    },
  };
};

keepsTheContract("the spool of smstools", sms, async () => {
  const { dir, channel, timers } = setupSpool();
  const smsd = () => {
    for (const name of readdirSync(join(dir, "outgoing")))
      if (!name.startsWith(".")) renameSync(join(dir, "outgoing", name), join(dir, "sent", name));
  };
  return {
    channel: {
      ...channel,
      send: async (message, signal) => {
        const over: true[] = [];
        const sent = channel.send(message, signal).finally(() => over.push(true));
        while (over.length === 0) {
          smsd();
          await new Promise((next) => setImmediate(next));
          timers.advance(50);
        }
        return sent;
      },
    },
    received: async () =>
      readdirSync(join(dir, "sent")).map((name) => {
        const [headers, text] = readFileSync(join(dir, "sent", name), "utf8").split("\n\n");
        return { to: `+${/^To: (\d+)$/m.exec(headers!)![1]}`, text: text! };
      }),
  };
});

test("a file is as smsd reads it: number without plus, alphabet, how long it is good, an empty line, the text", () => {
  const file = smsFile(sms({ body: "Kod 00012345", untilMs: startMs + 600_000 }), startMs);
  expect(Buffer.from(file).toString("latin1")).toBe(
    "To: 60123456789\nAlphabet: ISO\nValidity: 10 min\n\nKod 00012345",
  );
});

test("a text that not every alphabet has goes as UCS-2, highest byte first", () => {
  const file = Buffer.from(smsFile(sms({ body: "é 你" }), startMs));
  const at = file.indexOf("\n\n") + 2;
  expect(file.subarray(0, at).toString("latin1")).toBe("To: 60123456789\nAlphabet: UCS2\n\n");
  expect([...file.subarray(at)]).toEqual([0x00, 0xe9, 0x00, 0x20, 0x4f, 0x60]);
});

test("it counts as delivered when smsd has moved it to sent, and not before", async () => {
  const { channel, soon, until, lies, move, timers } = setupSpool();
  let answer: unknown;
  void channel.send(sms(), never).then((sent) => (answer = sent));
  await soon(() => lies("outgoing"));
  move("outgoing", "checked");
  timers.advance(20_000);
  await until(() => true);
  expect(answer).toBeUndefined();
  move("checked", "sent");
  await until(() => answer !== undefined);
  expect(answer).toEqual({ ok: true, value: { delivered: true } });
});

test("what smsd gave up has failed", async () => {
  const { channel, soon, until, lies, move } = setupSpool();
  let answer: unknown;
  void channel.send(sms(), never).then((sent) => (answer = sent));
  await soon(() => lies("outgoing"));
  move("outgoing", "failed");
  await until(() => answer !== undefined);
  expect(answer).toEqual({ ok: false, error: { type: "Refused", why: "smsd_failed" } });
});

test("a sleeping smsd is no answer; the file waits for it, and the next try finds it instead of writing it twice", async () => {
  const { channel, soon, until, lies, move, dir } = setupSpool();
  const answers: unknown[] = [];
  void channel.send(sms(), never).then((sent) => answers.push(sent));
  await soon(() => lies("outgoing"));
  await until(() => answers.length === 1);
  expect(answers[0]).toEqual({ ok: false, error: { type: "Unavailable", why: "smsd_no_answer" } });
  expect(lies("outgoing")).toBe(true);
  move("outgoing", "checked");
  void channel.send(sms(), never).then((sent) => answers.push(sent));
  await until(() => true);
  expect(readdirSync(join(dir, "outgoing"))).toEqual([]);
  move("checked", "sent");
  await until(() => answers.length === 2);
  expect(answers[1]).toMatchObject({ ok: true });
});

test("a code that smsd has not taken when its time is over is withdrawn", async () => {
  const { channel, soon, until, lies } = setupSpool();
  let answer: unknown;
  void channel.send(sms({ untilMs: startMs + 30_000 }), never).then((sent) => (answer = sent));
  await soon(() => lies("outgoing"));
  await until(() => answer !== undefined);
  expect(answer).toMatchObject({ ok: false, error: { type: "Unavailable" } });
  expect(lies("outgoing")).toBe(false);
});
