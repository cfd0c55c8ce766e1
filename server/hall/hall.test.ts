import { expect, test } from "vitest";
import { azlina, minuteMs, rohani, selvam, setupHall, type TestHall } from "../queue/hall.fixture";
import type { Json } from "../testing";

const hafiz = "branch_admin:hafiz";
const why = { reason: "Ramai menunggu" };

const hallOf = async (hall: TestHall, as = azlina): Promise<Json> =>
  (await hall.call("GET", "/hall", undefined, { as })).body;
const counterIn = (shown: Json, id: string): Json => shown.counters.find((each: Json) => each.id === id);
const order = async (hall: TestHall, id: string, wish: object): Promise<{ path: string; body: Json }> => ({
  path: `/hall/counters/${id}`,
  body: { order: wish, seq: counterIn(await hallOf(hall), id).seq, ...why },
});
const walkIn = { service: "PLS-LANJUT", lane: "normal", claims: [], people: 1, lang: "ms" };
const alerts = async (hall: TestHall, as = rohani): Promise<Json> =>
  (await hall.call("GET", "/panic", undefined, { as })).body;

test("a supervisor sees who waits against the target, who sits where with whom, and what to do first", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  for (let person = 0; person < 3; person++) await hall.comes();
  await hall.calls(rohani, hall.counter1);
  hall.clock.advance(50 * minuteMs);
  const shown = await hallOf(hall);
  expect(shown.queues.find(({ group }: Json) => group === "C")).toMatchObject({
    waiting: 2,
    longestMin: 50,
    targetMin: 45,
    overTarget: 2,
    counters: [1],
  });
  expect(counterIn(shown, hall.counter1)).toMatchObject({
    officer: "Rohani",
    current: { number: "C001" },
  });
  expect(shown.suggestions[0]).toMatchObject({ type: "open_counter", group: "C", people: 2 });
});

test("a counter that has a person is moved, and its officer goes on serving that person", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes();
  await hall.calls(rohani, hall.counter1);
  hall.clock.advance(minuteMs);
  const { path, body } = await order(hall, hall.counter1, { act: "move", groups: ["E"] });
  await hall.does(azlina, path, body);
  expect(counterIn(await hallOf(hall), hall.counter1)).toMatchObject({
    groups: ["E"],
    current: { number: "C001" },
  });
  await hall.does(rohani, `/tickets/${ticketId}/serve`);
  const { items } = (await hall.call("GET", "/branch/changes", undefined, { as: azlina })).body;
  expect(items[0]).toMatchObject({ what: { en: "Counter 1 open for E" }, ...why });
});

test("of two opposite orders the later hears who was first, and nothing breaks", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  hall.clock.advance(minuteMs);
  const first = await order(hall, hall.counter1, { act: "move", groups: ["E"] });
  const second = await order(hall, hall.counter1, { act: "move", groups: ["C", "E"] });
  await hall.does(azlina, first.path, first.body);
  const late = await hall.call("POST", second.path, second.body, { as: hafiz });
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({
    code: "hall_changed",
    what: "changed",
    by: "Azlina",
    atMs: hall.clock.nowMs(),
  });
  expect(counterIn(await hallOf(hall), hall.counter1).groups).toEqual(["E"]);
});

test("while numbers are paused a walk-in is refused, a number already drawn is called, and a second supervisor hears of it", async () => {
  const hall = await setupHall();
  const pause = { group: "C", to: "paused", seen: null, ...why };
  await hall.comes();
  await hall.does(azlina, "/hall/intake", pause);
  expect(await hall.refused("kiosk:1", "/walkins", walkIn)).toBe("409 intake_paused");
  expect(await hall.refused(hafiz, "/hall/intake", pause)).toBe("409 hall_changed");
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  expect(await hall.calls(rohani, hall.counter1)).toMatchObject({ number: "C001" });
  const { pause: standing } = (await hallOf(hall)).queues.find(({ group }: Json) => group === "C");
  await hall.does(hafiz, "/hall/intake", { ...pause, to: "open", seen: standing.id });
  expect((await hall.call("POST", "/walkins", walkIn, { as: "kiosk:1" })).status).toBe(201);
});

