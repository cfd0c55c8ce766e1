/** What people do with the pages, in their own words: book, scan, type, call. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { type Ask, bookHeld } from "../../server/booking-client.testing";
import { giveKey } from "./keys.testing";
import { vi } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

export interface Citizen {
  readonly name: string;
  readonly mykad: string;
  readonly phone: string;
  readonly email: string;
}

/** A citizen with a MyKad, a telephone and a mailbox of their own: the last digits tell them apart. */
export const citizen = (no: number, name = "Siti Aminah binti Hassan"): Citizen => ({
  name,
  mykad: `900214105${String(no).padStart(3, "0")}`,
  phone: `+6012700${String(no).padStart(4, "0")}`,
  email: `orang${no}@contoh.my`,
});

/** Both languages of what the walks press and read. */
export const says = {
  ms: {
    next: "Teruskan",
    citizen: "Warganegara",
    enquiry: "Pertanyaan am",
    where: "Di cawangan mana?",
    mykad: "Nombor MyKad atau MyKid",
    name: "Nama penuh",
    topic: "Perkara",
    phone: "Telefon",
    email: "E-mel",
    sms: "SMS",
    consent: /Butiran ini benar/,
    agree: "Setuju dan teruskan",
    prove: "Sahkan diri anda",
    sendCode: "Hantar kod",
    code: "Kod 8 digit",
    makePasskey: "Buat kunci laluan",
    slip: "Slip temujanji",
    free: /tempat lagi/,
    typeReference: "Taip rujukan",
    checkIn: "Daftar masuk",
    checkedIn: /Anda (sudah daftar masuk|awal)/,
  },
  en: {
    next: "Continue",
    citizen: "Malaysian citizen",
    enquiry: "General enquiry",
    where: "At which branch?",
    mykad: "MyKad or MyKid number",
    name: "Full name",
    topic: "Topic",
    phone: "Phone",
    email: "E-mail",
    sms: "SMS",
    consent: /These details are true/,
    agree: "Agree and continue",
    prove: "Confirm that it is you",
    sendCode: "Send a code",
    code: "8-digit code",
    makePasskey: "Make a passkey",
    slip: "Appointment slip",
    free: /places? left/,
    typeReference: "Type reference",
    checkIn: "Check in",
    checkedIn: /You are (checked in|early)/,
  },
} as const;

/** The same in any language: of some sentences a part is read that holds no number. */
export type Words = {
  readonly [K in keyof typeof says.ms]: (typeof says.ms)[K] extends RegExp ? RegExp : string;
};

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("button", { name }).first();

/** The first steps of a booking: who, what for, where, and how to reach them. Ends at the calendar. */
export const chooseEnquiry = async (page: Page, words: Words, who: Citizen): Promise<void> => {
  await page.locator(".choice", { hasText: words.citizen }).first().click();
  await button(page, words.next).click();
  await page.locator(".choice", { hasText: words.enquiry }).first().click();
  await button(page, words.next).click();
  // The branch whose page this is comes first.
  await page.locator("h1", { hasText: words.where }).waitFor();
  await page.locator(".choice").first().click();
  await button(page, words.next).click();
  await giveContact(page, words, who);
};

/** How somebody is reached, asked before a time is kept for them. Ends at the calendar. */
export const giveContact = async (page: Page, words: Words, who: Citizen): Promise<void> => {
  await page.getByLabel(words.phone).fill(who.phone);
  await page.getByLabel(words.email).fill(who.email);
  await button(page, words.next).click();
};

/** The first free time of the day in view. The page shows the earliest day by itself. */
export const takeFirstTime = async (page: Page, words: Words): Promise<void> => {
  // Somebody else may have taken it a moment ago: the page says so, and shows what is left.
  await vi.waitFor(
    async () => {
      await page.locator(".slot", { hasText: words.free }).first().click();
      await page.locator(".slot.chosen").waitFor({ timeout: 3_000 });
    },
    { timeout: 20_000 },
  );
  await button(page, words.next).click();
};

/** One citizen's details and the enquiry's question. */
export const giveDetails = async (page: Page, words: Words, who: Citizen): Promise<void> => {
  await page.getByLabel(words.mykad).fill(who.mykad);
  await page.getByLabel(words.name).fill(who.name);
  const topic = page.locator("select").last();
  await topic.selectOption({ index: 1 });
};

/** Agrees to what was given. Ends where two kinds of proof are asked for. */
export const agree = async (page: Page, words: Words): Promise<void> => {
  await button(page, words.next).click();
  await page.getByText(words.consent).click();
  await button(page, words.agree).click();
  await page.getByRole("heading", { name: words.prove }).waitFor();
};

/** One kind of proof, on its own card. */
export const card = (page: Page, kind: string): Locator => page.locator(".proof-card", { hasText: kind });

/** Has a code sent, reads it where it came, and types it: the eighth digit has it checked. */
export const proveByCode = async (page: Page, words: Words, who: Citizen, kind: "sms" | "email") => {
  const on = card(page, words[kind]);
  await on.getByRole("button", { name: words.sendCode }).click();
  const field = on.getByLabel(words.code);
  await field.waitFor();
  await field.fill(await codeFor(page, kind === "sms" ? who.phone : who.email));
};

/** Makes a passkey on this device: one kind of proof, and an account. */
export const proveByPasskey = async (page: Page, words: Words): Promise<void> => {
  await giveKey(page);
  await button(page, words.makePasskey).click();
};

