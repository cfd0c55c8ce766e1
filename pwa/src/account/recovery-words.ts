import { defineWords } from "../words/messages";

export const words = defineWords({
  title: { ms: "Hilang kunci laluan", en: "Lost your passkey" },
  link: { ms: "Saya hilang kunci laluan", en: "I lost my passkey" },
  lead: {
    ms: "Anda boleh masuk semula ke akaun anda dalam tiga langkah. Temujanji anda kekal.",
    en: "You can get back into your account in three steps. Your appointments stay.",
  },
  stepCodes: {
    ms: "Taip kod yang dihantar ke telefon dan e-mel akaun anda.",
    en: "Type the codes sent to your account's telephone and e-mail.",
  },
  stepDocument: {
    ms: "Tunjukkan dokumen anda di kaunter cawangan.",
    en: "Show your document at the branch counter.",
  },
  stepWait: {
    ms: "Selepas sehari, datang semula ke halaman ini dan buat kunci laluan baharu.",
    en: "After a day, come back to this page and make a new passkey.",
  },
  atBranch: {
    ms: "Pelayan cawangan ini hanya mengenali akaun yang ada temujanji di sini. Jika kod tidak sampai, guna halaman ibu pejabat.",
    en: "This branch knows only accounts that have an appointment here. If no code comes, use headquarters' page.",
  },
  phoneFirst: { ms: "Telefon akaun anda", en: "Your account's telephone" },
  emailNext: { ms: "E-mel akaun anda", en: "Your account's e-mail" },
  doCode: { ms: "Sahkan kod", en: "Check the code" },
  phoneDone: { ms: "Telefon sudah disahkan", en: "The telephone is confirmed" },
  without: { ms: "Tiada telefon atau e-mel itu lagi?", en: "No longer have that telephone or e-mail?" },
  withoutPhone: {
    ms: "Masih ada telefon? Log masuk dengan SMS untuk melihat dan membatalkan temujanji.",
    en: "Still have the telephone? Sign in by SMS to see and cancel appointments.",
  },
  withoutBoth: {
    ms: "Tiada kedua-duanya? Temujanji anda tetap sah: bawa dokumen dan nombor rujukan ke kaunter. Akaun lama tidak dapat dibuka; buat akaun baharu.",
    en: "Have neither? Your appointment still stands: bring your document and reference number to the counter. The old account cannot be opened; make a new one.",
  },
  unknown: {
    ms: "Tiada akaun dengan telefon dan e-mel ini bersama-sama di sini. Semak kedua-duanya, atau buat akaun baharu.",
    en: "No account here has this telephone and this e-mail together. Check both, or make a new account.",
  },
  noBranch: {
    ms: "Akaun ini belum ada temujanji, jadi tiada dokumen untuk dibandingkan. Buat akaun baharu; tiada apa yang hilang.",
    en: "This account has no appointment yet, so there is no document to compare. Make a new account; nothing is lost.",
  },
  newAccount: { ms: "Buat akaun baharu", en: "Make a new account" },
  choose: { ms: "Cawangan untuk menunjukkan dokumen", en: "Branch where you show your document" },
  chooseHint: {
    ms: "Dokumen mesti pernah dilihat pegawai dalam satu temujanji akaun ini.",
    en: "An officer must have seen the document at one of this account's appointments.",
  },
  ask: { ms: "Minta pemulihan", en: "Ask for recovery" },
  askHint: {
    ms: "Kami memberitahu telefon dan e-mel akaun ini, supaya pemiliknya boleh menghentikannya.",
    en: "We tell this account's telephone and e-mail, so that its owner can stop it.",
  },
  ref: { ms: "Beritahu pegawai nombor ini", en: "Tell the officer this number" },
  needsDocument: {
    ms: "Bawa dokumen asal ke kaunter {branch} sebelum {until}.",
    en: "Bring your original document to the counter of {branch} before {until}.",
  },
  waits: {
    ms: "Dokumen sudah dilihat. Kunci laluan baharu boleh dibuat mulai {opens}.",
    en: "Your document was seen. A new passkey can be made from {opens}.",
  },
  opensAt: { ms: "Dibuka paling awal {opens}.", en: "It opens {opens} at the earliest." },
  ready: {
    ms: "Semuanya lengkap. Buat kunci laluan baharu pada telefon ini; yang lama ditamatkan.",
    en: "Everything is done. Make a new passkey on this phone; the old ones end.",
  },
  make: { ms: "Buat kunci laluan baharu", en: "Make a new passkey" },
  made: {
    ms: "Anda sudah masuk. Kunci laluan lama ditamatkan.",
    en: "You are in. The old passkeys have ended.",
  },
  notYou: { ms: "Bukan anda yang meminta?", en: "Did you not ask for this?" },
  stopHint: {
    ms: "Taip kod henti dalam mesej kami. Kod itu hanya boleh menghentikan.",
    en: "Type the stop code from our message. It can do nothing but stop.",
  },
  stopCode: { ms: "Kod henti", en: "Stop code" },
  stop: { ms: "Hentikan pemulihan", en: "Stop the recovery" },
  stopped: { ms: "Pemulihan sudah dihentikan.", en: "The recovery was stopped." },
  stopMissing: { ms: "Kod henti ada 12 huruf dan digit.", en: "A stop code has 12 letters and digits." },
  underWay: {
    ms: "Seseorang meminta masuk ke akaun ini tanpa kunci laluan, dibuka {opens}. Bukan anda? Hentikan sekarang.",
    en: "Somebody asked to get into this account without a passkey; it opens {opens}. Not you? Stop it now.",
  },
  allSuspended: {
    ms: "Kunci laluan akaun ini digantung dan tidak membuka apa-apa lagi.",
    en: "This account's passkeys are suspended and open nothing any more.",
  },
  erase: { ms: "Padam akaun saya", en: "Erase my account" },
  eraseTitle: { ms: "Padam akaun?", en: "Erase the account?" },
  eraseWhat: {
    ms: "Akaun anda dipadam bersama telefon dan e-mel, dan tidak boleh dikembalikan. Temujanji yang dokumennya belum dilihat pegawai dipadam di kaunter, dengan dokumen itu. Temujanji yang belum berlangsung mesti dibatalkan dahulu.",
    en: "Your account is erased with its telephone and e-mail, and cannot be brought back. Appointments whose document no officer has seen are erased at a counter, with that document. An appointment still to come must be cancelled first.",
  },
  eraseDo: { ms: "Ya, padam", en: "Yes, erase" },
  keepIt: { ms: "Simpan akaun", en: "Keep the account" },
  erased: { ms: "Akaun anda sudah dipadam.", en: "Your account was erased." },
  recovery_not_ready: {
    ms: "Pemulihan ini belum dibuka atau sudah dihentikan. Lihat keadaannya di bawah.",
    en: "This recovery is not open yet, or was stopped. See how it stands below.",
  },
  recovery_not_found: {
    ms: "Tiada pemulihan dengan kod ini. Mungkin ia sudah dihentikan. Semak kod dalam mesej.",
    en: "There is no recovery with this code. It may have been stopped already. Check the code in the message.",
  },
  still_to_come: {
    ms: "Ada temujanji yang belum berlangsung. Batalkan dahulu di Temujanji saya, kemudian padam.",
    en: "An appointment is still to come. Cancel it first in My appointments, then erase.",
  },
});
