import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { look, misfits } from "./looks.testing";
import {
  bookEnquiry,
  button,
  citizen,
  codeOnSlip,
  confirm,
  giveDetails,
  referenceOn,
  says,
  scan,
  signOn,
  takeFirstTime,
} from "./people.testing";
import { picture, sizes } from "./chromium.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();
const { ms } = says;
/** It looks like a slip to a scanner; nobody signed it. */
const forged = `STO1:${"A4B7$9 +-".repeat(12)}`;

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
    await page.locator(".slot").first().waitFor();
    await look(page, "book-4-date");
    await takeFirstTime(page, ms);
    await page.getByRole("heading", { name: "Butiran pemohon" }).waitFor();
    await button(page, ms.next).click();
    await page.getByText("3 perkara perlu dibetulkan").waitFor();
    await look(page, "book-5-errors");
    await giveDetails(page, ms, citizen(11));
    await button(page, ms.next).click();
    await page.getByRole("heading", { name: "Semak dan sahkan" }).waitFor();
    await button(page, ms.confirm).click();
    await page.getByText("Tandakan untuk mengesahkan.").waitFor();
    await look(page, "book-6-confirm");
    await page.getByText(ms.consent).click();
    await button(page, ms.confirm).click();
    await page.locator("svg.qr").waitFor();
    await look(page, "slip");
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
    await takeFirstTime(page, ms);
    await page.getByLabel("Nombor dokumen").waitFor();
    await page.locator("summary").first().click();
    await look(page, "book-5-foreigner");
    await page.goto(`${room.branch}/book?service=SOAL&branch=SGR-HQ1&kind=employer`);
    await takeFirstTime(page, ms);
    await page.getByLabel("Nama syarikat").waitFor();
    await look(page, "book-5-employer");
  });

  test("a day with no place left, and a calendar that cannot be asked", async () => {
    const page = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen", {
      expects: /ERR_FAILED/,
    });
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
    await look(page, "book-4-full");
    await page.unrouteAll();
    await page.route("**/api/v1/availability*", (route) => route.abort());
    await page.route("**/api/v1/availability/**", (route) => route.abort());
    await page.reload();
    await page.getByText("Talian terputus").first().waitFor();
    await look(page, "book-4-line-lost");
  });
});

