import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";

export const words = defineWords("my/words", {
  title: shared.mine,
  next: { ms: "Yang berikut", en: "Next" },
  coming: { ms: "Akan datang", en: "Coming up" },
  past: { ms: "Yang lepas", en: "Past" },
  none: { ms: "Belum ada temujanji di telefon ini", en: "No appointments on this phone yet" },
  seen: sharedVisit.documentSeen,
  notSeen: sharedVisit.documentNotSeen,
  open: { ms: "Buka slip", en: "Open the slip" },
  seeTicket: sharedVisit.queueNumber,
  newTimes: {
    ms: "Pejabat mengubah masa. Pilih masa baharu.",
    en: "The office changed the time. Choose a new one.",
  },
  book: shared.book,
  find: shared.find,
  findHint: {
    ms: "Untuk temujanji yang dibuat di telefon lain atau oleh orang lain.",
    en: "For an appointment made on another phone or by somebody else.",
  },
  ref: sharedVisit.referenceNumber,
  refHint: { ms: "8 aksara, contoh K3AB-7F4Q", en: "8 characters, such as K3AB-7F4Q" },
  refWrong: { ms: "Nombor rujukan ada 8 huruf dan angka.", en: "A reference has 8 letters and figures." },
  document: shared.documentNumber,
  documentHint: {
    ms: "MyKad, pasport atau SPLP seorang pemohon",
    en: "MyKad, passport or SPLP of one applicant",
  },
  documentWrong: shared.documentNumberMissing,
  findDo: { ms: "Cari", en: "Find" },
  signIn: {
    ms: "Log masuk untuk melihat temujanji dari telefon lain",
    en: "Sign in to see appointments from another phone",
  },
  remove: { ms: "Buang dari telefon ini", en: "Remove from this phone" },
  saved: { ms: "Salinan di telefon ini, {age} lalu.", en: "The copy on this phone, {age} old." },

  moveTitle: sharedVisit.changeDate,
  moveNow: { ms: "Sekarang: {when}", en: "Now: {when}" },
  moveLeft: {
    ms: "Boleh ditukar {count} kali lagi.",
    en: "{count, plural, one {# change left.} other {# changes left.}}",
  },
  moveFree: {
    ms: "Pejabat yang mengubah masa: pertukaran ini tidak dikira.",
    en: "The office changed the time: this change does not count.",
  },
  moveOffered: { ms: "Ditawarkan dahulu kepada anda", en: "Offered to you first" },
  moveDo: { ms: "Tukar ke masa ini", en: "Change to this time" },
  moved: {
    ms: "Tarikh sudah ditukar. Slip lama tidak boleh diguna lagi.",
    en: "The date was changed. The old slip can no longer be used.",
  },
  moveNeedsLine: {
    ms: "Menukar tarikh perlu talian. Temujanji anda kekal; anda boleh simpan atau batalkan.",
    en: "Changing needs the line. Your appointment stands; you can keep or cancel it.",
  },
});
