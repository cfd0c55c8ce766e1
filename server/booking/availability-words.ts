import type { ClosedReason } from "../calendar/calendar";
import { formatDate } from "../calendar/words";
import type { BilingualText } from "../catalogue/catalogue";
import type { TooLate, TooShort } from "./availability";

/** Why a day has nothing to book. */
export type DayReason =
  | ClosedReason
  | TooLate
  | TooShort
  | { readonly type: "notOffered" }
  | { readonly type: "unknownYear"; readonly year: number }
  | { readonly type: "notYetOpen"; readonly opensAtMs: number | null };

/** A node sells its own units alone: none left here is not none at all. */
export const fullHere = (atHeadquarters: boolean): BilingualText =>
  atHeadquarters
    ? {
        ms: "Habis di laman ini; cawangan itu sendiri mungkin masih ada tempat",
        en: "None left on this page; the branch itself may still have some",
      }
    : {
        ms: "Habis di cawangan ini; laman ibu pejabat mungkin masih ada tempat",
        en: "None left at this branch; the headquarters page may still have some",
      };

/** The same in the words of the page. */
export const inWords = (reason: DayReason, zone: string): BilingualText => {
  switch (reason.type) {
    case "weekend":
      return { ms: "Hari rehat", en: "Rest day" };
    case "holiday":
      return { ms: reason.nameMs, en: reason.nameEn };
    case "closure":
      return { ms: reason.reasonMs, en: reason.reasonEn };
    case "outsideHours":
      return { ms: "Pejabat tutup", en: "The office is closed" };
    case "notOffered":
      return { ms: "Perkhidmatan ini tiada pada hari ini", en: "This service is not offered on this day" };
    case "tooLate":
      return { ms: "Sudah lewat untuk menempah hari ini", en: "Too late to book this day" };
    case "tooShort":
      return {
        ms: "Waktu pejabat terlalu singkat untuk perkhidmatan ini",
        en: "Opening hours are too short for this service",
      };
    case "unknownYear":
      return {
        ms: `Kalendar tahun ${reason.year} belum diumumkan`,
        en: `The calendar of ${reason.year} has not been announced yet`,
      };
    case "notYetOpen": {
      if (reason.opensAtMs === null) return { ms: "Belum dibuka", en: "Not open yet" };
      const at = (lang: "ms" | "en") =>
        `${formatDate(lang, "date", reason.opensAtMs!, zone)}, ${formatDate(lang, "time", reason.opensAtMs!, zone)}`;
      return { ms: `Dibuka pada ${at("ms")}`, en: `Opens on ${at("en")}` };
    }
  }
};
