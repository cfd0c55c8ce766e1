/** Keys of the staff in Chromium with its virtual authenticator: one branch in this process, its clock in the test's hands. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { setupBranch } from "../../server/testing";
import { ok } from "../../sync/core/result";
import { insert } from "../../sync/rows";
import { openBrowser, openContext, type Size, sizes, watch } from "./chromium.testing";
import { confirmWithKey, giveKey } from "./keys.testing";
import { look } from "./looks.testing";
import { button } from "./people.testing";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close(), 60_000);

const minuteMs = 60_000;
const refused = "Kunci ini tidak dapat membuka sistem di sini";

const setupServed = async (options: { closed?: boolean } = { closed: true }) => {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 503 });
  const server = Bun.serve({
    port: 0,
    hostname: "localhost",
    idleTimeout: 60,
    fetch: (request) => answer(request),
  });
  onTestFinished(() => server.stop(true));
  const publicUrl = `http://localhost:${server.port}`;
  const branch = await setupBranch({ ...options, publicUrl });
  answer = (request) => branch.app.fetch(request);
  const complaints: string[] = [];
  const open = async (path: string, as?: string, size: Size = "tablet"): Promise<Page> => {
    const context = await openContext(browser, sizes[size]);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    watch(page, (complaint) => complaints.push(complaint));
    const enter = as === undefined ? path : `/demo/enter?as=${as}&then=${encodeURIComponent(path)}`;
    await page.goto(publicUrl + enter);
    return page;
  };

  /** An administrator's code for somebody, as it stands on the screen. Each has their key in one browser. */
  const codeFor = async (name: string, as = "branch_admin:hafiz"): Promise<string> => {
    const desk = await open("/staff", as);
    await giveKey(desk);
    await desk.getByRole("button", { name: `Urus ${name}` }).click();
    await button(desk, "Buat kod kunci").click();
    await confirmWithKey(desk);
    return desk.locator(".staff-code").innerText();
  };
  const enrol = async (page: Page, code: string): Promise<void> => {
    await page.getByLabel("Kod", { exact: true }).fill(code);
    await button(page, "Teruskan").click();
    await button(page, "Buat kunci").click();
    await page.getByRole("heading", { name: "Kunci anda sudah sedia" }).waitFor();
  };
  const signIn = (page: Page) => button(page, "Log masuk dengan kunci").click();
  /** Somebody with a key of their own, signed in at a page of theirs. */
  const withKey = async (name: string, path: string) => {
    const page = await open("/staff/key");
    const key = await giveKey(page);
    await enrol(page, await codeFor(name));
    await page.goto(publicUrl + path);
    return { page, key };
  };
  return { ...branch, publicUrl, open, codeFor, enrol, signIn, withKey, complaints };
};

test("an officer makes a key from a code, signs in without a name, and keeps the last key", async () => {
  const { open, codeFor, enrol, signIn, complaints } = await setupServed();
  const code = await codeFor("Rohani");
  const page = await open(`/staff/key#${code}`, undefined, "phone");
  await giveKey(page);
  // The page takes the code when its script is there.
  await page.waitForFunction(() => location.hash === "");
  await look(page, "staff-key-code", { only: true });
  await enrol(page, code);
  await page.getByRole("link", { name: "Teruskan" }).click();
  await button(page, "Log masuk dengan kunci").waitFor();
  await look(page, "staff-sign-in", { only: true });
  await signIn(page);
  await page.getByRole("heading", { name: "Kunci dan sesi saya" }).waitFor();
  await page.getByRole("button", { name: "Buang Kunci saya" }).click();
  await confirmWithKey(page);
  await page.getByText("Ini kunci anda yang terakhir").waitFor();
  await look(page, "staff-me", { only: true });
  expect(complaints).toEqual([]);
});

test("a key that verified nobody, one that signs nothing and a copy of one do not come in", async () => {
  const { withKey, signIn, open } = await setupServed();
  const { page, key } = await withKey("Rohani", "/staff/me");
  for (const how of ["bad_verification", "bogus_signature"] as const) {
    await key.misbehave(how);
    await signIn(page);
    await page.getByText(refused).waitFor();
    await page.reload();
  }
  await key.misbehave("not_at_all");
  const [stolen] = await key.credentials();
  await signIn(page);
  await page.getByRole("heading", { name: "Kunci dan sesi saya" }).waitFor();

  const thief = await open("/staff/me");
  await (await giveKey(thief)).copy(stolen!);
  await signIn(thief);
  await thief.getByText(refused).waitFor();
  await page.reload();
  await page.getByText("digantung: mungkin disalin").waitFor();
});

test("two supervisors bring back somebody who lost every key", async () => {
  const { open, enrol, signIn } = await setupServed();
  const first = await open("/staff", "supervisor:azlina");
  await giveKey(first);
  await first.getByRole("button", { name: "Urus Rohani" }).click();
  await button(first, "Mohon sebagai penyelia pertama").click();
  await confirmWithKey(first);
  await first.getByText("Rohani, dimohon oleh Azlina").waitFor();
  const second = await open("/staff", "supervisor:aminah", "desktop");
  await giveKey(second);
  await look(second, "staff-people");
  await second.getByRole("button", { name: "Sahkan Rohani" }).click();
  await look(second, "staff-confirm", { only: true });
  await confirmWithKey(second);
  const code = await second.locator(".staff-code").innerText();
  await look(second, "staff-code", { only: true });

  const page = await open("/staff/key");
  await giveKey(page);
  await enrol(page, code);
  await page.getByRole("link", { name: "Teruskan" }).click();
  await signIn(page);
  await page.getByRole("heading", { name: "Kunci dan sesi saya" }).waitFor();
});

