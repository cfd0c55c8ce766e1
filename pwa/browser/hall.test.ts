import { decodePaper, readQr } from "../../server/devices/ticket/decode.fixture";
import { demoCallers } from "../../server/demo/client";
import { drawnCamera } from "./camera.testing";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { picture, sizes } from "./chromium.testing";
import { look, misfits } from "./looks.testing";
import {
  bookedEnquiry,
  button,
  citizen,
  codeOnSlip,
  confirm,
  giveContact,
  giveDetails,
  referenceOn,
  says,
  scan,
  signOn,
  takeFirstTime,
  typeSlowly,
} from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();
const { ms } = says;
/** It looks like a slip to a scanner; nobody signed it. */
const forged = `STO1:${"A4B7$9 +-".repeat(12)}`;

/** Within three seconds the same code is the same event: a person holds it there again. */
const scanAgain = (kiosk: Page, code: string, heading: string) =>
  until(async () => {
    await scan(kiosk, code);
    await kiosk.getByRole("heading", { name: heading }).waitFor({ timeout: 1_000 });
  });

describe("the kiosk", () => {
  /** A kiosk that somebody keeps touching: looking at its screens may take longer than they stay. */
  const idleKiosk = async (): Promise<Page> => {
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await kiosk.getByText("Selamat datang").waitFor();
    await kiosk.evaluate(() => setInterval(() => dispatchEvent(new PointerEvent("pointerdown")), 5_000));
    return kiosk;
  };
  const kioskAt = async (language = "Bahasa Melayu"): Promise<Page> => {
    const kiosk = await idleKiosk();
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
    const kiosk = await idleKiosk();
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

  test("a passport on the scanner is shown to its holder, and its number is taken when the holder says so", async () => {
    const kiosk = await kioskAt();
    for (const line of [
      "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
      "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ])
      await scan(kiosk, line);
    const dialog = kiosk.getByRole("dialog", { name: "Adakah ini anda?" });
    await dialog.getByText("ERIKSSON ANNA MARIA").waitFor();
    await dialog.getByText("•••••02C3").waitFor();
    expect(await kiosk.content()).not.toContain("L898902C3");
    await lookAtKiosk(kiosk, "confirm-document");
    await button(kiosk, "Ya, ini saya").click();
    await kiosk.getByRole("heading", { name: "Taip rujukan dan nombor dokumen" }).waitFor();
    await kiosk.getByText("L898902C3").waitFor();
  });

  test("early keeps the place, late gets a normal number, a second scan shows the first number, another day is said, and a booking is begun here and ends at a counter", async () => {
    const phone = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen");
    await giveContact(phone, ms, citizen(21));
    const startsAt = phone.locator(".slot", { hasText: ms.free });
    await startsAt.first().waitFor();
    // The day's last: in the evening few are left, and whoever comes now is early for it.
    await startsAt.last().click();
    await phone.locator(".slot.chosen").waitFor();
    await button(phone, ms.next).click();
    await giveDetails(phone, ms, citizen(21));
    await confirm(phone, ms, citizen(21));
    const code = await codeOnSlip(phone);
    const kiosk = await kioskAt();
    await scan(kiosk, code);
    await kiosk.getByRole("heading", { name: "Anda awal. Tempat anda tetap ada." }).waitFor();
    await lookAtKiosk(kiosk, "early");
    await scanAgain(kiosk, code, "Anda sudah daftar masuk tadi");
    await lookAtKiosk(kiosk, "already");

    // Nobody can book a time that is over, so the node's answer is moved twenty minutes back.
    await kiosk.route("**/api/v1/checkins", async (route) => {
      const response = await route.fetch();
      const { ticket, booking } = (await response.json()) as {
        ticket: { issuedAtMs: number };
        booking: object;
      };
      const startsAtMs = ticket.issuedAtMs - 20 * 60_000;
      const late = {
        type: "late",
        ticket: { ...ticket, lane: "normal", appointmentAtMs: startsAtMs },
        booking: { ...booking, startsAtMs },
      };
      await route.fulfill({ response, json: late });
    });
    await scanAgain(kiosk, code, "Anda lewat 20 minit");
    await kiosk.getByText("Anda tetap dilayan hari ini").waitFor();
    await lookAtKiosk(kiosk, "late");
    await kiosk.unrouteAll({ behavior: "ignoreErrors" });

    const another = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen");
    const next = citizen(22, "Faridah binti Osman");
    await giveContact(another, ms, next);
    await another.locator(".day.open").nth(2).click();
    await another.locator(".slot", { hasText: ms.free }).first().waitFor();
    await takeFirstTime(another, ms);
    await giveDetails(another, ms, next);
    await confirm(another, ms, next);
    await scan(kiosk, await codeOnSlip(another));
    await kiosk.getByRole("heading", { name: "Temujanji anda pada hari lain" }).waitFor();
    await lookAtKiosk(kiosk, "wrong-day");
    await kiosk.locator(".kiosk-slots button").first().click();
    await button(kiosk, "MyKad").click();
    await kiosk.locator(".kiosk-choice").first().click();
    await kiosk.getByText("Nama penuh").waitFor();
    await lookAtKiosk(kiosk, "book-here");
    await endAtCounter(kiosk);
  });

  /** With the line cut and the gateway broken, somebody with no telephone, mailbox or passkey: a paper from the kiosk, a document at the counter, a slip. */
  const endAtCounter = async (kiosk: Page): Promise<void> => {
    await room.line("cut");
    room.smsGateway("broken");
    const desk = await room.visit("/counter", { size: "tablet" });
    await signOn(desk, "farah", 6);
    const who = citizen(26, "FARIDAH BINTI OSMAN");
    await typeSlowly(kiosk, who.name);
    await button(kiosk, /^MyKad/).click();
    await typeSlowly(kiosk, who.mykad);
    const before = (await room.printer()).tickets.length;
    await button(kiosk, "Cetak kod").click();
    await kiosk.getByText("Ambil kertas kod di bawah").waitFor();
    await lookAtKiosk(kiosk, "paper");
    const [code] = await codesOnPaper(before);

    const waiting = button(desk, "1 tempahan kios menunggu");
    await waiting.waitFor();
    await look(desk, "counter-visits-waiting");
    await button(kiosk, "Selesai").click();
    await kiosk.getByText("Selamat datang").waitFor();
    await waiting.click();
    const dialog = desk.locator("dialog[open]");
    await dialog.getByText("Imbas kertas itu").waitFor();
    await look(desk, "counter-visits", { only: true });
    await scan(desk, code!);
    await dialog.getByLabel("Kod pada kertas").waitFor();
    await dialog.getByLabel("Nombor dokumen").fill(citizen(27).mykad);
    await button(desk, "Sahkan temujanji dan cetak slip").click();
    await dialog.getByText("Dokumen ini berbeza").waitFor();
    await look(desk, "counter-visits-differs");
    await dialog.getByLabel("Nombor dokumen").fill(who.mykad);
    const slipAfter = (await room.printer()).tickets.length;
    await button(desk, "Sahkan temujanji dan cetak slip").click();
    await dialog.getByRole("heading", { name: "Temujanji disahkan" }).waitFor();
    await look(desk, "counter-visits-done", { only: true });
    expect((await codesOnPaper(slipAfter))[0]).toMatch(/^STO1:/);
    await dialog.getByRole("button", { name: "Tutup", exact: true }).click();
    expect(await desk.getByText("tempahan kios menunggu").count()).toBe(0);
    room.smsGateway("well");
    await room.line("up");
  };

  /** The square codes on the first paper that comes out after so many. */
  const codesOnPaper = async (after: number): Promise<readonly string[]> => {
    const { id } = await until(async () => {
      const paper = (await room.printer()).tickets[after];
      if (!paper) throw new Error("no paper yet");
      return paper;
    });
    return readQr((await decodePaper(await room.bytesOf(id))).picture);
  };

  test("cancelled is said, and whoever came goes on with a normal number", async () => {
    const phone = await room.visit("/book");
    await bookedEnquiry(phone, citizen(23));
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
          headers: await demoCallers(room.branch)("kiosk:1"),
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

  test("another branch, expired, used, replaced and no numbers left each have their own words", async () => {
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

/** An officer keeps a face of the person, after one that is too small, and lets it go again. */
const takesFace = async (desk: Page) => {
  const open = () => desk.getByRole("button", { name: /^Biometrik/ }).click();
  const dialog = desk.getByRole("dialog", { name: /^Muka dan cap jari/ });
  await drawnCamera(desk, { width: 320, height: 400 });
  await open();
  await dialog.getByText("Orang ini bersetuju").click();
  await button(desk, "Ambil gambar").click();
  await dialog.getByText("Gambar terlalu kecil").waitFor();
  await button(desk, "Kembali").click();
  await drawnCamera(desk, { width: 1280, height: 960 });
  await open();
  await dialog.getByText("Orang ini bersetuju").click();
  await button(desk, "Ambil gambar").click();
  await dialog.getByText("Saya lihat satu muka sahaja").click();
  await look(desk, "counter-biometric", { only: true });
  await button(desk, "Simpan gambar").click();
  await button(desk, "Persetujuan ditarik balik: padam").click();
  await dialog.getByText("Sudah disimpan").waitFor({ state: "detached" });
  await button(desk, "Kembali").click();
};

describe("the counter", () => {
  test("signs on, calls, serves, parks, notes, and says when the node is away", async () => {
    const phone = await room.visit("/book");
    await bookedEnquiry(phone, citizen(31));
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
    await signOn(desk, "farah", 6);
    await desk.getByRole("heading", { name: "Tiada orang di kaunter" }).waitFor();
    await look(desk, "counter-nobody");
    await desk.locator(".next-bar").click();
    await desk.locator(".person-number").waitFor();
    await look(desk, "counter-called");
    const serve = async () => {
      await desk.locator(".next-bar", { hasText: "Mula layan" }).click();
      await desk.getByText("Sedang dilayan").waitFor();
    };
    await serve();
    // Whoever took a number in an earlier test comes without a booking, and waits for later.
    while (!(await desk.getByText(reference).isVisible())) {
      await button(desk, "Ketepikan").click();
      await desk.getByText("Sedang dilayan").waitFor({ state: "detached" });
      await desk.locator(".next-bar", { hasText: "Panggil seterusnya" }).click();
      await serve();
    }
    await desk.getByLabel("Tambah catatan untuk pegawai seterusnya").fill("Bawa salinan surat beranak.");
    await button(desk, "Simpan").click();
    await desk.getByText("Bawa salinan surat beranak.").waitFor();
    await look(desk, "counter-serving");
    await takesFace(desk);
    await button(desk, "Kekunci pintas").click();
    await desk.getByRole("heading", { name: "Kekunci pintas" }).waitFor();
    await look(desk, "counter-keys");
    await desk.keyboard.press("Escape");
    await button(desk, "Pindah").click();
    await desk.getByText("Nombor dan tempatnya kekal.").waitFor();
    await look(desk, "counter-transfer");
    await desk.keyboard.press("Escape");
    await button(desk, "Ketepikan").click();
    await desk.locator(".queue-parked").first().waitFor();
    await look(desk, "counter-parked");
    await button(desk, "Rehat").click();
    await desk.getByRole("heading", { name: "Rehat" }).waitFor();
    await look(desk, "counter-break");
    await desk.context().setOffline(true);
    await desk.locator(".next-bar", { hasText: "Sambung" }).click();
    await desk.getByText("Pelayan cawangan tidak dapat dihubungi").waitFor();
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
    await signOn(desk, "selvam", 4);
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
      await look(display, "display-stale", { only: true, nodeAway: true });
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
    await bookedEnquiry(phone, citizen(41, "Ong Siew Ling"));
    const reference = await referenceOn(phone);
    const page = await room.visit("/branch", { size: "desktop" });
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
