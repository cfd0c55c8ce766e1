import { formatDate } from "../calendar/words";
import type { SlipView, Words } from "./slip-view";

/** The fixed sentences of a slip, Malay first. Dates and times are as people say them. */
export const slipWords = {
  title: { ms: "Slip temujanji", en: "Appointment slip" },
  free: { ms: "Percuma, tiada ejen", en: "Free, no agent" },
  reference: { ms: "Nombor rujukan", en: "Reference number" },
  scan: { ms: "Imbas di kios semasa sampai", en: "Scan at the kiosk when you arrive" },
  service: { ms: "Urusan", en: "Service" },
  branch: { ms: "Cawangan", en: "Branch" },
  people: { ms: "Pemohon", en: "Applicant" },
  nameOnDocument: { ms: "Nama seperti pada dokumen", en: "Name as on the document" },
  fee: { ms: "Bayaran", en: "Fee" },
  bring: { ms: "Bawa bersama", en: "Bring with you" },
  change: { ms: "Batal atau tukar tarikh", en: "Cancel or change the date" },
  howToChange: {
    ms: "Buka pautan ini, atau beritahu mana-mana kaunter nombor rujukan dan tunjukkan dokumen anda.",
    en: "Open this link, or tell any counter your reference number and show your document.",
  },
  cancelled: { ms: "Temujanji ini telah dibatalkan.", en: "This appointment has been cancelled." },
  superseded: {
    ms: "Slip ini tidak lagi sah. Bawa dokumen asal ke kaunter.",
    en: "This slip no longer stands. Bring the original document to a counter.",
  },
  noQr: {
    ms: "Tiada kod: slip ini tidak boleh digunakan untuk daftar masuk.",
    en: "No code: this slip cannot be used to check in.",
  },
} as const satisfies Record<string, Words>;

/** `7K3M-Z0QX`: in fours it is read out and typed without losing the place. */
export const spacedReference = (reference: string): string =>
  `${reference.slice(0, 4)}-${reference.slice(4)}`;

/** `Khamis, 11 Februari 2027`; `Thursday, 11 February 2027` */
export const dateWords = (ms: number, timeZone: string): Words => inBoth("long", ms, timeZone);

/** `10.30 pagi`; `10.30 am` */
export const timeWords = (ms: number, timeZone: string): Words => inBoth("time", ms, timeZone);

/** `Sampai sebelum 10.00 pagi`; `Arrive before 10.00 am` */
export const arriveByWords = ({ arriveByMs, timeZone }: SlipView): Words => {
  const time = timeWords(arriveByMs, timeZone);
  return { ms: `Sampai sebelum ${time.ms}`, en: `Arrive before ${time.en}` };
};

const inBoth = (style: "long" | "time", ms: number, timeZone: string): Words => ({
  ms: formatDate("ms", style, ms, timeZone),
  en: formatDate("en", style, ms, timeZone),
});
