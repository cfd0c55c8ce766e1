import { expect, test } from "vitest";
import { orThrow } from "../../sync/core/result";
import { setupCountry } from "../booking/country.fixture";
import { planErase } from "../identity/erasure.usecase";
import type { TestBranch } from "../testing";
import { borderIn, zoneOf } from "./lanes.fixture";
import { movementsWith } from "./movement.usecase";
import { planPassage } from "./passage.usecase";
import type { ReferralAct } from "./referral";
import { planReferral, referralShown } from "./referral.usecase";
import { documentKey, travellerOf } from "./traveller";

const traveller = orThrow(travellerOf(zoneOf().join("\n"), "ok", "2026-12-07"));
const held = { country: "MYS", number: "A12345678", birthDate: "1990-01-01", expiresOn: "2030-12-31" };
const by = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;

/** Somebody whom a lane sends to an officer, who takes them and lets them in. */
const cross = async ({ deps }: TestBranch, acts: readonly ReferralAct[]): Promise<string> => {
  const { writer, sealer, screeningKeys: keys, clock } = deps;
  const input = { lane: borderIn, readAtMs: clock.nowMs(), match: null, asked: [], isReady: true, boot: 1 };
  const held = { kind: "document", traveller } as const;
  const { passage } = orThrow(
    await writer.submit(by, (tx) => planPassage(tx, { sealer, keys }, { ...input, held })),
  );
  for (const act of acts)
    orThrow(
      await writer.submit(by, (tx) => planReferral(tx, sealer, { id: passage, act, officer: "kumar" })),
    );
  return passage;
};

const through: readonly ReferralAct[] = [
  { type: "take" },
  { type: "pass", note: "Siti, urusan keluarga", override: false },
];

test("headquarters has every passage, referral and movement of its branches; who is erased there is readable nowhere", async () => {
  const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [near, far] = branches as [TestBranch, TestBranch];
  const nodes = [near, far];
  const passages = [await cross(near, through), await cross(far, through)];
  const open = await cross(near, []);
  await settle();
  const states = hq.db.query("SELECT passage, state FROM referral_now ORDER BY passage").all();
  expect(states).toEqual(
    [...passages.map((passage) => ({ passage, state: "passed" })), { passage: open, state: "open" }].toSorted(
      (a, b) => (a.passage < b.passage ? -1 : 1),
    ),
  );
  const found = () => movementsWith(hq, hq.deps.sealer, held).map(({ branch }) => branch);
  expect(found().toSorted()).toEqual(["KUL-HQ1", "SGR-HQ1"]);

  const { sealer, writer } = hq.deps;
  const identity = sealer.blindIndex(documentKey(traveller));
  const whom = { by: "officer", officer: "noor", identity } as const;
  expect((await writer.submit(by, (tx) => planErase(tx, sealer, whom))).ok).toBe(true);
  await settle();
  expect(found()).toEqual([]);
  for (const [at, node] of nodes.entries()) {
    const shown = referralShown(node, node.deps.sealer, String(node.deps.self.branch), passages[at]!);
    expect(shown).toMatchObject({ state: "passed", traveller: null });
    expect(shown?.steps.map(({ note }) => note)).toEqual([null, null, null]);
    expect(movementsWith(node, node.deps.sealer, held)).toEqual([]);
  }
});

test.each([
  ["went through", through, 1],
  ["was only sent to an officer", [], 0],
] as const)(
  "a branch erases a traveller who %s and whom only its lanes know, and headquarters can read nothing of them any more",
  async (_what, acts, count) => {
    const { hq, branches, settle } = await setupCountry(["SGR-HQ1"]);
    const [near] = branches;
    await cross(near, acts);
    await settle();
    expect(movementsWith(hq, hq.deps.sealer, held)).toHaveLength(count);
    const { subject } = hq.db.query("SELECT subject FROM passage").get() as { subject: string };
    expect(hq.deps.sealer.open(hq.db, subject)).toBeDefined();
    const { sealer, writer } = near.deps;
    const identity = sealer.blindIndex(documentKey(traveller));
    const whom = { by: "officer", officer: "rohani", identity } as const;
    expect((await writer.submit(by, (tx) => planErase(tx, sealer, whom))).ok).toBe(true);
    await settle();
    expect(hq.deps.sealer.open(hq.db, subject)).toBeUndefined();
    expect(movementsWith(hq, hq.deps.sealer, held)).toEqual([]);
  },
);
