/** Passkeys on a real node: enrolled, used, renamed, lost, copied. */
import { describe, expect, test } from "vitest";
import type { Plan } from "../../sync/core/plan";
import { ok, orThrow, type Result } from "../../sync/core/result";
import { insert, update } from "../../sync/rows";
import type { Tx } from "../../sync/submit";
import { command, setupNode, type TestNodeOptions } from "../../sync/testing";
import { ceremonyMs, newHandle, type Owner } from "./passkey";
import {
  beginAssertion,
  beginRegistration,
  checkAssertion,
  checkRegistration,
} from "./passkey-ceremony.usecase";
import { type KeyOptions, type SoftKey, softKey, testRp, type UseOptions } from "./passkey.fixture";
import {
  findPasskey,
  passkeysOf,
  planAddPasskey,
  planRemovePasskey,
  planRenamePasskey,
  planSuspendPasskey,
  planUsePasskey,
} from "./passkey.usecase";

const aminah: Owner = { kind: "account", id: "aminah" };
const rohani: Owner = { kind: "staff", id: "rohani" };

const setupPeople = (options: TestNodeOptions = {}) => {
  const node = setupNode(options);
  const { writer, random } = node;
  const deps = { writer, rp: testRp };
  const handles = { account: newHandle(random), staff: newHandle(random) };
  const submit = async <T, E>(plan: (tx: Tx) => Result<Plan<T>, E>) => writer.submit(command(), plan);

  const account = (at: string, id = aminah.id, handle = handles.account) =>
    insert("account", {
      id,
      at,
      state: "active",
      lang: "ms",
      handle,
      createdAtMs: node.clock.nowMs(),
      subject: "s",
      sealed: Buffer.alloc(0),
    });
  const staff = insert("staff", {
    id: rohani.id,
    name: "Rohani",
    branch: "SGR-KLJ",
    state: "active",
    handle: handles.staff,
  });
  const write = (...rows: Plan<null>["rows"]) => submit(() => ok({ intent: "test", rows, answer: null }));

  /** A new key on a new device, enrolled. */
  const enrol = async (owner: Owner = aminah, key: KeyOptions = {}, name = "telefon") => {
    const device = softKey(random, handles[owner.kind], key);
    const asking = { session: "s1", purpose: "add_passkey" };
    const begun = orThrow(
      await beginRegistration(deps, command(), {
        ...asking,
        owner,
        handle: device.handle,
        userName: "STO",
      }),
    );
    const answer = device.register(begun.challenge);
    const made = orThrow(await checkRegistration(deps, command(), { ...asking, answer }));
    orThrow(await submit((tx) => planAddPasskey(tx, owner, made, name)));
    return device;
  };

  const challengeFor = async (owner?: Owner) =>
    orThrow(
      await beginAssertion(deps, command(), {
        session: "s1",
        purpose: "sign_in",
        ...(owner ? { owner } : {}),
      }),
    ).challenge;

  /** Signs in with a device, as somebody who types no name. */
  const signIn = async (device: SoftKey, use: UseOptions = {}, kind: Owner["kind"] = "account") => {
    const answer = device.use(await challengeFor(), use);
    const checked = await checkAssertion(deps, command(), {
      session: "s1",
      purpose: "sign_in",
      kind,
      answer,
    });
    return checked.ok ? submit((tx) => planUsePasskey(tx, checked.value)) : checked;
  };

  return { ...node, deps, handles, submit, write, account, staff, enrol, challengeFor, signIn };
};

const withAminah = async (options: TestNodeOptions = {}) => {
  const people = setupPeople(options);
  orThrow(await people.write(people.account("")));
  return people;
};

const used = { ok: true, value: { type: "PasskeyUsed" } };
const refusedFor = (why: string) => ({ ok: false, error: { type: "PasskeyRefused", why } });

