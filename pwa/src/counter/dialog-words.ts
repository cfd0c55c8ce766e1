import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the counter's dialogs, which are loaded when one is first opened. */
export const dialogWords = defineWords({
  pickTitle: { ms: "Panggil nombor tertentu", en: "Call a certain number" },
  number: { ms: "Nombor", en: "Number" },
  reason: shared.reason,
  reasonHint: shared.reasonHint,
  reasonMissing: shared.reasonMissing,
  call: { ms: "Panggil", en: "Call" },
  transferTitle: { ms: "Pindahkan {number}", en: "Transfer {number}" },
  transferKeeps: { ms: "Nombor dan tempatnya kekal.", en: "Number and place are kept." },
  transferTo: { ms: "Ke mana?", en: "Where to?" },
  toGroup: { ms: "Giliran {group}", en: "Queue {group}" },
  finishTitle: { ms: "Selesaikan {number}", en: "Finish {number}" },
  outcomeNext: { ms: "Ke peringkat {stage}", en: "On to {stage}" },
  outcomeDone: { ms: "Urusan selesai", en: "All done" },
  whatNow: { ms: "Selepas ini?", en: "What now?" },
  partyServed: { ms: "Dilayan", en: "Served" },
  partyAbsent: sharedStaff.didNotCome,
  keysOn: { ms: "Guna kekunci pintas", en: "Use keyboard shortcuts" },
  correctSave: { ms: "Simpan pembetulan", en: "Save the correction" },
  corrected: { ms: "Butiran sudah dibetulkan.", en: "The details were corrected." },
  nothingCorrected: { ms: "Tiada apa yang berubah.", en: "Nothing was changed." },
  documentSame: { ms: "Kekal: {document}", en: "Stays: {document}" },
  typeMykad: { ms: "MyKad atau MyKid", en: "MyKad or MyKid" },
  typeMypr: { ms: "MyPR", en: "MyPR" },
  nameNeeded: shared.nameMissing,
  numberNeeded: shared.documentNumberMissing,
  expiryNeeded: {
    ms: "Isi tarikh luput: hari, bulan, tahun.",
    en: "Give the date of expiry: day, month, year.",
  },
  correctLine: {
    ms: "Talian terputus, jadi kita belum tahu sama ada pembetulan disimpan. Simpan sekali lagi.",
    en: "The connection dropped, so we do not know yet whether the correction was saved. Save it once more.",
  },
  visitOver: {
    ms: "Urusan ini sudah tamat, jadi butirannya tidak boleh diubah.",
    en: "This visit is over, so its details can no longer change.",
  },
  seenAsk: {
    ms: "Dokumen asal {document} ada di hadapan anda, dan nama serta nombornya sama dengan tempahan?",
    en: "Is the original document {document} before you, with the same name and number as the booking?",
  },
  seenContested: {
    ms: "Ada tempahan lain dengan dokumen yang sama. Selepas disahkan, tempat orang ini tetap; tempahan yang satu lagi digugurkan dan pemiliknya diberitahu.",
    en: "Another booking names the same document. Once confirmed, this person's place stands; the other booking falls away and its holder is told.",
  },
  seenDo: { ms: "Ya, dokumen dilihat", en: "Yes, document seen" },
  seenDone: { ms: "Dokumen {name} sudah disahkan.", en: "The document of {name} is confirmed." },
  seenUnknown: {
    ms: "Orang ini hanya dikenali daripada slip. Isi dokumennya di Betulkan butiran.",
    en: "This person is known from the slip alone. Give the document under Correct details.",
  },
  seenLine: sharedStaff.maybeSaved,
});
