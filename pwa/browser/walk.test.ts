import type { Page } from "playwright-core";
import { describe, expect, test, vi } from "vitest";
import { bookEnquiry, button, citizen, codeOnSlip, numberAt, scan, signOn } from "./people.testing";
import { patienceMs, picture, setupRoom } from "./room.testing";
import { spokenBy } from "./voice.testing";

const room = setupRoom();

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: patienceMs, interval: 100 });

const slipText = async (page: Page): Promise<string> =>
  page.evaluate(() => {
    const slips = JSON.parse(localStorage.getItem("sto.slips") ?? "{}") as Record<
      string,
      { slip: { text: string } | null }
    >;
    return Object.values(slips)[0]?.slip?.text ?? "";
  });

describe("from the booking to the counter", () => {
  test("a citizen books in Malay on a phone, shows the slip to the kiosk's scanner, and is called, spoken and served", async () => {
    const phone = await room.visit("/book");
    const reference = await bookEnquiry(phone, citizen(1));
    expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await picture(phone, "walk-slip-390");
    const code = await codeOnSlip(phone);
    expect(code).toMatch(/^STO1:/);
    expect(code).toBe(await slipText(phone));

    const display = await room.visit("/display", { size: "hall" });
    const kiosk = await room.visit("/kiosk", { size: "kiosk" });
    await button(kiosk, "Bahasa Melayu").click();
    await scan(kiosk, code);
    const number = await numberAt(kiosk, ".kiosk-number .number");
    expect(number).toMatch(/^X\d{3}$/);
    await picture(kiosk, "walk-kiosk-1080");

    const desk = await room.visit("/counter", { size: "tablet" });
    await signOn(desk, "Rohani", 2);
    await desk.locator(".next-bar", { hasText: number }).click();
    await desk.locator(".person-number", { hasText: number }).waitFor();
    await picture(desk, "walk-counter-820");

    await display.locator(".display-number .number", { hasText: number }).waitFor();
    expect(await numberAt(display, ".display-counter p.figures")).toBe("2");
    await picture(display, "walk-display-1920");
    await until(async () => {
      const clips = await spokenBy(display);
      const [letter, ...digits] = [...number.toLowerCase()];
      const inMalay = [letter, ...digits].map((one) => `ms/${one}`);
      expect(clips.map((row) => row.clip)).toEqual(
        expect.arrayContaining([
          "all/chime",
          "ms/number",
          ...inMalay,
          "ms/go-to-counter",
          "ms/2",
          "en/number",
          "en/2",
        ]),
      );
    });
    expect(overlapping(await spokenBy(display))).toEqual([]);

    await phone.reload();
    await phone.getByRole("link", { name: "Lihat nombor giliran" }).click();
    await phone.getByText("Sila ke kaunter").waitFor();
    await picture(phone, "walk-called-390");
    await button(desk, /Mula layan/).click();
    await phone.getByText(`Anda sedang dilayan di kaunter 2.`).waitFor();
    await button(desk, /^Selesai/)
      .first()
      .waitFor();
    await desk.locator(".next-bar").click();
    await phone.getByText("Selesai. Terima kasih.").waitFor();
  });
});

/** Clips that begin before the one before them has ended. */
const overlapping = (clips: Awaited<ReturnType<typeof spokenBy>>) =>
  clips.filter((row, index) => {
    const last = clips[index - 1];
    return last !== undefined && row.atS < last.atS + last.lengthS - 0.001;
  });
