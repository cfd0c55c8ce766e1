/** Accounts between headquarters and branches: known where their holder has a booking, alike everywhere. */
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { detailsOf, mykad, prove, thursday } from "../booking/booking.fixture";
import type { TestBranch } from "../testing";
import { type Browser, browserAt } from "./account.fixture";

const copiesOf = ({ db }: TestBranch, table: "account" | "passkey") =>
  db
    .query<{ at: string }, []>(`SELECT at FROM ${table} ORDER BY at`)
    .all()
    .map(({ at }) => at);

const freeAt = (node: TestBranch, branch: string): string =>
  node.db
    .query<{ slot: string }, [string, string, number]>(
      "SELECT slot FROM right_ WHERE branch = ? AND grp = 'B' AND date = ? AND pool = 'general' AND node = ? AND avail > 0 ORDER BY start_min LIMIT 1",
    )
    .get(branch, thursday, node.deps.self.alias)!.slot;

const bookBy = async (browser: Browser, node: TestBranch, branch: string) => {
  const held = await browser.post("/holds", {
    slot: freeAt(node, branch),
    service: "PMA-BAHARUI",
    kind: "citizen",
    parties: 1,
  });
  expect(held.status, JSON.stringify(held.body)).toBe(201);
  const { holdId } = held.body;
  const given = await browser.post(
    `/holds/${holdId}/visit`,
    detailsOf({ people: [mykad("900101-14-4672")] }),
  );
  expect(given.status, JSON.stringify(given.body)).toBe(200);
  prove(node, "siti", holdId);
  const made = await browser.post(`/holds/${holdId}/confirm`);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
};

test("a booking made at headquarters brings the account to its branch, and to no other; its passkey opens it there without the line", async () => {
  const { hq, branches, settle, cut } = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [near, far] = branches as [TestBranch, TestBranch];
  const siti = browserAt(hq);
  await siti.post("/session");
  const { key } = await siti.enrol();
  await settle();
  expect(copiesOf(near, "account")).toEqual([]);
  await bookBy(siti, hq, "SGR-HQ1");
  await settle();
  expect([copiesOf(near, "account"), copiesOf(near, "passkey")]).toEqual([["SGR-HQ1"], ["SGR-HQ1"]]);
  expect(copiesOf(far, "account")).toEqual([]);

  cut(near);
  const there = browserAt(near);
  await there.post("/session");
  expect((await there.signIn(key!)).status).toBe(200);
  expect((await there.get("/bookings")).body.items).toHaveLength(1);
  const { contacts } = (await there.get("/account")).body;
  expect(contacts, "its key has come, too").toEqual({ email: null, phone: null });
  const elsewhere = browserAt(far);
  await elsewhere.post("/session");
  expect((await elsewhere.signIn(key!)).status).toBe(401);
});

test("what its holder changes at one place is so at all: a name, a second key, a removed one", async () => {
  const { hq, branches, settle } = await setupCountry();
  const [branch] = branches;
  const siti = browserAt(branch);
  await siti.post("/session");
  const { key } = await siti.enrol();
  await bookBy(siti, branch, "SGR-HQ1");
  await settle();
  expect(copiesOf(hq, "account")).toEqual(["", "SGR-HQ1"]);

  const away = browserAt(hq);
  await away.post("/session");
  expect((await away.signIn(key!)).status).toBe(200);
  await away.post(`/account/passkeys/${key!.id}/rename`, { name: "telefon lama" });
  await away.enrol({ name: "telefon baharu" });
  await settle();
  const named = async (browser: Browser) =>
    (await browser.get("/account")).body.passkeys.map(({ name }: { name: string }) => name).toSorted();
  expect(await named(siti)).toEqual(["telefon baharu", "telefon lama"]);

  expect((await siti.send("DELETE", `/account/passkeys/${key!.id}`)).status).toBe(200);
  await settle();
  expect(await named(away)).toEqual(["telefon baharu"]);
  const { states } = hq.db
    .query<{ states: string }, [string]>("SELECT group_concat(state) AS states FROM passkey WHERE id = ?")
    .get(key!.id)!;
  expect(states).toBe("removed,removed");
});

test("the same passkey under a second account is noted as a link, once", async () => {
  const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [near, far] = branches as [TestBranch, TestBranch];
  const siti = browserAt(near);
  await siti.post("/session");
  const { key } = await siti.enrol();
  await bookBy(siti, near, "SGR-HQ1");
  await settle();
  const again = browserAt(far);
  await again.post("/session");
  const { challenge } = (await again.post("/account/passkeys/options")).body;
  const answer = key!.register(challenge, { origin: "http://localhost" });
  expect((await again.post("/account/passkeys", { answer, lang: "ms" })).status).toBe(201);
  await settle();
  await again.post(`/account/passkeys/${key!.id}/rename`, { name: "sama" });
  await settle();
  const links = hq.db.query("SELECT why, account <> same AS two FROM account_link").all();
  expect(links).toEqual([{ why: "passkey", two: 1 }]);
});

test("who books in somebody else's name and erases their own account leaves the other's booking elsewhere as it was", async () => {
  const { hq, branches, settle } = await setupCountry(["SGR-HQ1", "KUL-HQ1"]);
  const [near] = branches;
  const attacker = browserAt(near);
  await attacker.post("/session");
  await attacker.enrol();
  await bookBy(attacker, near, "SGR-HQ1");
  await settle();
  const siti = browserAt(hq);
  await siti.post("/session");
  await siti.enrol();
  await bookBy(siti, hq, "KUL-HQ1");
  await settle();
  const people = async () => (await siti.get("/bookings")).body.items[0].parties;
  const before = await people();
  expect(before[0].documentMasked).not.toBe("");

  const [own] = (await attacker.get("/bookings")).body.items;
  expect((await attacker.post(`/bookings/${own.id}/cancel`)).status).toBe(200);
  expect((await attacker.send("DELETE", "/account")).status).toBe(204);
  await settle();
  expect(await people()).toEqual(before);
});
