import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { get, openStream, post, refused } from "./api";

let asked: { url: string; init: RequestInit }[] = [];
let answers: (() => Response)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    const answer = answers.shift();
    if (!answer) throw new TypeError("Failed to fetch");
    return answer();
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settled = async <T>(answer: Promise<T>): Promise<T> => {
  await vi.runAllTimersAsync();
  return answer;
};

test("a lost line is tried again with the same command id", async () => {
  answers = [
    () => {
      throw new TypeError("Failed to fetch");
    },
    () => Response.json({ holdId: "h1" }, { status: 201 }),
  ];
  const answer = await settled(post("/holds", { slot: "s" }, { key: "k1", as: "kiosk" }));
  expect(answer).toEqual({ ok: true, value: { holdId: "h1" } });
  expect(asked.map((row) => (row.init.headers as Record<string, string>)["idempotency-key"])).toEqual([
    "k1",
    "k1",
  ]);
});

test("a POST without a command id is never sent twice", async () => {
  answers = [];
  const answer = await settled(post("/bookings/find", {}));
  expect(answer).toMatchObject({ ok: false, error: { code: "line_lost" } });
  expect(asked).toHaveLength(1);
});

test("a problem keeps its code, its field errors and its data, and drops the engineers' words", async () => {
  answers = [
    () =>
      Response.json(
        {
          type: "about:blank",
          title: "Too many tries",
          status: 429,
          code: "too_many_tries",
          requestId: "r1",
          errors: [{ path: "ref", code: "x" }],
          retryAfterS: 30,
        },
        { status: 429, headers: { "content-type": "application/problem+json" } },
      ),
  ];
  const answer = await settled(get("/bookings/1"));
  expect(answer).toEqual({
    ok: false,
    error: {
      code: "too_many_tries",
      status: 429,
      requestId: "r1",
      errors: [{ path: "ref", code: "x" }],
      data: { retryAfterS: 30 },
    },
  });
});

test("an answer that is no problem document has a code of its own", async () => {
  answers = [() => new Response("<h1>502</h1>", { status: 502 })];
  expect(await settled(get("/node"))).toMatchObject({
    ok: false,
    error: { code: "unexpected_answer", status: 502 },
  });
});

test("a refusal is not tried again", async () => {
  answers = [() => Response.json({ code: "slot_full" }, { status: 409 })];
  await settled(post("/holds", {}, { key: "k" }));
  expect(asked).toHaveLength(1);
});

test("a stream that is refused for want of a session says so, like any request", async () => {
  answers = [() => Response.json({ code: "session_locked", requestId: "r1" }, { status: 401 })];
  await openStream("/events?topics=queue", new AbortController().signal, "staff");
  expect(refused.peek()).toEqual({ as: "staff", code: "session_locked" });
});
