import { describe, expect, test } from "vitest";
import { command } from "../../sync/testing";
import { startHallPrinters } from "../devices/printing.fixture";
import { decodePaper, hasZbar, readQr, readQrWithZbar } from "../devices/ticket/decode.fixture";
import { paperMs } from "../identity/code";
import type { Json, TestBranch } from "../testing";
import {
  book,
  detailsOf,
  hold,
  mykad,
  passport,
  send,
  setupOpenBranch,
  startOf,
  typePaper,
} from "./booking.fixture";
import { checksPerDayMax } from "./checks.usecase";
import { planConfirmChecked } from "./visits.usecase";

const sitisCard = { type: "mykad", number: "900101-14-4672" } as const;
const kiosk = "kiosk:1";
const rohani = "officer:rohani";

/** Somebody without telephone, mail and passkey gave their details at the kiosk and has a code. There is no printer: the kiosk shows it. */
const setupAtKiosk = async (
  person = mykad(sitisCard.number),
  branch?: TestBranch,
  wanted = { service: "PMA-BAHARUI", kind: "citizen", group: "B" },
) => {
  const here = branch ?? (await setupOpenBranch());
  const { service, kind, group } = wanted;
  const { slot } = startOf(here, 0, { group });
  const { holdId } = (await hold(here, { as: kiosk, kind, service, people: [person], slot })).body;
  const ask = (path: string, body: object = {}) => send(here, kiosk, "POST", `/holds/${holdId}${path}`, body);
  const given = await ask("/visit", detailsOf({ kind, people: [person] }));
  if (given.status !== 200) throw new Error(JSON.stringify(given.body));
  const { onScreen } = (await ask("/paper")).body.paper as { onScreen: string };
  const check = (code: string, document: object = sitisCard, as = rohani, key?: string) =>
    send(here, as, "POST", `/visits/${holdId}/check`, { code, document }, key);
  const list = async (as = rohani): Promise<Json> => (await send(here, as, "GET", "/visits")).body.items;
  return { branch: here, holdId: holdId as string, code: onScreen, ask, check, list };
};

const count = ({ db }: TestBranch, what: string) =>
  (db.query(`SELECT count(*) AS n FROM ${what}`).get() as { n: number }).n;

