/**
 * Looking somebody up on a list of a million: the entry by its keyed hash in the node's own file, against the bare statement with a hash at
 * hand; and the whole screening of a traveller against every list, inside the transaction that decides.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, figure, quantile } from "../../.dev/figure";
import { openDb } from "../../drizzle/db";
import { seededRandom, systemClock } from "../../sync/core/clock";
import { orThrow } from "../../sync/core/result";
import { OwnKeys } from "../../sync/own-keys";
import { publicKeysOf } from "../../sync/public-keys";
import { statement } from "../../sync/tables";
import { hashBytes, hashOf, keysOf } from "./entries";
import { listNames, ruleOf } from "./lists";
import { screenPerson } from "./screen.usecase";
import { maskedAt } from "./screening.store";
import { ScreeningKeys, sealScreeningKey, screeningKeyVersion } from "./screening-keys.usecase";

const entries = 1_000_000;
const lookUps = 20_000;
const node = 2;

export const bench: Bench = async function* () {
  const dir = mkdtempSync(join(tmpdir(), "sto-lists-"));
  const db = orThrow(openDb(join(dir, "node.db")));
  const random = seededRandom(1);
  const seeds = { logSeed: random.bytes(32), slipSeed: random.bytes(32), boxSeed: random.bytes(32) };
  const screeningKey = random.bytes(32);
  const sealed = sealScreeningKey(publicKeysOf(seeds).boxKey, screeningKey, random);
  const keys = new ScreeningKeys(node, new OwnKeys(seeds).open);
  const listed = (no: number) => hashOf(screeningKey, "suspects", `MYS:passport:A${10_000_000 + no}`).hash;
  try {
    const hashes = Array.from({ length: entries }, (_, no) => Buffer.from(listed(no))).sort(Buffer.compare);
    db.transaction(() => {
      db.query(
        "INSERT INTO screening_key (version, node, sealed, at_ms, _h, _n) VALUES (1, ?, ?, 0, 0, 0)",
      ).run(node, sealed);
      const add = db.query("INSERT INTO list_entry (build, hash, code) VALUES (1, ?, 0)");
      for (const hash of hashes) add.run(hash);
      const now = db.query("INSERT INTO list_now VALUES (?, ?, 1, ?, ?, ?, ?, NULL)");
      for (const [at, list] of listNames.entries())
        now.run(list, at + 1, screeningKeyVersion, entries, systemClock.nowMs(), ruleOf(list).maxAgeMs);
    })();
    const timed = (look: (no: number) => unknown): number[] =>
      Array.from({ length: lookUps }, (_, at) => {
        // Half of the travellers are on the list, and no two of them are neighbours in it.
        const no = (at * 7919) % (2 * entries);
        const sinceMs = performance.now();
        look(no);
        return (performance.now() - sinceMs) * 1000;
      });
    const atHand = Array.from({ length: lookUps }, (_, at) => listed((at * 7919) % (2 * entries)));
    const bare = statement(db, "SELECT code FROM list_entry WHERE build = 1 AND hash = ?");
    let next = 0;
    const baselineUs = timed(() => bare.get(atHand[next++ % lookUps]!));
    const lookUs = timed((no) => maskedAt({ db }, 1, listed(no).subarray(0, hashBytes)));
    const wanted = "≤ 50 µs exact look-up at 1 M entries";
    yield figure("list look-up, median", quantile(lookUs, 0.5), "µs", quantile(baselineUs, 0.5), wanted);
    yield figure("list look-up, p99", quantile(lookUs, 0.99), "µs", quantile(baselineUs, 0.99), wanted);
    const looking = { db, nowMs: systemClock.nowMs(), node };
    const screenUs = timed((no) => {
      const document = { country: "MYS", type: "passport", number: `A${10_000_000 + no}` } as const;
      const person = { document, mykad: "900101145678", name: "SITI BINTI ALI", birthDate: "1990-01-01" };
      if (keysOf(person).length !== 3) throw new Error("three keys");
      return screenPerson(looking, keys, person);
    });
    yield figure(
      "screening of one person on six lists, p99",
      quantile(screenUs, 0.99),
      "µs",
      quantile(baselineUs, 0.99),
      "our share of a lane ≤ 0.5 s p99",
    );
  } finally {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  }
};
