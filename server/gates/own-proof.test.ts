import { expect, test } from "vitest";
import { heldMs } from "../devices/reads";
import { onPaper } from "../devices/paper.usecase";
import type { Printers } from "../devices/connected";
import { decodeProof } from "./proof";
import { borderIn, borderOut, type Hall, setupHall, zoneOf } from "./lanes.fixture";

const as = "kiosk:1";
const key = "01a20692-2609-7de3-82b7-a03a38627bcf";

/** A hall whose first kiosk has a document reader and a printer that works; Siti came in and went out. */
const setup = async ({ reader = true } = {}) => {
  const hall = await setupHall({ lanes: [borderIn, borderOut] });
  for (const lane of ["in-1", "out-1"]) {
    await hall.lay(lane, zoneOf());
    await hall.pass(5_000);
  }
  if (reader) hall.deps.reads.stand("kiosk:Kios 1", "reader");
  return { ...hall, ...deskOf(hall) };
};

const deskOf = (hall: Hall) => {
  const printer = { works: true };
  Object.assign(hall.deps.printers, { isReady: () => printer.works } satisfies Partial<Printers>);
  return {
    printer,
    /** Lays a document on the kiosk's own reader. */
    layHere: (lines: readonly string[], chip: "ok" | "failed" | "absent" = "ok") =>
      hall.deps.reads.tellRead("kiosk:Kios 1", {
        id: "1",
        mrz: lines,
        chip,
        image: null,
        face: null,
        atMs: hall.timers.nowMs(),
      }),
    own: (lines: readonly string[]) => hall.call("POST", "/movements/own", { lines }, { as }),
    print: (id: string, lines: readonly string[], by: object = {}) =>
      hall.call("POST", `/movements/${id}/proof/print`, { lines, lang: "ms" }, { as, ...by }),
    jobs: () =>
      hall.db.query("SELECT id, kind, subject, state FROM device_job WHERE kind = 'proof'").all() as {
        id: string;
        subject: string;
      }[],
  };
};

test("whoever lays their document on the kiosk's reader sees their entries and exits and takes a signed proof along", async () => {
  const { deps, db, layHere, own, print, jobs, call } = await setup();
  layHere(zoneOf());
  const { items } = (await own(zoneOf())).body;
  expect(items).toMatchObject([
    { kind: "exit", way: "lane", lane: "Keluar 1", branch: "SGR-HQ1" },
    { kind: "entry", way: "lane", lane: "Masuk 1" },
  ]);
  const { id } = items[1];
  const printed = await print(id, zoneOf());
  expect([printed.status, printed.body]).toEqual([201, { print: "queued" }]);
  expect(jobs()).toMatchObject([{ subject: id, state: "queued" }]);
  const paper = onPaper(deps, {
    id: "1",
    device: "printer",
    kind: "proof",
    of: id,
    lang: "en",
    sealed: null,
    copy: 0,
  });
  expect(paper).toMatchObject({ paper: "proof", kind: "entry", language: "en", lane: "Masuk 1" });
  expect(JSON.stringify(paper)).not.toContain("A12345678");
  const code = decodeProof((paper as { qr: string }).qr, deps.findSlipKey);
  expect(code).toMatchObject({ ok: true, value: { id, kind: "entry", branch: "SGR-HQ1" } });
  const leaf = db.query("SELECT count(*) AS n FROM audit WHERE intent = 'printProof'").get();
  expect(leaf).toEqual({ n: 1 });
  expect((await call("GET", `/movements/${id}/proof/print`, undefined, { as })).body).toEqual({
    print: "queued",
  });
});

test("a document that is not on this kiosk's reader shows nothing, however well it is typed", async () => {
  const { layHere, own, print, timers, call } = await setup();
  const refused = { status: 422, body: { code: "document_not_read" } };
  expect(await own(zoneOf())).toMatchObject(refused);
  layHere(zoneOf({ number: "B7654321" }));
  expect(await own(zoneOf())).toMatchObject(refused);
  layHere(zoneOf(), "failed");
  expect(await own(zoneOf())).toMatchObject(refused);
  layHere(zoneOf());
  const { items } = (await own(zoneOf())).body;
  timers.advance(heldMs + 1);
  expect(await print(items[0].id, zoneOf())).toMatchObject(refused);
  const typed = { country: "MYS", number: "A12345678", birthDate: "1990-01-01", expiresOn: "2030-12-31" };
  expect((await call("POST", "/movements/find", typed, { as })).status).toBe(403);
  const page = `/movements/${items[0].id}/proof.html`;
  expect((await call("GET", page, undefined, { as })).status).toBe(403);
});

test("a kiosk whose reader is a keyboard to its page takes a whole zone, and none with a wrong check digit", async () => {
  const { own } = await setup({ reader: false });
  const [first, second] = zoneOf();
  expect((await own([first, second])).body.items).toHaveLength(2);
  expect((await own([first, second.replace("900101", "900102")])).body.code).toBe("document_not_read");
  expect((await own([first, "A12345678"])).body.code).toBe("invalid_body");
});

test("a double tap prints once, a second key while it is on its way prints nothing, and a later one prints again", async () => {
  const { layHere, own, print, jobs, timers } = await setup();
  layHere(zoneOf());
  const { id } = (await own(zoneOf())).body.items[0];
  const both = await Promise.all([print(id, zoneOf(), { key }), print(id, zoneOf(), { key })]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect((await print(id, zoneOf())).body.code).toBe("still_printing");
  expect(jobs()).toHaveLength(1);
  timers.advance(15_000);
  expect((await print(id, zoneOf())).status).toBe(201);
  expect(jobs().map(({ subject }) => subject)).toEqual([id, `${id}/1`]);
});

test("somebody else's entry, a printer that is down, and a paper that nobody took are said, each by its code", async () => {
  const { layHere, own, print, printer, jobs, timers, call } = await setup();
  layHere(zoneOf());
  const { id } = (await own(zoneOf())).body.items[0];
  printer.works = false;
  expect(await print(id, zoneOf())).toMatchObject({ status: 503, body: { code: "printer_not_ready" } });
  expect(jobs()).toEqual([]);
  printer.works = true;
  const other = zoneOf({ number: "B7654321" });
  layHere(other);
  expect((await own(other)).body.items).toEqual([]);
  expect((await print(id, other)).body.code).toBe("movement_not_found");
  layHere(zoneOf());
  await print(id, zoneOf());
  timers.advance(15_000);
  const paper = await call("GET", `/movements/${id}/proof/print`, undefined, { as });
  expect(paper.body).toEqual({ print: "failed" });
});
