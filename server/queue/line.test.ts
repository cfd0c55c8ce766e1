import { expect, test } from "vitest";
import { checkOf, minuteMs, rohani, selvam, setupHall } from "./hall.fixture";

test("a quiet counter owes its third call to payment, however many calls its neighbour made meanwhile", async () => {
  const hall = await setupHall();
  await hall.signsOn(rohani, hall.counter1, ["E"]);
  await hall.signsOn(selvam, hall.counter2, ["C"]);
  const employmentPass = { service: "EP" };
  await hall.comes(employmentPass);
  await hall.calls(rohani, hall.counter1);
  const toPay = await hall.comes(employmentPass);
  await hall.calls(rohani, hall.counter1, { finish: true, outcome: "done" });
  const waitsLonger = await hall.comes(employmentPass);
  hall.clock.advance(minuteMs);
  await hall.does(rohani, `/tickets/${toPay.ticketId}/finish`, { outcome: "next_stage" });

  for (let call = 0; call < 150; call++) {
    await hall.comes();
    await hall.calls(selvam, hall.counter2, { finish: true, outcome: "done" });
  }
  expect(await hall.calls(rohani, hall.counter1)).toMatchObject({ id: toPay.ticketId, stage: "payment" });
  expect(await hall.calls(rohani, hall.counter1, { finish: true })).toMatchObject({
    id: waitsLonger.ticketId,
  });
  expect(await checkOf(hall)).toEqual({ calls: 154, deviations: [] });
});
