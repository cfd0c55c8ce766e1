/** A marked person lives through all that a branch does with them, is erased, and no file of the node knows them any more. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mykad } from "../booking/booking.fixture";
import { inboxOf, setupPeople } from "./account.fixture";

const dayMs = 24 * 60 * 60_000;
const number = "900101-14-5678";
const phone = "+60123987654";
const mail = "kanari@contoh.example";
const newMail = "kanari.baharu@contoh.example";
const officer = { as: "officer:rohani" };
const document = { type: "mykad", number };

const marks = ["KANARI", "kanari", number, "900101145678", "123987654", "012-398 7654"];

/** A text as it lies in a file, plain or as base64 at any of its three beginnings. */
const formsOf = (text: string): readonly Buffer[] => [
  Buffer.from(text),
  ...[0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString("base64");
    // The letters at either end depend on what stands beside the text.
    return Buffer.from(coded.slice(before === 0 ? 0 : 4, coded.length - 4));
  }),
];

const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

/** Which files of a folder hold any of these. */
const holding = (dir: string, forms: readonly Uint8Array[]): readonly string[] =>
  filesIn(dir).filter((file) => {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });

/** Kanari has an account, another e-mail address since, and an appointment that she came to. */
const setup = async (others: readonly string[] = []) => {
  const people = await setupPeople({ closed: false });
  const { db, dir } = people;
  const kanari = await people.browser();
  const { key } = await kanari.enrol({ name: "telefon" });
  const codeTo = inboxOf(people);
  for (const [kind, to] of [
    ["sms", phone],
    ["email", mail],
    ["email", newMail],
  ] as const) {
    await kanari.post("/account/contacts/codes", { kind, to, lang: "ms" });
    const code = await codeTo(to);
    expect((await kanari.post("/account/contacts", { kind, to, code, lang: "ms" })).status).toBe(200);
  }
  await people.pass(60_000);
  const start = db
    .query<{ slot: string; startMin: number }, [number]>(
      "SELECT slot, start_min AS startMin FROM right_ WHERE branch = 'SGR-HQ1' AND grp = 'B' AND pool = 'general' AND avail > 1 AND start_min > ? ORDER BY start_min LIMIT 1",
    )
    .get(people.clock.nowMs() / 60_000 + 26 * 60)!;
  const hold = { slot: start.slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 + others.length };
  const held = await kanari.post("/holds", hold);
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const visit = `/holds/${held.body.holdId}`;
  const details = {
    lang: "ms",
    kind: "citizen",
    contact: { phone, email: newMail },
    parties: [mykad(number, "KANARI BINTI KUNING"), ...others.map((each) => mykad(each, "ALI BIN ABU"))],
    consent: true,
  };
  expect((await kanari.post(`${visit}/visit`, details)).status).toBe(200);
  await kanari.post(`${visit}/codes`, { kind: "sms" });
  await kanari.post(`${visit}/codes/try`, { kind: "sms", code: await codeTo(phone) });
  const booked = await kanari.post(`${visit}/confirm`);
  expect(booked.status, JSON.stringify(booked.body)).toBe(201);
  const comes = async () => {
    people.clock.advance(start.startMin * 60_000 - people.clock.nowMs());
    const typed = { by: "reference", ref: booked.body.ref, documentNumber: number, lang: "ms" };
    const come = await people.call("POST", "/checkins", typed, { as: "kiosk:1" });
    expect(come.body.type, JSON.stringify(come.body)).toBe("checked_in");
  };
  const keys = db
    .query<{ wrapped: Uint8Array }, []>("SELECT wrapped FROM keyring WHERE subject > ''")
    .all()
    .map(({ wrapped }) => new Uint8Array(wrapped));
  const forms = marks.flatMap(formsOf);
  const erase = (given: typeof document = document) =>
    people.call("POST", "/erasures", { document: given }, officer);
  return { people, dir, key: key!, comes, keys, forms, erase, ref: booked.body.ref as string };
};

