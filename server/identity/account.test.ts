/** Applicants' accounts over HTTP: passkeys, contacts, signing in. */
import { describe, expect, test } from "vitest";
import { mykad } from "../booking/booking.fixture";
import { prove, setupPeople } from "./account.fixture";
import type { UseOptions } from "./passkey.fixture";

const minuteMs = 60_000;
const phone = "+60123456789";
const mail = "siti@contoh.example";

/** An answer without what is of this request alone. */
const plain = ({ status, body }: { readonly status: number; readonly body: object }) => ({
  status,
  body: { ...body, requestId: "" },
});

const isRefused = (status: number, code: string) => ({ status, body: { code } });

describe("a first passkey", () => {
  test("makes the account, and gives the session a new id", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const before = siti.cookie();
    expect((await siti.get("/account")).body).toEqual({
      createdAtMs: null,
      passkeys: [],
      contacts: { email: null, phone: null },
      freshUntilMs: null,
      recovery: null,
    });
    const made = await siti.enrol({ synced: true });
    expect(made).toMatchObject({
      status: 201,
      body: {
        createdAtMs: people.clock.nowMs(),
        passkeys: [{ name: "telefon", state: "active", isSynced: true }],
        freshUntilMs: people.clock.nowMs() + 5 * minuteMs,
      },
    });
    expect(siti.cookie()).not.toBe(before);
    const thief = await people.browser();
    thief.withCookie(before);
    expect(await thief.get("/account")).toMatchObject(isRefused(401, "sign_in_required"));
  });

  test("is asked for under 64 bytes that say nothing; a second one may not be the same key", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const first = await siti.enrol();
    expect(Buffer.from(first.options.user.id, "base64url")).toHaveLength(64);
    expect(first.options.user.name).toBe("STO");
    await people.pass(1);
    const second = await siti.enrol({ name: "kunci USB" });
    expect(second.options.excludeCredentials).toMatchObject([{ id: first.key!.id }]);
    expect(second.options.user.id).toBe(first.options.user.id);
    expect(second.body.passkeys).toMatchObject([{ name: "telefon" }, { name: "kunci USB" }]);
  });

  test("that nobody began to make is refused", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const made = await siti.enrol();
    const stale = made.key!.register(made.options.challenge, { origin: "http://localhost" });
    expect(await siti.post("/account/passkeys", { answer: stale, lang: "ms" })).toMatchObject(
      isRefused(401, "passkey_refused"),
    );
  });
});

describe("signing in with a passkey", () => {
  test("opens the account on another phone, and takes along what was set aside there as a stranger", async () => {
    const people = await setupPeople({ closed: false });
    const siti = await people.browser();
    const { key } = await siti.enrol();
    const other = await people.browser();
    const { slot } = people.db
      .query<{ slot: string }, []>(
        "SELECT slot FROM right_ WHERE branch = 'SGR-HQ1' AND grp = 'B' AND pool = 'general' AND avail > 0 ORDER BY start_min DESC LIMIT 1",
      )
      .get()!;
    const held = await other.post("/holds", { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 });
    expect(held.status, JSON.stringify(held.body)).toBe(201);
    const visit = `/holds/${held.body.holdId}`;
    const given = await other.post(`${visit}/visit`, {
      lang: "ms",
      kind: "citizen",
      contact: { phone },
      parties: [mykad("900101-14-4672")],
      consent: true,
    });
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    const before = other.cookie();
    expect(await other.signIn(key!)).toMatchObject({ status: 200, body: { signedIn: true } });
    expect(other.cookie()).not.toBe(before);
    expect((await other.get("/account")).body.passkeys).toMatchObject([{ id: key!.id }]);
    await other.post(`${visit}/codes`, { kind: "sms" });
    await other.post(`${visit}/codes/try`, { kind: "sms", code: await people.codeTo(phone, 1) });
    expect((await siti.get(visit)).status).toBe(200);
    expect((await (await people.browser()).get(visit)).status).toBe(404);
    expect((await other.post(`${visit}/confirm`)).status).toBe(201);
    expect((await siti.get("/bookings")).body.items).toHaveLength(1);
  });

  test("leaves to one account what belongs to it when another signs in on the same phone", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    await siti.enrol();
    const ali = await people.browser();
    const his = await ali.enrol();
    expect((await siti.signIn(his.key!)).status).toBe(200);
    expect((await siti.get("/account")).body.passkeys).toMatchObject([{ id: his.key!.id }]);
    const proofs = people.db
      .query<{ refs: string }, []>(
        "SELECT group_concat(p.ref) AS refs FROM session s JOIN proof p ON p.session = s.id GROUP BY s.id",
      )
      .all();
    expect(proofs.map(({ refs }) => refs)).toEqual([his.key!.id, his.key!.id]);
  });

  test("that nobody knows, or whose counter went back, is answered alike; the copied key opens nothing more", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol({ counter: 5 });
    const stranger = await (await people.browser()).enrol();
    const unknown = {
      use: (challenge: string, use: UseOptions = {}) => ({
        ...stranger.key!.use(challenge, use),
        id: "AAAA",
      }),
    };
    const copy = key!.copy();
    const other = await people.browser();
    expect((await other.signIn(key!)).status).toBe(200);
    const thief = await people.browser();
    const nobody = await thief.signIn(unknown);
    const copied = await thief.signIn(copy);
    expect(plain(copied)).toEqual(plain(nobody));
    expect(nobody).toMatchObject(isRefused(401, "passkey_refused"));
    expect((await other.get("/account")).body.passkeys).toMatchObject([{ state: "suspended" }]);
    expect(await (await people.browser()).signIn(key!)).toMatchObject(isRefused(401, "passkey_refused"));
  });

  test("must be for the session and the purpose that asked", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol();
    const [one, two] = [await people.browser(), await people.browser()];
    const { body } = await one.post("/sign-in/options");
    const answer = key!.use(body.challenge, { origin: "http://localhost" });
    expect((await two.post("/sign-in", { answer })).status).toBe(401);
    expect((await one.post("/sign-in", { answer, again: true })).status).toBe(401);
    expect((await one.post("/sign-in", { answer })).status, "a challenge is good once").toBe(401);
  });
});

