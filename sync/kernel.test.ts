import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDb, schemaVersion } from "../drizzle/db";
import { seededRandom } from "./core/clock";
import { ok, orThrow } from "./core/result";
import { keyPlace, openCredentials, systemdName } from "./credentials";
import { applyGenesis } from "./genesis";
import { planTry } from "./limit";
import { takeLock } from "./lock";
import { replay, stateHash } from "./replay";
import { insert, put, update } from "./rows";
import { schedule, Scheduler, type Task } from "./scheduler";
import { command, setupNode, type TestNode, type TestNodeOptions } from "./testing";

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "sto-kernel-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

const counterRow = (id: string, no: number) =>
  insert("counter", { id, branch: "SGR-KLJ", no, name: "x", groups: "[]" });

describe("the log is the whole truth", () => {
  test("a row written past the log is found", async () => {
    const node = setupNode({ checkReplay: false });
    await node.writer.submit(command(), () =>
      ok({ intent: "test", rows: [counterRow("c", 1)], answer: null }),
    );
    expect(() => node.expectReplayed()).not.toThrow();
    node.db.run("UPDATE counter SET name = 'meddled'");
    expect(() => node.expectReplayed()).toThrow(/past the log|same state/);
  });

  test("a lost record gives another state hash", async () => {
    const node = setupNode({ checkReplay: false });
    for (const no of [1, 2])
      await node.writer.submit(command(), () =>
        ok({ intent: "test", rows: [counterRow(`c${no}`, no)], answer: null }),
      );
    node.db.run("DELETE FROM log_open WHERE seq = 2");
    const fresh = orThrow(openDb(":memory:"));
    replay(node.db, fresh, node.node, node.sealer);
    expect(stateHash(fresh)).not.toBe(stateHash(node.db));
    fresh.close();
  });

  test("a log replayed twice into the same file counts once, and one that breaks half way leaves nothing", async () => {
    const node = setupNode({ checkReplay: false });
    for (const no of [1, 2])
      await node.writer.submit(command(), () =>
        ok({ intent: "test", rows: [counterRow(`c${no}`, no)], answer: null }),
      );
    const fresh = orThrow(openDb(":memory:"));
    onTestFinished(() => fresh.close());
    replay(node.db, fresh, node.node, node.sealer);
    replay(node.db, fresh, node.node, node.sealer);
    const ends = "SELECT stream, seq, stamp FROM stream_head";
    expect(fresh.query(ends).values()).toEqual(node.db.query(ends).values());
    expect(stateHash(fresh)).toBe(stateHash(node.db));

    node.db.run("UPDATE log_open SET body = 'damaged' WHERE seq = 2");
    const broken = orThrow(openDb(":memory:"));
    onTestFinished(() => broken.close());
    expect(() => replay(node.db, broken, node.node, node.sealer)).toThrow();
    expect(broken.inTransaction).toBe(false);
    expect(broken.query("SELECT count(*) FROM counter").values()).toEqual([[0]]);
  });

  test("an append row cannot be changed, and a replicated table takes no local write", async () => {
    const node = setupNode({ writer: { onBug: () => {} } });
    const burn = { id: "b", branch: "SGR-KLJ", slot: "SGR-KLJ.C.1", pool: "general", units: 0, reason: "x" };
    await expect(
      node.writer.submit(command(), () =>
        ok({
          intent: "test",
          rows: [put("counter", { id: "c", branch: "SGR-KLJ", no: 1, name: "x", groups: "[]" })],
          answer: null,
        }),
      ),
    ).rejects.toThrow(/use insert or update/);
    await expect(
      node.writer.submit(command(), () =>
        ok({
          intent: "test",
          rows: [
            insert("mint", {
              id: "m",
              branch: "SGR-KLJ",
              grp: "C",
              date: "2027-01-01",
              slotMinutes: 15,
              pools: '["general"]',
              starts: "[[1,1]]",
            }),
            insert("burn", burn),
            update("burn", { id: "b" }, { units: 2 }),
          ],
          answer: null,
        }),
      ),
    ).rejects.toThrow(/never changed/);
  });
});

