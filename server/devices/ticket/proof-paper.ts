import { formatDate } from "../../calendar/words";
import { qrBlock } from "./qr";
import { paperStack, type Picture } from "./stack";

interface Words {
  readonly ms: string;
  readonly en: string;
}

/** The proof of an entry or exit, for the person who stands at the kiosk: what the page to print says, and the same code. */
export interface ProofPaper {
  readonly paper: "proof";
  readonly language: "ms" | "en";
  readonly kind: "entry" | "exit";
  readonly name: string;
  /** Issuer and number, all of it hidden but its end. */
  readonly document: string;
  readonly branchName: string;
  /** Null where an officer let the person through beside the lanes. */
  readonly lane: string | null;
  readonly atMs: number;
  /** IANA name of the branch's zone. */
  readonly timeZone: string;
  /** `STOM1:…`, signed by the branch. */
  readonly qr: string;
}

/** Each character here must be in `hardware/fonts`. */
export const proofWords = {
  entry: { ms: "Bukti masuk ke Malaysia", en: "Proof of entry into Malaysia" },
  exit: { ms: "Bukti keluar dari Malaysia", en: "Proof of exit from Malaysia" },
  name: { ms: "Nama", en: "Name" },
  document: { ms: "Dokumen", en: "Document" },
  place: { ms: "Tempat", en: "Place" },
  lane: { ms: "Lorong", en: "Lane" },
  scan: { ms: "Imbas untuk menyemak", en: "Scan to check" },
} as const satisfies Record<string, Words>;

/** What stands on it beside its title and code, in the order of the paper. */
export const proofFacts = ({ atMs, timeZone, name, document, branchName, lane }: ProofPaper) => {
  const at = (style: "long" | "time"): Words => ({
    ms: formatDate("ms", style, atMs, timeZone),
    en: formatDate("en", style, atMs, timeZone),
  });
  const facts: readonly { readonly label: Words; readonly value: string }[] = [
    { label: proofWords.name, value: name },
    { label: proofWords.document, value: document },
    { label: proofWords.place, value: branchName },
    ...(lane === null ? [] : [{ label: proofWords.lane, value: lane }]),
  ];
  return { date: at("long"), time: at("time"), facts };
};

/** The person's language first and larger, the other beneath. */
export const proofPicture = (paper: ProofPaper): Picture => {
  const stack = paperStack();
  const { language } = paper;
  const other = language === "ms" ? "en" : "ms";
  const both = (text: Words, sizePx: number, gapPx: number) => {
    stack.line(text[language], 0, 2, { sizePx, weight: "bold" });
    stack.line(text[other], gapPx, 2, { sizePx: Math.round(sizePx * 0.78) });
  };
  const { date, time, facts } = proofFacts(paper);
  both(proofWords[paper.kind], 34, 20);
  both(date, 28, 4);
  both(time, 40, 18);
  for (const { label, value } of facts) {
    stack.line(`${label[language]} · ${label[other]}`, 0, 1, { sizePx: 20 });
    stack.line(value, 10, 3, { sizePx: 28, weight: "bold" });
  }
  stack.put(qrBlock(paper.qr), 0);
  both(proofWords.scan, 26, 8);
  return stack.picture();
};
