import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { asHeader } from "../http/request";
import { cookieOf } from "../identity/cookies";
import { lifeMs } from "../identity/session";
import { sessionIdOf } from "../identity/session.usecase";
import type { Json, TestBranch } from "../testing";
import { ownPulse } from "./pulse.usecase";

const hourMs = 3_600_000;
const noor = "hq_admin:noor";

/** Zainab becomes an officer of Selangor at headquarters, and signs in at her branch. */
const setup = async () => {
  const country = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
  const { hq, branches, settle } = country;
  const [branch] = branches;
  const wish = { name: "Zainab", role: "officer", branch: "SGR-HQ1", untilMs: null };
  const { id } = (await hq.call("POST", "/staff/people", wish, { as: noor })).body;
  await settle();
  const grants = async (): Promise<Json[]> =>
    (await hq.call("POST", "/staff/people/find", { q: "zain" }, { as: noor })).body.items[0].grants;
  const [grant] = await grants();
  const nowMs = branch.clock.nowMs();
  branch.db
    .query(
      `INSERT INTO session (id, kind, who, "grant", label, born_ms, seen_ms, verified_ms, ends_ms)
       VALUES (?, 'staff', ?, ?, 'test', ?, ?, ?, ?)`,
    )
    .run(sessionIdOf(token), id, grant!.id, nowMs, nowMs, nowMs, nowMs + lifeMs);
  const asZainab = {
    headers: { cookie: `${cookieOf(branch.deps.self.alias, "staff")}=${token}`, [asHeader]: "staff" },
  };
  return {
    ...country,
    branch,
    grants,
    works: async () => (await branch.call("GET", "/counters", undefined, asZainab)).status,
    revoke: () => hq.call("POST", `/staff/grants/${grant!.id}/revoke`, {}, { as: noor }),
    extend: (untilMs: number | null, as = noor) =>
      hq.call("POST", `/staff/grants/${grant!.id}/extend`, { untilMs }, { as }),
    told: async (): Promise<Json> =>
      (await hq.call("GET", "/hq/revocations", undefined, { as: noor })).body.items[0],
    pulse: (node: TestBranch) =>
      hq.deps.pulses.keep(node.deps.self.alias, {
        pulse: ownPulse(node.deps),
        atMs: hq.clock.nowMs(),
      }),
  };
};
const token = createHash("sha256").update("zainab").digest("base64url");

test("a role that is taken back ends the sessions at a connected branch within a minute, and the page says since when it knows", async () => {
  const { hq, branch, settle, works, revoke, told, pulse, timers } = await setup();
  expect(await works()).toBe(200);
  const revokedAtMs = hq.clock.nowMs();
  expect((await revoke()).status).toBe(204);
  expect(await told()).toMatchObject({
    name: "Zainab",
    role: "officer",
    revokedAtMs,
    // Only where it counts.
    at: [{ branch: "SGR-HQ1", isKnown: false, sinceMs: null }],
  });
  await settle();
  pulse(branch);
  const knownAtMs = timers.nowMs();
  expect(knownAtMs - revokedAtMs).toBeLessThan(60_000);
  expect(await works()).toBe(401);
  timers.advance(hourMs);
  expect((await told()).at).toEqual([{ branch: "SGR-HQ1", isKnown: true, sinceMs: knownAtMs }]);
});

test("a branch without a line does not know, and the page says so; it knows with the first word that reaches it", async () => {
  const { branch, cut, restore, settle, works, revoke, told } = await setup();
  cut(branch);
  await revoke();
  await settle();
  expect((await told()).at).toEqual([{ branch: "SGR-HQ1", isKnown: false, sinceMs: null }]);
  expect(await works()).toBe(200);
  restore(branch);
  await settle();
  expect((await told()).at).toMatchObject([{ isKnown: true }]);
  expect(await works()).toBe(401);
});

test("a role gets another end, at the branch too; one that has passed is refused, and so is what somebody never had", async () => {
  const { hq, branch, settle, extend, grants, revoke } = await setup();
  const untilMs = hq.clock.nowMs() + hourMs;
  expect((await extend(untilMs)).status).toBe(204);
  expect((await grants())[0]).toMatchObject({ untilMs, isStanding: false, renewedUntilMs: untilMs });
  await settle();
  expect(
    branch.db.query("SELECT until_ms FROM staff_grant WHERE id = ?").values((await grants())[0]!.id),
  ).toEqual([[untilMs]]);
  expect((await extend(null)).status).toBe(204);
  expect((await grants())[0]).toMatchObject({ isStanding: true, untilMs: hq.clock.nowMs() + 72 * hourMs });
  expect((await extend(hq.clock.nowMs() - 1)).body.code).toBe("end_past");
  expect((await extend(null, "officer:rohani")).status).toBe(403);
  await revoke();
  expect((await extend(null)).body.code).toBe("grant_not_found");
});
