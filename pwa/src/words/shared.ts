import type { Text } from "./language";

/**
 * Texts that stand in more than one table of words: written once, so that the same thing has the same name on every page.
 * A table takes them in by name (`service: shared.service`). Chinese and Tamil stand beside those that the kiosk shows.
 */
export const shared = {
  date: { ms: "Tarikh", en: "Date" },
  closed: { ms: "Tutup", en: "Closed" },
  service: { ms: "Urusan", en: "Service" },
  branch: { ms: "Cawangan", en: "Branch" },
  applicant: { ms: "Pemohon", en: "Applicant" },
  employer: { ms: "Majikan", en: "Employer" },
  company: { ms: "Syarikat", en: "Company" },
  documentNumber: { ms: "Nombor dokumen", en: "Document number" },
  documentNumberMissing: { ms: "Isi nombor dokumen.", en: "Give the document number." },
  nameMissing: { ms: "Isi nama seperti dalam dokumen.", en: "Give the name as in the document." },
  fullName: { ms: "Nama penuh", en: "Full name" },
  passport: { ms: "Pasport", en: "Passport" },
  expiresOn: { ms: "Tarikh luput", en: "Date of expiry" },
  confirmBooking: { ms: "Sahkan temujanji", en: "Confirm appointment" },
  fee: { ms: "Bayaran", en: "Fee" },
  bookingIsFree: { ms: "Temujanji ini percuma", en: "This appointment is free" },
  bring: { ms: "Bawa bersama", en: "Bring with you" },
  backToCounter: { ms: "Kembali ke kaunter", en: "Back to the counter" },
  book: { ms: "Buat temujanji", en: "Book an appointment" },
  mine: { ms: "Temujanji saya", en: "My appointments" },
  myAccount: { ms: "Akaun saya", en: "My account" },
  find: { ms: "Cari dengan nombor rujukan", en: "Find by reference" },
  timeTaken: {
    ms: "Masa ini baru sahaja diambil. Butiran anda selamat. Pilih masa lain.",
    en: "This time was just taken. Your details are safe. Choose another time.",
  },
  done: { ms: "Selesai", en: "Done" },
  waitingNow: { ms: "Sedang menunggu", en: "Waiting now" },
  showMore: { ms: "Lihat {count} lagi", en: "Show {count} more" },
  numberRange: { ms: "Isi nombor dari {min} hingga {max}.", en: "Give a number from {min} to {max}." },
  elderly: {
    ms: "Warga emas, 60 tahun ke atas",
    en: "60 years old or over",
  },
  oku: {
    ms: "OKU (orang kurang upaya)",
    en: "Person with a disability (OKU)",
  },
  pregnant: { ms: "Mengandung", en: "Pregnant" },
  infant: { ms: "Membawa bayi", en: "With an infant" },
  haj: { ms: "Jemaah haji", en: "Haj pilgrim" },
  reason: { ms: "Sebab", en: "Reason" },
  reasonHint: { ms: "Disimpan bersama nama anda.", en: "Kept together with your name." },
  reasonMissing: { ms: "Tulis sebabnya.", en: "Write the reason." },
  chooseBranch: { ms: "Pilih cawangan", en: "Choose a branch" },
  onePersonFewer: { ms: "Kurang seorang", en: "One fewer" },
  onePersonMore: { ms: "Tambah seorang", en: "One more" },
} as const satisfies Readonly<Record<string, Text>>;
