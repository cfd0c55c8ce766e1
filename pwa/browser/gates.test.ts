/** The pages of whoever watches gate lanes: forty at once, people who wait for an officer, shifts, entries and exits. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { zoneOf } from "../../server/gates/lanes.fixture";
import { confirmWithKey, giveKey } from "./keys.testing";
import { setupLanes } from "./lanes.testing";
import { look } from "./looks.testing";
import { button, scan } from "./people.testing";

const openRoom = setupLanes();

const desktop = { width: 1440, height: 900 };
const kumar = "gate_operator:kumar";

const tile = (page: Page, lane: string) =>
  page.locator(".lane-tile").filter({ has: page.getByText(lane, { exact: true }) });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();

test("one officer sees forty lanes without scrolling, ends an alarm in one touch, and closes a lane in two", async () => {
  const room = await openRoom(40);
  const page = await room.open("/gates", kumar, desktop);
  await button(page, "Mula syif").click();
  await page.getByText("Syif anda belum bermula.").waitFor({ state: "detached" });
  await room.comes(() => expect(page.locator(".lane-tile").count()).resolves.toBe(40));
  const last = (await tile(page, "Lorong 40").boundingBox())!;
  expect(last.y + last.height).toBeLessThan(desktop.height);

  await room.lay("l3", zoneOf());
  await room.comes(() => tile(page, "Lorong 3").getByText("Silakan lalu").waitFor({ timeout: 500 }));
  await room.comes(() => tile(page, "Lorong 3").getByText("Sedia").waitFor({ timeout: 500 }));

  room.gateOf("l12").force();
  const alarm = page.locator(".gates-alarms li", { hasText: "Lorong 12" });
  await room.comes(() => alarm.waitFor({ timeout: 500 }));
  await tile(page, "Lorong 12").getByText("Gangguan").waitFor();
  expect(await alarm.getAttribute("data-rank")).toBe("1");
  await look(page, "gates-forty");
  await page.setViewportSize(desktop);
  await alarm.getByRole("button").click();
  await room.comes(() => alarm.waitFor({ state: "detached", timeout: 500 }));

  await tile(page, "Lorong 9").click();
  await look(page, "gates-lane", { only: true });
  await button(page, /Tutup: barisan pendek/).click();
  await room.comes(() => tile(page, "Lorong 9").getByText("Tutup").waitFor({ timeout: 500 }));
  await tile(page, "Lorong 9").click();
  await page.getByText("Tutup: barisan pendek", { exact: true }).waitFor();
  await button(page, "Sebab lain…").click();
  await button(page, "Sahkan").click();
  await page.getByText("Tulis sebabnya.").waitFor();
  await page.getByText("Latihan", { exact: true }).click();
  await page.getByLabel("Sebab", { exact: true }).fill("latihan pagi");
  await button(page, "Sahkan").click();
  await room.comes(() => tile(page, "Lorong 9").getByText("Latihan").waitFor({ timeout: 500 }));

  await tile(page, "Lorong 5").click();
  await button(page, "Tambah seorang").click();
  await button(page, "Sahkan 2 teman").click();
  await page.getByText("Lorong 5: 2 teman disahkan.").waitFor();
  await button(page, "Kembali").click();

  room.gateOf("l7").fire(true);
  const emergency = page.locator(".gates-emergency");
  await room.comes(() => emergency.waitFor({ timeout: 500 }));
  expect(await emergency.innerText()).toContain("Lorong 7");
  await look(page, "gates-emergency", { only: true });
});

test("a grave reason needs a second officer, each with a key of their own; the movement is kept under both names", async () => {
  const room = await openRoom(5);
  const page = await room.open("/gates", kumar, desktop);
  await giveKey(page);
  room.matcher.says = "no_match";
  await room.lay("l1", zoneOf());
  const take = page.getByRole("button", { name: "Ambil rujukan dari Lorong 1" });
  await room.comes(() => take.waitFor({ timeout: 500 }));
  await take.click();
  await heading(page, "Meja rujukan");
  await page.getByText("Wajah tidak sepadan dengan dokumen. Bandingkan sendiri.").waitFor();
  await page.getByText("A12345678").waitFor();
  await look(page, "gates-referral");
  await page.setViewportSize(desktop);

  const ask = page.getByRole("button", { name: "Minta pegawai kedua" });
  await ask.first().click();
  await ask.last().click();
  await page.getByText("Tulis sebabnya.").waitFor();
  await page.getByLabel("Apa yang anda semak").fill("wajah dibandingkan dengan gambar");
  await ask.last().click();
  await confirmWithKey(page);
  await page.getByText("Panggil pegawai lain ke meja ini").waitFor();

  const second = await room.open(new URL(page.url()).pathname, "supervisor:azlina", desktop);
  await giveKey(second);
  await second.getByText("Kumar mahu membenarkan orang ini lalu.").waitFor();
  await look(second, "gates-second", { only: true });
  await button(second, "Saya setuju, benarkan lalu").click();
  await confirmWithKey(second);
  await second.getByText("Selesai: dibenarkan lalu.").waitFor();
  await room.comes(() => page.getByText("Selesai: dibenarkan lalu.").waitFor({ timeout: 500 }));
  expect(room.db.query("SELECT kind, way, officer, second FROM movement").all()).toEqual([
    { kind: "entry", way: "officer", officer: "kumar", second: "azlina" },
  ]);
});

test("a shift is handed over to a named officer with its report, and figures tell the day", async () => {
  const room = await openRoom(5);
  await room.lay("l1", zoneOf());
  await room.pass(5_000);
  await room.lay("l2", zoneOf({ number: "A22222222", expiry: "200101" }));
  const page = await room.open("/gates/shift", kumar, desktop);
  await button(page, "Mula syif sekarang").click();
  await page.getByRole("heading", { name: "Laporan syif" }).waitFor();
  await button(page, "Serah dan tamat syif").click();
  await page.getByText("Belum ada pegawai lain yang memulakan syif di sini.").waitFor();
  await button(page, "Kembali").click();

  await room.call("POST", "/gates/shift", { what: "begin" }, { as: "supervisor:azlina" });
  await page.reload();
  await button(page, "Serah dan tamat syif").click();
  await page.getByRole("dialog").getByText("Azlina").click();
  await look(page, "gates-hand-over", { only: true });
  await page.getByRole("dialog").getByRole("button", { name: "Serah dan tamat syif" }).click();
  await page.getByText("Serah 1 rujukan kepada Azlina").waitFor();
  await button(page, "Lihat laporan").click();
  await page.getByText("Masih terbuka").waitFor();
  await look(page, "gates-shift", { only: true });

  await page.getByRole("link", { name: "Angka" }).click();
  await page.getByRole("cell", { name: "MYS" }).waitFor();
  await look(page, "gates-figures");
});

test("whoever holds the document is told their entries and exits, and gets a proof to print", async () => {
  const room = await openRoom(1);
  await room.lay("l1", zoneOf());
  await room.pass(5_000);
  const page = await room.open("/movements", "officer:rohani", desktop);
  await heading(page, "Rekod keluar masuk");
  await button(page, "Cari rekod").click();
  await page.getByText("Isi nombor dokumen.").waitFor();
  for (const line of zoneOf()) await scan(page, line);
  await page.getByText("Dokumen dibaca. Semak, kemudian cari.").waitFor();
  await button(page, "Cari rekod").click();
  await page.getByRole("cell", { name: "Masuk ke Malaysia", exact: true }).waitFor();
  await look(page, "movements", { only: true });

  // What comes out of the printer: the frame's own page, with its sheet.
  await page.evaluate(() => {
    const open = HTMLIFrameElement.prototype;
    const view = Object.getOwnPropertyDescriptor(open, "contentWindow")!;
    Object.defineProperty(open, "contentWindow", {
      get() {
        const room = view.get!.call(this) as Window;
        room.print = () =>
          Object.assign(globalThis, {
            printed: [
              room.document.title,
              room.getComputedStyle(room.document.querySelector(".ticket")!).display,
            ],
          });
        return room;
      },
    });
  });
  await button(page, /^Cetak bukti/).click();
  const printed = await page.waitForFunction(() => (globalThis as { printed?: string[] }).printed);
  expect(await printed.jsonValue()).toEqual(["Bukti masuk ke Malaysia", "grid"]);

  await page.getByLabel("Nombor dokumen").fill("A99999999");
  await button(page, "Cari rekod").click();
  await page.getByText("Tiada rekod keluar masuk untuk dokumen ini.").waitFor();
});
