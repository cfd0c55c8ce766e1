import { describe, expect, test } from "vitest";
import { azlina, checkOf, minuteMs, rohani, setupHall, type TestHall } from "./hall.fixture";
import { policyDefault } from "./policy";

const declare = (hall: TestHall, policy: object, as = azlina) =>
  hall.call(
    "PUT",
    "/branch/policy",
    { policy: { ...policyDefault, ...policy }, reason: "Cuba giliran baharu" },
    { as },
  );

describe("the calling policy of a branch", () => {
  test("is declared by a supervisor, counts from then on, and who changed it is kept", async () => {
    const hall = await setupHall();
    await hall.signsOn(rohani, hall.counter1, ["C"]);
    await hall.comes();
    hall.clock.advance(minuteMs);
    const mother = await hall.comes({ claims: ["pregnant"], claim: "confirmed" });
    expect((await hall.page(rohani, hall.counter1)).next.ticket.id).toBe(mother.ticketId);

    const declared = await declare(hall, {
      version: 2,
      laneWeights: { ...policyDefault.laneWeights, priority: 0 },
    });
    expect(declared.status, JSON.stringify(declared.body)).toBe(200);
    hall.clock.advance(1000);
    expect(await hall.page(rohani, hall.counter1)).toMatchObject({
      policyVersion: 2,
      next: { ticket: { number: "C001" } },
    });
    expect(await hall.calls(rohani, hall.counter1)).toMatchObject({ number: "C001" });
    expect(await checkOf(hall)).toEqual({ calls: 1, deviations: [] });

    const kept = hall.db.query("SELECT what, reason, actor FROM calendar_change").all();
    expect(kept).toEqual([{ what: "policy", reason: "Cuba giliran baharu", actor: "azlina" }]);
    const book = await hall.call("GET", "/branch/changes", undefined, { as: azlina });
    expect(book.body.items, "it reads like every other change of the branch").toMatchObject([
      { actor: "azlina", what: { en: "How numbers are called, version 2" }, reason: "Cuba giliran baharu" },
    ]);
    const now = await hall.call("GET", "/branch/policy", undefined, { as: rohani });
    expect(now.body).toMatchObject({
      inForceVersion: 2,
      policy: { version: 2 },
      declared: { actor: "azlina", reason: "Cuba giliran baharu" },
    });
  });

  test("is refused when it would let people starve, skips a version, begins in the past, or comes from an officer", async () => {
    const hall = await setupHall();
    const codes = [
      await declare(hall, { version: 2, priorityInRowMax: 50 }),
      await declare(hall, { version: 3 }),
      await declare(hall, { version: 2, extra: true }),
      await declare(hall, { version: 2 }, rohani),
      await hall.call(
        "PUT",
        "/branch/policy",
        { policy: { ...policyDefault, version: 2 }, reason: "?", fromMs: 1 },
        { as: azlina },
      ),
    ].map(({ status, body }) => `${status} ${body.code}`);
    expect(codes).toEqual([
      "422 out_of_range",
      "409 version_not_next",
      "400 invalid_body",
      "403 not_allowed",
      "422 begins_in_the_past",
    ]);
    const now = await hall.call("GET", "/branch/policy", undefined, { as: azlina });
    expect(now.body).toMatchObject({ inForceVersion: 1, declared: null });
    const wild = await declare(hall, { version: 2, priorityInRowMax: 50, ageingMin: 0 });
    expect(wild.body.errors, "each field by itself").toEqual([
      { path: "policy.ageingMin", code: "out_of_range", value: 0, min: 1, max: 60 },
      { path: "policy.priorityInRowMax", code: "out_of_range", value: 50, min: 1, max: 5 },
    ]);
  });

  test("a day that nobody knows has no calls, and no date is no day", async () => {
    const hall = await setupHall();
    expect(await checkOf(hall, "2026-12-06")).toEqual({ calls: 0, deviations: [] });
    expect(await checkOf(hall, "2026-02-30")).toMatchObject({ code: "invalid_date" });
  });
});
