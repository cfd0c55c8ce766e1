/** Back into an account whose passkeys are lost, over HTTP: every step is needed, and whoever did not ask for it stops it. */
import { describe, expect, test } from "vitest";
import { mykad } from "../booking/booking.fixture";
import { setupCountry } from "../booking/country.fixture";
import type { RowOp } from "../../sync/core/plan";
import { ok, orThrow } from "../../sync/core/result";
import type { TestBranch } from "../testing";
import { type Browser, inboxOf, type People, setupPeople } from "./account.fixture";
import { stepOf } from "./account-recovery";
import { softKey } from "./passkey.fixture";

const hourMs = 60 * 60_000;
const phone = "+60123456789";
const mail = "siti@contoh.example";
const contacts = [
  ["sms", phone],
  ["email", mail],
] as const;
const siti = "900101-14-4672";

const isRefused = (status: number, code: string) => ({ status, body: { code } });

/** Books for one person, by default as the holder of a passkey with an SMS code. */
const book = async (
  people: People,
  browser: Browser,
  codeTo: (to: string) => Promise<string>,
  { who = siti, kinds = [["sms", phone]] as readonly (typeof contacts)[number][] } = {},
) => {
  const { slot } = people.db
    .query<{ slot: string }, []>(
      "SELECT slot FROM right_ WHERE branch = 'SGR-HQ1' AND grp = 'B' AND pool = 'general' AND avail > 0 ORDER BY start_min DESC LIMIT 1",
    )
    .get()!;
  const held = await browser.post("/holds", { slot, service: "PMA-BAHARUI", kind: "citizen", parties: 1 });
  const visit = `/holds/${held.body.holdId}`;
  await browser.post(`${visit}/visit`, {
    lang: "ms",
    kind: "citizen",
    contact: Object.fromEntries(kinds.map(([kind, to]) => [kind === "sms" ? "phone" : kind, to])),
    parties: [mykad(who)],
    consent: true,
  });
  for (const [kind, to] of kinds) {
    await browser.post(`${visit}/codes`, { kind });
    await browser.post(`${visit}/codes/try`, { kind, code: await codeTo(to) });
  }
  const made = await browser.post(`${visit}/confirm`);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id as string;
};

/** Siti has an account with both contacts and an appointment at which an officer saw her document; then her phone is gone. */
const setup = async ({ seen = true } = {}) => {
  const people = await setupPeople({ closed: false });
  const old = await people.browser();
  const { key } = await old.enrol();
  const codeTo = inboxOf(people);
  for (const [kind, to] of contacts) {
    await old.post("/account/contacts/codes", { kind, to, lang: "ms" });
    const code = await codeTo(to);
    expect((await old.post("/account/contacts", { kind, to, code, lang: "ms" })).status).toBe(200);
  }
  await people.pass(60_000);
  const bookingId = await book(people, old, codeTo);
  const officer = { as: "officer:rohani" };
  if (seen)
    expect((await people.call("POST", `/bookings/${bookingId}/parties/1/seen`, {}, officer)).status).toBe(
      200,
    );
  await people.pass(25 * hourMs);

  /** Types the codes of both contacts in this browser. */
  const proveBoth = async (browser: Browser) => {
    for (const [kind, to] of contacts) {
      expect((await browser.post("/recovery/codes", { kind, to, lang: "ms" })).status).toBe(202);
      const code = await codeTo(to);
      expect((await browser.post("/recovery/codes/try", { kind, code })).status).toBe(200);
    }
  };
  /** Whoever has the old phone signs in with it. */
  const withOldKey = async () => {
    await old.post("/session");
    expect((await old.signIn(key!)).status).toBe(200);
  };
  const newPhone = async () => {
    const browser = await people.browser();
    await proveBoth(browser);
    return browser;
  };
  const start = (browser: Browser) => browser.post("/recovery", { branch: "SGR-HQ1" });
  const waiting = async () => (await people.call("GET", "/recoveries", undefined, officer)).body.items;
  const show = async (number: string) => {
    const [row] = await waiting();
    const document = { type: "mykad", number };
    return people.call("POST", `/recoveries/${row.id}/document`, { document }, officer);
  };
  const finish = async (browser: Browser) => {
    const begun = await browser.post("/recovery/passkey/options");
    if (begun.status !== 200) return begun;
    const made = softKey(people.random, begun.body.user.id as string);
    const answer = made.register(begun.body.challenge as string, { origin: people.deps.self.publicUrl });
    return { ...(await browser.post("/recovery/passkey", { answer })), key: made };
  };
  const told = () => people.messages().filter(({ purpose }) => purpose === "recovery_asked");
  const stopCode = async () => {
    await expect.poll(() => told().length, { interval: 5 }).toBe(2);
    return /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(told()[0]!.body)![0];
  };
  return {
    people,
    codeTo,
    old,
    withOldKey,
    key: key!,
    officer,
    newPhone,
    proveBoth,
    start,
    waiting,
    show,
    finish,
    told,
    stopCode,
  };
};

