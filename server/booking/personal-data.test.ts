import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { derives } from "../../sync/derive";
import { indexKeyVersion } from "../../sync/sealer";
import { book, mykad, passport, send, setupOpenBranch, startOf } from "./booking.fixture";

/** Everything about people that is typed in this test. None of it may be found in a file. */
const canaries = [
  "KANARI BINTI KUNING",
  "KANARI BARU",
  "900101145678",
  "900101-14-5678",
  "900101145699",
  "kanari@contoh.example",
  "+60123987654",
  "0123987654",
  "Z9876543",
  "KENARI WORKER",
  "KILANG KANARI",
  "800101145555",
  "REPRESENTATIVE KANARI",
  "LAPORAN/KANARI/1",
] as const;

/** Forms in which a file may hold a text: as it is, in UTF-16, in hex, in base64 at each of its three offsets. */
const formsOf = (text: string): readonly Buffer[] => {
  const plain = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), plain])
      .toString("base64")
      .replaceAll("=", "");
    // The first characters mix with what stands before the text, the last with what follows.
    return Buffer.from(whole.slice(shift === 0 ? 0 : shift + 1, -1));
  });
  return [plain, Buffer.from(text, "utf16le"), Buffer.from(plain.toString("hex")), ...base64];
};

test("after booking, correcting and losing, no file of the node tells who anybody is", async () => {
  const branch = await setupOpenBranch();
  const people = [
    mykad("900101-14-5678", "KANARI BINTI KUNING", {
      answers: { policeReportNo: "LAPORAN/KANARI/1", lostDate: "2026-12-01", lostWhere: "malaysia" },
    }),
  ];
  const contact = { email: "kanari@contoh.example", phone: "012-398 7654" };
  const visit = {
    as: "siti",
    service: "PMA-HILANG",
    people,
    slot: startOf(branch, 0, { group: "A" }).slot,
    rest: { contact },
  };
  const made = await book(branch, visit);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const document = { type: "mykad", number: "900101-14-5699" };
  const correction = { reason: "typed wrongly", name: "KANARI BARU", document };
  expect(
    (await send(branch, "officer:rohani", "POST", `/bookings/${made.body.id}/parties/1/correct`, correction))
      .status,
  ).toBe(200);
  const loser = { ...visit, as: "malik", slot: startOf(branch, 1, { group: "A" }).slot };
  expect((await book(branch, loser)).status).toBe(201);
  const winner = {
    ...visit,
    as: "officer:rohani",
    slot: startOf(branch, 3, { group: "A" }).slot,
  };
  expect((await book(branch, winner)).body.verified).toBe(true);
  expect(branch.db.query("SELECT 1 FROM notice").get(), "a notice was written").not.toBeNull();

  const employer = {
    ssm: "201901000005",
    company: "KILANG KANARI",
    representative: { name: "REPRESENTATIVE KANARI", mykad: "800101-14-5555" },
  };
  const worker = passport("Z9876543", "KENARI WORKER", {
    answers: { absentSince: "2026-12-01", policeReportNo: "1/26" },
  });
  const lari = {
    as: "kilang",
    service: "LARI",
    kind: "employer",
    people: [worker],
    slot: startOf(branch, 0, { group: "D" }).slot,
    rest: { employer },
  };
  expect((await book(branch, lari)).status).toBe(201);
  const { ref, id } = made.body;
  await branch.call("POST", "/bookings/find", { ref, documentNumber: "900101-14-5699" });
  await branch.call("POST", `/bookings/${id}/cancel`, { ref, documentNumber: "900101-14-5699" });

  const bytes = () => readdirSync(branch.dir).map((name) => readFileSync(join(branch.dir, name)));
  const before = bytes();
  branch.db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  const files = [...before, ...bytes()];
  expect(
    files.some((file) => file.includes(made.body.ref)),
    "the files do hold the booking",
  ).toBe(true);
  for (const canary of canaries) {
    for (const form of formsOf(canary)) {
      expect(
        files.some((file) => file.includes(form)),
        `${canary} as ${form.toString("latin1")}`,
      ).toBe(false);
    }
  }
});

test("what tells repeated requests apart cannot be guessed back into a document number", async () => {
  const branch = await setupOpenBranch();
  const made = await book(branch, {
    as: "siti",
    people: [mykad("900101-14-5678")],
    slot: startOf(branch).slot,
  });
  const body = { ref: made.body.ref, documentNumber: "900101145678" };
  const key = "019430b2-3c00-7000-8000-00000000000b";
  expect((await branch.call("POST", `/bookings/${made.body.id}/cancel`, body, { key })).status).toBe(200);
  const kept = branch.db
    .query<{ body_hash: string }, [string]>("SELECT body_hash FROM idempotency WHERE key = ?")
    .get(key)!;
  for (const encoding of ["hex", "base64", "base64url"] as const) {
    const guess = new Bun.CryptoHasher("sha256").update(JSON.stringify(body)).digest(encoding);
    expect(guess.startsWith(kept.body_hash.slice(0, 20))).toBe(false);
  }
});

test("after a person's key is gone the booking stands without a name, can be cancelled, and breaks no page", async () => {
  const branch = await setupOpenBranch({ checkReplay: false });
  const made = await book(branch, {
    as: "siti",
    people: [mykad("900101-14-5678")],
    slot: startOf(branch).slot,
  });
  const { id, ref } = made.body;
  branch.db.run("DELETE FROM keyring");
  const [shown] = (await send(branch, "siti", "GET", "/bookings")).body.items;
  expect(shown).toMatchObject({
    id,
    state: "confirmed",
    parties: [{ name: "", documentMasked: "", documentType: null }],
  });
  for (const form of ["slip", "slip.pdf", "slip.ics", "slip.html"]) {
    expect((await send(branch, "siti", "GET", `/bookings/${id}/${form}`)).status, form).toBe(404);
  }
  const found = await branch.call("POST", "/bookings/find", { ref, documentNumber: "900101-14-5678" });
  expect(found.body.code).toBe("booking_not_found");
  expect((await send(branch, "siti", "POST", `/bookings/${id}/cancel`, {})).body.state).toBe("cancelled");
});

test("an index made with an older key is made anew before anybody is found by it", async () => {
  const branch = await setupOpenBranch();
  await book(branch, { as: "siti", people: [mykad("900101-14-5678")], slot: startOf(branch).slot });
  const { db } = branch;
  const { sealer } = branch.deps;
  const row = db
    .query<{ booking: string; no: number; subject: string; sealed: Uint8Array; identity_index: string }, []>(
      "SELECT * FROM party",
    )
    .get()!;
  const key = sealer.open(db, row.subject)!;
  const kept = sealer.unseal<{ indexKey: number }>(key, "party", `${row.booking}/${row.no}`, row.sealed);
  expect(kept.indexKey).toBe(indexKeyVersion);
  const sealed = sealer.seal(key, "party", `${row.booking}/${row.no}`, {
    ...kept,
    index: "old",
    indexKey: 0,
  });
  expect(derives["party"]!(db, sealer, { ...row, sealed })).toEqual({ identityIndex: row.identity_index });
});
