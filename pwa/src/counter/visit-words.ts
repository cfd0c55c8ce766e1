import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the bookings that are begun at a kiosk and end at a counter. */
export const visitWords = defineWords({
  title: { ms: "Tempahan kios menunggu", en: "Kiosk bookings that wait" },
  howTo: {
    ms: "Orangnya membawa kertas kod dari kios dan dokumen. Imbas kertas itu, atau pilih masa yang tertulis padanya.",
    en: "The person brings a paper with a code, and a document. Scan the paper, or choose the time that stands on it.",
  },
  none: { ms: "Tiada tempahan kios yang menunggu.", en: "No kiosk booking waits." },
  givenAt: { ms: "{kiosk}, pada {time}", en: "{kiosk}, at {time}" },
  keptUntil: { ms: "disimpan hingga {time}", en: "kept until {time}" },
  code: { ms: "Kod pada kertas", en: "Code on the paper" },
  codeHint: { ms: "8 angka", en: "8 digits" },
  codeMissing: { ms: "Taip 8 angka pada kertas.", en: "Type the 8 digits on the paper." },
  codeRight: { ms: "Kod sudah disahkan tadi.", en: "The code was right before." },
  document: { ms: "Dokumen di tangan anda", en: "The document in your hand" },
  documentHint: {
    ms: "Imbas pasport, atau taip nombornya.",
    en: "Scan the passport, or type the number.",
  },
  numberMissing: shared.documentNumberMissing,
  confirm: { ms: "Sahkan temujanji dan cetak slip", en: "Confirm the appointment and print the slip" },
  done: { ms: "Temujanji disahkan", en: "The appointment is confirmed" },
  slipPrints: { ms: "Slip sedang dicetak.", en: "The slip is printing." },
  slipWaits: {
    ms: "Pencetak belum sedia, jadi slip belum keluar. Beri nombor rujukan ini; temujanji tetap sah.",
    en: "The printer is not ready, so the slip is not out yet. Give this reference; the appointment stands.",
  },
  slipDoubtful: {
    ms: "Slip mungkin tidak keluar. Semak pencetak, kemudian cetak sekali lagi.",
    en: "The slip may not have come out. Look at the printer, then print it once more.",
  },
  printAgain: { ms: "Cetak slip sekali lagi", en: "Print the slip once more" },
  printedAgain: { ms: "Salinan slip sedang dicetak.", en: "A copy of the slip is printing." },
  when: { ms: "Tarikh dan masa", en: "Date and time" },

  differs: {
    ms: "Dokumen ini berbeza daripada yang diberi di kios. Semak nombor dan jenisnya. Jika memang lain, tempah semula untuk orang ini.",
    en: "This document differs from the one given at the kiosk. Check its number and type. If it is another one, book anew for this person.",
  },
  codeWrong: { ms: "Kod ini tidak betul. Semak kertas.", en: "This code is not right. Look at the paper." },
  triesUsedUp: {
    ms: "Kod sudah dicuba lima kali dan ditutup. Tempah semula untuk orang ini di kaunter.",
    en: "The code was tried five times and is shut. Book anew for this person at the counter.",
  },
  gone: {
    ms: "Masa simpanan sudah tamat. Tempah semula untuk orang ini di kaunter.",
    en: "The time is kept no more. Book anew for this person at the counter.",
  },
  tooManyChecks: {
    ms: "Anda sudah mengesahkan sebanyak yang dibenarkan hari ini. Minta rakan sekerja mengesahkannya.",
    en: "You have checked as many documents as one officer may in a day. Ask a colleague to do this one.",
  },
  line: sharedStaff.maybeSaved,
});
