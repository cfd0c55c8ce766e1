/** The audit log as people see it: the proof of a booking on its slip, and the auditor's page. One branch in this process. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { readKeyLine } from "../../server/audit/checkpoint";
import { checkProof } from "../../server/audit/proof";
import { book, mykad, send, startOf, setupOpenBranch } from "../../server/booking/booking.fixture";
import { sha256 } from "../../sync/audit";
import { ed25519Verifier } from "../../sync/request-signing";
import { headersAs, phone } from "../../server/testing";
import { openBrowser, openContext, sizes, watch } from "./chromium.testing";
import { look } from "./looks.testing";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 120_000);
afterAll(() => browser?.close(), 60_000);

/** A branch that somebody booked at, on a port of its own, and a way to open its pages as one of its people. */
const setupServed = async () => {
  const branch = await setupOpenBranch();
  for (const [at, number] of ["900101-14-5678", "880202-10-5555", "910303-14-5671"].entries()) {
    const visit = { as: at === 2 ? "officer:rohani" : `p${at}`, people: [mykad(number)] };
    const made = await book(branch, { ...visit, slot: startOf(branch, at).slot });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    branch.clock.advance(60_000);
    if (at === 1) await send(branch, visit.as, "POST", `/bookings/${made.body.id}/cancel`, {});
  }
  const server = Bun.serve({
    port: 0,
    hostname: "localhost",
    fetch: (request) => {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === "/enter") {
        const cookie = `${headersAs(branch, searchParams.get("as")!)["cookie"]}; Path=/; Secure; HttpOnly`;
        return new Response(null, {
          status: 302,
          headers: { location: searchParams.get("to")!, "set-cookie": cookie },
        });
      }
      // The node was told one address; the port is this test's own.
      if (request.headers.has("origin")) request.headers.set("origin", branch.deps.self.publicUrl);
      return branch.app.fetch(request);
    },
  });
  onTestFinished(() => server.stop(true));
  const complaints: string[] = [];
  /** On a device of somebody who has a session already. */
  const open = async (path: string, as: string) => {
    const context = await openContext(browser, sizes.phone);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    watch(page, (complaint) => complaints.push(complaint));
    const query = new URLSearchParams({ as, to: path }).toString();
    await page.goto(`http://localhost:${server.port}/enter?${query}`);
    return page;
  };
  return { branch, open, complaints };
};

const verifying = { sha256, verify: ed25519Verifier() };

test("an auditor reads, filters, opens a proof and keeps it", async () => {
  const { branch, open, complaints } = await setupServed();
  const page = await open("/audit", "auditor:mei");
  await page.getByRole("heading", { name: "Rekod" }).waitFor();
  expect(await page.locator("tbody tr").count()).toBe(4);
  await look(page, "audit");

  await page.getByLabel("Perkara").selectOption("confirm");
  await page.getByLabel("Oleh").fill("rohani");
  await page.getByRole("button", { name: "Tunjuk" }).click();
  await page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
  await page.getByText("rohani (officer)").waitFor();

  await page.getByRole("button", { name: /Bukti rekod/ }).click();
  await page.getByText("tidak menyebut nama").waitFor();
  await page.locator("dialog summary").click();
  await look(page, "audit-proof");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Simpan bukti" }).click();
  const text = readFileSync(await (await saving).path(), "utf8");
  const key = readKeyLine(sha256, (await branch.call("GET", "/audit/key")).body as string)!;
  expect(checkProof(text, key, verifying).ok, text).toBe(true);
  await page.getByRole("button", { name: "Tutup" }).click();

  await page.getByLabel("Oleh").fill("");
  await page.getByLabel("Dari tarikh").fill("31/13/2026");
  await page.getByRole("button", { name: "Tunjuk" }).click();
  await page.getByText("Tulis tarikh sebagai").waitFor();
  expect(complaints).toEqual([]);
});

test("the slip of a booking leads its holder to the proof, in plain words", async () => {
  const { branch, open, complaints } = await setupServed();
  const { ref } = (await send(branch, "p0", "GET", "/bookings")).body.items[0];
  const page = await open(`/slip/${ref}`, phone("p0"));
  await page.getByRole("button", { name: "Bukti tempahan ini" }).click();
  await page.getByText("Temujanji disahkan").waitFor();
  await page.getByText("1 daripada 4").waitFor();
  await look(page, "slip-proof");
  expect(complaints).toEqual([]);
});
