import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { startFingerSimulator } from "../../hardware/emulator/finger";
import { httpFingerprintReader } from "../../hardware/biometric/http-fingerprint-reader";
import { systemTimers } from "../../sync/core/timers";
import { setupOpenBranch } from "../booking/booking.fixture";
import { book, scan } from "../checkin/checkin.fixture";
import { azlina, rohani, selvam } from "../queue/hall.fixture";
import { ok, orThrow } from "../../sync/core/result";
import { blobRows, keepBlob } from "../../sync/blobs";
import { filesHolding } from "../holding.testing";
import { type Json, setupBranch } from "../testing";
import { consent, jpegSize, purposes } from "./biometrics";

/** The smallest frame that says its size: nothing of it is a face. */
const jpeg = (widthPx: number, heightPx: number) =>
  Uint8Array.from(
    [
      [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
      [0xff, 0xc0, 0, 11, 8, heightPx >> 8, heightPx & 255, widthPx >> 8, widthPx & 255, 1, 1, 0x11, 0],
      [0xff, 0xd9],
    ].flat(),
  );
const figures = {
  widthPx: 480,
  heightPx: 600,
  sharpness: 240,
  light: 120,
  darkShare: 0.02,
  burntShare: 0.01,
  greys: 200,
};

/** Somebody with an appointment stands at Rohani's counter. */
const setup = async () => {
  const branch = await setupOpenBranch();
  branch.db.run("DELETE FROM schedule WHERE task = 'openDays'");
  await branch.scheduler.runDue();
  const { slip, startsAtMs } = await book(branch);
  branch.clock.set(startsAtMs - 10 * 60_000);
  const came = (await scan(branch, slip)).body as Json;
  const ticket = came.ticket.id as string;
  const { items } = (await branch.call("GET", "/counters", undefined, { as: rohani })).body as Json;
  const at = `/counters/${items[0].id}`;
  await branch.call("POST", `${at}/sign-on`, { groups: [came.ticket.group] }, { as: rohani });
  await branch.call("POST", `${at}/next`, {}, { as: rohani });
  const body = {
    kind: "face",
    ticket,
    party: 1,
    purpose: "application",
    consent: { version: consent.version },
    picture: Buffer.from(jpeg(480, 600)).toString("base64"),
    figures,
    oneFace: "officer",
  };
  const take = (change: object = {}, as = rohani, key?: string) =>
    branch.call("POST", "/biometrics", { ...body, ...change }, { as, ...(key ? { key } : {}) });
  const kept = async () =>
    (
      (await branch.call("GET", `/biometrics?ticket=${ticket}&party=1`, undefined, { as: rohani }))
        .body as Json
    ).items as Json[];
  const files = () => branch.deps.blobs!.names().length;
  return { ...branch, ticket, take, kept, files };
};

test("a face is kept under the person's key, for as long as its purpose, and shown only when somebody asks by name", async () => {
  const { take, kept, call, db, clock, files } = await setup();
  const taken = await take();
  expect(taken.status, JSON.stringify(taken.body)).toBe(201);
  expect(taken.body.keepUntilMs).toBe(clock.nowMs() + purposes.application.keepDays * 86_400_000);
  expect(await kept()).toMatchObject([{ id: taken.body.id, kind: "face", purpose: "application" }]);
  expect(files()).toBe(1);
  const rows = JSON.stringify(db.query("SELECT * FROM biometric").all());
  for (const clear of ["sharpness", "consent", 'officer\\"']) expect(rows).not.toContain(clear);
  const looked = await call("POST", `/biometrics/${taken.body.id}/look`, {}, { as: rohani });
  expect(Buffer.from(looked.body.picture, "base64")).toEqual(Buffer.from(jpeg(480, 600)));
  expect(audited(db)).toEqual(expect.arrayContaining(["takeBiometric", "lookAtBiometric"]));
});

const audited = (db: { query(text: string): { all(): unknown[] } }): string[] =>
  (db.query("SELECT intent FROM audit").all() as { intent: string }[]).map(({ intent }) => intent);

test("asked twice with the same key it is one record and one file", async () => {
  const { take, files, kept } = await setup();
  const key = "01a20692-2609-7de3-82b7-a03a38627bcf";
  const [first, second] = [await take({}, rohani, key), await take({}, rohani, key)];
  expect([first.status, second.body.id]).toEqual([201, first.body.id]);
  expect([files(), (await kept()).length]).toEqual([1, 1]);
});

test("a picture that is none, has another size, or is poor, is refused with what to do better, and nothing is kept", async () => {
  const { take, files } = await setup();
  const refusals = [
    await take({ picture: Buffer.from("<svg>").toString("base64") }),
    await take({ figures: { ...figures, widthPx: 481 } }),
    await take({ figures: { ...figures, sharpness: 3, light: 20 } }),
    await take({ oneFace: "nobody" }),
    await take({ consent: { version: 0 } }),
    await take({ party: 2 }),
    await take({}, selvam),
    await take({}, azlina),
  ];
  expect(refusals.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
    "400 not_a_picture",
    "400 not_a_picture",
    "422 poor_quality",
    "400 invalid_body",
    "400 invalid_body",
    "409 person_unknown",
    "409 not_your_counter",
    "409 not_your_counter",
  ]);
  expect(refusals[2]?.body.findings).toEqual(["blurred", "too_dark"]);
  expect(files()).toBe(0);
});

