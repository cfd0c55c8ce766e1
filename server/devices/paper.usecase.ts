/** What stands on a ticket's paper, read from the database at the moment it is drawn. */
import { findService, ownBranch } from "../catalogue/catalogue.usecase";
import type { PictureDeps } from "../queue/picture.usecase";
import { ticketView } from "../queue/view.usecase";
import type { SentJob } from "./devices.usecase";
import type { TicketData } from "./ticket/ticket-svg";
import type { TicketLanguage } from "./ticket/words";

/** Wait and place are true for a moment. Paper that waited longer than this for its printer leaves them out: the code tells. */
const freshMs = 2 * 60_000;

/** Undefined when there is no such ticket. */
export const ticketOnPaper = (
  deps: PictureDeps,
  { ticketId, lang, copy }: SentJob,
): TicketData | undefined => {
  const ticket = ticketView(deps, ticketId);
  if (!ticket) return undefined;
  const branch = ownBranch({ db: deps.db, branch: ticket.branch });
  const service = findService(deps, ticket.service);
  const isFresh = ticket.state === "waiting" && deps.clock.nowMs() - ticket.issuedAtMs <= freshMs;
  return {
    number: ticket.number,
    language: languageOf(lang),
    lane: ticket.lane,
    service: service.ok ? { ms: service.value.nameMs, en: service.value.nameEn } : { ms: ticket.service },
    branchName: branch.nameMs,
    issuedAtMs: ticket.issuedAtMs,
    timeZone: branch.zone,
    wait: isFresh && ticket.estimate ? { from: ticket.estimate.lowMin, to: ticket.estimate.highMin } : null,
    ahead: isFresh ? ticket.ahead : null,
    qr: { text: `${deps.self.publicUrl}/ticket/${ticketId}`, shows: "turn" },
    isCopy: copy > 0,
  };
};

const languageOf = (lang: string): TicketLanguage =>
  lang === "en" || lang === "zh" || lang === "ta" ? lang : "ms";
