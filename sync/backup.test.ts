import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keyOfBackup, openBackup, readBackupHead, writeBackup } from "./backup";
import { boxPublicKey } from "./box";
import { seededRandom } from "./core/clock";

const random = seededRandom(7);
const period = random.bytes(32);

const setup = (bytes = 9_500_000) => {
  const dir = mkdtempSync(join(tmpdir(), "sto-backup-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const contents = { "sto.db": Buffer.from(random.bytes(bytes)), "credentials.json": Buffer.from('{"a":1}') };
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(dir, name), content);
  const out = join(dir, "branch.stobackup");
  const key = writeBackup({
    out,
    files: Object.keys(contents).map((name) => ({ name, path: join(dir, name) })),
    head: {
      alias: 2,
      branch: "SGR-KLJ",
      incarnation: 1,
      version: "1",
      schema: 3,
      atMs: 1000,
      heads: { "2/hq": 7 },
      period: "2026-11",
    },
    to: boxPublicKey(period),
    random,
  });
  let opened = 0;
  const into = () => {
    const spare = join(dir, `into-${++opened}`);
    mkdirSync(spare);
    return spare;
  };
  return { dir, out, key, contents, into };
};

test("a backup gives back every byte to whoever has headquarters' key of its period", () => {
  const { out, contents, into } = setup();
  const head = readBackupHead(out);
  if (!head.ok) throw new Error(head.error.type);
  expect(head.value).toMatchObject({
    alias: 2,
    heads: { "2/hq": 7 },
    files: [{ name: "sto.db" }, { name: "credentials.json" }],
  });
  const key = keyOfBackup(head.value, period);
  const spare = into();
  expect(key.ok && openBackup(out, key.value, spare).ok).toBe(true);
  for (const [name, content] of Object.entries(contents))
    expect(readFileSync(join(spare, name)).equals(content)).toBe(true);
});

test("a backup that fills its chunks exactly is whole", () => {
  const { out, key, contents, into } = setup(4 * 1024 * 1024 - '{"a":1}'.length);
  const spare = into();
  expect(openBackup(out, key, spare).ok).toBe(true);
  expect(readFileSync(join(spare, "sto.db")).equals(contents["sto.db"])).toBe(true);
});

test("nobody else opens it, and nothing of it can be read without the key", () => {
  const { out, into } = setup(50_000);
  const head = readBackupHead(out);
  if (!head.ok) throw new Error(head.error.type);
  expect(keyOfBackup(head.value, random.bytes(32))).toEqual({ ok: false, error: { type: "WrongKey" } });
  expect(openBackup(out, random.bytes(32), into())).toEqual({ ok: false, error: { type: "WrongKey" } });
  expect(readFileSync(out).includes('{"a":1}')).toBe(false);
});

test("one byte changed anywhere, a cut at any place, and chunks in another order are noticed", () => {
  const { dir, out, key, into } = setup(9_000_000);
  const good = readFileSync(out);
  const isOpened = (bytes: Uint8Array) => {
    const file = join(dir, "bad");
    writeFileSync(file, bytes);
    return openBackup(file, key, into()).ok;
  };
  expect(isOpened(good)).toBe(true);
  const places = Array.from({ length: 24 }, (_, at) => Math.floor((good.length - 1) * (at / 23)));
  for (const place of places) {
    const changed = Buffer.from(good);
    changed[place]! ^= 1;
    expect(isOpened(changed), `a byte at ${place}`).toBe(false);
    if (place > 0) expect(isOpened(good.subarray(0, place)), `cut at ${place}`).toBe(false);
  }
  const from = good.indexOf("\n", 13) + 1;
  const first = good.readUInt32BE(from) + 4;
  const second = good.readUInt32BE(from + first) + 4;
  const turned = Buffer.concat([
    good.subarray(0, from),
    good.subarray(from + first, from + first + second),
    good.subarray(from, from + first),
    good.subarray(from + first + second),
  ]);
  expect(isOpened(turned), "chunks turned round").toBe(false);
  expect(isOpened(Buffer.concat([good.subarray(0, from + first)])), "the first chunk alone").toBe(false);
});

test("what is no backup says so", () => {
  const { dir } = setup(10);
  expect(readBackupHead(join(dir, "sto.db"))).toEqual({ ok: false, error: { type: "NoBackup" } });
  expect(readBackupHead(join(dir, "nowhere"))).toEqual({ ok: false, error: { type: "NoBackup" } });
});
