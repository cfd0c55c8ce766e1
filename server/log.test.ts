import { expect, test } from "vitest";
import { logLine } from "./log";

const nowMs = Date.UTC(2026, 11, 7, 1, 30);

test("a line is one line of JSON, in UTC, whatever it is told", () => {
  const what = 'notice\r\n{"event":"ready"}\u2028\u0085\u009b2J\u001b[31m';
  const line = logLine(nowMs, "error", { what });
  // oxlint-disable-next-line no-control-regex -- these are what must not be there
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
  expect(JSON.parse(line)).toEqual({ at: "2026-12-07T01:30:00.000Z", event: "error", what });
});

test("a field that is not among those allowed is left out", () => {
  const more = { node: "branch-2", name: "KANARI BINTI KUNING", contact: { email: "kanari@contoh.example" } };
  expect(JSON.parse(logLine(nowMs, "ready", more))).toEqual({
    at: "2026-12-07T01:30:00.000Z",
    event: "ready",
    node: "branch-2",
  });
});

test("an error keeps where it happened and loses whatever it quotes", () => {
  const causes = [
    new SyntaxError('JSON Parse error: Unexpected identifier "KANARI"'),
    new Error("UNIQUE constraint failed for 'KANARI BINTI KUNING'"),
    new Error("no mailbox kanari@contoh.example here, nor +60 12-398 7654 or 900101-14-5678"),
    new TypeError("undefined is not an object (evaluating `person.KANARI.name`)"),
    'refused: "KANARI" 900101145678',
  ];
  for (const cause of causes) {
    const line = logLine(nowMs, "error", { what: "request 1", cause });
    expect(line).not.toMatch(/KANARI|kanari|900101|398|7654/);
    if (cause instanceof Error) expect(JSON.parse(line).cause).toMatch(/^\w+Error: .*…|^Error: .*…/);
    if (cause instanceof Error) expect(JSON.parse(line).cause).toMatch(/\n\s+at .*log\.test\.ts/);
  }
  const ours = JSON.parse(logLine(nowMs, "error", { cause: new Error('{"type":"DiskFull","path":"/x"}') }));
  expect(ours.cause).toContain('{"type":"DiskFull",…:…}');
});
