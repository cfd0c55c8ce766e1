import { defineWords } from "../words/messages";
import { shared } from "../words/shared";
import { sharedStaff } from "../words/shared-staff";

export const devicesWords = defineWords({
  pageName: sharedStaff.printersAndDevices,
  toBranch: shared.branch,
  toCounter: shared.backToCounter,
  stale: {
    ms: "Talian ke pelayan terputus. Ini keadaan yang terakhir diketahui.",
    en: "The line to the server is cut. This is how things last stood.",
  },
  noPrinters: {
    ms: "Tiada pencetak dalam tetapan cawangan ini.",
    en: "This branch's configuration has no printer.",
  },

  // What to do
  doPaper: { ms: "Isi gulungan kertas baharu.", en: "Put in a new roll." },
  doNear: { ms: "Sediakan gulungan kertas baharu.", en: "Have a new roll ready." },
  doCover: { ms: "Tutup penutupnya.", en: "Close its cover." },
  doSilent: {
    ms: "Lihat suis, kabel dan rangkaiannya. Komputer lain mungkin sedang memegangnya.",
    en: "Look at its switch, cable and network. Another computer may be holding it.",
  },
  doKnife: {
    ms: "Buka penutup, keluarkan kertas yang tersekat, kemudian tutup semula.",
    en: "Open the cover, take out the jammed paper, and close it again.",
  },
  doBroken: {
    ms: "Tutup dan hidupkan semula. Jika masih rosak, panggil juruteknik.",
    en: "Switch it off and on. If it stays broken, call a technician.",
  },
  coveredBy: { ms: "Kertasnya kini keluar di {name}.", en: "Its papers now come out at {name}." },
  spareFor: { ms: "Ganti untuk {name}", en: "Spare for {name}" },

  // Figures
  waiting: { ms: "Kertas menunggu", en: "Papers waiting" },
  copiesToday: { ms: "Salinan hari ini", en: "Copies today" },
  lastHeard: { ms: "Terakhir menjawab", en: "Last answered" },
  never: { ms: "belum pernah", en: "never yet" },
  model: { ms: "Model", en: "Model" },
  address: { ms: "Sambungan", en: "Connection" },

  // Papers
  doubtfulPapers: { ms: "Kertas yang meragukan", en: "Doubtful papers" },
  printCopy: { ms: "Cetak salinan {number}", en: "Print a copy of {number}" },
  copyOnItsWay: { ms: "Salinan {number} sedang dicetak.", en: "A copy of {number} is printing." },
  testPrint: { ms: "Cetak kertas ujian", en: "Print a test paper" },
  testQueued: { ms: "Kertas ujian sedang dicetak.", en: "The test paper is printing." },
  testPrinted: { ms: "Kertas ujian dicetak {time}.", en: "The test paper was printed at {time}." },
  testSuspect: {
    ms: "Kertas ujian {time} mungkin tidak dicetak.",
    en: "The test paper of {time} may not have printed.",
  },
  testFailed: { ms: "Kertas ujian {time} tidak dicetak.", en: "The test paper of {time} was not printed." },
  stillPrinting: {
    ms: "Kertas sebelumnya masih dalam perjalanan. Tunggu sebentar.",
    en: "The paper before it is still on its way. Wait a moment.",
  },
  printerGone: {
    ms: "Pencetak ini tiada dalam tetapan lagi. Muat semula halaman.",
    en: "This printer is no longer in the configuration. Reload the page.",
  },
  paperOver: {
    ms: "Urusan ini sudah tamat; kertasnya tidak diperlukan lagi.",
    en: "This visit has ended; its paper is not needed any more.",
  },

  // Other devices
  others: { ms: "Pengimbas, pembaca dan lorong", en: "Scanners, readers and lanes" },
  scanner: { ms: "Pengimbas kod", en: "Code scanner" },
  reader: { ms: "Pembaca dokumen", en: "Document reader" },
  fingerprint: { ms: "Pembaca cap jari", en: "Fingerprint reader" },
  lane: { ms: "Lorong autogate", en: "Gate lane" },
  answers: { ms: "Disambung", en: "Connected" },
  silentDevice: { ms: "Tidak menjawab", en: "Does not answer" },
  troubled: { ms: "Perlu dilihat", en: "Needs a look" },

  // Found
  found: { ms: "Dijumpai, belum ditetapkan", en: "Found and not configured" },
  foundHow: {
    ms: "Dipasang pada mesin ini tetapi tiada dalam tetapan. Beritahu bahagian IT.",
    en: "Fastened to this machine and not in its configuration. Tell IT.",
  },
  usb_printer: { ms: "Pencetak USB", en: "USB printer" },
  serial: { ms: "Talian bersiri", en: "Serial line" },
  other: { ms: "Peranti lain", en: "Other device" },
});
