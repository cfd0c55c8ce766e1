/** The public's phone in Chromium: the branch before leaving home, check-in in the hall with the own passkey, the number that is called. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { book } from "../../server/checkin/checkin.fixture";
import { headersAs, phone, setupBranch } from "../../server/testing";
import { openBrowser, openContext, sizes, watch } from "./chromium.testing";
import { giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import { button } from "./people.testing";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close(), 60_000);

/** Siti's phone: signed in at a branch where she has an appointment in ten minutes. */
const setupSiti = async () => {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const server = Bun.serve({
    port: 0,
    hostname: "localhost",
    idleTimeout: 60,
    fetch: (request) => answer(request),
  });
  onTestFinished(() => server.stop(true));
  const publicUrl = `http://localhost:${server.port}`;
  const branch = await setupBranch({ publicUrl });
  answer = (request) => branch.app.fetch(request);
  const booked = await book(branch);
  branch.clock.set(booked.startsAtMs - 10 * 60_000);
  const [name = "", value = ""] = headersAs(branch, phone("siti"))["cookie"]!.split("=");
  const context = await openContext(browser, sizes.phone);
  onTestFinished(() => context.close());
  await context.addCookies([{ name, value, domain: "localhost", path: "/", secure: true, httpOnly: true }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  watch(page, (complaint) => complaints.push(complaint));
  const code = async () =>
    (await branch.call("GET", "/display/code", undefined, { as: "display:1" })).body.code as string;
  return { branch, booked, page, publicUrl, code, complaints };
};

test("somebody sees the branch at home, and checks in in the hall with the code of the display and their passkey", async () => {
  const { branch, page, publicUrl, code, complaints } = await setupSiti();
  await page.goto(`${publicUrl}/office/SGR-HQ1`);
  await page.getByText("Kaunter tutup. Hari ini dibuka").waitFor();
  await look(page, "office");

  await giveKey(page);
  await page.goto(`${publicUrl}/account`);
  await button(page, /^(Buat|Tambah) kunci laluan/).click();
  await expect.poll(() => branch.db.query("SELECT count(*) AS n FROM passkey").get()).toEqual({ n: 1 });

  await page.goto(`${publicUrl}/checkin#ABCDEF`);
  await button(page, "Daftar masuk sekarang").click();
  await page.getByText("bukan kod pada skrin sekarang").waitFor();
  await look(page, "checkin");
  await page.getByLabel("Kod pada skrin dewan").fill((await code()).toLowerCase());
  await button(page, "Daftar masuk sekarang").click();
  await page.waitForURL(/\/ticket\//);
  await button(page, "Hidupkan bunyi").click();
  await button(page, "Bunyi hidup").waitFor();

  const officer = async (method: string, path: string, body?: object) => {
    const { status, body: answer } = await branch.call(method, path, body, { as: "officer:rohani" });
    expect([path, status]).toEqual([path, 200]);
    return answer;
  };
  const { items } = await officer("GET", "/counters");
  await officer("POST", `/counters/${items[0].id}/sign-on`, { groups: ["A"] });
  const { current } = await officer("POST", `/counters/${items[0].id}/next`, {});
  await page.getByText("Sila ke kaunter").waitFor();
  await officer("POST", `/tickets/${current.id}/serve`, {});
  await officer("POST", `/tickets/${current.id}/finish`, { outcome: "done" });
  await page.getByText("Bagaimana layanan tadi?").waitFor();
  await page.getByText("Baik", { exact: true }).click();
  await page.getByText("Terima kasih. Nama anda tidak disimpan.").waitFor();
  await look(page, "ticket-rated");
  expect(branch.db.query("SELECT mark FROM rating").all()).toEqual([{ mark: 4 }]);
  expect(complaints.filter((each) => !/422/.test(each))).toEqual([]);
});
