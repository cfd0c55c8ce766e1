/** Codes on a real node and an injected clock: sent, handed over, typed, used up. */
import { describe, expect, test } from "vitest";
import type { Plan } from "../../sync/core/plan";
import { ok, orThrow, type Result } from "../../sync/core/result";
import type { NoticeBody } from "../../sync/notice";
import type { Tx } from "../../sync/submit";
import { command, setupNode } from "../../sync/testing";
import { codeMs, handOverMs, newCode, sendRules } from "./code";
import {
  carryCodes,
  type CodeTried,
  lastCodeEndMs,
  handedOverRows,
  planPaperCode,
  planSendCode,
  planTryCode,
  type SendInput,
} from "./code.usecase";
import { kindsFor } from "./kinds.usecase";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const booking = "booking/h1";

const setupCodes = (rules = sendRules) => {
  const node = setupNode();
  const { db, clock, sealer, writer, random } = node;
  const deps = { sealer, codesKey: random.bytes(32), rules };
  const submit = <T, E>(plan: (tx: Tx) => Result<Plan<T>, E>) => writer.submit(command(), plan);
  const holder = sealer.subjectFor(db, null, () => "holder", clock.nowMs());

  const send = async (input: Partial<SendInput> = {}) =>
    submit((tx) =>
      planSendCode(tx, deps, {
        session: "s1",
        purpose: booking,
        channel: "sms",
        to: "+60123456789",
        lang: "ms",
        holder,
        who: "siti",
        ...input,
      }),
    );

  /** What the message says; a gateway reads no more of it. */
  const readMessage = (id: string) => {
    const row = db.query("SELECT sealed, channel, until_ms AS untilMs FROM notice WHERE id = ?").get(id) as {
      sealed: Uint8Array;
      channel: string;
      untilMs: number;
    };
    const { to, lang, message } = sealer.unseal<NoticeBody>(holder, "notice", id, row.sealed);
    return {
      to,
      lang,
      channel: row.channel,
      untilMs: row.untilMs,
      code: message.purpose === "code" ? message.code : "",
    };
  };

  /** Sent, taken by the gateway, read by the person. */
  const sendAndRead = async (input: Partial<SendInput> = {}) => {
    const { codeId } = orThrow(await send(input));
    orThrow(
      await submit((tx) =>
        ok({ intent: "settleNotice", rows: handedOverRows(tx, codeId, clock.nowMs()), answer: null }),
      ),
    );
    return readMessage(codeId).code;
  };

  const type = async (
    typed: string,
    where: Partial<Parameters<typeof planTryCode>[2]> = {},
  ): Promise<CodeTried> =>
    orThrow(
      await submit((tx) =>
        planTryCode(tx, deps, { session: "s1", purpose: booking, channel: "sms", typed, ...where }),
      ),
    );

  const looking = () => ({ db, nowMs: clock.nowMs() });
  return { ...node, deps, submit, send, readMessage, sendAndRead, type, looking };
};

const wrongOf = (code: string) => String((Number(code) + 1) % 100_000_000).padStart(8, "0");
const right = { type: "CodeRight", kind: "sms", about: "h1" } as const;
const wrong = { type: "CodeWrong" } as const;

