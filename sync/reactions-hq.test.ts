/** Keys that branches enrolled, as headquarters takes them over. */
import { expect, test } from "vitest";
import { ok } from "./core/result";
import { adoptedStaffKey } from "./reactions-hq";
import { insert } from "./rows";
import { command, setupNode } from "./testing";

const keyAt = (at: string, more: { staff?: string; state?: string } = {}) =>
  insert("staffKey", {
    id: "k1",
    at,
    staff: more.staff ?? "rohani",
    publicKey: "p",
    transports: "[]",
    aaguid: "",
    backupEligible: 0,
    backedUp: 0,
    counter: 0,
    rpId: "localhost",
    origin: "http://localhost",
    name: "kunci",
    createdAtMs: 1,
    state: more.state ?? "active",
  });

const grant = (staff: string, branch: string | null) =>
  insert("staffGrant", {
    id: `g/${staff}/${branch}`,
    staff,
    role: "officer",
    branch,
    untilMs: 9e12,
    standing: 1,
    by: "noor",
    revokedAtMs: null,
  });

/** What headquarters writes of its own when these rows have come. */
const adopted = async (...rows: readonly ReturnType<typeof insert>[]) => {
  const { writer } = setupNode({ branch: null });
  await writer.submit(command(), () => ok({ intent: "test", rows, answer: null }));
  let found: ReturnType<typeof adoptedStaffKey> = { rows: [] };
  await writer.submit(command(), (tx) => {
    found = adoptedStaffKey({ tx }, "k1");
    return ok({ intent: "test", rows: [], answer: null });
  });
  return found.rows.map((op) => ("row" in op ? op.row : { ...op.key, ...("set" in op ? op.set : {}) }));
};

test("a key of somebody who works at that branch alone counts everywhere", async () => {
  expect(await adopted(grant("rohani", "SGR-KLJ"), keyAt("SGR-KLJ"))).toMatchObject([
    { id: "k1", at: "", staff: "rohani", state: "active" },
  ]);
});

test("a branch makes no keys for somebody of another branch, of all, or of none", async () => {
  expect(await adopted(grant("rohani", "JHR-HQ1"), keyAt("SGR-KLJ"))).toEqual([]);
  expect(await adopted(grant("rohani", "SGR-KLJ"), grant("rohani", null), keyAt("SGR-KLJ"))).toEqual([]);
  expect(await adopted(keyAt("SGR-KLJ"))).toEqual([]);
});

test("a key that a branch took away or suspended is so everywhere", async () => {
  expect(await adopted(keyAt(""), keyAt("SGR-KLJ", { state: "suspended" }))).toEqual([
    { id: "k1", at: "", state: "suspended" },
  ]);
  expect(await adopted(keyAt("", { state: "removed" }), keyAt("SGR-KLJ"))).toEqual([]);
});
