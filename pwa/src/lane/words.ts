/** Words of a lane's screen. It speaks to whoever stands there: Malay, and beneath it their own language or English; never a reason. */
import type { LanePurpose, ScreenWord } from "../../../server/gates/lane";
import type { Text } from "../words/language";

const both = (ms: string, en: string): Text => ({ ms, en });

/** What a screen says when nobody told it anything for too long: as good as closed. */
export type ShownWord = ScreenWord | "silent";

const said: Readonly<Record<ShownWord, Text>> = {
  ready: both("Letak dokumen", "Place document"),
  place_document: both("Sekali lagi", "Once more"),
  wait: both("Tunggu", "Please wait"),
  go: both("Silakan lalu", "Please go"),
  see_officer: both("Sila jumpa pegawai", "Please see an officer"),
  closed: both("Lorong tutup", "Lane closed"),
  emergency: both("Kecemasan: keluar", "Emergency exit"),
  silent: both("Sila ke kaunter", "Please go to the counter"),
};

const showSlip = both("Tunjuk kod slip", "Show slip code");

/** Two or three words for a state; at a branch's own entrance the slip is what counts. */
export const sentenceOf = (word: ShownWord, purpose: LanePurpose | undefined): Text =>
  word === "ready" && purpose === "entrance" ? showSlip : said[word];

export const laneWords = {
  pageName: both("Skrin lorong", "Lane screen"),
  in: both("Masuk", "Entry"),
  out: both("Keluar", "Exit"),
  drill: both("Latihan", "Drill"),
  whichLane: both(
    "Skrin ini belum tahu lorongnya. Penyelia perlu memberinya nama lorong itu, di halaman cawangan.",
    "This screen does not know its lane yet. A supervisor gives it the lane's own name, on the branch's page.",
  ),
} as const;

/** What is said in each further language. */
export type LaneSaying = ShownWord | "showSlip" | keyof typeof laneWords;
