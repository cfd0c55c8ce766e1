/** What needs a fresh touch of one's own key, over HTTP. */
import { describe, expect, test } from "vitest";
import { detailsOf, mykad, startOf } from "../booking/booking.fixture";
import type { TestBranchOptions } from "../testing";
import type { SoftKey } from "./passkey.fixture";
import { setupStaff } from "./staff.fixture";
import { bodyHashOf, stepUpHeader } from "./step-up";

const minuteMs = 60_000;
const path = "/devices/codes";
const wish = { kind: "kiosk", name: "Kiosk 1" };
const needed = { status: 403, code: "step_up" };
const told = ({ status, body }: { status: number; body: { code?: string } }) => ({ status, code: body.code });

const setupSupervisor = async (options: TestBranchOptions = {}) => {
  const staff = await setupStaff(options);
  const tablet = staff.tablet("t1");
  const key = await staff.keyOf("azlina");
  await tablet.signIn(key);
  const act = (body: unknown = wish, at = path) => ({
    method: "POST",
    path: `/api/v1${at}`,
    bodyHash: bodyHashOf(JSON.stringify(body)),
  });
  const touch = async (given = act(), by: SoftKey = key) => {
    const { body } = await tablet.asks("POST", "/staff/step-up/options", given);
    const answer = by.use(body.challenge as string, staff.here());
    return tablet.asks("POST", "/staff/step-up", { act: given, answer });
  };
  const makesCode = (nonce?: string, body: unknown = wish) =>
    tablet.asks("POST", path, body, nonce === undefined ? {} : { [stepUpHeader]: nonce });
  return { ...staff, tablet, key, act, touch, makesCode };
};

describe("a request that needs a touch", () => {
  test("is refused without one, goes through once with it, and not twice", async () => {
    const { touch, makesCode } = await setupSupervisor();
    expect(told(await makesCode())).toEqual(needed);
    const { nonce } = (await touch()).body as { nonce: string };
    expect((await makesCode(nonce)).status).toBe(201);
    expect(told(await makesCode(nonce))).toEqual(needed);
  });

  test("is not served by a touch over another body, another address or by an older one", async () => {
    const { touch, makesCode, act, clock } = await setupSupervisor();
    const other = (await touch(act({ ...wish, name: "Kiosk 2" }))).body as { nonce: string };
    expect(told(await makesCode(other.nonce))).toEqual(needed);
    const elsewhere = (await touch(act(wish, "/devices/x/revoke"))).body as { nonce: string };
    expect(told(await makesCode(elsewhere.nonce))).toEqual(needed);
    const { nonce } = (await touch()).body as { nonce: string };
    clock.advance(5 * minuteMs);
    expect(told(await makesCode(nonce))).toEqual(needed);
  });

  test("is not served by a colleague's key, nor by a signature over something else", async () => {
    const { touch, keyOf, tablet, act, key, here } = await setupSupervisor();
    const aminah = await keyOf("aminah");
    expect(told(await touch(act(), aminah))).toEqual({ status: 403, code: "step_up_refused" });
    const { body } = await tablet.asks("POST", "/staff/step-up/options", act({ other: true }));
    const answer = key.use(body.challenge as string, here());
    expect(told(await tablet.asks("POST", "/staff/step-up", { act: act(), answer }))).toEqual({
      status: 403,
      code: "step_up_refused",
    });
  });

  test("a touch gives the session a new id; what the key signed stays in the audit log", async () => {
    const { touch, tablet, db } = await setupSupervisor();
    const old = tablet.cookie();
    const { nonce } = (await touch()).body as { nonce: string };
    expect(tablet.cookie()).not.toBe(old);
    expect((await tablet.asks("GET", "/session", undefined, { cookie: old! })).status).toBe(401);
    const { about } = db.query("SELECT about FROM audit WHERE intent = 'stepUp'").get() as { about: string };
    expect(JSON.parse(about)).toMatchObject({ method: "POST", path: "/api/v1/devices/codes", nonce });
  });
});

test("a touch in the middle of a booking leaves the person at the desk with what they have shown", async () => {
  const { tablet, touch, ...branch } = await setupSupervisor({ closed: false });
  const people = [mykad("900101-14-4672")];
  const visit = { slot: startOf(branch).slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 };
  const asks = (method: string, at: string, body?: unknown) =>
    tablet.asks(method, at, body, { "idempotency-key": branch.deps.newId() });
  const { holdId } = (await asks("POST", "/holds", visit)).body;
  expect((await asks("POST", `/holds/${holdId}/visit`, detailsOf({ people }))).status).toBe(200);
  expect((await touch()).status).toBe(200);
  expect((await asks("POST", `/holds/${holdId}/confirm`, {})).body).toMatchObject({
    code: "needs_another_kind",
    have: ["document"],
  });
});

test("of the changes of a branch only a closure needs a touch", async () => {
  const { call } = await setupStaff();
  const asks = (change: unknown) =>
    call(
      "POST",
      "/branch/changes",
      { change, reason: "x", previewed: "x" },
      { as: "supervisor:azlina", touches: false },
    );
  expect(told(await asks({ type: "closure" }))).toEqual(needed);
  expect(told(await asks({ type: "hours" }))).toEqual({ status: 400, code: "invalid_body" });
});
