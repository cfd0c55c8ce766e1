import { printableText } from "../../../hardware/printer/text";
import { formatDate } from "../../calendar/words";
import { copyBand, heroNumber, ticketOutline } from "./parts";
import { qrBlock } from "./qr";
import { paperStack, type Picture } from "./stack";

interface Words {
  readonly ms: string;
  readonly en: string;
}

/** What papers about an appointment share. No personal data: a lost one tells nobody whose it is. */
interface AboutVisit {
  readonly language: "ms" | "en";
  readonly branchName: string;
  readonly service: Words;
  readonly startsAtMs: number;
  /** IANA name of the branch's zone. */
  readonly timeZone: string;
}

/** A code for one visit that is not booked yet. */
export interface CodePaper extends AboutVisit {
  readonly paper: "code";
  /** Visit and code, for a counter's scanner. */
  readonly qr: string;
  /** Eight digits. */
  readonly code: string;
  readonly endsMs: number;
}

/** The slip of a booking. */
export interface SlipPaper extends AboutVisit {
  readonly paper: "slip";
  /** `STO1:…` */
  readonly qr: string;
  /** As people read it out: `7K3M-Z0QX`. */
  readonly reference: string;
  readonly arriveByMs: number;
  readonly bring: readonly Words[];
  readonly isCopy: boolean;
}

export type VisitPaper = CodePaper | SlipPaper;

/** The person's language first and larger, the other beneath. */
export const visitPicture = (paper: VisitPaper): Picture => {
  const stack = paperStack();
  const { language, timeZone, startsAtMs } = paper;
  const other = language === "ms" ? "en" : "ms";
  const both = (text: Words, sizePx: number, gapPx: number, linesMax = 3) => {
    stack.line(text[language], 0, linesMax, { sizePx, weight: "bold" });
    stack.line(text[other], gapPx, linesMax, { sizePx: Math.round(sizePx * 0.78) });
  };
  const at = (style: "long" | "time", atMs: number): Words => ({
    ms: formatDate("ms", style, atMs, timeZone),
    en: formatDate("en", style, atMs, timeZone),
  });

  if (paper.paper === "slip" && paper.isCopy) stack.put(copyBand("SALINAN · COPY"), 16);
  stack.line(paper.branchName, 14, 3, { sizePx: 28, weight: "bold" });

  const top = stack.y();
  stack.skip(20);
  if (paper.paper === "code") {
    both(visitWords.yourCode, 30, 18);
    stack.put(heroNumber(`${paper.code.slice(0, 4)}  ${paper.code.slice(4)}`), 8);
    stack.put(qrBlock(paper.qr), 0);
    both(filled(visitWords.goodUntil, at("time", paper.endsMs)), 30, 24);
  } else {
    both(visitWords.yourSlip, 30, 8);
    stack.put(qrBlock(paper.qr), 0);
    stack.put(heroNumber(paper.reference), 24);
  }
  const cut = stack.y();
  stack.skip(24);
  both(paper.service, 30, 14);
  both(at("long", startsAtMs), 28, 4);
  both(at("time", startsAtMs), 40, 14);
  if (paper.paper === "slip") both(filled(visitWords.arriveBy, at("time", paper.arriveByMs)), 26, 14);
  stack.around(ticketOutline(cut - top, stack.y() - top), top);
  stack.skip(18);

  if (paper.paper === "code") {
    both(visitWords.toCounter, 30, 14);
    both(visitWords.notBooked, 22, 8);
  } else {
    both(visitWords.scanIt, 26, 14);
    both(visitWords.bring, 26, 8);
    // Left-aligned lists are for screens: each thing on lines of its own, in the person's language and beneath.
    for (const thing of paper.bring) both(thing, 23, 8, 4);
  }
  return stack.picture();
};

/** The sentence with its time. */
export const filled = (text: Words, time: Words): Words => ({
  ms: text.ms.replace("{time}", printableText(time.ms)),
  en: text.en.replace("{time}", printableText(time.en)),
});

/** Each character here must be in `hardware/fonts`. */
export const visitWords = {
  yourCode: { ms: "Kod tempahan anda", en: "Your booking code" },
  goodUntil: { ms: "Sah hingga {time}", en: "Good until {time}" },
  toCounter: {
    ms: "Bawa kertas ini dan dokumen anda ke kaunter.",
    en: "Take this paper and your document to a counter.",
  },
  notBooked: {
    ms: "Tempahan belum selesai. Pegawai akan mengesahkannya di kaunter.",
    en: "Not booked yet. An officer will confirm it at the counter.",
  },
  yourSlip: { ms: "Slip temujanji anda", en: "Your appointment slip" },
  arriveBy: { ms: "Sampai sebelum {time}", en: "Arrive before {time}" },
  scanIt: { ms: "Imbas di kios semasa sampai", en: "Scan at the kiosk when you arrive" },
  bring: { ms: "Bawa bersama:", en: "Bring with you:" },
} as const satisfies Record<string, Words>;
