import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import { button } from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

/** What the browser itself says of an answer that is not 2xx. */
const shutDoors = /503/;

/** Saves a file by its button and a touch of the key; where it lies, and its name. */
const save = async (page: Page, name: string, dir: string) => {
  await button(page, name).click();
  const saved = page.waitForEvent("download");
  await confirmWithKey(page);
  const file = await saved;
  const path = join(dir, file.suggestedFilename());
  await file.saveAs(path);
  await page.getByText(`Fail ${file.suggestedFilename()} disimpan`).waitFor();
  return path;
};

const take = (page: Page, path: string) => page.locator("input[type=file]").setInputFiles(path);

test("a branch without a line for three days is told at two, goes on with who has a number, and is opened again by a stick", async () => {
  const dir = mkdtempSync(join(tmpdir(), "sto-stick-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const supervisor = (then: string) =>
    room.visit(`${room.branch}/demo/enter?as=supervisor:azlina&then=${then}`, {
      size: "desktop",
      expects: shutDoors,
    });
  const before = await supervisor("/line");
  await giveKey(before);
  await before.getByRole("heading", { name: "Tanpa talian: fail USB" }).waitFor();
  // The key of an invented person is made while there is a line, as everybody's is.
  const early = await save(before, "Simpan fail untuk ibu pejabat", dir);

  await room.line("cut");
  await room.leap();
  await room.leap();
  const told = await room.visit("/counter", { size: "tablet" });
  await told.getByText("Tiada khabar daripada ibu pejabat selama 50 jam.").waitFor();
  await told.getByText("Minta penyelia membukanya di halaman Talian & hak.").waitFor();

  await room.leap();
  await before.goto(`${room.branch}/demo/enter?as=supervisor:azlina&then=/line`);
  await before
    .getByText("Sudah 75 jam tanpa khabar ibu pejabat: hanya yang sudah ada nombor dilayan.")
    .waitFor();
  await look(before, "line-75h");
  const counter = await room.visit("/counter", { size: "tablet", expects: shutDoors });
  await counter.getByText("Sudah 75 jam tanpa khabar ibu pejabat").waitFor();
  await counter.getByRole("heading", { name: "Daftar di kaunter" }).waitFor();
  const phone = await room.visit("/book", { expects: shutDoors });
  await phone.getByText("tempahan baharu menunggu. Slip tetap diterima.").waitFor();

  const toHq = await save(before, "Simpan fail untuk ibu pejabat", dir);
  await take(before, toHq);
  await before.getByText("Fail ini dibuat di sini. Bawa ke pihak yang satu lagi.").waitFor();

  const hq = await room.visit(`${room.hq}/demo/enter?as=hq_admin:noor&then=/fleet`, { size: "desktop" });
  await giveKey(hq);
  await hq
    .getByRole("row", { name: /Shah Alam|Selangor/ })
    .getByRole("button", { name: /^Urus/ })
    .first()
    .click();
  await take(hq, toHq);
  await hq.getByText(/rekod baharu diambil daripada fail/).waitFor();
  await take(hq, early);
  await hq.getByText(/lebih lama daripada yang sudah ada di sini/).waitFor();
  const toBranch = await save(hq, "Simpan fail USB untuk cawangan ini", dir);
  await look(hq, "fleet-usb");

  await take(before, toBranch);
  await before.getByText(/rekod baharu diambil daripada fail Ibu pejabat/).waitFor();
  await before.getByText("tanpa khabar ibu pejabat").waitFor({ state: "detached" });
  expect(toBranch).toMatch(/sto-hq-to-SGR-HQ1-\d{8}-\d{4}\.stolog$/);
});