test("an announcement stands on the displays for its time, and one without words is refused", async () => {
  const hall = await setupHall();
  const text = { ms: "Kaunter ditutup jam 5.", en: "Counters close at 5." };
  await hall.does(azlina, "/hall/announcements", { text, minutes: 10, ...why });
  expect((await hall.display()).announcement).toMatchObject({ text });
  expect(JSON.stringify(await hall.display()), "who and why is no matter of the hall's").not.toContain(
    why.reason,
  );
  hall.clock.advance(61 * minuteMs);
  expect((await hall.display()).announcement, "a display that slept for an hour").toBeNull();
  expect(
    await hall.refused(azlina, "/hall/announcements", { text: { ms: "  ", en: "" }, minutes: 10, ...why }),
  ).toBe("400 invalid_body");
  expect(await hall.refused(rohani, "/hall/announcements", { text, minutes: 10, ...why })).toBe(
    "403 not_allowed",
  );
});

test("an emergency is on every staff screen, and on no display, kiosk or phone; its sender or a supervisor ends it", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes();
  const quiet = async () => [
    await hall.display(),
    await hall.ticket(ticketId),
    (await hall.call("GET", "/kiosk", undefined, { as: "kiosk:1" })).body,
  ];
  const before = await quiet();
  const { id } = await hall.does(rohani, "/panic", { page: "/counter" });
  expect(await alerts(hall, selvam)).toMatchObject({
    panics: [{ id, place: { ms: "Kaunter 1" }, officer: "Rohani" }],
  });
  expect(await quiet()).toEqual(before);
  for (const as of ["display:1", "kiosk:1", "lane:1"]) {
    expect((await hall.call("GET", "/panic", undefined, { as })).status).toBe(403);
    expect((await hall.call("GET", "/events?topics=panic", undefined, { as })).status).toBe(403);
  }
  expect(await hall.refused(selvam, `/hall/events/${id}/end`)).toBe("403 not_yours");
  expect(await hall.refused(azlina, `/hall/events/${id}/end`)).toBe("422 note_missing");
  const ended = await hall.call(
    "POST",
    `/hall/events/${id}/end`,
    { note: "Polis sudah datang" },
    { as: azlina },
  );
  expect(ended.status).toBe(204);
  expect((await alerts(hall)).panics).toEqual([]);
  expect(await hall.refused(rohani, `/hall/events/${id}/end`), "too late").toBe("409 hall_changed");
});

test("a bell at a kiosk rings once, somebody goes, the kiosk says so, and a child cannot ring all day", async () => {
  const hall = await setupHall();
  const ring = () => hall.call("POST", "/bell", {}, { as: "kiosk:1" });
  const go = async () => {
    const [bell] = (await alerts(hall)).bells;
    expect((await hall.call("POST", `/hall/events/${bell.id}/end`, {}, { as: rohani })).status).toBe(204);
  };
  expect((await ring()).body).toEqual({ state: "ringing" });
  await ring();
  expect((await alerts(hall)).bells).toHaveLength(1);
  expect((await hallOf(hall)).suggestions[0]).toMatchObject({ type: "answer_bell" });
  await go();
  expect((await hall.call("GET", "/bell", undefined, { as: "kiosk:1" })).body).toEqual({ state: "coming" });
  for (let time = 0; time < 4; time++) {
    hall.clock.advance(1_000);
    await ring();
    await go();
  }
  hall.clock.advance(1_000);
  expect(await hall.refused("kiosk:1", "/bell")).toBe("429 too_many_tries");
  expect(await hall.refused(rohani, "/bell"), "only a kiosk rings").toBe("403 not_allowed");
});

test("an officer is asked for at a closed counter, and a break is ended", async () => {
  const hall = await setupHall();
  const ask = await order(hall, hall.counter2, { act: "ask", group: "C" });
  await hall.does(azlina, ask.path, ask.body);
  expect((await alerts(hall)).bells).toMatchObject([{ place: { en: "Counter 2" }, group: "C" }]);
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  hall.clock.advance(minuteMs);
  await hall.does(rohani, `/counters/${hall.counter1}/break`);
  const open = await order(hall, hall.counter1, { act: "open" });
  await hall.does(azlina, open.path, open.body);
  expect(counterIn(await hallOf(hall), hall.counter1)).toMatchObject({
    state: "open",
    officer: "Rohani",
  });
});