test("two codes, the document at the counter and a day later a new passkey opens the account; the old one and its sessions end", async () => {
  const { people, old, withOldKey, key, newPhone, proveBoth, start, waiting, show, finish, told, stopCode } =
    await setup();
  await withOldKey();
  const phoneAtHome = await newPhone();
  expect((await phoneAtHome.get("/recovery")).body).toMatchObject({
    proven: ["sms", "email"],
    account: "known",
    branches: ["SGR-HQ1"],
    recovery: null,
  });
  const begun = await start(phoneAtHome);
  expect(begun.body.recovery).toMatchObject({ step: "needs_document", branch: "SGR-HQ1" });
  await stopCode();
  expect(
    told()
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual([phone, mail]);
  expect(await finish(phoneAtHome)).toMatchObject(isRefused(409, "recovery_not_ready"));

  expect(await waiting()).toMatchObject([{ ref: begun.body.recovery.ref, step: "needs_document" }]);
  expect(await show("850505-10-5432")).toMatchObject(isRefused(409, "document_differs"));
  expect((await show(siti)).status).toBe(204);
  expect(await finish(phoneAtHome), "the day is not over").toMatchObject(
    isRefused(409, "recovery_not_ready"),
  );

  await people.pass(24 * hourMs);
  expect(await finish(phoneAtHome), "the codes are of yesterday").toMatchObject(
    isRefused(401, "sign_in_required"),
  );
  const again = await people.browser();
  await proveBoth(again);
  await withOldKey();
  expect((await again.get("/recovery")).body.recovery).toMatchObject({ step: "ready" });
  const done = await finish(again);
  expect(done).toMatchObject({ status: 201 });
  expect((await again.get("/bookings")).body.items).toHaveLength(1);
  expect((await again.get("/account")).body.passkeys).toMatchObject([{ state: "active" }]);
  expect(await old.get("/account"), "the thief's session").toMatchObject(isRefused(401, "sign_in_required"));
  expect((await (await people.browser()).signIn(key)).status, "the lost key").toBe(401);
  expect(await waiting()).toEqual([]);
  const audited = people.db
    .query<{ intent: string }, []>("SELECT intent FROM audit WHERE intent LIKE '%ecover%' ORDER BY seq")
    .all();
  expect(audited.map(({ intent }) => intent)).toEqual([
    "askAccountRecovery",
    "seeRecoveryDocument",
    "recoverAccount",
  ]);
});

describe("it is stopped", () => {
  test.each(["code", "account", "officer"] as const)("by its %s, and goes no further", async (by) => {
    const { people, old, withOldKey, key, newPhone, start, waiting, show, finish, stopCode, officer } =
      await setup();
    const thief = await newPhone();
    await start(thief);
    expect((await show(siti)).status).toBe(204);
    if (by === "code") {
      const stranger = await people.browser();
      const code = await stopCode();
      expect(await stranger.post("/recovery/stop", { code: "AAAA-BBBB-CCCC" })).toMatchObject(
        isRefused(404, "recovery_not_found"),
      );
      expect((await stranger.post("/recovery/stop", { code: ` ${code.toLowerCase()}` })).status).toBe(204);
    }
    if (by === "account") {
      const mine = await people.browser();
      expect((await mine.send("DELETE", "/account/recovery")).status, "not one's own").toBe(404);
      await withOldKey();
      expect((await old.get("/account")).body.recovery).toMatchObject({ step: "waits" });
      expect((await old.send("DELETE", "/account/recovery")).status).toBe(204);
    }
    if (by === "officer") {
      const [row] = await waiting();
      expect((await people.call("POST", `/recoveries/${row.id}/stop`, {}, officer)).status).toBe(204);
    }
    expect(await waiting()).toEqual([]);
    expect(await finish(thief)).toMatchObject(isRefused(409, "recovery_not_ready"));
    expect((await (await people.browser()).signIn(key)).status, "the key stays").toBe(200);
  });

  test("and is begun three times a week at most: each time is a message to every contact", async () => {
    const { people, newPhone, start, waiting, officer } = await setup();
    const thief = await newPhone();
    for (let time = 0; time < 3; time++) {
      expect((await start(thief)).status).toBe(200);
      const [row] = await waiting();
      await people.call("POST", `/recoveries/${row.id}/stop`, {}, officer);
    }
    expect(await start(thief)).toMatchObject(isRefused(429, "too_many_tries"));
  });
});

describe("nothing weaker is enough", () => {
  test("one code alone begins nothing, and a code for it signs nobody in", async () => {
    const { people, codeTo } = await setup();
    const thief = await people.browser();
    await thief.post("/recovery/codes", { kind: "email", to: mail, lang: "ms" });
    const code = await codeTo(mail);
    expect((await thief.post("/sign-in/sms", { to: phone, code })).status).toBe(401);
    expect((await thief.post("/recovery/codes/try", { kind: "email", code })).body).toMatchObject({
      proven: ["email"],
      account: null,
    });
    expect(await thief.post("/recovery", { branch: "SGR-HQ1" })).toMatchObject(
      isRefused(409, "needs_both_codes"),
    );
    await thief.post("/recovery/codes", { kind: "sms", to: phone, lang: "ms" });
    const sms = await codeTo(phone);
    expect((await thief.post("/sign-in/sms", { to: phone, code: sms })).status).toBe(401);
    expect(
      (await thief.post("/account/contacts", { kind: "sms", to: phone, code: sms, lang: "ms" })).status,
    ).toBe(401);
  });

  test("a document that nobody has seen for the account proves nothing; a wrong one may be tried five times", async () => {
    const { newPhone, start, show } = await setup({ seen: false });
    await start(await newPhone());
    expect(await show(siti)).toMatchObject(isRefused(409, "document_not_seen"));
    for (let time = 1; time < 5; time++) await show("850505-10-5432");
    expect((await show(siti)).status).toBe(429);
  });

  test("who has taken over telephone and mailbox books as the account, and their own document still opens nothing", async () => {
    const { people, codeTo, officer, start, show, proveBoth } = await setup();
    const thief = await people.browser();
    await thief.post("/sign-in/sms/codes", { to: phone, lang: "ms" });
    expect((await thief.post("/sign-in/sms", { to: phone, code: await codeTo(phone) })).status).toBe(200);
    await people.pass(10 * 60_000);
    const own = "850505-10-5432";
    const bookingId = await book(people, thief, codeTo, { who: own, kinds: contacts });
    expect((await thief.get("/bookings")).body.items, "it is the account's").toHaveLength(2);
    const seen = await people.call("POST", `/bookings/${bookingId}/parties/1/seen`, {}, officer);
    expect(seen.body).toMatchObject({ verified: true });
    await people.pass(25 * 60_000);
    await proveBoth(thief);
    expect((await start(thief)).status).toBe(200);
    expect(await show(own)).toMatchObject(isRefused(409, "document_differs"));
    expect((await show(siti)).status, "the holder's own").toBe(204);
  });

  test("contacts that nobody has are answered like those of an account: status, body, counts and wrong codes", async () => {
    const { people } = await setup();
    const walk = async (to: string, address: string) => {
      const stranger = await people.browser();
      const answers = [];
      for (const [kind, where] of [
        ["sms", to],
        ["sms", to],
        ["email", address],
      ] as const)
        answers.push(await stranger.post("/recovery/codes", { kind, to: where, lang: "ms" }));
      for (let time = 0; time < 6; time++)
        answers.push(await stranger.post("/recovery/codes/try", { kind: "sms", code: "00000000" }));
      answers.push(await stranger.get("/recovery"));
      return answers.map(({ status, body }) => ({ status, body: { ...body, requestId: "" } }));
    };
    // One after the other: on a busy machine a node says so to whoever waits, known or not.
    const known = await walk(phone, mail);
    const strange = await walk("+60129999999", "x@contoh.example");
    expect(strange).toEqual(known);
    expect(strange.map(({ status }) => status)).toEqual([202, 429, 202, 401, 401, 401, 401, 401, 401, 200]);
  });
});

test("the steps: a stop ends it whatever came before, and what is not finished in two weeks is over", () => {
  const row = { state: "asked", second: "rohani", opensAtMs: 10, untilMs: 20 } as const;
  expect(stepOf({ ...row, second: null }, 15)).toBe("needs_document");
  expect([9, 10, 20].map((nowMs) => stepOf(row, nowMs))).toEqual(["waits", "ready", "over"]);
  expect(stepOf({ ...row, state: "stopped" }, 15)).toBe("stopped");
});

test("begun at headquarters, the document is shown at the branch, with the line cut, and a stop at either side wins", async () => {
  const { hq, branches, settle, cut, restore } = await setupCountry();
  const [branch] = branches;
  const at = (node: TestBranch) =>
    node.db.query<{ state: string; second: string | null }, []>("SELECT state, second FROM recovery").get();
  await writeAt(hq, [
    {
      op: "insert",
      table: "recovery",
      row: {
        id: "r1",
        at: "SGR-HQ1",
        kind: "document",
        of: "siti",
        state: "asked",
        mac: "m",
        first: null,
        second: null,
        atMs: 1,
        opensAtMs: 2,
        untilMs: 9e12,
        doneAtMs: null,
      },
      derived: {},
    },
  ]);
  await settle();
  expect(at(branch)).toEqual({ state: "asked", second: null });
  cut(branch);
  await writeAt(hq, [
    { op: "update", table: "recovery", key: { id: "r1" }, set: { state: "stopped" }, derived: {} },
  ]);
  await writeAt(branch, [
    {
      op: "update",
      table: "recovery",
      key: { id: "r1" },
      set: { second: "rohani", state: "done" },
      derived: {},
    },
  ]);
  restore(branch);
  await settle();
  expect([at(hq), at(branch)]).toEqual([
    { state: "stopped", second: "rohani" },
    { state: "stopped", second: "rohani" },
  ]);
});

const writeAt = async (node: TestBranch, rows: readonly RowOp[]) =>
  orThrow(
    await node.deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: "t" }, () =>
      ok({ intent: "test", rows, answer: null }),
    ),
  );