test("consent that is taken back takes the file along at once", async () => {
  const { take, kept, call, files, db } = await setup();
  const { body } = await take();
  expect((await call("DELETE", `/biometrics/${body.id}`, undefined, { as: rohani })).status).toBe(200);
  expect([await kept(), files()]).toEqual([[], 0]);
  expect((await call("POST", `/biometrics/${body.id}/look`, {}, { as: rohani })).status).toBe(404);
  expect((await call("DELETE", `/biometrics/${body.id}`, undefined, { as: rohani })).status).toBe(404);
  expect(audited(db)).toContain("withdrawBiometric");
});

type Actor = typeof rohani | typeof selvam | typeof azlina;

test("of somebody who is not in front of an officer nothing is told, shown, taken or taken back", async () => {
  const { take, call, ticket, files } = await setup();
  const { id } = (await take()).body;
  const asks = async (as: Actor) =>
    [
      await call("GET", `/biometrics?ticket=${ticket}&party=1`, undefined, { as }),
      await call("POST", `/biometrics/${id}/look`, {}, { as }),
      await call("DELETE", `/biometrics/${id}`, undefined, { as }),
      await take({}, as),
    ].map(({ status }) => status);
  expect(await asks(selvam)).toEqual([409, 404, 404, 409]);
  expect(await asks(azlina)).toEqual([409, 404, 404, 409]);
  const looks = () =>
    call("POST", `/biometrics/${id}/look`, {}, { as: rohani, key: "01a20692-2609-7de3-82b7-a03a38627bcf" });
  expect((await looks()).status).toBe(200);
  await call("POST", `/tickets/${ticket}/serve`, {}, { as: rohani });
  await call("POST", `/tickets/${ticket}/finish`, { outcome: "done" }, { as: rohani });
  expect(await asks(rohani)).toEqual([409, 404, 404, 409]);
  expect((await looks()).status, "the question of before, asked again").toBe(404);
  expect(files()).toBe(1);
});

test("when its time is over the file goes by itself", async () => {
  const { take, files, clock, scheduler } = await setup();
  await take();
  clock.advance((purposes.application.keepDays - 1) * 86_400_000);
  await scheduler.runDue();
  expect(files()).toBe(1);
  clock.advance(2 * 86_400_000);
  await scheduler.runDue();
  expect(files()).toBe(0);
});