test("nothing is left in database, write-ahead log, spool and other files: no name, number, telephone, e-mail, and no key", async () => {
  const { people, dir, comes, keys, forms, erase, ref } = await setup();
  expect(await erase(), "her appointment is still to come").toMatchObject({
    status: 409,
    body: { code: "still_to_come", ref },
  });
  await comes();
  expect((await erase()).status, "she is in the hall").toBe(409);
  await people.pass(2 * dayMs);

  expect(holding(dir, forms).length, "her messages lie in the spool").toBeGreaterThan(0);
  expect(holding(dir, keys).length, "her key lies in the database").toBeGreaterThan(0);
  const begunMs = performance.now();
  expect((await erase()).status).toBe(204);
  expect(performance.now() - begunMs, "a counter hardly notices").toBeLessThan(2000);

  expect(holding(dir, forms)).toEqual([]);
  expect(holding(dir, keys)).toEqual([]);
  const left = people.db
    .query(
      `SELECT (SELECT count(*) FROM party WHERE identity_index IS NOT NULL) AS people,
              (SELECT count(*) FROM booking WHERE phone_index IS NOT NULL OR email_index IS NOT NULL) AS bookings,
              (SELECT count(*) FROM account WHERE phone_index IS NOT NULL OR email_index IS NOT NULL) AS accounts,
              (SELECT count(*) FROM erasure) AS tombstones`,
    )
    .get();
  expect(left).toEqual({ people: 0, bookings: 0, accounts: 0, tombstones: 2 });
  expect((await erase()).status, "nobody is left to erase").toBe(404);
});

test("its holder erases an account with its passkey in hand; neither key nor telephone opens it any more", async () => {
  const { people, dir, comes, key, forms } = await setup();
  await comes();
  await people.pass(2 * dayMs);
  const kanari = await people.browser();
  expect(await kanari.send("DELETE", "/account"), "a stranger").toMatchObject({ status: 404 });
  expect((await kanari.signIn(key)).status).toBe(200);
  await people.pass(6 * 60_000);
  expect(await kanari.send("DELETE", "/account")).toMatchObject({ status: 403, body: { code: "step_up" } });
  await kanari.signIn(key, { again: true });
  expect((await kanari.send("DELETE", "/account")).status).toBe(204);
  expect((await kanari.get("/account")).status).toBe(401);
  expect(holding(dir, forms)).toEqual([]);

  const later = await people.browser();
  expect((await later.signIn(key)).status).toBe(401);
  expect((await later.post("/sign-in/sms/codes", { to: phone, lang: "ms" })).status).toBe(202);
  expect(people.messages(), "nobody is written to").toEqual([]);
});

test("somebody for whom another booked is erased alone: the account stays with whom else it booked for", async () => {
  const { people, comes, erase, key } = await setup(["850505-10-5432"]);
  await comes();
  await people.pass(2 * dayMs);
  expect((await erase({ type: "mykad", number: "850505-10-5432" })).status).toBe(204);
  const parties = people.db.query("SELECT identity_index IS NULL AS erased FROM party ORDER BY no").all();
  expect(parties).toEqual([{ erased: 0 }, { erased: 1 }]);
  const kanari = await people.browser();
  expect((await kanari.signIn(key)).status).toBe(200);
  expect((await kanari.get("/account")).body.contacts.phone).not.toBeNull();
});

test("a key that another node sends late is not kept", async () => {
  const { people, comes, erase } = await setup();
  await comes();
  await people.pass(2 * dayMs);
  await erase();
  const { sealer, writer } = people.deps;
  const { subject } = people.db.query<{ subject: string }, []>("SELECT subject FROM erasure LIMIT 1").get()!;
  await writer.whole((whole) => {
    sealer.keep(whole.tx.db, { subject, keyId: 1, key: new Uint8Array(32) }, whole.tx.nowMs);
  });
  expect(sealer.open(people.db, subject)).toBeUndefined();
});
