import { expect, onTestFinished, test } from "vitest";
import { systemTimers } from "../sync/core/timers";
import { ask } from "./http-ask";

const asked = async (answer: () => Response, bytesMax = 1_000) => {
  const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  onTestFinished(() => server.stop(true));
  return ask({ url: `http://127.0.0.1:${server.port}/`, deadlineMs: 5_000, bytesMax, timers: systemTimers });
};

/** An answer in pieces, without a word of its length. */
const pieces = (count: number) =>
  new Response(
    new ReadableStream({
      pull(controller) {
        if (count-- > 0) controller.enqueue(Buffer.alloc(400, " "));
        else controller.close();
      },
    }),
  );

test("an answer is JSON of the size that was asked for", async () => {
  expect(await asked(() => Response.json({ a: 1 }))).toEqual({ ok: true, value: { a: 1 } });
  expect(await asked(() => new Response("so"))).toMatchObject({ error: { type: "Garbled", bytes: 2 } });
});

test("one that is too long is not read to its end, whether it says how long it is or not", async () => {
  expect(await asked(() => new Response(" ".repeat(2_000)))).toMatchObject({ error: { type: "Garbled" } });
  expect(await asked(() => pieces(1_000_000))).toMatchObject({ error: { type: "Garbled" } });
});

test("one that says no, or sends elsewhere, is no answer", async () => {
  expect(await asked(() => new Response("", { status: 500 }))).toMatchObject({
    error: { type: "Unreachable", cause: "it answers 500" },
  });
  expect(await asked(() => Response.redirect("http://127.0.0.1:1/"))).toMatchObject({
    error: { type: "Unreachable" },
  });
});
