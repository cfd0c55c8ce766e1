import { describe, expect, test } from "vitest";
import { startHallPrinters } from "../devices/printing.fixture";
import { decodePaper, readQr } from "../devices/ticket/decode.fixture";
import { ticketRenderer } from "../devices/ticket/render";
import { onPaper } from "../devices/paper.usecase";
import { paperMs } from "../identity/code";
import type { Json, TestBranch } from "../testing";
import { paperText } from "./paper-text";
import { detailsOf, hold, mykad, send, setupOpenBranch, startOf, typePaper } from "./booking.fixture";

const siti = mykad("900101-14-4672");

/** Somebody at a kiosk, or before an officer, who gave their details and has neither telephone nor mail. */
const setupWaiting = async (as = "kiosk:1", branch?: TestBranch, at = 0) => {
  const here = branch ?? (await setupOpenBranch());
  const { holdId } = (await hold(here, { as, people: [siti], slot: startOf(here, at).slot })).body;
  const ask = (path: string, body: object = {}, who = as) =>
    send(here, who, "POST", `/holds/${holdId}${path}`, body);
  await ask("/visit", detailsOf({ people: [siti] }));
  const view = async () => (await send(here, as, "GET", `/holds/${holdId}/visit`)).body;
  return { branch: here, holdId: holdId as string, ask, view };
};

const paperKind = (view: Json) => view.kinds.find(({ kind }: Json) => kind === "paper_code");

const jobs = ({ db }: TestBranch) =>
  db.query<Json, []>("SELECT * FROM device_job WHERE kind = 'code' ORDER BY rowid").all();

describe("a code on paper", () => {
  test("comes out of the branch's printer, and its eight digits are right", async () => {
    const { branch, ask, view } = await setupWaiting();
    const { emulator, when, untilOnline } = await startHallPrinters(branch);
    await untilOnline();
    const asked = await ask("/paper");
    expect(asked.status).toBe(200);
    expect(paperKind(asked.body)).toMatchObject({
      state: "sent",
      codeEndsAtMs: branch.clock.nowMs() + paperMs,
    });
    expect(asked.body).toMatchObject({ clock: "code", endsAtMs: branch.clock.nowMs() + paperMs });
    expect(asked.body.paper).toEqual({ print: "queued", onScreen: null });

    await when(() => jobs(branch)[0]!.state === "printed");
    expect((await view()).paper).toEqual({ print: "printed", onScreen: null });
    const [job] = jobs(branch);
    const { sealed, lang } = JSON.parse(job!.payload);
    const drawn = onPaper(branch.deps, {
      id: job!.id,
      device: "printer",
      kind: "code",
      of: job!.subject,
      lang,
      sealed,
      copy: 0,
    });
    if (!drawn || !("paper" in drawn) || drawn.paper !== "code") throw new Error("no code on the paper");
    const { picture } = await decodePaper(emulator.tickets()[0]!.bytes);
    expect(picture, "another decoder sees what was drawn").toEqual((await ticketRenderer()).bitmap(drawn));

    expect(await readQr(picture), "for the counter's scanner").toEqual([
      paperText({ holdId: asked.body.holdId, code: drawn.code }),
    ]);

    expect(await typePaper(branch, asked.body.holdId, siti, drawn.code)).toBe("CodeRight");
    const after = await view();
    expect([paperKind(after).state, after.paper]).toEqual(["done", null]);
  });

  test("lies in no row, no answer and no memory of an answer that anybody could read it from", async () => {
    const { branch, ask } = await setupWaiting();
    // Without a printer the kiosk shows it: that is how this test knows it.
    const { onScreen } = (await ask("/paper")).body.paper;
    expect(onScreen).toMatch(/^\d{8}$/);
    const everything = branch.db.serialize();
    expect(Buffer.from(everything).includes(onScreen)).toBe(false);
    expect(Buffer.from(everything).includes(Buffer.from(onScreen).toString("base64").slice(0, 9))).toBe(
      false,
    );
  });

  test("is drawn no more once its visit was let go", async () => {
    const { branch, holdId, ask } = await setupWaiting();
    await ask("/paper");
    await send(branch, "kiosk:1", "DELETE", `/holds/${holdId}`);
    const { when } = await startHallPrinters(branch);
    await when(() => jobs(branch)[0]!.state === "failed");
  });

  test("printed again takes the earlier one's place", async () => {
    const { branch, holdId, ask } = await setupWaiting();
    const first = (await ask("/paper")).body.paper.onScreen;
    const second = (await ask("/paper")).body.paper.onScreen;
    expect(await typePaper(branch, holdId, siti, first)).toBe("CodeWrong");
    expect(await typePaper(branch, holdId, siti, second)).toBe("CodeRight");
    expect(jobs(branch)).toHaveLength(2);
  });

  test("that does not come is said within seconds: a kiosk shows the code, an officer's tablet does not", async () => {
    const kiosk = await setupWaiting();
    const { emulator, untilOnline, untilOffline } = await startHallPrinters(kiosk.branch);
    await untilOnline();
    expect((await kiosk.ask("/paper")).body.paper).toEqual({ print: "queued", onScreen: null });
    emulator.setPaper("out");
    await untilOffline();
    const again = await setupWaiting("kiosk:1", kiosk.branch, 1);
    const told = (await again.ask("/paper")).body.paper;
    expect(told).toEqual({ print: "failed", onScreen: expect.stringMatching(/^\d{8}$/) });
    const desk = await setupWaiting("officer:rohani", kiosk.branch, 2);
    expect((await desk.ask("/paper")).body.paper).toEqual({ print: "failed", onScreen: null });
  });

  test("is good until the visit would be over, where that is sooner", async () => {
    const { branch, ask, view } = await setupWaiting();
    const { startsAtMs } = await view();
    const over = branch.db.query("SELECT end_min * 60000 AS ms FROM hold").get() as { ms: number };
    branch.clock.set(startsAtMs - 60_000);
    branch.db.run("UPDATE hold SET expires_at_ms = ?", [startsAtMs]);
    expect((await ask("/paper")).body.endsAtMs).toBe(Math.min(over.ms, branch.clock.nowMs() + paperMs));
    expect(over.ms, "the test is about something").toBeLessThan(branch.clock.nowMs() + paperMs);
  });

  test("is for kiosks and desks, and for nobody else's visit", async () => {
    const { branch, ask, holdId } = await setupWaiting();
    expect((await ask("/paper", {}, "officer:rohani")).body.code).toBe("hold_gone");
    expect((await send(branch, "siti", "POST", `/holds/${holdId}/paper`, {})).status).toBe(403);
  });

  test("is printed fifteen times in half an hour at one kiosk, and no more", async () => {
    const { ask, branch, holdId } = await setupWaiting();
    for (let n = 0; n < 15; n++) expect((await ask("/paper")).status).toBe(200);
    expect((await ask("/paper")).body).toMatchObject({ code: "too_many_codes", status: 429 });
    branch.clock.advance(paperMs - 1000);
    expect(await typePaper(branch, holdId, siti, "0"), "still kept").toBe("CodeWrong");
  });
});

