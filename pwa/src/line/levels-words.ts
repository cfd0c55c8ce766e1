import { defineWords } from "../words/messages";
import { sharedStaff } from "../words/shared-staff";

/** What is safe where, and what the line is needed for. */
export const levelsWords = defineWords({
  title: { ms: "Sambungan ke ibu pejabat", en: "Connection to headquarters" },
  here: { ms: "Selamat di sini", en: "Safe here" },
  hereWhat: {
    ms: "Setiap rekod sudah di cakera cawangan ini sebelum sesiapa diberi jawapan.",
    en: "Every record is on this branch's disk before anybody gets an answer.",
  },
  second: { ms: "Selamat di peranti kedua", en: "Safe on the second device" },
  secondWhat: {
    ms: "Rekod yang sama juga di peranti kedua: cakera yang rosak tidak menghilangkan apa-apa.",
    en: "The same records are on a second device too: a broken disk loses nothing.",
  },
  secondLost: { ms: "Peranti kedua tidak dapat ditulis", en: "The second device cannot be written" },
  secondLostWhat: {
    ms: "Rekod selamat di satu cakera sahaja. Periksa sambungan peranti itu; ia mengejar sendiri.",
    en: "Records are safe on one disk only. Check how that device is connected; it catches up by itself.",
  },
  atHqWhat: {
    ms: "Semua rekod cawangan ini sudah di ibu pejabat.",
    en: "Headquarters has every record of this branch.",
  },
  notAtHq: { ms: "Belum di ibu pejabat", en: "Not at headquarters yet" },
  notAtHqWhat: {
    ms: "{count} rekod disimpan di sini dan dihantar apabila talian pulih; tiada yang hilang.",
    en: "{count, plural, one {# record is} other {# records are}} kept here and sent when the line returns; nothing is lost.",
  },
  goesOn: { ms: "Terus berjalan tanpa talian", en: "Goes on without the line" },
  goesOnWhat: {
    ms: "Temujanji di cawangan ini, daftar masuk, nombor giliran, kaunter, pencetak dan paparan.",
    en: "Appointments at this branch, check-in, queue numbers, counters, printers and displays.",
  },
  waits: { ms: "Menunggu talian", en: "Waits for the line" },
  waitsWhat: {
    ms: "Perubahan tempahan yang dibuat di laman ibu pejabat, dan tempahan baharu dari sana. Slipnya tetap diterima di kios.",
    en: "Changes to bookings made on headquarters' pages, and new bookings from there. Their slips are accepted at the kiosk all the same.",
  },
  goesOnLong: {
    ms: "Daftar masuk di kios, paparan dan slip. Sesiapa yang sudah ada nombor dilayan.",
    en: "Check-in at the kiosk, displays and slips. Whoever has a number is served.",
  },
  waitsLong: {
    ms: "Semua yang lain, sehingga talian pulih atau fail USB ibu pejabat diambil.",
    en: "Everything else, until the line is back or headquarters' USB file is taken in.",
  },
  linePage: sharedStaff.lineAndRights,
  why: {
    ms: "{code, select, unreachable {Ibu pejabat tidak dapat dihubungi.} busy {Ibu pejabat sibuk; cuba semula sendiri.} refused {Ibu pejabat menolak mesin ini. Hubungi pusat operasi.} clock_off {Jam mesin ini salah. Betulkan jamnya.} old_copy {Folder ini salinan lama: mesin ini tidak menulis apa-apa lagi. Pulihkan daripada sandaran.} behind_horizon {Mesin ini terlalu lama tanpa ibu pejabat dan tidak dapat mengejar. Rekodnya sudah selamat di sana; dewan terus berjalan. Hubungi pusat operasi: mesin ini perlu dipulihkan dengan kod baharu.} node_suspended {Ibu pejabat telah menghentikan mesin ini: tiada apa-apa lagi diterima di sini. Hubungi pusat operasi.} other {Pertukaran rekod terhenti. Hubungi pusat operasi.}}",
    en: "{code, select, unreachable {Headquarters cannot be reached.} busy {Headquarters is busy; this is tried again by itself.} refused {Headquarters refuses this machine. Call the operations centre.} clock_off {This machine's clock is wrong. Set it right.} old_copy {This folder is an old copy: the machine writes nothing more. Restore it from its backup.} behind_horizon {This machine was without headquarters for too long to catch up. What it recorded is safe there, and the hall goes on. Call the operations centre: it has to be restored with a new code.} node_suspended {Headquarters has stopped this machine: nothing more is taken here. Call the operations centre.} other {The exchange of records has stopped. Call the operations centre.}}",
  },
});
