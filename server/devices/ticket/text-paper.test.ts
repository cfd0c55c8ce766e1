import { describe, expect, test } from "vitest";
import { setupCableDesk } from "../../../hardware/printer/printing.fixture";
import { isThere } from "../../../.dev/peers";
import { printerModel } from "../../../hardware/printer/models";
import { textTicket } from "../../../hardware/printer/text";
import { textLines } from "./text-paper";
import { sampleTicket } from "./ticket.fixture";
import type { SlipPaper } from "./visit-paper";

const words = (lines: ReturnType<typeof textLines>) =>
  lines.flatMap((line) => (typeof line === "string" ? line : "text" in line ? line.text : `[${line.qr}]`));

describe("a ticket in the printer's own letters", () => {
  test("says what the picture says: number, lane, service, wait and code, in Malay and English", () => {
    expect(words(textLines(sampleTicket))).toEqual([
      "Pejabat Imigresen Kelana Jaya",
      "Khamis, 11 Februari 2027 · 10.14 pagi",
      "",
      "Nombor giliran anda",
      "Your queue number",
      "C047",
      "Temujanji - Appointment",
      "",
      "Lanjutan Pas Lawatan Sosial",
      "Extension of social visit pass",
      "Anggaran menunggu: 10–20 minit",
      "Estimated wait: 10–20 min",
      "Di hadapan anda: 3 orang",
      "Ahead of you: 3 people",
      `[${sampleTicket.qr?.text}]`,
      "Imbas untuk ikut giliran anda",
      "Scan to follow your turn",
      "Simpan tiket ini hingga urusan selesai.",
      "Keep this ticket until you are done.",
    ]);
  });

  test("of a second time says COPY before anything else", () => {
    expect(words(textLines({ ...sampleTicket, isCopy: true }))[0]).toBe("SALINAN - COPY");
    const slip: SlipPaper = {
      paper: "slip",
      language: "en",
      branchName: "Pejabat Imigresen Kelana Jaya",
      service: { ms: "Lanjutan", en: "Extension" },
      startsAtMs: sampleTicket.issuedAtMs,
      timeZone: sampleTicket.timeZone,
      qr: "STO1:X",
      reference: "7K3M-Z0QX",
      arriveByMs: sampleTicket.issuedAtMs,
      bring: [{ ms: "Pasport asal", en: "Original passport" }],
      isCopy: true,
    };
    const said = words(textLines(slip));
    expect(said[0]).toBe("SALINAN - COPY");
    expect(said).toEqual(expect.arrayContaining(["[STO1:X]", "7K3M-Z0QX", "Original passport", "Extension"]));
  });

  test("for a person who reads Chinese or Tamil is in Malay and English: the printer has no other letters", () => {
    for (const language of ["zh", "ta"] as const) {
      const bytes = textTicket(textLines({ ...sampleTicket, language }), printerModel("escpos-80mm"));
      expect(Buffer.from(bytes).includes("?")).toBe(false);
    }
  });

  test.skipIf(!isThere("socat"))("comes out of a serial printer, its code as it was given", async () => {
    const { printer, emulator, until, inTime, close } = await setupCableDesk("serial");
    await until((s) => s.online);
    const bytes = textTicket(textLines(sampleTicket), printerModel(undefined));
    expect(bytes.length, "under a second at 9,600 bits a second").toBeLessThan(960);
    expect(await inTime(printer.print({ id: "1", bytes }))).toEqual({ type: "printed" });
    const [paper] = emulator.tickets();
    expect(paper).toMatchObject({ whole: true, codes: [sampleTicket.qr?.text] });
    expect(paper?.text).toContain("C047\n");
    await close();
  });
});
