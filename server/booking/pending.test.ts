import { describe, expect, test } from "vitest";
import type { NoticeBody } from "../../sync/notice";
import { codeMs } from "../identity/code";
import type { Json, TestBranch } from "../testing";
import { hold, mykad, press, prove, send, setupOpenBranch, startOf, unitsOf } from "./booking.fixture";
import { setupCountry } from "./country.fixture";

const minuteMs = 60_000;
const contact = { email: "siti@example.com", phone: "+60123456789" };

const details = (more: object = {}) => ({
  lang: "ms",
  kind: "citizen",
  contact,
  parties: [mykad("900101-14-4672")],
  consent: true,
  ...more,
});

/** A branch whose gateways work, and a visit that was held by `as`. */
const setupHeld = async (as = "siti", more: object = {}, at?: TestBranch) => {
  const branch = at ?? (await setupOpenBranch());
  branch.deps.channels.attach({ health: () => ({ type: "ok" }) });
  const { slot } = startOf(branch);
  const visit = { as, people: [mykad("900101-14-4672")], slot };
  const holdId: string = (await hold(branch, visit)).body.holdId;
  const ask = (path: string, body: object = {}, who = as) =>
    send(branch, who, "POST", `/holds/${holdId}${path}`, body);
  const give = (body: object = details(more)) => ask("/visit", body);
  /** Asks for a code, reads it as its person does, and types it. */
  const proveBy = async (kind: "sms" | "email") => {
    await ask("/codes", { kind });
    return ask("/codes/try", { kind, code: codeSent(branch, kind) });
  };
  return { branch, slot, holdId, ask, give, proveBy };
};

/** The code of the newest message by a channel. */
const codeSent = ({ db, deps: { sealer } }: TestBranch, channel: string): string => {
  const row = db
    .query<{ id: string; subject: string; sealed: Uint8Array }, [string]>(
      "SELECT id, subject, sealed FROM notice WHERE purpose = 'code' AND channel = ? ORDER BY rowid DESC LIMIT 1",
    )
    .get(channel)!;
  const holder = sealer.open(db, row.subject)!;
  const { message } = sealer.unseal<NoticeBody>(holder, "notice", row.id, row.sealed);
  if (message.purpose !== "code") throw new Error("another message");
  return message.code;
};

const stateOf = (view: Json, kind: string) => view.kinds.find((each: Json) => each.kind === kind).state;

describe("a visit whose details are given", () => {
  test("is booked when two different codes came back, and not before", async () => {
    const { branch, slot, ask, give, proveBy } = await setupHeld();
    const given = await give();
    expect([given.status, given.body.isEnough, given.body.clock]).toEqual([200, false, "hold"]);
    expect(unitsOf(branch, slot)).toMatchObject({ held: 0 });
    expect((await ask("/confirm")).body).toMatchObject({ code: "needs_another_kind", have: [] });

    const one = await proveBy("sms");
    expect([stateOf(one.body, "sms"), one.body.isEnough]).toEqual(["done", false]);
    expect((await ask("/confirm")).body).toMatchObject({ code: "needs_another_kind", have: ["sms"] });

    expect((await proveBy("email")).body.isEnough).toBe(true);
    const made = await ask("/confirm");
    expect([made.status, made.body.state, made.body.verified]).toEqual([201, "confirmed", false]);
    const { kinds } = branch.db.query("SELECT kinds FROM booking").get() as { kinds: string };
    expect(JSON.parse(kinds)).toEqual(["sms", "email"]);
  });

  test("leaves nothing behind that could open or prove anything once it is booked", async () => {
    const { branch, holdId, ask, give, proveBy } = await setupHeld();
    await give();
    await proveBy("sms");
    await proveBy("email");
    await ask("/confirm");
    for (const table of ["pending_visit", "proof", "code", "hold"])
      expect(branch.db.query(`SELECT count(*) FROM ${table}`).values(), table).toEqual([[0]]);
    expect((await ask("/confirm")).status, `hold ${holdId}`).toBe(410);
  });

  test("one code is not enough however often it is shown", async () => {
    const { ask, give, proveBy, branch } = await setupHeld();
    await give();
    await proveBy("email");
    branch.clock.advance(minuteMs);
    await proveBy("email");
    expect((await ask("/confirm")).body.code).toBe("needs_another_kind");
  });

  test("a wrong code, a code of another visit and a used one are refused in the same words", async () => {
    const { ask, give, branch } = await setupHeld();
    await give();
    await ask("/codes", { kind: "sms" });
    const code = codeSent(branch, "sms");
    const tried = async (typed: string) => {
      const { status, body } = await ask("/codes/try", { kind: "sms", code: typed });
      return [status, body.code];
    };
    expect(await tried("00000000")).toEqual([422, "code_wrong"]);
    expect((await ask("/codes/try", { kind: "email", code })).body.code).toBe("code_wrong");
    expect(await tried(code)).toEqual([200, undefined]);
    expect(await tried(code)).toEqual([422, "code_wrong"]);
  });

  test("is nobody else's to see, to prove or to confirm", async () => {
    const { branch, holdId, give, ask } = await setupHeld();
    await give();
    expect((await send(branch, "thief", "GET", `/holds/${holdId}/visit`)).status).toBe(404);
    for (const path of ["/codes", "/codes/try", "/confirm"]) {
      const { status } = await ask(path, path === "/confirm" ? {} : { kind: "sms", code: "1" }, "thief");
      expect([400, 410], path).toContain(status);
    }
  });
});

