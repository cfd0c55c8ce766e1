import { type Fact, factColumns } from "./facts";
import { copyBand, heroNumber, lanePill, ticketOutline } from "./parts";
import { qrBlock } from "./qr";
import { paperStack, type Picture } from "./stack";
import { ticketTime } from "./when";
import { type TicketLane, type TicketLanguage, type TicketWords, ticketWords, type WaitRange } from "./words";

/** A name in the languages it has; Malay always. */
interface LocalName {
  readonly ms: string;
  readonly en?: string;
  readonly zh?: string;
  readonly ta?: string;
}

/** All that stands on a ticket. No personal data: a lost ticket tells nobody anything. */
export interface TicketData {
  /** "C047": prefix of the service group and today's number. */
  readonly number: string;
  readonly language: TicketLanguage;
  readonly lane: TicketLane;
  readonly service: LocalName;
  readonly branchName: string;
  readonly issuedAtMs: number;
  /** IANA name of the branch's zone, "Asia/Kuala_Lumpur". */
  readonly timeZone: string;
  /** Null where no honest estimate exists. */
  readonly wait: WaitRange | null;
  /** People who are called before this one; null where the order does not tell. */
  readonly ahead: number | null;
  /** What the code holds: a link that follows the turn, or the slip itself. */
  readonly qr: { readonly text: string; readonly shows: "turn" | "slip" } | null;
  /** Printed again because the first one may not have come out. */
  readonly isCopy: boolean;
  /** Everything but the number, which is large already, in half as large a type again. */
  readonly large?: true;
}

/** Eighteen points and more on paper: what "large print" means (UKAAF G017 gives 16 to 22). */
const largeScale = 1.5;

/**
 * The ticket as layers of SVG, 576 dots wide and as long as it needs. Its one thing is the number; the person's language
 * comes first and Malay is always there (English beneath Malay). The dashed cut and two notches say "yours, bring it".
 */
export const ticketPicture = (ticket: TicketData): Picture => {
  const first = ticketWords[ticket.language];
  const second = ticketWords[ticket.language === "ms" ? "en" : "ms"];
  const both = (pick: (words: TicketWords) => string) => `${pick(first)} · ${pick(second)}`;
  const stack = paperStack(ticket.large ? largeScale : 1);
  const { put, line, skip } = stack;

  if (ticket.isCopy) put(copyBand(both((words) => words.copy)), 16);
  line(ticket.branchName, 2, 3, { sizePx: 28, weight: "bold" });
  line(ticketTime(ticket.issuedAtMs, ticket.timeZone, ticket.language), 14, 1, { sizePx: 22 });

  const cardTop = stack.y();
  skip(20);
  line(first.yourNumber, 0, 1, { sizePx: 30, weight: "bold" });
  line(second.yourNumber, 16, 1, { sizePx: 22 });
  put(heroNumber(ticket.number), 16);
  put(
    lanePill(
      ticket.lane,
      both((words) => words.lanes[ticket.lane]),
    ),
    30,
  );

  const cutY = stack.y();
  skip(24);
  const [name, nameBeneath] = serviceNames(ticket);
  line(name, 2, 3, { sizePx: 30, weight: "bold" });
  if (nameBeneath) line(nameBeneath, 2, 2, { sizePx: 23 });
  skip(14);
  const facts = factsOf(ticket, first, second);
  if (facts.length > 0) put(factColumns(facts), 18);
  stack.around(ticketOutline(cutY - cardTop, stack.y() - cardTop), cardTop);
  skip(12);

  if (ticket.qr) {
    put(qrBlock(ticket.qr.text), -8);
    const caption = ticket.qr.shows === "slip" ? "slipQr" : "followQr";
    line(first[caption], 0, 2, { sizePx: 25, weight: "bold" });
    line(second[caption], 16, 2, { sizePx: 21 });
  } else {
    skip(12);
  }
  line(first.keep, 0, 2, { sizePx: 22, weight: "bold" });
  line(second.keep, 8, 2, { sizePx: 20 });
  return stack.picture();
};

/** The person's language, then Malay; a service without a Chinese or Tamil name is told in English, then Malay. */
export const serviceNames = ({
  language,
  service,
}: Pick<TicketData, "language" | "service">): [string, string | undefined] => {
  const name = service[language] ?? service.en ?? service.ms;
  const beneath = language === "ms" ? service.en : service.ms;
  return [name, beneath === name ? undefined : beneath];
};

const factsOf = ({ wait, ahead }: TicketData, first: TicketWords, second: TicketWords): Fact[] => [
  ...(wait === null
    ? []
    : [{ label: [first.wait, second.wait], value: [first.minutes(wait), second.minutes(wait)] } as const]),
  ...(ahead === null
    ? []
    : [{ label: [first.ahead, second.ahead], value: [first.people(ahead), second.people(ahead)] } as const]),
];
