import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { decodePaper, readQr } from "../../server/devices/ticket/decode.fixture";
import { scratch } from "../../server/process.testing";
import { cameraFlags, filmOfCode } from "./camera.testing";
import { arrowTo, tabTo } from "./keyboard.testing";
import {
  agree,
  bookEnquiry,
  button,
  chooseEnquiry,
  citizen,
  codeFor,
  codeOnSlip,
  confirm,
  giveDetails,
  proveByCode,
  proveByPasskey,
  referenceOn,
  says,
  scan,
  signOn,
  takeFirstTime,
  textOf,
  typeSlowly,
} from "./people.testing";
import { openBrowser, openContext, picture, sizes } from "./chromium.testing";
import { setupRoom, until } from "./room.testing";
import { spokenBy } from "./voice.testing";

const room = setupRoom();

describe("from the booking to the counter", () => {
  test("on a phone, in Malay: the scanner reads the slip, the ticket is printed, the number called, spoken and served", async () => {
    const phone = await room.visit("/book");
    const reference = await bookEnquiry(phone, citizen(1));
    expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const code = await codeOnSlip(phone);
    expect(code).toBe(await slipOfTheNode(phone));

    const paperBefore = await lastPaperNo();
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, "Bahasa Melayu").click();
    await scan(kiosk, code);
    const number = await numberAtKiosk(kiosk);
    await kiosk.getByText(says.ms.checkedIn).waitFor();
    const paper = await paperAfter(paperBefore);
    expect(paper.codes).toEqual([expect.stringContaining(`${room.hq}/ticket/`)]);
    await kiosk.getByText("Ambil tiket di bawah skrin").waitFor();
    await picture(kiosk, "walk-kiosk-1080");

    // The code on the paper opens the ticket's page on any phone.
    const phoneWithPaper = await room.visit(paper.codes[0]!);
    await phoneWithPaper.locator(".ticket-number", { hasText: number }).waitFor();
    await phone.reload();
    await phone.getByRole("link", { name: "Lihat nombor giliran" }).click();
    await callAndServe({ number, counterNo: 2, deskSize: "tablet", phone });
  });

  test("on a tablet, in English changed half-way: the form stays, and the reference does for the slip", async () => {
    const tablet = await room.visit("/book", { size: "tablet" });
    const person = citizen(2, "Lim Mei Ling");
    await chooseEnquiry(tablet, says.ms, person);
    await takeFirstTime(tablet, says.ms);
    await giveDetails(tablet, says.ms, person);
    await button(tablet, "EN English").click();
    await tablet.getByRole("heading", { name: "Applicant's details" }).waitFor();
    expect(await tablet.getByLabel(says.en.mykad).inputValue()).toBe(person.mykad);
    expect(await tablet.getByLabel(says.en.name).inputValue()).toBe(person.name);
    await confirm(tablet, says.en, person);
    const reference = await referenceOn(tablet);
    expect(await codeOnSlip(tablet)).toBe(await slipOfTheNode(tablet));

    const kiosk = await room.visit("/kiosk", { size: "tablet" });
    await button(kiosk, "English").click();
    await button(kiosk, says.en.typeReference).click();
    for (const key of reference.replace("-", "")) await press(kiosk, key);
    await kiosk.locator(".key-field", { hasText: "Document number" }).getByRole("button").click();
    for (const key of person.mykad) await press(kiosk, key);
    await button(kiosk, says.en.checkIn).click();
    await kiosk.getByText(says.en.checkedIn).waitFor();
    const number = await numberAtKiosk(kiosk);
    await tablet.reload();
    await tablet.getByRole("link", { name: "See the queue number" }).click();
    await callAndServe({ number, counterNo: 4, deskSize: "desktop", phone: tablet, words: inEnglish });
  });

  test("on a desktop, by passkey and SMS: the kiosk's camera reads the code", async () => {
    const desktop = await room.visit("/book", { size: "desktop" });
    const person = citizen(3, "Muthu a/l Raman");
    await chooseEnquiry(desktop, says.ms, person);
    await takeFirstTime(desktop, says.ms);
    await giveDetails(desktop, says.ms, person);
    await agree(desktop, says.ms);
    await proveByPasskey(desktop, says.ms);
    await proveByCode(desktop, says.ms, person, "sms");
    await desktop.locator("svg.qr").waitFor();
    const film = join(scratch(), "slip.y4m");
    writeFileSync(film, filmOfCode(await codeOnSlip(desktop)));
    const withCamera = await openBrowser(cameraFlags(film));
    try {
      const context = await openContext(withCamera, sizes.kiosk);
      const kiosk = await room.visit("/kiosk", { size: "kiosk", on: context });
      await button(kiosk, "Bahasa Melayu").click();
      const number = await numberAtKiosk(kiosk);
      await kiosk.getByText(says.ms.checkedIn).waitFor();
      await desktop.reload();
      await desktop.getByRole("link", { name: "Lihat nombor giliran" }).click();
      await callAndServe({ number, counterNo: 6, deskSize: "tablet", phone: desktop });
    } finally {
      await withCamera.close();
    }
  });

  test("by keyboard alone, with the focus in sight at every step", async () => {
    const person = citizen(4, "Nur Izzah binti Kamal");
    const page = await room.visit("/book", { size: "desktop" });
    const go = async (name: string | RegExp) => {
      await tabTo(page, name);
      await page.keyboard.press("Enter");
    };
    await tabTo(page, /Warganegara|Warga asing|Majikan/);
    await arrowTo(page, "Warganegara");
    await go("Teruskan");
    await page.getByRole("heading", { name: "Apa urusan anda?" }).waitFor();
    // Each category is a group of its own: one Tab a group, arrows inside.
    await tabTo(page, "Pertanyaan am");
    await arrowTo(page, "Pertanyaan am");
    await go("Teruskan");
    await page.getByRole("heading", { name: "Di cawangan mana?" }).waitFor();
    await tabTo(page, "Jabatan Imigresen");
    await arrowTo(page, "Jabatan Imigresen");
    await go("Teruskan");
    await page.getByRole("heading", { name: "Bagaimana kami hubungi anda?" }).waitFor();
    await tabTo(page, "Telefon");
    await page.keyboard.type(person.phone);
    await tabTo(page, "E-mel");
    await page.keyboard.type(person.email);
    await go("Teruskan");
    await page.locator(".slot", { hasText: "tempat lagi" }).first().waitFor();
    await go(/tempat lagi/);
    await page.locator(".slot.chosen").waitFor();
    await go("Teruskan");
    await page.getByRole("heading", { name: "Butiran pemohon" }).waitFor();
    await tabTo(page, "Nombor MyKad");
    await page.keyboard.type(person.mykad);
    await tabTo(page, "Nama penuh");
    await page.keyboard.type(person.name);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await go("Teruskan");
    await page.getByRole("heading", { name: "Semak butiran anda" }).waitFor();
    await tabTo(page, "Butiran ini benar");
    await page.keyboard.press("Space");
    await go("Setuju dan teruskan");
    await page.getByRole("heading", { name: "Sahkan diri anda" }).waitFor();
    for (const [card, to] of [
      [1, person.phone],
      [2, person.email],
    ] as const) {
      await tabTo(page, "Hantar kod");
      await page.keyboard.press("Enter");
      const field = page.locator(".proof-card").nth(card).getByLabel("Kod 8 digit");
      await field.waitFor();
      await until(async () =>
        expect(await field.evaluate((one) => one === document.activeElement)).toBe(true),
      );
      await page.keyboard.type(await codeFor(page, to));
      await page.getByText(`${card} daripada 2 selesai`).or(page.locator("svg.qr")).first().waitFor();
    }
    await page.locator("svg.qr").waitFor();
    const reference = await referenceOn(page);

    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    const goAtKiosk = async (name: string | RegExp) => {
      await tabTo(kiosk, name);
      await kiosk.keyboard.press("Enter");
    };
    await goAtKiosk("Bahasa Melayu");
    await kiosk.getByRole("heading", { name: "Tunjuk kod slip" }).waitFor();
    await goAtKiosk("Taip rujukan");
    await kiosk.getByRole("heading", { name: "Taip rujukan dan nombor dokumen" }).waitFor();
    await typeSlowly(kiosk, reference.replace("-", ""));
    await goAtKiosk("Nombor dokumen");
    await typeSlowly(kiosk, person.mykad);
    await goAtKiosk("Daftar masuk");
    const number = await numberAtKiosk(kiosk);

    const desk = await room.visit("/counter", { size: "desktop" });
    await tabTo(desk, /Kaunter \d/);
    await arrowTo(desk, "Kaunter 4");
    await tabTo(desk, "Mula bertugas");
    await desk.keyboard.press("Enter");
    await desk.locator(".next-bar", { hasText: number }).waitFor();
    await desk.keyboard.press("Space");
    await desk.locator(".person-number", { hasText: number }).waitFor();
    await desk.keyboard.press("Space");
    await desk.getByText("Sedang dilayan").waitFor();
    await desk.keyboard.press("Space");
    await desk.getByRole("heading", { name: "Tiada orang di kaunter" }).waitFor();
  });
});