describe("the kiosk", () => {
  const kioskAt = async (language = "Bahasa Melayu"): Promise<Page> => {
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, language).click();
    await kiosk.locator(".kiosk-pair").waitFor();
    return kiosk;
  };
  const lookAtKiosk = async (kiosk: Page, name: string) => {
    await look(kiosk, `kiosk-${name}`, { only: true });
    expect(
      await kiosk.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
      `${name} fits the screen`,
    ).toBe(true);
  };

  test("languages, scanning, typing, services and lanes", async () => {
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await kiosk.getByText("Jabatan Imigresen Negeri Selangor").first().waitFor();
    await lookAtKiosk(kiosk, "idle");
    for (const language of ["தமிழ்", "中文", "English", "Bahasa Melayu"]) {
      await button(kiosk, language).click();
      await kiosk.locator(".kiosk-camera").waitFor();
      await lookAtKiosk(kiosk, `scan-${{ தமிழ்: "ta", 中文: "zh", English: "en" }[language] ?? "ms"}`);
      if (language !== "Bahasa Melayu") await button(kiosk, language).click();
    }
    await scan(kiosk, "HTTPS://EXAMPLE.COM/PARCEL/4711");
    await kiosk.getByText("Kod ini bukan slip temujanji").waitFor();
    await lookAtKiosk(kiosk, "foreign-code");
    await scan(kiosk, forged);
    await kiosk.getByRole("heading", { name: "Kod ini bukan slip yang sah" }).waitFor();
    await lookAtKiosk(kiosk, "refused-forged");
    await button(kiosk, ms.typeReference).click();
    await button(kiosk, ms.checkIn).click();
    await kiosk.getByText("Nombor rujukan ada 8 huruf dan angka. Anda menaip 0.").waitFor();
    await lookAtKiosk(kiosk, "typing");
    await button(kiosk, "Turunkan butang").click();
    await kiosk.locator(".kiosk.low").waitFor();
    await lookAtKiosk(kiosk, "typing-low");
    await button(kiosk, "Saya perlu bantuan").click();
    await kiosk.getByRole("heading", { name: "Kami bantu anda" }).waitFor();
    await lookAtKiosk(kiosk, "help");
    await kiosk.keyboard.press("Escape");
    await button(kiosk, "Kembali").click();
    await button(kiosk, "Tiada temujanji").click();
    await kiosk.getByRole("heading", { name: "Apakah urusan anda?" }).waitFor();
    await lookAtKiosk(kiosk, "categories");
    await button(kiosk, "Pertanyaan").click();
    await button(kiosk, ms.enquiry).click();
    await kiosk.getByText("Tiada satu pun").waitFor();
    await lookAtKiosk(kiosk, "lane");
    for (const size of [sizes.tablet, sizes.phone]) {
      await kiosk.setViewportSize(size);
      expect(await misfits(kiosk)).toEqual([]);
      await picture(kiosk, `kiosk-lane-${size.width}`);
    }
  });

  test("early keeps the place, a second scan shows the first number, another day is said and can be booked here", async () => {
    const phone = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen");
    const startsAt = phone.locator(".slot", { hasText: ms.free });
    await startsAt.first().waitFor();
    await startsAt.nth(8).click();
    await phone.locator(".slot.chosen").waitFor();
    await button(phone, ms.next).click();
    await giveDetails(phone, ms, citizen(21));
    await confirm(phone, ms);
    const code = await codeOnSlip(phone);
    const kiosk = await kioskAt();
    await scan(kiosk, code);
    await kiosk.getByRole("heading", { name: "Anda awal. Tempat anda tetap ada." }).waitFor();
    await lookAtKiosk(kiosk, "early");
    await scan(kiosk, code);
    await kiosk.getByRole("heading", { name: "Anda sudah daftar masuk tadi" }).waitFor();
    await lookAtKiosk(kiosk, "already");

    const another = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen");
    await another.locator(".day.open").nth(2).click();
    await another.locator(".slot", { hasText: ms.free }).first().waitFor();
    await takeFirstTime(another, ms);
    await giveDetails(another, ms, citizen(22, "Faridah binti Osman"));
    await confirm(another, ms);
    await scan(kiosk, await codeOnSlip(another));
    await kiosk.getByRole("heading", { name: "Temujanji anda pada hari lain" }).waitFor();
    await lookAtKiosk(kiosk, "wrong-day");
    await kiosk.locator(".kiosk-slots button").first().click();
    await button(kiosk, "MyKad").click();
    await kiosk.locator(".kiosk-choice").first().click();
    await kiosk.getByText("Nama penuh").waitFor();
    await lookAtKiosk(kiosk, "book-here");
  });

  test("cancelled is said, and whoever came goes on with a normal number", async () => {
    const phone = await room.visit("/book");
    await bookEnquiry(phone, citizen(23));
    const code = await codeOnSlip(phone);
    await button(phone, "Batalkan temujanji").click();
    await button(phone, "Ya, batalkan").click();
    await phone.getByText("Kod slip ini tidak boleh diguna lagi").waitFor();
    const kiosk = await kioskAt();
    await scan(kiosk, code);
    await kiosk.getByRole("heading", { name: "Temujanji ini sudah dibatalkan" }).waitFor();
    await lookAtKiosk(kiosk, "refused-cancelled");
    await button(kiosk, "Ambil nombor giliran").click();
    await button(kiosk, "Tiada satu pun").click();
    await kiosk.getByRole("heading", { name: "Ini nombor giliran anda" }).waitFor();
    await lookAtKiosk(kiosk, "walk-in");
  });

  test("no paper, no connection: the number stands on the screen, and the way on is said", async () => {
    const kiosk = await kioskAt();
    await room.turn("paper", "out");
    try {
      await until(async () => {
        const hall = await fetch(`${room.branch}/api/v1/kiosk`, {
          headers: { authorization: "Demo kiosk:1" },
        });
        expect(((await hall.json()) as { printer: { paper: string } | null }).printer?.paper).toBe("out");
      });
      await kiosk.reload();
      await button(kiosk, "Bahasa Melayu").click();
      await button(kiosk, "Tiada temujanji").click();
      await button(kiosk, "Pertanyaan").click();
      await button(kiosk, ms.enquiry).click();
      await button(kiosk, "Mengandung").click();
      await kiosk.getByText(/Kertas habis. Nombor anda X\d+/).waitFor();
      await lookAtKiosk(kiosk, "no-paper");
    } finally {
      await room.turn("paper", "ok");
    }
  });

  test("late, another branch, expired, used, replaced and no numbers left each have their own words", async () => {
    const kiosk = await kioskAt();
    const now = await kiosk.evaluate(
      async () => ((await (await fetch("/api/v1/node")).json()) as { now: number }).now,
    );
    const hourMs = 3_600_000;
    const slots = [1, 2, 3, 4, 5].map((hours) => ({
      slot: `SGR-HQ1/X/${hours}`,
      startsAtMs: now + hours * hourMs,
    }));
    const answers: readonly [heading: string, name: string, status: number, body: object][] = [
      [
        "Temujanji anda di cawangan lain",
        "wrong-branch",
        200,
        { type: "wrong_branch", branch: "JHR-HQ1", service: "SOAL", startsAtMs: now + hourMs, slots },
      ],
      [
        "Nombor untuk urusan ini sudah habis",
        "numbers-gone",
        200,
        {
          type: "numbers_gone",
          service: "SOAL",
          nextBatchAtMs: now + hourMs,
          nearest: [{ branch: "JHR-HQ1", km: 312.4 }],
          slots,
        },
      ],
      [
        "Nombor untuk urusan ini sudah habis",
        "numbers-gone-today",
        200,
        { type: "numbers_gone", service: "SOAL", nextBatchAtMs: null, nearest: [], slots: [] },
      ],
      [
        "Tarikh slip ini sudah berlalu",
        "refused-expired",
        410,
        { code: "slip_expired", status: 410, service: "SOAL" },
      ],
      [
        "Temujanji ini sudah selesai",
        "refused-used",
        410,
        { code: "slip_used", status: 410, service: "SOAL" },
      ],
      ["Ada slip yang lebih baharu", "refused-superseded", 409, { code: "slip_superseded", status: 409 }],
      ["Temujanji tidak dijumpai", "refused-not-found", 404, { code: "booking_not_found", status: 404 }],
      [
        "Terlalu banyak cubaan",
        "refused-too-many",
        429,
        { code: "too_many_tries", status: 429, retryAfterS: 60 },
      ],
    ];
    let answer: { status: number; json: object } = { status: 500, json: {} };
    await kiosk.route("**/api/v1/checkins", (route) => route.fulfill(answer));
    for (const [heading, name, status, json] of answers) {
      answer = { status, json };
      await scan(kiosk, forged);
      await kiosk.getByRole("heading", { name: heading }).waitFor();
      await lookAtKiosk(kiosk, name);
      await button(kiosk, "Selesai").click();
      await button(kiosk, "Bahasa Melayu").click();
    }
  });
});

