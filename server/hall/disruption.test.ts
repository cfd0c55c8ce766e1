import { expect, test } from "vitest";
import { book } from "../checkin/checkin.fixture";
import { azlina, minuteMs, rohani, setupHall } from "../queue/hall.fixture";

const flood = { what: "flood", minutes: 240, reason: "Air naik di tempat letak kereta" };

test("one order tells displays, the branch's page and everybody booked in that time, and stands until it is over", async () => {
  const hall = await setupHall({ closed: false });
  const booked = await book(hall, { date: "2026-12-09" });
  const later = await book(hall, { who: "mei", mykads: ["910202-10-5566"] });
  hall.clock.set(booked.startsAtMs - 30 * minuteMs);
  await hall.scheduler.runDue();
  const shown = await hall.does(azlina, "/hall/disruption", flood);
  expect(shown.disruption).toMatchObject({ what: "flood", by: "Azlina", offered: 1 });
  const office = async () => (await hall.call("GET", "/branches/SGR-HQ1/now")).body.disruption;
  expect(await office()).toMatchObject({ text: { en: expect.stringMatching(/^The office is flooded/) } });
  expect((await hall.display()).announcement.text.ms).toMatch(/^Pejabat dilanda banjir/);
  const offerOf = async ({ id, as }: typeof booked) =>
    (await hall.call("GET", `/bookings/${id}`, undefined, { as })).body.offer;
  expect(await offerOf(booked)).not.toBeNull();
  expect(await offerOf(later)).toBeNull();
  expect(hall.db.query("SELECT booking_id AS id FROM notice WHERE purpose = 'office_changed'").all()).toEqual(
    [{ id: booked.id }],
  );

  // Whoever comes all the same is taken in.
  const second = await hall.call("POST", "/hall/disruption", { ...flood, what: "power" }, { as: azlina });
  expect([second.status, second.body]).toMatchObject([
    409,
    { code: "hall_changed", what: "disrupted", by: "Azlina" },
  ]);
  const ended = await hall.call("POST", `/hall/events/${shown.disruption.id}/end`, {}, { as: azlina });
  expect(ended.status).toBe(204);
  expect([await office(), (await hall.display()).announcement]).toEqual([null, null]);
});

test("an officer, a kiosk or a stranger declares none, nor for no reason or for a week", async () => {
  const hall = await setupHall();
  for (const as of [rohani, "kiosk:1", "public:siti"])
    expect((await hall.call("POST", "/hall/disruption", flood, { as })).status).toBeGreaterThanOrEqual(401);
  for (const wrong of [{ reason: " " }, { minutes: 10_080 }, { what: "rain" }])
    expect((await hall.call("POST", "/hall/disruption", { ...flood, ...wrong }, { as: azlina })).status).toBe(
      400,
    );
  expect(hall.db.query("SELECT count(*) AS n FROM hall_event").get()).toEqual({ n: 0 });
});
