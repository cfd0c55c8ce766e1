import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedVisit } from "../words/shared-visit";
import { sharedStaff } from "../words/shared-staff";

/** Words of the counter's page. Those of its dialogs come with the dialogs (`dialog-words.ts`). */
export const counterWords = defineWords({
  pageName: { ms: "Kaunter", en: "Counter" },
  counterNo: sharedStaff.counterNo,

  // Sign-on
  signOnTitle: { ms: "Daftar di kaunter", en: "Sign on at a counter" },
  yourName: sharedStaff.officerName,
  nameMissing: {
    ms: "Tulis nama anda, supaya setiap panggilan ada pemiliknya.",
    en: "Write your name, so that each call has an owner.",
  },
  whichCounter: { ms: "Kaunter mana?", en: "Which counter?" },
  counterMissing: { ms: "Pilih kaunter anda.", en: "Choose your counter." },
  servesGroups: { ms: "Melayan {groups}", en: "Serves {groups}" },
  takenBy: { ms: "{officer} sedang di sini", en: "{officer} is here" },
  isFree: { ms: "Kosong", en: "Free" },
  signOn: { ms: "Mula bertugas", en: "Start work" },

  // Header
  printers: sharedStaff.printers,

  // The person
  calling: { ms: "Sedang dipanggil", en: "Being called" },
  serving: sharedVisit.beingServed,
  callNo: { ms: "panggilan {count} daripada {max}", en: "call {count} of {max}" },
  usually: {
    ms: "biasanya {count} minit",
    en: "{count, plural, one {usually # minute} other {usually # minutes}}",
  },
  appointmentAt: { ms: "Temujanji {time}", en: "Appointment {time}" },
  arrivedAt: { ms: "sampai {time}", en: "here since {time}" },
  service: shared.service,
  stage: { ms: "Peringkat", en: "Stage" },
  applicant: shared.applicant,
  applicantNo: { ms: "Pemohon {no}", en: "Applicant {no}" },
  employer: shared.employer,
  reference: sharedStaff.reference,
  validUntil: { ms: "sah hingga {date}", en: "valid until {date}" },
  walkIn: { ms: "Tanpa temujanji", en: "Without an appointment" },
  notes: { ms: "Catatan", en: "Notes" },
  addNote: { ms: "Tambah catatan untuk pegawai seterusnya", en: "Add a note for the next officer" },
  saveNote: { ms: "Simpan", en: "Save" },
  documents: { ms: "Dokumen", en: "Documents" },
  documentsChecked: { ms: "{count} daripada {total} disemak", en: "{count} of {total} checked" },
  speaksMs: { ms: "Bahasa Melayu", en: "Malay" },
  speaksEn: { ms: "Inggeris", en: "English" },
  claims: { ms: "Keutamaan diminta: {claims}", en: "Priority claimed: {claims}" },
  claimElderly: { ms: "Warga emas", en: "Senior citizen" },
  claimOku: { ms: "OKU", en: "OKU" },
  claimPregnant: shared.pregnant,
  claimInfant: shared.infant,
  claimHaj: shared.haj,
  claimYes: sharedVisit.confirm,
  claimNo: { ms: "Bukan", en: "Not so" },
  claimed: { ms: "Sahkan di kaunter", en: "Confirm at the counter" },
  nobody: { ms: "Tiada orang di kaunter", en: "Nobody at the counter" },
  nobodyNext: {
    ms: "Tekan Ruang untuk memanggil nombor seterusnya.",
    en: "Press Space to call the next number.",
  },
  closed: { ms: "Kaunter ditutup", en: "The counter is closed" },
  closedNext: { ms: "Buka kaunter untuk mula memanggil.", en: "Open the counter to start calling." },
  onBreak: sharedStaff.onBreak,
  onBreakNext: {
    ms: "Nombor dipanggil di kaunter lain sementara anda berehat.",
    en: "Other counters call meanwhile.",
  },

  // Acts
  next: { ms: "Panggil seterusnya", en: "Call next" },
  finishNext: { ms: "Selesai, panggil seterusnya", en: "Finish, call next" },
  serve: { ms: "Mula layan {number}", en: "Start serving {number}" },
  serveDetail: { ms: "Apabila orangnya sampai di kaunter", en: "Once the person is at the counter" },
  nobodyWaits: { ms: "Tiada orang menunggu", en: "Nobody is waiting" },
  nextAppointment: { ms: "Temujanji seterusnya {time}", en: "Next appointment {time}" },
  open: { ms: "Buka kaunter", en: "Open the counter" },
  resume: { ms: "Sambung", en: "Resume" },
  space: { ms: "Ruang", en: "Space" },
  waitingLine: { ms: "Menunggu talian…", en: "Waiting for the line…" },
  recall: { ms: "Panggil semula", en: "Call again" },
  absent: { ms: "Tidak hadir", en: "Absent" },
  park: { ms: "Ketepikan", en: "Park" },
  transfer: { ms: "Pindah", en: "Transfer" },
  finish: { ms: "Selesai", en: "Finish" },
  pick: { ms: "Pilih nombor", en: "Pick a number" },
  pickWhy: { ms: "perlu sebab", en: "needs a reason" },
  undo: { ms: "Buat asal", en: "Undo" },
  undoLeft: { ms: "{count} saat", en: "{count} s" },
  note: { ms: "Tulis catatan", en: "Write a note" },
  takeBreak: { ms: "Rehat", en: "Break" },
  close: { ms: "Tutup kaunter", en: "Close counter" },
  keys: { ms: "Kekunci pintas", en: "Keyboard shortcuts" },
  leave: { ms: "Tamat tugas", en: "Leave the counter" },

  whyLongest: { ms: "paling lama menunggu", en: "waited longest" },
  whyQuick: { ms: "urusan pendek", en: "a short matter" },

  // Queue
  queueOf: { ms: "Giliran {groups}", en: "Queue {groups}" },
  waitingTotal: sharedVisit.waitingCount,
  laneAppointment: sharedVisit.laneAppointment,
  lanePriority: sharedVisit.lanePriority,
  laneNormal: sharedVisit.laneNormal,
  laneEmployer: shared.employer,
  isNext: { ms: "Seterusnya", en: "Next" },
  minutes: { ms: "{count} min", en: "{count} min" },
  overTarget: { ms: "lebih sasaran", en: "over the target" },
  showMore: shared.showMore,
  showLess: { ms: "Tutup senarai", en: "Show fewer" },
  parked: { ms: "Diketepikan", en: "Parked" },
  unpark: { ms: "Panggil {number} semula", en: "Bring {number} back" },
  moreNotShown: { ms: "dan {count} lagi", en: "and {count} more" },
  seen: { ms: "Dokumen dilihat", en: "Document seen" },
  seenTitle: { ms: "Dokumen dilihat: {name}", en: "Document seen: {name}" },
  seenAlready: { ms: "Dokumen asal sudah dilihat", en: "The original was seen" },
  contested: {
    ms: "Tempahan lain menamakan dokumen yang sama. Lihat dokumen asal.",
    en: "Another booking names the same document. Look at the original.",
  },
  correct: { ms: "Betulkan butiran", en: "Correct details" },
  biometric: { ms: "Biometrik", en: "Biometrics" },
  biometricTitle: { ms: "Biometrik {name}", en: "Biometrics of {name}" },
  correctTitle: { ms: "Betulkan butiran {name}", en: "Correct details of {name}" },
  kioskVisits: {
    ms: "{count} tempahan kios menunggu",
    en: "{count, plural, one {# kiosk booking waits} other {# kiosk bookings wait}}",
  },
  bookFor: { ms: "Tempah untuk orang ini", en: "Book for this person" },

  // Trouble
  unreachable: {
    ms: "Pelayan cawangan tidak dapat dihubungi. Nombor di skrin ini ialah yang terakhir diketahui; tiada yang direka.",
    en: "The branch server cannot be reached. What you see is the last it said; nothing is invented.",
  },
  unreachableNext: {
    ms: "Teruskan dengan orang di hadapan anda. Jika lama, guna pek nombor kertas di laci kaunter.",
    en: "Go on with the person before you. If it lasts, use the paper number pack in the counter drawer.",
  },
  notYourTicket: {
    ms: "Nombor ini sedang dilayan di kaunter lain. Senarai sudah dikemas kini.",
    en: "Another counter is serving this number. The list is up to date now.",
  },
  wrongState: {
    ms: "Nombor ini sudah berubah keadaan. Semak skrin, kemudian pilih semula.",
    en: "This number has changed meanwhile. Look at the screen, then choose again.",
  },
  ticketNotFound: { ms: "Nombor ini tiada hari ini.", en: "There is no such number today." },
  counterBusy: {
    ms: "Masih ada orang di kaunter ini. Selesaikan, ketepikan atau pindahkan dahulu.",
    en: "Somebody is still at this counter. Finish, park or transfer first.",
  },
  counterNotOpen: {
    ms: "Kaunter ini tidak dibuka. Buka dahulu.",
    en: "This counter is not open. Open it first.",
  },
  counterTaken: {
    ms: "Pegawai lain sedang di kaunter ini. Pilih kaunter lain, atau minta penyelia membebaskannya.",
    en: "Another officer is at this counter. Choose another one, or ask the supervisor to free it.",
  },
  signedOnElsewhere: {
    ms: "Anda masih bertugas di kaunter lain. Tutup kaunter itu dahulu.",
    en: "You are still signed on at another counter. Close that one first.",
  },
  notYourCounter: {
    ms: "Kaunter ini bukan milik anda sekarang. Tamatkan tugas, kemudian daftar semula.",
    en: "This counter is not yours now. Leave it, then sign on again.",
  },
  stillPrinting: { ms: "Tiket ini masih dalam giliran cetak.", en: "This ticket is still being printed." },
  ticketOver: { ms: "Urusan nombor ini sudah tamat.", en: "This number has finished." },
  undoOver: { ms: "Masa untuk buat asal sudah tamat.", en: "The time to undo has passed." },
  recallsUsed: {
    ms: "Sudah dipanggil tiga kali. Tandakan tidak hadir.",
    en: "Called three times already. Mark absent.",
  },
  signInRequired: { ms: "Log masuk diperlukan di sini.", en: "Sign-in is needed here." },
  bookingAlready: {
    ms: "Dokumen ini sudah ada temujanji lain untuk urusan yang sama. Semak nombor itu sekali lagi.",
    en: "This document has another appointment for the same service. Check the number once more.",
  },
  documentTaken: {
    ms: "Dokumen ini sudah dituntut dalam dua temujanji lain. Panggil penyelia.",
    en: "Two other appointments name this document already. Call a supervisor.",
  },
  bookingGone: {
    ms: "Temujanji atau orang ini tiada lagi. Senarai sudah dikemas kini.",
    en: "This appointment or person is no longer there. The list is up to date now.",
  },
  otherProblem: {
    ms: "Tindakan ini tidak dibuat. Tiada apa yang berubah.",
    en: "This was not done. Nothing has changed.",
  },
});