describe("a code", () => {
  test("is eight digits, in the message alone: the file holds only its HMAC", async () => {
    const { send, readMessage, db, clock } = setupCodes();
    const { codeId } = orThrow(await send());
    const message = readMessage(codeId);
    expect(message).toEqual({
      to: "+60123456789",
      lang: "ms",
      channel: "sms",
      untilMs: clock.nowMs() + handOverMs,
      code: expect.stringMatching(/^[0-9]{8}$/),
    });
    const row = JSON.stringify(db.query("SELECT * FROM code").all());
    expect(row).not.toContain(message.code);
    expect(row).not.toContain("60123456789");
  });

  test("opens once and leaves a proof of its kind for the visit", async () => {
    const { sendAndRead, type, db, clock } = setupCodes();
    const code = await sendAndRead();
    expect(await type(code)).toEqual(right);
    expect(await type(code)).toEqual(wrong);
    expect(db.query("SELECT session, about, kind, at_ms AS atMs FROM proof").all()).toEqual([
      { session: "s1", about: "h1", kind: "sms", atMs: clock.nowMs() },
    ]);
  });

  test("is read with the spaces, hyphens and wide digits that people type", async () => {
    const { sendAndRead, type } = setupCodes();
    const code = await sendAndRead();
    const wide = code.slice(4).replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    expect(await type(` ${code.slice(0, 4)} – ${wide}`)).toEqual(right);
  });

  test.each([
    ["another session", { session: "s2" }],
    ["another visit", { purpose: "booking/h2" }],
    ["another purpose", { purpose: "contact" }],
    ["another channel", { channel: "email" as const }],
  ])("is worth nothing in %s", async (_what, where) => {
    const { sendAndRead, type } = setupCodes();
    const code = await sendAndRead();
    await sendAndRead({ purpose: "booking/h2", to: "+60123450000", who: "w2" });
    expect(await type(code, where)).toEqual(wrong);
    expect(await type(code)).toEqual(right);
  });

  test("has five tries: the sixth is refused, the right one too", async () => {
    const { sendAndRead, type } = setupCodes();
    const code = await sendAndRead();
    for (let n = 1; n <= 5; n++) expect(await type(wrongOf(code))).toEqual(wrong);
    expect(await type(wrongOf(code))).toEqual({ type: "TriesUsedUp" });
    expect(await type(code)).toEqual({ type: "TriesUsedUp" });
  });

  test("opens at the fifth try after four wrong ones", async () => {
    const { sendAndRead, type } = setupCodes();
    const code = await sendAndRead();
    for (let n = 1; n <= 4; n++) await type(wrongOf(code));
    expect(await type(code)).toEqual(right);
  });

  test("that was never sent, is over or is wrong gets one and the same answer", async () => {
    const { sendAndRead, type, clock } = setupCodes();
    const never = await type("12345678");
    const code = await sendAndRead();
    const bad = await type(wrongOf(code));
    clock.advance(codeMs);
    expect([never, bad, await type(code), await type(""), await type("x".repeat(100))]).toEqual(
      Array.from({ length: 5 }, () => wrong),
    );
  });

  test("that is sent anew takes the place of the one before", async () => {
    const { sendAndRead, type, clock } = setupCodes();
    const first = await sendAndRead();
    clock.advance(30_000);
    const second = await sendAndRead();
    expect(await type(first)).toEqual(wrong);
    expect(await type(second)).toEqual(right);
  });

  test("goes along when the session gets a new id", async () => {
    const { sendAndRead, type, submit } = setupCodes();
    const code = await sendAndRead();
    orThrow(
      await submit((tx) => ({
        ok: true,
        value: { intent: "test", rows: carryCodes(tx, "s1", "s9"), answer: null },
      })),
    );
    expect(await type(code)).toEqual(wrong);
    expect(await type(code, { session: "s9" })).toEqual(right);
  });
});

describe("the ten minutes", () => {
  test("begin when the gateway has the message, and end on the millisecond", async () => {
    const { send, submit, readMessage, type, clock } = setupCodes();
    const { codeId } = orThrow(await send());
    clock.advance(9 * minuteMs);
    orThrow(
      await submit((tx) =>
        ok({ intent: "settleNotice", rows: handedOverRows(tx, codeId, clock.nowMs()), answer: null }),
      ),
    );
    const { code } = readMessage(codeId);
    clock.advance(codeMs - 1);
    expect(await type(wrongOf(code))).toEqual(wrong);
    expect(await type(code)).toEqual(right);
  });

  test("are not begun anew by a gateway that says so twice", async () => {
    const { sendAndRead, submit, type, db, clock } = setupCodes();
    const code = await sendAndRead();
    const { id } = db.query("SELECT id FROM code").get() as { id: string };
    clock.advance(9 * minuteMs);
    orThrow(
      await submit((tx) =>
        ok({ intent: "settleNotice", rows: handedOverRows(tx, id, clock.nowMs()), answer: null }),
      ),
    );
    clock.advance(minuteMs);
    expect(await type(code)).toEqual(wrong);
  });

  test("of a message that nobody took never begin", async () => {
    const { send, readMessage, type, clock } = setupCodes();
    const { codeId } = orThrow(await send());
    clock.advance(handOverMs);
    expect(await type(readMessage(codeId).code)).toEqual(wrong);
  });

  test("keep a slot as long as any code may still be good, on its way or handed over", async () => {
    const { send, submit, type, readMessage, looking, clock } = setupCodes();
    const asked = { session: "s1", purpose: booking };
    expect(lastCodeEndMs(looking(), asked)).toBeUndefined();
    const startMs = clock.nowMs();
    const { codeId } = orThrow(await send());
    expect(lastCodeEndMs(looking(), asked)).toBe(startMs + handOverMs + codeMs);
    orThrow(
      await submit((tx) =>
        ok({ intent: "settleNotice", rows: handedOverRows(tx, codeId, startMs + 1000), answer: null }),
      ),
    );
    expect(lastCodeEndMs(looking(), asked)).toBe(startMs + 1000 + codeMs);
    for (let n = 0; n < 5; n++) await type(wrongOf(readMessage(codeId).code));
    expect(lastCodeEndMs(looking(), asked)).toBeUndefined();
  });

  test("of a message still under way are no reason to refuse a person who has it already", async () => {
    const { send, readMessage, type } = setupCodes();
    const { codeId } = orThrow(await send());
    expect(await type(readMessage(codeId).code)).toEqual(right);
  });
});

