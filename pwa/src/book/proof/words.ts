import { defineWords } from "../../words/messages";
import { shared } from "../../words/shared";

/** Why a visit cannot go on, by the node's code. */
export const refusals = defineWords("book/proof/words", {
  contact_used_up: {
    ms: "Telefon atau e-mel ini sudah digunakan untuk enam orang. Guna yang lain, atau datang ke kaunter; pegawai akan bantu.",
    en: "This phone or e-mail already speaks for six people. Use another one, or come to a counter; an officer will help.",
  },
  too_many_checks: {
    ms: "Bilangan dokumen yang boleh anda semak hari ini sudah cukup. Minta pegawai lain meneruskan.",
    en: "You have checked as many documents as one officer may in a day. Ask a colleague to go on.",
  },
  needs_another_kind: {
    ms: "Satu cara sudah tamat masanya. Sahkan dengan satu cara lagi.",
    en: "One of the ways has grown too old. Confirm in one more way.",
  },
});

/** Words around showing who one is: how one can be reached, and the two kinds of proof. */
export const proof = defineWords("book/proof/words", {
  contact: { ms: "Bagaimana kami hubungi anda?", en: "How can we reach you?" },
  contactWhy: {
    ms: "Untuk mengesahkan diri anda dan memberitahu jika masa berubah. Untuk temujanji ini sahaja.",
    en: "To confirm that it is you, and to tell you if the time changes. For this appointment only.",
  },
  twoOfThree: { ms: "Dua cara untuk sahkan diri", en: "Two ways to confirm yourself" },
  twoOfThreeHint: {
    ms: "Tempahan disahkan dengan mana-mana dua. Ini melindungi anda: tiada orang lain boleh menempah dengan satu sahaja.",
    en: "Any two of these confirm a booking. That protects you: nobody can book with only one.",
  },
  passkeyHere: { ms: "Kunci laluan peranti ini", en: "This device's passkey" },
  passkeyReady: { ms: "Cap jari, muka atau PIN", en: "Fingerprint, face or PIN" },
  sms: { ms: "SMS", en: "SMS" },
  codeTo: { ms: "Kod ke {to}", en: "A code to {to}" },
  givePhone: { ms: "Isi nombor telefon di atas", en: "Give a phone number above" },
  giveEmail: { ms: "Isi alamat e-mel di atas", en: "Give an e-mail address above" },
  silentNow: { ms: "Tidak menjawab sekarang", en: "Does not answer now" },
  notHere: { ms: "Tidak digunakan di sini", en: "Not in use here" },
  notReached: { ms: "SMS tidak sampai ke nombor ini", en: "SMS does not reach this number" },
  ready: {
    ms: "{count} daripada 2 sudah ada.",
    en: "{count} of the 2 are there.",
  },
  enough: { ms: "Cukup. Anda boleh teruskan.", en: "That is enough. You can go on." },
  needMore: {
    ms: "{count} lagi diperlukan: isi telefon atau e-mel. Jika tiada, lihat di bawah.",
    en: "{count, plural, one {One more is} other {# more are}} needed: give a phone or an e-mail. If you have none, see below.",
  },
  noWays: { ms: "Tiada telefon atau e-mel?", en: "No phone or e-mail?" },
  noWaysNext: {
    ms: "Datang ke {branch} dengan dokumen asal. Buat temujanji di kios atau kaunter, tanpa telefon, e-mel atau akaun. Percuma.",
    en: "Come to {branch} with the original document. Book at the kiosk or a counter, without phone, e-mail or account. Free.",
  },
  contactAtDesk: { ms: "Telefon atau e-mel pemohon", en: "The applicant's phone or e-mail" },
  contactAtDeskHint: {
    ms: "Tidak perlu jika tiada: kod boleh dicetak di kertas.",
    en: "Not needed if there is none: a code can be printed on paper.",
  },

  prove: { ms: "Sahkan diri anda", en: "Confirm that it is you" },
  proveAtDesk: { ms: "Sahkan pemohon", en: "Confirm the applicant" },
  proveHint: {
    ms: "Guna dua cara. Temujanji disahkan sebaik sahaja yang kedua selesai.",
    en: "Use two ways. The appointment is confirmed as soon as the second is done.",
  },
  doneCount: { ms: "{count} daripada 2 selesai", en: "{count} of 2 done" },
  done: shared.done,
  codeSent: { ms: "Kod dihantar", en: "Code sent" },
  codePrinted: { ms: "Kod dicetak", en: "Code printed" },
  cannot: { ms: "Tidak boleh", en: "Not possible" },
  codeUntil: {
    ms: "Taip kod dari {to}. Sah hingga {time}.",
    en: "Type the code from {to}. Good until {time}.",
  },
  codeReadOut: {
    ms: "Pemohon membacakan kod dari {to}. Sah hingga {time}.",
    en: "The applicant reads out the code from {to}. Good until {time}.",
  },
  check: { ms: "Semak kod", en: "Check the code" },
  noContactGiven: { ms: "Tidak diberi.", en: "Not given." },
  giveContact: { ms: "Isi telefon atau e-mel", en: "Give a phone or an e-mail" },
  passkey: { ms: "Kunci laluan", en: "Passkey" },
  passkeyUse: { ms: "Guna kunci laluan", en: "Use a passkey" },
  passkeyHave: { ms: "Saya sudah ada kunci laluan", en: "I have a passkey already" },
  passkeyAtDesk: {
    ms: "Pemohon menggunakan kunci laluan sendiri di tablet ini, contohnya dengan telefon yang mengimbas kod QR.",
    en: "The applicant uses a passkey of their own on this tablet, such as by a phone that scans the QR code.",
  },
  documentSeen: { ms: "Dokumen dilihat oleh pegawai", en: "Document seen by the officer" },
  paper: { ms: "Kod di kertas", en: "Code on paper" },
  paperHint: {
    ms: "Untuk pemohon tanpa telefon, e-mel dan kunci laluan. Cetak, beri kepada pemohon, dan taip kod itu.",
    en: "For an applicant without phone, e-mail and passkey. Print it, hand it over, and type the code.",
  },
  paperPrint: { ms: "Cetak kod", en: "Print a code" },
  paperAgain: { ms: "Cetak kod baharu", en: "Print a new code" },
  paperUntil: {
    ms: "Taip kod pada kertas. Sah hingga {time}.",
    en: "Type the code on the paper. Good until {time}.",
  },
  paperNotOut: {
    ms: "Kertas belum keluar. Periksa pencetak dan cetak kod baharu, atau guna cara lain.",
    en: "The paper has not come out. Look at the printer and print a new code, or use another way.",
  },
  otherWays: { ms: "Tidak boleh guna dua cara?", en: "Cannot use two ways?" },
  confirmed: { ms: "Temujanji anda disahkan.", en: "Your appointment is confirmed." },
  confirming: { ms: "Mengesahkan temujanji…", en: "Confirming the appointment…" },
  takenAgain: {
    ms: "Masa itu disimpan semula untuk anda. Sahkan diri sekali lagi.",
    en: "That time is kept for you again. Confirm yourself once more.",
  },
  inDemo: {
    ms: "Demo: SMS dan e-mel tidak keluar dari komputer ini.",
    en: "Demo: SMS and e-mail do not leave this computer.",
  },
  seeMessages: { ms: "Lihat mesej", en: "See the messages" },
});
