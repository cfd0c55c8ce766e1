import { defineWords } from "../words/messages";

/** The line to headquarters in a few words: on every staff page and behind the kiosk's help. */
export const lineWords = defineWords({
  safe: { ms: "Selamat di ibu pejabat", en: "Safe at headquarters" },
  sending: {
    ms: "Menghantar {count} rekod ke ibu pejabat",
    en: "{count, plural, one {Sending # record} other {Sending # records}} to headquarters",
  },
  catching: {
    ms: "Mengambil {count} daripada ibu pejabat",
    en: "Taking in {count} from headquarters",
  },
  never: { ms: "Ibu pejabat: belum bersambung", en: "Headquarters: not connected yet" },
  away: { ms: "Ibu pejabat: hubungan terakhir {age} lalu", en: "Headquarters: last contact {age} ago" },
  waiting: {
    ms: "{count} rekod menunggu",
    en: "{count, plural, one {# record waits} other {# records wait}}",
  },
  mirrorLost: { ms: "Peranti kedua hilang", en: "Second device lost" },
  forStaff: { ms: "Untuk pegawai: {state}", en: "For staff: {state}" },
});