test("at a kiosk a code on paper is typed by nobody but an officer: with an SMS it would be one telephone and no document", async () => {
  const { ask } = await setupWaiting();
  const { onScreen } = (await ask("/paper")).body.paper;
  const typed = await ask("/codes/try", { kind: "paper_code", code: onScreen });
  expect([typed.status, typed.body.code]).toEqual([403, "not_allowed"]);
});

test("at a desk a code on paper is the second kind: nobody needs a telephone", async () => {
  const { branch, ask } = await setupWaiting("officer:rohani");
  const asked = await ask("/paper");
  expect(asked.body.isEnough).toBe(false);
  const { when } = await startHallPrinters(branch);
  const [job] = jobs(branch);
  const { sealed, lang } = JSON.parse(job!.payload);
  const drawn = onPaper(branch.deps, {
    id: job!.id,
    device: "printer",
    kind: "code",
    of: job!.subject,
    lang,
    sealed,
    copy: 0,
  });
  await when(() => jobs(branch)[0]!.state === "printed");
  expect((await ask("/codes/try", { kind: "paper_code", code: (drawn as Json).code })).body.isEnough).toBe(
    true,
  );
  expect((await ask("/confirm")).body).toMatchObject({ state: "confirmed", verified: true });
});

test("a passkey that a kiosk's or an officer's session has shown says nothing of the person in front of it", async () => {
  const branch = await setupOpenBranch();
  const passkeyOf = (as: string, at: number) =>
    setupWaiting(as, branch, at).then(async ({ holdId, view }) => {
      branch.db
        .query(
          "INSERT INTO proof SELECT session, '', 'passkey', 'earlier', ? FROM pending_visit WHERE hold = ?",
        )
        .run(branch.clock.nowMs(), holdId);
      return (await view()).kinds.find(({ kind }: Json) => kind === "passkey").state;
    });
  expect(await passkeyOf("kiosk:1", 0)).toBe("open");
  expect(await passkeyOf("officer:rohani", 1)).toBe("open");
  expect(await passkeyOf("siti", 2)).toBe("done");
});