describe("what a browser is asked for", () => {
  test("a new key: found without a name, with user verification, five minutes, none of those known", async () => {
    const { deps, enrol, handles } = await withAminah();
    const first = await enrol();
    const asking = { session: "s1", purpose: "add_passkey", owner: aminah };
    const options = orThrow(
      await beginRegistration(deps, command(), { ...asking, handle: handles.account, userName: "STO" }),
    );
    expect(options).toMatchObject({
      rp: { id: "localhost", name: "STO" },
      user: { id: handles.account, name: "STO", displayName: "" },
      pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
      timeout: ceremonyMs,
      attestation: "none",
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
      excludeCredentials: [{ id: first.id, type: "public-key", transports: ["internal"] }],
    });
    expect(Buffer.from(options.user.id, "base64url")).toHaveLength(64);
    expect(Buffer.from(options.challenge, "base64url")).toHaveLength(32);
  });

  test("of staff also who made the device", async () => {
    const { deps, write, staff, handles } = setupPeople({ branch: null, node: 1 });
    orThrow(await write(staff));
    const asking = { session: "s1", purpose: "add_passkey", owner: rohani };
    const options = orThrow(
      await beginRegistration(deps, command(), { ...asking, handle: handles.staff, userName: "Rohani" }),
    );
    expect(options.attestation).toBe("direct");
  });

  test("a sign-in: with user verification, with any key of this site; a step-up with those of the person", async () => {
    const { deps, enrol } = await withAminah();
    const { id } = await enrol();
    const asking = { session: "s1", purpose: "sign_in" };
    const options = orThrow(await beginAssertion(deps, command(), asking));
    expect(options).toMatchObject({ rpId: "localhost", timeout: ceremonyMs, userVerification: "required" });
    expect(options.allowCredentials).toBeUndefined();
    const own = orThrow(await beginAssertion(deps, command(), { ...asking, owner: aminah }));
    expect(own.allowCredentials).toEqual([{ id, type: "public-key", transports: ["internal"] }]);
  });
});

describe("signing in", () => {
  test.each([-7, -8] as const)("with a key of algorithm %i says whose it is", async (algorithm) => {
    const { enrol, signIn } = await withAminah();
    const device = await enrol(aminah, { algorithm });
    expect(await signIn(device)).toEqual({
      ok: true,
      value: { type: "PasskeyUsed", owner: aminah, backupLost: false },
    });
  });

  test.each<[what: string, use: UseOptions, why: string]>([
    [
      "without user verification",
      { userVerified: false },
      "User verification required, but user could not be verified",
    ],
    ["in another site's frame", { client: { crossOrigin: true } }, "used in another site's frame"],
    ["under another site", { client: { topOrigin: "https://evil.example" } }, "used under another site"],
    [
      "at another site",
      { origin: "https://evil.example" },
      'Unexpected authentication response origin "https://evil.example", expected one of: http://localhost:8080',
    ],
    ["for another RP ID", { rpId: "evil.example" }, "Unexpected RP ID hash"],
    ["by a device that says another holder", { handle: "someone" }, "not the holder of this key"],
    ["by a device that says no holder", { handle: null }, "not the holder of this key"],
    [
      "as another ceremony",
      { client: { type: "webauthn.create" } },
      "Unexpected authentication response type: webauthn.create",
    ],
    ["with a key that became eligible for backup", { eligible: true }, "backup eligibility changed"],
  ])("%s is refused", async (_what, use, why) => {
    const { enrol, signIn } = await withAminah();
    expect(await signIn(await enrol(), use)).toEqual(refusedFor(why));
  });

  test("with a key that nobody knows is refused as with a wrong signature", async () => {
    const { random, enrol, signIn, handles, deps, challengeFor } = await withAminah();
    const stranger = await signIn(softKey(random, handles.account));
    const device = await enrol();
    const answer = device.use(await challengeFor());
    const forged = {
      ...answer,
      response: { ...answer.response, signature: softKey(random, "x").use("y").response.signature },
    };
    const wrong = await checkAssertion(deps, command(), {
      session: "s1",
      purpose: "sign_in",
      kind: "account",
      answer: forged,
    });
    expect([stranger, wrong].map((result) => !result.ok && result.error.type)).toEqual([
      "PasskeyRefused",
      "PasskeyRefused",
    ]);
  });

  test("at the staff door with an applicant's key is refused", async () => {
    const { enrol, signIn } = await withAminah();
    expect(await signIn(await enrol(), {}, "staff")).toEqual(refusedFor("unknown key"));
  });

  test("of somebody whose account was closed is refused", async () => {
    const { enrol, signIn, write } = await withAminah();
    const device = await enrol();
    orThrow(await write(update("account", { id: aminah.id, at: "" }, { state: "closed" })));
    expect(await signIn(device)).toEqual(refusedFor("not the holder of this key"));
  });

  test("with a key that was removed, or whose holder left, while its signature was verified is refused", async () => {
    const { deps, enrol, challengeFor, submit, write } = await withAminah();
    const check = async (device: SoftKey) => {
      const answer = device.use(await challengeFor());
      return orThrow(
        await checkAssertion(deps, command(), { session: "s1", purpose: "sign_in", kind: "account", answer }),
      );
    };
    const [first, second] = [await check(await enrol()), await check(await enrol())];
    orThrow(await submit((tx) => planRemovePasskey(tx, aminah, first.credential, { hasAnotherWay: true })));
    expect(await submit((tx) => planUsePasskey(tx, first))).toEqual(refusedFor("the key is removed"));
    orThrow(await write(update("account", { id: aminah.id, at: "" }, { state: "closed" })));
    expect(await submit((tx) => planUsePasskey(tx, second))).toEqual(refusedFor("its holder is not active"));
  });
});

