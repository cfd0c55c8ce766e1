/** A box that was away too long, or whose machine is to be replaced: its folder is restored from, and the new life begins with a snapshot. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { finds, run, setupHq, startBox } from "./field.testing";

test("a box goes on from the folder of one that is stopped, with what only that had, though headquarters has no old log at hand", async () => {
  const hq = await setupHq();
  const first = await startBox(hq, "first", await hq.makeCode());
  expect(first.said, "a new box begins with headquarters' snapshot").toContain("Headquarters' snapshot of");
  const safe = await first.book(1);
  await hq.until("SELECT count(*) FROM booking", [[1]]);
  hq.line.isUp = false;
  const onlyHere = await first.book(2);

  const again = (code: string, name: string, from = first.dir) =>
    run("restore", "--from", from, "--hq", hq.url, "--code", code, "--data", join(hq.folder, name));
  const code = await hq.makeCode(2);
  const running = await again(code, "second");
  expect([running.exit, running.said]).toEqual([1, expect.stringContaining("a node runs on")]);
  first.node.kill("SIGTERM");
  expect(await first.node.exited).toBe(0);
  mkdirSync(join(hq.folder, "nothing"));
  const none = await again(code, "second", join(hq.folder, "nothing"));
  expect([none.exit, none.said]).toEqual([1, expect.stringContaining("holds no node")]);

  hq.line.isUp = true;
  // As after a month: of each chain headquarters has the newest batch at hand.
  hq.hq.db.run("DELETE FROM batch WHERE pos NOT IN (SELECT max(pos) FROM batch GROUP BY origin, stream)");
  const before = readFileSync(join(first.dir, "data", "sto.db"));
  const second = await startBox(hq, "second", code, ["--from", first.dir]);
  expect(second.said).toContain("What headquarters lacked of node 2 has been brought there.");
  expect(second.said).toContain("Headquarters' snapshot of");
  expect(readFileSync(join(first.dir, "data", "sto.db")).equals(before), "the old folder is as it was").toBe(
    true,
  );
  await hq.until("SELECT count(*) FROM booking", [[2]]);
  await finds(second, 1, safe["ref"]);
  await finds(second, 2, onlyHere["ref"]);
});
