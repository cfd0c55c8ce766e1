/** Keys, people, roles and ways back in, over HTTP with software keys. */
import { describe, expect, test } from "vitest";
import { grantIdOf } from "../demo/staff";
import { type SoftKey, softKey } from "./passkey.fixture";
import { planTelephone, sealedDigits } from "./recovery.usecase";
import { setupStaff } from "./staff.fixture";

type Staff = Awaited<ReturnType<typeof setupStaff>>;
const told = ({ status, body }: { status: number; body: { code?: string } }) => ({ status, code: body.code });
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Somebody makes a key from a code, as the page does. */
const enrol = async ({ tablet, random, here }: Staff, code: string, name?: string) => {
  const browser = tablet(`new ${code}`);
  const begun = await browser.asPerson("/staff/keys/enrol/options", { code });
  if (begun.status !== 200) return { answer: begun, key: undefined };
  const { options } = begun.body as { options: { challenge: string; user: { id: string } } };
  const key = softKey(random, options.user.id);
  const answer = await browser.asPerson("/staff/keys/enrol", {
    code,
    keyName: "kunci",
    ...(name ? { name } : {}),
    answer: key.register(options.challenge, here()),
  });
  return { answer, key };
};

const signsIn = async ({ tablet }: Staff, key: SoftKey) => (await tablet("later").signIn(key)).status;

describe("a key by a code", () => {
  test("an administrator makes it, the officer enrols with it once, and signs in", async () => {
    const staff = await setupStaff();
    const made = await staff.call("POST", "/staff/people/rohani/codes", {}, { as: "branch_admin:hafiz" });
    expect(made).toMatchObject({
      status: 201,
      body: { url: expect.stringContaining("/staff/key#") as string },
    });
    const { key, answer } = await enrol(staff, made.body.code as string);
    expect(answer).toMatchObject({ status: 201, body: { staff: "rohani" } });
    expect(await signsIn(staff, key!)).toBe(200);
    expect(told((await enrol(staff, made.body.code as string)).answer)).toEqual({
      status: 403,
      code: "staff_code_wrong",
    });
  });

  test("is worth nothing after an hour, and cannot be made for somebody with more say", async () => {
    const staff = await setupStaff();
    const makes = (id: string) =>
      staff.call("POST", `/staff/people/${id}/codes`, {}, { as: "branch_admin:hafiz" });
    const { code } = (await makes("rohani")).body as { code: string };
    staff.clock.advance(hourMs);
    expect((await enrol(staff, code)).answer.status).toBe(403);
    expect(told(await makes("noor"))).toEqual({ status: 403, code: "role_above_yours" });
    expect(told(await makes("nobody"))).toEqual({ status: 404, code: "staff_not_found" });
  });

  test("is for a first key: one administrator alone comes in as nobody who has one", async () => {
    const staff = await setupStaff();
    await staff.keyOf("rohani");
    const made = await staff.call("POST", "/staff/people/rohani/codes", {}, { as: "branch_admin:hafiz" });
    expect(told(made)).toEqual({ status: 409, code: "has_key" });
  });

  test("from supervisor upwards a key that a cloud copies is refused where the policy says so", async () => {
    const staff = await setupStaff({ demo: false });
    const { code } = (
      await staff.call("POST", "/staff/people/azlina/codes", {}, { as: "branch_admin:hafiz" })
    ).body as { code: string };
    expect(told((await enrol(staff, code)).answer)).toEqual({ status: 422, code: "key_not_allowed" });
    const synced = await staff.keyOf("azlina", { synced: true });
    expect(await signsIn(staff, synced)).toBe(401);
    expect(await signsIn(staff, await staff.keyOf("azlina"))).toBe(200);
  });

  test("more keys by a touch, with names; the last is never removed", async () => {
    const staff = await setupStaff();
    const as = "officer:rohani";
    const begun = await staff.call("POST", "/staff/keys/options", {}, { as });
    const second = softKey(staff.random, begun.body.user.id as string);
    const added = await staff.call(
      "POST",
      "/staff/keys",
      { keyName: "telefon", answer: second.register(begun.body.challenge as string, staff.here()) },
      { as },
    );
    expect(added.status).toBe(201);
    expect(told(await staff.call("DELETE", `/staff/keys/${second.id}`, undefined, { as }))).toEqual({
      status: 409,
      code: "last_way_in",
    });
    const first = await staff.keyOf("rohani");
    expect(
      (await staff.call("POST", `/staff/keys/${first.id}/rename`, { name: "meja" }, { as })).status,
    ).toBe(204);
    expect((await staff.call("DELETE", `/staff/keys/${second.id}`, undefined, { as })).status).toBe(204);
    expect((await staff.call("GET", "/staff/keys", undefined, { as })).body.items).toMatchObject([
      { id: first.id, name: "meja" },
    ]);
    expect(await signsIn(staff, second)).toBe(401);
  });
});

