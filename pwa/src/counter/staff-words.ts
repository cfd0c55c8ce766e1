import { defineWords } from "../words/messages";

/** Words of the header of every staff page. */
export const staffWords = defineWords({
  hqConnected: { ms: "Ibu pejabat: bersambung", en: "Headquarters: connected" },
  hqNever: { ms: "Ibu pejabat: belum bersambung", en: "Headquarters: not connected yet" },
  hqAway: { ms: "Ibu pejabat: terputus {length}", en: "Headquarters: cut off for {length}" },
  hqWaiting: {
    ms: "{count} rekod menunggu",
    en: "{count, plural, one {# record waits} other {# records wait}}",
  },
  hqCatching: { ms: "Menyegerak {count}", en: "Catching up {count}" },
  hqTitle: { ms: "Sambungan ke ibu pejabat", en: "Connection to headquarters" },
  hqStillWorks: {
    ms: "Cawangan ini terus bekerja sendiri: temujanji, daftar masuk, nombor giliran, kaunter dan paparan.",
    en: "This branch keeps working on its own: appointments, check-in, queue numbers, counters and displays.",
  },
  hqWaits: {
    ms: "Rekod disimpan di sini dan dihantar apabila talian pulih. Tiada yang hilang.",
    en: "Records are kept here and sent when the line returns. Nothing is lost.",
  },
});
