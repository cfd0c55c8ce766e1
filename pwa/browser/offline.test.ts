import { demoCallers } from "../../server/demo/client";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { firstLoad } from "./first-load.testing";
import { openLine } from "./line.testing";
import { look } from "./looks.testing";
import { giveKey } from "./keys.testing";
import {
  agree,
  bookedEnquiry,
  bookEnquiry,
  button,
  card,
  chooseEnquiry,
  citizen,
  codeFor,
  codeOnSlip,
  giveDetails,
  proveByCode,
  proveByPasskey,
  says,
  signOn,
  takeFirstTime,
  typeSlowly,
} from "./people.testing";
import { setupRoom, until } from "./room.testing";

const room = setupRoom();
const { ms } = says;
const lineComplaints = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|Failed to fetch/;

/** The service worker has everything it wants to keep. */
const shellIsKept = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active && active.state !== "activated")
      await new Promise((done) =>
        active.addEventListener("statechange", () => active.state === "activated" && done(0)),
      );
  });

describe("without the line", () => {
  test("the slip opens on the phone that booked, with its code, and so does the list", async () => {
    const phone = await room.visit("/book", { expects: lineComplaints });
    const reference = await bookEnquiry(phone, citizen(51));
    const code = await codeOnSlip(phone);
    const slip = phone.url();
    await shellIsKept(phone);
    await phone.context().setOffline(true);
    await phone.goto(`${room.branch}/my`);
    await phone.getByText(reference).waitFor();
    await phone.goto(slip);
    await phone.locator("svg.qr").waitFor();
    expect(await codeOnSlip(phone)).toBe(code);
    await phone.getByText("Slip anda sah.").waitFor();
  });

  test("what was typed survives a reload on a dead line, and an answer that was lost books once", async () => {
    const phone = await room.visit("/book", { expects: lineComplaints });
    const person = citizen(52);
    await chooseEnquiry(phone, ms, person);
    await takeFirstTime(phone, ms);
    await giveDetails(phone, ms, person);
    await shellIsKept(phone);
    await phone.context().setOffline(true);
    await phone.reload();
    await phone.getByLabel(ms.mykad).waitFor();
    expect(await phone.getByLabel(ms.mykad).inputValue()).toBe(person.mykad);
    expect(await phone.getByLabel(ms.name).inputValue()).toBe(person.name);
    await phone.context().setOffline(false);
    await agree(phone, ms);
    await proveByCode(phone, ms, person, "email");
    await phone.getByText("1 daripada 2 selesai").waitFor();
    await card(phone, "SMS").getByRole("button", { name: ms.sendCode }).click();
    await phone.getByLabel(ms.code).waitFor();

    // What is proven stands at the node: a reload without the line says so, and goes on where it was.
    await phone.context().setOffline(true);
    await phone.reload();
    await phone.getByRole("heading", { name: ms.prove }).waitFor();
    await phone.getByText("Talian terputus").first().waitFor();
    await phone.context().setOffline(false);
    await button(phone, "Cuba lagi").click();
    await phone.getByText("1 daripada 2 selesai").waitFor();

    // The branch books, its answer never arrives; the phone asks again by itself, with the same command id.
    const keys: (string | null)[] = [];
    await phone.route("**/api/v1/holds/*/confirm", async (route) => {
      keys.push(await route.request().headerValue("idempotency-key"));
      if (keys.length > 1) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await phone.getByLabel(ms.code).fill(await codeFor(phone, person.phone));
    await phone.locator("svg.qr").waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    await phone.goto(`${room.branch}/my`);
    await phone.getByText("Buka slip").first().waitFor();
    expect(await phone.getByText("Buka slip").count()).toBe(1);
  });

  test("a confirmation says that the line is gone and that nothing typed is", async () => {
    const phone = await room.visit("/book", { expects: lineComplaints });
    await chooseEnquiry(phone, ms, citizen(55));
    await takeFirstTime(phone, ms);
    await giveDetails(phone, ms, citizen(55));
    await button(phone, ms.next).click();
    await phone.getByText(ms.consent).click();
    await phone.context().setOffline(true);
    await button(phone, ms.agree).click();
    await phone.getByText("Talian terputus. Isian anda disimpan di telefon ini.").first().waitFor();
  });

  test("a counter's dialog opens that was never opened before", async () => {
    const desk = await room.visit("/counter", { size: "tablet", expects: lineComplaints });
    await signOn(desk, "farah", 6);
    await shellIsKept(desk);
    await desk.reload();
    await desk.locator(".next-bar").waitFor();
    await desk.context().setOffline(true);
    await button(desk, "Kekunci pintas").click();
    await desk.getByRole("heading", { name: "Kekunci pintas" }).waitFor();
  });
});

describe("somebody who was here before", () => {
  test("books again in eight taps or fewer", async () => {
    const phone = await room.visit("/book");
    await giveKey(phone);
    const person = citizen(53);
    await chooseEnquiry(phone, ms, person);
    await takeFirstTime(phone, ms);
    await giveDetails(phone, ms, person);
    await button(phone, ms.next).click();
    await phone.getByText("Simpan butiran ini di telefon ini").click();
    await phone.getByText(ms.consent).click();
    await button(phone, ms.agree).click();
    await button(phone, ms.makePasskey).click();
    await proveByCode(phone, ms, person, "email");
    await phone.locator("svg.qr").waitFor();
    await button(phone, "Batalkan temujanji").click();
    await button(phone, "Ya, batalkan").click();
    await phone.getByText("Kod slip ini tidak boleh diguna lagi").waitFor();

    await phone.goto(`${room.branch}/`);
    let taps = 0;
    const tap = async (what: ReturnType<Page["locator"]>) => {
      await what.click();
      taps += 1;
    };
    await tap(phone.getByRole("link", { name: /Buat temujanji/ }).first());
    await tap(button(phone, "Terus ke tarikh"));
    await tap(phone.locator(".slot", { hasText: ms.free }).first());
    await phone.locator(".slot.chosen").waitFor();
    await tap(button(phone, ms.next));
    await tap(phone.getByText(ms.consent));
    await tap(button(phone, ms.agree));
    // The passkey was touched a moment ago, in the booking before: it still counts.
    await phone.getByText("1 daripada 2 selesai").waitFor();
    await tap(card(phone, "SMS").getByRole("button", { name: ms.sendCode }));
    await phone.getByLabel(ms.code).fill(await codeFor(phone, person.phone));
    await phone.locator("svg.qr").waitFor();
    expect(taps).toBeLessThanOrEqual(8);
  });
});

describe("a new version of the pages", () => {
  test("waits while a place is being kept, and is offered afterwards", async () => {
    const line = openLine(room.branch);
    const phone = await room.visit(`${line.url}/book`);
    await shellIsKept(phone);
    await phone.clock.install();
    await phone.reload();
    await chooseEnquiry(phone, ms, citizen(56));
    await takeFirstTime(phone, ms);
    line.newVersion();
    await phone.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await until(async () =>
      expect(await phone.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)).toBe(
        true,
      ),
    );
    // The page takes a moment to notice.
    await phone.clock.runFor(2_000);
    expect(await phone.getByText("Versi baharu sedia.").count()).toBe(0);
    await phone.goBack();
    await phone.goBack();
    await phone.goBack();
    await phone.goBack();
    await phone.goBack();
    await button(phone, "Mula semula").click();
    await phone.getByText("Versi baharu sedia.").waitFor();
    await button(phone, "Muat semula").click();
    await until(async () =>
      expect(await phone.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null)).toBe(
        true,
      ),
    );
  });
});

