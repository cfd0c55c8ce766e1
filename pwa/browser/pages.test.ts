import { describe, expect, test } from "vitest";
import { look } from "./looks.testing";
import {
  bookedEnquiry,
  button,
  card,
  citizen,
  codeFor,
  giveContact,
  giveDetails,
  proveByCode,
  says,
  takeFirstTime,
} from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();
const { ms } = says;

describe("public pages", () => {
  test("home, the lists of a phone with nothing on it, and an address that is none", async () => {
    const page = await room.visit("/");
    await page.getByRole("link", { name: "Buat temujanji" }).waitFor();
    await page.getByText("Jabatan Imigresen Negeri Selangor").waitFor();
    await look(page, "home");
    await page.goto(`${room.branch}/my`);
    await page.getByText("Belum ada temujanji di telefon ini").waitFor();
    await look(page, "my-empty");
    await page.goto(`${room.branch}/my?ref=`);
    await page.getByRole("button", { name: "Cari" }).click();
    await page.getByText("Isi nombor dokumen.").waitFor();
    await look(page, "my-find-errors");
    await page.goto(`${room.branch}/slip/0000-0000`);
    await page.getByText("Slip ini tiada di telefon ini").waitFor();
    await look(page, "slip-unknown");
    await page.goto(`${room.branch}/ticket/01a20695-0000-7000-8000-000000000000`);
    await page.getByText("Nombor ini tidak ditemui").waitFor();
    await look(page, "ticket-unknown");
  });

  test("headquarters lists the branches that can be booked, and shows the demo room", async () => {
    const page = await room.visit(room.hq);
    await page.getByRole("link", { name: /Johor/ }).waitFor();
    await look(page, "home-hq");
    await page.goto(`${room.hq}/demo`);
    await page.getByRole("heading", { name: "Bilik demo" }).waitFor();
    await page.getByText("sedia").first().waitFor();
    await look(page, "demo-room");
    const kiosk = await room.visit(`${room.otherBranch}/demo/enter?as=kiosk:1&then=/kiosk`);
    await kiosk.getByRole("button", { name: "Keluar dan masuk saya" }).waitFor();
    await page.getByRole("button", { name: "Letak pasport di kios" }).click();
    await kiosk.getByRole("heading", { name: "Adakah ini anda?" }).waitFor();
  });

  test("a country of branches is folded under its states, and one of them is found by its town", async () => {
    const page = await room.visit("/");
    await page.route("**/api/v1/catalogue", async (route) => {
      const answer = await route.fetch();
      const found = (await answer.json()) as { branches: readonly object[] };
      const branches = found.branches.map((branch) => ({ ...branch, online: true }));
      await route.fulfill({ response: answer, json: { ...found, branches } });
    });
    await page.goto(room.hq);
    await page.getByText("Wilayah Persekutuan Labuan", { exact: true }).waitFor();
    const rows = page.locator(".ways a:visible", { hasText: "Imigresen" });
    expect(await rows.count(), "every state is folded").toBe(0);
    await look(page, "home-hq-many");
    await page.locator("summary", { hasText: "Kedah" }).click();
    expect(await rows.count()).toBeGreaterThan(3);
    await page.getByLabel("Cari cawangan").fill("kelana");
    await page.getByRole("link", { name: /Pejabat Imigresen Kelana Jaya/ }).waitFor();
    expect(await rows.count()).toBe(1);
    await page.getByLabel("Cari cawangan").fill("tiada di sini");
    await page.getByText("Tiada cawangan dengan nama itu.").waitFor();
    await page.goto(`${room.hq}/book?service=PMA-BAHARUI&kind=citizen`);
    await page.locator("summary", { hasText: "Kedah" }).click();
    await page.locator("details[open] .choice").first().click();
    await look(page, "book-3-many");
    await page.getByLabel("Negeri", { exact: true }).selectOption("MY-10");
    await page.locator(".choice", { hasText: "Kelana Jaya" }).waitFor();
  });

  test("each step of a booking, its errors, the slip, and what can be done with it", async () => {
    const page = await room.visit("/book");
    await page.getByRole("heading", { name: "Siapa pemohon?" }).waitFor();
    await look(page, "book-1-who");
    await page.getByText(ms.citizen, { exact: true }).click();
    await button(page, ms.next).click();
    await page.getByRole("heading", { name: "Apa urusan anda?" }).waitFor();
    await page.getByText(ms.enquiry, { exact: true }).click();
    await look(page, "book-2-service");
    await page.getByLabel("Cari urusan").fill("tiada begini");
    await page.getByText("Tiada urusan dengan nama itu.").waitFor();
    await look(page, "book-2-nothing-found");
    await button(page, "Tunjuk semua").click();
    await button(page, ms.next).click();
    await page.locator("h1", { hasText: "Di cawangan mana?" }).waitFor();
    await page
      .getByText(/Paling awal/)
      .first()
      .waitFor();
    await look(page, "book-3-branch");
    await page.locator(".choice").first().click();
    await button(page, ms.next).click();
    await page.getByRole("heading", { name: "Bagaimana kami hubungi anda?" }).waitFor();
    await page.getByText("1 daripada 2 sudah ada.").waitFor();
    await button(page, ms.next).click();
    await page.getByText("1 lagi diperlukan").waitFor();
    await page.getByText("Buat temujanji di kios atau kaunter").waitFor();
    await page.getByLabel(ms.phone).fill("+65 9123 4567");
    await page.getByText("SMS tidak sampai ke nombor ini. Guna").waitFor();
    await look(page, "book-4-contact");
    await giveContact(page, ms, citizen(11));
    await page.locator(".slot").first().waitFor();
    await look(page, "book-5-date");
    await takeFirstTime(page, ms);
    await page.getByRole("heading", { name: "Butiran pemohon" }).waitFor();
    await button(page, ms.next).click();
    await page.getByText("3 perkara perlu dibetulkan").waitFor();
    await look(page, "book-6-errors");
    await giveDetails(page, ms, citizen(11));
    await button(page, ms.next).click();
    await page.getByRole("heading", { name: "Semak butiran anda" }).waitFor();
    await button(page, ms.agree).click();
    await page.getByText("Tandakan untuk mengesahkan.").waitFor();
    await look(page, "book-7-check");
    await page.getByText(ms.consent).click();
    await button(page, ms.agree).click();
    await card(page, "SMS").waitFor();
    await look(page, "book-8-prove");
    await card(page, "SMS").getByRole("button", { name: ms.sendCode }).click();
    await page.getByLabel(ms.code).fill("0000 0000");
    await page.getByText("Kod ini salah atau sudah tamat").waitFor();
    await look(page, "book-8-code");
    await proveByCode(page, ms, citizen(11), "email");
    await page.getByText("1 daripada 2 selesai").waitFor();
    await page.getByLabel(ms.code).fill(await codeFor(page, citizen(11).phone));
    await page.locator("svg.qr").waitFor();
    await page.getByText("Dokumen belum dilihat").waitFor();
    await look(page, "slip");
  });

  test("what can be done with a slip: found again, moved, cancelled", async () => {
    const page = await room.visit("/book");
    await bookedEnquiry(page, citizen(12));
    const slip = page.url();
    await page.goto(`${room.branch}/my`);
    await page.getByText("Buka slip").first().waitFor();
    await look(page, "my");
    await page.goto(`${room.branch}/`);
    await page.getByText("Buka slip").first().waitFor();
    await look(page, "home-with-slip");
    await page.goto(slip);
    await page.getByRole("link", { name: "Tukar tarikh" }).click();
    await page.locator(".slot").first().waitFor();
    await look(page, "move");
    await page.goto(slip);
    await button(page, "Batalkan temujanji").click();
    await page.getByRole("heading", { name: "Batalkan temujanji ini?" }).waitFor();
    await look(page, "slip-cancel");
    await button(page, "Ya, batalkan").click();
    await page.getByText("Kod slip ini tidak boleh diguna lagi").waitFor();
    await look(page, "slip-cancelled");
  });

  test("a foreigner's and an employer's form", async () => {
    const page = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=foreigner");
    await giveContact(page, ms, citizen(13));
    await takeFirstTime(page, ms);
    await page.getByLabel("Nombor dokumen").waitFor();
    await page.locator("summary").first().click();
    await look(page, "book-6-foreigner");
    await page.goto(`${room.branch}/book?service=SOAL&branch=SGR-HQ1&kind=employer`);
    await giveContact(page, ms, citizen(13));
    await takeFirstTime(page, ms);
    await page.getByLabel("Nama syarikat").waitFor();
    await look(page, "book-6-employer");
  });

  test("a day with no place left, and a calendar that cannot be asked", async () => {
    const page = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen", {
      expects: /ERR_FAILED/,
    });
    await giveContact(page, ms, citizen(14));
    await page.route("**/api/v1/availability?*", async (route) => {
      const answer = await route.fetch();
      const { days } = (await answer.json()) as { days: { state: string; places: number }[] };
      const full = days.map((day) => (day.state === "open" ? { ...day, state: "full", places: 0 } : day));
      await route.fulfill({ response: answer, json: { days: full } });
    });
    await page.route("**/api/v1/availability/day?*", async (route) => {
      const answer = await route.fetch();
      const day = (await answer.json()) as { slots: { state: string; free: number }[] };
      const slots = day.slots.map((slot) =>
        slot.state === "free" ? { ...slot, state: "full", free: 0 } : slot,
      );
      await route.fulfill({ response: answer, json: { ...day, slots } });
    });
    await page.reload();
    await page.locator(".day.full").first().waitFor();
    await page.locator(".slot.full").first().waitFor();
    await look(page, "book-5-full");
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.route("**/api/v1/availability*", (route) => route.abort());
    await page.route("**/api/v1/availability/**", (route) => route.abort());
    await page.reload();
    await page.getByText("Talian terputus").first().waitFor();
    await look(page, "book-5-line-lost");
  });
});
