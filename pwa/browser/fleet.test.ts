import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Fleet } from "../src/fleet/fleet";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import { button } from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();

const open = (then: string) =>
  room.visit(`${room.hq}/demo/enter?as=hq_admin:noor&then=${then}`, { size: "desktop" });

type Key = Awaited<ReturnType<typeof giveKey>>;
let noorsKey: Awaited<ReturnType<Key["credentials"]>> = [];

/** Noor brings her key along to the next browser, once it was made. */
const bringKey = async (page: Page): Promise<Key> => {
  const key = await giveKey(page);
  for (const credential of noorsKey) await key.copy(credential);
  return key;
};

const branches = (page: Page) =>
  page.getByRole("group", { name: "Cawangan", exact: true }).locator("tbody tr");

test("headquarters sees every branch on one page with the country's day, and makes a code for a new machine with a touch of a key", async () => {
  const page = await open("/fleet");
  const key = await bringKey(page);
  const rows = branches(page);
  await rows.filter({ hasText: "bersambung" }).nth(1).waitFor();
  await rows.filter({ hasText: "1 daripada 1" }).nth(1).waitFor();
  expect(await rows.count()).toBe(2);
  // The demo makes no backup: it is said, with what to do.
  await page.getByText("Belum ada sandaran.").first().waitFor();
  await page.getByRole("img", { name: /^Menunggu: \d+ pada akhirnya/ }).waitFor();
  await page.getByText("Lihat sebagai jadual").click();
  await page.getByRole("columnheader", { name: "Nombor diberi" }).waitFor();
  await page.getByText("Lihat sebagai jadual").click();
  const saved = page.waitForEvent("download");
  await button(page, "Simpan CSV").click();
  expect((await saved).suggestedFilename()).toMatch(/^sto-\d{4}-\d\d-\d\d\.csv$/);

  await button(page, "Daftar mesin baharu").click();
  await button(page, "Buat kod").click();
  await page.getByText("Pilih satu cawangan.").waitFor();
  await page.getByRole("dialog").locator("select").selectOption({ index: 1 });
  await button(page, "Buat kod").click();
  await confirmWithKey(page);
  await page.locator(".node-command").waitFor();
  noorsKey = await key.credentials();
  const command = (await page.locator(".node-command").innerText()).trim();
  expect(command).toMatch(/^sto enrol --hq http:\/\/localhost:\d+ --code (\w{4}-){6}\w{4}$/);
  await look(page, "fleet-code");
  await page.getByRole("dialog").getByRole("button", { name: "Tutup" }).click();
  await rows.first().getByRole("button", { name: /^Urus/ }).click();
  await button(page, "Gantung mesin").click();
  await page.getByRole("dialog").getByRole("button", { name: "Gantung mesin" }).click();
  await page.getByText("Pilih satu sebab.").waitFor();
});

test("twenty branches: who needs somebody stands first with the next step; none at all, and all silent, are said plainly", async () => {
  const page = await open("/about:blank");
  let fleet: Fleet | undefined;
  // Nothing live comes: what is shown is what was asked for.
  await page.route("**/api/v1/events**", () => new Promise(() => {}));
  await page.route("**/api/v1/hq/fleet", async (route) => {
    const answer = await route.fetch();
    fleet ??= (await answer.json()) as Fleet;
    await route.fulfill({ json: shown(fleet) });
  });
  let shown: (fleet: Fleet) => Fleet = twenty;
  await page.goto(`${room.hq}/fleet`);
  await until(async () => expect(await branches(page).count()).toBe(20));
  await page.getByRole("heading", { name: "4 cawangan perlu tindakan" }).waitFor();
  const first = page.locator(".attention > li").first();
  await first.getByText("12 tempat temujanji beku.").waitFor();
  await first.getByText("buka semula tempatnya di bawah Urus").waitFor();
  await page.getByText("Cakera tinggal 4% kosong.").waitFor();
  await look(page, "fleet-20");

  const frozen = [3, 9].map((units, at) => ({ alias: 2, date: `2027-01-0${at + 4}`, group: "B", units }));
  await page.route("**/api/v1/hq/nodes/*/frozen", (route) => route.fulfill({ json: { days: frozen } }));
  await branches(page).first().getByRole("button", { name: /^Urus/ }).click();
  await button(page, "Buka semula 12 tempat mesin lama").click();
  await page.getByText("12 tempat pada 2 hari dipegang mesin yang sudah tiada.").waitFor();
  await page.getByLabel("Simpan bagi setiap hari dan kumpulan").fill("21");
  await button(page, "Buka semula tempat").click();
  await page.getByText("Tulis nombor dari 0 hingga 20.").waitFor();
  await page.getByText("Tulis sebabnya.").waitFor();
  await look(page, "fleet-settle");

  shown = (one) => ({
    ...twenty(one),
    nodes: twenty(one).nodes.map((node) => ({ ...node, contact: "silent", pulse: null, pulseAtMs: null })),
  });
  await page.reload();
  await page.getByRole("heading", { name: "20 cawangan perlu tindakan" }).waitFor();

  shown = (one) => ({ ...one, nodes: [], country: { ...one.country, branches: 0, heard: 0 } });
  await page.reload();
  await page.getByText("Belum ada cawangan yang didaftarkan.").waitFor();
});

