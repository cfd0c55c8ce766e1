import { expect, test } from "vitest";
import { look } from "./looks.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

test("an officer reads what the page is for, is shown its parts, and practises where nothing is real", async () => {
  const page = await room.visit("/demo/enter?as=officer:rohani&then=/counter");
  await page.getByRole("button", { name: "Bantuan" }).click();
  await page.getByRole("heading", { name: "Tentang halaman ini" }).waitFor();
  await look(page, "help");
  await page.getByRole("button", { name: "Tunjukkan" }).click();
  await page.getByText("1 daripada 3").waitFor();
  expect(await page.locator(".tour-part").count()).toBe(1);
  await look(page, "tour");
  await page.keyboard.press("Escape");
  await page.getByText("1 daripada 3").waitFor({ state: "detached" });
  expect(await page.locator(".tour-part").count()).toBe(0);

  await page.getByRole("button", { name: "Bantuan" }).click();
  await page.getByRole("button", { name: "Berlatih" }).click();
  await page.getByText("Latihan. Semua orang dan nombor di sini rekaan.").waitFor();
  await page.getByText("LATIHAN", { exact: true }).waitFor();
  await page.getByText("Kaunter 1").first().waitFor();
  await look(page, "training");
  expect(new URL(page.url()).origin).not.toBe(room.branch);
  // The real counter still knows who is there.
  await page.goto(`${room.branch}/counter`);
  await page.getByText("Latihan. Semua orang").waitFor({ state: "detached" });
});
