/** Staff sign-in over HTTP, with software keys. */
import { describe, expect, test } from "vitest";
import { ok } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import { command } from "../../sync/testing";
import { grantIdOf } from "../demo/staff";
import { softKey } from "./passkey.fixture";
import { setupStaff } from "./staff.fixture";

const minuteMs = 60_000;
const refused = { status: 401, code: "sign_in_refused" };
const told = ({ status, body }: { status: number; body: { code?: string } }) => ({ status, code: body.code });

describe("signing in", () => {
  test("an officer types no name: the key says who it is, the grant says what they may do", async () => {
    const { keyOf, tablet } = await setupStaff();
    const here = tablet("t1");
    const done = await here.signIn(await keyOf("rohani"));
    expect(done).toMatchObject({ status: 200, body: { staff: "rohani", counter: null } });
    expect(done.headers.get("set-cookie")).toMatch(/^__Host-sto-2-staff=.*HttpOnly; Secure; SameSite=Strict/);
    const { body } = await here.asks("GET", "/session");
    expect(body.staff).toMatchObject({ id: "rohani", role: "officer" });
    expect(body.verifiedAtMs).not.toBeNull();
  });

  test("an unknown key, a wrong signature, nobody verified and no role here are refused with the same words", async () => {
    const { keyOf, tablet, random, grantRows, clock } = await setupStaff();
    const here = tablet("t1");
    const known = await keyOf("rohani");
    const selvam = await keyOf("selvam");
    await grantRows({ revokedAtMs: clock.nowMs() }, grantIdOf("selvam"));
    const answer = known.use(await here.challengeFor(), { origin: "http://localhost" });
    const broken = { ...answer, response: { ...answer.response, signature: "AAAA" } };
    const all = [
      await here.signIn(softKey(random, known.handle)),
      await here.asPerson("/staff/sign-in", { answer: broken }),
      await here.signIn(known, { use: { userVerified: false } }),
      await here.signIn(selvam),
      await here.signIn(known, { role: "hq_admin" }),
    ];
    const bodies = all.map(({ body: { requestId, ...rest } }) => (expect(requestId).toBeTruthy(), rest));
    expect(all.map(told)).toEqual(all.map(() => refused));
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(here.cookie()).toBeUndefined();
  });

  test("an answer counts once, and only in the session that asked", async () => {
    const { keyOf, tablet, here: at } = await setupStaff();
    const key = await keyOf("rohani");
    const [one, other] = [tablet("t1"), tablet("t2")];
    const answer = key.use(await one.challengeFor(), at());
    expect(told(await other.asPerson("/staff/sign-in", { answer }))).toEqual(refused);
    expect((await one.asPerson("/staff/sign-in", { answer })).status).toBe(200);
    expect(told(await one.asPerson("/staff/sign-in", { answer }))).toEqual(refused);
  });

  test("a key whose counter went back opens nothing, and nothing more after that", async () => {
    const { keyOf, tablet, db } = await setupStaff();
    const key = await keyOf("rohani", { counter: 5 });
    const thief = key.copy();
    expect((await tablet("t1").signIn(key)).status).toBe(200);
    expect(told(await tablet("t2").signIn(thief))).toEqual(refused);
    expect(told(await tablet("t1").signIn(key))).toEqual(refused);
    expect(db.query("SELECT DISTINCT state FROM staff_key WHERE id = ?").all(key.id)).toEqual([
      { state: "suspended" },
    ]);
  });

  test("somebody with two roles comes in as the higher, or as the one they ask for", async () => {
    const { keyOf, tablet, deps } = await setupStaff();
    const also = { id: "g2", staff: "rohani", role: "supervisor", branch: "SGR-HQ1" };
    const untilMs = deps.clock.nowMs() + 1e9;
    await deps.writer.submit(command(), () =>
      ok({
        intent: "test",
        rows: [insert("staffGrant", { ...also, untilMs, standing: 0, by: "test", revokedAtMs: null })],
        answer: null,
      }),
    );
    const key = await keyOf("rohani");
    const here = tablet("t1");
    const roleNow = async () => (await here.asks("GET", "/session")).body.staff.role as string;
    await here.signIn(key);
    expect(await roleNow()).toBe("supervisor");
    await here.signIn(key, { role: "officer" });
    expect(await roleNow()).toBe("officer");
  });

  test("a role that headquarters took back ends at the next request", async () => {
    const { keyOf, tablet, grantRows, clock } = await setupStaff();
    const here = tablet("t1");
    await here.signIn(await keyOf("rohani"));
    expect((await here.asks("GET", "/counters")).status).toBe(200);
    await grantRows({ revokedAtMs: clock.nowMs() }, grantIdOf("rohani"));
    expect(told(await here.asks("GET", "/counters"))).toEqual({ status: 401, code: "grant_ended" });
  });
});