test("a state of the hall never falls back to one that was written elsewhere", async () => {
  const node = setupNode({ writer: { onBug: () => {} } });
  const sealed = Buffer.from("x");
  const party = {
    booking: "b",
    no: 1,
    branch: "SGR-KLJ",
    service: "PVP",
    account: "a",
    state: "checked_in",
    verified: 0,
    contested: 0,
    subject: "s",
    sealed,
  };
  await node.writer.submit(command(), () =>
    ok({ intent: "test", rows: [insert("party", party)], answer: null }),
  );
  const become = (state: string) =>
    node.writer.submit(command(), () =>
      ok({ intent: "test", rows: [update("party", { booking: "b", no: 1 }, { state })], answer: null }),
    );
  await expect(become("no_show")).rejects.toThrow(/ranks never fall/);
  expect((await become("absent")).ok).toBe(true);
  expect((await become("served")).ok).toBe(true);
});

describe("rights", () => {
  test("no plan can sell more than there is: the table itself refuses", async () => {
    const node = setupNode({ writer: { onBug: () => {} } });
    const mint = insert("mint", {
      id: "m",
      branch: "SGR-KLJ",
      grp: "C",
      date: "2027-01-01",
      slotMinutes: 15,
      pools: '["general"]',
      starts: "[[100,2]]",
    });
    await node.writer.submit(command(), () => ok({ intent: "test", rows: [mint], answer: null }));
    const spend = (party: number) =>
      insert("allocation", {
        booking: "b",
        party,
        rev: 1,
        slot: "SGR-KLJ.C.100",
        state: "spent",
        branch: "SGR-KLJ",
        pool: "general",
        units: 1,
        to: null,
      });
    const sell = (party: number) =>
      node.writer.submit(command(), () => ok({ intent: "test", rows: [spend(party)], answer: null }));
    await sell(1);
    await sell(2);
    await expect(sell(3)).rejects.toThrow(/right_never_negative/);
    expect(node.db.query("SELECT avail, spent, minted FROM right_").values()).toEqual([[0, 2, 2]]);
  });
});

describe("personal data", () => {
  const person = (node: TestNode) =>
    node.sealer.subjectFor(node.db, node.sealer.blindIndex("MYS:mykad:900101145678"), () => "s1", 0);

  test("opens with the person's key, in its own row only", () => {
    const node = setupNode();
    const subject = person(node);
    const sealed = node.sealer.seal(subject, "party", "b/1", { name: "SITI" });
    expect(node.sealer.unseal(subject, "party", "b/1", sealed)).toEqual({ name: "SITI" });
    expect(() => node.sealer.unseal(subject, "party", "b/2", sealed)).toThrow();
    expect(() => node.sealer.unseal(subject, "booking", "b/1", sealed)).toThrow();
    expect(sealed.includes("SITI")).toBe(false);
  });

  test("one key per person, found again by the blind index, gone after erasure", async () => {
    const node = setupNode();
    const subject = person(node);
    await node.writer.submit(command(), () => ok({ intent: "test", rows: [...subject.rows], answer: null }));
    const again = person(node);
    expect(again.rows).toEqual([]);
    expect(Buffer.from(again.key).equals(Buffer.from(subject.key))).toBe(true);
    node.db.run("DELETE FROM keyring");
    expect(node.sealer.open(node.db, "s1")).toBeUndefined();
  });

  test("keys that others on the machine can read are refused, and left as they are", () => {
    const dir = folder();
    openCredentials(dir, seededRandom(5));
    const file = join(dir, "credentials.json");
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(file, mode);
      expect(() => openCredentials(dir, seededRandom(5))).toThrow(/can be read by others/);
      expect(statSync(file).mode & 0o777).toBe(mode);
    }
    chmodSync(file, 0o600);
    expect(openCredentials(dir, seededRandom(5)).nodeKey).toHaveLength(32);
  });

  test("keys that systemd hands over are taken as they are, and none is written beside them", () => {
    const [made, handed, dir] = [folder(), folder(), folder()];
    const keys = openCredentials(made, seededRandom(5));
    writeFileSync(join(handed, systemdName), readFileSync(join(made, "credentials.json")), { mode: 0o440 });
    const place = keyPlace(dir, handed);
    expect(place.store).toBe("systemd");
    expect(openCredentials(dir, seededRandom(6), {}, place)).toEqual(keys);
    expect(existsSync(join(dir, "credentials.json"))).toBe(false);
    expect(keyPlace(dir, folder()).store).toBe("file");
  });

  test("keys lie in a file that only its owner reads, never in the database", () => {
    const dir = folder();
    const made = openCredentials(dir, seededRandom(5));
    expect(statSync(join(dir, "credentials.json")).mode & 0o777).toBe(0o600);
    expect(openCredentials(dir, seededRandom(6))).toEqual(made);
    expect(
      new Set(Object.values(made).map((key) => Buffer.from(key as Uint8Array).toString("hex"))).size,
    ).toBe(7);
    const opened = orThrow(openDb(join(dir, "sto.db")));
    opened.close();
    const file = readFileSync(join(dir, "sto.db"));
    for (const key of Object.values(made)) expect(file.includes(Buffer.from(key as Uint8Array))).toBe(false);
  });
});

