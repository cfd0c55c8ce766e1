/** The same papers in a printer's own letters, for slow lines and narrow paper: the same facts in the same order, without frames. */
import type { TextLine } from "../../../hardware/printer/text";
import { proofFacts, type ProofPaper, proofWords } from "./proof-paper";
import type { Paper } from "./render";
import { type TestPaper, testWords } from "./test-paper";
import type { TicketData } from "./ticket-svg";
import { serviceNames } from "./ticket-svg";
import { formatDate } from "../../calendar/words";
import { filled, type VisitPaper, visitWords } from "./visit-paper";
import { ticketTime } from "./when";
import { ticketWords } from "./words";

export const textLines = (paper: Paper): readonly TextLine[] => {
  if (!("paper" in paper)) return ticketLines(paper);
  if (paper.paper === "proof") return proofLines(paper);
  return paper.paper === "test" ? testLines(paper) : visitLines(paper);
};

/** Malay and English only: a printer's own letters know no others. A person who chose Chinese or Tamil gets both. */
const ticketLines = (ticket: TicketData): readonly TextLine[] => {
  const language = ticket.language === "en" ? "en" : "ms";
  const [first, second] = language === "en" ? (["en", "ms"] as const) : (["ms", "en"] as const);
  const both = [ticketWords[first], ticketWords[second]] as const;
  const [name, nameBeneath] = serviceNames({ ...ticket, language });
  const { wait, ahead } = ticket;
  return [
    ...(ticket.isCopy ? [copyLine] : []),
    ticket.branchName,
    ticketTime(ticket.issuedAtMs, ticket.timeZone, language),
    "",
    both[0].yourNumber,
    both[1].yourNumber,
    { text: ticket.number, size: 4 },
    both.map(({ lanes }) => lanes[ticket.lane]).join(" - "),
    "",
    name,
    ...(nameBeneath === undefined ? [] : [nameBeneath]),
    ...(wait === null ? [] : both.map((words) => `${words.wait}: ${words.minutes(wait)}`)),
    ...(ahead === null ? [] : both.map((words) => `${words.ahead}: ${words.people(ahead)}`)),
    ...(ticket.qr === null
      ? []
      : [
          { qr: ticket.qr.text },
          ...both.map((words) => (ticket.qr?.shows === "slip" ? words.slipQr : words.followQr)),
        ]),
    both[0].keep,
    both[1].keep,
  ];
};

const visitLines = (paper: VisitPaper): readonly TextLine[] => {
  const { language, timeZone, startsAtMs } = paper;
  const inOrder = (text: { readonly ms: string; readonly en: string }): readonly [string, string] =>
    language === "en" ? [text.en, text.ms] : [text.ms, text.en];
  const at = (style: "long" | "time", atMs: number) => ({
    ms: formatDate("ms", style, atMs, timeZone),
    en: formatDate("en", style, atMs, timeZone),
  });
  const about = [
    ...inOrder(paper.service),
    ...inOrder(at("long", startsAtMs)),
    ...inOrder(at("time", startsAtMs)),
  ];
  if (paper.paper === "code")
    return [
      paper.branchName,
      "",
      ...inOrder(visitWords.yourCode),
      { text: `${paper.code.slice(0, 4)} ${paper.code.slice(4)}`, size: 4 },
      { qr: paper.qr },
      ...inOrder(filled(visitWords.goodUntil, at("time", paper.endsMs))),
      "",
      ...about,
      "",
      ...inOrder(visitWords.toCounter),
      ...inOrder(visitWords.notBooked),
    ];
  return [
    ...(paper.isCopy ? [copyLine] : []),
    paper.branchName,
    "",
    ...inOrder(visitWords.yourSlip),
    { qr: paper.qr },
    { text: paper.reference, size: 2 },
    "",
    ...about,
    ...inOrder(filled(visitWords.arriveBy, at("time", paper.arriveByMs))),
    "",
    ...inOrder(visitWords.scanIt),
    ...inOrder(visitWords.bring),
    ...paper.bring.flatMap(inOrder),
  ];
};

const proofLines = (paper: ProofPaper): readonly TextLine[] => {
  const inOrder = (text: { readonly ms: string; readonly en: string }): readonly [string, string] =>
    paper.language === "en" ? [text.en, text.ms] : [text.ms, text.en];
  const [first, second] = inOrder(proofWords[paper.kind]);
  const { date, time, facts } = proofFacts(paper);
  return [
    { text: first, size: 2 },
    second,
    "",
    ...inOrder(date),
    ...inOrder(time),
    "",
    ...facts.flatMap(({ label, value }) => [inOrder(label).join(" - "), value]),
    { qr: paper.qr },
    ...inOrder(proofWords.scan),
  ];
};

const testLines = ({ printer, branchName, atMs, timeZone, qr }: TestPaper): readonly TextLine[] => [
  { text: testWords.title.ms, size: 2 },
  { text: testWords.title.en, size: 2 },
  printer,
  branchName,
  ticketTime(atMs, timeZone, "ms"),
  { qr },
  testWords.scan.ms,
  testWords.scan.en,
  testWords.notANumber.ms,
  testWords.notANumber.en,
];

const copyLine: TextLine = { text: "SALINAN - COPY", size: 2 };
