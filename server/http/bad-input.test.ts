import { connect } from "node:net";
import { onTestFinished, describe, expect, test } from "vitest";
import { stateHash } from "../../sync/replay";
import { headersAs, phone, type TestBranch } from "../testing";
import { confirm, detailsOf, hold, mykad, setupOpenBranch, startOf } from "../booking/booking.fixture";
import { bodyBytesMax } from "./server";

const siti = mykad("900101-14-5678");
const as = phone("siti");

/** Sends bodies that must be refused, and checks after all of them that nothing was written and the node answers on. */
const expectRefused = async (
  branch: TestBranch,
  path: string,
  cases: readonly (readonly [what: string, body: unknown, status: number, code: string])[],
) => {
  const before = stateHash(branch.db);
  const holds = branch.db.query("SELECT * FROM hold").all();
  for (const [what, body, status, code] of cases) {
    const refused = await branch.call("POST", path, body, { as });
    expect([refused.status, refused.body.code], `${what}: ${JSON.stringify(refused.body)}`).toEqual([
      status,
      code,
    ]);
    expect(refused.headers.get("content-type"), what).toBe("application/problem+json");
    expect(refused.body.requestId, what).toBe(refused.headers.get("x-request-id"));
  }
  expect(stateHash(branch.db)).toBe(before);
  expect(branch.db.query("SELECT * FROM hold").all()).toEqual(holds);
  expect((await branch.call("GET", "/node")).status).toBe(200);
};