/** The newest code that came to a number or an address, read in the demo's room as a visitor does. */
export const codeFor = (page: Page, to: string): Promise<string> =>
  vi.waitFor(
    async () => {
      const room = await fetch(new URL("/demo/api/state", page.url()));
      const { spool } = (await room.json()) as {
        spool: readonly { to: string; body: string; purpose: string; at: string }[];
      };
      const mine = spool
        .filter((message) => message.to === to && message.purpose === "code")
        .toSorted((a, b) => (a.at < b.at ? -1 : 1));
      const code = /\b\d{8}\b/.exec(mine.at(-1)?.body ?? "")?.[0];
      if (!code) throw new Error(`no code for ${to} yet`);
      return code;
    },
    { timeout: 20_000, interval: 100 },
  );

/** Agrees, and proves by e-mail and SMS. Ends at the slip with its code. */
export const confirm = async (page: Page, words: Words, who: Citizen): Promise<void> => {
  await agree(page, words);
  await proveByCode(page, words, who, "email");
  await proveByCode(page, words, who, "sms");
  await page.locator("svg.qr").waitFor();
};

/** A whole booking on a phone that stands at `/book`. The reference as the slip shows it, `K3AB-7F4Q`. */
export const bookEnquiry = async (page: Page, who: Citizen, words: Words = says.ms): Promise<string> => {
  await chooseEnquiry(page, words, who);
  await takeFirstTime(page, words);
  await giveDetails(page, words, who);
  await confirm(page, words, who);
  return referenceOn(page);
};

/**
 * The same booking, for tests that begin where it stands: asked of the branch by the phone's own session, without the pages. Ends at
 * the slip with its code.
 */
export const bookedEnquiry = async (page: Page, who: Citizen): Promise<string> => {
  const ask: Ask = (path, body) =>
    page.evaluate(
      async ([path, body, key]) => {
        const answer = await fetch(`/api/v1${path}`, {
          method: body === undefined ? "GET" : "POST",
          headers: body === undefined ? {} : { "content-type": "application/json", "idempotency-key": key },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: answer.status, body: await answer.json() };
      },
      [path, body, uuidv7(systemClock.nowMs(), systemRandom)] as const,
    );
  const visit = { service: "SOAL", kind: "citizen", parties: 1 } as const;
  const query = new URLSearchParams({ service: visit.service, kind: visit.kind, parties: "1" });
  // Whoever asked for a code a moment ago waits as long as the answer says, as the button on the page does.
  const patiently: Ask = (path, body) =>
    vi.waitFor(
      async () => {
        const answer = await ask(path, body);
        if (answer.body.code === "code_too_soon") throw new Error("a code was sent a moment ago");
        return answer;
      },
      { timeout: 90_000, interval: 1_000 },
    );
  // A phone that has nothing yet gets its session first, as the pages do.
  await ask("/session", {});
  const { body: found } = await ask(`/availability/earliest?${query}`);
  const { body: held } = await ask("/holds", { ...visit, slot: found.earliest[0].slot });
  const made = await bookHeld(patiently, (to) => codeFor(page, to), held.holdId, {
    contact: { phone: who.phone, email: who.email },
    people: [{ mykad: who.mykad, name: who.name, answers: { topic: "passport" } }],
  });
  if (made.status !== 201) throw new Error(`not booked: ${JSON.stringify(made.body)}`);
  await page.goto(new URL(`/slip/${made.body.ref}`, page.url()).href);
  await page.locator("svg.qr").waitFor();
  return referenceOn(page);
};

export const referenceOn = async (page: Page): Promise<string> =>
  (await page.locator(".slip-ref").innerText()).trim();

/** Reads the code on the page as a camera would: from the pixels, by a decoder this project did not write. */
export const readCode = async (picture: Uint8Array): Promise<string> => {
  const wasm = new URL("../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url);
  const { buffer } = new Uint8Array(readFileSync(wasm.pathname));
  await prepareZXingModule({ overrides: { wasmBinary: buffer }, fireImmediately: true });
  const [code] = await readBarcodes(picture, { formats: ["QRCode"] });
  if (!code) throw new Error("no code in the picture");
  return code.text;
};

export const codeOnSlip = async (page: Page): Promise<string> =>
  readCode(new Uint8Array(await page.locator("svg.qr").screenshot()));

/** A scanner is faster than any hand; its keys carry the times it typed them at. */
const scannerGapMs = 5;

/** What a wedge scanner does: types the code as a burst of keys and ends with Enter. */
export const scan = async (page: Page, text: string): Promise<void> => {
  const device = await page.context().newCDPSession(page);
  const startS = (performance.timeOrigin + performance.now()) / 1000;
  const keys = [...text].map((key) => ({ key, text: key }));
  await Promise.all(
    [...keys, { key: "Enter", text: "\r" }].flatMap((key, index) => {
      const timestamp = startS + (index * scannerGapMs) / 1000;
      return [
        device.send("Input.dispatchKeyEvent", { type: "keyDown", ...key, timestamp }),
        device.send("Input.dispatchKeyEvent", { type: "keyUp", ...key, timestamp }),
      ];
    }),
  );
  await device.detach();
};

/** A person types on a keyboard at the kiosk: slowly enough to be one. */
export const typeSlowly = (page: Page, text: string): Promise<void> =>
  page.keyboard.type(text, { delay: 60 });

/** An officer begins work at a counter that serves enquiries. */
export const signOn = async (page: Page, officer: string, counterNo: number): Promise<void> => {
  await page.goto(new URL(`/demo/enter?as=officer:${officer}&then=/counter`, page.url()).href);
  await page.locator(".choice", { hasText: `Kaunter ${counterNo}` }).click();
  await button(page, "Mula bertugas").click();
  await page.locator(".next-bar").waitFor();
};

export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().innerText()).trim();