describe("the place of a pending visit", () => {
  test("is kept as long as a code for it may be good, and comes back to the public after that", async () => {
    const { branch, slot, ask, give } = await setupHeld();
    const before = unitsOf(branch, slot);
    const given = await give();
    branch.clock.set(given.body.endsAtMs - minuteMs);
    const sent = await ask("/codes", { kind: "sms" });
    expect(sent.body.clock).toBe("code");
    expect(sent.body.endsAtMs).toBeGreaterThanOrEqual(branch.clock.nowMs() + codeMs);
    branch.clock.advance(codeMs);
    await branch.scheduler.runDue();
    expect(unitsOf(branch, slot).avail, "the code may still be good").toBe(before.avail);
    branch.clock.set(sent.body.endsAtMs);
    await branch.scheduler.runDue();
    expect(unitsOf(branch, slot)).toMatchObject({ avail: before.avail + 1, held: 0, spent: 0 });
    expect((await ask("/confirm")).status).toBe(410);
    expect(branch.db.query("SELECT count(*) FROM pending_visit").values()).toEqual([[0]]);
  });

  test("is let go by its owner with everything that was given", async () => {
    const { branch, slot, holdId, give } = await setupHeld();
    const before = unitsOf(branch, slot);
    const keys = () => branch.db.query("SELECT count(*) FROM keyring").values();
    const keysBefore = keys();
    await give();
    await send(branch, "siti", "DELETE", `/holds/${holdId}`);
    expect(unitsOf(branch, slot)).toMatchObject({ avail: before.avail + 1, held: 0 });
    expect(keys(), "the key of what was given is gone").toEqual(keysBefore);
  });

  test("keeps its key to its node: headquarters never has that of a visit which may come to nothing", async () => {
    const { hq, branches, settle } = await setupCountry();
    const [branch] = branches;
    const keysAtHq = () => hq.db.query("SELECT subject FROM keyring ORDER BY subject").values();
    const before = keysAtHq();
    const { holdId, give } = await setupHeld("siti", {}, branch);
    expect((await give()).status).toBe(200);
    expect(
      branch.db.query("SELECT count(*) FROM keyring JOIN pending_visit USING (subject)").values(),
    ).toEqual([[1]]);
    await settle();
    expect(keysAtHq(), "while it waits").toEqual(before);
    await send(branch, "siti", "DELETE", `/holds/${holdId}`);
    await settle();
    expect(keysAtHq(), "let go").toEqual(before);
  });

  test("details given again take the place of the first ones", async () => {
    const { ask, give, branch } = await setupHeld();
    await give();
    const again = await give(details({ contact: { phone: "+60198765432" } }));
    expect(stateOf(again.body, "email")).toBe("unavailable");
    expect(branch.db.query("SELECT count(*) FROM pending_visit").values()).toEqual([[1]]);
    expect((await ask("/codes", { kind: "email" })).body.code).toBe("no_contact");
  });
});

