/** An applicant's account on the pages: Chromium's own virtual authenticator, and the demo's spool as telephone and mailbox. */
import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { demoCallers } from "../../server/demo/client";
import { systemClock, systemRandom } from "../../sync/core/clock";
import { uuidv7 } from "../../sync/core/ids";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import {
  agree,
  button,
  card,
  type Citizen,
  chooseEnquiry,
  citizen,
  codeFor,
  giveDetails,
  says,
  takeFirstTime,
} from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();

/** A device with a fingerprint reader that always knows its person. */
const withFinger = async (page: Page, transport: "internal" | "usb" = "internal") => {
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  return { device, authenticator: await addAuthenticator(device, transport) };
};

const addAuthenticator = async (device: CDPSession, transport: "internal" | "usb"): Promise<string> => {
  const { authenticatorId } = await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport,
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
};

test("a person makes a passkey, signs out and in again, adds a second key and removes the first", async () => {
  const page = await room.visit("/my");
  await page.getByRole("link", { name: "Log masuk untuk melihat temujanji" }).click();
  await button(page, "Log masuk dengan kunci laluan").waitFor();
  await look(page, "account-signed-out");

  const { device, authenticator } = await withFinger(page);
  await button(page, "Buat kunci laluan").click();
  await page.getByRole("heading", { name: "Kunci laluan" }).waitFor();
  expect(await page.locator("section", { hasText: "Kunci laluan" }).locator("li").count()).toBe(1);

  await button(page, "Log keluar dari telefon ini").click();
  await button(page, "Log masuk dengan kunci laluan").click();
  await page.getByRole("heading", { name: "Kunci laluan" }).waitFor();

  await button(page, "Tukar nama").click();
  await page.getByRole("textbox", { name: "Nama" }).fill("Telefon Ibu");
  await button(page, "Guna nama ini").click();
  await page.getByText("Telefon Ibu", { exact: true }).waitFor();

  // The first key is on the list of those that must not be made again: another device makes the second one.
  const { credentials } = await device.send("WebAuthn.getCredentials", { authenticatorId: authenticator });
  const second = await addAuthenticator(device, "usb");
  await button(page, "Tambah kunci laluan").click();
  const keys = page.locator("section", { hasText: "Kunci laluan" }).locator("li");
  await until(async () => expect(await keys.count()).toBe(2));
  expect(credentials).toHaveLength(1);
  await look(page, "account");

  await page.getByRole("button", { name: "Buang kunci Telefon Ibu" }).click();
  await button(page, "Ya, buang").click();
  await until(async () => expect(await keys.count()).toBe(1));

  // Who has only the removed key does not get in.
  await device.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: second });
  await button(page, "Log keluar dari telefon ini").click();
  await button(page, "Log masuk dengan kunci laluan").click();
  await page.getByText("Kunci laluan ini tidak dikenali di sini").waitFor();
});