describe("what changes how an account is entered", () => {
  test("needs one of its passkeys in hand, five minutes at most", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol();
    await siti.enrol({ name: "kedua" });
    const id = key!.id;
    people.pass(5 * minuteMs);
    expect((await siti.get("/account")).body.freshUntilMs).toBe(people.clock.nowMs());
    await people.pass(1);
    for (const refused of [
      await siti.send("DELETE", `/account/passkeys/${id}`),
      await siti.post("/account/passkeys/options"),
      await siti.post("/account/contacts/codes", { kind: "email", to: mail, lang: "ms" }),
    ])
      expect(refused).toMatchObject(isRefused(403, "step_up"));
    const stranger = await (await people.browser()).enrol();
    expect(await siti.signIn(stranger.key!, { again: true }), "somebody else's key").toMatchObject(
      isRefused(401, "passkey_refused"),
    );
    expect((await siti.signIn(key!, { again: true })).status).toBe(200);
    const removed = await siti.send("DELETE", `/account/passkeys/${id}`);
    expect(removed).toMatchObject({ status: 200, body: { passkeys: [{ name: "kedua" }] } });
    expect((await (await people.browser()).signIn(key!)).status).toBe(401);
  });

  test("a passkey is called something else by its holder, and by nobody else", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol();
    const path = `/account/passkeys/${key!.id}/rename`;
    expect(await (await people.browser()).post(path, { name: "x" })).toMatchObject(
      isRefused(404, "passkey_not_found"),
    );
    expect((await siti.post(path, { name: "Telefon Ibu" })).body.passkeys).toMatchObject([
      { name: "Telefon Ibu" },
    ]);
  });

  test("the last passkey stays, unless an SMS lets its holder in", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol();
    expect((await prove(people, siti, "email", mail, 0)).status).toBe(200);
    const remove = () => siti.send("DELETE", `/account/passkeys/${key!.id}`);
    expect(await remove(), "e-mail is no way in").toMatchObject(isRefused(409, "last_way_in"));
    expect((await prove(people, siti, "sms", phone, 1)).status).toBe(200);
    expect(await remove()).toMatchObject({ status: 200, body: { passkeys: [] } });
  });

  test("a new passkey is told to the contacts that the account has", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    await prove(people, siti, "email", mail, 0);
    await siti.enrol();
    const told = (await people.post(2)).filter(({ purpose }) => purpose === "passkey_added");
    expect(told).toMatchObject([{ to: mail }]);
  });
});

describe("a contact", () => {
  test("is proven by the code that came there; only its holder reads it, masked", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const kept = await prove(people, siti, "sms", "012-345 6789", 0).catch(() => undefined);
    expect(kept, "the code goes to the number as it is rung").toBeUndefined();
    const code = await people.codeTo(phone, 1);
    expect(
      await siti.post("/account/contacts", { kind: "sms", to: "012-345 6789", code, lang: "ms" }),
    ).toMatchObject({
      status: 200,
      body: {
        contacts: { email: null, phone: { masked: "+60 •••••• 789", provenAtMs: people.clock.nowMs() } },
      },
    });
    const clear = people.db.query("SELECT * FROM account").all();
    expect(JSON.stringify(clear)).not.toContain("12345");
  });

  test("is not proven by a wrong code, by another session's code, or by a code for another address", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const thief = await people.browser();
    await siti.post("/account/contacts/codes", { kind: "sms", to: phone, lang: "ms" });
    const code = await people.codeTo(phone, 1);
    const give = (who: typeof siti, to: string, typed: string) =>
      who.post("/account/contacts", { kind: "sms", to, code: typed, lang: "ms" });
    expect(await give(siti, phone, "00000000")).toMatchObject(isRefused(401, "code_wrong"));
    expect(await give(thief, phone, code)).toMatchObject(isRefused(401, "code_wrong"));
    expect(await give(siti, "+60198765432", code)).toMatchObject(isRefused(401, "code_wrong"));
    expect((await siti.get("/account")).body.contacts.phone).toBeNull();
  });

  test("that is changed is told to the one before it", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    await prove(people, siti, "email", mail, 0);
    await prove(people, siti, "email", "baru@contoh.example", 1);
    const told = (await people.post(3)).filter(({ purpose }) => purpose === "contact_changed");
    expect(told).toMatchObject([{ to: mail }]);
  });

  test("shows its codes under way; their ten minutes begin when the gateway has them", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    await siti.post("/account/contacts/codes", { kind: "email", to: mail, lang: "ms" });
    await people.post(1);
    const atMs = people.clock.nowMs();
    expect((await siti.get("/account/contacts/codes")).body.items).toEqual([
      { kind: "email", sentAtMs: atMs, endsAtMs: atMs + 10 * minuteMs, resendAtMs: atMs + 30_000 },
    ]);
  });

  test("that an SMS does not reach is said before anything is sent", async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    expect((await siti.get("/channels")).body).toEqual({
      sms: { health: "ok", prefixes: ["+601"] },
      email: { health: "ok" },
    });
    expect(
      await siti.post("/account/contacts/codes", { kind: "sms", to: "+6591234567", lang: "ms" }),
    ).toMatchObject(isRefused(422, "number_not_served"));
    expect(await siti.post("/account/contacts/codes", { kind: "sms", to: "abc", lang: "ms" })).toMatchObject(
      isRefused(400, "invalid_body"),
    );
    expect(people.messages()).toEqual([]);
  });
});