test("an administrator to whom nothing else is left opens the envelope, once; another role is one touch away", async () => {
  const { open, signIn, deps, publicUrl } = await setupServed();
  const desk = await open("/staff", "hq_admin:noor");
  await giveKey(desk);
  await button(desk, "Buat sampul kecemasan").click();
  await confirmWithKey(desk);
  const sealed = await desk.locator(".staff-code").innerText();
  const page = await open("/staff/key");
  await giveKey(page);
  const openIt = async (name: string) => {
    await page.getByText("Buka sampul kecemasan").click();
    await page.getByLabel("Kod dalam sampul").fill(sealed);
    await page.getByLabel("Nama di tempat kerja").fill(name);
    await button(page, "Guna kod sampul").click();
  };
  await openIt("Rohani");
  await page.getByRole("alert").waitFor();
  await page.reload();
  await openIt("Hafiz");
  await button(page, "Buat kunci").click();
  await page.getByRole("heading", { name: "Kunci anda sudah sedia" }).waitFor();
  const again = await open("/staff/key");
  await again.getByText("Buka sampul kecemasan").click();
  await again.getByLabel("Kod dalam sampul").fill(sealed);
  await again.getByLabel("Nama di tempat kerja").fill("Hafiz");
  await button(again, "Guna kod sampul").click();
  await again.getByRole("alert").waitFor();

  const id = deps.newId();
  const row = {
    id,
    staff: "hafiz",
    role: "auditor",
    branch: null,
    untilMs: 4e12,
    standing: 0,
    by: "noor",
    revokedAtMs: null,
  };
  await deps.writer.submit({ actor: { kind: "system", task: "test" }, requestId: id }, () =>
    ok({ intent: "grantRole", rows: [insert("staffGrant", row)], answer: null }),
  );
  await page.goto(`${publicUrl}/audit`);
  await signIn(page);
  await page.getByRole("heading", { name: "Halaman ini bukan untuk peranan anda" }).waitFor();
  await look(page, "staff-other-role", { only: true });
  await button(page, "Masuk sebagai Juruaudit").click();
  await page.getByText(/Hafiz/).first().waitFor();
  await page
    .getByRole("heading", { name: "Halaman ini bukan untuk peranan anda" })
    .waitFor({ state: "detached" });
});

test("a counter locks after a quarter of an hour; one touch opens it as it was, a colleague takes it over", async () => {
  const { withKey, signIn, clock, codeFor, open, enrol, publicUrl } = await setupServed({});
  const { page, key } = await withKey("Rohani", "/counter");
  await signIn(page);
  await page.getByText("Kaunter 1", { exact: true }).click();
  await button(page, "Mula bertugas").click();
  await page.locator(".counter-main").waitFor();
  const lock = async () => {
    clock.advance(15 * minuteMs);
    // Whoever asks first finds it locked: this press, or the page by itself.
    await page.evaluate(() => document.querySelector<HTMLElement>("button.next-bar")?.click());
    await page.getByRole("heading", { name: "halaman ini dikunci" }).waitFor();
  };
  await lock();
  await look(page, "staff-locked", { only: true });
  await page.keyboard.press("Escape");
  await button(page, "Buka dengan kunci saya").click();
  await page.getByRole("heading", { name: "halaman ini dikunci" }).waitFor({ state: "detached" });
  await page.locator(".counter-main").waitFor();
  expect(await key.credentials()).toHaveLength(1);

  // A colleague comes with a key of theirs: on this machine it is a copy of one that was made elsewhere.
  const theirs = await open("/staff/key");
  const colleague = await giveKey(theirs);
  await enrol(theirs, await codeFor("Selvam", "hq_admin:noor"));
  await lock();
  await key.clear();
  await key.copy((await colleague.credentials())[0]!);
  await button(page, "Pegawai lain mengambil alih").click();
  await page.getByRole("radio", { name: /Kaunter 1/, checked: true }).waitFor({ state: "attached" });
  await button(page, "Mula bertugas").click();
  await page
    .getByText(/Selvam/)
    .first()
    .waitFor();
  expect(page.url()).toBe(`${publicUrl}/counter`);
});

test("the list of a tablet at the door opens with a touch after a reload without a network, and its key is kept nowhere", async () => {
  const { withKey, signIn, publicUrl } = await setupServed();
  const { page } = await withKey("Rohani", "/demo/enter?as=tablet:1&then=/door");
  await signIn(page);
  await page.getByText("Senarai 0 temujanji").waitFor();
  const keptKeys = await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("sto-door-list");
      opening.addEventListener("success", () => resolve(opening.result));
    });
    const rows = await new Promise<object[]>((resolve) => {
      const request = db.transaction("kept").objectStore("kept").getAll();
      request.addEventListener("success", () => resolve(request.result));
    });
    db.close();
    return rows.flatMap((row) => Object.values(row)).filter((value) => value instanceof CryptoKey).length;
  });
  expect(keptKeys).toBe(0);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active && active.state !== "activated")
      await new Promise((done) => active.addEventListener("statechange", done));
  });
  await page.context().setOffline(true);
  await page.goto(`${publicUrl}/door`);
  await page.getByRole("heading", { name: "Sentuh kunci anda untuk membuka senarai" }).waitFor();
  await look(page, "door-closed", { only: true, nodeAway: true });
  await button(page, "Buka senarai").click();
  await page.getByRole("heading", { name: "Imbas slip" }).waitFor();
});
