import { expect, test } from "vitest";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import { button } from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

test("headquarters sees how old each list is, and a file that is no list is refused in plain words", async () => {
  const page = await room.visit(`${room.hq}/demo/enter?as=hq_admin:noor&then=/lists`, { size: "desktop" });
  await giveKey(page);
  await page.getByRole("heading", { name: "Senarai saringan" }).waitFor();
  await page.getByText("Waran").waitFor();
  const choosing = page.waitForEvent("filechooser");
  await button(page, "Ambil fail senarai").click();
  await (
    await choosing
  ).setFiles({
    name: "x.list",
    mimeType: "application/octet-stream",
    buffer: Buffer.from("garbage"),
  });
  await confirmWithKey(page);
  await page.getByText("Ini bukan fail senarai. Tiada apa-apa diubah.").waitFor();
  await look(page, "lists");
  expect(await page.getByRole("alert").count()).toBe(1);
});
