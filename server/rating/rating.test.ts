import { expect, test } from "vitest";
import { azlina, minuteMs, rohani, setupHall, type TestHall } from "../queue/hall.fixture";
import { ratingsMax } from "./rating";

const served = async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["C"]);
  const { ticketId } = await hall.comes();
  await hall.calls(rohani, hall.counter1);
  await hall.does(rohani, `/tickets/${ticketId}/serve`);
  return {
    hall,
    ticketId,
    finish: () => hall.does(rohani, `/tickets/${ticketId}/finish`, { outcome: "done" }),
  };
};
const rate = async (hall: TestHall, ticketId: string, mark: number) => {
  hall.clock.advance(minuteMs);
  const { status, body } = await hall.call("POST", `/tickets/${ticketId}/rating`, { mark });
  return status === 200 ? body.rating : `${status} ${body.code}`;
};
const today = async (hall: TestHall) =>
  (await hall.call("GET", "/hall", undefined, { as: azlina })).body.figures.rating;

test("whoever was served says in one touch how it was, may think again, and the hall's page has the mean without a name", async () => {
  const { hall, ticketId, finish } = await served();
  expect(await rate(hall, ticketId, 4)).toBe("409 visit_not_over");
  await finish();
  expect(await rate(hall, ticketId, 2)).toBe(2);
  expect(await rate(hall, ticketId, 5)).toBe(5);
  expect((await hall.ticket(ticketId)).rating).toBe(5);
  expect(await today(hall)).toEqual({ count: 1, mean: 5 });
  expect(
    hall.db
      .query("SELECT * FROM rating")
      .all()
      .map((row) => Object.keys(row as object)),
  ).not.toContain("by");
});

test("no mark that there is not, for no number that there is not, not after a week, not for ever again", async () => {
  const { hall, ticketId, finish } = await served();
  await finish();
  for (const mark of [0, 6, 2.5]) expect(await rate(hall, ticketId, mark)).toMatch(/^400/);
  expect(await rate(hall, "01900000-0000-7000-8000-000000000000", 3)).toBe("404 ticket_not_found");
  for (let at = 0; at < ratingsMax; at++) expect(await rate(hall, ticketId, 1 + (at % 2))).toBe(1 + (at % 2));
  expect(await rate(hall, ticketId, 5)).toBe("429 too_many_tries");
  const late = await served();
  await late.finish();
  late.hall.clock.advance(8 * 24 * 60 * minuteMs);
  expect(await rate(late.hall, late.ticketId, 5)).toBe("409 rating_closed");
});