describe("timed work", () => {
  const setupScheduler = (task: Task, options: TestNodeOptions = {}) => {
    const node = setupNode(options);
    const errors: string[] = [];
    const scheduler = new Scheduler({
      ...node,
      tasks: [task],
      onError: (_task, cause) => errors.push(String(cause)),
    });
    const ask = (dueMs: number) =>
      node.writer.submit(command(), () =>
        ok({ intent: "test", rows: [schedule("job", task.name, dueMs)], answer: null }),
      );
    return { ...node, scheduler, errors, ask };
  };

  test("runs when its time has come, once, and not before", async () => {
    let ran = 0;
    const branch = setupScheduler({ name: "once", plan: () => (ran++, ok({})) });
    await branch.ask(branch.clock.nowMs() + 1000);
    await branch.scheduler.runDue();
    expect(ran).toBe(0);
    branch.clock.advance(1000);
    await branch.scheduler.runDue();
    await branch.scheduler.runDue();
    expect(ran).toBe(1);
    expect(branch.db.query("SELECT count(*) FROM schedule").values()).toEqual([[0]]);
  });

  test("a task that fails is tried again later and keeps the reason", async () => {
    let fail = true;
    const branch = setupScheduler({
      name: "shaky",
      plan: () => {
        if (fail) throw new Error("no holiday data for 2028");
        return ok({});
      },
    });
    await branch.ask(branch.clock.nowMs());
    await branch.scheduler.runDue();
    expect(branch.errors).toEqual(["Error: no holiday data for 2028"]);
    expect(branch.db.query("SELECT attempts, last_error FROM schedule").values()).toEqual([
      [1, "Error: no holiday data for 2028"],
    ]);
    fail = false;
    branch.clock.advance(60_000);
    await branch.scheduler.runDue();
    expect(branch.db.query("SELECT count(*) FROM schedule").values()).toEqual([[0]]);
  });

  const failAtCommit = (code: string, deaths: unknown[] = []) => {
    const disk = { failing: false };
    const writer: TestNodeOptions["writer"] = {
      commit: (db) => {
        if (disk.failing) throw Object.assign(new Error("the disk fails"), { code });
        db.run("COMMIT");
      },
      die: (cause) => deaths.push(cause),
    };
    return { disk, deaths, writer };
  };

  test("on a full disk leaves the row as it stands and goes on when there is room", async () => {
    let ran = 0;
    const { disk, writer } = failAtCommit("SQLITE_FULL");
    const branch = setupScheduler({ name: "once", plan: () => (ran++, ok({})) }, { writer });
    await branch.ask(branch.clock.nowMs());
    disk.failing = true;
    expect(await branch.scheduler.runDue()).toBe(0);
    expect(ran, "tried once, not for ever").toBe(1);
    expect(await branch.scheduler.runDue()).toBe(0);
    expect(branch.errors, "said once, however often it is tried").toEqual(['Error: {"type":"DiskFull"}']);
    disk.failing = false;
    expect(await branch.scheduler.runDue()).toBe(1);
    expect(branch.db.query("SELECT count(*) FROM schedule").values()).toEqual([[0]]);
  });

  test("ends after an fsync that failed, so that the process can end", async () => {
    const { disk, deaths, writer } = failAtCommit("SQLITE_IOERR_FSYNC");
    const branch = setupScheduler({ name: "once", plan: () => ok({}) }, { writer, checkReplay: false });
    await branch.ask(branch.clock.nowMs());
    disk.failing = true;
    expect(await branch.scheduler.runDue()).toBe(0);
    expect(deaths).toHaveLength(1);
    expect(await branch.scheduler.runDue(), "the writer takes nothing more").toBe(0);
  });

  test("gives way when the writer is overloaded, so that the queue can drain", async () => {
    let ms = 0;
    let run = () => {};
    const branch = setupScheduler(
      { name: "once", plan: () => ok({}) },
      { writer: { monotonicMs: () => ms, defer: (drain) => void (run = drain) } },
    );
    const asked = branch.ask(branch.clock.nowMs());
    run();
    await asked;
    const waiting = branch.writer.submit(command(), () => ok({ intent: "test", rows: [], answer: null }));
    ms = 5000;
    expect(await branch.scheduler.runDue()).toBe(0);
    run();
    expect((await waiting).ok).toBe(true);
    const later = branch.scheduler.runDue();
    run();
    expect(await later).toBe(1);
  });
});

