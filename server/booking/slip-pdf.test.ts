import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readQrCodes } from "./slip-decode.fixture";
import { loadSlipFonts } from "./slip-fonts";
import { isDrawable, slipPdf } from "./slip-pdf";
import type { SlipView } from "./slip-view";
import { view } from "./slip.fixture";

const fonts = loadSlipFonts();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "slip-pdf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("is a PDF, and the same slip gives the same bytes", async () => {
  const pdf = await slipPdf(view, fonts);
  expect(Buffer.from(pdf.subarray(0, 8)).toString("latin1")).toBe("%PDF-1.7");
  expect(await slipPdf(view, fonts)).toEqual(pdf);
  expect(pdf.length).toBeLessThan(60_000);
});

test("knows which names its fonts can draw", () => {
  expect(["Nguyễn Thị Ánh", "Łukasz Şahin", "Siti Nur’aini", "Ali @ Abu"].every(isDrawable)).toBe(true);
  expect(["முத்து", "陈小明", "علی", "Иван"].some(isDrawable)).toBe(false);
});

const poppler = spawnSync("pdftotext", ["-v"]).status === 0 && spawnSync("pdftoppm", ["-v"]).status === 0;

describe.skipIf(!poppler)("read by poppler", () => {
  test("has the whole slip in words, Malay and English", async () => {
    const text = await textOf(view);
    for (const part of [
      "Slip temujanji",
      "Appointment slip",
      "Khamis, 11 Februari 2027",
      "Thursday, 11 February 2027",
      "10.30",
      "pagi",
      "Sampai sebelum 10.00 pagi",
      "Arrive before 10.00 am",
      "7K3M-Z0QX",
      "Lanjutan Pas Lawatan Sosial",
      "Extension of a Social Visit Pass",
      "Pejabat Imigresen Kelana Jaya",
      "47301 Petaling Jaya, Selangor",
      "03-7804 1111",
      "Nguyễn Thị Ánh",
      "•••••4672",
      "Pasport asal dan salinan",
      "Di kaunter, kad sahaja.",
      "https://temujanji.example.gov.my/slip/7K3MZ0QX",
      "Demo. Bukan laman rasmi.",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("stands on one page, and its code is the slip, at level M", async () => {
    const pictures = await picturesOf(view);
    expect(pictures).toHaveLength(1);
    expect(await readQrCodes(pictures[0]!)).toEqual([{ text: view.text, level: "M", version: "9" }]);
  });

  test("refers to the document for a name its fonts cannot draw", async () => {
    const text = await textOf(view);
    expect(text).toMatch(
      /Nama seperti pada dokumen\s+\/ Name as on the document\s+Pasport \/ Passport\s+•••••0815/,
    );
    expect(text).not.toContain("?");
  });

  test("draws every letter that it says it can", async () => {
    const letters = Array.from({ length: 0x2027 }, (_, code) => String.fromCodePoint(code)).filter(
      (char) => isDrawable(char) && /\p{L}/u.test(char) && char === char.normalize("NFKC"),
    );
    const text = await textOf({ ...view, branch: { ...view.branch, addressLines: letters } });
    expect(letters.filter((letter) => !text.includes(letter))).toEqual([]);
  });

  test("goes on over pages for ten workers and a long list, losing nobody", async () => {
    const people = Array.from({ length: 10 }, (_, i) => ({ ...view.people[0]!, masked: `•••••120${i}` }));
    const bring = Array.from({ length: 24 }, (_, i) => ({ ms: `Dokumen ${i}.`, en: `Document ${i}.` }));
    const text = await textOf({ ...view, people, bring });
    for (const { masked } of people) expect(text).toContain(masked);
    for (const { ms, en } of bring) expect([text.includes(ms), text.includes(en)]).toEqual([true, true]);
    expect(text).toContain(view.manageUrl);
    expect((await picturesOf({ ...view, people, bring })).length).toBeLessThanOrEqual(3);
  });

  test("never parts a document from its translation at the end of a page", async () => {
    const bring = Array.from({ length: 24 }, (_, i) => ({ ms: `Dokumen ${i}.`, en: `Document ${i}.` }));
    for (let count = 1; count <= 10; count++) {
      const people = Array.from({ length: count }, () => view.people[0]!);
      const pages = (await textOf({ ...view, people, bring })).split("\f");
      const pageOf = (words: string) => pages.findIndex((page) => page.includes(words));
      for (const { ms, en } of bring)
        expect(`${ms} on page ${pageOf(ms)}`).toBe(`${ms} on page ${pageOf(en)}`);
    }
  });

  test("when cancelled says so and carries no code", async () => {
    const cancelled: SlipView = { ...view, state: "cancelled" };
    expect(await textOf(cancelled)).toContain("Temujanji ini telah dibatalkan.");
    expect(await readQrCodes((await picturesOf(cancelled))[0]!)).toEqual([]);
  });
});

const textOf = async (slip: SlipView): Promise<string> => {
  const file = join(folder, "slip.pdf");
  writeFileSync(file, await slipPdf(slip, fonts));
  return execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"]).toString().normalize("NFC");
};

const picturesOf = async (slip: SlipView): Promise<readonly Uint8Array[]> => {
  const file = join(folder, "slip.pdf");
  writeFileSync(file, await slipPdf(slip, fonts));
  const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file]).toString())?.[1]);
  return Array.from({ length: pages }, (_, i) => {
    const page = String(i + 1);
    const picture = join(folder, `page-${page}`);
    execFileSync("pdftoppm", ["-png", "-r", "150", "-f", page, "-l", page, "-singlefile", file, picture]);
    return new Uint8Array(readFileSync(`${picture}.png`));
  });
};
