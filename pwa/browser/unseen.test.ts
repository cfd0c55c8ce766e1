import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { look, misfits } from "./looks.testing";
import { citizen, codeFor, referenceOn } from "./people.testing";
import { setupRoom } from "./room.testing";

const room = setupRoom();

/** What the page says by itself, in order: every change of a live region, as a screen reader would speak it. */
const spoken = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const at = target instanceof Element ? target : target.parentElement;
        const region = at?.closest("[aria-live], [role=alert], [role=status]");
        const text = region?.textContent?.replace(/\s+/g, " ").trim();
        if (text && said.at(-1) !== text) said.push(text);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
};

/** The heading that has the focus: whoever cannot see the screen is told of each step by it. */
const heard = async (page: Page, title: string): Promise<void> => {
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.waitForFunction((text) => document.activeElement?.textContent?.includes(text), title);
};

test("a booking and a check-in by names and roles alone, each step told by its heading", async () => {
  const who = citizen(6, "Faridah binti Osman");
  const page = await room.visit("about:blank", { size: "phone" });
  const said = await spoken(page);
  await page.goto(`${room.branch}/book`);
  const next = () => page.getByRole("button", { name: "Teruskan" }).click();
  // As assistive technology does it: the control itself, wherever its words lie on the screen.
  const touch = (role: "radio" | "checkbox", name: RegExp) =>
    page
      .getByRole(role, { name })
      .first()
      .evaluate((one: HTMLInputElement) => one.click());
  const radio = (name: RegExp) => touch("radio", name);
  await page.getByRole("heading", { level: 1, name: "Siapa pemohon?" }).waitFor();
  await radio(/Warganegara/);
  await next();
  await heard(page, "Apa urusan anda?");
  await radio(/Pertanyaan am/);
  await next();
  await heard(page, "Di cawangan mana?");
  await radio(/Jabatan Imigresen Negeri Selangor/);
  await next();
  await heard(page, "Bagaimana kami hubungi anda?");
  await page.getByRole("textbox", { name: /Telefon/ }).fill(who.phone);
  await page.getByRole("textbox", { name: /E-mel/ }).fill(who.email);
  await next();
  await page
    .getByRole("button", { name: /tempat lagi/ })
    .first()
    .click();
  await page.locator(".slot.chosen").waitFor();
  await next();
  await heard(page, "Butiran pemohon");
  await page.getByRole("textbox", { name: /Nombor MyKad/ }).fill(who.mykad.slice(0, 11));
  await page.getByRole("textbox", { name: "Nama penuh" }).fill(who.name);
  await page.getByRole("combobox").last().selectOption({ index: 1 });
  await page.getByRole("group").filter({ hasText: "Perlu bantuan" }).locator("summary").click();
  await touch("checkbox", /Sukar melihat/);
  await next();
  // A mistake is tied to its field, so that it is read with it.
  const wrong = page.getByRole("textbox", { name: /Nombor MyKad/ });
  await page.getByText("Anda menaip 11").first().waitFor();
  expect(await wrong.getAttribute("aria-invalid")).toBe("true");
  const description = (await wrong.getAttribute("aria-describedby")) ?? "";
  const told = await page.evaluate(
    (ids) =>
      ids
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? "")
        .join(" "),
    description,
  );
  expect(told).toContain("Anda menaip 11");
  await wrong.fill(who.mykad);
  await next();
  await heard(page, "Semak butiran anda");
  await touch("checkbox", /Butiran ini benar/);
  await page.getByRole("button", { name: "Setuju dan teruskan" }).click();
  await heard(page, "Sahkan diri anda");
  for (const [kind, to] of [
    ["SMS", who.phone],
    ["E-mel", who.email],
  ] as const) {
    const card = page
      .getByRole("region", { name: new RegExp(kind) })
      .or(page.locator(".proof-card", { hasText: kind }));
    await card.first().getByRole("button", { name: "Hantar kod" }).click();
    const field = card.first().getByRole("textbox", { name: "Kod 8 digit" });
    await field.waitFor();
    await field.fill(await codeFor(page, to));
    await page
      .getByText(kind === "SMS" ? "1 daripada 2 selesai" : /Slip/)
      .first()
      .waitFor();
  }
  await page
    .getByRole("img", { name: /kod|QR/i })
    .first()
    .waitFor();
  const reference = await referenceOn(page);
  expect(await said()).not.toEqual([]);

  const kiosk = await room.visit("/kiosk", { size: "kiosk" });
  await kiosk.getByRole("button", { name: "Bahasa Melayu" }).click();
  await heard(kiosk, "Tunjuk kod slip");
  await kiosk.getByRole("button", { name: "Taip rujukan" }).click();
  await heard(kiosk, "Taip rujukan dan nombor dokumen");
  const press = async (text: string) => {
    for (const key of text) await kiosk.getByRole("button", { name: key, exact: true }).click();
  };
  await press(reference.replace("-", ""));
  await kiosk.getByRole("button", { name: /Nombor dokumen/ }).click();
  await press(who.mykad);
  await kiosk.getByRole("button", { name: "Daftar masuk" }).click();
  await kiosk
    .getByText(/Anda (telah daftar masuk|sudah daftar masuk|awal)|Anda awal/)
    .first()
    .waitFor();
});

/** WCAG 1.4.12: lines of 1.5, paragraphs of 2, letters of 0.12 and words of 0.16 of the size of the type. */
const spread =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

test("with wider text, in forced colours and without movement nothing is lost", async () => {
  const page = await room.visit("/", { size: "phone" });
  for (const path of ["/", "/book", "/my", "/account"]) {
    await page.goto(room.branch + path);
    await page.locator("h1").waitFor();
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }, spread);
    expect(await misfits(page), `${path} with wide text`).toEqual([]);
    await page.evaluate(() => {
      document.adoptedStyleSheets = [];
    });
    await page.emulateMedia({ forcedColors: "active" });
    // A choice that is made stays to be seen: by its own mark, not by a colour of ours.
    expect(await misfits(page), `${path} in forced colours`).toEqual([]);
    const unedged = await page.evaluate(() =>
      [...document.querySelectorAll("button, a.button, input")]
        .filter((one) => (one as HTMLElement).offsetWidth > 0)
        .filter((one) => {
          const { borderTopWidth, outlineWidth, textDecorationLine } = getComputedStyle(one);
          return (
            parseFloat(borderTopWidth) === 0 &&
            parseFloat(outlineWidth) === 0 &&
            textDecorationLine === "none"
          );
        })
        .map((one) => one.textContent),
    );
    expect(unedged, `${path}: controls without an edge in forced colours`).toEqual([]);
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
    const moving = await page.evaluate(() =>
      document.getAnimations().map((one) => (one as CSSAnimation).animationName),
    );
    expect(
      moving.filter((name) => name !== "too-old"),
      `${path}: what moves`,
    ).toEqual([]);
  }
  await look(page, "account-plain");
});
