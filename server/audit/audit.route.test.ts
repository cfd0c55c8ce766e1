/** The audit log as people meet it: the proof of one's own booking, what anybody may check, and the auditor's list and export. */
import { describe, expect, test } from "vitest";
import { leafOf, leavesIn, sha256, treeOf, treeSize } from "../../sync/audit";
import { isConsistent, rootAt } from "../../sync/core/merkle";
import { ok, orThrow } from "../../sync/core/result";
import { decodeRecord } from "../../sync/core/record";
import { type Intent, isAudited } from "../../sync/core/intents";
import { ed25519Verifier } from "../../sync/request-signing";
import { book, mykad, send, startOf, setupOpenBranch } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import type { TestBranch } from "../testing";
import { openCheckpoint, readKeyLine } from "./checkpoint";
import { checkProof } from "./proof";
import { checkTree, witness } from "./verify.usecase";

const verifying = { sha256, verify: ed25519Verifier() };
const auditor = "auditor:mei";
const get = (node: TestBranch, who: string, path: string) => send(node, who, "GET", path);

const bookFor = async (node: TestBranch, as: string, number: string, at: number) => {
  const made = await book(node, { as, people: [mykad(number)], slot: startOf(node, at).slot });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  node.clock.advance(1000);
  return made.body as { readonly id: string; readonly createdAtMs: number };
};

const keyOf = async (node: TestBranch) =>
  readKeyLine(sha256, (await node.call("GET", "/audit/key")).body as string)!;
const checkpointOf = async (node: TestBranch) => (await node.call("GET", "/audit/checkpoint")).body as string;

describe("the proof of a booking", () => {
  test("is its holder's to keep, names the booking and its moment, and is checked with the log's key alone", async () => {
    const branch = await setupOpenBranch();
    await bookFor(branch, "ahmad", "880202-10-5555", 0);
    const { id, createdAtMs } = await bookFor(branch, "siti", "900101-14-5678", 1);
    await bookFor(branch, "mei", "910303-14-5671", 2);
    const shown = await get(branch, "siti", `/bookings/${id}/proof`);
    expect(shown.status, JSON.stringify(shown.body)).toBe(200);
    expect(shown.body.item).toMatchObject({
      intent: "confirm",
      atMs: createdAtMs,
      branch: "SGR-HQ1",
      about: { booking: [id] },
    });
    const key = await keyOf(branch);
    const checked = orThrow(checkProof(shown.body.text, key, verifying));
    expect(leafOf(checked.entry)).toMatchObject({ atMs: createdAtMs, seq: shown.body.item.seq });
    expect(checked.head.size).toBe(treeSize(branch.db));
  });

  test("is not a stranger's, nor of a booking that is not", async () => {
    const branch = await setupOpenBranch();
    const { id } = await bookFor(branch, "siti", "900101-14-5678", 0);
    const stranger = await get(branch, "malik", `/bookings/${id}/proof`);
    const nothing = await get(branch, "malik", "/bookings/none/proof");
    expect([stranger.status, stranger.body.code]).toEqual([404, "booking_not_found"]);
    expect([nothing.status, nothing.body.code]).toEqual([404, "booking_not_found"]);
    expect((await branch.call("GET", `/bookings/${id}/proof`)).status).toBe(401);
  });

  test("lies where the booking was made: elsewhere that is said", async () => {
    const { hq, branches, settle } = await setupCountry();
    const [branch] = branches;
    const slot = startOf(hq, 0).slot;
    const made = await book(hq, { as: "siti", people: [mykad("900101-14-5678")], slot });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await settle();
    expect((await get(hq, "siti", `/bookings/${made.body.id}/proof`)).status).toBe(200);
    const there = await get(branch, "officer:rohani", `/bookings/${made.body.id}/proof`);
    expect([there.status, there.body.code]).toEqual([409, "proof_elsewhere"]);
  });
});