describe("signing in by SMS", () => {
  const withPhone = async () => {
    const people = await setupPeople();
    const siti = await people.browser();
    const { key } = await siti.enrol();
    await prove(people, siti, "sms", phone, 0);
    await people.pass(minuteMs);
    return { people, siti, key: key! };
  };

  test("opens the account whose telephone it is, but changes nothing without a passkey in hand", async () => {
    const { people, key } = await withPhone();
    const other = await people.browser();
    expect((await other.post("/sign-in/sms/codes", { to: phone, lang: "en" })).status).toBe(202);
    const code = await people.codeTo(phone, 2);
    expect((await people.post(2)).at(-1)!.body).toBe(
      `STO: Code ${code} to sign in. Good for 10 minutes. Give it to nobody, not even an officer.`,
    );
    expect((await other.post("/sign-in/sms", { to: phone, code })).body).toEqual({ signedIn: true });
    expect((await other.get("/account")).body).toMatchObject({
      passkeys: [{ id: key.id }],
      freshUntilMs: null,
    });
    expect(await other.send("DELETE", `/account/passkeys/${key.id}`)).toMatchObject(
      isRefused(403, "step_up"),
    );
  });

  test("answers alike for a number that nobody has: status, body, counts and wrong codes", async () => {
    const { people } = await withPhone();
    const unknown = "+60129999999";
    const walk = async (to: string) => {
      const stranger = await people.browser();
      const answers = [];
      for (const path of ["codes", "codes", "try", "try", "try", "try", "try", "try"])
        answers.push(
          path === "codes"
            ? await stranger.post("/sign-in/sms/codes", { to, lang: "ms" })
            : await stranger.post("/sign-in/sms", { to, code: "00000000" }),
        );
      return answers.map(plain);
    };
    // The message that proved the number is of another day.
    await people.pass(25 * 60 * minuteMs);
    const [known, strange] = await Promise.all([walk(phone), walk(unknown)]);
    expect(strange).toEqual(known);
    expect(strange.map(({ status }) => status)).toEqual([202, 429, 401, 401, 401, 401, 401, 401]);
    expect((await people.post(2)).map(({ to }) => to)).not.toContain(unknown);
  });

  test("takes no other code: not one that proves a contact, and none by e-mail", async () => {
    const { people } = await withPhone();
    const thief = await people.browser();
    await thief.post("/account/contacts/codes", { kind: "sms", to: phone, lang: "ms" });
    const code = await people.codeTo(phone, 2);
    expect(await thief.post("/sign-in/sms", { to: phone, code })).toMatchObject(isRefused(401, "code_wrong"));
    expect((await thief.post("/account/contacts", { kind: "sms", to: phone, code, lang: "ms" })).status).toBe(
      200,
    );
    expect(await thief.post("/sign-in/sms", { to: phone, code })).toMatchObject(isRefused(401, "code_wrong"));
    expect(await thief.post("/sign-in/sms/codes", { to: mail, lang: "ms" })).toMatchObject(
      isRefused(400, "invalid_body"),
    );
  });

  test("opens, of accounts that share a number, the one that proved it last", async () => {
    const { people, siti } = await withPhone();
    const heir = await people.browser();
    await heir.enrol({ name: "waris" });
    await prove(people, heir, "sms", phone, 1);
    await people.pass(10 * minuteMs);
    const other = await people.browser();
    await other.post("/sign-in/sms/codes", { to: phone, lang: "ms" });
    await other.post("/sign-in/sms", { to: phone, code: await people.codeTo(phone, 3) });
    expect((await other.get("/account")).body.passkeys).toMatchObject([{ name: "waris" }]);
    expect((await siti.get("/account")).body.passkeys).toMatchObject([{ name: "telefon" }]);
  });
});