describe("the counter", () => {
  test("signs on, calls, serves, parks, notes, and says when the node is away", async () => {
    const phone = await room.visit("/book");
    await bookEnquiry(phone, citizen(31));
    const reference = await referenceOn(phone);
    expect(reference).toHaveLength(9);
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, "Bahasa Melayu").click();
    await scan(kiosk, await codeOnSlip(phone));
    await kiosk.locator(".kiosk-number").waitFor();

    const desk = await room.visit("/counter", { size: "tablet", expects: /Failed to fetch|ERR_|network/ });
    await desk.getByText("Kaunter 6").waitFor();
    await button(desk, "Mula bertugas").click();
    await desk.getByText("Pilih kaunter anda.").waitFor();
    await look(desk, "counter-sign-on");
    await signOn(desk, "Aisyah", 6);
    await desk.getByRole("heading", { name: "Tiada orang di kaunter" }).waitFor();
    await look(desk, "counter-nobody");
    await desk.locator(".next-bar").click();
    await desk.locator(".person-number").waitFor();
    await look(desk, "counter-called");
    await desk.locator(".next-bar", { hasText: "Mula layan" }).click();
    await desk.getByText("Sedang dilayan").waitFor();
    await desk.getByLabel("Tambah catatan untuk pegawai seterusnya").fill("Bawa salinan surat beranak.");
    await button(desk, "Simpan").click();
    await desk.getByText("Bawa salinan surat beranak.").waitFor();
    await look(desk, "counter-serving");
    await button(desk, "Kekunci pintas").click();
    await desk.getByRole("heading", { name: "Kekunci pintas" }).waitFor();
    await look(desk, "counter-keys");
    await desk.keyboard.press("Escape");
    await button(desk, "Pindah").click();
    await desk.getByText("Nombor dan tempatnya kekal.").waitFor();
    await look(desk, "counter-transfer");
    await desk.keyboard.press("Escape");
    await button(desk, "Ketepikan").click();
    await desk.locator(".queue-parked").waitFor();
    await look(desk, "counter-parked");
    await button(desk, "Rehat").click();
    await desk.getByRole("heading", { name: "Rehat" }).waitFor();
    await look(desk, "counter-break");
    await desk.context().setOffline(true);
    await desk.locator(".next-bar", { hasText: "Sambung" }).click();
    await desk.getByText("Nod tidak dapat dihubungi").waitFor();
    await look(desk, "counter-away");
  });
});