describe("anybody", () => {
  test("gets the checkpoint, signed, and the proof that it grew from an earlier one", async () => {
    const branch = await setupOpenBranch();
    const key = await keyOf(branch);
    await bookFor(branch, "siti", "900101-14-5678", 0);
    const early = orThrow(openCheckpoint(await checkpointOf(branch), key, verifying));
    await bookFor(branch, "ahmad", "880202-10-5555", 1);
    await bookFor(branch, "malik", "910303-14-5671", 2);
    const late = orThrow(openCheckpoint(await checkpointOf(branch), key, verifying));
    const { body } = await branch.call("GET", `/audit/consistency?from=${early.size}&to=${late.size}`);
    const hashes = (body.hashes as string[]).map((hash) => Buffer.from(hash, "base64"));
    expect(isConsistent(sha256, early.size, early.root, late.size, late.root, hashes)).toBe(true);
    expect(Buffer.from(late.root)).toEqual(Buffer.from(rootAt(treeOf(branch.db), late.size)));
    for (const [from, to] of [
      [late.size, early.size],
      [0, late.size + 1],
    ])
      expect((await branch.call("GET", `/audit/consistency?from=${from}&to=${to}`)).status).toBe(404);
    expect((await branch.call("GET", "/audit/consistency?from=-1&to=x")).status).toBe(400);
  });

  test("who is no auditor gets no list, no leaf and no export", async () => {
    const branch = await setupOpenBranch();
    expect((await branch.call("GET", "/audit")).status).toBe(401);
    for (const as of ["siti", "officer:rohani", "supervisor:azlina", "kiosk:1"]) {
      const asked = [
        await get(branch, as, "/audit"),
        await get(branch, as, "/audit/proof?leaf=0"),
        await send(branch, as, "POST", "/audit/export", {}),
      ];
      expect(
        asked.map(({ status }) => status),
        as,
      ).toEqual([403, 403, 403]);
    }
  });
});

describe("an auditor", () => {
  test("reads the newest first, page by page, by whom, of what and when", async () => {
    const branch = await setupOpenBranch();
    const startMs = branch.clock.nowMs();
    const first = await bookFor(branch, "siti", "900101-14-5678", 0);
    await bookFor(branch, "officer:rohani", "880202-10-5555", 1);
    await send(branch, "siti", "POST", `/bookings/${first.id}/cancel`, {});
    const all = await get(branch, auditor, "/audit");
    expect(all.body.items.map(({ intent }: { intent: string }) => intent).slice(0, 3)).toEqual([
      "cancel",
      "confirm",
      "confirm",
    ]);
    const rohani = await get(branch, auditor, "/audit?actor=rohani");
    expect(rohani.body.items).toMatchObject([{ intent: "confirm", actor: { kind: "staff", id: "rohani" } }]);
    expect((await get(branch, auditor, "/audit?intent=cancel")).body.items).toHaveLength(1);
    expect((await get(branch, auditor, `/audit?toMs=${startMs}&intent=confirm`)).body.items).toHaveLength(1);
    expect((await get(branch, auditor, "/audit?fromMs=9000000000000")).body.items).toEqual([]);
    expect((await get(branch, auditor, "/audit?intent=hold")).status).toBe(400);
    expect((await get(branch, auditor, "/audit?after=nonsense")).status).toBe(400);
    const { seq } = all.body.items[0] as { seq: number };
    const proven = await get(branch, auditor, `/audit/proof?leaf=${seq}`);
    expect(checkProof(proven.body.text, await keyOf(branch), verifying).ok).toBe(true);
    expect((await get(branch, auditor, "/audit/proof?leaf=99999")).status).toBe(404);
  });

  test("meets every leaf once, however many fit on a page and share a moment", async () => {
    const branch = await setupOpenBranch();
    const { writer } = branch.deps;
    const command = { actor: { kind: "system", task: "test" }, requestId: "test" } as const;
    for (let at = 0; at < 120; at++) {
      if (at % 40 === 0) branch.clock.advance(1);
      await writer.submit(command, () => ok({ intent: "setPolicy", about: { at }, rows: [], answer: null }));
    }
    const seen: number[] = [];
    let after = "";
    do {
      const { body } = await get(branch, auditor, `/audit?intent=setPolicy${after}`);
      seen.push(...(body.items as { about: { at: number } }[]).map(({ about }) => about.at));
      after = body.next === null ? "" : `&after=${body.next}`;
    } while (after);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => 119 - at));
  });

  test("takes the log away with its proofs, and that is in the log", async () => {
    const branch = await setupOpenBranch();
    await bookFor(branch, "siti", "900101-14-5678", 0);
    await bookFor(branch, "officer:rohani", "880202-10-5555", 1);
    const taken = await send(branch, auditor, "POST", "/audit/export", { actor: "rohani" });
    expect(taken.headers.get("content-type")).toBe("application/x-ndjson");
    // One leaf, one line: a client of JSON reads it as it is.
    const { entry, proof, actor } = taken.body as { entry: string; proof: string; actor: object };
    expect(actor).toEqual({ kind: "staff", id: "rohani", role: "officer" });
    const checked = orThrow(checkProof(proof, await keyOf(branch), verifying));
    expect(Buffer.from(checked.entry).toString("base64")).toBe(entry);
    expect((await get(branch, auditor, "/audit")).body.items[0]).toMatchObject({
      intent: "exportAudit",
      actor: { kind: "staff", id: "mei" },
      about: { actor: "rohani" },
    });
  });
});

