import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ok, orThrow } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import { command } from "../../sync/testing";
import { setupCountry } from "../booking/country.fixture";
import { type Json, type TestBranch } from "../testing";
import { partBytesMax } from "./usb.schema";

const noor = "hq_admin:noor";
const azlina = "supervisor:azlina";

/** The file of a node for the other side, as its page saves it. */
const fileOf = async (node: TestBranch): Promise<Uint8Array> => {
  const branch = node.deps.self.role === "hq" ? "SGR-HQ1" : null;
  const made = orThrow(await node.deps.usb.make(command(), branch));
  return new Uint8Array(readFileSync(made.path));
};

/** Hands a file over in parts, as a page does. */
const handOver = async (node: TestBranch, as: string, bytes: Uint8Array): Promise<void> => {
  for (let from = 0; from < bytes.length; from += partBytesMax) {
    const part = Buffer.from(bytes.subarray(from, from + partBytesMax)).toString("base64url");
    const kept = await node.call("PUT", "/usb/parts", { from, bytes: part }, { as });
    expect(kept.status, JSON.stringify(kept.body)).toBe(204);
  }
};

/** Has it taken, and waits for what became of it. */
const takeIn = async (node: TestBranch, as: string, bytes: Uint8Array): Promise<Json> => {
  await handOver(node, as, bytes);
  const begun = await node.call("POST", "/usb/take", { bytes: bytes.length }, { as });
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  for (;;) {
    const { taking } = (await node.call("GET", "/usb", undefined, { as })).body;
    if (taking.state !== "taking") return taking;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const policyOf = async (branch: TestBranch): Promise<number> =>
  (await branch.call("GET", "/branch/policy", undefined, { as: azlina })).status;

describe("a file for the stick", () => {
  test("is saved by a touch of one's key alone, has a name, and says nothing that can be read", async () => {
    const { branches } = await setupCountry();
    const [branch] = branches;
    const ask = (touches?: false) =>
      branch.call(
        "POST",
        "/usb/file",
        { branch: null },
        { as: azlina, ...(touches === false ? { touches } : {}) },
      );
    expect((await ask(false)).body.code).toBe("step_up");
    const made = await ask();
    expect(made.status).toBe(200);
    expect(made.headers.get("content-disposition")).toMatch(/sto-SGR-HQ1-to-hq-2026\d{4}-\d{4}\.stolog/);
    expect(made.body.startsWith("STO-LOG 1\n")).toBe(true);
    for (const as of ["officer:rohani", "auditor:mei"])
      expect((await branch.call("POST", "/usb/file", { branch: null }, { as })).status).toBe(403);
    const noted = branch.db.query("SELECT count(*) AS n FROM audit WHERE intent = 'exportLog'").get();
    expect(noted).toEqual({ n: 1 });
  });

  test("lies there no more when somebody was erased: the key was in it", async () => {
    const { hq } = await setupCountry();
    await fileOf(hq);
    const stay = () => readdirSync(hq.deps.usb.dir);
    expect(stay()).toEqual(["to-2.stolog"]);
    const rows = [insert("erasure", { subject: "siti", at: "", by: "holder", atMs: 1 })];
    orThrow(await hq.deps.writer.submit(command(), () => ok({ intent: "test", rows, answer: null })));
    expect(stay()).toEqual([]);
  });

  test("is made at headquarters for a branch that has a node, at a branch for headquarters", async () => {
    const { hq, branches } = await setupCountry();
    const ask = async (node: TestBranch, as: string, branch: string | null) => {
      const { status, body } = await node.call("POST", "/usb/file", { branch }, { as });
      return status === 200 ? 200 : `${status} ${body.code}`;
    };
    expect(await ask(hq, noor, "SGR-HQ1")).toBe(200);
    expect(await ask(hq, noor, null)).toBe("409 usb_branch_needed");
    expect(await ask(hq, noor, "JHR-HQ1")).toBe("404 node_not_found");
    expect(await ask(branches[0], azlina, "SGR-HQ1")).toBe("409 usb_no_branch_here");
  });
});

describe("a file from the stick", () => {
  test("comes in parts, is taken, and what became of it is told to both sides", async () => {
    const country = await setupCountry();
    const { hq, branches } = country;
    const [branch] = branches;
    country.cut(branch);
    expect(await policyOf(branch)).toBe(200);
    const fromBranch = await fileOf(branch);
    expect(await takeIn(hq, noor, fromBranch)).toMatchObject({
      state: "taken",
      branch: "SGR-HQ1",
      isOlder: false,
    });
    expect(await takeIn(hq, noor, fromBranch)).toMatchObject({ state: "taken", records: 0 });
    const fromHq = await fileOf(hq);
    expect(await takeIn(branch, azlina, fromHq)).toMatchObject({ state: "taken", branch: null });
    // Only the note that the file was taken is not there yet, and that it was made.
    expect(branch.deps.sync.pendingOut()).toBeLessThanOrEqual(2);
    const { word } = (await branch.call("GET", "/usb", undefined, { as: azlina })).body;
    expect(word.by).toBe("file");
  });

  test("of somebody else, or damaged, is told as what it is", async () => {
    const country = await setupCountry(["SGR-HQ1", "JHR-HQ1"]);
    const { hq, branches } = country;
    const [branch, other] = branches as unknown as [TestBranch, TestBranch];
    const fromHq = await fileOf(hq);
    expect(await takeIn(other, azlina, fromHq)).toEqual({
      state: "refused",
      code: "usb_for_other",
      branch: "SGR-HQ1",
    });
    const bad = Uint8Array.from(fromHq);
    bad[bad.length >> 1]! ^= 1;
    expect(await takeIn(branch, azlina, bad)).toMatchObject({ code: "usb_damaged" });
    expect(await takeIn(branch, azlina, fromHq.subarray(0, -1))).toMatchObject({ code: "usb_damaged" });
    expect(await takeIn(branch, azlina, new TextEncoder().encode("photo"))).toMatchObject({
      code: "usb_not_ours",
    });
    expect(await takeIn(branch, azlina, await fileOf(branch))).toMatchObject({ code: "usb_own" });
    expect(await takeIn(other, azlina, await fileOf(branch))).toMatchObject({ code: "usb_wrong_way" });
  });

  test("that lacks a part, or does not end, is not taken", async () => {
    const { branches } = await setupCountry();
    const [branch] = branches;
    const put = (from: number, bytes = "AAAA") =>
      branch.call("PUT", "/usb/parts", { from, bytes }, { as: azlina });
    expect((await put(0)).status).toBe(204);
    expect((await put(0)).status, "the same part again").toBe(204);
    expect((await put(3)).status).toBe(204);
    const late = await put(60);
    expect([late.status, late.body.code, late.body.at]).toEqual([409, "usb_part_missing", 6]);
    expect((await put(300 * 1024 * 1024)).body.code).toBe("usb_too_large");
    const take = await branch.call("POST", "/usb/take", { bytes: 7 }, { as: azlina });
    expect(take.body.code).toBe("usb_part_missing");
    const others = await branch.call("POST", "/usb/take", { bytes: 6 }, { as: "supervisor:aminah" });
    expect(others.body.code, "a colleague's file is not mine").toBe("usb_part_missing");
  });

  test("finds the disk full: that is said, nothing is half there, and it is taken when there is room", async () => {
    const country = await setupCountry();
    const { hq, branches } = country;
    const [branch] = branches;
    const rows = () => hq.db.query("SELECT count(*) AS n FROM batch").get();
    const before = rows();
    const path = join(hq.deps.usb.folder(), "x.stolog");
    writeFileSync(path, await fileOf(branch));
    const { deps } = hq.deps.writer;
    const commit = (): never => {
      throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    };
    Object.assign(deps, { commit });
    expect(await hq.deps.usb.take(command(), path)).toMatchObject({ error: { type: "DiskFull" } });
    expect(rows()).toEqual(before);
    Reflect.deleteProperty(deps, "commit");
    expect((await hq.deps.usb.take(command(), path)).ok).toBe(true);
  });
});