describe("the hall's display", () => {
  test("is calm while nothing is called", async () => {
    const display = await room.visit(`${room.otherBranch}/display`, { size: "hall" });
    await display.getByText("Menunggu panggilan pertama").waitFor();
    await look(display, "display-quiet", { only: true });
  });

  test("keeps the last call and warns when its node has stopped talking", async () => {
    const display = await room.visit("/display", { size: "hall", expects: /Failed to fetch|ERR_|network/ });
    const desk = await room.visit("/counter", { size: "tablet" });
    await signOn(desk, "Kamal", 4);
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, "Bahasa Melayu").click();
    await button(kiosk, "Tiada temujanji").click();
    await button(kiosk, "Pertanyaan").click();
    await button(kiosk, ms.enquiry).click();
    await button(kiosk, "Tiada satu pun").click();
    await kiosk.locator(".kiosk-number").waitFor();
    await desk.locator(".next-bar", { hasText: "Panggil seterusnya" }).click();
    await desk.locator(".person-number").waitFor();
    await display.locator(".display-number .number").waitFor();
    await look(display, "display-calling", { only: true });
    room.signal("SIGSTOP");
    try {
      await display.getByText("Dengar panggilan pegawai").waitFor();
      await look(display, "display-stale", { only: true });
      await display.locator(".display-number .number").waitFor();
    } finally {
      room.signal("SIGCONT");
    }
    await display.getByText("Dengar panggilan pegawai").waitFor({ state: "detached" });
  });
});

describe("the branch's day", () => {
  test("shows the day, and everybody a closure would hit before it is saved", async () => {
    const phone = await room.visit("/book");
    await bookEnquiry(phone, citizen(41, "Ong Siew Ling"));
    const reference = await referenceOn(phone);
    const page = await room.visit("/branch", { size: "desktop" });
    await page.getByLabel("Nama penyelia").fill("Salmah");
    await look(page, "branch-who");
    await button(page, "Mula").click();
    await page.getByText(reference).waitFor();
    await look(page, "branch-day");
    await page.getByText("Tutup sementara").click();
    const times = page.locator('input[type="time"]');
    await times.nth(0).fill("00:00");
    await times.nth(1).fill("23:59");
    await page.getByLabel("Sebab untuk orang ramai").fill("Bekalan elektrik terputus");
    await button(page, "Semak kesan dahulu").click();
    await page.locator(".hits", { hasText: reference }).waitFor();
    await look(page, "branch-preview");
  });
});
