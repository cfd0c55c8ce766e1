/**
 * A box is copied, a box is stolen, a box is lost and begins anew from headquarters: what is kept, and what is refused. Real processes
 * for the boxes, a headquarters that really listens.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Box, branch, finds, type Hq, openBox, setupHq, startBox } from "./field.testing";
import { freePort } from "./process.testing";

/** References of what headquarters holds. */
const refsAt = ({ rows }: Hq): readonly string[] =>
  rows("SELECT ref FROM booking ORDER BY ref").map(([ref]) => String(ref));

/** Bookings are safe when their people's keys came too, which go a moment later: what is cut off between them nobody can read again. */
const holds = async (hq: Hq, count: number) =>
  hq.until("SELECT count(*), (SELECT count(*) FROM key_wanted) FROM booking", [[count, 0]]);

/** What a box says to somebody who booked there before and would again, once it has heard what became of it. */
const refusesToBook = async ({ ask }: Box, no: number, code: string): Promise<void> => {
  for (;;) {
    const { status, body } = await ask(`public:${no}`, "/holds", {
      slot: `${branch}.B.1`,
      service: "PMA-BAHARUI",
      kind: "citizen",
      parties: 1,
    });
    if (status === 503 && body["code"] === code) return;
    await Bun.sleep(50);
  }
};

test("a copied box: the one that speaks first is believed, the other stops at its first word, and what each sold is listed", async () => {
  const hq = await setupHq();
  const first = await startBox(hq, "first", await hq.makeCode());
  const safe = await first.book(1);
  await holds(hq, 1);
  first.node.kill("SIGTERM");
  await first.node.exited;

  // Somebody takes an image of the disk and starts it elsewhere; nobody can see that as long as neither speaks.
  const dir = join(hq.folder, "copy");
  cpSync(first.dir, dir, { recursive: true });
  const port = await freePort();
  const config = join(dir, "sto.toml");
  writeFileSync(
    config,
    readFileSync(config, "utf8").replaceAll(first.dir, dir).replaceAll(String(first.port), String(port)),
  );
  hq.line.isUp = false;
  await first.serve();
  const copy = await openBox(dir, port);
  const atFirst = await first.book(2);
  const atCopy = await copy.book(3);

  hq.line.isUp = true;
  await hq.until("SELECT count(*) > 0 FROM evidence", [[1]]);
  // Whichever came first is kept; what the other signed under the same numbers is kept as the proof, not as bookings.
  const kept = refsAt(hq);
  expect(kept).toContain(safe["ref"]);
  expect(kept).toHaveLength(2);
  expect([atFirst["ref"], atCopy["ref"]].filter((ref) => kept.includes(String(ref)))).toHaveLength(1);
  expect(hq.rows("SELECT state FROM node WHERE alias = 2")).toEqual([["suspended"]]);
  // Neither can be told from the other: both are shut out, and say so.
  await Promise.all([refusesToBook(first, 2, "node_suspended"), refusesToBook(copy, 3, "node_suspended")]);
  const { body } = await hq.hq.call("GET", "/hq/state", undefined, { as: "hq_admin:noor" });
  expect(body.copies).toHaveLength(1);

  // The branch goes on with a new box, which has what was safe.
  const second = await startBox(hq, "second", await hq.makeCode(2));
  await finds(second, 1, safe["ref"]);
  // Nobody sells what the old box held, until headquarters gives it back: all but one place of each group, for slips that turn up.
  const asked = "/availability/earliest?branch=SGR-KLJ&service=PMA-BAHARUI&kind=citizen&parties=1";
  expect((await second.ask("public:any", asked)).body["earliest"]).toEqual([]);
  const admin = { as: "hq_admin:noor" };
  const wish = { keepEach: 1, reason: "Kedua-dua mesin di tangan kami" };
  expect((await hq.hq.call("POST", "/hq/nodes/3/settle", wish, admin)).status).toBe(200);
  while (((await second.ask("public:any", asked)).body["earliest"] as []).length === 0) await Bun.sleep(200);
  const again = await second.book(4);
  // Not their keys: whoever booked at a machine that was shut out may have theirs there for ever.
  await hq.until("SELECT count(*) FROM booking", [[3]]);
  expect(refsAt(hq)).toContain(again["ref"]);
});

test("a stolen box: shut out by one word of an administrator, it stops by itself; what it sold before is kept, what it says after is refused", async () => {
  const hq = await setupHq();
  const box = await startBox(hq, "first", await hq.makeCode());
  const safe = await box.book(1);
  await holds(hq, 1);
  hq.line.isUp = false;
  const after = await box.book(2);
  const gone = await hq.hq.call("POST", "/hq/nodes/2/suspend", { reason: "stolen" }, { as: "hq_admin:noor" });
  expect(gone.status).toBe(204);
  hq.line.isUp = true;
  await refusesToBook(box, 2, "node_suspended");
  expect(refsAt(hq)).toEqual([safe["ref"]]);
  expect(refsAt(hq)).not.toContain(after["ref"]);

  // It starts again, and stays shut; its code is spent, and it is let in by no other word.
  box.node.kill("SIGKILL");
  await box.node.exited;
  await box.serve();
  await refusesToBook(box, 2, "node_suspended");
  expect(hq.rows("SELECT state FROM node WHERE alias = 2")).toEqual([["suspended"]]);
});

test("a box is lost with its disk and had no backup: the new one begins with headquarters' snapshot and has everything that was safe", async () => {
  const hq = await setupHq();
  const first = await startBox(hq, "first", await hq.makeCode());
  const safe = [await first.book(1), await first.book(2)];
  await holds(hq, 2);
  hq.line.isUp = false;
  const lost = await first.book(3);
  first.node.kill("SIGKILL");
  await first.node.exited;
  rmSync(first.dir, { recursive: true });

  hq.line.isUp = true;
  const second = await startBox(hq, "second", await hq.makeCode(2));
  expect(second.said).toMatch(/snapshot/i);
  for (const [at, { ref }] of safe.entries()) await finds(second, 1 + at, ref);
  // What only the dead box had acknowledged, and never handed over, nobody can bring back; its slip is let in at the kiosk.
  expect(refsAt(hq)).not.toContain(lost["ref"]);
  // The new box has no rights of the days that the dead one opened; it opens later days itself.
  const numbers = new Set(hq.rows("SELECT alias FROM node WHERE branch = 'SGR-KLJ'").map(([alias]) => alias));
  expect(numbers).toEqual(new Set([2, 3]));
});
