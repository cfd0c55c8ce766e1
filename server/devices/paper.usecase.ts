/** What stands on a paper, read from the database at the moment it is drawn. */
import { branchOfSlot } from "../booking/booking";
import { paperText } from "../booking/paper-text";
import { codeOfPaper } from "../booking/pending-paper.usecase";
import { spacedReference } from "../booking/slip-words";
import { slipView } from "../booking/view.usecase";
import { branchAt, findService, ownBranch } from "../catalogue/catalogue.usecase";
import type { Deps } from "../deps";
import { maskDocumentNumber } from "../applicants/identity";
import { signedProof } from "../gates/signed-proof.usecase";
import type { PictureDeps } from "../queue/picture.usecase";
import { ticketView } from "../queue/view.usecase";
import type { SentJob } from "./devices.usecase";
import type { ProofPaper } from "./ticket/proof-paper";
import type { Paper } from "./ticket/render";
import type { TestPaper } from "./ticket/test-paper";
import type { TicketData } from "./ticket/ticket-svg";
import type { CodePaper, SlipPaper } from "./ticket/visit-paper";
import type { TicketLanguage } from "./ticket/words";

/** Wait and place are true for a moment. Paper that waited longer than this for its printer leaves them out: the code tells. */
const freshMs = 2 * 60_000;

/** Undefined when what it is of has gone. */
export const onPaper = (deps: Deps, job: SentJob): Paper | undefined =>
  ({ ticket: ticketOnPaper, code: codeOnPaper, slip: slipOnPaper, proof: proofOnPaper, test: testOnPaper })[
    job.kind
  ](deps, job);

const testOnPaper = (deps: Deps, { device }: SentJob): TestPaper => {
  const { nameMs, zone } = ownBranch({ db: deps.db, branch: deps.self.branch });
  return {
    paper: "test",
    printer: deps.printers.list().find(({ id }) => id === device)?.name ?? device,
    branchName: nameMs,
    atMs: deps.clock.nowMs(),
    timeZone: zone,
    qr: `${deps.self.publicUrl}/devices`,
  };
};

export const ticketOnPaper = (
  deps: PictureDeps & Pick<Deps, "sync">,
  { of: ticketId, lang, large, copy }: Pick<SentJob, "of" | "lang" | "large" | "copy">,
): TicketData | undefined => {
  const ticket = ticketView(deps, ticketId);
  if (!ticket) return undefined;
  const { issuedAtMs } = ticket;
  const branch = branchAt(deps, ownBranch({ db: deps.db, branch: ticket.branch }), issuedAtMs);
  const visit = { branch: branch.code, startMin: issuedAtMs / 60_000 };
  const service = findService(deps, ticket.service, visit);
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
    qr: { text: `${addressForPhones(deps)}/ticket/${ticketId}`, shows: "turn" },
    isCopy: copy > 0,
    ...(large ? { large } : {}),
  };
};

/**
 * Where a phone follows its number: through headquarters, which mobile data reaches; while the line is down, and headquarters would not
 * know the number, at the branch itself, on its own Wi-Fi.
 */
const addressForPhones = ({ self, sync }: Pick<Deps, "self" | "sync">): string =>
  self.hqUrl !== null && sync.line().connected ? self.hqUrl.replace(/\/$/, "") : self.publicUrl;

const codeOnPaper = (deps: Deps, job: SentJob): CodePaper | undefined => {
  const shown = codeOfPaper(deps, job);
  if (!shown) return undefined;
  const { hold } = shown.visit;
  const { startMin } = hold;
  const own = ownBranch({ db: deps.db, branch: branchOfSlot(hold.slot) });
  const branch = branchAt(deps, own, startMin * 60_000);
  const service = findService(deps, hold.service, { branch: branch.code, startMin });
  return {
    paper: "code",
    language: job.lang === "en" ? "en" : "ms",
    branchName: branch.nameMs,
    service: service.ok
      ? { ms: service.value.nameMs, en: service.value.nameEn }
      : { ms: hold.service, en: hold.service },
    startsAtMs: hold.startMin * 60_000,
    timeZone: branch.zone,
    code: shown.code,
    qr: paperText({ holdId: hold.id, code: shown.code }),
    endsMs: shown.endsMs,
  };
};

/** Undefined for a booking that stands no more. */
const slipOnPaper = (deps: Deps, { of, lang, copy }: SentJob): SlipPaper | undefined => {
  const slip = slipView(deps, of);
  if (slip?.state !== "confirmed") return undefined;
  const { service, startsAtMs, timeZone, arriveByMs, bring } = slip;
  return {
    paper: "slip",
    language: lang === "en" ? "en" : "ms",
    branchName: slip.branch.name.ms,
    service,
    startsAtMs,
    timeZone,
    arriveByMs,
    bring,
    qr: slip.text,
    reference: spacedReference(slip.reference),
    isCopy: copy > 0,
  };
};

/** Undefined for a movement of somebody who was erased. */
const proofOnPaper = (deps: Deps, { of, lang }: SentJob): ProofPaper | undefined => {
  const proof = signedProof(deps, of);
  if (!proof) return undefined;
  const { kind, name, country, number, branch, lane, atMs, timeZone, text } = proof;
  return {
    paper: "proof",
    language: lang === "en" ? "en" : "ms",
    kind,
    name,
    // Printers' own letters have no dots of this kind.
    document: `${country} ${maskDocumentNumber(number).replaceAll("•", "*")}`,
    branchName: branch.ms,
    lane: lane === null ? null : (deps.gates.find(lane)?.of.setup.name ?? lane),
    atMs,
    timeZone,
    qr: text,
  };
};

/** Malay stands on every paper. Printers have letters for four languages: beside it, others read English. */
const languageOf = (lang: string): TicketLanguage =>
  lang === "ms" || lang === "zh" || lang === "ta" ? lang : "en";
