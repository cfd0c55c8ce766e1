/** Keys that branches enrolled, as headquarters takes them over. */
import { expect, test } from "vitest";
import { ok } from "./core/result";
import { adoptedStaffKey } from "./reactions-hq";
import { insert } from "./rows";
import { command, setupNode } from "./testing";

const keyAt = (at: string, more: { staff?: string; state?: string; publicKey?: string } = {}) =>
  insert("staffKey", {
    id: "k1",
    at,
    staff: more.staff ?? "rohani",
    publicKey: more.publicKey ?? "p",
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
    found = adoptedStaffKey(
      { tx },
      { row: { id: "k1", at: "SGR-KLJ" }, origin: 3, op: "3/branch:SGR-KLJ/7/0" },
    );
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

test("a key that a branch took away or suspended is so everywhere, where its holder works there", async () => {
  const works = grant("rohani", "SGR-KLJ");
  expect(await adopted(works, keyAt(""), keyAt("SGR-KLJ", { state: "suspended" }))).toEqual([
    { id: "k1", at: "", state: "suspended" },
  ]);
  expect(await adopted(works, keyAt("", { state: "removed" }), keyAt("SGR-KLJ"))).toEqual([]);
});

test("a stolen branch shuts out no administrator of all branches, and nobody of another", async () => {
  const removed = keyAt("SGR-KLJ", { state: "removed" });
  expect(await adopted(grant("rohani", null), keyAt(""), removed)).toEqual([]);
  expect(await adopted(grant("rohani", "JHR-HQ1"), keyAt(""), removed)).toEqual([]);
});

test("a branch that says a known key is another's, or another key, is listed; the true one stands", async () => {
  const works = grant("rohani", "SGR-KLJ");
  for (const lie of [{ staff: "maznah" }, { publicKey: "q" }])
    expect(await adopted(works, keyAt(""), keyAt("SGR-KLJ", { ...lie, state: "removed" }))).toMatchObject([
      { id: "forged/staffKey/3/branch:SGR-KLJ/7/0", origin: 3, seq: 7 },
    ]);
});