test("a telephone and an e-mail address are proven by their codes; the telephone opens the account elsewhere", async () => {
  const page = await room.visit("/account");
  await withFinger(page);
  await button(page, "Buat kunci laluan").click();
  await button(page, "Tambah nombor").click();
  await page.getByLabel("Nombor telefon bimbit").fill("+65 9123 4567");
  await button(page, "Hantar kod").click();
  await page.getByText("SMS tidak sampai ke nombor ini").waitFor();
  await page.getByLabel("Nombor telefon bimbit").fill("012-700 8899");
  await button(page, "Hantar kod").click();
  await page.getByLabel("Kod 8 digit").waitFor();
  await page.getByText(/Tamat dalam (9:|10:00)/).waitFor();
  await page.getByText("Boleh dihantar semula dalam 0:").waitFor();
  await look(page, "account-code");

  await page.getByLabel("Kod 8 digit").fill("1234");
  await button(page, "Sahkan").click();
  await page.getByText("Kod ada 8 digit. Anda menaip 4.").waitFor();
  await page.getByLabel("Kod 8 digit").fill(await codeFor(page, "+60127008899"));
  await button(page, "Sahkan").click();
  await page.getByText("+60 •••••• 899").waitFor();

  await button(page, "Tambah e-mel").click();
  await page.getByLabel("Alamat e-mel").fill("siti.akaun@contoh.my");
  await button(page, "Hantar kod").click();
  await page.getByLabel("Kod 8 digit").fill(await codeFor(page, "siti.akaun@contoh.my"));
  await button(page, "Sahkan").click();
  await page.getByText("s•••@contoh.my").waitFor();

  const other = await room.visit("/account");
  await other.getByText("Log masuk dengan SMS").click();
  await other.getByLabel("Nombor telefon bimbit").fill("012-700 0000");
  await button(other, "Hantar kod").click();
  await other.getByText("Jika 012-700 0000 ada dalam sebuah akaun").waitFor();
  await other.getByLabel("Kod 8 digit").fill("00000000");
  await other.locator("form").getByRole("button", { name: "Log masuk dengan SMS" }).click();
  await other.getByText("Kod ini salah atau sudah tamat").waitFor();
});

test("who lost the passkey shows both contacts, the document and a day's patience, and is in again; whoever did not ask stops it", async () => {
  const who = citizen(77);
  const phone = await room.visit("/account");
  await withFinger(phone);
  await button(phone, "Buat kunci laluan").click();
  for (const [add, label, to] of [
    ["Tambah nombor", "Nombor telefon bimbit", who.phone],
    ["Tambah e-mel", "Alamat e-mel", who.email],
  ] as const) {
    await button(phone, add).click();
    await phone.getByLabel(label).fill(to);
    await button(phone, "Hantar kod").click();
    await phone.getByLabel("Kod 8 digit").fill(await freshCode(to));
    await button(phone, "Sahkan").click();
    await phone.getByLabel("Kod 8 digit").waitFor({ state: "detached" });
  }
  await rest(phone);

  // Their first appointment by that passkey, at which an officer sees the document.
  await phone.goto(new URL("/account", room.branch).href);
  await button(phone, "Log masuk dengan kunci laluan").click();
  await phone.getByRole("heading", { name: "Kunci laluan" }).waitFor();
  await phone.goto(new URL("/book", room.branch).href);
  await chooseEnquiry(phone, says.ms, who);
  await takeFirstTime(phone, says.ms);
  await giveDetails(phone, says.ms, who);
  await agree(phone, says.ms);
  await card(phone, "SMS").getByRole("button", { name: says.ms.sendCode }).click();
  await card(phone, "SMS")
    .getByLabel(says.ms.code)
    .fill(await freshCode(who.phone));
  await phone.locator("svg.qr").waitFor();
  const { items } = await phone.evaluate(async () => (await fetch("/api/v1/bookings")).json());
  const seen = await fetch(`${room.branch}/api/v1/bookings/${items[0].id}/parties/1/seen`, {
    method: "POST",
    headers: {
      ...(await demoCallers(room.branch)("officer:rohani")),
      "content-type": "application/json",
      "idempotency-key": uuidv7(systemClock.nowMs(), systemRandom),
    },
    body: "{}",
  });
  expect(seen.status).toBe(200);
  await rest(phone);
  await phone.context().close();

  const next = await room.visit("/account");
  await next.getByRole("link", { name: "Saya hilang kunci laluan" }).click();
  await next.getByText("Taip kod yang dihantar").waitFor();
  await look(next, "recover");
  await proveBoth(next, who);
  await button(next, "Minta pemulihan").waitFor();
  await look(next, "recover-ask");
  await button(next, "Minta pemulihan").click();
  await next.getByText("Beritahu pegawai nombor ini").waitFor();

  // The message goes to both contacts, and whoever has one of them stops it.
  const owner = await room.visit("/account/recover");
  await owner.getByText("Bukan anda yang meminta?").click();
  await owner.getByLabel("Kod henti").fill(await stopCodeTo(owner, who.phone));
  await look(owner, "recover-stop");
  await button(owner, "Hentikan pemulihan").click();
  await owner.getByText("Pemulihan sudah dihentikan.").waitFor();
  await next.reload();
  await button(next, "Minta pemulihan").click();
  await look(next, "recover-document");
  const ref = (await next.locator(".recovery-ref").innerText()).trim();

  const counter = await room.visit("/staff/accounts", { size: "tablet" });
  await giveKey(counter);
  await button(counter, `Semak dokumen untuk ${ref}`).waitFor();
  await look(counter, "staff-accounts");
  await button(counter, `Semak dokumen untuk ${ref}`).click();
  await counter.getByRole("dialog").getByLabel("Nombor dokumen").fill("850505105432");
  await button(counter, "Dokumen ini miliknya").click();
  await confirmWithKey(counter);
  await counter.getByText("Dokumen ini bukan milik akaun itu").waitFor();
  await look(counter, "staff-accounts-differs");
  await counter.getByRole("dialog").getByLabel("Nombor dokumen").fill(who.mykad);
  await button(counter, "Dokumen ini miliknya").click();
  await confirmWithKey(counter);
  await counter.getByText("Dokumen sudah dilihat").waitFor();
  await look(counter, "staff-accounts-seen");
  await next.reload();
  await next.getByText("Kunci laluan baharu boleh dibuat mulai").waitFor();
  await look(next, "recover-waits");
  for (const page of [counter, owner]) await page.context().close();
  await rest(next);

  await next.goto(new URL("/account/recover", room.branch).href);
  await withFinger(next);
  await proveBoth(next, who);
  await button(next, "Buat kunci laluan baharu").waitFor();
  await look(next, "recover-ready");
  await button(next, "Buat kunci laluan baharu").click();
  await next.getByRole("heading", { name: "Kunci laluan" }).waitFor();
  await button(next, "Log keluar dari telefon ini").click();
  await button(next, "Log masuk dengan kunci laluan").click();
  await next.getByRole("heading", { name: "Kunci laluan" }).waitFor();
  await next.goto(new URL("/my", room.branch).href);
  // The day of their appointment is over: it is folded under the earlier ones.
  await next.getByText("Pertanyaan am").first().waitFor({ state: "attached" });
});

