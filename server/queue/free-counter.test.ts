import { expect, test } from "vitest";
import { azlina, checkOf, minuteMs, rohani, selvam, setupHall, type TestHall } from "./hall.fixture";

const gone = { reason: "Pulang tanpa menutup kaunter" };
const free = (hall: TestHall, body: object = gone) =>
  hall.does(azlina, `/counters/${hall.counter1}/free`, body);
const book = async (hall: TestHall) =>
  (await hall.call("GET", "/branch/changes", undefined, { as: azlina })).body.items;

test("a supervisor frees a counter, another officer sits down, and who freed it from whom is kept", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  hall.clock.advance(minuteMs);
  expect(await free(hall)).toMatchObject({ state: "closed", officer: null, current: null });
  expect(await hall.refused(rohani, `/counters/${hall.counter1}/next`)).toBe("409 not_your_counter");
  expect(await hall.signsOn(selvam, hall.counter1, ["C"])).toMatchObject({ officer: "selvam" });
  expect(await hall.signsOn(rohani, hall.counter2, ["C"]), "the officer may begin elsewhere").toMatchObject({
    officer: "rohani",
  });
  expect(await book(hall)).toMatchObject([
    {
      actor: "azlina",
      reason: gone.reason,
      what: { ms: "Kaunter 1 dibebaskan daripada rohani", en: "Counter 1 freed from rohani" },
    },
  ]);
  const steps = hall.db
    .query("SELECT seq, state, officer FROM counter_step WHERE counter = ? ORDER BY seq")
    .all(hall.counter1);
  expect(steps).toMatchObject([{ state: "open" }, { state: "closed" }, { state: "open" }]);
});

test("whoever was called there waits again in the same place, and so does whoever was parked", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  await hall.signsOn(selvam, hall.counter2, ["C"]);
  const [parked, called] = [await hall.comes(), await hall.comes()];
  await hall.calls(rohani, hall.counter1);
  await hall.does(rohani, `/tickets/${parked.ticketId}/park`);
  await hall.calls(rohani, hall.counter1);
  await hall.does(rohani, `/tickets/${called.ticketId}/serve`);
  hall.clock.advance(minuteMs);
  await hall.comes();
  await free(hall);
  expect(await hall.calls(selvam, hall.counter2)).toMatchObject({ id: parked.ticketId, waitedMin: 1 });
  const finish = { finish: true, outcome: "done" };
  expect(await hall.calls(selvam, hall.counter2, finish)).toMatchObject({
    id: called.ticketId,
    waitedMin: 1,
  });
  expect((await checkOf(hall)).deviations).toEqual([]);
});

test("whoever was served and left is done", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes();
  await hall.calls(rohani, hall.counter1);
  await hall.does(rohani, `/tickets/${ticketId}/serve`);
  await free(hall, { ...gone, person: "served" });
  expect(await hall.ticket(ticketId)).toMatchObject({ state: "done", counter: null });
});

test("an officer frees nothing, nothing is freed twice or without a reason", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const path = `/counters/${hall.counter1}/free`;
  expect(await hall.refused(selvam, path, gone)).toBe("403 not_allowed");
  expect(await hall.refused(azlina, path, {})).toBe("400 invalid_body");
  expect(await hall.refused(azlina, "/counters/nowhere/free", gone)).toBe("404 counter_not_found");
  const key = hall.deps.newId();
  const press = () => hall.call("POST", path, gone, { as: azlina, key });
  expect([(await press()).status, (await press()).status], "one press sent twice").toEqual([200, 200]);
  expect(await hall.refused(azlina, path, gone)).toBe("409 counter_not_open");
  expect(await book(hall)).toHaveLength(1);
});
