import { defineWords } from "../words/messages";

/** Words of a screen that a supervisor enrols, and of one that was shut out. */
export const deviceWords = defineWords({
  shutOut: { ms: "Skrin ini disekat oleh penyelia", en: "This screen was shut out by a supervisor" },
  shutOutNext: {
    ms: "Untuk menggunakannya semula, minta kod baharu daripada penyelia.",
    en: "To use it again, ask a supervisor for a new code.",
  },
  tablet: { ms: "Tablet pegawai", en: "Officer's tablet" },
  tabletIn: {
    ms: "Tablet ini didaftarkan di cawangan ini. Penyelia boleh melihat dan menyekatnya.",
    en: "This tablet is enrolled at this branch. A supervisor sees it, and may shut it out.",
  },
  openCounter: { ms: "Pergi ke kaunter", en: "Go to the counter" },
  openDoor: { ms: "Semak slip di pintu", en: "Check slips at the door" },
  openBranch: { ms: "Lihat hari cawangan", en: "See the day of the branch" },
  code: { ms: "Kod pendaftaran", en: "Enrolment code" },
  codeHint: { ms: "8 huruf dan angka, sah 10 minit", en: "8 letters and digits, good for 10 minutes" },
  codeShort: {
    ms: "Kod ada 8 huruf dan angka, tanpa huruf U. Semak sekali lagi.",
    en: "A code has 8 letters and digits, and no letter U. Check it once more.",
  },
  codeWrong: {
    ms: "Kod ini tidak dapat digunakan. Mungkin tersalah taip, sudah digunakan, lebih 10 minit, atau untuk skrin jenis lain. Semak, atau minta kod baharu.",
    en: "This code cannot be used. It may be mistyped, used already, older than 10 minutes, or for another kind of screen. Check it, or ask for a new one.",
  },
  cannotKeep: {
    ms: "Pelayar ini tidak dapat menyimpan kunci. Guna pelayar yang terkini, bukan tetingkap peribadi.",
    en: "This browser cannot keep a key. Use a browser that is up to date, and no private window.",
  },
  enrol: { ms: "Daftarkan skrin ini", en: "Enrol this screen" },
});
