import { describe, expect, test } from "vitest";
import { slipPage } from "./slip-page";
import { slipQrSvg } from "./slip-qr";
import { view } from "./slip.fixture";

const page = slipPage(view, "r4nd0m");
/** What a person reads, tags and style gone. */
const textOf = (html: string) =>
  html
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the printable slip", () => {
  test.each([
    ["Slip temujanji", "Appointment slip"],
    ["Khamis, 11 Februari 2027", "Thursday, 11 February 2027"],
    ["10.30 pagi", "10.30 am"],
    ["Sampai sebelum 10.00 pagi", "Arrive before 10.00 am"],
    ["Lanjutan Pas Lawatan Sosial", "Extension of a Social Visit Pass"],
    ["Pejabat Imigresen Kelana Jaya", "Immigration Office, Kelana Jaya"],
    ["Pasport asal dan salinan", "Original passport and a copy"],
    ["Di kaunter, kad sahaja.", "At the counter, by card only."],
    ["Batal atau tukar tarikh", "Cancel or change the date"],
    ["Demo. Bukan laman rasmi.", "Demonstration. Not an official site."],
  ])("says %s and then %s", (malay, english) => {
    const text = textOf(page);
    expect(text).toContain(malay);
    expect(text.indexOf(english)).toBeGreaterThan(text.indexOf(malay));
  });

  test("shows reference, address, telephone, every person and the masked document", () => {
    const text = textOf(page);
    for (const part of [
      "7K3M-Z0QX",
      "47301 Petaling Jaya",
      "03-7804 1111",
      "Nguyễn Thị Ánh",
      "முத்து குமார்",
      "•••••4672",
    ]) {
      expect(text).toContain(part);
    }
    expect(page).toContain(
      slipQrSvg(view.text, "Imbas di kios semasa sampai. Scan at the kiosk when you arrive."),
    );
  });

  test("marks its languages, so that a screen reader speaks both", () => {
    expect(page).toContain(`<html lang="ms">`);
    expect(page).toContain(`<span lang="en">Appointment slip</span>`);
  });

  test("needs no script, no other file and no style attribute", () => {
    expect(page).not.toMatch(/<script|<link|<img|\sstyle=|@import|url\(/);
    expect(page.match(/<style nonce="r4nd0m">/g)).toHaveLength(1);
  });

  test("escapes whatever a person or a branch typed", () => {
    const nasty = `<img src=x onerror="alert('1')">&`;
    const html = slipPage(
      {
        ...view,
        service: { ms: nasty, en: nasty },
        branch: { name: { ms: nasty, en: nasty }, addressLines: [nasty], phone: nasty },
        people: [{ name: nasty, document: { ms: nasty, en: nasty }, masked: nasty }],
        bring: [{ ms: nasty, en: nasty }],
        fee: { ms: nasty, en: nasty },
        banner: { ms: nasty, en: nasty },
      },
      `"><script>`,
    );
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
  });

  test.each([
    ["cancelled", "Temujanji ini telah dibatalkan.", "This appointment has been cancelled."],
    ["superseded", "Slip ini tidak lagi sah", "This slip no longer stands"],
  ] as const)("when %s says so across the ticket and carries no code", (state, malay, english) => {
    const text = textOf(slipPage({ ...view, state }, "n"));
    expect(text).toContain(malay);
    expect(text).toContain(english);
    expect(text).not.toContain("Sampai sebelum");
    expect(slipPage({ ...view, state }, "n")).not.toContain("<svg");
  });
});
