import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { err } from "../../sync/core/result";
import { update } from "../../sync/rows";
import { folder } from "./channel.fixture";
import { down, gateway, setupNotify, taken } from "./notify.fixture";
import { spoolChannel } from "./spool";

const minuteMs = 60_000;

describe("a message", () => {
  test("goes out as soon as it is asked for, and only that it did is kept of it", async () => {
    const { start, tell, row, timers, settle, stop } = await setupNotify();
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    const id = await tell();
    expect(sms.waiting()).toMatchObject([
      { id, to: "+60123456789", body: expect.stringContaining("00012345"), purpose: "code" },
    ]);
    sms.answer(id, taken);
    await settle();
    expect(row(id)).toEqual({
      state: "handed",
      attempts: 1,
      handedAtMs: timers.nowMs(),
      lastError: null,
      bytes: 0,
    });
    await stop(notify);
  });

  test("tells in the commit of its handing over when that was, for the code's ten minutes", async () => {
    const { start, tell, db, timers, pass, settle, stop } = await setupNotify({
      whenHanded: (_tx, id, atMs) => [
        update("notice", { id }, { bookingId: `until ${atMs + 10 * minuteMs}` }),
      ],
    });
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    const id = await tell();
    await pass(5_000);
    sms.answer(id, taken);
    await settle();
    expect(db.query("SELECT booking_id FROM notice").values()).toEqual([
      [`until ${timers.nowMs() + 10 * minuteMs}`],
    ]);
    await stop(notify);
  });

  test("that waited while nobody sent goes at the start", async () => {
    const { start, tell, row, settle, stop } = await setupNotify();
    const id = await tell();
    const sms = gateway("sms");
    sms.always = () => taken;
    const notify = start([sms.channel]);
    await settle();
    expect(row(id).state).toBe("handed");
    await stop(notify);
  });

  test("that was under way when the node stopped is tried again at the next start, with the same id", async () => {
    const { start, tell, row, settle, stop } = await setupNotify();
    const silent = gateway("sms");
    const first = start([silent.channel]);
    const id = await tell();
    await stop(first);
    expect(row(id)).toMatchObject({ state: "queued", attempts: 0 });
    const sms = gateway("sms");
    sms.always = () => taken;
    const second = start([sms.channel]);
    await settle();
    expect(sms.got.map((message) => message.id)).toEqual([id]);
    expect(row(id).state).toBe("handed");
    await stop(second);
  });

  test("is never sent late: it expires, also where there is no such channel", async () => {
    const { start, tell, row, pass, scheduler, timers, stop } = await setupNotify();
    const sms = gateway("sms");
    const triedAtMs: number[] = [];
    sms.always = () => {
      triedAtMs.push(timers.nowMs());
      return down;
    };
    const notify = start([sms.channel]);
    const untilMs = timers.nowMs() + 10 * minuteMs;
    const byPhone = await tell({ untilMs });
    const byMail = await tell({ untilMs, channel: "email", to: "siti@example.com" });
    for (let step = 0; step < 120; step++) await pass(10_000);
    expect(triedAtMs.length).toBeGreaterThan(5);
    expect(triedAtMs.at(-1)).toBeLessThan(untilMs);
    await scheduler.runDue();
    for (const id of [byPhone, byMail])
      expect(row(id)).toMatchObject({ state: "expired", lastError: "too_late", bytes: 0 });
    await stop(notify);
  });

  test("about a person who was erased goes nowhere", async () => {
    const { start, tell, row, db, settle, stop } = await setupNotify({ checkReplay: false });
    const id = await tell();
    db.run("DELETE FROM keyring");
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    await settle();
    expect(sms.got).toEqual([]);
    expect(row(id)).toMatchObject({ state: "expired", lastError: "erased", bytes: 0 });
    await stop(notify);
  });

  test("that cannot be read fails alone, and the next one goes", async () => {
    const { start, tell, row, db, settle, stop, reports } = await setupNotify();
    const broken = await tell();
    db.run("UPDATE notice SET sealed = zeroblob(60)");
    const good = await tell();
    const sms = gateway("sms");
    sms.always = () => taken;
    const notify = start([sms.channel]);
    await settle();
    expect(row(broken)).toMatchObject({ state: "failed", lastError: "not_written" });
    expect(row(good).state).toBe("handed");
    expect(reports[0]).toBe(`wording message ${broken}`);
    await stop(notify);
  });

  test("that the gateway will never take has failed, and is not tried again", async () => {
    const { start, tell, row, pass, stop } = await setupNotify();
    const sms = gateway("sms");
    sms.always = () => err({ type: "Refused", why: "http_400" });
    const notify = start([sms.channel]);
    const id = await tell();
    await pass(5 * minuteMs);
    expect(sms.got).toHaveLength(1);
    expect(row(id)).toMatchObject({ state: "failed", lastError: "http_400", bytes: 0 });
    expect(notify.health("sms"), "the gateway itself is well").toEqual({ type: "ok" });
    await stop(notify);
  });

  test("is sent once though the disk was full when that was to be written", async () => {
    let isFull = false;
    const commit = (db: { run(sql: string): unknown }) => {
      if (isFull) throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
      db.run("COMMIT");
    };
    const { start, tell, row, pass, settle, stop } = await setupNotify({ writer: { commit } });
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    const id = await tell();
    isFull = true;
    sms.answer(id, taken);
    await pass(5_000);
    expect(row(id).state).toBe("queued");
    isFull = false;
    await pass(1_000);
    await settle();
    expect(row(id).state).toBe("handed");
    expect(sms.got).toHaveLength(1);
    await stop(notify);
  });
});