describe("a body that is not what it should be", () => {
  test("for a hold", async () => {
    const branch = await setupOpenBranch();
    const good = { slot: startOf(branch).slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
    const raw = (over: string) => JSON.stringify(good).replace('"parties":1', over);
    await expectRefused(branch, "/holds", [
      ["nothing", "", 400, "malformed_json"],
      ["half", "{", 400, "malformed_json"],
      ["a comma too many", '{"slot":"x",}', 400, "malformed_json"],
      ["two bodies", "{}{}", 400, "malformed_json"],
      ["bytes", "\u0000\u001b@\u001dV", 400, "malformed_json"],
      ["null", "null", 400, "invalid_body"],
      ["a number", "42", 400, "invalid_body"],
      ["a list", "[]", 400, "invalid_body"],
      ["a list of holds", [good], 400, "invalid_body"],
      ["an unknown key", { ...good, colour: "red" }, 400, "invalid_body"],
      ["__proto__", raw('"parties":1,"__proto__":{"parties":1}'), 400, "invalid_body"],
      ["constructor", raw('"parties":1,"constructor":{}'), 400, "invalid_body"],
      ["words for a number", { ...good, parties: "1" }, 400, "invalid_body"],
      ["half a person", { ...good, parties: 1.5 }, 400, "invalid_body"],
      ["nobody", { ...good, parties: 0 }, 400, "invalid_body"],
      ["fewer than nobody", { ...good, parties: -1 }, 400, "invalid_body"],
      ["a coach party", { ...good, parties: 11 }, 400, "invalid_body"],
      ["more than a double holds", raw('"parties":1e400'), 400, "invalid_body"],
      ["2^53 + 1 people", raw('"parties":9007199254740993'), 400, "invalid_body"],
      ["a kind of another world", { ...good, kind: "martian" }, 400, "invalid_body"],
      ["a slot of a thousand letters", { ...good, slot: "A".repeat(1000) }, 400, "invalid_body"],
      ["a slot with NUL", { ...good, slot: `${good.slot}\u0000` }, 404, "unknown_slot"],
      ["half a character", { ...good, slot: "\ud800" }, 404, "unknown_slot"],
      ["a deep nest", "[".repeat(30_000) + "]".repeat(30_000), 400, "invalid_body"],
      [
        "a deep nest inside",
        raw(`"parties":${"[".repeat(20_000)}${"]".repeat(20_000)}`),
        400,
        "invalid_body",
      ],
    ]);
  });

  test("for the details of a visit", async () => {
    const branch = await setupOpenBranch();
    const visit = { as: "siti", people: [siti], slot: startOf(branch).slot };
    const held = await hold(branch, visit);
    const path = `/holds/${held.body.holdId}/visit`;
    const good = detailsOf(visit);
    const person = (over: object) => ({ ...good, parties: [{ ...siti, ...over }] });
    const answers = (text: string) =>
      JSON.stringify(person({ answers: "ANSWERS" })).replace('"ANSWERS"', text);
    await expectRefused(branch, path, [
      ["no consent", { ...good, consent: false }, 400, "invalid_body"],
      ["no people", { ...good, parties: [] }, 400, "invalid_body"],
      ["eleven people", { ...good, parties: Array.from({ length: 11 }, () => siti) }, 400, "invalid_body"],
      ["a printer's cut in a name", person({ name: "SITI\u001dV\u0000" }), 400, "invalid_body"],
      ["a printer's reset in a name", person({ name: "\u001b@SITI" }), 400, "invalid_body"],
      ["a terminal's title in a name", person({ name: "SITI\u009b2J" }), 400, "invalid_body"],
      ["DEL in a name", person({ name: "SI\u007fTI" }), 400, "invalid_body"],
      ["a line break in a name", person({ name: "SITI\nBINTI" }), 400, "invalid_body"],
      ["a line separator in a name", person({ name: "SITI\u2028BINTI" }), 400, "invalid_body"],
      ["a direction override in a name", person({ name: "SITI\u202eDAMHA" }), 400, "invalid_body"],
      ["half a character in a name", person({ name: "SITI \ud83d" }), 400, "invalid_body"],
      ["spaces for a name", person({ name: " \t " }), 400, "invalid_body"],
      ["a name of a page", person({ name: "A".repeat(101) }), 400, "invalid_body"],
      ["ESC in an answer", answers('{"fileNo":"\\u001b@"}'), 400, "invalid_body"],
      ["__proto__ among the answers", answers('{"__proto__":"x"}'), 400, "invalid_body"],
      ["an object for an answer", answers('{"fileNo":{}}'), 400, "invalid_body"],
      ["constructor among the answers", answers('{"constructor":"x"}'), 422, "invalid_details"],
      [
        "the past for an expiry",
        person({
          document: { type: "passport", number: "C1234567", country: "VNM", expiresOn: "1999-01-01" },
        }),
        422,
        "invalid_details",
      ],
      ["the same person twice", { ...good, parties: [siti, siti] }, 422, "parties_differ"],
    ]);
    await expectRefused(branch, "/holds/none/visit", [["a hold of nobody", good, 410, "hold_gone"]]);
    const named = await branch.call("POST", path, { ...person({ name: "A\u001b" }), colour: 1 }, { as });
    expect(named.body.errors).toEqual(
      expect.arrayContaining([
        { path: "parties.0.name", code: "control_characters" },
        { path: "colour", code: "unknown_key" },
      ]),
    );
    expect((await confirm(branch, visit, held.body.holdId)).status, "the good one still goes through").toBe(
      201,
    );
  });

  test("for the rest: wrong media type, another site's page, no address, odd ids", async () => {
    const branch = await setupOpenBranch();
    const send = async (method: string, path: string, headers: Record<string, string>, body?: string) => {
      const answered = await branch.call(method, path, body, {
        ...(headers["cookie"] ? {} : { as }),
        headers,
      });
      return [answered.status, answered.body.code];
    };
    expect(await send("POST", "/holds", { "content-type": "text/plain" }, "{}")).toEqual([
      415,
      "json_expected",
    ]);
    expect(await send("POST", "/holds", { origin: "https://evil.example" }, "{}")).toEqual([
      403,
      "wrong_origin",
    ]);
    expect(await send("DELETE", "/holds/x", { origin: "https://evil.example" })).toEqual([
      403,
      "wrong_origin",
    ]);
    expect(await send("DELETE", "/holds/x", { origin: "null" })).toEqual([403, "wrong_origin"]);
    expect(await send("GET", "/nowhere", {})).toEqual([404, "not_found"]);
    expect(await send("GET", "/bookings/%ff%00", {})).toEqual([404, "booking_not_found"]);
    expect(await send("GET", `/bookings/${"a".repeat(50)}`, {})).toEqual([400, "invalid_body"]);
    expect(await send("POST", "/bookings/x/parties/0/drop", {}, "{}")).toEqual([400, "invalid_body"]);
    expect(await send("POST", "/bookings/x/parties/1e0/drop", {}, "{}")).toEqual([400, "invalid_body"]);
    expect(await send("GET", "/bookings?before=x&after=y", {})).toEqual([400, "invalid_body"]);
    for (const token of ["", "short", "a".repeat(43), "a".repeat(5000), "%00%ff"]) {
      const cookie = `__Host-sto-2-public=${token}`;
      expect(await send("GET", "/bookings", { cookie }), token).toEqual([401, "sign_in_required"]);
      const asStaff = { cookie: `__Host-sto-2-staff=${token}`, "x-sto-as": "staff" };
      expect(await send("GET", "/node", asStaff), token).toEqual([401, "sign_in_required"]);
    }
    expect(await send("DELETE", "/holds/x", { origin: "" }), "no origin at all").toEqual([
      403,
      "wrong_origin",
    ]);
    expect(await send("GET", "/node", { "x-sto-as": "janitor" })).toEqual([400, "unknown_caller"]);
  });
});

describe("on a real socket", () => {
  const listen = async () => {
    const branch = await setupOpenBranch();
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: (request, self) => branch.app.fetch(request, self),
    });
    onTestFinished(() => server.stop(true));
    const url = `http://127.0.0.1:${server.port}/api/v1`;
    const key = "019430b2-3c00-7000-8000-00000000000c";
    const headers = {
      ...headersAs(branch, as),
      origin: "http://localhost",
      "content-type": "application/json",
      "idempotency-key": key,
    };
    const post = async (body: BodyInit) => {
      const response = await fetch(`${url}/holds`, {
        method: "POST",
        headers,
        body,
        ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
      });
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        body: (await response.json()) as { code: string },
      };
    };
    return { branch, url, port: server.port!, post };
  };
  const padded = (bytes: number) => `"${"x".repeat(bytes - 2)}"`;
  const inChunks = (text: string) => {
    let sent = 0;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new TextEncoder().encode(text.slice(sent, sent + 8192)));
        sent += 8192;
        if (sent >= text.length) controller.close();
      },
    });
  };

  test("64 KiB is read and one byte more is not, whether its length was told or came in chunks", async () => {
    const { branch, post, url } = await listen();
    const before = stateHash(branch.db);
    const tooLarge = {
      status: 413,
      type: "application/problem+json",
      body: { code: "body_too_large", bytesMax: bodyBytesMax },
    };
    expect(await post(padded(bodyBytesMax))).toMatchObject({ status: 400, body: { code: "invalid_body" } });
    expect(await post(inChunks(padded(bodyBytesMax)))).toMatchObject({
      status: 400,
      body: { code: "invalid_body" },
    });
    expect(await post(padded(bodyBytesMax + 1))).toMatchObject(tooLarge);
    expect(await post(inChunks(padded(bodyBytesMax + 1)))).toMatchObject(tooLarge);
    expect(stateHash(branch.db)).toBe(before);
    const good = { slot: startOf(branch).slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
    expect((await post(JSON.stringify(good))).status).toBe(201);
    expect((await fetch(`${url}/node`)).status).toBe(200);
  });

  test("bytes that are no HTTP, and a body that never comes, leave the others served", async () => {
    const { port, url } = await listen();
    const speak = (text: string) =>
      new Promise<string>((resolve) => {
        let heard = "";
        const socket = connect(port, "127.0.0.1", () => socket.write(text));
        socket.on("data", (data) => {
          heard += data.toString("latin1");
          socket.destroy();
        });
        socket.on("close", () => resolve(heard));
        socket.on("error", () => resolve(heard));
      });
    expect(await speak("\u001b@ hello\r\n\r\n")).toMatch(/^(HTTP\/1.1 400|$)/);
    const head = `POST /api/v1/holds HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`;
    const waiting = connect(port, "127.0.0.1", () => waiting.write(head));
    onTestFinished(() => void waiting.destroy());
    expect((await fetch(`${url}/node`)).status).toBe(200);
  });
});
