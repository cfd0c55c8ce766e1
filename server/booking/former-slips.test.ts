/** A node changed its slip key: who holds a slip of the old one is still let in, for as long as its visit may be ahead. */
import { expect, test } from "vitest";
import { openDb } from "../../drizzle/db";
import { orThrow } from "../../sync/core/result";
import { OwnKeys } from "../../sync/own-keys";
import { ownSlipSigner, rosterSlipKeys, slipPublicKeys, slipSigner } from "./slip-keys";

const dayMs = 86_400_000;
const changedMs = Date.UTC(2026, 10, 23);
const seed = (byte: number) => new Uint8Array(32).fill(byte);
const text = new TextEncoder().encode("a slip");

const setup = () => {
  const db = orThrow(openDb(":memory:"));
  const old = slipSigner(seed(1));
  const slipKey = Buffer.from(old.publicKey).toString("base64url");
  db.query("INSERT INTO node_key VALUES (2, 'log', ?, '{}', ?, 1, 1)").run(slipKey, changedMs);
  const seeds = { logSeed: seed(3), slipSeed: seed(4), boxSeed: seed(5) };
  const own = new OwnKeys(seeds, {
    seeds: { logSeed: seed(6), slipSeed: seed(7), boxSeed: seed(8) },
    keep: () => {},
  });
  return { db, old, own };
};

test("a slip of the old key opens for 120 days, and then for nobody: whoever stole the key signs none that counts", () => {
  const { db, old, own } = setup();
  const opens = (atMs: number) =>
    rosterSlipKeys(db, ownSlipSigner(own), () => atMs)(old.kid)?.(text, old.sign(text)) ?? false;
  expect([changedMs, changedMs + 119 * dayMs, changedMs + 120 * dayMs].map(opens)).toEqual([
    true,
    true,
    false,
  ]);
  expect(slipPublicKeys(db, ownSlipSigner(own), changedMs)).toHaveLength(2);
  db.close();
});

test("from the moment that the new keys are believed, slips are signed with the new one", () => {
  const { db, own } = setup();
  const signer = ownSlipSigner(own);
  expect(signer.publicKey).toEqual(slipSigner(seed(4)).publicKey);
  own.changeOver();
  expect([signer.kid, signer.publicKey]).toEqual([slipSigner(seed(7)).kid, slipSigner(seed(7)).publicKey]);
  expect(signer.sign(text)).toEqual(slipSigner(seed(7)).sign(text));
  db.close();
});
