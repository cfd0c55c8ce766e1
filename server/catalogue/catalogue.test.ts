import { expect, test } from "vitest";
import { type Json, setupBranch } from "../testing";

const byCode = (rows: readonly Json[], code: string): Json => rows.find((row) => row.code === code);

test("a page gets every branch, service, state and country, in two languages", async () => {
  const branch = await setupBranch({ closed: true });
  const { status, body } = await branch.call("GET", "/catalogue");
  expect(status).toBe(200);
  expect(body).toMatchObject({ zone: "Asia/Kuala_Lumpur", branchId: "SGR-HQ1" });
  expect([body.branches.length, body.services.length, body.states.length, body.countries.length]).toEqual([
    92, 42, 16, 249,
  ]);
  expect(byCode(body.services, "PMA-BARU")).toMatchObject({
    kinds: ["citizen"],
    units: 2,
    minutes: 30,
    partiesMax: 6,
    bookableBy: "public",
    passportMonthsMin: null,
  });
});

test("only the branch of this node takes online appointments here", async () => {
  const branch = await setupBranch({ closed: true });
  const { body } = await branch.call("GET", "/catalogue");
  expect(body.branches.filter((row: Json) => row.online).map((row: Json) => row.code)).toEqual(["SGR-HQ1"]);
});

test("a branch says its week in words, without the rest days of its state", async () => {
  const branch = await setupBranch({ closed: true });
  const { body } = await branch.call("GET", "/catalogue");
  expect(byCode(body.branches, "SGR-HQ1").hours).toEqual({
    ms: "Isnin–Khamis 8.00 pagi–5.00 petang, rehat 1.00 tengah hari–2.00 petang; Jumaat 8.00 pagi–5.00 petang, rehat 12.15 tengah hari–2.45 petang",
    en: "Monday–Thursday 8.00 am–5.00 pm, break 1.00 pm–2.00 pm; Friday 8.00 am–5.00 pm, break 12.15 pm–2.45 pm",
  });
});

test("a programme that has ended can be booked by nobody; its name stays for old bookings", async () => {
  const branch = await setupBranch({ closed: true });
  const { body } = await branch.call("GET", "/catalogue");
  expect(byCode(body.services, "PRM").bookableBy).toBe("nobody");
});

test("a page that knows the catalogue already gets three numbers and no body", async () => {
  const branch = await setupBranch({ closed: true });
  const first = await branch.call("GET", "/catalogue");
  const etag = first.headers.get("etag")!;
  const again = await branch.call("GET", "/catalogue", undefined, { headers: { "if-none-match": etag } });
  expect([again.status, again.body]).toEqual([304, ""]);
});
