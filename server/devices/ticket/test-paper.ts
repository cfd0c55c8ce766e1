import { copyBand } from "./parts";
import { qrBlock } from "./qr";
import { paperStack, type Picture } from "./stack";
import { ticketTime } from "./when";
import { ticketWords } from "./words";

/** A paper that shows what a printer can do, and that it is nobody's number. */
export interface TestPaper {
  readonly paper: "test";
  /** The printer's name. */
  readonly printer: string;
  readonly branchName: string;
  readonly atMs: number;
  /** IANA name of the branch's zone. */
  readonly timeZone: string;
  /** Any text: whether a phone reads it is the test. */
  readonly qr: string;
}

/** Each character here must be in `hardware/fonts`. */
export const testWords = {
  title: { ms: "KERTAS UJIAN", en: "TEST PAPER" },
  notANumber: {
    ms: "Ini bukan nombor giliran. Boleh dibuang.",
    en: "This is no queue number. Throw it away.",
  },
  scan: { ms: "Kod ini patut dapat dibaca.", en: "This code should be readable." },
} as const;

/** All four scripts and a code: what tickets are made of. */
export const testPicture = ({ printer, branchName, atMs, timeZone, qr }: TestPaper): Picture => {
  const stack = paperStack();
  const { title, notANumber, scan } = testWords;
  stack.put(copyBand(`${title.ms} · ${title.en}`), 16);
  stack.line(printer, 6, 2, { sizePx: 40, weight: "bold" });
  stack.line(branchName, 2, 3, { sizePx: 28, weight: "bold" });
  stack.line(ticketTime(atMs, timeZone, "ms"), 16, 1, { sizePx: 22 });
  for (const language of ["ms", "en", "zh", "ta"] as const)
    stack.line(ticketWords[language].yourNumber, 4, 1, { sizePx: 30, weight: "bold" });
  stack.put(qrBlock(qr), 0);
  stack.line(scan.ms, 0, 2, { sizePx: 25, weight: "bold" });
  stack.line(scan.en, 14, 2, { sizePx: 21 });
  stack.line(notANumber.ms, 0, 2, { sizePx: 25, weight: "bold" });
  stack.line(notANumber.en, 8, 2, { sizePx: 21 });
  return stack.picture();
};
