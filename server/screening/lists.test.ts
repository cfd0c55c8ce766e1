/** Lists from an agency's file to a look-up at a branch, and everything that may be wrong on the way. */
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { hashOf, keysOf } from "./entries";
import {
  asStranger,
  holderOf,
  listFile,
  passportOf,
  says,
  screens,
  spread,
  takes,
} from "./screening.fixture";

const banned = { document: passportOf("A11111111"), code: "exit_ban", agency: "ptptn" };
const blacklisted = { document: passportOf("B22222222"), code: "blacklist", agency: "imi" };

const setup = async () => {
  const country = await setupCountry();
  await spread(country);
  return { ...country, branch: country.branches[0], madeAt: country.timers.nowMs() };
};

test("who is on a list at headquarters is found at a branch, by document, MyKad and name in any order; nobody else is", async () => {
  const country = await setup();
  const { hq, branch, madeAt } = country;
  const mykad = { mykad: "900101-14-5678", code: "exit_ban", agency: "lhdn" };
  expect(
    await takes(hq, listFile({ list: "suspects", version: 1, madeAt }, [banned, blacklisted, mykad])),
  ).toEqual({
    ok: true,
    value: { list: "suspects", version: 1, entries: 3 },
  });
  const name = { name: "Siti Nur binti Ali", birthDate: "1990-01-01", code: "possible", agency: "pdrm" };
  expect(await takes(hq, listFile({ list: "names", version: 1, madeAt }, [name]))).toMatchObject({
    ok: true,
  });
  const arrival = { document: passportOf("C33333333") };
  expect(await takes(hq, listFile({ list: "mdac", version: 1, madeAt }, [arrival]))).toMatchObject({
    ok: true,
  });
  await spread(country);

  for (const node of [hq, branch]) {
    expect(says(node, holderOf("a1111-1111"))).toEqual(["suspects: exit_ban by ptptn"]);
    expect(says(node, holderOf("B22222222"))).toEqual(["suspects: blacklist by imi"]);
    expect(says(node, { ...holderOf("C33333333"), mykad: "900101145678" })).toEqual([
      "suspects: exit_ban by lhdn",
    ]);
    const named = { document: null, mykad: null, name: "ALI SITI NUR", birthDate: "1990-01-01" };
    expect(says(node, named)).toEqual(["names: possible by pdrm"]);
    expect(says(node, { ...named, birthDate: "1990-01-02" })).toEqual([]);
    expect(says(node, holderOf("C33333333"))).toEqual([]);
    expect([...screens(node, holderOf("C33333333")).allows]).toEqual(["mdac"]);
    expect([...screens(node, holderOf("A11111111")).allows]).toEqual([]);
  }
});

test("what a list does not know yet, what is too old and what no clock can tell: unchecked, for an officer", async () => {
  const country = await setup();
  const { hq, branch, madeAt, timers } = country;
  const unchecked = () =>
    screens(branch, holderOf("A11111111"))
      .denies.filter(({ code }) => code === "unchecked")
      .map(({ list }) => list);
  expect(unchecked()).toEqual(["suspects", "warrants", "documents", "names"]);
  await takes(hq, listFile({ list: "suspects", version: 1, madeAt }, [banned]));
  await takes(hq, listFile({ list: "mdac", version: 1, madeAt }, [{ document: passportOf("A11111111") }]));
  await spread(country);
  expect(unchecked()).toEqual(["warrants", "documents", "names"]);
  timers.advance(7 * 3_600_000);
  await spread(country);
  // Six hours are the most for arrivals: who registered after that is not known.
  expect([...screens(branch, holderOf("A11111111")).allows]).toEqual([]);
  timers.advance(18 * 3_600_000);
  await spread(country);
  expect(unchecked()).toEqual(["suspects", "warrants", "documents", "names"]);
  expect(says(branch, holderOf("A11111111")), "whom an old list names it names still").toEqual([
    "suspects: exit_ban by ptptn",
  ]);
  const state = screens(branch, holderOf("A11111111")).states.find(({ list }) => list === "suspects");
  expect(state).toMatchObject({ version: 1, usable: false, trouble: "old", maxAgeMs: 24 * 3_600_000 });
});

