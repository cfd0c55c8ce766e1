import type { TicketRenderer } from "./render";
import type { TicketLane, TicketLanguage } from "./words";

const languages: readonly TicketLanguage[] = ["ms", "en", "zh", "ta"];
const lanes: readonly TicketLane[] = ["normal", "priority", "appointment", "employer"];

/** Draws one ticket of each language and lane, so that nobody's own ticket is the one that loads fonts and words. */
export const warmUp = (renderer: TicketRenderer, branchName: string, timeZone: string): void => {
  for (const [at, language] of languages.entries()) {
    renderer.bytes({
      number: "A000",
      language,
      lane: lanes[at] ?? "normal",
      service: { ms: branchName },
      branchName,
      issuedAtMs: 0,
      timeZone,
      wait: { from: 5, to: 10 },
      ahead: 3,
      qr: { text: "http://localhost/ticket/00000000-0000-7000-8000-000000000000", shows: "turn" },
      isCopy: false,
    });
  }
};
