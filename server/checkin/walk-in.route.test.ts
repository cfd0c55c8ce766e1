import { describe, expect, test } from "vitest";
import { uuidv7 } from "../../sync/core/ids";
import { languages } from "../../sync/core/languages";
import { ok } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import { command } from "../../sync/testing";
import { setupBranch, type TestBranch } from "../testing";
import { hallRows, kiosk, service, takeAllNumbers, takeNumber } from "./checkin.fixture";

const hour = 3_600_000;

const hall = async (branch: TestBranch) =>
  (await branch.call("GET", "/kiosk", undefined, { as: kiosk })).body;
const ofService = (
  body: { services: { code: string; waiting: number; numbersLeft: number }[] },
  code = service,
) => body.services.find((row) => row.code === code)!;

describe("a number without an appointment", () => {
  test("is the next of the group, printed, in the lane that was asked for", async () => {
    const branch = await setupBranch({ closed: true });
    const first = await takeNumber(branch);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      type: "ticket",
      ticket: { number: "A001", lane: "normal", claims: [], appointmentAtMs: null },
    });
    const second = await takeNumber(branch, "priority", { claims: ["pregnant"] });
    expect(second.body.ticket).toMatchObject({ number: "A002", lane: "priority", claims: ["pregnant"] });
    const family = await takeNumber(branch, "normal", { people: 4, lang: "ta" });
    expect(
      branch.db.query("SELECT people, lang FROM ticket WHERE id = ?").get(family.body.ticket.id),
    ).toEqual({ people: 4, lang: "ta" });
    expect(hallRows(branch)).toMatchObject({ tickets: 3, jobs: 3, checkins: 0 });
  });

  test("is given in every language that the kiosk speaks", async () => {
    const branch = await setupBranch({ closed: true });
    for (const { code } of languages) {
      const { status, body } = await takeNumber(branch, "normal", { lang: code });
      expect([code, status]).toEqual([code, 201]);
      expect(branch.db.query("SELECT lang FROM ticket WHERE id = ?").get(body.ticket.id)).toEqual({
        lang: code,
      });
    }
  });

  test("employers have their lane where the service knows employers, and only there", async () => {
    const branch = await setupBranch({ closed: true });
    const body = { service: "PLKS-LANJUT", lane: "employer", lang: "ms" };
    expect((await branch.call("POST", "/walkins", body, { as: kiosk })).body).toMatchObject({
      ticket: { lane: "employer" },
    });
    const refused = await takeNumber(branch, "employer");
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "lane_not_served", lane: "employer" });
  });

  test("comes until the batch is gone; then the next batch, other branches and free slots; then there are more", async () => {
    const branch = await setupBranch();
    const { numbersLeft } = ofService(await hall(branch));
    const gone = await takeAllNumbers(branch);
    expect(hallRows(branch).tickets).toBe(numbersLeft);
    expect(gone.status).toBe(200);
    expect(gone.body).toMatchObject({
      type: "numbers_gone",
      service,
      next: ["next_batch", "book_slot", "go_to_branch"],
    });
    expect(gone.body.slots).toHaveLength(4);
    expect(gone.body.nearest).toHaveLength(3);
    const distances = gone.body.nearest.map(({ km }: { km: number }) => km);
    expect(distances).toEqual(distances.toSorted((a: number, b: number) => a - b));
    expect(await hall(branch)).toMatchObject({ nextBatchAtMs: gone.body.nextBatchAtMs });
    expect(ofService(await hall(branch)).numbersLeft).toBe(0);

    branch.clock.set(gone.body.nextBatchAtMs);
    expect((await takeNumber(branch)).status).toBe(201);
  });

  test("people at the same moment get different numbers, and no more than there are", async () => {
    const branch = await setupBranch({ closed: true });
    const { numbersLeft } = ofService(await hall(branch));
    const answers = await Promise.all(Array.from({ length: numbersLeft + 5 }, () => takeNumber(branch)));
    const numbers = answers.flatMap(({ body }) => (body.type === "ticket" ? [body.ticket.number] : []));
    expect(new Set(numbers).size).toBe(numbersLeft);
    expect(numbers).toHaveLength(numbersLeft);
  });

  test("a double tap with one key is one number", async () => {
    const branch = await setupBranch({ closed: true });
    const key = uuidv7(branch.clock.nowMs(), branch.random);
    const tap = () =>
      branch.call("POST", "/walkins", { service, lane: "normal", lang: "ms" }, { as: kiosk, key });
    const [first, second] = await Promise.all([tap(), tap()]);
    expect(second.body).toEqual(first.body);
    expect(hallRows(branch)).toMatchObject({ tickets: 1, jobs: 1 });
  });

  test("is not given after closing, before a batch that never comes, or on a closed day", async () => {
    const branch = await setupBranch({ closed: true });
    const { closesAtMs } = await hall(branch);
    branch.clock.set(closesAtMs);
    expect((await takeNumber(branch)).body).toMatchObject({ type: "numbers_gone", nextBatchAtMs: null });
    branch.clock.set(Date.parse("2026-12-12T10:00:00+08:00"));
    expect((await takeNumber(branch)).body).toMatchObject({ type: "numbers_gone", nextBatchAtMs: null });
    expect(await hall(branch)).toMatchObject({ open: false, opensAtMs: null, nextBatchAtMs: null });
  });

  test("a batch that would come after closing is not promised", async () => {
    const branch = await setupBranch({ closed: true });
    const doc = {
      id: "short",
      date: "2026-12-07",
      openMin: 8 * 60,
      closeMin: 12 * 60,
      breaks: [],
      reasonMs: "",
      reasonEn: "",
    };
    const row = {
      id: "short",
      branch: "SGR-HQ1",
      kind: "opening",
      fromDate: doc.date,
      toDate: doc.date,
      doc: JSON.stringify(doc),
    };
    await branch.deps.writer.submit(command(), () =>
      ok({ intent: "test", rows: [insert("branchRule", row)], answer: null }),
    );
    branch.clock.advance(1.5 * hour);
    expect((await hall(branch)).closesAtMs).toBe(Date.parse("2026-12-07T12:00:00+08:00"));
    expect((await takeAllNumbers(branch)).body).toMatchObject({ type: "numbers_gone", nextBatchAtMs: null });
    expect((await hall(branch)).nextBatchAtMs).toBeNull();
  });

  test("a service of another kind of office is not given here", async () => {
    const branch = await setupBranch({ closed: true });
    const offered = new Set((await hall(branch)).services.map(({ code }: { code: string }) => code));
    const all = branch.db.query("SELECT code FROM service").all() as { code: string }[];
    const other = all.find(({ code }) => !offered.has(code));
    expect(other, "some service is not offered here").toBeDefined();
    const answer = await branch.call(
      "POST",
      "/walkins",
      { service: other!.code, lane: "normal", lang: "ms" },
      { as: kiosk },
    );
    expect(answer.body).toMatchObject({ status: 422, code: "service_not_here" });
    const unknown = await branch.call(
      "POST",
      "/walkins",
      { service: "NOT-YET", lane: "normal", lang: "ms" },
      { as: kiosk },
    );
    expect(unknown.body).toMatchObject({ status: 404, code: "unknown_service" });
  });

  test("in a year that the calendar does not know is refused with the year and the state, never guessed", async () => {
    const branch = await setupBranch({ closed: true, nowMs: Date.parse("2031-03-03T09:00:00+08:00") });
    const answer = await takeNumber(branch);
    expect(answer.body).toMatchObject({ status: 503, code: "no_holiday_data", year: 2031, state: "MY-10" });
    expect((await hall(branch)).open).toBe(false);
  });

  test.each([
    ["a priority lane without a reason", { lane: "priority" }, { path: "claims", code: "claim_missing" }],
    ["a claim nobody knows", { lane: "priority", claims: ["vip"] }, { path: "claims.0" }],
    ["the appointment lane", { lane: "appointment" }, { path: "lane" }],
    ["nobody", { lane: "normal", people: 0 }, { path: "people" }],
    ["an unknown key", { lane: "normal", number: "A001" }, { path: "number", code: "unknown_key" }],
  ])("%s is refused and changes nothing", async (_, more, error) => {
    const branch = await setupBranch({ closed: true });
    const answer = await branch.call("POST", "/walkins", { service, lang: "ms", ...more }, { as: kiosk });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: "invalid_body", errors: [error] });
    expect(hallRows(branch).tickets).toBe(0);
  });
});

