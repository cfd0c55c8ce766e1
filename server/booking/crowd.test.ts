import { expect, test } from "vitest";
import type { TestBranch } from "../testing";
import {
  give,
  hold,
  mykad,
  press,
  prove,
  setupOpenBranch,
  startOf,
  unitsOf,
  type Visit,
} from "./booking.fixture";

const crowd = 500;

/** A start with exactly five free units; an officer holds the rest. */
const fiveLeft = async () => {
  const branch = await setupOpenBranch({ branch: "PJY-PPP" });
  const { slot } = startOf(branch, 0, { units: 5 });
  for (let spare = unitsOf(branch, slot).avail - 5; spare > 0; spare--) {
    await hold(branch, { as: "officer:rohani", people: [{}], slot });
  }
  expect(unitsOf(branch, slot).avail).toBe(5);
  return { branch, slot };
};

const somebody = (at: number) =>
  mykad(`9001${String((at % 28) + 1).padStart(2, "0")}-14-${String(at).padStart(4, "0")}`);

/** As phones do it: when the node says it is busy, they ask again. */
const persist = async <A extends { readonly status: number }>(ask: () => Promise<A>): Promise<A> => {
  for (;;) {
    const answered = await ask();
    if (answered.status !== 503) return answered;
    // Its writer works between the requests, not while they are asked.
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** Each request until the node takes it. */
const bookPatiently = async (branch: TestBranch, visit: Visit) => {
  const held = await persist(() => hold(branch, visit));
  if (held.status !== 201) return held;
  const { holdId } = held.body;
  await persist(() => give(branch, visit, holdId));
  prove(branch, visit.as, holdId);
  return persist(() => press(branch, visit.as, holdId));
};

const countByStatus = (answers: readonly { readonly status: number }[]) => {
  const counts: { [status: number]: number } = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

const spentOf = (branch: TestBranch, slot: string) => unitsOf(branch, slot).spent;

test("500 phones at once on five units: five book, nobody else, and nothing is left over", async () => {
  const { branch, slot } = await fiveLeft();
  const visits = Array.from({ length: crowd }, (_, at): Visit => ({
    as: `phone ${at}`,
    people: [somebody(at)],
    slot,
  }));
  const made = await Promise.all(visits.map((visit) => bookPatiently(branch, visit)));
  expect(countByStatus(made)).toEqual({ 201: 5, 409: crowd - 5 });
  expect(unitsOf(branch, slot).avail).toBe(0);
  expect(spentOf(branch, slot)).toBe(5);
});

test("500 confirmations at once of five visits that are proven: each makes one booking", async () => {
  const { branch, slot } = await fiveLeft();
  const visits = Array.from({ length: 5 }, (_, at) => ({ as: `phone ${at}`, people: [somebody(at)], slot }));
  const holds: string[] = [];
  for (const visit of visits) {
    const { holdId } = (await hold(branch, visit)).body;
    expect((await give(branch, visit, holdId)).status).toBe(200);
    prove(branch, visit.as, holdId);
    holds.push(holdId);
  }
  const made = await Promise.all(
    Array.from({ length: crowd }, (_, at) => persist(() => press(branch, `phone ${at % 5}`, holds[at % 5]!))),
  );
  expect(countByStatus(made)).toEqual({ 201: 5, 410: crowd - 5 });
  expect(spentOf(branch, slot)).toBe(5);
});
