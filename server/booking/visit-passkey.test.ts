import { expect, test } from "vitest";
import { browserAt } from "../identity/account.fixture";
import type { SoftKey } from "../identity/passkey.fixture";
import { withStaff } from "../identity/staff.fixture";
import type { Json } from "../testing";
import { give, hold, mykad, press, send, setupOpenBranch, startOf } from "./booking.fixture";

const officer = "officer:rohani";

/** An officer at a desk, and somebody whose own telephone has a passkey. */
const setupDesk = async () => {
  const branch = withStaff(await setupOpenBranch());
  const person = browserAt(branch);
  await person.post("/session");
  const { key } = await person.enrol();
  let no = 0;
  /** A visit that the officer has given the details of: the document is one kind already. */
  const waiting = async (): Promise<string> => {
    no += 1;
    const people = [mykad(`9001011456${String(no).padStart(2, "0")}`)];
    const held = await hold(branch, { as: officer, people, slot: startOf(branch, no).slot });
    await give(branch, { as: officer, people }, held.body.holdId);
    return held.body.holdId;
  };
  const challengeOf = async (holdId: string): Promise<string> =>
    (await send(branch, officer, "POST", `/holds/${holdId}/passkey/options`, {})).body.challenge;
  const touch = async (holdId: string, by: Pick<SoftKey, "use">, challenge?: string) => {
    const answer = by.use(challenge ?? (await challengeOf(holdId)), branch.here());
    return send(branch, officer, "POST", `/holds/${holdId}/passkey`, { answer });
  };
  return { branch, person, key: key!, waiting, challengeOf, touch };
};

const stateOf = (view: Json, kind: string) => view.kinds.find((each: Json) => each.kind === kind).state;

test("the person's own passkey on the officer's tablet is the second kind, and signs nobody in", async () => {
  const { branch, person, key, waiting, touch } = await setupDesk();
  const holdId = await waiting();
  const shown = await touch(holdId, key);
  expect([shown.status, stateOf(shown.body, "passkey"), shown.body.isEnough]).toEqual([200, "done", true]);
  const made = await press(branch, officer, holdId);
  expect(made.body).toMatchObject({ state: "confirmed", verified: true });
  expect((await person.get("/bookings")).body.items, "the booking is the desk's").toEqual([]);
  const next = await waiting();
  expect((await press(branch, officer, next)).body, "it says nothing of the next person").toMatchObject({
    code: "needs_another_kind",
    have: ["document"],
  });
});

test("an officer's key of work, another visit's challenge and a signature used twice prove nothing", async () => {
  const { branch, key, waiting, challengeOf, touch } = await setupDesk();
  const [one, other] = [await waiting(), await waiting()];
  const own = await branch.keyOf("rohani");
  expect((await touch(one, own)).body.code).toBe("passkey_refused");
  expect((await touch(one, key, await challengeOf(other))).body.code).toBe("passkey_refused");
  const challenge = await challengeOf(one);
  await touch(one, key, challenge);
  expect((await touch(one, key, challenge)).body).toEqual(
    expect.objectContaining({ status: 422, code: "passkey_refused" }),
  );
  expect(stateOf((await send(branch, officer, "GET", `/holds/${other}/visit`)).body, "passkey")).toBe("open");
});

test("one key speaks for a family a day, not for a trade", async () => {
  const { branch, key, waiting, touch } = await setupDesk();
  for (let no = 0; no < 6; no++) expect((await touch(await waiting(), key)).status).toBe(200);
  expect((await touch(await waiting(), key)).body.code).toBe("too_many_tries");
  branch.clock.advance(24 * 3_600_000);
  expect((await touch(await waiting(), key)).status).toBe(200);
});

test("is for officers alone: on their own telephone people sign in", async () => {
  const { branch, waiting } = await setupDesk();
  const holdId = await waiting();
  for (const as of ["siti", "kiosk:1"])
    expect((await send(branch, as, "POST", `/holds/${holdId}/passkey/options`, {})).status, as).toBe(403);
});
