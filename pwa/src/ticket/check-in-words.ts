import { defineWords } from "../words/messages";

export const checkInWords = defineWords("ticket/check-in-words", {
  title: { ms: "Daftar masuk dengan telefon", en: "Check in with your phone" },
  how: {
    ms: "Di dewan, taip kod pada skrin besar, kemudian guna kunci laluan anda. Kiosk juga boleh digunakan.",
    en: "In the hall, type the code on the large screen, then use your passkey. The kiosks work as well.",
  },
  code: { ms: "Kod pada skrin dewan", en: "Code on the hall's screen" },
  codeHint: { ms: "Enam aksara. Ia berubah setiap 30 saat.", en: "Six signs. It changes every 30 seconds." },
  checkIn: { ms: "Daftar masuk sekarang", en: "Check in now" },
  none: {
    ms: "Tiada temujanji hari ini di cawangan ini pada telefon ini. Log masuk dahulu, atau guna kiosk.",
    en: "This phone knows of no appointment here today. Sign in first, or use a kiosk.",
  },
  signIn: { ms: "Log masuk", en: "Sign in" },
  noPasskeys: {
    ms: "Pelayar ini tidak menyokong kunci laluan. Tunjuk slip anda di kiosk.",
    en: "This browser has no passkeys. Show your slip at a kiosk.",
  },
  codeWrong: {
    ms: "Kod ini bukan kod pada skrin sekarang. Taip kod yang baharu.",
    en: "This is not the code on the screen now. Type the new one.",
  },
  atBranch: {
    ms: "Nombor diberi oleh cawangan sendiri. Sambung ke Wi-Fi cawangan, atau guna kiosk.",
    en: "The branch itself gives the numbers. Join the branch's Wi-Fi, or use a kiosk.",
  },
  already: { ms: "Anda sudah didaftar masuk.", en: "You are checked in already." },
  wrongDay: {
    ms: "Temujanji ini bukan untuk hari ini. Tempat anda tetap ada pada harinya.",
    en: "This appointment is not for today. Your place is kept on its day.",
  },
  wrongBranch: {
    ms: "Temujanji ini di cawangan lain. Lihat alamat pada slip.",
    en: "This appointment is at another branch. The address is on the slip.",
  },
  numbersGone: {
    ms: "Anda lewat dan nombor biasa sudah habis. Pergi ke meja pertanyaan.",
    en: "You are late and the normal numbers are used up. Go to the enquiry desk.",
  },
  openNumber: { ms: "Buka nombor saya", en: "Open my number" },
  openBranch: { ms: "Buka laman cawangan", en: "Open the branch's site" },
});
