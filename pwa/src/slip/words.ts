import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";

export const words = defineWords("slip/words", {
  checkInHere: {
    ms: "Sudah di dewan? Daftar masuk dengan telefon",
    en: "In the hall already? Check in with your phone",
  },
  title: sharedVisit.slip,
  offline: { ms: "Boleh dibuka luar talian", en: "Opens offline" },
  between: { ms: "Datang {range}", en: "Come {range}" },
  qrLabel: { ms: "Kod QR slip ini", en: "QR code of this slip" },
  scan: { ms: "Imbas di kios semasa sampai", en: "Scan at the kiosk when you arrive" },
  brightness: {
    ms: "Cerahkan skrin jika kios tidak membacanya.",
    en: "Turn up the brightness if the kiosk cannot read it.",
  },
  service: shared.service,
  branch: shared.branch,
  people: shared.applicant,
  company: shared.company,
  fee: shared.fee,
  free: shared.bookingIsFree,
  bring: shared.bring,
  calendar: { ms: "Kalendar", en: "Calendar" },
  pdf: { ms: "Simpan PDF", en: "Save PDF" },
  print: { ms: "Cetak", en: "Print" },
  proof: { ms: "Bukti tempahan ini", en: "Proof of this booking" },
  backToCounter: shared.backToCounter,
  change: sharedVisit.changeDate,
  cancel: { ms: "Batalkan temujanji", en: "Cancel the appointment" },
  ticket: { ms: "Lihat nombor giliran", en: "See the queue number" },
  howToCancel: {
    ms: "Tidak dapat datang? Batalkan di sini supaya orang lain boleh guna tempat ini.",
    en: "Cannot come? Cancel here so that someone else can use the place.",
  },
  gone: { ms: "Slip ini tiada di telefon ini", en: "This slip is not on this phone" },
  goneNext: {
    ms: "Cari dengan nombor rujukan dan nombor dokumen.",
    en: "Find it by reference and document number.",
  },
  find: { ms: "Cari temujanji", en: "Find an appointment" },
  noQrYet: {
    ms: "Kod QR akan muncul apabila talian pulih. Nombor rujukan sudah cukup di kios.",
    en: "The QR code appears when the line is back. The reference is enough at the kiosk.",
  },
  readOnly: {
    ms: "Dibuka dengan nombor rujukan: anda boleh membaca dan membatalkan. Kod QR ada di telefon yang menempah.",
    en: "Opened by reference: you can read and cancel. The QR code is on the phone that booked.",
  },
  seen: sharedVisit.documentSeen,
  notSeen: sharedVisit.documentNotSeen,
  linkOpensAll: {
    ms: "Jaga pautan slip ini: sesiapa yang ada pautan ini boleh membuka semua temujanji telefon ini.",
    en: "Take care of this slip's link: whoever has it can open all appointments of this phone.",
  },
  updated: { ms: "Slip anda sah. Disimpan {age} lalu.", en: "Your slip is valid. Saved {age} ago." },

  stateConfirmed: sharedVisit.confirmed,
  stateCancelled: sharedVisit.cancelled,
  stateSuperseded: { ms: "Diganti", en: "Replaced" },
  stateNoShow: { ms: "Tidak hadir", en: "Missed" },
  stateCheckedIn: { ms: "Sudah daftar masuk", en: "Checked in" },
  stateServing: sharedVisit.beingServed,
  stateServed: shared.done,
  cancelledBand: {
    ms: "Temujanji ini sudah dibatalkan. Kod slip ini tidak boleh diguna lagi.",
    en: "This appointment was cancelled. Its slip can no longer be used.",
  },
  supersededBand: {
    ms: "Temujanji ini tidak lagi sah. Bawa dokumen asal ke kaunter cawangan; pegawai akan bantu.",
    en: "This appointment no longer stands. Bring the original document to a branch counter; an officer will help.",
  },
  noShowBand: { ms: "Masa temujanji ini sudah lepas.", en: "The time of this appointment has passed." },
  servedBand: { ms: "Urusan ini sudah selesai. Terima kasih.", en: "This visit is done. Thank you." },
  bookAgain: { ms: "Buat temujanji baharu", en: "Book again" },

  offerTitle: { ms: "Pejabat perlu mengubah masa anda", en: "The office has to change your time" },
  offerOther: { ms: "Tarikh lain", en: "Other dates" },

  person: { ms: "Orang dalam temujanji ini", en: "People in this appointment" },
  drop: { ms: "Keluarkan {name}", en: "Take {name} out" },
  dropAsk: {
    ms: "Keluarkan {name} daripada temujanji ini? Yang lain kekal.",
    en: "Take {name} out of this appointment? The others stay.",
  },
  dropDo: { ms: "Ya, keluarkan", en: "Yes, take out" },
  dropped: { ms: "{name} sudah dikeluarkan.", en: "{name} was taken out." },
  cancelAsk: { ms: "Batalkan temujanji ini?", en: "Cancel this appointment?" },
  cancelWhat: {
    ms: "{when} di {branch}. Tempat ini akan diberi kepada orang lain.",
    en: "{when} at {branch}. The place goes to someone else.",
  },
  cancelDo: { ms: "Ya, batalkan", en: "Yes, cancel" },
  keep: { ms: "Tidak, kekalkan", en: "No, keep it" },
  cancelled: { ms: "Temujanji sudah dibatalkan.", en: "The appointment was cancelled." },
  needsHome: {
    ms: "Tempahan ini dibuat di laman lain. Di sini anda boleh membatalkannya; masanya ditukar di laman itu.",
    en: "This booking was made on another site. You can cancel it here; its time is changed there.",
  },
  cancelPending: { ms: "Pembatalan diterima", en: "Cancellation taken" },
  cancelPendingBand: {
    ms: "Jangan datang. Tempat ini dipulangkan apabila talian ke laman tempat anda menempah pulih.",
    en: "Do not come. The place is given back when the line to the site where you booked returns.",
  },
  dropWaits: {
    ms: "{name} akan dikeluarkan apabila talian ke laman tempat anda menempah pulih.",
    en: "{name} will be taken out when the line to the site where you booked returns.",
  },
  cancelWaits: {
    ms: "Talian terputus. Temujanji masih ada; batalkan apabila talian pulih.",
    en: "The connection dropped. The appointment still stands; cancel when it is back.",
  },
});
