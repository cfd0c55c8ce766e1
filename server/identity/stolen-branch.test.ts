/** A branch box that was stolen still signs: what it says of other people's accounts and keys changes nothing but its own copy. */
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import type { RowOp } from "../../sync/core/plan";
import { ok, orThrow } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { TestBranch } from "../testing";
import { browserAt } from "./account.fixture";
import { softKey } from "./passkey.fixture";

interface KeyRow {
  readonly id: string;
  readonly at: string;
  readonly account: string;
  readonly publicKey: string;
  readonly state: string;
}

const keysAt = ({ db }: TestBranch): readonly KeyRow[] =>
  db
    .query<KeyRow, []>("SELECT id, at, account, public_key AS publicKey, state FROM passkey ORDER BY id, at")
    .all();

/** What the thief's own program commits at the stolen branch. */
const writeAt = (node: TestBranch, rows: readonly RowOp[]) =>
  node.deps.writer
    .submit({ actor: { kind: "system", task: "thief" }, requestId: "thief" }, () =>
      ok({ intent: "test", rows, answer: null }),
    )
    .then(orThrow);

const wholeKey = (row: Pick<KeyRow, "id" | "at" | "account" | "publicKey"> & { readonly state?: string }) =>
  insert("passkey", {
    transports: "[]",
    aaguid: "",
    backupEligible: 0,
    backedUp: 0,
    counter: 0,
    rpId: "localhost",
    origin: "http://localhost",
    name: "kunci",
    createdAtMs: 1,
    state: "active",
    ...row,
  });

/** Siti has a passkey at the honest branch, and headquarters knows it; the other branch is stolen. */
const setup = async () => {
  const country = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [honest, stolen] = country.branches as [TestBranch, TestBranch];
  const siti = browserAt(honest);
  await siti.post("/session");
  const { key } = await siti.enrol();
  await country.settle();
  const [true_] = keysAt(country.hq);
  const forged = () =>
    country.hq.db
      .query<{ id: string; origin: number }, []>("SELECT id, origin FROM evidence ORDER BY id")
      .all();
  const signsIn = async (node: TestBranch) => {
    const browser = browserAt(node);
    await browser.post("/session");
    return (await browser.signIn(key!)).status;
  };
  return { ...country, honest, stolen, key: key!, row: true_!, forged, signsIn };
};

test("a forged registration of a known key shuts nobody out: headquarters and its branch keep the true one, the liar is listed", async () => {
  const { hq, honest, stolen, settle, row, forged, signsIn } = await setup();
  const thief = softKey(stolen.random, "thief");
  await writeAt(stolen, [
    wholeKey({ id: row.id, at: "KUL-HQ1", account: "thief", publicKey: thief.publicKey(), state: "removed" }),
  ]);
  await settle();
  expect(keysAt(hq).filter(({ at }) => at !== "KUL-HQ1")).toMatchObject([
    { at: "", publicKey: row.publicKey, state: "active" },
    { at: "SGR-HQ1", publicKey: row.publicKey, state: "active" },
  ]);
  expect(keysAt(honest)).toMatchObject([{ at: "SGR-HQ1", publicKey: row.publicKey, state: "active" }]);
  expect([await signsIn(hq), await signsIn(honest)]).toEqual([200, 200]);
  expect(forged()).toMatchObject([{ origin: stolen.deps.self.alias }]);
});

test("a key for an account that the branch does not know is taken over by nobody, made-up account or not", async () => {
  const { hq, stolen, settle, row, forged } = await setup();
  const thief = softKey(stolen.random, "thief");
  const made = { id: thief.id, at: "KUL-HQ1", account: row.account, publicKey: thief.publicKey() };
  await writeAt(stolen, [wholeKey(made)]);
  await settle();
  expect(keysAt(hq).filter(({ at, id }) => at === "" && id === thief.id)).toEqual([]);

  // It makes up the account as well, without knowing its user handle.
  const account = {
    id: row.account,
    at: "KUL-HQ1",
    state: "closed",
    lang: "ms",
    handle: "x",
    createdAtMs: 1,
    subject: "x",
    sealed: Buffer.alloc(40),
  };
  await writeAt(stolen, [insert("account", account), update("passkey", made, { name: "lagi" })]);
  await settle();
  expect(keysAt(hq).filter(({ at, id }) => at === "" && id === thief.id)).toEqual([]);
  const states = hq.db.query("SELECT at, state FROM account WHERE at <> 'KUL-HQ1' ORDER BY at").all();
  expect(states).toEqual([
    { at: "", state: "active" },
    { at: "SGR-HQ1", state: "active" },
  ]);
  expect(forged().length).toBeGreaterThan(1);
});

test("a counter that a branch made up suspends nobody's key", async () => {
  const { hq, honest, stolen, settle } = await setup();
  const siti = browserAt(honest);
  await siti.post("/session");
  const { key } = await siti.enrol({ counter: 5 });
  await settle();
  await writeAt(stolen, [
    insert("credentialUse", { credential: key!.id, node: stolen.deps.self.alias, counter: 1e9, atMs: 1 }),
  ]);
  await settle();
  const away = browserAt(hq);
  await away.post("/session");
  expect((await away.signIn(key!)).status).toBe(200);
});

test.each(["account", "passkey", "recovery"] as const)(
  "headquarters' own row of %s is not a branch's to write: the batch is refused",
  async (table) => {
    const { hq, stolen, settle, row } = await setup();
    const before = hq.db.query(`SELECT * FROM ${table}`).all();
    const key =
      table === "recovery" ? { id: "r1" } : { id: table === "account" ? row.account : row.id, at: "" };
    const rows = {
      account: insert("account", {
        ...key,
        at: "",
        state: "closed",
        lang: "ms",
        handle: "x",
        createdAtMs: 1,
        subject: "x",
        sealed: Buffer.alloc(40),
      }),
      passkey: wholeKey({ id: row.id, at: "", account: "thief", publicKey: "thief" }),
      recovery: insert("recovery", {
        id: "r1",
        at: "",
        kind: "break_glass",
        of: null,
        state: "sealed",
        mac: "known",
        first: null,
        second: null,
        atMs: 1,
        opensAtMs: 1,
        untilMs: 9e12,
        doneAtMs: null,
      }),
    };
    await writeAt(stolen, [rows[table]]);
    await settle();
    expect(hq.db.query(`SELECT * FROM ${table}`).all()).toEqual(before);
  },
);
