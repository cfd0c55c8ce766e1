import { expect, test } from "vitest";
import { picture } from "./chromium.testing";
import { look } from "./looks.testing";
import { bookedEnquiry, citizen, referenceOn } from "./people.testing";
import { setupRoom, until } from "./room.testing";

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

test("a disruption goes from one button to the hall's display, the branch's page and the telephone of whoever is booked", async () => {
  const phone = await room.visit("/book");
  const who = citizen(61, "Ong Siew Ling");
  await bookedEnquiry(phone, who);
  const reference = await referenceOn(phone);
  const display = await room.visit("/display", { size: "hall" });
  const office = await room.visit("/office/SGR-HQ1");
  await office.getByText("Kaunter dibuka hingga").waitFor();
  const hall = await room.visit(supervisor);
  await hall.getByRole("button", { name: "Gangguan" }).click();
  await hall.getByRole("button", { name: "Beritahu semua sekarang" }).click();
  await hall.getByText("Pilih apa yang terganggu.").waitFor();
  await hall.getByText("Elektrik terputus").click();
  await hall.getByText("8 jam").click();
  await hall.getByRole("button", { name: "Punca belum diketahui" }).click();
  await look(hall, "hall-disruption");
  await hall.getByRole("button", { name: "Beritahu semua sekarang" }).click();
  await hall.getByText("Diisytiharkan oleh").waitFor();
  await look(hall, "hall-disrupted");
  await display.getByText("Bekalan elektrik terputus.").waitFor();
  await office.getByText("Bekalan elektrik terputus.").waitFor();
  await look(office, "office-disrupted");
  await until(async () => {
    const { spool } = (await (await fetch(new URL("/demo/api/state", phone.url()))).json()) as {
      spool: readonly { to: string; body: string; purpose: string }[];
    };
    const told = spool.filter(
      ({ purpose, body }) => purpose === "office_changed" && body.includes(reference),
    );
    expect(told.map(({ to }) => to)).toContain(who.phone);
  });
  await hall.getByRole("button", { name: "Sudah pulih" }).click();
  await hall.getByText("Diisytiharkan oleh").waitFor({ state: "detached" });
  await display.getByText("Bekalan elektrik terputus.").waitFor({ state: "detached" });
  await office.getByText("Bekalan elektrik terputus.").waitFor({ state: "detached" });
});
