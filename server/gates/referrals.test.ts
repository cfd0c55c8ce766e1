import { expect, test } from "vitest";
import { decodeProof, encodeProof } from "./proof";
import { borderIn, borderOut, type Hall, setupHall, zoneOf } from "./lanes.fixture";

const zeros = new Uint8Array(16);
const kumar = { as: "gate_operator:kumar" };
const azlina = { as: "supervisor:azlina" };

const referrals = async (hall: Hall) =>
  (await hall.call("GET", "/gates/referrals", undefined, kumar)).body.items;

test("one officer lets somebody through for whom a card was missing; the movement names the officer", async () => {
  const hall = await setupHall();
  await hall.lay("in-1", zoneOf({ country: "JPN", number: "TK1234567" }));
  const [{ id }] = await referrals(hall);
  expect(
    (await hall.call("POST", `/gates/referrals/${id}/pass`, { note: "MDAC pada telefon" }, kumar)).body.code,
  ).toBe("not_taken");
  const taken = await hall.call("POST", `/gates/referrals/${id}/take`, {}, kumar);
  expect(taken.body).toMatchObject({
    state: "taken",
    officerName: "Kumar",
    reasons: ["mdac_missing"],
    traveller: { number: "TK1234567", nationality: "JPN" },
  });
  expect((await hall.call("POST", `/gates/referrals/${id}/take`, {}, azlina)).body.code).toBe(
    "taken_by_another",
  );
  const passed = await hall.call("POST", `/gates/referrals/${id}/pass`, { note: "MDAC pada telefon" }, kumar);
  expect(passed.body.state).toBe("passed");
  expect(passed.body.steps.at(-1).note).toBe("MDAC pada telefon");
  expect(hall.db.query("SELECT kind, way, officer, second FROM movement").all()).toEqual([
    { kind: "entry", way: "officer", officer: "kumar", second: null },
  ]);
  expect(await referrals(hall)).toEqual([]);
  expect((await hall.call("POST", `/gates/referrals/${id}/refuse`, { note: "lewat" }, kumar)).body.code).toBe(
    "referral_over",
  );
});

test("what an officer writes about somebody is readable nowhere once the person's key is gone", async () => {
  const hall = await setupHall();
  await hall.lay("in-1", zoneOf({ country: "BGD" }));
  const [{ id }] = await referrals(hall);
  await hall.call("POST", `/gates/referrals/${id}/take`, {}, kumar);
  await hall.call("POST", `/gates/referrals/${id}/refuse`, { note: "Rahim, permit tamat" }, kumar);
  const steps = hall.db.query("SELECT doc FROM referral_step").all();
  expect(JSON.stringify(steps)).not.toContain("Rahim");
  const shown = async () => (await hall.call("GET", `/gates/referrals/${id}`, undefined, kumar)).body;
  expect((await shown()).steps.at(-1).note).toBe("Rahim, permit tamat");
  hall.db.query("DELETE FROM keyring WHERE subject = (SELECT subject FROM passage)").run();
  const after = await shown();
  expect([after.traveller, after.steps.at(-1).note]).toEqual([null, null]);
});

test("against a ban on leaving two officers are needed, each with their own key, and never one twice", async () => {
  const person = {
    document: { country: "MYS", type: "passport", number: "A12345678" },
    mykad: null,
    name: null,
    birthDate: null,
  } as const;
  const hall = await setupHall({ lanes: [borderOut], listed: { person, on: ["suspects"] } });
  await hall.lay("out-1", zoneOf());
  const [{ id, officersNeeded }] = await referrals(hall);
  expect(officersNeeded).toBe(2);
  await hall.call("POST", `/gates/referrals/${id}/take`, {}, kumar);
  const plain = await hall.call("POST", `/gates/referrals/${id}/pass`, { note: "surat" }, kumar);
  expect(plain.body.code).toBe("override_needed");
  const untouched = { note: "surat", override: true };
  const path = `/gates/referrals/${id}`;
  expect((await hall.call("POST", `${path}/pass`, untouched, { ...kumar, touches: false })).body.code).toBe(
    "step_up",
  );
  const asked = await hall.call("POST", `${path}/pass`, untouched, kumar);
  expect(asked.body).toMatchObject({ state: "taken", askedByName: "Kumar" });
  expect((await hall.call("POST", `${path}/agree`, {}, kumar)).body.code).toBe("same_officer");
  expect((await hall.call("POST", `${path}/agree`, {}, { ...azlina, touches: false })).body.code).toBe(
    "step_up",
  );
  expect((await hall.call("POST", `${path}/agree`, {}, azlina)).body.state).toBe("passed");
  expect(hall.db.query("SELECT kind, officer, second FROM movement").all()).toEqual([
    { kind: "exit", officer: "kumar", second: "azlina" },
  ]);
  const leaves = hall.db.query("SELECT count(*) AS n FROM audit WHERE intent = 'overrideReferral'").get();
  expect(leaves).toEqual({ n: 2 });
});

