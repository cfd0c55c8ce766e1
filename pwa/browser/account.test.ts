/** An applicant's account on the pages: Chromium's own virtual authenticator, and the demo's spool as telephone and mailbox. */
import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import { look } from "./looks.testing";
import { button, codeFor } from "./people.testing";
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