describe("the hall as a kiosk shows it", () => {
  test("open or not, until when, and what each service has left", async () => {
    const branch = await setupBranch({ closed: true });
    const morning = await hall(branch);
    expect(morning).toMatchObject({
      branch: "SGR-HQ1",
      open: true,
      nextBatchAtMs: null,
      printer: null,
      opensAtMs: Date.parse("2026-12-07T08:00:00+08:00"),
      closesAtMs: Date.parse("2026-12-07T17:00:00+08:00"),
    });
    const before = ofService(morning);
    expect(before).toMatchObject({ waiting: 0 });
    await takeNumber(branch);
    expect(ofService(await hall(branch))).toMatchObject({ waiting: 1, numbersLeft: before.numbersLeft - 1 });
    branch.clock.set(morning.opensAtMs - hour);
    expect(await hall(branch)).toMatchObject({ open: false, nextBatchAtMs: morning.opensAtMs });
  });

  test("is for kiosks and officers", async () => {
    const branch = await setupBranch({ closed: true });
    expect((await branch.call("GET", "/kiosk")).status).toBe(401);
    expect((await branch.call("GET", "/kiosk", undefined, { as: "officer:rohani" })).status).toBe(200);
  });

  test("stands in the API's own description, with check-in and walk-ins", async () => {
    const branch = await setupBranch({ closed: true });
    const { paths } = (await (await branch.app.request("/api/openapi.json")).json()) as { paths: object };
    const described = Object.keys(paths).filter((path) => /kiosk|checkins|walkins/.test(path));
    expect(described.toSorted()).toEqual([
      "/api/v1/checkins",
      "/api/v1/checkins/own",
      "/api/v1/checkins/own/options",
      "/api/v1/door/checkins",
      "/api/v1/kiosk",
      "/api/v1/walkins",
    ]);
  });
});