test("changes come and go as one version, and leave exactly what the whole list would", async () => {
  const country = await setup();
  const { hq, branch, madeAt } = country;
  await takes(hq, listFile({ list: "suspects", version: 1, madeAt }, [banned, blacklisted]));
  await spread(country);
  const released = { document: passportOf("A11111111"), gone: true };
  const other = { document: passportOf("D44444444"), code: "exit_ban", agency: "kwsp" };
  const changed = { ...blacklisted, code: "exit_ban", agency: "customs" };
  const changes = await takes(
    hq,
    listFile({ list: "suspects", version: 2, base: 1, madeAt }, [released, other, changed]),
  );
  expect(changes).toEqual({ ok: true, value: { list: "suspects", version: 2, entries: 2 } });
  await spread(country);
  for (const node of [hq, branch]) {
    expect(says(node, holderOf("A11111111"))).toEqual([]);
    expect(says(node, holderOf("B22222222"))).toEqual(["suspects: exit_ban by customs"]);
    expect(says(node, holderOf("D44444444"))).toEqual(["suspects: exit_ban by kwsp"]);
  }
  // The same as a whole: equal sums, and the entries of the former build go.
  await takes(hq, listFile({ list: "suspects", version: 3, madeAt }, [changed, other]));
  await spread(country);
  const sums = branch.db
    .query("SELECT version, entries, digest FROM screening_list ORDER BY version")
    .values();
  expect(sums[2]?.slice(1)).toEqual(sums[1]?.slice(1));
  expect(branch.db.query("SELECT count(*), count(DISTINCT build) FROM list_entry").values()).toEqual([
    [2, 1],
  ]);
});

test("the number of a build does not depend on how many lists a program knows: one more mixes up none that is in force", async () => {
  const { hq, madeAt, ...country } = await setup();
  await takes(hq, listFile({ list: "suspects", version: 3, madeAt }, [banned]));
  await spread({ hq, ...country });
  const builds = hq.db.query("SELECT build FROM list_now WHERE list = 'suspects'").values();
  expect(builds).toEqual([[3 * 64 + 1]]);
});

test("a file that is not right is refused with its reason, and nothing of it counts", async () => {
  const country = await setup();
  const { hq, branch, madeAt } = country;
  const head = { list: "suspects", version: 5, madeAt } as const;
  const good = listFile(head, [banned]);
  expect(await takes(hq, good)).toMatchObject({ ok: true });
  await spread(country);
  const next = { ...head, version: 6 };
  const altered = Buffer.from(listFile(next, [banned]));
  altered[altered.length - 20]! ^= 1;
  const refusals: readonly (readonly [Uint8Array, object])[] = [
    [altered, { type: "ListSignatureWrong" }],
    [listFile(next, [banned], asStranger), { type: "ListSignatureWrong" }],
    [listFile(next, [banned], { source: "nobody" }), { type: "ListSourceUnknown", source: "nobody" }],
    [listFile(next, [banned], { source: "pdrm-2026" }), { type: "ListNotOfSource", list: "suspects" }],
    [good, { type: "ListVersionOld", version: 5, ours: 5 }],
    [listFile({ ...head, version: 4 }, []), { type: "ListVersionOld", version: 4, ours: 5 }],
    [listFile({ ...next, base: 3 }, []), { type: "ListBaseOther", base: 3, ours: 5 }],
    [listFile({ ...next, madeAt: madeAt + 3_600_000 }, []), { type: "ListFromFuture" }],
    [listFile(next, [banned, { document: "A1" }]), { type: "ListLineWrong", line: 4 }],
    [listFile(next, [{ ...banned, code: "warrant" }]), { type: "ListLineWrong", line: 3 }],
    // Two ways to say whom it means: nobody would be found by the second.
    [listFile(next, [{ ...banned, mykad: "900101145678" }]), { type: "ListLineWrong", line: 3 }],
    [listFile({ ...next, base: 5 }, [{ ...banned, gone: "yes" }]), { type: "ListLineWrong", line: 3 }],
    [listFile(next, [{ mykad: "900101145678", gone: true }]), { type: "ListLineWrong", line: 3 }],
    [listFile({ ...next, base: 5 }, [{ mykad: "900101145678", gone: true }]), { type: "ListRemovesUnknown" }],
    [listFile({ ...next, base: 6 }, []), { type: "ListHeadWrong" }],
    [Buffer.from("garbage"), { type: "ListFileUnreadable" }],
    [new Uint8Array(), { type: "ListFileUnreadable" }],
  ];
  for (const [file, error] of refusals) expect(await takes(hq, file)).toEqual({ ok: false, error });
  expect(await takes(branch, listFile(next, [banned]))).toEqual({
    ok: false,
    error: { type: "NotHeadquarters" },
  });
  await spread(country);
  expect(hq.db.query("SELECT list, version FROM screening_list").values()).toEqual([["suspects", 5]]);
  expect(hq.db.query("SELECT count(*) FROM screening_part").values()).toEqual([[1]]);
  expect(says(branch, holderOf("A11111111"))).toEqual(["suspects: exit_ban by ptptn"]);
});

