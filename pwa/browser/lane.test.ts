/** The screen of one gate lane, as somebody sees it who stands before it. */
import { expect, test } from "vitest";
import { startHallPrinters } from "../../server/devices/printing.fixture";
import { zoneOf } from "../../server/gates/lanes.fixture";
import { setupLanes } from "./lanes.testing";
import { look } from "./looks.testing";
import { button, scan } from "./people.testing";

const openRoom = setupLanes();

const lying = { width: 1280, height: 720 };
const standing = { width: 1080, height: 1920 };

test("a lane's screen says place document, wait, go; whoever is not let through sees the same words whatever the cause", async () => {
  const room = await openRoom(2);
  const screen = await room.open("/lane", "lane:1", lying);
  const says = async (word: string, words: string) => {
    await room.comes(() => expect(screen.locator(".lane").getAttribute("data-word")).resolves.toBe(word));
    expect(await screen.locator("h1").innerText()).toContain(words);
  };
  await says("ready", "Letak dokumen");
  expect(await screen.locator("header").innerText()).toContain("Lorong 1");
  await look(screen, "lane-ready", { only: true });

  await room.lay("l1", zoneOf());
  await screen.locator('.lane[data-word="go"]').waitFor();
  expect(await screen.locator("h1").innerText()).toMatch(/Silakan lalu\s+Please go/);
  await look(screen, "lane-go", { only: true });
  await says("ready", "Letak dokumen");
  expect(room.last("l1").outcome).toBe("passed");

  room.matcher.says = "hang";
  await room.lay("l1", zoneOf({ number: "A11111111" }));
  await screen.locator('.lane[data-word="wait"]').waitFor();
  await look(screen, "lane-wait", { only: true });
  await says("see_officer", "Sila jumpa pegawai");
  const unavailable = await screen.locator("body").innerText();
  await look(screen, "lane-see-officer", { only: true });
  await says("ready", "Letak dokumen");

  room.matcher.says = "match";
  await room.lay("l1", zoneOf({ number: "A22222222", expiry: "200101" }));
  await says("see_officer", "Sila jumpa pegawai");
  expect(await screen.locator("body").innerText(), "an expired passport looks no different").toBe(
    unavailable,
  );
});

test("a scanner that types hands its text to the lane's own screen, and to no other lane", async () => {
  const room = await openRoom(2);
  const screen = await room.open("/lane", "lane:1", standing);
  await screen.locator('.lane[data-word="ready"]').waitFor();
  await look(screen, "lane-standing", { only: true });
  for (const line of zoneOf()) await scan(screen, line);
  await screen.locator('.lane[data-word="see_officer"]').waitFor();
  expect(room.last("l1").reasons, "nobody has read a chip").toContain("chip_absent");

  const other = await room.call("POST", "/gates/lanes/l2/scan", { text: "A" }, { as: "lane:1" });
  expect(other.status).toBe(404);
  const passages = room.db.query("SELECT count(*) AS n FROM passage WHERE lane = 'l2'").get();
  expect(passages).toEqual({ n: 0 });
});

test("a screen that hears nothing for five seconds shows no arrow, and comes back by itself", async () => {
  const room = await openRoom(1);
  const screen = await room.open("/lane", "lane:1", lying);
  await screen.locator('.lane[data-word="ready"]').waitFor();
  room.cut();
  await screen.locator('.lane[data-word="silent"]').waitFor();
  expect(await screen.locator("h1").innerText()).toMatch(/Sila ke kaunter\s+Please go to the counter/);
  room.mend();
  await screen.locator('.lane[data-word="ready"]').waitFor();
});

test("an open fire loop shows the way out, and a closed lane a cross", async () => {
  const room = await openRoom(1);
  const screen = await room.open("/lane", "lane:1", lying);
  await screen.locator('.lane[data-word="ready"]').waitFor();
  room.gateOf("l1").fire(true);
  await room.comes(() =>
    expect(screen.locator(".lane").getAttribute("data-word")).resolves.toBe("emergency"),
  );
  await look(screen, "lane-emergency", { only: true });
  room.gateOf("l1").fire(false);
  const wish = { mode: "closed", reason: "latihan" };
  await room.call("POST", "/gates/lanes/l1/mode", wish, { as: "supervisor:azlina" });
  const reset = room.call(
    "POST",
    "/gates/lanes/l1/orders",
    { order: "reset_alarm" },
    { as: "supervisor:azlina" },
  );
  await room.comes(() => expect(screen.locator(".lane").getAttribute("data-word")).resolves.toBe("closed"));
  await reset;
});

test("at a kiosk whoever lays their passport down sees when they came in, and takes the proof along", async () => {
  const room = await openRoom(1);
  const movements = () => room.db.query("SELECT id FROM movement").all().length;
  await room.lay("l1", zoneOf());
  await room.comes(() => expect(room.last("l1").outcome).toBe("passed"));
  for (const times of [2, 3, 4]) {
    await room.pass(15_000, 1_000);
    await room.lay("l1", zoneOf());
    await room.comes(() => expect(movements()).toBe(times));
  }
  room.deps.reads.stand("kiosk:Kios 1", "reader");
  const { emulator, when, untilOnline } = await startHallPrinters(room);
  await untilOnline();

  const kiosk = await room.open("/kiosk", "kiosk:1", standing);
  await look(kiosk, "kiosk-own-idle", { only: true });
  await button(kiosk, "Keluar dan masuk saya").click();
  await look(kiosk, "kiosk-own", { only: true });
  const atMs = room.timers.nowMs();
  const read = { id: "1", mrz: zoneOf(), chip: "ok", image: null, face: null, atMs } as const;
  room.deps.reads.tellRead("kiosk:Kios 1", read);
  room.deps.live.touch("reads");
  await button(kiosk, "Ya, ini saya").click();
  await kiosk.getByRole("heading", { name: "Keluar masuk anda" }).waitFor();
  await kiosk.getByText("Masuk ke Malaysia").first().waitFor();
  await look(kiosk, "kiosk-own-list", { only: true });
  await button(kiosk, "Turunkan butang").click();
  await look(kiosk, "kiosk-own-list-low", { only: true });
  await button(kiosk, "Cetak bukti").click();
  await when(() => emulator.tickets().length > 0, "a paper");
  await kiosk.getByRole("heading", { name: "Ambil bukti di bawah skrin" }).waitFor();
  await look(kiosk, "kiosk-own-proof", { only: true });
  await button(kiosk, "Selesai").click();
  await button(kiosk, "Keluar dan masuk saya").waitFor();
});