describe("a gateway that fails", () => {
  test("is tried by one message at a time, with growing waits; all go when it works again", async () => {
    const { start, tell, row, pass, stop } = await setupNotify();
    const sms = gateway("sms");
    sms.always = () => down;
    const notify = start([sms.channel]);
    const ids = [await tell(), await tell(), await tell(), await tell(), await tell(), await tell()];
    const triesIn = async (ms: number) => {
      const before = sms.got.length;
      for (let step = 0; step < ms / 500; step++) await pass(500);
      return sms.got.length - before;
    };
    const [first, second, third] = [await triesIn(60_000), await triesIn(60_000), await triesIn(60_000)];
    expect(first).toBeGreaterThan(3);
    expect(first).toBeLessThan(12);
    expect(second + third).toBeLessThan(first);
    sms.always = () => taken;
    for (let step = 0; step < 240; step++) await pass(500);
    expect(ids.map((id) => row(id).state)).toEqual(ids.map(() => "handed"));
    await stop(notify);
  });

  test("is left alone for as long as it asks", async () => {
    const { start, tell, pass, stop } = await setupNotify();
    const sms = gateway("sms");
    sms.always = () => err({ type: "Unavailable", why: "http_429", retryAfterS: 150 });
    const notify = start([sms.channel]);
    await tell();
    await tell();
    expect(sms.got).toHaveLength(1);
    await pass(149_000);
    expect(sms.got).toHaveLength(1);
    expect(notify.health("sms").type, "and pages know all the while").toBe("failing");
    await pass(60_000);
    expect(sms.got.length).toBeGreaterThan(1);
    await stop(notify);
  });

  test("does not wait for one message that it chokes on: the others pass it", async () => {
    const { start, tell, row, pass, timers, stop } = await setupNotify();
    const sms = gateway("sms");
    const poison = await tell({ untilMs: timers.nowMs() + 5 * minuteMs });
    sms.always = ({ id }) => (id === poison ? down : taken);
    const notify = start([sms.channel]);
    const others = [await tell(), await tell(), await tell()];
    for (let step = 0; step < 60; step++) await pass(500);
    expect(others.map((id) => row(id).state)).toEqual(["handed", "handed", "handed"]);
    expect(row(poison).state).toBe("queued");
    await stop(notify);
  });

  test("shows within ten seconds, since when; a success ends it", async () => {
    const { start, tell, pass, timers, settle, stop } = await setupNotify();
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    expect(notify.health("sms")).toEqual({ type: "ok" });
    expect(notify.health("email")).toEqual({ type: "not_configured" });
    const id = await tell();
    await pass(7_900);
    expect(notify.health("sms")).toEqual({ type: "ok" });
    await pass(100);
    expect(notify.health("sms"), "it says nothing").toEqual({ type: "failing", sinceMs: timers.nowMs() });
    sms.answer(id, taken);
    await settle();
    expect(notify.health("sms")).toEqual({ type: "ok" });
    sms.always = () => down;
    await tell();
    const sinceMs = timers.nowMs();
    await pass(minuteMs);
    expect(notify.health("sms"), "it says no").toEqual({ type: "failing", sinceMs });
    await stop(notify);
  });

  test("is offered again when nobody has tried it for a while: only a try can tell", async () => {
    const { start, tell, pass, scheduler, timers, stop } = await setupNotify();
    const sms = gateway("sms");
    sms.always = () => down;
    const notify = start([sms.channel]);
    await tell({ untilMs: timers.nowMs() + minuteMs });
    await pass(minuteMs);
    await scheduler.runDue();
    expect(notify.health("sms").type).toBe("failing");
    await pass(4 * minuteMs);
    expect(notify.health("sms")).toEqual({ type: "ok" });
    await stop(notify);
  });
});

