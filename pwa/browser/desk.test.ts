import { expect, test } from "vitest";
import { look } from "./looks.testing";
import {
  bookEnquiry,
  button,
  citizen,
  codeOnSlip,
  referenceOn,
  says,
  scan,
  signOn,
  takeFirstTime,
} from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();
const { ms } = says;
const investigation = "Temu janji siasatan / penguatkuasaan";

test("an officer books for the person at the counter, hands over the slip, and nothing of it stays on the tablet", async () => {
  const phone = await room.visit("/book");
  await phone.getByText(ms.citizen, { exact: true }).click();
  await button(phone, ms.next).click();
  await phone.getByText(ms.enquiry, { exact: true }).waitFor();
  expect(await phone.getByText(investigation).count(), "offered to the public").toBe(0);

  const desk = await room.visit("/counter", { size: "tablet" });
  await signOn(desk, "Aisyah", 6);
  await button(desk, "Tempah untuk orang ini").click();
  await desk.getByText("Untuk orang di kaunter, oleh pegawai Aisyah.").waitFor();
  await look(desk, "desk-book-who");
  await desk.getByText(ms.citizen, { exact: true }).click();
  await button(desk, ms.next).click();
  await desk.getByText(investigation, { exact: true }).click();
  await button(desk, ms.next).click();
  await desk.locator("h1", { hasText: ms.where }).waitFor();
  expect(await desk.locator(".choice").count(), "only this branch").toBe(1);
  await button(desk, ms.next).click();
  await desk.reload();
  await takeFirstTime(desk, ms);
  const who = citizen(51, "Halimah binti Yusof");
  await desk.getByLabel(ms.mykad).fill(who.mykad);
  await desk.getByLabel(ms.name).fill(who.name);
  await desk.getByLabel("Nombor kertas siasatan").fill("KS-12/2026");
  await button(desk, ms.next).click();
  await desk.getByText("Pemohon melihat butiran ini").click();
  await look(desk, "desk-book-confirm");
  await button(desk, ms.confirm).click();
  await desk.locator("svg.qr").waitFor();
  await button(desk, "Cetak").waitFor();
  await look(desk, "desk-slip");
  const slip = desk.url();
  await desk.getByRole("link", { name: "Kembali ke kaunter" }).first().click();
  await desk.locator(".next-bar").waitFor();
  expect(await desk.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/Halimah|KS-12|STO1:/i);
  await desk.goto(slip);
  await desk.getByText("Slip ini tiada di telefon ini").waitFor();
  await desk.goto(`${room.branch}/book`);
  await desk.getByRole("heading", { name: "Siapa pemohon?" }).waitFor();
  expect(await desk.getByText("Untuk orang di kaunter").count(), "still books as an officer").toBe(0);
});

test("an officer corrects a name and a number with the document seen; what is refused is said beside the field", async () => {
  const phone = await room.visit("/book");
  await bookEnquiry(phone, citizen(52, "Rosmah binti Alli"));
  expect(await referenceOn(phone)).toHaveLength(9);
  await phone.getByText("sesiapa yang ada pautan ini boleh membuka semua temujanji").waitFor();
  const kiosk = await room.visit("/kiosk", { size: "kiosk" });
  await button(kiosk, "Bahasa Melayu").click();
  await scan(kiosk, await codeOnSlip(phone));
  await kiosk.locator(".kiosk-number").waitFor();

  const desk = await room.visit("/counter", { size: "tablet" });
  await signOn(desk, "Aisyah", 6);
  await desk.locator(".next-bar").click();
  await desk.locator(".person-number").waitFor();
  await look(desk, "counter-person");
  await button(desk, /Betulkan butiran/).click();
  const dialog = desk.locator("dialog[open]");
  await button(desk, "Simpan pembetulan").click();
  await dialog.getByText("Tulis sebabnya.").waitFor();
  await look(desk, "counter-correct-missing");
  await dialog.getByLabel("Sebab").fill("Salah taip, MyKad dilihat.");
  await button(desk, "Simpan pembetulan").click();
  await dialog.getByText("Tiada apa yang berubah.").waitFor();
  await dialog.getByLabel("Nama penuh").fill("Rosmah binti Ali");
  await dialog.locator("select").first().selectOption("mykad");
  await dialog.getByLabel("Nombor dokumen").fill("9002141050");
  await button(desk, "Simpan pembetulan").click();
  await dialog.getByText("Nombor MyKad ada 12 digit. Anda menaip 10.").waitFor();
  await look(desk, "counter-correct-refused");
  await dialog.getByLabel("Nombor dokumen").fill(citizen(53).mykad);
  await button(desk, "Simpan pembetulan").click();
  await desk.getByText("Butiran sudah dibetulkan.").waitFor();
  await desk.locator(".person .summary", { hasText: "Rosmah binti Ali" }).waitFor();
  expect(await desk.locator("dialog[open]").count()).toBe(0);
});

test("a supervisor types a day, day first", async () => {
  const page = await room.visit("/branch", { size: "desktop" });
  await page.getByLabel("Nama penyelia").fill("Salmah");
  await button(page, "Mula").click();
  await page.locator(".branch-columns").waitFor();
  await page.locator(".branch-date input").fill("18/12/2026");
  await page.getByRole("heading", { name: /18 Disember 2026/ }).waitFor();
  await page.locator(".branch-columns").waitFor();
  await page.getByText("Tutup sementara").click();
  await page.getByLabel("Dari", { exact: true }).fill("18/12");
  await look(page, "branch-dates");
});