test("a day of bookings leaves a leaf for each audited commit of the log, and nobody's name, number or address", async () => {
  const branch = await setupOpenBranch();
  const contact = { email: "kanari@contoh.example", phone: "012-398 7654" };
  const visit = {
    as: "siti",
    people: [mykad("900101-14-5678", "KANARI BINTI KUNING")],
    slot: startOf(branch, 0).slot,
    rest: { contact },
  };
  const made = await book(branch, visit);
  await bookFor(branch, "ahmad", "880202-10-5555", 1);
  const fix = { reason: "KANARI typed it", name: "KANARI BARU" };
  await send(branch, "officer:rohani", "POST", `/bookings/${made.body.id}/parties/1/correct`, fix);
  await send(branch, "siti", "POST", `/bookings/${made.body.id}/cancel`, {});

  const records = branch.db.query("SELECT commit_id AS id, body FROM log_open").all() as {
    id: string;
    body: string;
  }[];
  const audited = new Set(
    records.flatMap(({ id, body }) => (isAudited(decodeRecord(body).intent as Intent) ? [id] : [])),
  );
  const leaves = [...leavesIn(branch.db, branch.deps.self.alias)];
  expect(leaves.length).toBe(audited.size);
  expect(leaves.map(({ intent }) => intent)).toEqual(["confirm", "confirm", "correctParty", "cancel"]);
  expect(checkTree(branch.db, branch.deps.self.alias)).toMatchObject({ size: 4, faults: [] });
  const text = JSON.stringify(leaves);
  expect(text).toContain(made.body.id);
  for (const canary of ["KANARI", "900101", "5678", "kanari@", "3987654", "typed"])
    expect(text, canary).not.toContain(canary);
});

test("headquarters lists what every branch did, and is the witness of each", async () => {
  const { hq, branches, settle } = await setupCountry();
  const [branch] = branches;
  const { id } = await bookFor(branch, "siti", "900101-14-5678", 0);
  await settle();
  const { body } = await get(hq, auditor, "/audit?intent=confirm");
  expect(body.items).toMatchObject([{ node: 2, branch: "SGR-HQ1", about: { booking: [id] } }]);
  const note = await checkpointOf(branch);
  const seen = witness(hq.db, 2, note, await keyOf(branch), verifying);
  expect(seen).toEqual(ok({ size: treeSize(branch.db), here: treeSize(branch.db) }));
  const taken = await send(hq, auditor, "POST", "/audit/export", { intent: "confirm" });
  expect(taken.body).toMatchObject({ node: 2, proof: null });
});