describe("side by side", () => {
  test("at most four messages are under way, and a code passes a hundred notices", async () => {
    const { start, tell, settle, stop, timers } = await setupNotify();
    const untilMs = timers.nowMs() + 90 * 24 * 60 * minuteMs;
    const visit = { ref: "02R1XCF3", branch: "SGR-HQ1", service: "PMA-BAHARUI", startsAtMs: untilMs };
    for (let no = 0; no < 20; no++) await tell({ untilMs, message: { purpose: "office_changed", ...visit } });
    const sms = gateway("sms");
    const notify = start([sms.channel]);
    expect(sms.waiting()).toHaveLength(4);
    const code = await tell();
    expect(sms.waiting()).toHaveLength(4);
    sms.answer(sms.waiting()[0]!.id, taken);
    await settle();
    expect(sms.waiting().at(-1)!.id).toBe(code);
    await stop(notify);
  });

  test("a silent gateway does not hold the other channel", async () => {
    const { start, tell, row, settle, stop } = await setupNotify();
    const [sms, email] = [gateway("sms"), gateway("email")];
    email.always = () => taken;
    const notify = start([sms.channel, email.channel]);
    for (let no = 0; no < 6; no++) await tell();
    const mail = await tell({ channel: "email", to: "siti@example.com" });
    await settle();
    expect(row(mail).state).toBe("handed");
    expect(notify.health("email")).toEqual({ type: "ok" });
    await stop(notify);
  });
});

test("neither logs nor rows hold an address or a text, whatever goes wrong", async () => {
  const { start, tell, reports, db, pass, stop } = await setupNotify();
  const canaries = ["+60198765432", "60198765432", "kanari@contoh.example", "87654321"];
  const message = { purpose: "code", use: "contact", code: "87654321" } as const;
  const [sms, email] = [gateway("sms"), gateway("email")];
  const throws = ({ to, body }: { to: string; body: string }) => {
    throw new Error(`550 <${to}> ${body}`);
  };
  sms.always = throws;
  email.always = throws;
  await tell({ to: "+60198765432", message });
  await tell({ channel: "email", to: "kanari@contoh.example", message });
  await tell({ channel: "email", to: "kanari@contoh.example\r\nBcc: x@example.com", message });
  const notify = start([sms.channel, email.channel]);
  await pass(minuteMs);
  await tell({ to: "+60198765432", message });
  db.run("UPDATE notice SET sealed = zeroblob(60) WHERE state = 'queued'");
  for (let step = 0; step < 20; step++) await pass(minuteMs);
  await stop(notify);
  const rows = db.query("SELECT id, purpose, channel, booking_id, state, last_error FROM notice").all();
  const told = JSON.stringify([reports, rows]);
  expect(reports.length, "there was something to tell").toBeGreaterThan(2);
  for (const canary of canaries) expect(told).not.toContain(canary);
});

test("a booking is confirmed to its holder by each way they gave, as files of the spool folder", async () => {
  const dir = folder();
  const { start, tell, settle, stop, db, timers } = await setupNotify();
  const notify = start([spoolChannel("sms", dir), spoolChannel("email", dir)]);
  const startsAtMs = timers.nowMs() + 3 * 24 * 60 * minuteMs + 30 * minuteMs;
  const visit = { ref: "02R1XCF3", branch: "SGR-HQ1", service: "PMA-BAHARUI", startsAtMs };
  const message = { purpose: "booked", ...visit } as const;
  await tell({ untilMs: startsAtMs, message, lang: "en" });
  await tell({ untilMs: startsAtMs, message, channel: "email", to: "siti@example.com" });
  const states = () => db.query("SELECT state FROM notice").values().flat();
  while (states().includes("queued")) await settle();
  const file = (kind: string) => {
    const [name] = readdirSync(join(dir, kind));
    return JSON.parse(readFileSync(join(dir, kind, name!), "utf8")) as Record<string, string>;
  };
  expect(file("sms")).toMatchObject({ to: "+60123456789", purpose: "booked" });
  expect(file("sms")["body"]).toMatch(
    /^STO: Appointment 02R1-XCF3 confirmed: Thu, 10 December 8\.30 am, .+\. Bring your original documents\.$/,
  );
  expect(file("mail")).toMatchObject({ to: "siti@example.com", purpose: "booked" });
  expect(file("mail")["body"]).toContain("Tarikh dan masa: Khamis, 10 Disember 2026, 8.30 pagi");
  await stop(notify);
});
