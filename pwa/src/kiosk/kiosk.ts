/**
 * The kiosk's memory while one person stands before it: the screen, what was typed, the clock that empties it all.
 *
 *   idle ─language─▶ scan ─slip─────────▶ answer (a number, another day, none left) ─▶ idle
 *                     ├─▶ typing ────────▶ answer / refused                    after 30 s untouched,
 *                     └─▶ services ─▶ lane ─▶ answer ─▶ booking ─▶ paper       from every screen
 *
 * Nothing of it reaches the address bar, the history or the storage: emptying the signal empties the kiosk.
 */
import { signal } from "@preact/signals";
import { post, get, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { currentMs } from "../ui/now";
import { language, setLanguage, type LanguageCode } from "../words/language";
import type { DocumentRead } from "./document-read";
import type { CheckInAnswer, KioskAnswer, KioskState, VisitWaits, WalkIn, WalkInAnswer } from "./kiosk-types";
import type { Scan } from "./scan-kind";
import { touched, type WipeClock } from "./wipe-clock";

export type Screen =
  | { readonly type: "idle" }
  | { readonly type: "scan"; readonly foreignCode: boolean }
  | { readonly type: "typing"; readonly ref: string; readonly documentNumber: string }
  | { readonly type: "services" }
  | { readonly type: "lane"; readonly service: string }
  | { readonly type: "waiting" }
  | { readonly type: "answer"; readonly answer: KioskAnswer }
  | { readonly type: "refused"; readonly problem: Problem; readonly again: () => void }
  | { readonly type: "booking"; readonly service: string; readonly slot: string; readonly startsAtMs: number }
  | { readonly type: "paper"; readonly visit: VisitWaits; readonly service: string };

/** As whom a kiosk asks. */
const as = "kiosk" as const;

export const createKiosk = () => {
  const screen = signal<Screen>({ type: "idle" });
  const low = signal(false);
  const helping = signal(false);
  const wipe = signal<WipeClock>(touched(currentMs()));
  /** What the node last told about hall and printer; null before the first answer. */
  const hall = signal<KioskState | null>(null);
  const connected = signal(true);
  /** A document just scanned while somebody books: the form takes it and clears it. */
  const documentRead = signal<DocumentRead | undefined>(undefined);

  const touch = () => {
    wipe.value = touched(currentMs());
  };

  const show = (next: Screen) => {
    touch();
    helping.value = false;
    const another = next.type !== screen.peek().type;
    screen.value = next;
    if (another) scrollTo(0, 0);
  };

  const empty = () => {
    show({ type: "idle" });
    low.value = false;
    documentRead.value = undefined;
    setLanguage("ms", { remember: false });
  };

  /** Hall and printer, asked now and then while the kiosk stands idle, and whenever it prints. */
  const refreshHall = async () => {
    const answer = await get<KioskState>("/kiosk", { as });
    connected.value = answer.ok;
    if (answer.ok) hall.value = answer.value;
  };

  /** One act of a person is one command: a second tap meets the waiting screen, "try again" sends the same id. */
  const ask = <T extends KioskAnswer>(path: string, body: object) => {
    if (screen.peek().type === "waiting") return;
    const key = newCommandId();
    const send = async () => {
      const waiting: Screen = { type: "waiting" };
      show(waiting);
      const answer = await post<T>(path, { ...body, lang: language.peek() }, { as, key });
      if (screen.peek() !== waiting) return;
      // How the printer is now decides what the screen says about the paper.
      void refreshHall();
      if (answer.ok) show({ type: "answer", answer: answer.value });
      else show({ type: "refused", problem: answer.error, again: () => void send() });
    };
    void send();
  };

  return {
    as,
    screen,
    low,
    helping,
    wipe,
    hall,
    connected,
    documentRead,
    touch,
    show,
    empty,
    pickLanguage: (code: LanguageCode) => {
      setLanguage(code, { remember: false });
      show({ type: "scan", foreignCode: false });
    },
    checkInBySlip: (slip: string) => ask<CheckInAnswer>("/checkins", { by: "slip", slip }),
    checkInByReference: (ref: string, documentNumber: string) =>
      ask<CheckInAnswer>("/checkins", { by: "reference", ref, documentNumber }),
    takeNumber: ({ service, lane, claims }: WalkIn) =>
      ask<WalkInAnswer>("/walkins", { service, lane, ...(claims.length > 0 ? { claims } : {}) }),
    /** A scan counts on every screen where nothing is under way; a document's number waits for its reference. */
    scanned: (scan: Scan, readDocument: (lines: readonly string[]) => DocumentRead | undefined) => {
      const now = screen.peek();
      const read = scan.type === "mrz" ? readDocument(scan.lines) : undefined;
      if (now.type === "booking") documentRead.value = read;
      if (now.type === "waiting" || now.type === "booking") return;
      const typed = now.type === "typing" ? now : { ref: "", documentNumber: "" };
      if (scan.type === "slip") ask<CheckInAnswer>("/checkins", { by: "slip", slip: scan.slip });
      else if (scan.type === "reference") show({ ...typed, type: "typing", ref: scan.ref });
      else if (read) show({ ...typed, type: "typing", documentNumber: read.number });
    },
    refreshHall,
  };
};

export type Kiosk = ReturnType<typeof createKiosk>;
