import { describe, expect, onTestFinished, test } from "vitest";
import { manualTimers } from "../../sync/core/timers";
import { keepsTheContract, never, sms } from "./channel.fixture";
import { smsHttpChannel, type SmsHttpSettings } from "./sms-http";

interface Asked {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

type Answer = (asked: Asked, no: number) => Response | Promise<Response>;

/** A gateway on a real socket that answers as the test says, and a channel for it. */
const setupGateway = (answer: Answer, settings: Partial<SmsHttpSettings> = {}) => {
  const asked: Asked[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (request) => {
      const one = { method: request.method, headers: request.headers, body: await request.text() };
      asked.push(one);
      return answer(one, asked.length);
    },
  });
  onTestFinished(() => server.stop(true));
  return {
    asked,
    url: `http://127.0.0.1:${server.port}/send`,
    ...channelTo(`http://127.0.0.1:${server.port}/send`, settings),
  };
};

const channelTo = (url: string, settings: Partial<SmsHttpSettings> = {}) => {
  const timers = manualTimers(1_800_000_000_000);
  const channel = smsHttpChannel(
    {
      url,
      method: "POST",
      format: "json",
      fields: { to: "{{to}}", text: "{{text}}" },
      headers: {},
      idHeader: "Idempotency-Key",
      ...settings,
    },
    timers,
  );
  return { channel, timers };
};

const taken = () => new Response('{"status":"queued"}', { status: 202 });
const turn = () => new Promise((next) => setImmediate(next));
const until = async (isSo: () => boolean) => {
  for (let turns = 0; !isSo(); turns++) {
    if (turns > 100_000) throw new Error("it did not come to pass");
    await turn();
  }
};

keepsTheContract("an HTTP gateway", sms, async () => {
  const known = new Map<string, string>();
  const { channel } = setupGateway(({ headers, body }) => {
    known.set(headers.get("idempotency-key")!, body);
    return taken();
  });
  return {
    channel,
    received: async () => [...known.values()].map((body) => JSON.parse(body) as { to: string; text: string }),
  };
});

describe("a request", () => {
  test("is made of the configured fields and headers, the secret among them", async () => {
    const { channel, asked } = setupGateway(taken, {
      fields: { message: { msisdn: "{{digits}}", text: "{{text}}", unicode: false }, ref: ["{{id}}"] },
      headers: { authorization: "Bearer {{secret}}" },
      secret: "s3cret",
      idHeader: "X-Message-Id",
    });
    await channel.send(sms(), never);
    const { id, body } = sms();
    expect(JSON.parse(asked[0]!.body)).toEqual({
      message: { msisdn: "60123456789", text: body, unicode: false },
      ref: [id],
    });
    expect(asked[0]!.method).toBe("POST");
    expect(asked[0]!.headers.get("authorization")).toBe("Bearer s3cret");
    expect(asked[0]!.headers.get("x-message-id")).toBe(id);
    expect(asked[0]!.headers.get("content-type")).toBe("application/json");
  });

  test.each(["json", "form"] as const)(
    "keeps a text with marks of its own in one field: %s",
    async (format) => {
      const { channel, asked } = setupGateway(taken, { format });
      const body = 'a"},"to":"+60199999999","b":{"c&to=%2B60199999999&x={{secret}}';
      await channel.send(sms({ body }), never);
      const sent =
        format === "json"
          ? (JSON.parse(asked[0]!.body) as object)
          : Object.fromEntries(new URLSearchParams(asked[0]!.body));
      expect(sent).toEqual({ to: "+60123456789", text: body });
    },
  );
});

describe("an answer", () => {
  test.each([
    [500, { type: "Unavailable", why: "http_500" }],
    [401, { type: "Unavailable", why: "http_401" }],
    [404, { type: "Unavailable", why: "http_404" }],
    [302, { type: "Unavailable", why: "http_302" }],
    [400, { type: "Refused", why: "http_400" }],
    [422, { type: "Refused", why: "http_422" }],
  ])("of %i says whose trouble it is", async (status, error) => {
    const { channel, asked } = setupGateway(
      () => new Response("secret words", { status, headers: { location: "/elsewhere" } }),
    );
    expect(await channel.send(sms(), never)).toEqual({ ok: false, error });
    expect(asked, "and is not followed").toHaveLength(1);
  });

  test("of 429 says when to come again", async () => {
    const { channel } = setupGateway(
      () => new Response("", { status: 429, headers: { "retry-after": "17" } }),
    );
    expect(await channel.send(sms(), never)).toEqual({
      ok: false,
      error: { type: "Unavailable", why: "http_429", retryAfterS: 17 },
    });
  });

  test("of 200 whatever happened counts when it has the pattern of success", async () => {
    const bodies = ['{"status":"queued"}', '{"status":"no credit"}'];
    const { channel } = setupGateway((_asked, no) => new Response(bodies[no - 1]), {
      success: '"status": ?"queued"',
    });
    expect((await channel.send(sms(), never)).ok).toBe(true);
    expect(await channel.send(sms(), never)).toEqual({
      ok: false,
      error: { type: "Unavailable", why: "http_no_success" },
    });
  });

  test("that does not come in eight seconds is none; the next try has the same id", async () => {
    const { channel, timers, asked } = setupGateway((_asked, no) =>
      no === 1 ? new Promise<Response>(() => {}) : taken(),
    );
    const sent = channel.send(sms(), never);
    await until(() => asked.length === 1);
    timers.advance(7_999);
    await turn();
    timers.advance(1);
    expect(await sent).toEqual({ ok: false, error: { type: "Unavailable", why: "http_no_answer" } });
    expect((await channel.send(sms(), never)).ok).toBe(true);
    const [first, second] = asked.map(({ headers }) => headers.get("idempotency-key"));
    expect(second).toBe(first);
  });

  test("that begins and never ends is none either", async () => {
    const { channel, timers, asked } = setupGateway(
      () => new Response(new ReadableStream({ start: (body) => body.enqueue(new Uint8Array(8)) })),
      { success: "queued" },
    );
    const sent = channel.send(sms(), never);
    await until(() => asked.length === 1);
    for (let turns = 0; turns < 50; turns++) await turn();
    timers.advance(8_000);
    expect(await sent).toMatchObject({ error: { type: "Unavailable" } });
  });

  test("that comes twice on one line is one: the second is not taken for the next message's", async () => {
    const no = "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n";
    const yes = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK";
    const requests: string[] = [];
    const lines: { write(text: string): unknown }[] = [];
    const server = Bun.listen<undefined>({
      hostname: "127.0.0.1",
      port: 0,
      socket: {
        data: (line, data) => {
          const text = data.toString();
          if (!text.startsWith("POST")) return;
          requests.push(text);
          lines.push(line);
          line.write(requests.length === 1 ? yes : no);
        },
      },
    });
    onTestFinished(() => server.stop(true));
    const { channel } = channelTo(`http://127.0.0.1:${server.port}/`);
    expect((await channel.send(sms(), never)).ok).toBe(true);
    // The same yes once more, while nobody asks. The next message is refused.
    lines[0]!.write(yes);
    expect(await channel.send(sms({ id: "another" }), never)).toMatchObject({ error: { why: "http_500" } });
    expect(requests).toHaveLength(2);
  });

  test("cannot come from a gateway that is not there", async () => {
    const { channel } = channelTo("http://127.0.0.1:1/");
    const sent = await channel.send(sms(), never);
    expect(sent).toMatchObject({ error: { type: "Unavailable" } });
    expect(JSON.stringify(sent)).not.toMatch(/60123456789|00012345/);
  });
});