describe("the kiosk", () => {
  test("empties itself after 30 s, and neither history nor storage knows the last person", async () => {
    const phone = await room.visit("/book");
    const person = citizen(54, "Zainab binti Yusof");
    const reference = await bookedEnquiry(phone, person);
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await kiosk.clock.install();
    // The live line tells the node's time with every beat, and would set this page's clock right again.
    await kiosk.route("**/api/v1/events?*", () => {});
    await kiosk.reload();
    await button(kiosk, "Bahasa Melayu").click();
    await button(kiosk, ms.typeReference).click();
    await typeSlowly(kiosk, reference.replace("-", ""));
    await kiosk.locator(".key-field", { hasText: "Nombor dokumen" }).getByRole("button").click();
    await typeSlowly(kiosk, person.mykad);
    await button(kiosk, ms.checkIn).click();
    const number = (await kiosk.locator(".kiosk-number .number").innerText()).trim();
    // So does each look at the line to headquarters.
    await kiosk.route("**/api/v1/node", () => {});
    await kiosk.clock.runFor(20_000);
    await kiosk.getByText("Masih di sini?").waitFor();
    expect(
      await kiosk.evaluate(() => document.documentElement.scrollHeight <= innerHeight),
      "the question fits the screen",
    ).toBe(true);
    await button(kiosk, "Saya perlu masa lagi").click();
    await kiosk.clock.runFor(15_000);
    expect(await kiosk.locator(".kiosk-number").count()).toBe(1);
    await kiosk.clock.runFor(16_000);
    await kiosk.getByText("Selamat datang").waitFor();

    const traces = new RegExp(
      [reference, reference.replace("-", ""), person.mykad, person.name, number].join("|"),
    );
    expect(await everythingIn(kiosk)).not.toMatch(traces);
    await kiosk.goBack().catch(() => null);
    await kiosk.goto(`${room.branch}/kiosk`);
    await kiosk.getByText("Selamat datang").waitFor();
    expect(await everythingIn(kiosk)).not.toMatch(traces);
    await button(kiosk, "Bahasa Melayu").click();
    await button(kiosk, ms.typeReference).click();
    expect(await kiosk.locator(".key-field-value").allInnerTexts()).toEqual(["kosong", "kosong"]);
    expect(await kiosk.locator("input, textarea").count(), "nothing a browser could fill in again").toBe(0);
  });

  test("gives one number to a double tap", async () => {
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    const waiting = async () => {
      const hall = await fetch(`${room.branch}/api/v1/kiosk`, {
        headers: await demoCallers(room.branch)("kiosk:1"),
      });
      const { services } = (await hall.json()) as { services: { code: string; waiting: number }[] };
      return services.find(({ code }) => code === "SOAL")?.waiting ?? Number.NaN;
    };
    const before = await waiting();
    const sent: string[] = [];
    kiosk.on("request", (request) => request.url().endsWith("/walkins") && sent.push(request.url()));
    await button(kiosk, "Bahasa Melayu").click();
    await button(kiosk, "Tiada temujanji").click();
    await button(kiosk, "Pertanyaan").click();
    await button(kiosk, ms.enquiry).click();
    await button(kiosk, "Tiada satu pun").dblclick();
    await kiosk.locator(".kiosk-number").waitFor();
    expect(sent).toHaveLength(1);
    expect(await waiting()).toBe(before + 1);
  });
});