test("a version that does not add up at a branch is refused there and told: the one before stays in force", async () => {
  const country = await setup();
  const { hq, branch, madeAt } = country;
  await takes(hq, listFile({ list: "suspects", version: 1, madeAt }, [banned]));
  await spread(country);
  await takes(hq, listFile({ list: "suspects", version: 2, madeAt }, [blacklisted]));
  await country.settle();
  // One bit of the part, as a bad disk would turn it.
  const [[adds]] = branch.db.query("SELECT adds FROM screening_part WHERE version = 2").values() as [
    [Uint8Array],
  ];
  branch.db.query("UPDATE screening_part SET adds = ? WHERE version = 2").run(adds.with(16, adds[16]! ^ 1));
  country.timers.advance(10_000);
  await branch.scheduler.runDue();
  expect(says(branch, holderOf("A11111111"))).toEqual(["suspects: exit_ban by ptptn"]);
  expect(branch.db.query("SELECT version, doc FROM list_now").values()).toEqual([[1, '{"refused":2}']]);
  branch.db.query("UPDATE screening_part SET adds = ? WHERE version = 2").run(adds);
  // The next whole version puts it right.
  await takes(hq, listFile({ list: "suspects", version: 3, madeAt }, [blacklisted]));
  await spread(country);
  expect(says(branch, holderOf("B22222222"))).toEqual(["suspects: blacklist by imi"]);
});

test("a stolen disk without its keys tells of nobody: no number in any byte, no entry that can be found with what lies there", async () => {
  const country = await setup();
  const { hq, branch, madeAt } = country;
  await takes(hq, listFile({ list: "suspects", version: 1, madeAt }, [banned, blacklisted]));
  await spread(country);
  branch.db.run("PRAGMA wal_checkpoint(PASSIVE)");
  const glob = new Bun.Glob("node.db*");
  for (const file of glob.scanSync(branch.dir)) {
    const bytes = Buffer.from(await Bun.file(`${branch.dir}/${file}`).arrayBuffer());
    for (const number of ["A11111111", "B22222222", "11111111"]) expect(bytes.includes(number)).toBe(false);
  }
  // Whoever has the disk tries every secret that lies on it as the key.
  const entries = branch.db.query("SELECT lower(hex(hash)) AS hash FROM list_entry").all() as {
    hash: string;
  }[];
  const known = new Set(entries.map(({ hash }) => hash));
  expect(known.size).toBe(2);
  const [key] = keysOf(holderOf("A11111111"));
  const isFound = (secret: Uint8Array) => known.has(hashOf(secret, "suspects", key!).hash.toString("hex"));
  const blobs = branch.db.query("SELECT sealed FROM screening_key").values().flat() as Uint8Array[];
  const windows = blobs.flatMap((blob) =>
    Array.from({ length: blob.length - 31 }, (_, at) => blob.subarray(at, at + 32)),
  );
  expect(windows.length).toBeGreaterThan(50);
  expect(windows.some(isFound)).toBe(false);
  // With the credential store it is found: the test above would see it.
  expect(isFound(branch.deps.screeningKeys.of(branch.db, 1)!)).toBe(true);
});