describe("people and roles, at headquarters", () => {
  const as = "hq_admin:noor";
  const add = (staff: Staff, more = {}) =>
    staff.call(
      "POST",
      "/staff/people",
      { name: "Zainab", branch: "SGR-HQ1", role: "officer", untilMs: null, ...more },
      { as },
    );
  const found = async (staff: Staff) =>
    (await staff.call("POST", "/staff/people/find", { q: "zain" }, { as })).body.items as {
      id: string;
      grants: { id: string; untilMs: number }[];
    }[];

  test("an officer is added for three days, renewed while it stands, and no more once it is taken back", async () => {
    const staff = await setupStaff({ role: "hq" });
    const { clock, scheduler } = staff;
    const startMs = clock.nowMs();
    await add(staff);
    const [before] = await found(staff);
    expect(before!.grants[0]!.untilMs).toBe(startMs + 72 * hourMs);
    clock.advance(30 * hourMs);
    await scheduler.runDue();
    const renewedMs = clock.nowMs() + 72 * hourMs;
    expect((await found(staff))[0]!.grants[0]!.untilMs).toBe(renewedMs);
    const revoked = `/staff/grants/${before!.grants[0]!.id}/revoke`;
    expect((await staff.call("POST", revoked, {}, { as })).status).toBe(204);
    clock.advance(30 * hourMs);
    await scheduler.runDue();
    expect((await found(staff))[0]!.grants).toEqual([]);
  });

  test("a role until a date is renewed up to that date", async () => {
    const staff = await setupStaff({ role: "hq" });
    const { clock, scheduler } = staff;
    const untilMs = clock.nowMs() + 80 * hourMs;
    await add(staff, { untilMs });
    expect((await found(staff))[0]!.grants[0]!.untilMs).toBe(clock.nowMs() + 72 * hourMs);
    clock.advance(60 * hourMs);
    await scheduler.runDue();
    expect((await found(staff))[0]!.grants[0]!.untilMs).toBe(untilMs);
  });

  test("places are checked, and the last administrator stays", async () => {
    const staff = await setupStaff({ role: "hq" });
    expect(told(await add(staff, { branch: null }))).toEqual({ status: 422, code: "branch_needed" });
    expect(told(await add(staff, { branch: "XX-XXX" }))).toEqual({ status: 422, code: "unknown_branch" });
    expect(told(await add(staff, { role: "hq_admin" }))).toEqual({ status: 422, code: "no_branch_here" });
    expect(told(await staff.call("POST", "/staff/people/noor/leave", {}, { as }))).toEqual({
      status: 409,
      code: "last_administrator",
    });
  });

  test("who leaves opens nothing any more", async () => {
    const staff = await setupStaff({ role: "hq" });
    const key = await staff.keyOf("mei");
    expect(await signsIn(staff, key)).toBe(200);
    expect((await staff.call("POST", "/staff/people/mei/leave", {}, { as })).status).toBe(204);
    expect(await signsIn(staff, key)).toBe(401);
  });

  test("all sessions of somebody end at once", async () => {
    const staff = await setupStaff();
    const officer = staff.tablet("t1");
    await officer.signIn(await staff.keyOf("rohani"));
    const done = await staff.call(
      "POST",
      "/staff/people/rohani/sessions/end",
      {},
      { as: "branch_admin:hafiz" },
    );
    expect(done.body).toEqual({ ended: 1 });
    expect((await officer.asks("GET", "/session")).status).toBe(401);
  });
});

