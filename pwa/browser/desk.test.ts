import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import {
  bookedEnquiry,
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
  await signOn(desk, "farah", 6);
  await button(desk, "Tempah untuk orang ini").click();
  await desk.getByText("Untuk orang di kaunter, oleh pegawai Farah.").waitFor();
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
  await button(desk, ms.agree).click();
  await desk.getByText("1 daripada 2 selesai").waitFor();
  await desk.getByText("Dokumen dilihat oleh pegawai").waitFor();
  await look(desk, "desk-book-prove");
  await useKeyOfTheirOwn(desk);
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

/** The person at the counter has a passkey on a telephone, and uses it on the officer's tablet. */
const useKeyOfTheirOwn = async (desk: Page): Promise<void> => {
  const telephone = await room.visit("/account");
  const own = await giveKey(telephone);
  await button(telephone, ms.makePasskey).click();
  await telephone.getByRole("heading", { name: "Kunci laluan" }).waitFor();
  const onTablet = await giveKey(desk);
  await button(desk, "Guna kunci laluan").click();
  await desk.getByText("Kunci laluan tidak digunakan").waitFor();
  for (const key of await own.credentials()) await onTablet.copy(key);
  await button(desk, "Guna kunci laluan").click();
};

test("an officer corrects a name and a number with the document seen; what is refused is said beside the field", async () => {
  const phone = await room.visit("/book");
  await bookedEnquiry(phone, citizen(52, "Rosmah binti Alli"));
  expect(await referenceOn(phone)).toHaveLength(9);
  await phone.getByText("sesiapa yang ada pautan ini boleh membuka semua temujanji").waitFor();
  const kiosk = await room.visit("/kiosk", { size: "kiosk" });
  await button(kiosk, "Bahasa Melayu").click();
  await scan(kiosk, await codeOnSlip(phone));
  await kiosk.locator(".kiosk-number").waitFor();

  const desk = await room.visit("/counter", { size: "tablet" });
  await signOn(desk, "farah", 6);
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

test("an officer says that a document was seen: the booking stands, and the other one of the same document falls away", async () => {
  const [phone, another] = [await room.visit("/book"), await room.visit("/book")];
  const who = citizen(54, "Zaharah binti Daud");
  await bookedEnquiry(phone, who);
  await bookedEnquiry(another, { ...who, phone: citizen(55).phone, email: citizen(55).email });
  const kiosk = await room.visit("/kiosk", { size: "kiosk" });
  await button(kiosk, "Bahasa Melayu").click();
  await scan(kiosk, await codeOnSlip(phone));
  const number = (await kiosk.locator(".kiosk-number .number").innerText()).trim();

  const desk = await room.visit("/counter", { size: "tablet" });
  await signOn(desk, "ali", 2);
  await callThis(desk, number);
  await desk.getByText("Tempahan lain menamakan dokumen yang sama.").waitFor();
  await look(desk, "counter-contested");
  await button(desk, /^Dokumen dilihat/).click();
  await desk.getByText("tempahan yang satu lagi digugurkan").waitFor();
  await look(desk, "counter-seen");
  await button(desk, "Ya, dokumen dilihat").click();
  await desk.getByText("Dokumen asal sudah dilihat").waitFor();
  expect(await desk.locator("dialog[open]").count()).toBe(0);
  await look(desk, "counter-verified");
  await another.reload();
  await another.getByText("Temujanji ini tidak lagi sah").first().waitFor();
});

test("a supervisor frees a counter whose officer went home, and whoever stood there keeps the place", async () => {
  const kiosk = await room.visit("/kiosk", { size: "kiosk" });
  await button(kiosk, "Bahasa Melayu").click();
  await button(kiosk, "Tiada temujanji").click();
  await button(kiosk, "Pertanyaan").click();
  await button(kiosk, ms.enquiry).click();
  await button(kiosk, "Tiada satu pun").click();
  const number = (await kiosk.locator(".kiosk-number .number").innerText()).trim();
  const desk = await room.visit("/counter", { size: "tablet" });
  await signOn(desk, "selvam", 4);
  await callThis(desk, number);

  const page = await supervisor();
  const row = page.locator(".counters li", { hasText: "Kaunter 4" });
  await row.getByText(`selvam · ${number}`).waitFor();
  await look(page, "branch-counters");
  await row.getByRole("button", { name: "Bebaskan kaunter 4" }).click();
  await page.locator("dialog[open] button[type=submit]").click();
  await page.getByText("Tulis sebabnya.").waitFor();
  await look(page, "branch-free");
  await page.locator("dialog[open]").getByLabel("Sebab").fill("Pulang tanpa menutup kaunter");
  await giveKey(page);
  await page.locator("dialog[open] button[type=submit]").click();
  await confirmWithKey(page);
  await row.getByText("Tutup").waitFor();
  await page.getByText("Kaunter 4 dibebaskan daripada selvam").waitFor();
  await desk.getByRole("heading", { name: "Kaunter ditutup" }).waitFor();
  const next = await room.visit("/counter", { size: "tablet" });
  await signOn(next, "lim", 4);
  await next.getByText(number).first().waitFor();
});

test("a supervisor declares how numbers are called; what is out of range is said beside its field", async () => {
  const page = await supervisor();
  await page.getByRole("link", { name: "Cara memanggil nombor" }).click();
  await page.getByText("Cara asal. Belum ada penyelia yang mengubahnya.").waitFor();
  await look(page, "policy");
  await page.getByLabel("Satu mata bagi setiap berapa minit menunggu").fill("0");
  await page.getByLabel("Keutamaan", { exact: true }).fill("40");
  await button(page, "Isytihar versi 2").click();
  await page.getByText("3 perkara perlu dibetulkan").waitFor();
  await page.getByText("Isi nombor dari 1 hingga 60.").first().waitFor();
  await look(page, "policy-errors");
  await page.getByLabel("Satu mata bagi setiap berapa minit menunggu").fill("15");
  await page.getByLabel("Keutamaan", { exact: true }).fill("4");
  await page.getByText("Menunggu di lorong asalnya").click();
  await page.getByLabel("Sebab perubahan").fill("Ramai warga emas hari Isnin");
  await button(page, "Isytihar versi 2").click();
  await page.getByRole("heading", { name: "Versi 2" }).waitFor();
  await page.getByText("Berkuat kuasa sekarang").waitFor();
  await page.getByText(/aminah, .*: Ramai warga emas hari Isnin/).waitFor();
  await look(page, "policy-declared");
  await page.reload();
  expect(await page.getByLabel("Satu mata bagi setiap berapa minit menunggu").inputValue()).toBe("15");
  await page.getByRole("link", { name: "Hari cawangan" }).click();
  await page.getByText("Cara memanggil nombor, versi 2").waitFor();
});

test("a supervisor declares when numbers without an appointment come", async () => {
  const page = await supervisor();
  await page.getByText("Nombor tanpa temujanji", { exact: true }).click();
  await button(page, "Tambah pusingan").click();
  const third = page.locator(".batch").nth(2);
  await third.getByLabel("Dikeluarkan").fill("10:30");
  await third.getByLabel("Berapa nombor").fill("20");
  await page.getByLabel("Keutamaan", { exact: true }).fill("30");
  await page.getByText("Jumlah 110 %, mesti 100 %.").waitFor();
  await look(page, "branch-batches");
  await button(page, "Semak kesan dahulu").click();
  await page.getByText("Masa pusingan mesti menaik").waitFor();
  await third.getByLabel("Dikeluarkan").fill("16:00");
  await button(page, "Semak kesan dahulu").click();
  await page.getByText("Bahagian lorong mesti berjumlah 100.").waitFor();
  await page.getByLabel("Biasa", { exact: true }).fill("50");
  await button(page, "Semak kesan dahulu").click();
  await page.getByText("Tiada orang terkesan.").waitFor();
  await page.getByLabel("Sebab perubahan").fill("Ramai sejak subuh");
  await button(page, "Simpan perubahan").click();
  await page.getByText("4.00 petang: 20").waitFor();
});

test("a supervisor types a day, day first", async () => {
  const page = await supervisor();
  await page.locator(".branch-date input").fill("18/12/2026");
  await page.getByRole("heading", { name: /18 Disember 2026/ }).waitFor();
  await page.locator(".branch-columns").waitFor();
  await page.getByText("Tutup sementara").click();
  await page.getByLabel("Dari", { exact: true }).fill("18/12");
  await look(page, "branch-dates");
});

/** A supervisor at the branch's day. */
const supervisor = async (): Promise<Page> => {
  const page = await room.visit("/branch", { size: "desktop" });
  await page.locator(".branch-columns").waitFor();
  return page;
};

/** This number and no other, with a reason: the hall of a test file is shared. */
const callThis = async (desk: Page, number: string): Promise<void> => {
  await button(desk, /Pilih nombor/).click();
  const dialog = desk.locator("dialog[open]");
  await dialog.locator("select").selectOption({ label: number });
  await dialog.getByLabel("Sebab").fill("Ujian");
  await dialog.getByRole("button", { name: "Panggil", exact: true }).click();
  await desk.locator(".person-number", { hasText: number }).waitFor();
};