const inMalay = {
  go: "Sila ke kaunter",
  served: (no: number) => `Anda sedang dilayan di kaunter ${no}.`,
  done: "Selesai. Terima kasih.",
};
const inEnglish: typeof inMalay = {
  go: "Please go to the counter",
  served: (no) => `You are being served at counter ${no}.`,
  done: "Done. Thank you.",
};

/** An officer calls the number: the hall sees and hears it, the phone says so, and "next" finishes. */
const callAndServe = async ({
  number,
  counterNo,
  deskSize,
  phone,
  words = inMalay,
}: {
  number: string;
  counterNo: number;
  deskSize: "tablet" | "desktop";
  phone: Page;
  words?: typeof inMalay;
}): Promise<void> => {
  await phone.locator(".ticket-number", { hasText: number }).waitFor();
  const display = await room.visit("/display", { size: "hall" });
  await display.getByText("Menunggu panggilan pertama").or(display.locator(".display-number")).waitFor();
  const desk = await room.visit("/counter", { size: deskSize });
  await signOn(desk, officers[counterNo % officers.length]!, counterNo);
  await desk.locator(".next-bar", { hasText: number }).click();
  await desk.locator(".person-number", { hasText: number }).waitFor();

  await display.locator(".display-number .number", { hasText: number }).waitFor();
  expect(await textOf(display, ".display-counter p.figures")).toBe(String(counterNo));
  const wanted = spokenCall(number, counterNo);
  const spoken = await until(async () => {
    const clips = await spokenBy(display);
    expect(clips.map((row) => row.clip).slice(-wanted.length)).toEqual(wanted);
    return clips;
  });
  expect(overlapping(spoken)).toEqual([]);

  await phone.getByText(words.go).waitFor();
  await desk.locator(".next-bar", { hasText: "Mula layan" }).click();
  await phone.getByText(words.served(counterNo)).waitFor();
  await desk.locator(".next-bar", { hasText: "Selesai" }).click();
  await phone.getByText(words.done).waitFor();
  await button(desk, "Tutup kaunter").click();
  await desk.getByRole("heading", { name: "Kaunter ditutup" }).waitFor();
};

