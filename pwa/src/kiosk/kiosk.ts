/**
 * The kiosk's memory while one person stands before it: the screen, what was typed, the clock that empties it all.
 *
 *   idle ─language─▶ scan ─slip─────────▶ answer (a number, another day, none left) ─▶ idle
 *                     ├─▶ typing ────────▶ answer / refused                    after 30 s untouched,
 *                     └─▶ services ─▶ lane ─▶ answer ─▶ booking ─▶ paper       from every screen
 *
 *   idle ─own─▶ own ─document, "this is me"─▶ movements ─▶ proof ─▶ idle
 *
 * Nothing of it reaches the address bar, the history or the storage: emptying the signal empties the kiosk.
 */
import { signal } from "@preact/signals";
import { repeats } from "../../../sync/core/repeats";
import { post, get, type Problem } from "../api";
import { newCommandId } from "../command-id";
import { currentMs } from "../ui/now";
import { language, serverLanguage, setLanguage, type LanguageCode } from "../words/language";
import type { DocumentRead, ReadDocument } from "./document-read";
import type {
  CheckInAnswer,
  KioskAnswer,
  KioskState,
  OwnMovement,
  ProofPrint,
  VisitWaits,
  WalkIn,
  WalkInAnswer,
} from "./kiosk-types";
import { scanOf, type Scan } from "./scan-kind";
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
  | { readonly type: "own" }
  | {
      readonly type: "movements";
      readonly lines: readonly string[];
      readonly items: readonly OwnMovement[];
    }
  | { readonly type: "proof"; readonly movement: OwnMovement; readonly print: ProofPrint }
  | { readonly type: "ownRefused"; readonly problem: Problem; readonly again: () => void }
  | { readonly type: "paper"; readonly visit: VisitWaits; readonly service: string };

/** Somebody looks at their own entries and exits: a document is laid down for them, and for nothing else. */
export const isOwn = ({ type }: Screen): boolean =>
  type === "own" || type === "movements" || type === "proof" || type === "ownRefused";

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
  /** A document just read: its holder says "this is me" before anything is done with it. */
  const toConfirm = signal<DocumentRead | "unreadable" | undefined>(undefined);
  /** A confirmed document while somebody books: the form takes it and clears it. */
  const documentRead = signal<DocumentRead | undefined>(undefined);
  /** A reader that is a keyboard to this page has read a document here: it reads the next one, too. */
  const wedgeReads = signal(false);
  let told = repeats();

  const touch = () => {
    wipe.value = touched(currentMs());
  };

  const show = (next: Screen) => {
    touch();
    helping.value = false;
    toConfirm.value = undefined;
    const another = next.type !== screen.peek().type;
    screen.value = next;
    if (another) scrollTo(0, 0);
  };

  const empty = () => {
    show({ type: "idle" });
    low.value = false;
    documentRead.value = undefined;
    // Whoever comes next may hold the same thing there.
    told = repeats();
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

  /** Asks for somebody's own entries, or for a proof of one: a second tap meets the waiting screen, "try again" sends the same key. */
  const askOwn = <T>(path: string, body: object, then: (answer: T) => Screen) => {
    if (screen.peek().type === "waiting") return;
    const key = newCommandId();
    const send = async () => {
      const waiting: Screen = { type: "waiting" };
      show(waiting);
      const answer = await post<T>(path, body, { as, key });
      if (screen.peek() !== waiting) return;
      void refreshHall();
      show(
        answer.ok
          ? then(answer.value)
          : { type: "ownRefused", problem: answer.error, again: () => void send() },
      );
    };
    void send();
  };

  const lookAtOwn = (lines: readonly string[]) =>
    askOwn<{ readonly items: readonly OwnMovement[] }>("/movements/own", { lines }, ({ items }) => ({
      type: "movements",
      lines,
      items,
    }));

  /** A scan counts on every screen where nothing is under way, and once in three seconds; a document is shown to its holder first. */
  const scanned = (scan: Scan, readDocument: ReadDocument) => {
    const now = screen.peek();
    if (now.type === "waiting" || !told.isNew(JSON.stringify(scan), currentMs())) return;
    if (scan.type === "mrz") {
      // On the first screen nobody's time runs; from here on it does.
      if (now.type === "idle") show({ type: "scan", foreignCode: false });
      helping.value = false;
      toConfirm.value = readDocument(scan.lines) ?? "unreadable";
    } else if (now.type === "booking") return;
    else if (scan.type === "slip") ask<CheckInAnswer>("/checkins", { by: "slip", slip: scan.slip });
    else if (scan.type === "reference") show({ ...typedSoFar(), type: "typing", ref: scan.ref });
  };

  const typedSoFar = () => {
    const now = screen.peek();
    return now.type === "typing" ? now : { ref: "", documentNumber: "" };
  };

  return {
    as,
    screen,
    low,
    helping,
    wipe,
    hall,
    connected,
    toConfirm,
    documentRead,
    wedgeReads,
    touch,
    show,
    empty,
    pickLanguage: (code: LanguageCode) => {
      setLanguage(code, { remember: false });
      show({ type: "scan", foreignCode: false });
    },
    /** The words that were touched are in the language to go on in. */
    beginOwn: (code: LanguageCode) => {
      setLanguage(code, { remember: false });
      show({ type: "own" });
    },
    printProof: (lines: readonly string[], movement: OwnMovement) =>
      askOwn<{ readonly print: ProofPrint }>(
        `/movements/${movement.id}/proof/print`,
        { lines, lang: serverLanguage.peek() },
        ({ print }) => ({ type: "proof", movement, print }),
      ),
    checkInBySlip: (slip: string) => ask<CheckInAnswer>("/checkins", { by: "slip", slip }),
    checkInByReference: (ref: string, documentNumber: string) =>
      ask<CheckInAnswer>("/checkins", { by: "reference", ref, documentNumber }),
    takeNumber: ({ service, lane, claims }: WalkIn) =>
      ask<WalkInAnswer>("/walkins", { service, lane, ...(claims.length > 0 ? { claims } : {}) }),
    scanned,
    /** What the kiosk's own reader or scanner saw, by way of the node: as if it were typed. */
    readHere: (lines: readonly string[], readDocument: ReadDocument) => {
      touch();
      const scan = scanOf(lines);
      if (scan !== undefined && scan !== "more") return scanned(scan, readDocument);
      const now = screen.peek();
      if (now.type === "waiting") return;
      if (lines.length === 1 && scan === undefined) {
        if (now.type === "scan") show({ type: "scan", foreignCode: true });
      } else toConfirm.value = "unreadable";
    },
    /** "This is me": the document's number waits for its reference, fills the form of a booking, or shows where its holder went. */
    confirmDocument: (read: DocumentRead) => {
      if (screen.peek().type === "booking") {
        touch();
        toConfirm.value = undefined;
        documentRead.value = read;
      } else if (isOwn(screen.peek())) lookAtOwn(read.lines);
      else show({ ...typedSoFar(), type: "typing", documentNumber: read.number });
    },
    refreshHall,
  };
};

export type Kiosk = ReturnType<typeof createKiosk>;