describe("a visit that was begun at a kiosk", () => {
  test("waits at every counter of the branch, without a name", async () => {
    const { branch, holdId, list } = await setupAtKiosk();
    const startsAtMs = startOf(branch).startsAtMs;
    expect(await list()).toEqual([
      {
        holdId,
        kiosk: expect.any(String),
        service: "PMA-BAHARUI",
        startsAtMs,
        endsAtMs: branch.clock.nowMs() + paperMs,
        givenAtMs: branch.clock.nowMs(),
        isCodeRight: false,
      },
    ]);
    expect((await send(branch, kiosk, "GET", "/visits")).status).toBe(403);
    branch.clock.advance(paperMs);
    expect(await list(), "its place is on sale again").toEqual([]);
  });

  test("is booked by the document in the officer's hand and the code on the person's paper, and its slip is printed", async () => {
    const { branch, code, check, list } = await setupAtKiosk();
    const made = await check(`${code.slice(0, 4)} ${code.slice(4)}`);
    expect([made.status, made.body.state, made.body.verified]).toEqual([201, "confirmed", true]);
    const { kinds } = branch.db.query("SELECT kinds FROM booking").get() as { kinds: string };
    expect(JSON.parse(kinds)).toEqual(["document", "paper_code"]);
    expect(branch.db.query("SELECT kind, subject FROM device_job WHERE kind = 'slip'").all()).toEqual([
      { kind: "slip", subject: made.body.id },
    ]);
    expect(await list()).toEqual([]);
    for (const table of ["pending_visit", "proof", "code", "hold"])
      expect(count(branch, table), table).toBe(0);
    const { body } = await send(branch, "auditor:mei", "GET", "/audit?intent=checkDocument");
    expect(body.items).toMatchObject([{ actor: { kind: "staff", id: "rohani" } }]);
  });

  test("has its signed slip on paper, read by decoders that are not ours; a copy says so; a cancelled one is printed no more", async () => {
    const { branch, code, check } = await setupAtKiosk();
    const { emulator, when, printer } = await startHallPrinters(branch);
    const made = (await check(code)).body;
    const states = () =>
      branch.db
        .query<{ state: string }, []>("SELECT state FROM device_job WHERE kind = 'slip' ORDER BY rowid")
        .all()
        .map(({ state }) => state);
    await when(() => states()[0] === "printed");
    const { text } = (await send(branch, rohani, "GET", `/bookings/${made.id}/slip`)).body;
    const { picture } = await decodePaper(emulator.tickets().at(-1)!.bytes);
    expect(await readQr(picture)).toEqual([text]);
    if (hasZbar) expect(readQrWithZbar(picture)).toBe(text);

    emulator.failAfterRows(200, "paper");
    const again = () => send(branch, rohani, "POST", `/bookings/${made.id}/slip/print`, { reason: "lost" });
    expect((await again()).body).toEqual({ copy: 1 });
    expect((await again()).body.code).toBe("still_printing");
    await when(() => states()[1] === "suspect");
    expect((await printer()).trouble).toMatchObject([{ kind: "slip", id: made.id, number: made.ref }]);
    emulator.setPaper("ok");
    expect((await again()).body).toEqual({ copy: 2 });
    await when(() => states()[2] === "printed");
    expect(await printer()).toMatchObject({ suspect: 0, trouble: [] });
    expect(emulator.tickets().at(-1)!.bitmap.heightPx, "the band that says COPY").toBeGreaterThan(
      picture.heightPx,
    );
    await send(branch, rohani, "POST", `/bookings/${made.id}/cancel`, {});
    expect((await again()).body.code).toBe("booking_over");
  });

  test("answers the same when the officer presses twice", async () => {
    const { branch, code, check } = await setupAtKiosk();
    const key = "01a20692-2609-7de3-82b7-a03a38627bcf";
    const first = await check(code, sitisCard, rohani, key);
    const again = await check(code, sitisCard, rohani, key);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(count(branch, "device_job WHERE kind = 'slip'")).toBe(1);
  });

  test("is not booked with another document: the code is not even tried, and only that is said", async () => {
    const { branch, code, check } = await setupAtKiosk();
    for (const document of [
      { type: "mykad", number: "850505-10-5678" },
      { type: "passport", number: sitisCard.number, country: "MYS" },
      { type: "mykad", number: "-" },
    ]) {
      const { status, body } = await check(code, document);
      expect([status, body.code, JSON.stringify(body).includes("4672")]).toEqual([
        409,
        "document_differs",
        false,
      ]);
    }
    expect(branch.db.query("SELECT tries FROM code").get()).toEqual({ tries: 0 });
    expect((await check(code)).status).toBe(201);
  });

  test("is not booked on a check of details that the kiosk has changed since", async () => {
    const { branch, holdId, code } = await setupAtKiosk();
    await typePaper(branch, holdId, mykad(sitisCard.number), code);
    const confirmWith = (number: string) =>
      branch.deps.writer.submit(command(), (tx) =>
        planConfirmChecked(tx, branch.deps.sealer, {
          holdId,
          officer: "rohani",
          document: { type: "mykad", number },
          said: undefined,
        }),
      );
    expect(await confirmWith("850505-10-5679")).toMatchObject({ error: { type: "DocumentDiffers" } });
    expect((await confirmWith(sitisCard.number)).ok).toBe(true);
  });

  test("takes a passport as it takes a MyKad", async () => {
    const lan = passport("C1234567", "LAN", { answers: { lastDay: "2026-12-31" } });
    const { code, check } = await setupAtKiosk(lan, undefined, {
      service: "BATAL-PAS",
      kind: "foreigner",
      group: "C",
    });
    const { type, number, country } = lan.document;
    expect((await check(code, { type, number, country: "IDN" })).body.code).toBe("document_differs");
    expect((await check(code, { type, number: "c 1234567", country })).body.verified).toBe(true);
  });

  test("counts wrong codes, and is shut after five", async () => {
    const { code, check } = await setupAtKiosk();
    const wrong = code === "00000000" ? "11111111" : "00000000";
    for (let n = 0; n < 5; n++) expect((await check(wrong)).body.code).toBe("code_wrong");
    expect((await check(code)).body.code).toBe("tries_used_up");
  });

  test("does not ask for a right code again when the booking was refused for another reason", async () => {
    const branch = await setupOpenBranch();
    const { code, check, list } = await setupAtKiosk(mykad(sitisCard.number), branch);
    const earlier = await book(branch, {
      as: rohani,
      people: [mykad(sitisCard.number)],
      slot: startOf(branch, 3).slot,
    });
    expect((await check(code)).body.code).toBe("already_booked");
    expect(await list()).toMatchObject([{ isCodeRight: true }]);
    await send(branch, rohani, "POST", `/bookings/${earlier.body.id}/cancel`, {});
    expect((await check("")).status).toBe(201);
  });

  test("that was begun on somebody's own phone is no officer's to end", async () => {
    const branch = await setupOpenBranch();
    const people = [mykad(sitisCard.number)];
    const { holdId } = (await hold(branch, { as: "siti", people, slot: startOf(branch).slot })).body;
    await send(branch, "siti", "POST", `/holds/${holdId}/visit`, detailsOf({ people }));
    expect((await send(branch, rohani, "GET", "/visits")).body.items).toEqual([]);
    const checked = await send(branch, rohani, "POST", `/visits/${holdId}/check`, {
      code: "",
      document: sitisCard,
    });
    expect(checked.body.code).toBe("hold_gone");
  });
});