test("an office's address is corrected from a day on: seen before, with a reason and a key, and withdrawn", async () => {
  const page = await open("/fleet/data");
  const key = await bringKey(page);
  await page.getByText("Belum ada perubahan.").waitFor();
  await page.getByText("nama, alamat, telefon").click();
  await page.getByLabel("Cawangan", { exact: true }).selectOption("SGR-HQ1");
  await page.getByRole("textbox", { name: "Alamat" }).fill("Aras 2, Menara Baharu");
  await page.getByLabel("Poskod").fill("401");
  await page.getByLabel("Berkuat kuasa mulai").fill("1/1/2020");
  await button(page, "Lihat kesannya").click();
  await page.getByText("Poskod ada lima angka.").waitFor();
  await page.getByLabel("Poskod").fill("40100");
  await button(page, "Lihat kesannya").click();
  await page.getByText("Perubahan bermula paling awal esok.").waitFor();
  await page.getByLabel("Berkuat kuasa mulai").fill(await inDays(page, 10));
  await button(page, "Lihat kesannya").click();
  await page.getByRole("cell", { name: "Aras 2, Menara Baharu" }).waitFor();
  await button(page, "Sahkan perubahan").click();
  await page.getByText("Tulis sebabnya.").waitFor();
  await page.getByLabel("Sebab").fill("Pindah pejabat");
  await look(page, "master-preview");
  await button(page, "Sahkan perubahan").click();
  await confirmWithKey(page);
  const row = page.locator("tbody tr").filter({ hasText: "Pindah pejabat" });
  await row.getByText("akan datang").waitFor();
  await row.getByRole("button", { name: /^Tarik balik/ }).click();
  await confirmWithKey(page);
  await row.getByText("ditarik balik", { exact: true }).waitFor();
  // It counts its own uses: an older copy would be taken for a stolen one.
  noorsKey = await key.credentials();
});

test("who may use gate lanes is corrected for the country: countries by name, a wrong code beside its field, then a reason and a key", async () => {
  const page = await open("/fleet/data");
  await bringKey(page);
  await page.getByText("siapa boleh lalu, seluruh negara").click();
  const nationalities = page.getByLabel("Kewarganegaraan yang boleh guna lorong");
  const codes = await nationalities.inputValue();
  expect(codes).toContain("SGP");
  await nationalities.fill(`${codes}, F1`);
  await page.getByLabel("Berkuat kuasa mulai").fill(await inDays(page, 10));
  await button(page, "Lihat kesannya").click();
  await page.getByText("Tulis kod huruf seperti SGP").waitFor();
  await nationalities.fill(`${codes}, fra`);
  await page.getByText(/Singapura.*Perancis/).waitFor();
  await page.getByLabel("Warga asing yang masuk perlu kad ketibaan digital (MDAC)").uncheck();
  await button(page, "Lihat kesannya").click();
  await page.getByRole("cell", { name: "tidak perlu" }).waitFor();
  await look(page, "master-gates");
  await page.getByLabel("Sebab").fill("Pekeliling baharu");
  await button(page, "Sahkan perubahan").click();
  await confirmWithKey(page);
  const row = page.locator("tbody tr").filter({ hasText: "Pekeliling baharu" });
  await row.getByText(/Singapura.*Perancis/).waitFor();
});

/** As a form takes it. */
const inDays = async (page: Page, days: number): Promise<string> => {
  const day = new Date(Date.parse(await today(page)) + days * 86_400_000).toISOString().slice(0, 10);
  return day.split("-").toReversed().join("/");
};

/** The room's own day: shortly before midnight it lives in the next. */
const today = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { now } = (await (await fetch("/api/v1/node")).json()) as { now: number };
    return new Date(now).toISOString().slice(0, 10);
  });

/** The two branches of the demo as twenty of the country, four of them in trouble. */
const twenty = (fleet: Fleet): Fleet => {
  const codes = [
    "SGR-HQ1",
    "JHR-HQ1",
    "KUL-HQ1",
    "PNG-HQ1",
    "PRK-HQ1",
    "KDH-HQ1",
    "PLS-HQ1",
    "KTN-HQ1",
    "TRG-HQ1",
    "PHG-HQ1",
    "NSN-HQ1",
    "MLK-HQ1",
    "SBH-HQ1",
    "SWK-HQ1",
    "LBN-HQ1",
    "PJY-HQ1",
    "SGR-KLA",
    "JHR-MUA",
    "PRK-TPG",
    "SWK-MYY",
  ];
  const [one] = fleet.nodes;
  const atMs = one!.heardAtMs!;
  const pulse = {
    version: fleet.version,
    pendingOut: 0,
    aside: 0,
    printers: { good: 1, all: 1 },
    disk: { freeBytes: 63, allBytes: 100 },
  };
  const nodes = codes.map((branch, at) => ({
    ...one!,
    contact: "heard" as const,
    pulseAtMs: atMs,
    alias: at + 2,
    branch,
    pulse: {
      ...pulse,
      backupAtMs: atMs - (at === 3 ? 50 : 5) * 3_600_000,
      queue: { waiting: (at * 7) % 41, longestWaitMin: (at * 5) % 37, numbersToday: 90, servedToday: 60 },
      counters: { open: 4, all: 8 },
      disk: at === 5 ? { freeBytes: 4, allBytes: 100 } : pulse.disk,
    },
    ...(at === 7 ? { contact: "silent" as const, heardAtMs: atMs - 7_200_000, frozenUnits: 12 } : {}),
    ...(at === 9 ? { aheadMs: 190_000 } : {}),
  }));
  return { ...fleet, nodes, country: { ...fleet.country, branches: 20, heard: 19, waiting: 380 } };
};