describe("back in without a key", () => {
  const path = "/staff/people/rohani/recovery";

  test("one supervisor asks, another confirms; the old key ends with the new one", async () => {
    const staff = await setupStaff();
    const lost = await staff.keyOf("rohani");
    expect((await staff.call("POST", path, {}, { as: "supervisor:azlina" })).status).toBe(204);
    const [open] = (await staff.call("GET", "/staff/recoveries", undefined, { as: "supervisor:aminah" })).body
      .items as { id: string; name: string; by: string }[];
    expect(open).toMatchObject({ name: "Rohani", by: "Azlina" });
    const confirm = (as: string) => staff.call("POST", `/staff/recoveries/${open!.id}/confirm`, {}, { as });
    expect(told(await confirm("supervisor:azlina"))).toEqual({ status: 409, code: "needs_another" });
    const confirmed = await confirm("supervisor:aminah");
    expect(told(await confirm("branch_admin:hafiz"))).toEqual({ status: 404, code: "recovery_not_found" });
    const { key } = await enrol(staff, confirmed.body.code as string);
    expect(await signsIn(staff, key!)).toBe(200);
    expect(await signsIn(staff, lost)).toBe(401);
  });

  test("nobody recovers themselves, and nobody somebody with more say", async () => {
    const staff = await setupStaff();
    const ask = (of: string) =>
      staff.call("POST", `/staff/people/${of}/recovery`, {}, { as: "supervisor:azlina" });
    expect(told(await ask("azlina"))).toEqual({ status: 409, code: "not_yourself" });
    expect(told(await ask("hafiz"))).toEqual({ status: 403, code: "role_above_yours" });
  });

  test("a branch brings back nobody of another branch, and makes no code for them", async () => {
    const staff = await setupStaff();
    await staff.grantRows({ branch: "KUL-HQ1" }, grantIdOf("rohani"));
    for (const [path, as] of [
      ["recovery", "supervisor:azlina"],
      ["recovery/telephoned", "supervisor:azlina"],
      ["codes", "branch_admin:hafiz"],
    ] as const) {
      const body = path === "recovery/telephoned" ? { code: "12345678" } : {};
      expect(told(await staff.call("POST", `/staff/people/rohani/${path}`, body, { as })), path).toEqual({
        status: 404,
        code: "staff_not_found",
      });
    }
  });

  test("headquarters reads eight digits, the supervisor at the branch types them, five tries and no more", async () => {
    const staff = await setupStaff();
    const { deps } = staff;
    // What headquarters wrote comes with the log, sealed for this node.
    const mac = sealedDigits(deps.sync.replication.own.keys.boxKey, "rohani", "12345678", deps.random);
    const noor = { id: "noor", role: "hq_admin" } as const;
    await deps.writer.submit({ actor: { kind: "staff", ...noor }, requestId: "t" }, (tx) =>
      planTelephone(tx, noor, { staff: "rohani", branch: "SGR-HQ1", mac }),
    );
    const types = (code: string) =>
      staff.call("POST", `${path}/telephoned`, { code }, { as: "supervisor:azlina" });
    expect(told(await types("1234 5679"))).toEqual({ status: 403, code: "staff_code_wrong" });
    const done = await types("1234 5678");
    expect(done.status).toBe(201);
    expect(told(await types("1234 5678"))).toEqual({ status: 403, code: "staff_code_wrong" });
    const { key } = await enrol(staff, done.body.code as string);
    expect(await signsIn(staff, key!)).toBe(200);
    await types("0");
    await types("0");
    expect((await types("0")).status).toBe(429);
  });

  test("the envelope opens once, for an administrator by name, and headquarters is told", async () => {
    const staff = await setupStaff();
    const sealed = await staff.call("POST", "/staff/sealed-codes", {}, { as: "branch_admin:hafiz" });
    const opens = (code: string, name: string) =>
      staff.tablet("night").asPerson("/staff/sealed-codes/open", { code, name });
    expect(told(await opens(sealed.body.code as string, "Rohani"))).toEqual({
      status: 403,
      code: "staff_code_wrong",
    });
    const opened = await opens((sealed.body.code as string).toLowerCase(), " hafiz ");
    expect(opened.status).toBe(201);
    expect((await opens(sealed.body.code as string, "Hafiz")).status).toBe(403);
    const { key } = await enrol(staff, opened.body.code as string);
    expect(await signsIn(staff, key!)).toBe(200);
    const state = await staff.call("GET", "/hq/state", undefined, { as: "supervisor:azlina" });
    expect(state.body.opened).toMatchObject([{ branch: "SGR-HQ1", name: "Hafiz" }]);
    expect(staff.db.query("SELECT 1 FROM audit WHERE intent = 'breakGlass'").all()).toHaveLength(1);
  });
});