describe("what one officer says to have seen", () => {
  test("has an end each day, at a kiosk's paper and at their own desk together", async () => {
    const { branch, code, check } = await setupAtKiosk();
    branch.db.run("INSERT INTO rate_limit (bucket, count, ends_ms) VALUES ('check:rohani', ?, ?)", [
      checksPerDayMax - 2,
      branch.clock.nowMs() + 86_400_000,
    ]);
    const differs = await check(code, { type: "mykad", number: "850505-10-5678" });
    expect(differs.body.code).toBe("document_differs");
    const people = [mykad("920202-10-1234")];
    const desk = (at: number) =>
      hold(branch, { as: rohani, people, slot: startOf(branch, at).slot }).then(({ body }) =>
        send(branch, rohani, "POST", `/holds/${body.holdId}/visit`, detailsOf({ people })),
      );
    expect((await desk(1)).status).toBe(200);
    expect((await desk(2)).body).toMatchObject({ status: 429, code: "too_many_checks" });
    expect((await check(code)).body.code).toBe("too_many_checks");
    expect((await check(code, sitisCard, "officer:selvam")).status, "a colleague goes on").toBe(201);
  });
});

test("details given again for somebody else, or with another contact, need every proof anew", async () => {
  const branch = await setupOpenBranch();
  const { ask, holdId, code, check } = await setupAtKiosk(mykad(sitisCard.number), branch);
  await typePaper(branch, holdId, mykad(sitisCard.number), code);
  const typed = await send(branch, kiosk, "GET", `/holds/${holdId}/visit`);
  const stateOf = (view: Json) => view.kinds.find(({ kind }: Json) => kind === "paper_code").state;
  expect(stateOf(typed.body)).toBe("done");
  const same = await ask("/visit", detailsOf({ people: [mykad(sitisCard.number, "SITI AHMAD")] }));
  expect(stateOf(same.body), "a name put right").toBe("done");
  const other = await ask("/visit", detailsOf({ people: [mykad("850505-10-5679")] }));
  expect(stateOf(other.body)).toBe("open");
  expect((await check(code, { type: "mykad", number: "850505-10-5679" })).body.code).toBe("code_wrong");
});
