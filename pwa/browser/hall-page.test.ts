import { expect, test } from "vitest";
import { picture } from "./chromium.testing";
import { look } from "./looks.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

const supervisor = "/demo/enter?as=supervisor:azlina&then=/hall";
const officer = "/demo/enter?as=officer:rohani&then=/counter";

test("a supervisor pauses numbers and announces in two touches; an emergency of one page is on the other, silent in the hall", async () => {
  const hall = await room.visit(supervisor);
  await hall.getByRole("heading", { name: "Giliran" }).waitFor();
  await look(hall, "hall");

  await hall.getByRole("button", { name: "Hentikan semua nombor" }).click();
  await hall.getByRole("button", { name: "Dewan penuh" }).click();
  await look(hall, "hall-pause");
  await hall.getByRole("button", { name: "Hentikan sekarang" }).click();
  await hall.getByText("Semua nombor baharu dihentikan oleh").waitFor();

  const display = await room.visit("/display", { size: "hall" });
  await hall.getByRole("button", { name: "Umum", exact: true }).click();
  await hall.getByRole("button", { name: "Hampir waktu tutup" }).click();
  await hall.getByRole("button", { name: "Hampir tutup" }).click();
  await hall.getByRole("button", { name: "Tunjukkan sekarang" }).click();
  await display.getByText("Kaunter akan ditutup sebentar lagi.").waitFor();
  await picture(display, "display-announcement");

  const counter = await room.visit(officer);
  await counter.getByRole("button", { name: "Kecemasan" }).click();
  await hall.getByText("Kecemasan: Halaman /counter").waitFor({ timeout: 1_000 });
  await look(hall, "hall-panic");
  expect(await display.getByText("Kecemasan").count()).toBe(0);
  await counter.getByRole("button", { name: "Batal kecemasan" }).click();
  await hall.getByText("Kecemasan: Halaman /counter").waitFor({ state: "detached" });
});