describe("a challenge", () => {
  const setupAnswer = async () => {
    const people = await withAminah();
    const device = await people.enrol();
    const check = (answer: ReturnType<SoftKey["use"]>, asking = { session: "s1", purpose: "sign_in" }) =>
      checkAssertion(people.deps, command(), { ...asking, kind: "account", answer });
    return { ...people, device, check };
  };

  test("is good once, for its session and its purpose", async () => {
    const { device, check, challengeFor } = await setupAnswer();
    const answer = device.use(await challengeFor());
    expect(await check(answer, { session: "s2", purpose: "sign_in" })).toEqual(
      refusedFor("no such challenge"),
    );
    expect((await check(answer)).ok).toBe(true);
    expect(await check(answer)).toEqual(refusedFor("no such challenge"));
    const other = device.use(await challengeFor());
    expect(await check(other, { session: "s1", purpose: "step_up" })).toEqual(
      refusedFor("no such challenge"),
    );
    expect(await check(other)).toEqual(refusedFor("no such challenge"));
  });

  test.each<[string, UseOptions]>([
    ["is not verified", { userVerified: false }],
    ["comes from a frame", { client: { crossOrigin: true } }],
  ])("is used up by an answer that %s", async (_what, use) => {
    const { device, check, challengeFor } = await setupAnswer();
    const challenge = await challengeFor();
    expect((await check(device.use(challenge, use))).ok).toBe(false);
    expect(await check(device.use(challenge))).toEqual(refusedFor("no such challenge"));
  });

  test("is over after five minutes", async () => {
    const { device, check, challengeFor, clock } = await setupAnswer();
    const [first, second] = [await challengeFor(), await challengeFor()];
    clock.advance(ceremonyMs - 1);
    expect((await check(device.use(first))).ok).toBe(true);
    clock.advance(1);
    expect(await check(device.use(second))).toEqual(refusedFor("no such challenge"));
  });

  test("of a step-up is good for the action that it was given for, and for no other", async () => {
    const { deps, device } = await setupAnswer();
    const asking = { session: "s1", purpose: "step_up", owner: aminah };
    const begin = async () =>
      orThrow(
        await beginAssertion(deps, command(), { ...asking, action: { what: "export", day: "2026-12-07" } }),
      ).challenge;
    const check = async (challenge: string, action?: { what: string; day: string }) =>
      checkAssertion(deps, command(), {
        ...asking,
        ...(action ? { action } : {}),
        kind: "account",
        answer: device.use(challenge),
      });
    expect(await check(await begin(), { day: "2026-12-07", what: "export" })).toMatchObject({
      ok: true,
      value: { nonce: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(await check(await begin(), { what: "export", day: "2026-12-08" })).toEqual(
      refusedFor("no such challenge"),
    );
    expect(await check(await begin())).toEqual(refusedFor("no such challenge"));
  });
});

describe("a counter", () => {
  test("that goes up signs in, from whichever node it was seen last", async () => {
    const { enrol, signIn, write } = await withAminah();
    const device = await enrol(aminah, { counter: 7 });
    expect(await signIn(device)).toMatchObject(used);
    orThrow(await write(insert("credentialUse", { credential: device.id, node: 9, counter: 5, atMs: 1 })));
    expect(await signIn(device)).toMatchObject(used);
  });

  test("that went back suspends the key in the same commit: there is a copy of it", async () => {
    const { enrol, signIn, db } = await withAminah();
    const device = await enrol(aminah, { counter: 7 });
    const thief = device.copy();
    expect(await signIn(device)).toMatchObject(used);
    expect(await signIn(thief)).toEqual({
      ok: true,
      value: { type: "CounterWentBack", owner: aminah, known: 9, seen: 9 },
    });
    expect(findPasskey({ db, branch: "SGR-KLJ" }, "account", device.id)?.state).toBe("suspended");
    expect(await signIn(device)).toEqual(refusedFor("the key is suspended"));
  });

  test("is not believed without its signature: nobody suspends a key that they do not have", async () => {
    const { enrol, signIn, random, handles, db } = await withAminah();
    const device = await enrol(aminah, { counter: 7 });
    const forger = { ...softKey(random, handles.account, { counter: 1 }), id: device.id };
    const answer = async () =>
      signIn({ ...forger, use: (challenge) => ({ ...forger.use(challenge), id: device.id }) });
    expect(await answer()).toEqual(refusedFor("signature does not verify"));
    expect(findPasskey({ db, branch: "SGR-KLJ" }, "account", device.id)?.state).toBe("active");
  });

  test("of nothing leaves no row behind", async () => {
    const { enrol, signIn, db } = await withAminah();
    expect(await signIn(await enrol(aminah, { synced: true }))).toMatchObject(used);
    expect(db.query("SELECT count(*) AS n FROM credential_use").get()).toEqual({ n: 0 });
  });

  test("that another node saw higher suspends it here, too", async () => {
    const { enrol, signIn, write } = await withAminah();
    const device = await enrol(aminah, { counter: 7 });
    orThrow(await write(insert("credentialUse", { credential: device.id, node: 9, counter: 100, atMs: 1 })));
    expect(await signIn(device)).toMatchObject({ value: { type: "CounterWentBack", known: 100, seen: 9 } });
  });
});

describe("a backup", () => {
  test("that is gone asks for a second kind of proof, once", async () => {
    const { enrol, signIn } = await withAminah();
    const device = await enrol(aminah, { synced: true });
    expect(await signIn(device, { backedUp: false })).toMatchObject({ value: { backupLost: true } });
    expect(await signIn(device, { backedUp: false })).toMatchObject({ value: { backupLost: false } });
    expect(await signIn(device)).toMatchObject({ value: { backupLost: false } });
  });
});

describe("a person's keys", () => {
  test("are listed with their names, renamed, and removed but for the last", async () => {
    const { enrol, submit, db } = await withAminah();
    const [phone, key] = [await enrol(), await enrol(aminah, {}, "kunci")];
    const names = () => passkeysOf({ db, branch: "SGR-KLJ" }, aminah).map(({ name }) => name);
    expect(names().toSorted()).toEqual(["kunci", "telefon"]);
    orThrow(await submit((tx) => planRenamePasskey(tx, aminah, key.id, "kunci biru")));
    const remove = (id: string, hasAnotherWay = false) =>
      submit((tx) => planRemovePasskey(tx, aminah, id, { hasAnotherWay }));
    orThrow(await remove(phone.id));
    expect(names()).toEqual(["kunci biru"]);
    expect(await remove(key.id)).toEqual({ ok: false, error: { type: "LastWayIn" } });
    orThrow(await remove(key.id, true));
    expect(names()).toEqual([]);
  });

  test("open nothing once removed, and are nobody else's to touch", async () => {
    const { enrol, submit, signIn } = await withAminah();
    const device = await enrol();
    await enrol();
    const stranger: Owner = { kind: "account", id: "stranger" };
    expect(await submit((tx) => planRenamePasskey(tx, stranger, device.id, "x"))).toMatchObject({
      error: { type: "PasskeyNotFound" },
    });
    expect(
      await submit((tx) => planRemovePasskey(tx, stranger, device.id, { hasAnotherWay: true })),
    ).toMatchObject({ error: { type: "PasskeyNotFound" } });
    orThrow(await submit((tx) => planRemovePasskey(tx, aminah, device.id, { hasAnotherWay: false })));
    expect(await signIn(device)).toEqual(refusedFor("the key is removed"));
  });

  test("a suspended key is no other way in", async () => {
    const { enrol, submit } = await withAminah();
    const [first, second] = [await enrol(), await enrol()];
    orThrow(await submit((tx) => planSuspendPasskey(tx, "account", first.id)));
    expect(
      await submit((tx) => planRemovePasskey(tx, aminah, second.id, { hasAnotherWay: false })),
    ).toMatchObject({ error: { type: "LastWayIn" } });
  });

  test("are ten at most, and none is enrolled twice, for nobody", async () => {
    const { enrol, submit, deps, random, handles } = await withAminah();
    const device = await enrol();
    const asking = { session: "s1", purpose: "add_passkey", owner: rohani };
    const begun = orThrow(
      await beginRegistration(deps, command(), { ...asking, handle: handles.staff, userName: "x" }),
    );
    const again = orThrow(
      await checkRegistration(deps, command(), { ...asking, answer: device.register(begun.challenge) }),
    );
    for (const owner of [aminah, rohani])
      expect(await submit((tx) => planAddPasskey(tx, owner, again, "lagi"))).toMatchObject({
        error: { type: "PasskeyKnown" },
      });
    for (let n = 1; n < 10; n++) await enrol();
    const eleventh = { ...again, id: softKey(random, "x").id };
    expect(await submit((tx) => planAddPasskey(tx, aminah, eleventh, "lagi"))).toMatchObject({
      error: { type: "TooManyPasskeys", keysMax: 10 },
    });
  });
});

describe("copies of a key's row", () => {
  const rows = (db: ReturnType<typeof setupNode>["db"], table: string) =>
    db.query(`SELECT at, state, name FROM ${table} ORDER BY at`).all();

  test("headquarters adds, and changes, one wherever the account has one", async () => {
    const people = setupPeople({ branch: null, node: 1 });
    orThrow(await people.write(people.account(""), people.account("SGR-KLJ"), people.account("PJY-PPP")));
    const device = await people.enrol();
    await people.enrol(aminah, {}, "kunci");
    orThrow(await people.submit((tx) => planRemovePasskey(tx, aminah, device.id, { hasAnotherWay: false })));
    expect(rows(people.db, "passkey").filter((row) => (row as { name: string }).name === "telefon")).toEqual(
      ["", "PJY-PPP", "SGR-KLJ"].map((at) => ({ at, state: "removed", name: "telefon" })),
    );
  });

  test("a branch cannot write headquarters' row of a staff key: it suspends a copy of its own, and the worst stands", async () => {
    const people = setupPeople();
    orThrow(await people.write(people.staff));
    const device = await people.enrol(rohani, { counter: 3 });
    // Headquarters has taken it over, under a row of its own.
    const taken = { op: "insert", table: "staffKey", row: keyRow(people.db, device.id, "") } as const;
    orThrow(await people.write(taken));
    const thief = device.copy();
    expect(await people.signIn(device, {}, "staff")).toMatchObject(used);
    expect(await people.signIn(thief, {}, "staff")).toMatchObject({ value: { type: "CounterWentBack" } });
    expect(rows(people.db, "staff_key")).toEqual([
      { at: "", state: "active", name: "telefon" },
      { at: "SGR-KLJ", state: "suspended", name: "telefon" },
    ]);
    expect(await people.signIn(device, {}, "staff")).toEqual(refusedFor("the key is suspended"));
  });

  test("a branch that knows a staff key from headquarters only writes its first copy when it must", async () => {
    const people = setupPeople();
    orThrow(await people.write(people.staff));
    const elsewhere = softKey(people.random, people.handles.staff);
    const made = await people.enrol(rohani);
    const row = { ...keyRow(people.db, made.id, ""), id: elsewhere.id };
    orThrow(await people.write({ op: "insert", table: "staffKey", row }));
    orThrow(await people.submit((tx) => planRenamePasskey(tx, rohani, elsewhere.id, "kunci pejabat")));
    orThrow(await people.submit((tx) => planSuspendPasskey(tx, "staff", elsewhere.id)));
    expect(findPasskey({ db: people.db, branch: "SGR-KLJ" }, "staff", elsewhere.id)).toMatchObject({
      name: "kunci pejabat",
      state: "suspended",
    });
  });

  test("a staff key that another branch enrolled opens nothing at headquarters until it was taken over", async () => {
    const people = setupPeople({ branch: null, node: 1 });
    orThrow(await people.write(people.staff));
    const device = await people.enrol(rohani);
    const row = { ...keyRow(people.db, device.id, "PJY-PPP"), id: softKey(people.random, "x").id };
    orThrow(await people.write({ op: "insert", table: "staffKey", row }));
    expect(findPasskey({ db: people.db, branch: null }, "staff", String(row.id))).toBeUndefined();
    expect(findPasskey({ db: people.db, branch: null }, "staff", device.id)?.state).toBe("active");
  });
});

/** An enrolled staff key's row as it would stand at another place. */
const keyRow = (db: ReturnType<typeof setupNode>["db"], id: string, at: string) => {
  const row = db
    .query(
      `SELECT id, at, public_key AS publicKey, transports, aaguid, backup_eligible AS backupEligible, backed_up AS backedUp,
       counter, rp_id AS rpId, origin, name, created_at_ms AS createdAtMs, state, staff FROM staff_key WHERE id = ?`,
    )
    .get(id) as { readonly [column: string]: string | number };
  return { ...row, at };
};