describe("the first visit", () => {
  test.each([
    ["/book", 45, "/book"],
    // Nobody promised anything for the counter: it stays near the booking page. An officer has signed in before; the key that
    // an officer brings to a tablet at the door came on top.
    ["/counter", 53, "/demo/enter?as=officer:rohani&then=/counter"],
  ])("loads %s with at most %i kB of scripts and styles", async (_page, kBMax, address) => {
    const device = await room.visit("about:blank");
    const { bodyBytes } = await firstLoad(device, room.branch + address);
    expect(bodyBytes).toBeGreaterThan(10_000);
    expect(bodyBytes).toBeLessThanOrEqual(kBMax * 1000);
  });
});

describe("an SMS gateway that takes nothing", () => {
  test("is told of within ten seconds, and another way makes the booking", async () => {
    const phone = await room.visit("/book");
    const person = citizen(57);
    await chooseEnquiry(phone, ms, person);
    await takeFirstTime(phone, ms);
    await giveDetails(phone, ms, person);
    await agree(phone, ms);
    room.smsGateway("broken");
    await card(phone, "SMS").getByRole("button", { name: ms.sendCode }).click();
    await phone.getByText("Penghantar SMS tidak menjawab sekarang").waitFor({ timeout: 10_000 });
    await look(phone, "book-8-silent");
    await proveByCode(phone, ms, person, "email");
    await phone.getByText("1 daripada 2 selesai").waitFor();
    await proveByPasskey(phone, ms);
    await phone.locator("svg.qr").waitFor();

    // Before a time is kept for the next one, it is said that an SMS would not come now.
    const another = await room.visit("/book?service=SOAL&branch=SGR-HQ1&kind=citizen");
    await another.getByLabel(ms.phone).fill(citizen(58).phone);
    await another.getByText("Tidak menjawab sekarang").waitFor();
    await another.getByText("1 daripada 2 sudah ada.").waitFor();
    room.smsGateway("well");
  });
});

/** All that the page shows and all that it keeps. */
const everythingIn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      location.href,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      JSON.stringify(history.state),
    ].join("\n"),
  );
