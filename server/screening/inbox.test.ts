import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { setupCountry } from "../booking/country.fixture";
import { takeAll } from "./inbox.usecase";
import { asStranger, holderOf, listFile, passportOf, says, sources, spread } from "./screening.fixture";

const setupInbox = async () => {
  const country = await setupCountry();
  const { hq } = country;
  await spread(country);
  const dir = join(hq.dir, "inbox");
  mkdirSync(dir);
  const said: string[] = [];
  const log = (event: string, fields: object) => void said.push(`${event} ${JSON.stringify(fields)}`);
  return {
    ...country,
    said,
    dir,
    put: (name: string, bytes: Uint8Array) => writeFileSync(join(dir, name), bytes),
    look: () => takeAll({ ...hq.deps, listSources: sources }, { dir, log }),
    inbox: () => readdirSync(dir).toSorted(),
    refused: (name: string) => readFileSync(join(dir, "refused", name), "utf8"),
    isTaken: (name: string) => existsSync(join(dir, "taken", name)),
  };
};

test("what agencies put down is taken in the order of its names; what is not theirs lies aside with the reason", async () => {
  const country = await setupInbox();
  const { hq, branches, look, put, inbox, refused, isTaken, said } = country;
  const madeAt = hq.clock.nowMs();
  const entry = (number: string) => ({ document: passportOf(number), code: "lost_document" });
  put("b-2.list", listFile({ list: "documents", version: 2, base: 1, madeAt }, [entry("A2")]));
  put("a-1.list", listFile({ list: "documents", version: 1, madeAt }, [entry("A1")]));
  put("c-forged.list", listFile({ list: "documents", version: 3, madeAt }, [entry("A3")], asStranger));
  put("d-half.list.part", listFile({ list: "documents", version: 4, madeAt }, [entry("A4")]));
  await look();
  await spread(country);
  expect(isTaken("a-1.list")).toBe(true);
  // It changes what is still being put together: a minute later it is taken.
  expect(inbox()).toEqual(["b-2.list", "d-half.list.part", "refused", "taken"]);
  await look();
  await spread(country);
  expect(inbox()).toEqual(["d-half.list.part", "refused", "taken"]);
  expect(JSON.parse(refused("c-forged.list.why"))).toEqual({ type: "ListSignatureWrong" });
  expect(said.join("\n")).toContain('list-refused {"file":"c-forged.list","code":"ListSignatureWrong"}');
  for (const node of [hq, ...branches]) {
    expect(says(node, holderOf("A2"))).toEqual(["documents: lost_document by other"]);
    expect(says(node, holderOf("A3"))).toEqual([]);
  }
});

test("three versions put down at once, and the last two the wrong way round, are all taken, one after the other", async () => {
  const country = await setupInbox();
  const { hq, look, put, isTaken } = country;
  const madeAt = hq.clock.nowMs();
  const entry = (number: string) => ({ document: passportOf(number), code: "lost_document" });
  put("a.list", listFile({ list: "documents", version: 1, madeAt }, [entry("A1")]));
  put("b.list", listFile({ list: "documents", version: 3, base: 2, madeAt }, [entry("A3")]));
  put("c.list", listFile({ list: "documents", version: 2, base: 1, madeAt }, [entry("A2")]));
  for (let turn = 0; turn < 3; turn++) {
    await look();
    await spread(country);
  }
  expect(["a.list", "b.list", "c.list"].map(isTaken)).toEqual([true, true, true]);
  expect(says(hq, holderOf("A3"))).toEqual(["documents: lost_document by other"]);
});

test("what is no file, and what is too large, hold up nobody else's list", async () => {
  const country = await setupInbox();
  const { hq, look, put, isTaken, dir, inbox, refused } = country;
  const madeAt = hq.clock.nowMs();
  mkdirSync(join(dir, "a-folder.list"));
  symlinkSync(join(dir, "nowhere"), join(dir, "b-link.list"));
  put("c-huge.list", new Uint8Array(0));
  truncateSync(join(dir, "c-huge.list"), 300 * 1024 * 1024);
  put("d.list", listFile({ list: "documents", version: 1, madeAt }, [{ document: passportOf("A1") }]));
  await look();
  expect(isTaken("d.list")).toBe(true);
  expect(inbox()).toEqual(["refused", "taken"]);
  expect(JSON.parse(refused("a-folder.list.why"))).toEqual({ type: "ListFileUnreadable" });
  expect(JSON.parse(refused("c-huge.list.why"))).toEqual({ type: "ListFileUnreadable" });
});

test("a folder that is not there yet, and an empty one, are nothing", async () => {
  const { hq } = await setupCountry();
  const log = () => expect.unreachable();
  await takeAll(hq.deps, { dir: join(hq.dir, "nowhere"), log });
  mkdirSync(join(hq.dir, "empty"));
  await takeAll(hq.deps, { dir: join(hq.dir, "empty"), log });
});