describe("a session that nobody touched for fifteen minutes", () => {
  const locked = { status: 401, code: "session_locked" };

  test("is locked; the same key opens it under a new cookie, the old one is worth nothing", async () => {
    const { keyOf, tablet, clock } = await setupStaff();
    const here = tablet("t1");
    const key = await keyOf("rohani");
    await here.signIn(key);
    const old = here.cookie();
    clock.advance(15 * minuteMs);
    expect(told(await here.asks("GET", "/counters"))).toEqual(locked);
    expect(await here.unlock(key)).toMatchObject({ status: 200, body: { staff: "rohani" } });
    expect((await here.asks("GET", "/counters")).status).toBe(200);
    expect(here.cookie()).not.toBe(old);
    expect(told(await here.asks("GET", "/counters", undefined, { cookie: old! }))).toEqual({
      status: 401,
      code: "sign_in_required",
    });
  });

  test("is not opened by a colleague's key", async () => {
    const { keyOf, tablet, clock } = await setupStaff();
    const here = tablet("t1");
    await here.signIn(await keyOf("rohani"));
    clock.advance(15 * minuteMs);
    expect(told(await here.unlock(await keyOf("selvam")))).toEqual(refused);
    expect(told(await here.asks("GET", "/counters"))).toEqual(locked);
  });

  test("does not lock while the page says that somebody is there", async () => {
    const { keyOf, tablet, clock } = await setupStaff();
    const here = tablet("t1");
    await here.signIn(await keyOf("rohani"));
    for (let quarter = 0; quarter < 6; quarter++) {
      clock.advance(10 * minuteMs);
      expect((await here.asks("POST", "/session/active", {})).status).toBe(200);
    }
  });

  test("leaves the counter to a colleague who signs in there: the case stays, and the log says so", async () => {
    const { keyOf, tablet, clock, db } = await setupStaff({ closed: false });
    const here = tablet("t1");
    await here.signIn(await keyOf("rohani"));
    const [counter] = (await here.asks("GET", "/counters")).body.items as { id: string }[];
    await here.asks("POST", `/counters/${counter!.id}/sign-on`, {});
    clock.advance(15 * minuteMs);
    expect((await here.signIn(await keyOf("selvam"))).body).toEqual({
      staff: "selvam",
      counter: counter!.id,
    });
    const [now] = (await here.asks("GET", "/counters")).body.items as { officer: string; state: string }[];
    expect(now).toMatchObject({ officer: expect.stringMatching(/selvam/i) as string, state: "open" });
    expect(db.query("SELECT 1 FROM audit WHERE intent = 'takeCounter'").all()).toHaveLength(1);
    expect(db.query("SELECT 1 FROM session WHERE who = 'rohani'").all()).toEqual([]);
  });
});

test("six hundred tries of one network, and no more for ten minutes", async () => {
  const { tablet, db, clock } = await setupStaff();
  const here = tablet("t1");
  await here.challengeFor();
  db.run("UPDATE rate_limit SET count = 600 WHERE bucket LIKE 'staff-sign-in:%'");
  expect(told(await here.asPerson("/staff/sign-in/options", {}))).toEqual({
    status: 429,
    code: "too_many_tries",
  });
  clock.advance(10 * minuteMs);
  expect((await here.asPerson("/staff/sign-in/options", {})).status).toBe(200);
});
