import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

/** Words of the door: an officer with a tablet, with and without the branch's network. */
export const doorWords = defineWords({
  title: { ms: "Pintu", en: "Door" },
  scanTitle: { ms: "Imbas slip", en: "Scan a slip" },
  scanHint: {
    ms: "Halakan kamera pada kod QR slip, atau guna pengimbas.",
    en: "Point the camera at the slip's QR code, or use a scanner.",
  },
  cameraOff: {
    ms: "Kamera tidak dapat digunakan. Guna pengimbas, atau taip rujukan.",
    en: "The camera cannot be used. Use a scanner, or type the reference.",
  },
  notASlip: {
    ms: "Itu bukan kod slip temujanji. Cari kod QR pada slip.",
    en: "That is no appointment slip's code. Look for the QR code on the slip.",
  },
  checking: { ms: "Sedang menyemak…", en: "Checking…" },
  type: { ms: "Taip rujukan", en: "Type a reference" },
  scanNext: { ms: "Imbas seterusnya", en: "Scan the next one" },
  check: { ms: "Semak rujukan", en: "Check the reference" },
  reference: sharedStaff.reference,
  referenceHint: { ms: "8 huruf dan angka, di bawah kod QR", en: "8 letters and digits, under the QR code" },
  referenceWrong: {
    ms: "Rujukan ada 8 huruf dan angka. Semak sekali lagi.",
    en: "A reference has 8 letters and digits. Check it once more.",
  },
  documentNumber: shared.documentNumber,
  documentMissing: shared.documentNumberMissing,

  // What a slip is worth
  recorded: { ms: "Sudah didaftar masuk", en: "Checked in" },
  recordedNext: {
    ms: "Nombor dicetak di dewan.",
    en: "The number is printed in the hall.",
  },
  early: { ms: "Sudah didaftar masuk, awal", en: "Checked in, early" },
  late: { ms: "Sudah didaftar masuk, lewat", en: "Checked in, late" },
  lateNext: {
    ms: "Masa temujanji sudah lepas. Ini nombor biasa, dan orang ini tetap dilayan hari ini.",
    en: "The time of the appointment has passed. This is a normal number, and the person is served today.",
  },
  already: { ms: "Sudah daftar masuk sebelum ini", en: "Checked in before" },
  alreadyNext: {
    ms: "Nombor yang sama masih digunakan. Tiada yang baharu dicetak.",
    en: "The same number stands. Nothing new is printed.",
  },
  kept: { ms: "Sah, belum direkod", en: "Valid, not yet recorded" },
  keptNext: {
    ms: "Benarkan masuk. Tablet ini menyimpannya dan merekodkannya sendiri apabila rangkaian kembali; nombor dicetak ketika itu.",
    en: "Let them in. This tablet keeps it and records it by itself when the network is back; the number is printed then.",
  },
  listed: { ms: "Ada dalam senarai, tidak direkod", en: "On the list, not recorded" },
  listedNext: {
    ms: "Rujukan sahaja tidak membuktikan siapa pemegangnya. Lihat dokumen, dan minta kod QR slip untuk direkod.",
    en: "A reference alone does not prove whose it is. Look at the document, and ask for the slip's QR code to record it.",
  },
  wrong_day: { ms: "Hari lain", en: "Another day" },
  wrong_dayNext: {
    ms: "Slip ini untuk hari yang tertera. Untuk hari ini, ambil nombor biasa.",
    en: "This slip is for the day shown. For today, take a normal number.",
  },
  wrong_branch: { ms: "Cawangan lain", en: "Another branch" },
  wrong_branchNext: {
    ms: "Temujanji ini di {branch}. Di sini, ambil nombor biasa.",
    en: "This appointment is at {branch}. Here, take a normal number.",
  },
  slip_cancelled: { ms: "Temujanji ini dibatalkan", en: "This appointment was cancelled" },
  slip_cancelledNext: {
    ms: "Ambil nombor biasa, atau buat temujanji baharu.",
    en: "Take a normal number, or book a new appointment.",
  },
  slip_superseded: { ms: "Slip ini sudah diganti", en: "This slip was replaced" },
  slip_supersededNext: {
    ms: "Ada slip yang lebih baharu untuk temujanji ini. Minta pemegang membukanya.",
    en: "There is a newer slip of this appointment. Ask the holder to open it.",
  },
  slip_used: { ms: "Slip ini sudah digunakan", en: "This slip was used already" },
  slip_usedNext: {
    ms: "Jika orang di hadapan anda belum masuk, lihat dokumennya dan panggil penyelia.",
    en: "If the person before you has not been in yet, look at their document and call a supervisor.",
  },
  slip_expired: { ms: "Slip ini sudah tamat", en: "This slip is over" },
  slip_expiredNext: {
    ms: "Hari lawatan itu sudah lepas. Ambil nombor biasa.",
    en: "The day of the visit has passed. Take a normal number.",
  },
  slip_invalid: { ms: "Bukan slip yang sah", en: "Not a valid slip" },
  slip_invalidNext: {
    ms: "Tandatangannya bukan daripada mana-mana cawangan yang tablet ini kenal. Taip rujukannya, atau hantar ke meja pertanyaan.",
    en: "Its signature is from no branch that this tablet knows. Type the reference, or send the person to the enquiry desk.",
  },
  booking_not_found: { ms: "Tiada temujanji dengan rujukan ini", en: "No appointment with this reference" },
  booking_not_foundNext: {
    ms: "Semak rujukan dan nombor dokumen. Tanpa rangkaian, hanya hari ini dan esok ada di sini.",
    en: "Check the reference and the document number. Without the network only today and tomorrow are here.",
  },
  numbers_gone: { ms: "Lewat, dan nombor sudah habis", en: "Late, and the numbers are gone" },
  numbers_goneNext: {
    ms: "Hantar ke meja pertanyaan untuk nombor yang seterusnya.",
    en: "Send the person to the enquiry desk for the next numbers.",
  },
  act_too_old: { ms: "Terlalu lama untuk direkod", en: "Too old to be recorded" },
  act_too_oldNext: {
    ms: "Ia lebih seminggu lalu. Beritahu penyelia rujukan dan masanya.",
    en: "It was more than a week ago. Tell a supervisor the reference and the time.",
  },
  used_twice: { ms: "Slip ini digunakan dua kali", en: "This slip was used twice" },
  used_twiceNext: {
    ms: "Slip ini digunakan di tempat lain juga. Penyelia melihat kedua-dua tempat dan masa di halaman talian.",
    en: "This slip was used somewhere else as well. A supervisor sees both places and times on the line page.",
  },
  other: { ms: "Tidak diterima", en: "Not taken" },
  otherNext: {
    ms: "Hantar orang ini ke meja pertanyaan. Kod: {code}",
    en: "Send the person to the enquiry desk. Code: {code}",
  },
  noList: { ms: "Tidak dapat disemak sekarang", en: "Cannot be checked now" },
  noListNext: {
    ms: "Cawangan tidak menjawab, dan tablet ini tiada senarai hari ini. Tulis rujukan dan masa di kertas, dan hantar orang ini ke kaunter.",
    en: "The branch does not answer, and this tablet has no list of today. Write the reference and the time on paper, and send the person to a counter.",
  },
  cannotKeep: { ms: "Sah, tetapi tidak dapat disimpan", en: "Valid, but it cannot be kept" },
  cannotKeepNext: {
    ms: "Tablet ini tidak dapat menyimpan apa-apa (mungkin penuh). Ia TIDAK akan direkod: tulis rujukan dan masa di kertas untuk penyelia.",
    en: "This tablet cannot keep anything (it may be full). It will NOT be recorded: write the reference and the time on paper for a supervisor.",
  },
  tabletAgain: {
    ms: "Tablet ini sedang masuk semula. Imbas sekali lagi.",
    en: "This tablet is coming in again. Scan once more.",
  },

  // The tablet's own state
  state: { ms: "Tablet ini", en: "This tablet" },
  there: { ms: "Cawangan menjawab", en: "The branch answers" },
  gone: { ms: "Tiada rangkaian", en: "No network" },
  goneNext: {
    ms: "Teruskan: slip disemak dengan senarai di tablet ini.",
    en: "Go on: slips are checked by the list on this tablet.",
  },
  listAge: {
    ms: "Senarai {count} temujanji, diambil {time}",
    en: "List of {count, plural, one {# appointment} other {# appointments}}, taken at {time}",
  },
  noListYet: { ms: "Tiada senarai lagi", en: "No list yet" },
  unsent: {
    ms: "{count} belum dihantar",
    en: "{count} not sent yet",
  },
  unsentLater: {
    ms: "Disimpan di tablet ini walaupun anda log keluar. Dihantar sendiri apabila ada rangkaian dan seorang pegawai log masuk.",
    en: "Kept on this tablet even when you sign out. Sent by itself when there is a network and an officer is signed in.",
  },
  unsentShut: {
    ms: "Cawangan tidak menerima tablet ini lagi. Tunjukkan senarai ini kepada penyelia; selepas tablet ini didaftarkan semula, ia dihantar sendiri.",
    en: "The branch does not take this tablet's word any more. Show this list to a supervisor; once the tablet is enrolled again, it is sent by itself.",
  },
  unsettled: { ms: "Perlu dilihat", en: "To be looked at" },
  seen: { ms: "Sudah dilihat", en: "Seen" },
  seenFor: { ms: "Sudah dilihat: {ref}", en: "Seen: {ref}" },
  letInAt: { ms: "masuk {time}", en: "in at {time}" },
  signInNeedsNetwork: {
    ms: "Log masuk memerlukan rangkaian cawangan",
    en: "Signing in needs the branch's network",
  },
  signInNeedsNetworkNext: {
    ms: "Tablet ini mencuba semula sendiri. Sementara itu, tulis rujukan dan masa di kertas.",
    en: "This tablet tries again by itself. Meanwhile write references and times on paper.",
  },
  closed: { ms: "Sentuh kunci anda untuk membuka senarai", en: "Touch your key to open the list" },
  closedNext: {
    ms: "{name}, senarai hari ini disimpan dengan kunci anda. Rangkaian tidak diperlukan.",
    en: "{name}, today's list is kept under your key. No network is needed.",
  },
  openWithKey: { ms: "Buka senarai", en: "Open the list" },
  keyNotOpen: {
    ms: "Kunci itu tidak membuka senarai ini. Cuba lagi dengan kunci yang anda guna untuk log masuk.",
    en: "That key does not open this list. Try again with the key that you signed in with.",
  },
  readyWithKey: {
    ms: "Sentuh kunci anda supaya tablet ini boleh diteruskan tanpa rangkaian.",
    en: "Touch your key so that this tablet can go on without the network.",
  },
});
