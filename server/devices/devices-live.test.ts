import { expect, test } from "vitest";
import { kiosk } from "../checkin/checkin.fixture";
import { rohani } from "../queue/hall.fixture";
import { headersAs } from "../testing";
import { setupPrinting } from "./printing.fixture";

test("staff's pages hear of an open cover, and of a ticket that waits for it, without asking again", async () => {
  const hall = await setupPrinting();
  const { app, comes, emulator, untilOnline, when } = hall;
  await untilOnline();
  const response = await app.request("/api/v1/events?topics=devices", { headers: headersAs(hall, rohani) });
  const reader = response.body!.getReader();
  let told = "";
  const reading = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      told += new TextDecoder().decode(value);
    }
  })();
  await when(() => told.includes('"cover":"closed"'), "a first picture");
  emulator.setCover("open");
  await when(
    () => told.includes('"cover":"open"') && told.includes('"error":"cover_open"'),
    "news of the cover",
  );
  await comes();
  await when(() => told.includes('"queued":1'), "news of the ticket");
  await reader.cancel();
  await reading;
});

test("a kiosk hears no devices", async () => {
  const hall = await setupPrinting();
  const { app } = hall;
  const answer = await app.request("/api/v1/events?topics=devices", { headers: headersAs(hall, kiosk) });
  expect(answer.status).toBe(403);
});