test("a task that moves its own row to a later date is not removed after it", async () => {
  const node = setupNode();
  const later = node.clock.nowMs() + 5000;
  const task: Task = {
    name: "again",
    plan: () => ok({ plan: { intent: "test", rows: [schedule("job", "again", later)], answer: null } }),
  };
  const scheduler = new Scheduler({ ...node, tasks: [task], onError: () => {} });
  await node.writer.submit(command(), (tx) =>
    ok({ intent: "test", rows: [schedule("job", "again", tx.nowMs)], answer: null }),
  );
  await scheduler.runDue();
  expect(node.db.query("SELECT due_ms FROM schedule").values()).toEqual([[later]]);
});

test("a limit counts tries in its window, forgets after it, and a restart forgives nobody", async () => {
  const node = setupNode();
  const limit = [{ bucket: "find:x", triesMax: 2, windowMs: 60_000 }];
  const attempt = () => node.writer.submit(command(), (tx) => planTry(tx, limit));
  expect((await attempt()).ok).toBe(true);
  expect((await attempt()).ok).toBe(true);
  node.clock.advance(20_000);
  expect(await attempt()).toEqual({ ok: false, error: { type: "TooManyTries", retryAfterS: 40 } });
  node.clock.advance(40_000);
  expect((await attempt()).ok).toBe(true);
});

describe("the file", () => {
  test("one program per folder", () => {
    const dir = folder();
    const first = orThrow(takeLock(dir));
    expect(takeLock(dir)).toEqual({ ok: false, error: { type: "DirectoryInUse", dir } });
    first.release();
    orThrow(takeLock(dir)).release();
  });

  test("from a newer program is refused and left alone", () => {
    const file = join(folder(), "sto.db");
    const db = orThrow(openDb(file));
    db.run("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('future', 9999999999999)");
    db.close();
    expect(openDb(file)).toEqual({
      ok: false,
      error: {
        type: "FileNewerThanProgram",
        file,
        fileVersion: schemaVersion + 1,
        programVersion: schemaVersion,
      },
    });
  });
});

test("shipped rows never overwrite what headquarters corrected, and a newer release does replace an older one", async () => {
  const node = setupNode({ checkReplay: false });
  const ship = (name: string, ms: number) =>
    applyGenesis(node.db, [{ table: "branch", code: "SGR-KLJ", doc: { name } }], ms);
  const name = () =>
    (JSON.parse(node.db.query<{ doc: string }, []>("SELECT doc FROM branch").get()!.doc) as { name: string })
      .name;
  ship("first", Date.UTC(2026, 10, 1));
  ship("second", Date.UTC(2026, 10, 20));
  expect(name()).toBe("second");
  await node.writer.submit(command(), () =>
    ok({
      intent: "test",
      rows: [update("branch", { code: "SGR-KLJ" }, { doc: '{"name":"corrected"}' })],
      answer: null,
    }),
  );
  ship("third", Date.UTC(2026, 10, 25));
  expect(name()).toBe("corrected");
});