/** A night passes, and what this phone was signed in to has ended. */
const rest = async (page: Page): Promise<void> => {
  await page.goto("about:blank");
  await page.context().clearCookies();
  await room.leap();
};

const used = new Set<string>();

/** The next code that comes to somebody who had others before. */
const freshCode = (to: string): Promise<string> =>
  until(async () => {
    const code = await room.codeTo(to);
    expect(used).not.toContain(code);
    used.add(code);
    return code;
  });

/** Types the codes of the account's telephone and mailbox, as the page asks for them. */
const proveBoth = async (page: Page, { phone, email }: Citizen): Promise<void> => {
  for (const [label, to] of [
    ["Nombor telefon bimbit", phone],
    ["Alamat e-mel", email],
  ] as const) {
    await page.getByLabel(label).fill(to);
    await button(page, "Hantar kod").click();
    await page.getByLabel("Kod 8 digit").fill(await freshCode(to));
    await button(page, "Sahkan kod").click();
  }
};

/** The stop code in the newest message that somebody asked to come in without a passkey. */
const stopCodeTo = (page: Page, to: string): Promise<string> =>
  until(async () => {
    const state = await fetch(new URL("/demo/api/state", page.url()));
    const { spool } = (await state.json()) as { spool: readonly { to: string; body: string }[] };
    const codes = spool.flatMap((each) =>
      each.to === to ? (/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(each.body)?.[0] ?? []) : [],
    );
    expect(codes).toHaveLength(1);
    return codes[0]!;
  });