/** A chime, then number and counter in Malay, then in English; the number letter by letter. */
const spokenCall = (number: string, counterNo: number): string[] => [
  "all/chime",
  ...["ms", "en"].flatMap((language) => [
    `${language}/number`,
    ...[...number.toLowerCase()].map((one) => `${language}/${one}`),
    `${language}/go-to-counter`,
    `${language}/${counterNo}`,
  ]),
];

/** Clips that begin before the one before them has ended. */
const overlapping = (clips: Awaited<ReturnType<typeof spokenBy>>) =>
  clips.filter((row, index) => {
    const last = clips[index - 1];
    return last !== undefined && row.atS < last.atS + last.lengthS - 0.001;
  });

const numberAtKiosk = (kiosk: Page): Promise<string> => textOf(kiosk, ".kiosk-number .number");

const press = (kiosk: Page, key: string): Promise<void> =>
  kiosk.getByRole("button", { name: key, exact: true }).click();

const officers = ["rohani", "selvam", "lim", "ali", "farah"] as const;

/** The slip's text as the node answers it to the phone that booked. */
const slipOfTheNode = (phone: Page): Promise<string> =>
  phone.evaluate(async () => {
    const { items } = (await (await fetch("/api/v1/bookings")).json()) as {
      items: { id: string }[];
    };
    const slip = (await (await fetch(`/api/v1/bookings/${items[0]?.id}/slip`)).json()) as {
      text: string;
    };
    return slip.text;
  });

const lastPaperNo = async (): Promise<number> => Number((await room.printer()).tickets.at(-1)?.id ?? 0);

/** The next piece of paper, read back by npos and zxing: decoders this project did not write. */
const paperAfter = (no: number) =>
  until(async () => {
    const next = (await room.printer()).tickets.find((ticket) => Number(ticket.id) > no);
    expect(next, "a piece of paper").toBeDefined();
    const { picture: paper, commands } = await decodePaper(await room.bytesOf(next!.id));
    return { codes: await readQr(paper), commands };
  });