describe("sending", () => {
  test("waits thirty seconds, two minutes, then ten, and stops after five a day", async () => {
    const { send, clock } = setupCodes();
    const waits: number[] = [];
    for (let n = 0; n < 4; n++) {
      const sent = orThrow(await send());
      const waitMs = sent.nextMs - clock.nowMs();
      waits.push(waitMs / 1000);
      clock.advance(waitMs - 1);
      expect(await send()).toEqual({ ok: false, error: { type: "CodeTooSoon", retryAfterS: 1 } });
      clock.advance(1);
    }
    expect(waits).toEqual([30, 120, 600, 600]);
    orThrow(await send());
    clock.advance(10 * minuteMs);
    expect(await send()).toMatchObject({ ok: false, error: { type: "TooManyCodes" } });
    clock.advance(dayMs);
    expect((await send()).ok).toBe(true);
  });

  test("counts five a day per identity, whatever numbers it names, and per number, whoever asks", async () => {
    const { send, clock } = setupCodes();
    for (let n = 0; n < 5; n++) orThrow(await send({ to: `+6012345678${n}`, session: `s${n}` }));
    expect(await send({ to: "+60129999999" })).toMatchObject({ error: { type: "TooManyCodes" } });
    for (let n = 0; n < 5; n++) {
      orThrow(await send({ to: "+60131234567", who: `other${n}`, session: `t${n}` }));
      clock.advance(10 * minuteMs);
    }
    expect(await send({ to: "+60131234567", who: "other9" })).toMatchObject({
      error: { type: "TooManyCodes" },
    });
  });

  test("counts nothing and sends nothing where it refuses", async () => {
    const { send, db, clock } = setupCodes();
    orThrow(await send());
    for (let n = 0; n < 20; n++) await send();
    clock.advance(30_000);
    expect((await send()).ok).toBe(true);
    expect(db.query("SELECT count(*) AS n FROM notice").get()).toEqual({ n: 2 });
  });

  test.each(["+6588881234", "+60320831234", "+447700900123"])("no SMS goes to %s", async (to) => {
    const { send } = setupCodes();
    expect(await send({ to })).toEqual({ ok: false, error: { type: "NumberNotServed" } });
    expect((await send({ channel: "email", to: "siti@example.com" })).ok).toBe(true);
  });

  test("an operator may serve other numbers", async () => {
    const { send } = setupCodes({ ...sendRules, prefixes: ["+601", "+65"] });
    expect((await send({ to: "+6588881234" })).ok).toBe(true);
  });

  test("stops for a block of numbers that asks too much, and for nobody else", async () => {
    const { send } = setupCodes({ ...sendRules, smsPerBlockPerDayMax: 3 });
    const block = (n: number) => send({ to: `+6012345000${n}`, who: `w${n}`, session: `s${n}` });
    for (let n = 0; n < 3; n++) orThrow(await block(n));
    expect(await block(3)).toMatchObject({ error: { type: "SendingPaused" } });
    expect((await send({ to: "+60197654321" })).ok).toBe(true);
  });

  test("stops altogether at the node's own cap; mail goes on", async () => {
    const { send } = setupCodes({ ...sendRules, smsPerDayMax: 2 });
    for (let n = 0; n < 2; n++) orThrow(await send({ to: `+6012${n}450000`, who: `w${n}` }));
    expect(await send({ to: "+60197654321" })).toMatchObject({ error: { type: "SendingPaused" } });
    expect((await send({ channel: "email", to: "siti@example.com" })).ok).toBe(true);
  });
});

describe("a paper code", () => {
  test("opens like any other, as a kind of its own, without a message", async () => {
    const { deps, submit, type, random, db } = setupCodes();
    const code = newCode(random);
    orThrow(
      await submit((tx) =>
        planPaperCode(tx, deps, { session: "s1", purpose: booking, code, by: "rohani", at: "counter" }),
      ),
    );
    expect(db.query("SELECT count(*) AS n FROM notice").get()).toEqual({ n: 0 });
    expect(await type(code, { channel: "paper" })).toEqual({
      type: "CodeRight",
      kind: "paper_code",
      about: "h1",
    });
    expect(db.query("SELECT ref FROM proof").get()).toEqual({ ref: "rohani" });
  });

  test("is printed forty times a day by one officer, and no more", async () => {
    const { deps, submit } = setupCodes();
    const print = (n: number, by = "rohani") =>
      submit((tx) =>
        planPaperCode(tx, deps, { session: `s${n}`, purpose: booking, code: "12345678", by, at: "counter" }),
      );
    for (let n = 0; n < 40; n++) orThrow(await print(n));
    expect(await print(40)).toMatchObject({ ok: false, error: { type: "TooManyCodes" } });
    expect((await print(41, "hassan")).ok).toBe(true);
  });
});

describe("two channels", () => {
  test("confirm a visit together, and neither alone", async () => {
    const { sendAndRead, type, looking } = setupCodes();
    const visit = { session: "s1", hold: "h1", isShared: false };
    const sms = await sendAndRead();
    const email = await sendAndRead({ channel: "email", to: "Siti@Example.com" });
    expect(kindsFor(looking(), visit)).toMatchObject({ error: { have: [] } });
    await type(sms);
    expect(kindsFor(looking(), visit)).toEqual({
      ok: false,
      error: { type: "NeedsAnotherKind", have: ["sms"] },
    });
    await type(email, { channel: "email" });
    expect(kindsFor(looking(), visit)).toEqual({ ok: true, value: ["sms", "email"] });
  });
});