describe("what stands in the way is said before anybody waits", () => {
  test("a number that no SMS reaches, and a gateway that is silent", async () => {
    const { branch, ask, give } = await setupHeld("siti", { contact: { phone: "+6581234567" } });
    const kindsOf = (view: Json) =>
      Object.fromEntries(view.kinds.map(({ kind, why }: Json) => [kind, why] as const));
    expect(kindsOf((await give()).body)).toMatchObject({ sms: "number_not_served", email: "no_contact" });
    expect((await ask("/codes", { kind: "sms" })).body.code).toBe("number_not_served");
    branch.deps.channels.attach({ health: () => ({ type: "failing", sinceMs: 0 }) });
    expect(kindsOf((await give(details())).body)).toMatchObject({ sms: "gateway_silent" });
  });

  test("one contact books for six people; an officer books for more", async () => {
    const { branch } = await setupHeld();
    const bookFor = async (as: string, no: number) => {
      const people = [mykad(`900101-14-${4000 + no}`)];
      const held = await hold(branch, { as, people, slot: startOf(branch, no % 4).slot });
      const { holdId } = held.body;
      const given = await send(branch, as, "POST", `/holds/${holdId}/visit`, details({ parties: people }));
      if (given.status !== 200) return given.body.code;
      // A week passes, as far as the limits of codes are concerned.
      branch.db.run("DELETE FROM rate_limit");
      await send(branch, as, "POST", `/holds/${holdId}/codes`, { kind: "email" });
      const code = codeSent(branch, "email");
      await send(branch, as, "POST", `/holds/${holdId}/codes/try`, { kind: "email", code });
      branch.db.run(
        "INSERT OR REPLACE INTO proof SELECT session, about, 'document', 'test', at_ms FROM proof",
      );
      return (await send(branch, as, "POST", `/holds/${holdId}/confirm`, {})).status;
    };
    for (let no = 0; no < 6; no++) expect(await bookFor(`phone${no}`, no)).toBe(201);
    expect(await bookFor("phone7", 7)).toBe("contact_used_up");
    expect(await bookFor("officer:rohani", 8)).toBe(201);
  });
});

test("one contact that waits with many people at once is still booked for six", async () => {
  const { branch } = await setupHeld();
  const waiting: { as: string; holdId: string }[] = [];
  for (let no = 0; no < 8; no++) {
    const visit = {
      as: `phone${no}`,
      people: [mykad(`900101-14-${4000 + no}`)],
      slot: startOf(branch, no % 4).slot,
    };
    const { holdId } = (await hold(branch, visit)).body;
    const given = await send(
      branch,
      visit.as,
      "POST",
      `/holds/${holdId}/visit`,
      details({ parties: visit.people }),
    );
    expect(given.status, "nobody is booked yet").toBe(200);
    prove(branch, visit.as, holdId);
    waiting.push({ as: visit.as, holdId });
  }
  const answers: unknown[] = [];
  for (const { as, holdId } of waiting) {
    const { status, body } = await press(branch, as, holdId);
    answers.push(status === 201 ? status : body.code);
  }
  expect(answers).toEqual([201, 201, 201, 201, 201, 201, "contact_used_up", "contact_used_up"]);
});

describe("with an officer", () => {
  test("the document in hand is one kind: a code on the person's own phone is the other", async () => {
    const { give, ask, proveBy } = await setupHeld("officer:rohani");
    const given = await give();
    expect([stateOf(given.body, "document"), given.body.isEnough]).toEqual(["done", false]);
    expect((await ask("/confirm")).body.code).toBe("needs_another_kind");
    expect((await proveBy("sms")).body.isEnough).toBe(true);
    expect((await ask("/confirm")).body).toMatchObject({ state: "confirmed", verified: true });
  });
});
