import type { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDb } from "../drizzle/db";
import { standardRecords } from "./bench/standard-rows.fixture";
import { orThrow } from "./core/result";
import { sealBatch } from "./envelope";
import { logStoreContract } from "./log-store.contract";
import { ed25519Signer } from "./request-signing";
import { SqliteLogStore } from "./sqlite-log-store";
import { textsOf } from "./tables";

const storeIn = (db: Database) =>
  new SqliteLogStore({ db, exclusive: async (work) => db.transaction(() => work(db)).immediate() });

const setup = async () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-log-"));
  const file = join(dir, "node.db");
  const db = orThrow(openDb(file));
  const opened = [db];
  return {
    db,
    store: storeIn(db),
    reopened: async () => {
      const again = orThrow(openDb(file));
      opened.push(again);
      return storeIn(again);
    },
    close: async () => {
      for (const db of opened) db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

logStoreContract("SQLite", setup);

describe("the log in the state's file", () => {
  const { sign } = ed25519Signer(new Uint8Array(32).fill(9));
  const sealing = { origin: 2, incarnation: 1, stream: "hq", prev: "", dep: 0 };
  const batch = sealBatch(sealing, standardRecords(3, [1, 1]), sign);
  const opened = async () => {
    const desk = await setup();
    onTestFinished(desk.close);
    return desk;
  };
  const metaOf = (db: Database) => db.query("SELECT key FROM meta WHERE key = 'sealed'").all();

  test("takes what follows from a batch in the same transaction", async () => {
    const { db, store, reopened } = await opened();
    orThrow(await store.append([batch], (tx) => tx.db.run("INSERT INTO meta VALUES ('sealed', '3')")));
    expect(metaOf(db)).toEqual([{ key: "sealed" }]);
    expect(await (await reopened()).heads()).toMatchObject([{ seq: 3 }]);
  });

  test("keeps neither when the one that follows fails", async () => {
    const { db, store } = await opened();
    const failing = store.append([batch], (tx) => {
      tx.db.run("INSERT INTO meta VALUES ('sealed', '3')");
      throw new Error("no room");
    });
    await expect(failing).rejects.toThrow("no room");
    expect(metaOf(db)).toEqual([]);
    expect(await store.heads()).toEqual([]);
  });

  test("is never read from end to end", async () => {
    const { db, store } = await opened();
    orThrow(await store.append([batch]));
    await store.heads();
    await store.since(["hq"], new Map(), { bytesMax: 1 });
    await store.get(2, "hq", 1);
    const scans = textsOf(db)
      .filter((text) => /\bbatch\b/.test(text))
      .flatMap((text) => db.query(`EXPLAIN QUERY PLAN ${text}`).all() as { detail: string }[])
      .filter(({ detail }) => /^(SCAN batch|USE TEMP)/.test(detail));
    expect(scans).toEqual([]);
  });
});