test("whoever was let in by a lane that then lost its line is an officer's to find, and the entry is written by the officer", async () => {
  const hall = await setupHall({ controller: { walk: { afterMs: 60_000 } } });
  await hall.lay("in-1", zoneOf());
  hall.wireOf("in-1").misbehave("drop");
  await hall.pass(60_000, 1_000);
  expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "unknown" });
  const [{ id, reasons }] = await referrals(hall);
  expect(reasons).toEqual(["passage_unknown"]);
  await hall.call("POST", `/gates/referrals/${id}/take`, {}, kumar);
  const passed = await hall.call("POST", `/gates/referrals/${id}/pass`, { note: "di sebelah sana" }, kumar);
  expect(passed.body.state).toBe("passed");
  expect(hall.db.query("SELECT kind, way, officer FROM movement").all()).toEqual([
    { kind: "entry", way: "officer", officer: "kumar" },
  ]);
});

test("whom a lane did not take after all has a referral like everybody whom the screen sends to an officer", async () => {
  const hall = await setupHall();
  hall.wireOf("in-1").misbehave("busy");
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  expect(hall.last("in-1")).toMatchObject({ decision: "admit", outcome: "refused" });
  expect(await referrals(hall)).toMatchObject([{ lane: "in-1", reasons: ["lane_not_ready"], state: "open" }]);
});

test("who looks at a referral leaves a leaf, and the picture of the page is there for officers alone", async () => {
  const hall = await setupHall();
  const image = new Uint8Array([0xff, 0xd8, 0xff, 1, 2, 3]);
  const read = { id: "1", mrz: zoneOf({ country: "BGD" }), chip: "ok", image, face: null } as const;
  hall.deps.reads.tellRead("in-1", { ...read, atMs: hall.timers.nowMs() });
  await hall.settle();
  const [{ id }] = await referrals(hall);
  const seen = await hall.call("GET", `/gates/referrals/${id}`, undefined, kumar);
  expect(seen.body.hasImage).toBe(true);
  expect(seen.body.checks.map((check: { id: string }) => check.id)).toContain("eligibility");
  const shown = await hall.call("GET", `/gates/referrals/${id}/image`, undefined, kumar);
  expect(shown.headers.get("content-type")).toBe("image/jpeg");
  const leaves = hall.db.query("SELECT count(*) AS n FROM audit WHERE intent = 'lookAtReferral'").get();
  expect(leaves).toEqual({ n: 2 });
  expect((await hall.call("GET", `/gates/referrals/${id}`, undefined, { as: "lane:1" })).status).toBe(403);
});

test("a shift hands its open referrals to a named officer, and tells what happened in it", async () => {
  const hall = await setupHall();
  const shift = (body: object, as = kumar) => hall.call("POST", "/gates/shift", body, as);
  expect((await shift({ what: "begin" })).body.own.report.passed).toBe(0);
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  await hall.lay("in-1", zoneOf({ country: "BGD" }));
  await hall.pass(20_000, 1_000);
  const [{ id }] = await referrals(hall);
  await hall.call("POST", `/gates/referrals/${id}/take`, {}, kumar);
  expect((await shift({ what: "end" })).body.code).toBe("referrals_open");
  expect((await shift({ what: "hand_over", to: "azlina" })).body.code).toBe("not_on_duty");
  await shift({ what: "begin" }, azlina);
  await hall.pass(1_000);
  const handed = await shift({ what: "hand_over", to: "azlina" });
  expect(handed.body.own).toBeNull();
  expect(handed.body.past[0]).toMatchObject({
    what: "hand_over",
    toName: "Azlina",
    handed: [id],
    report: { passed: 1, referred: 1, waitP50S: 20, stillOpen: 1 },
  });
  expect((await referrals(hall))[0]).toMatchObject({ officer: "azlina", state: "taken" });
});

test("whoever holds a document finds its entries and exits, and prints a signed proof; a wrong birthday finds nothing", async () => {
  const hall = await setupHall({ lanes: [borderIn, borderOut] });
  await hall.lay("in-1", zoneOf());
  await hall.pass(5_000);
  await hall.lay("out-1", zoneOf());
  await hall.pass(5_000);
  const held = { country: "MYS", number: "A12345678", birthDate: "1990-01-01", expiresOn: "2030-12-31" };
  const find = (body: object) => hall.call("POST", "/movements/find", body, kumar);
  const { items } = (await find(held)).body;
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(["exit", "entry"]);
  expect((await find({ ...held, birthDate: "1990-01-02" })).body.items).toEqual([]);
  const page = await hall.call("GET", `/movements/${items[0].id}/proof.html`, undefined, kumar);
  expect(page.status).toBe(200);
  expect(page.body).toContain("Bukti keluar");
  const { deps } = hall;
  const proof = {
    branch: "SGR-HQ1",
    id: items[0].id,
    kind: "exit",
    atMs: 5,
    salt: zeros,
    holderHash: zeros,
  } as const;
  const text = encodeProof(proof, deps.slipSigner);
  const check = (shown: string) => hall.call("POST", "/movements/check", { text: shown }, kumar);
  expect((await check(text)).body).toMatchObject({ kind: "exit", branch: "SGR-HQ1", atMs: 5 });
  // No single character of it may differ.
  for (let at = 6; at < text.length; at++) {
    const forged = text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
    expect(decodeProof(forged, deps.findSlipKey).ok, `character ${at}`).toBe(false);
  }
  expect((await check("STO1:ABC")).body.code).toBe("proof_unreadable");
  expect(page.body).not.toContain("A12345678");
});