test("with an erasure the face goes from the folder, its row opens for nobody, and the person's key is in no file", async () => {
  const { take, files, db, dir, call, ticket, deps, clock } = await setup();
  const { id } = (await take()).body;
  await call("POST", `/tickets/${ticket}/serve`, {}, { as: rohani });
  await call("POST", `/tickets/${ticket}/finish`, { outcome: "done" }, { as: rohani });
  const { subject, sealed } = db.query("SELECT subject, sealed FROM biometric WHERE id = ?").get(id) as Row;
  const person = deps.sealer.open(db, subject)!;
  expect(deps.sealer.unseal(person, "biometric", id, sealed)).toMatchObject({ figures });
  const { wrapped } = db.query("SELECT wrapped FROM keyring WHERE subject = ?").get(subject) as Row;
  const mark = new Uint8Array(wrapped);
  expect(filesHolding(dir, [mark]).length).toBeGreaterThan(0);
  const document = { type: "mykad", number: "900101-14-5678" };
  clock.advance(2 * 86_400_000);
  const erased = await call("POST", "/erasures", { document }, { as: rohani });
  expect(erased.status, JSON.stringify(erased.body)).toBe(204);
  expect(files()).toBe(0);
  expect(deps.sealer.open(db, subject)).toBeUndefined();
  expect(filesHolding(dir, [mark])).toEqual([]);
});

interface Row {
  readonly subject: string;
  readonly sealed: Uint8Array;
  readonly wrapped: Uint8Array;
}

test("headquarters forgets its copy of a face by itself, when its time is over", async () => {
  const { deps, db, clock, scheduler } = await setupBranch({ role: "hq", alias: 1, checkReplay: false });
  const { writer, sealer, blobs } = deps;
  const keepUntilMs = clock.nowMs() + 86_400_000;
  const command = { actor: { kind: "system", task: "test" }, requestId: "copy" } as const;
  orThrow(
    await writer.submit(command, (tx) => {
      const { rows, ...person } = sealer.subjectFor(db, sealer.blindIndex("MYS:mykad:1"), tx.newId, tx.nowMs);
      const file = orThrow(keepBlob({ folder: blobs!, sealer }, person, jpeg(480, 600)));
      return ok({
        intent: "test",
        rows: [...rows, ...blobRows(tx, sealer, person, { ...file, about: {}, at: "SGR-HQ1" })],
        answer: null,
      });
    }),
  );
  const [name] = blobs!.names();
  // As a branch's row comes to headquarters.
  db.query(
    `INSERT INTO biometric (id, branch, kind, purpose, blob, keep_until_ms, officer, subject, sealed, at_ms, _h, _n)
     VALUES ('b', 'SGR-HQ1', 'face', 'application', ?, ?, 'rohani', 's', x'00', 0, 0, 0)`,
  ).run(name!, keepUntilMs);
  await scheduler.runDue();
  expect(blobs!.names()).toEqual([name]);
  clock.set(keepUntilMs + 2 * 3_600_000);
  await scheduler.runDue();
  expect(blobs!.names()).toEqual([]);
});

test("a finger comes from the reader, is never shown, and a poor one is asked for again", async () => {
  const simulator = await startFingerSimulator();
  onTestFinished(() => simulator.close());
  const branch = await setup();
  const { deps, take, call } = branch;
  const reader = httpFingerprintReader({ url: simulator.url, timers: systemTimers });
  deps.engines.fingers = [{ id: "finger-1", name: "Pembaca 1", reader }];
  const wish = {
    kind: "finger",
    finger: "right_index",
    reader: "finger-1",
    picture: undefined,
    figures: undefined,
    oneFace: undefined,
  };
  const taken = await take(wish);
  expect(taken.status, JSON.stringify(taken.body)).toBe(201);
  const looked = await call("POST", `/biometrics/${taken.body.id}/look`, {}, { as: rohani });
  expect([looked.status, looked.body.code]).toEqual([409, "not_shown"]);
  for (const [mood, code] of [
    ["poor_quality", "poor_quality"],
    ["timeout", "no_finger"],
    ["garbage", "reader_unavailable"],
  ] as const) {
    simulator.setMood(mood);
    expect((await take(wish)).body.code).toBe(code);
  }
  expect((await take({ ...wish, reader: "finger-2" })).body.code).toBe("reader_not_found");
});

test("a JPEG says its own size, and no bytes at all make that throw", () => {
  expect(jpegSize(jpeg(480, 600))).toEqual({ widthPx: 480, heightPx: 600 });
  expect(jpegSize(jpeg(480, 600).subarray(0, -1))).toBeUndefined();
  const framed = fc
    .uint8Array({ maxLength: 60 })
    .map((middle) => Uint8Array.of(0xff, 0xd8, ...middle, 0xff, 0xd9));
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), framed), (bytes) => void jpegSize(bytes)));
});
